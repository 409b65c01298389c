//! Truth values over a block: sets of options and three-valued logic.

use super::bits::Bits;
use super::block::{Block, Unsupported, pair};
use super::register::{Register, View};
use crate::program::{Instr, Reg};

impl Block<'_, '_> {
    pub fn contains(&mut self, dst: Reg, set: Reg, option: Reg) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let taken = self.take_two(set, option);
        let [sets, options] = pair(set, option, &taken);
        let holds = |set: i64, option: i64| option < 64 && set >> option & 1 == 1;
        match (self.view(sets), self.view(options)) {
            (View::Same(set), View::Options(options)) => {
                out.no.fill(len, false);
                let mut within = std::mem::take(&mut self.space.bits);
                for (first, last) in runs(set) {
                    within.test(options, |option| first <= option && option <= last);
                    out.no.join(&within, |a, b| a | b);
                }
                self.space.bits = within;
            }
            (sets, options) => out.no.collect((0..len).map(|row| holds(sets.get(row), options.get(row)))),
        }
        out.split(&sets.known, &options.known);
        self.give_two(set, option, taken);
        self.put(dst, out);
        Ok(())
    }

    pub fn overlaps(&mut self, dst: Reg, a: Reg, b: Reg) -> Result<(), Unsupported> {
        let len = self.len();
        let mut out = self.fresh(dst);
        let taken = self.take_two(a, b);
        let [left, right] = pair(a, b, &taken);
        let (x, y) = (self.view(left), self.view(right));
        out.no.collect((0..len).map(|row| x.get(row) & y.get(row) != 0));
        out.split(&left.known, &right.known);
        self.give_two(a, b, taken);
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
        let taken = self.take_two(a, b);
        let [left, right] = pair(a, b, &taken);
        f(&mut out, [left, right]);
        self.give_two(a, b, taken);
        self.put(dst, out);
    }

    fn choose(&mut self, dst: Reg, guard: Reg, [yes, no]: [Reg; 2]) -> Result<(), Unsupported> {
        if guard == yes || guard == no {
            return Err(Unsupported);
        }
        let len = self.len();
        let mut out = self.fresh(dst);
        let test = self.take(guard);
        let taken = self.take_two(yes, no);
        let [a, b] = pair(yes, no, &taken);
        let pick = |out: &mut Bits, a: &Bits, b: &Bits| {
            let mut other = Bits::default();
            out.both(&test.0.yes, a, |test, a| test & a);
            other.both(&test.0.no, b, |test, b| test & b);
            out.join(&other, |a, b| a | b);
        };
        if self.is_truth(dst) {
            pick(&mut out.yes, &a.yes, &b.yes);
            pick(&mut out.no, &a.no, &b.no);
        } else {
            pick(&mut out.known, &a.known, &b.known);
            let (x, y) = (self.view(a), self.view(b));
            out.numbers.clear();
            out.numbers.extend((0..len).map(|row| if test.0.yes.get(row) { x.get(row) } else { y.get(row) }));
        }
        self.give(guard, test);
        self.give_two(yes, no, taken);
        self.put(dst, out);
        Ok(())
    }
}

/// The runs of options that lie side by side in a set: the first and the last of each.
fn runs(set: i64) -> impl Iterator<Item = (u8, u8)> {
    let mut left = set.cast_unsigned();
    std::iter::from_fn(move || {
        let first = left.trailing_zeros();
        let length = left.checked_shr(first).map(u64::trailing_ones).filter(|_| left != 0)?;
        left &= !(u64::MAX.checked_shr(u64::BITS - length).unwrap_or(0) << first);
        Some((u8::try_from(first).ok()?, u8::try_from(first + length - 1).ok()?))
    })
}
