//! Truth values from numbers.

use super::block::Block;
use super::days::By;
use super::kernel::{Move, Operand, Slot};
use super::plan::{Unsupported, turned};
use super::register::Lanes;
use super::simd;
use super::words;
use crate::machine::run;
use crate::program::{Compare, Day};
use fearless_simd::Level;

/// `values` compared with one number, which their type may be too narrow for.
fn with_one<T: simd::Lane + TryFrom<i64>>(
    level: Level,
    values: &[T],
    how: Compare,
    with: i64,
    out: &mut Vec<u64>,
) {
    if let Ok(with) = T::try_from(with) {
        return simd::compare(level, values, how, with, out);
    }
    // All values lie on one side of it.
    let less = with > 0;
    let holds = match how {
        Compare::Equal => false,
        Compare::NotEqual => true,
        Compare::Less | Compare::LessOrEqual => less,
        Compare::Greater | Compare::GreaterOrEqual => !less,
    };
    words::fill(out, values.len(), holds);
}

impl Block<'_, '_> {
    /// Compares the numbers themselves, known or not.
    pub fn compared(
        &mut self,
        (a, b): (Operand, Operand),
        how: Compare,
        depth: usize,
        out: &mut Vec<u64>,
    ) -> Result<(), Unsupported> {
        let (len, level) = (self.len(depth), self.level);
        let [mut left, mut right] = std::mem::take(&mut self.space.room);
        let ((a, _), (b, _)) = (self.operand(a)?, self.operand(b)?);
        let one = |values: Lanes<'_>, how, with, out: &mut Vec<u64>| match values {
            Lanes::Same(value) => {
                words::fill(out, len, run::compare(i128::from(value), how, i128::from(with)))
            }
            Lanes::U8(values) => with_one(level, values, how, with, out),
            Lanes::I32(values) => with_one(level, values, how, with, out),
            Lanes::I64(values) => with_one(level, values, how, with, out),
        };
        match (a, b) {
            (a, Lanes::Same(with)) => one(a, how, with, out),
            (Lanes::Same(with), b) => one(b, turned(how), with, out),
            (Lanes::U8(a), Lanes::U8(b)) => simd::compare_pairs(level, (a, b), how, out),
            (Lanes::I32(a), Lanes::I32(b)) => simd::compare_pairs(level, (a, b), how, out),
            (a, b) => {
                let pair = (a.wide(level, len, &mut left), b.wide(level, len, &mut right));
                simd::compare_pairs(level, pair, how, out);
            }
        }
        self.space.room = [left, right];
        Ok(())
    }

    pub fn compare(
        &mut self,
        dst: Slot,
        (a, b): (Operand, Operand),
        how: Compare,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        self.compared((a, b), how, depth, &mut out.yes)?;
        out.where_known(self.operand(a)?.1, self.operand(b)?.1);
        self.put_truth(dst, out);
        Ok(())
    }

    /// Compares moved days with one day by comparing the days themselves with thresholds; other ones are moved first.
    pub fn compare_moved(
        &mut self,
        dst: Slot,
        (day, (by, n)): (Operand, By),
        how: Compare,
        with: Operand,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let (level, conventions) = (self.level, self.program.conventions);
        let mut tables = std::mem::take(&mut self.space.tables);
        let mut out = self.take_truth(dst);
        let mut lost = std::mem::take(&mut self.space.bits[0]);
        let ((days, day_known), (other, with_known)) = (self.operand(day)?, self.operand(with)?);
        let done = if let (Lanes::I32(days), Lanes::Same(with)) = (days, other)
            && let Ok(with) = Day::try_from(with)
        {
            let thresholds = tables.thresholds((by, n), with, conventions);
            let range = |(from, to): (Day, Day), room: &mut Vec<u64>, out: &mut Vec<u64>| {
                simd::compare(level, days, Compare::GreaterOrEqual, from, room);
                simd::compare(level, days, Compare::LessOrEqual, to, out);
                words::merge(out, room, |a, b| a & b);
            };
            match thresholds.holds(how) {
                Some(days) => range(days, &mut lost, &mut out.yes),
                None => {
                    range((thresholds.reaches, thresholds.passes - 1), &mut lost, &mut out.yes);
                    out.yes.iter_mut().for_each(|word| *word = !*word);
                }
            }
            range(thresholds.can, &mut out.perhaps, &mut lost);
            lost.iter_mut().for_each(|word| *word = !*word);
            true
        } else {
            false
        };
        if done {
            out.where_known(day_known, with_known);
            for known in [day_known, with_known].into_iter().flatten() {
                words::merge(&mut lost, known, |lost, known| lost & known);
            }
            words::trim(&mut lost, self.len(depth));
            if words::any(&lost) {
                out.lose(&lost);
                self.trouble(depth, &lost);
            }
        }
        self.space.bits[0] = lost;
        self.space.tables = tables;
        self.put_truth(dst, out);
        if done { Ok(()) } else { self.compare_all_moved(dst, (day, (by, n)), how, with, depth) }
    }

    fn compare_all_moved(
        &mut self,
        dst: Slot,
        (day, (by, n)): (Operand, (Move, i64)),
        how: Compare,
        with: Operand,
        depth: usize,
    ) -> Result<(), Unsupported> {
        // The truth register that is written has a number register of the same name, which nothing else uses.
        self.moved(dst, (day, Operand::Same(n)), by, depth)?;
        self.compare(dst, (Operand::In(dst), with), how, depth)
    }

    pub fn one_of(
        &mut self,
        dst: Slot,
        option: Slot,
        (set, ranges): (u128, &[(u8, u8)]),
        depth: usize,
    ) -> Result<(), Unsupported> {
        let len = self.len(depth);
        let mut out = self.take_truth(dst);
        let (lanes, known) = self.operand(Operand::In(option))?;
        match lanes {
            Lanes::U8(options) => simd::within(self.level, options, ranges, &mut out.yes),
            lanes => {
                let holds = |option: i64| {
                    u32::try_from(option).ok().and_then(|option| set.checked_shr(option)).unwrap_or(0) & 1
                        == 1
                };
                words::collect(&mut out.yes, (0..len).map(|row| holds(lanes.get(row))));
            }
        }
        out.where_known(known, None);
        self.put_truth(dst, out);
        Ok(())
    }

    pub fn contains(&mut self, dst: Slot, of: (Operand, Operand), depth: usize) -> Result<(), Unsupported> {
        self.of_sets(dst, of, depth, |set, option| (0..64).contains(&option) && set >> option & 1 == 1)
    }

    pub fn overlaps(&mut self, dst: Slot, of: (Operand, Operand), depth: usize) -> Result<(), Unsupported> {
        self.of_sets(dst, of, depth, |a, b| a & b != 0)
    }

    fn of_sets(
        &mut self,
        dst: Slot,
        (a, b): (Operand, Operand),
        depth: usize,
        holds: impl Fn(i64, i64) -> bool,
    ) -> Result<(), Unsupported> {
        let len = self.len(depth);
        let mut out = self.take_truth(dst);
        let ((x, x_known), (y, y_known)) = (self.operand(a)?, self.operand(b)?);
        words::collect(&mut out.yes, (0..len).map(|row| holds(x.get(row), y.get(row))));
        out.where_known(x_known, y_known);
        self.put_truth(dst, out);
        Ok(())
    }
}
