//! What comes from outside: fields, the reference date, standards and scales, other rules.

use super::batch::Values;
use super::block::Block;
use super::kernel::{Operand, Slot};
use super::plan::Unsupported;
use super::register::{Number, Place};
use super::words;
use crate::machine::{arithmetic, in_force};
use crate::program::{Day, RuleId, ScaleId, StandardId};

impl Block<'_, '_> {
    pub fn fill(&mut self, dst: Slot, truth: bool, depth: usize) {
        let mut out = self.take_truth(dst);
        words::fill(&mut out.yes, self.len(depth), truth);
        out.settled = true;
        self.put_truth(dst, out);
    }

    pub fn load_truth(&mut self, dst: Slot, column: usize, depth: usize) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let (frame, column) = self.column(depth, column)?;
        match (&column.values, column.validity) {
            (Values::Truths(truths), validity) => {
                truths.copy(frame.from, frame.len, &mut out.yes);
                out.settled = true;
                if let Some(validity) = validity {
                    let known = &mut self.space.bits[0];
                    validity.copy(frame.from, frame.len, known);
                    out.where_known(Some(known), None);
                }
            }
            (Values::Missing, _) => {
                words::fill(&mut out.yes, frame.len, false);
                words::fill(&mut out.perhaps, frame.len, true);
                out.settled = false;
            }
            // The machine's cells are numbers whatever they mean; truth values that come as such are few.
            _ => return Err(Unsupported),
        }
        self.put_truth(dst, out);
        Ok(())
    }

    pub fn load_number(&mut self, dst: Slot, column: usize, depth: usize) -> Result<(), Unsupported> {
        let mut out = self.take_number(dst);
        let (frame, of) = self.column(depth, column)?;
        match of.validity {
            Some(validity) => {
                validity.copy(frame.from, frame.len, &mut out.known);
                out.settled = false;
            }
            None => out.settled = true,
        }
        out.place = Place::Column { depth, column };
        match &of.values {
            Values::U8(_) | Values::I32(_) | Values::I64(_) => {}
            Values::Missing => {
                out.fill(frame.len, false);
                out.place = Place::Same(0);
            }
            Values::I128(values) => {
                let values = values.get(frame.from..frame.from + frame.len).unwrap_or_default();
                out.place = Place::Wide;
                out.wide.clear();
                out.wide.extend(values.iter().map(|value| i64::try_from(*value).unwrap_or(0)));
                let mut outgrown = std::mem::take(&mut self.space.bits[0]);
                words::collect(&mut outgrown, values.iter().map(|value| i64::try_from(*value).is_err()));
                if let Some(known) = out.known() {
                    words::merge(&mut outgrown, known, |outgrown, known| outgrown & known);
                }
                if words::any(&outgrown) {
                    self.again(depth, &outgrown);
                }
                self.space.bits[0] = outgrown;
            }
            Values::Truths(_) | Values::Texts { .. } | Values::Lists { .. } => return Err(Unsupported),
        }
        self.put_number(dst, out);
        Ok(())
    }

    pub fn reference_date(&mut self, dst: Slot) {
        let mut out = self.take_number(dst);
        let dates = &self.space.dates;
        match dates.same {
            Some(day) => {
                out.place = Place::Same(i64::from(day));
                out.settled = true;
            }
            None => {
                out.place = Place::Days;
                out.days.clone_from(&dates.days);
                words::copy(&mut out.known, &dates.known);
                out.settled = false;
            }
        }
        self.put_number(dst, out);
    }

    pub fn standard(&mut self, dst: Slot, standard: StandardId) {
        let program = self.program;
        let values = program.standards.get(standard.index()).map(|one| one.values.as_slice());
        let values = values.unwrap_or_default();
        let value = |day: Day| in_force(values, day, |value| &value.effective)?.cells.first().copied();
        let mut out = self.take_number(dst);
        let len = self.len(0);
        match self.space.dates.same {
            Some(day) => {
                let value = value(day);
                let narrow = value.map(i64::try_from);
                out.place = Place::Same(narrow.and_then(Result::ok).unwrap_or(0));
                out.fill(len, matches!(narrow, Some(Ok(_))));
                match narrow {
                    Some(Ok(_)) => {}
                    Some(Err(_)) => words::fill(&mut self.space.found.redo, len, true),
                    None => words::fill(&mut self.space.found.trouble, len, true),
                }
            }
            None => {
                let mut last: Option<(Option<Day>, Option<i128>)> = None;
                let of_day = |block: &Self, row: usize| {
                    let day = block.space.dates.get(row);
                    match last {
                        Some((known, found)) if known == day => found,
                        _ => {
                            let found = day.and_then(value);
                            last = Some((day, found));
                            found
                        }
                    }
                };
                self.row_by_row(&mut out, len, of_day);
            }
        }
        self.put_number(dst, out);
    }

    /// Numbers worked out one by one: none where there is no value for another reason than a missing field.
    fn row_by_row(&mut self, out: &mut Number, len: usize, mut f: impl FnMut(&Self, usize) -> Option<i128>) {
        out.place = Place::Wide;
        out.wide.clear();
        out.fill(len, false);
        for row in 0..len {
            let value = f(self, row);
            let narrow = value.and_then(|value| i64::try_from(value).ok());
            out.wide.push(narrow.unwrap_or(0));
            match (value, narrow) {
                (_, Some(_)) => words::set(&mut out.known, row),
                (Some(_), None) => words::set(&mut self.space.found.redo, row),
                (None, None) => words::set(&mut self.space.found.trouble, row),
            }
        }
    }

    /// What hangs on the reference date and a number.
    fn with_day(
        &mut self,
        dst: Slot,
        x: Operand,
        depth: usize,
        f: impl Fn(Day, i128) -> Option<i128>,
    ) -> Result<(), Unsupported> {
        if depth > 0 {
            return Err(Unsupported);
        }
        let mut out = self.take_number(dst);
        let len = self.len(depth);
        let mut known = std::mem::take(&mut self.space.bits[1]);
        words::fill(&mut known, len, true);
        if let Some(of_x) = self.operand(x)?.1 {
            words::merge(&mut known, of_x, |all, known| all & known);
        }
        let (mut lost, mut outgrown) = (Vec::new(), Vec::new());
        out.place = Place::Wide;
        out.wide.clear();
        out.wide.resize(len, 0);
        out.fill(len, false);
        let (lanes, _) = self.operand(x)?;
        for row in words::rows(&known) {
            let day = self.space.dates.get(row);
            match day.and_then(|day| f(day, i128::from(lanes.get(row)))).map(i64::try_from) {
                Some(Ok(value)) => {
                    words::set(&mut out.known, row);
                    if let Some(place) = out.wide.get_mut(row) {
                        *place = value;
                    }
                }
                Some(Err(_)) => outgrown.push(row),
                None => lost.push(row),
            }
        }
        outgrown.into_iter().for_each(|row| words::set(&mut self.space.found.redo, row));
        lost.into_iter().for_each(|row| words::set(&mut self.space.found.trouble, row));
        self.space.bits[1] = known;
        self.put_number(dst, out);
        Ok(())
    }

    pub fn standard_by(
        &mut self,
        dst: Slot,
        standard: StandardId,
        option: Operand,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let program = self.program;
        let values = program.standards.get(standard.index()).map(|one| one.values.as_slice());
        let values = values.unwrap_or_default();
        // Where both the option is missing and no value is in force, the latter is what counts.
        if !self.always(|day| in_force(values, day, |value| &value.effective).is_some()) {
            let len = self.len(0);
            words::fill(&mut self.space.found.trouble, len, true);
        }
        self.with_day(dst, option, depth, |day, option| {
            let value = in_force(values, day, |value| &value.effective)?;
            value.cells.get(usize::try_from(option).ok()?).copied()
        })
    }

    pub fn scale(&mut self, dst: Slot, scale: ScaleId, x: Operand, depth: usize) -> Result<(), Unsupported> {
        let program = self.program;
        let scale = program.scales.get(scale.index()).ok_or(Unsupported)?;
        if !self.always(|day| in_force(&scale.tables, day, |table| &table.effective).is_some()) {
            let len = self.len(0);
            words::fill(&mut self.space.found.trouble, len, true);
        }
        self.with_day(dst, x, depth, |day, x| {
            let table = in_force(&scale.tables, day, |table| &table.effective)?;
            arithmetic::scale(&table.brackets, scale.marginal, x).ok()
        })
    }

    /// Whether something holds on every reference date of the block.
    fn always(&self, holds: impl Fn(Day) -> bool) -> bool {
        let dates = &self.space.dates;
        match dates.same {
            Some(day) => holds(day),
            None => words::rows(&dates.known).all(|row| dates.get(row).is_none_or(&holds)),
        }
    }

    pub fn applies(&mut self, dst: Slot, rule: RuleId) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let standing = self.standings.get(rule.index()).ok_or(Unsupported)?;
        words::copy(&mut out.yes, &standing.applies);
        words::combine(&mut out.perhaps, &standing.does_not, &standing.does_not, |no, _| !no);
        out.settled = false;
        words::merge(&mut self.space.found.trouble, &standing.trouble, |a, b| a | b);
        self.put_truth(dst, out);
        Ok(())
    }
}
