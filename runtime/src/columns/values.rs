//! Constants, arithmetic, standards and days over a block.

use super::bits::Bits;
use super::block::{Block, Dates, Unsupported, pair};
use super::days::NONE;
use super::register::{Lane, Register, View};
use crate::machine::cell::Trouble;
use crate::program::{CellType, Compare, Day, Reg};

impl Register {
    /// Makes the truth value of what [`Register::no`] says of rows where both numbers are known.
    pub fn split(&mut self, a: &Bits, b: &Bits) {
        let mut known = std::mem::take(&mut self.known);
        known.both(a, b, |a, b| a & b);
        self.yes.both(&self.no, &known, |holds, known| holds & known);
        self.no.join(&known, |holds, known| !holds & known);
        known.fill(0, false);
        self.known = known;
    }
}

impl Block<'_, '_> {
    /// Whether a register holds a truth value.
    pub fn is_truth(&self, reg: Reg) -> bool {
        matches!(self.rule.registers.get(reg.index()), Some(CellType::Truth))
    }

    pub fn constant(&mut self, dst: Reg, value: i128) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        if self.is_truth(dst) {
            out.yes.fill(len, value != 0);
            out.no.fill(len, value == 0);
        } else {
            out.lane = Lane::Same(i64::try_from(value).map_err(|_| Unsupported)?);
            out.known.fill(len, true);
        }
        self.put(dst, out);
        Ok(())
    }

    /// What hangs on the reference date alone.
    pub fn by_day(&mut self, dst: Reg, f: impl Fn(Day) -> Option<i128>) {
        let len = self.frames.first().map_or(0, |frame| frame.len);
        let mut out = self.fresh(dst);
        out.frame = 0;
        let truth = self.is_truth(dst);
        let narrow = |value: Option<i128>| value.map(i64::try_from).and_then(Result::ok);
        match self.dates {
            Dates::Same(day) => {
                let value = f(*day);
                self.too_wide_all(value, len);
                let value = narrow(value);
                out.known.fill(len, value.is_some());
                out.lane = Lane::Same(value.unwrap_or(0));
            }
            Dates::Each(days) => {
                out.numbers.clear();
                let mut last: Option<(Option<Day>, Option<i128>)> = None;
                out.known.fill(len, false);
                for (row, day) in days.iter().enumerate() {
                    let value = match last {
                        Some((known, value)) if known == *day => value,
                        _ => day.and_then(&f),
                    };
                    last = Some((*day, value));
                    if value.is_some() && narrow(value).is_none() {
                        self.redo.set(row);
                    }
                    if let Some(value) = narrow(value) {
                        out.known.set(row);
                        out.numbers.push(value);
                    } else {
                        out.numbers.push(0);
                    }
                }
            }
        }
        if truth {
            out = truth_of(out, len);
        }
        self.put(dst, out);
    }

    fn too_wide_all(&mut self, value: Option<i128>, len: usize) {
        if value.is_some_and(|value| i64::try_from(value).is_err()) {
            self.redo.fill(len, true);
        }
    }

    /// What hangs on the reference date and a number.
    pub fn with_day(
        &mut self,
        dst: Reg,
        x: Reg,
        f: impl Fn(Day, i128) -> Option<i128>,
    ) -> Result<(), Unsupported> {
        if self.is_truth(dst) || self.depth() > 0 {
            return Err(Unsupported);
        }
        let mut out = self.fresh(dst);
        let given = self.take(x);
        let view = self.view(&given.0);
        out.numbers.clear();
        let len = self.len();
        out.known.fill(len, false);
        for row in 0..len {
            let day = match self.dates {
                Dates::Same(day) => Some(*day),
                Dates::Each(days) => days.get(row).copied().flatten(),
            };
            let known = given.0.known.get(row);
            let value = day.filter(|_| known).and_then(|day| f(day, i128::from(view.get(row))));
            out.numbers.push(match value.map(i64::try_from) {
                Some(Ok(value)) => {
                    out.known.set(row);
                    value
                }
                Some(Err(_)) => {
                    self.redo.set(row);
                    0
                }
                None => 0,
            });
        }
        self.give(x, given);
        self.put(dst, out);
        Ok(())
    }

    /// Arithmetic that nothing but its size can spoil.
    pub fn number(
        &mut self,
        (dst, a, b): (Reg, Reg, Reg),
        f: impl Fn(i64, i64) -> (i64, bool),
    ) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let taken = self.take_two(a, b);
        let [left, right] = pair(a, b, &taken);
        out.known.both(&left.known, &right.known, |a, b| a & b);
        let mut copies = std::mem::take(&mut self.space.copies);
        let [first, second] = &mut copies;
        let mut over = false;
        match (self.view(left), self.view(right)) {
            (View::Same(a), View::Same(b)) => {
                let (value, outgrown) = f(a, b);
                over = outgrown;
                out.lane = Lane::Same(value);
            }
            (x, y) => {
                out.numbers.clear();
                let pairs = x.wide(len, first).iter().zip(y.wide(len, second));
                out.numbers.extend(pairs.map(|(a, b)| {
                    let (value, outgrown) = f(*a, *b);
                    over |= outgrown;
                    value
                }));
            }
        }
        if over {
            let views = (self.view(left), self.view(right));
            let rows = (0..len).filter(|row| f(views.0.get(*row), views.1.get(*row)).1);
            let outgrown: Vec<usize> = rows.filter(|row| out.known.get(*row)).collect();
            outgrown.into_iter().for_each(|row| self.again(row));
        }
        self.space.copies = copies;
        self.give_two(a, b, taken);
        self.put(dst, out);
        Ok(())
    }

    /// Arithmetic as the machine does it, row by row.
    pub fn exact(
        &mut self,
        dst: Reg,
        a: Reg,
        b: Reg,
        f: impl Fn(i128, i128) -> Result<i128, Trouble>,
    ) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let taken = self.take_two(a, b);
        let [left, right] = pair(a, b, &taken);
        out.known.fill(len, false);
        out.numbers.clear();
        out.numbers.resize(len, 0);
        let mut outgrown = Vec::new();
        let (x, y) = (self.view(left), self.view(right));
        for (row, place) in out.numbers.iter_mut().enumerate() {
            if !(left.known.get(row) && right.known.get(row)) {
                continue;
            }
            match f(i128::from(x.get(row)), i128::from(y.get(row))).map(i64::try_from) {
                Ok(Ok(value)) => {
                    *place = value;
                    out.known.set(row);
                }
                Ok(Err(_)) => outgrown.push(row),
                Err(_) => {}
            }
        }
        outgrown.into_iter().for_each(|row| self.again(row));
        self.give_two(a, b, taken);
        self.put(dst, out);
        Ok(())
    }

    /// Days that the calendar doesn't have aren't known.
    pub fn unless_none(&mut self, out: &mut Register) {
        let mut real = std::mem::take(&mut self.space.bits);
        real.test(&out.numbers, |day| day != i64::from(NONE));
        out.known.join(&real, |known, real| known & real);
        self.space.bits = real;
    }

    pub fn span_end(&mut self, dst: Reg, from: Reg, to: Reg) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let taken = self.take_two(from, to);
        let [first, last] = pair(from, to, &taken);
        let views = (self.view(first), self.view(last));
        let mut copies = std::mem::take(&mut self.space.copies);
        super::register::compare(views, Compare::LessOrEqual, len, &mut copies, &mut out.known);
        self.space.copies = copies;
        out.known.join(&first.known, |forward, known| forward & known);
        out.known.join(&last.known, |forward, known| forward & known);
        match last.lane {
            Lane::Own => out.numbers.clone_from(&last.numbers),
            lane => out.lane = lane,
        }
        self.give_two(from, to, taken);
        self.put(dst, out);
        Ok(())
    }
}

/// A truth value that was read as a number.
fn truth_of(register: Register, len: usize) -> Register {
    let value = |row: usize| match register.lane {
        Lane::Same(value) => value,
        _ => register.numbers.get(row).copied().unwrap_or(0),
    };
    let (mut yes, mut no) = (Bits::default(), Bits::default());
    yes.collect((0..len).map(|row| register.known.get(row) && value(row) != 0));
    no.collect((0..len).map(|row| register.known.get(row) && value(row) == 0));
    Register { frame: register.frame, yes, no, ..Register::default() }
}
