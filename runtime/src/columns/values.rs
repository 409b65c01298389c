//! Constants, arithmetic, standards and truth values over a block.

use super::bits::Bits;
use super::block::{Block, Dates, Unsupported};
use super::days::NONE;
use super::register::{Lane, Register, View};
use crate::machine::cell::Trouble;
use crate::program::{CellType, Compare, Day, Instr, Reg};

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
        let [left, right] = self.take_two(a, b);
        out.known.both(&left.0.known, &right.0.known, |a, b| a & b);
        let mut copies = std::mem::take(&mut self.space.copies);
        let [first, second] = &mut copies;
        let mut over = false;
        match (self.view(&left.0), self.view(&right.0)) {
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
            let views = (self.view(&left.0), self.view(&right.0));
            let rows = (0..len).filter(|row| f(views.0.get(*row), views.1.get(*row)).1);
            let outgrown: Vec<usize> = rows.filter(|row| out.known.get(*row)).collect();
            outgrown.into_iter().for_each(|row| self.again(row));
        }
        self.space.copies = copies;
        self.give(a, left);
        self.give(b, right);
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
        let [left, right] = self.take_two(a, b);
        out.known.fill(len, false);
        out.numbers.clear();
        out.numbers.resize(len, 0);
        let mut outgrown = Vec::new();
        let (x, y) = (self.view(&left.0), self.view(&right.0));
        for (row, place) in out.numbers.iter_mut().enumerate() {
            if !(left.0.known.get(row) && right.0.known.get(row)) {
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
        self.give(a, left);
        self.give(b, right);
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
        let [first, last] = self.take_two(from, to);
        let views = (self.view(&first.0), self.view(&last.0));
        let mut copies = std::mem::take(&mut self.space.copies);
        super::register::compare(views, Compare::LessOrEqual, len, &mut copies, &mut out.known);
        self.space.copies = copies;
        out.known.join(&first.0.known, |forward, known| forward & known);
        out.known.join(&last.0.known, |forward, known| forward & known);
        match last.0.lane {
            Lane::Own => out.numbers.clone_from(&last.0.numbers),
            lane => out.lane = lane,
        }
        self.give(from, first);
        self.give(to, last);
        self.put(dst, out);
        Ok(())
    }

    pub fn contains(&mut self, dst: Reg, set: Reg, option: Reg) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let [sets, options] = self.take_two(set, option);
        let holds = |set: i64, option: i64| option < 64 && set >> option & 1 == 1;
        match (self.view(&sets.0), self.view(&options.0)) {
            (View::Same(set), View::Options(options)) => {
                out.no.test(options, |option| holds(set, i64::from(option)));
            }
            (sets, options) => out.no.collect((0..len).map(|row| holds(sets.get(row), options.get(row)))),
        }
        out.split(&sets.0.known, &options.0.known);
        self.give(set, sets);
        self.give(option, options);
        self.put(dst, out);
        Ok(())
    }

    pub fn overlaps(&mut self, dst: Reg, a: Reg, b: Reg) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let [left, right] = self.take_two(a, b);
        let (x, y) = (self.view(&left.0), self.view(&right.0));
        out.no.collect((0..len).map(|row| x.get(row) & y.get(row) != 0));
        out.split(&left.0.known, &right.0.known);
        self.give(a, left);
        self.give(b, right);
        self.put(dst, out);
        Ok(())
    }

    /// Three-valued logic.
    pub fn logic(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        match *instr {
            Instr::Not { dst, a } => self.truth(dst, [a, a], |out, [a, _]| {
                out.yes.copy(&a.no);
                out.no.copy(&a.yes);
            }),
            Instr::And { dst, a, b } => self.truth(dst, [a, b], |out, [a, b]| {
                out.yes.both(&a.yes, &b.yes, |a, b| a & b);
                out.no.both(&a.no, &b.no, |a, b| a | b);
            }),
            Instr::Or { dst, a, b } => self.truth(dst, [a, b], |out, [a, b]| {
                out.yes.both(&a.yes, &b.yes, |a, b| a | b);
                out.no.both(&a.no, &b.no, |a, b| a & b);
            }),
            Instr::Surely { dst, a } => self.truth(dst, [a, a], |out, [a, _]| {
                out.yes.copy(&a.yes);
                out.no.both(&a.yes, &a.yes, |yes, _| !yes);
            }),
            Instr::Choose { dst, guard, yes, no } => return self.choose(dst, guard, [yes, no]),
            Instr::Applies { dst, rule } => {
                let standing = self.standings.get(rule.index()).ok_or(Unsupported)?;
                let mut out = self.fresh(dst);
                out.frame = 0;
                out.yes.copy(&standing.applies);
                out.no.copy(&standing.does_not);
                self.put(dst, out);
            }
            _ => return Err(Unsupported),
        }
        Ok(())
    }

    fn truth(&mut self, dst: Reg, of: [Reg; 2], f: impl Fn(&mut Register, [&Register; 2])) {
        let [a, b] = of;
        let mut out = self.fresh(dst);
        let [left, right] = self.take_two(a, b);
        f(&mut out, [&left.0, &right.0]);
        self.give(a, left);
        self.give(b, right);
        self.put(dst, out);
    }

    fn choose(&mut self, dst: Reg, guard: Reg, [yes, no]: [Reg; 2]) -> Result<(), Unsupported> {
        if guard == yes || guard == no {
            return Err(Unsupported);
        }
        let len = self.len();
        let mut out = self.fresh(dst);
        let test = self.take(guard);
        let [a, b] = self.take_two(yes, no);
        let pick = |out: &mut Bits, a: &Bits, b: &Bits| {
            let mut other = Bits::default();
            out.both(&test.0.yes, a, |test, a| test & a);
            other.both(&test.0.no, b, |test, b| test & b);
            out.join(&other, |a, b| a | b);
        };
        if self.is_truth(dst) {
            pick(&mut out.yes, &a.0.yes, &b.0.yes);
            pick(&mut out.no, &a.0.no, &b.0.no);
        } else {
            pick(&mut out.known, &a.0.known, &b.0.known);
            let (x, y) = (self.view(&a.0), self.view(&b.0));
            out.numbers.clear();
            out.numbers.extend((0..len).map(|row| if test.0.yes.get(row) { x.get(row) } else { y.get(row) }));
        }
        self.give(guard, test);
        self.give(yes, a);
        self.give(no, b);
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
