//! Running quick code: numbers of 64 bits, all of them known.

use super::code::{At, Code, Dated, Days, Join, Loop, Op, Sheet, Test, Tests, Text, To, Two};
use super::tests::held;
use crate::calendar;
use crate::machine::arithmetic;
use crate::machine::causes::MAX_DEPTH;
use crate::machine::run::{Standing, compare, dated, in_force, span_end, whole};
use crate::program::{Conventions, Day, Program};
use crate::row::{LEAST, MISSING, Members, Row};

/// What quick code comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quick {
    Applies { case: u16, value: Option<i64> },
    DoesNotApply,
}

/// Something that quick code doesn't settle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unsettled;

type Settled<T> = Result<T, Unsettled>;

/// The cells of a sheet with the record at hand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells {
    cells: Vec<i64>,
    /// The day that the dated cells are of.
    day: Option<Day>,
    /// By selection: which members are in.
    selections: Vec<Vec<bool>>,
    /// Of the loops that are open, from the outside in: which member is at hand.
    turns: [usize; MAX_DEPTH],
    depth: usize,
}

/// What quick code looks things up in.
#[derive(Clone, Copy)]
pub(crate) struct Around<'a> {
    pub program: &'a Program,
    pub row: &'a Row,
    pub day: Day,
    pub standings: &'a [Standing],
}

impl Cells {
    pub fn new(sheet: &Sheet) -> Self {
        Self { cells: sheet.cells.clone(), selections: vec![Vec::new(); sheet.selections], ..Self::default() }
    }

    /// Takes up a record.
    pub fn begin(&mut self, sheet: &Sheet, program: &Program, subject: &[i64], day: Day) {
        if let Some(cells) = self.cells.get_mut(..subject.len()) {
            cells.copy_from_slice(subject);
        }
        if self.day == Some(day) {
            return;
        }
        self.day = Some(day);
        for (at, what) in &sheet.dated {
            match *what {
                Dated::ReferenceDate => self.set(*at, i64::from(day)),
                Dated::Standard(id) => {
                    let values = program.standards.get(id.index()).map(|standard| standard.values.as_slice());
                    let now = in_force(values.unwrap_or_default(), day, |value| &value.effective);
                    let options = program.standards.get(id.index()).map_or(1, |standard| {
                        let list = standard.by.and_then(|list| program.lists.get(list.index()));
                        list.map_or(1, |list| list.options.len())
                    });
                    for (at, option) in (*at..).zip(0..options) {
                        let cell = now.and_then(|now| i64::try_from(*now.cells.get(option)?).ok());
                        self.set(at, cell.filter(|cell| *cell >= LEAST).unwrap_or(MISSING));
                    }
                }
            }
        }
    }

    #[inline]
    fn raw(&self, at: At) -> i64 {
        usize::try_from(at).ok().and_then(|at| self.cells.get(at)).copied().unwrap_or(MISSING)
    }

    #[inline]
    fn get(&self, at: At) -> Settled<i64> {
        let cell = self.raw(at);
        if cell >= LEAST { Ok(cell) } else { Err(Unsettled) }
    }

    #[inline]
    fn set(&mut self, at: At, cell: i64) {
        if let Some(place) = usize::try_from(at).ok().and_then(|at| self.cells.get_mut(at)) {
            *place = cell;
        }
    }

    /// Whether all tests hold.
    #[inline]
    fn all(&self, code: &Code, tests: Tests) -> Settled<bool> {
        let found = held::<false>(slice(code, tests), &self.cells);
        if found.settled {
            Ok(false)
        } else if found.unknown {
            Err(Unsettled)
        } else {
            Ok(true)
        }
    }

    /// Whether a test holds.
    #[inline]
    fn any(&self, code: &Code, tests: Tests) -> Settled<bool> {
        let found = held::<true>(slice(code, tests), &self.cells);
        if found.settled {
            Ok(true)
        } else if found.unknown {
            Err(Unsettled)
        } else {
            Ok(false)
        }
    }

    /// Runs the quick code of a rule.
    pub fn run(&mut self, code: &Code, around: Around<'_>) -> Settled<Quick> {
        self.depth = 0;
        let mut next = 0usize;
        while let Some(op) = code.ops.get(next) {
            next += 1;
            match *op {
                Op::Require(tests) => {
                    if !self.all(code, tests)? {
                        return Ok(Quick::DoesNotApply);
                    }
                }
                Op::Unless { tests, to } => {
                    if !self.all(code, tests)? {
                        next = place(to);
                    }
                }
                Op::If { tests, to } => {
                    if self.any(code, tests)? {
                        next = place(to);
                    }
                }
                Op::Jump { to } => next = place(to),
                Op::Apply { case, value } => {
                    let value = value.map(|value| self.get(value)).transpose()?;
                    return Ok(Quick::Applies { case, value });
                }
                Op::All { dst, tests } => {
                    let truth = self.all(code, tests)?;
                    self.set(dst, i64::from(truth));
                }
                Op::Any { dst, tests } => {
                    let truth = self.any(code, tests)?;
                    self.set(dst, i64::from(truth));
                }
                Op::Set { dst, a } => self.set(dst, self.raw(a)),
                Op::Known { dst, a } => {
                    let cell = self.get(a)?;
                    self.set(dst, cell);
                }
                Op::Two { how, dst, a, b } => {
                    let cell = two(how, self.get(a)?, self.get(b)?)?;
                    self.set(dst, cell);
                }
                Op::Days { how, dst, a, b } => {
                    let cell = days(how, self.get(a)?, self.get(b)?, around.program.conventions)?;
                    self.set(dst, cell);
                }
                Op::Round { dst, a, step, rounding } => {
                    let (a, step) = (self.get(a)?, self.get(step)?);
                    let cell = narrow(arithmetic::round(i128::from(a), i128::from(step), rounding))?;
                    self.set(dst, cell);
                }
                Op::Divide { dst, a, b, by } => {
                    let (times, rounding) = *code.divisions.get(place(by)).ok_or(Unsettled)?;
                    let (a, b) = (i128::from(self.get(a)?), i128::from(self.get(b)?));
                    let cell = narrow(arithmetic::divide(a, times, b, rounding).ok())?;
                    self.set(dst, cell);
                }
                Op::Of { dst, first, count, option } => {
                    let option = u32::try_from(self.get(option)?).ok().filter(|option| *option < count);
                    let cell = self.get(first + option.ok_or(Unsettled)?)?;
                    self.set(dst, cell);
                }
                Op::NonZero { a } => {
                    if self.get(a)? == 0 {
                        return Err(Unsettled);
                    }
                }
                Op::Scale { dst, scale, x } => {
                    let x = self.get(x)?;
                    let scale = around.program.scales.get(scale.index()).ok_or(Unsettled)?;
                    let table = in_force(&scale.tables, around.day, |table| &table.effective);
                    let brackets = &table.ok_or(Unsettled)?.brackets;
                    let cell = narrow(arithmetic::scale(brackets, scale.marginal, i128::from(x)).ok())?;
                    self.set(dst, cell);
                }
                Op::Applies { dst, rule } => {
                    let truth = match around.standings.get(rule.index()) {
                        Some(Standing::Applies) => 1,
                        Some(Standing::DoesNot) => 0,
                        Some(Standing::Missing | Standing::Delegated(_) | Standing::Failed) | None => {
                            return Err(Unsettled);
                        }
                    };
                    self.set(dst, truth);
                }
                Op::SameText { dst, texts } => {
                    let (a, b) = *code.texts.get(place(texts)).ok_or(Unsettled)?;
                    let same = self.text(a, around)? == self.text(b, around)?;
                    self.set(dst, i64::from(same));
                }
                Op::Select(at) => {
                    let of = code.loops.get(place(at)).ok_or(Unsettled)?;
                    self.select(of, slice(code, of.tests), around)?;
                }
                Op::Each(at) => {
                    let of = code.loops.get(place(at)).ok_or(Unsettled)?;
                    next = place(if self.each(of, around)? { of.begin } else { of.end });
                }
                Op::In(at) => {
                    let of = code.loops.get(place(at)).ok_or(Unsettled)?;
                    self.take_in(of)?;
                }
                Op::Next(at) => {
                    let of = code.loops.get(place(at)).ok_or(Unsettled)?;
                    if self.next_turn(of, around)? {
                        next = place(of.begin);
                    }
                }
                Op::Join { how, acc, value } => {
                    let cell = join(how, self.raw(acc), self.get(value)?)?;
                    self.set(acc, cell);
                }
                Op::End => break,
            }
        }
        Ok(Quick::DoesNotApply)
    }

    fn text<'t>(&self, text: Text, around: Around<'t>) -> Settled<&'t str> {
        match text {
            Text::Cell(at) => around.row.text_of(self.get(at)?).ok_or(Unsettled),
            Text::Constant(id) => around.program.texts.get(id.index()).map(String::as_str).ok_or(Unsettled),
        }
    }

    /// Counts the members for which tests hold.
    fn select(&mut self, of: &Loop, tests: &[Test], around: Around<'_>) -> Settled<()> {
        let members = Members::of(self.get(of.list)?);
        if of.width == 0 || of.within.is_some() || of.into.is_some() {
            return self.select_within(of, members, tests, around);
        }
        let (from, len) = (members.first * of.width, members.count * of.width);
        let cells = around.row.cells(of.member).get(from..from + len).ok_or(Unsettled)?;
        let (mut count, mut unknown) = (0, false);
        for member in cells.chunks_exact(of.width) {
            let found = held::<false>(tests, member);
            count += i64::from(!found.settled);
            // One that is out anyway need not be known.
            unknown |= found.unknown & !found.settled;
        }
        if unknown {
            return Err(Unsettled);
        }
        if let Some(at) = of.count {
            self.set(at, count);
        }
        Ok(())
    }

    /// [`Cells::select`] within another selection, or remembering who is in.
    fn select_within(
        &mut self,
        of: &Loop,
        members: Members,
        tests: &[Test],
        around: Around<'_>,
    ) -> Settled<()> {
        let cells = around.row.cells(of.member);
        let mut store = self.begin_selection(of, members.count);
        let mut count = 0i64;
        for at in 0..members.count {
            let start = (members.first + at) * of.width;
            let found = held::<false>(tests, cells.get(start..start + of.width).ok_or(Unsettled)?);
            let out = found.settled | !self.within(of, at);
            if found.unknown & !out {
                return Err(Unsettled);
            }
            count += i64::from(!out);
            if let Some(place) = store.get_mut(at) {
                *place = !out;
            }
        }
        self.end_selection(of, store);
        if let Some(at) = of.count {
            self.set(at, count);
        }
        Ok(())
    }

    #[inline]
    fn within(&self, of: &Loop, member: usize) -> bool {
        match of.within {
            Some(selection) => {
                let members = self.selections.get(place(selection));
                members.and_then(|members| members.get(member)).copied().unwrap_or(false)
            }
            None => true,
        }
    }

    /// The memory of a selection with nobody in it; nothing if it isn't remembered.
    fn begin_selection(&mut self, of: &Loop, count: usize) -> Vec<bool> {
        let Some(store) = of.into.and_then(|into| self.selections.get_mut(place(into))) else {
            return Vec::new();
        };
        let mut store = std::mem::take(store);
        store.clear();
        store.resize(count, false);
        store
    }

    fn end_selection(&mut self, of: &Loop, store: Vec<bool>) {
        if let Some(place) = of.into.and_then(|into| self.selections.get_mut(place(into))) {
            *place = store;
        }
    }

    fn each(&mut self, of: &Loop, around: Around<'_>) -> Settled<bool> {
        let members = Members::of(self.get(of.list)?);
        let store = self.begin_selection(of, members.count);
        self.end_selection(of, store);
        if let Some(at) = of.count {
            self.set(at, 0);
        }
        self.depth += 1;
        self.turn_to(of, around, 0)
    }

    fn next_turn(&mut self, of: &Loop, around: Around<'_>) -> Settled<bool> {
        let at = self.turn()?;
        self.turn_to(of, around, at + 1)
    }

    fn turn(&self) -> Settled<usize> {
        self.depth.checked_sub(1).and_then(|place| self.turns.get(place)).copied().ok_or(Unsettled)
    }

    /// Turns to the first member from this place on that the loop stands on; ends the loop if there is none.
    fn turn_to(&mut self, of: &Loop, around: Around<'_>, first: usize) -> Settled<bool> {
        let members = Members::of(self.get(of.list)?);
        let Some(at) = (first..members.count).find(|at| self.within(of, *at)) else {
            self.depth = self.depth.saturating_sub(1);
            return Ok(false);
        };
        let turn = self.depth.checked_sub(1).and_then(|place| self.turns.get_mut(place));
        *turn.ok_or(Unsettled)? = at;
        let (start, frame) = ((members.first + at) * of.width, place(of.frame));
        let member = around.row.cells(of.member).get(start..start + of.width).ok_or(Unsettled)?;
        self.cells.get_mut(frame..frame + of.width).ok_or(Unsettled)?.copy_from_slice(member);
        Ok(true)
    }

    fn take_in(&mut self, of: &Loop) -> Settled<()> {
        let at = self.turn()?;
        if let Some(count) = of.count {
            let counted = self.get(count)?;
            self.set(count, counted + 1);
        }
        if let Some(store) = of.into.and_then(|into| self.selections.get_mut(place(into))) {
            *store.get_mut(at).ok_or(Unsettled)? = true;
        }
        Ok(())
    }
}

fn slice(code: &Code, tests: Tests) -> &[Test] {
    let first = place(tests.first);
    code.tests.get(first..first + place(tests.count)).unwrap_or_default()
}

#[inline]
fn place(at: To) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn narrow(value: Option<i128>) -> Settled<i64> {
    value.and_then(|value| i64::try_from(value).ok()).filter(|cell| *cell >= LEAST).ok_or(Unsettled)
}

#[inline]
fn two(how: Two, a: i64, b: i64) -> Settled<i64> {
    let cell = match how {
        Two::Add => a.checked_add(b),
        Two::Subtract => a.checked_sub(b),
        Two::Multiply => a.checked_mul(b),
        Two::Min => Some(a.min(b)),
        Two::Max => Some(a.max(b)),
        Two::Compare(how) => Some(i64::from(compare(i128::from(a), how, i128::from(b)))),
        Two::Contains => {
            Some(u32::try_from(b).ok().and_then(|option| a.checked_shr(option)).unwrap_or(0) & 1)
        }
        Two::Overlaps => Some(i64::from(a & b != 0)),
    };
    cell.filter(|cell| *cell >= LEAST).ok_or(Unsettled)
}

fn days(how: Days, a: i64, b: i64, conventions: Conventions) -> Settled<i64> {
    let (a, b) = (i128::from(a), i128::from(b));
    let cell = match how {
        Days::Shift(unit) => dated(a, b, |day, n| calendar::shift(day, n, unit)),
        Days::PeriodFull(unit) => dated(a, b, |from, n| calendar::period_full(from, n, unit, conventions)),
        Days::SpanEnd => span_end(a, b),
        Days::Whole(unit) => whole(a, b, unit, conventions),
    };
    narrow(cell.ok())
}

fn join(how: Join, acc: i64, value: i64) -> Settled<i64> {
    Ok(match how {
        Join::Sum => return acc.checked_add(value).filter(|cell| *cell >= LEAST).ok_or(Unsettled),
        // Nothing was gathered yet.
        Join::Largest | Join::Smallest if acc == MISSING => value,
        Join::Largest => acc.max(value),
        Join::Smallest => acc.min(value),
        Join::Any => acc | value,
        Join::All => acc & value,
    })
}
