//! Numbers from numbers.

use super::block::Block;
use super::days::{self, NONE};
use super::kernel::{Exact, Move, Operand, Slot};
use super::plan::Unsupported;
use super::register::{Lanes, Number, Place};
use super::simd::{self, Operation};
use super::words;
use crate::machine::arithmetic as exactly;
use crate::machine::cell::Trouble;
use crate::machine::run::{dated, whole};
use crate::program::Compare;

impl Operation {
    /// Of two numbers, if 128 bits hold the result.
    pub fn of(self, a: i128, b: i128) -> Option<i128> {
        match self {
            Self::Add => a.checked_add(b),
            Self::Subtract => a.checked_sub(b),
            Self::Multiply => a.checked_mul(b),
            Self::Least => Some(a.min(b)),
            Self::Greatest => Some(a.max(b)),
        }
    }

    /// Whether 64 bits hold the result of every two numbers within these bounds.
    fn fits(self, a: (i64, i64), b: (i64, i64)) -> bool {
        if matches!(self, Self::Least | Self::Greatest) {
            return true;
        }
        // These operations are linear in each operand, so extremes come of extremes.
        let corners = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)];
        corners.iter().all(|(a, b)| self.narrow(*a, *b).is_some())
    }

    fn narrow(self, a: i64, b: i64) -> Option<i64> {
        self.of(i128::from(a), i128::from(b)).and_then(|value| i64::try_from(value).ok())
    }
}

impl Block<'_, '_> {
    pub fn arithmetic(
        &mut self,
        dst: Slot,
        (a, b): (Operand, Operand),
        how: Operation,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let (len, level) = (self.len(depth), self.level);
        let mut out = self.take_number(dst);
        let [mut left, mut right] = std::mem::take(&mut self.space.room);
        let ((x, x_known), (y, y_known)) = (self.operand(a)?, self.operand(b)?);
        out.where_known(x_known, y_known);
        let commutes = how != Operation::Subtract;
        out.place = Place::Wide;
        match (x, y) {
            (Lanes::Same(x), Lanes::Same(y)) => out.place = Place::Same(how.narrow(x, y).unwrap_or(0)),
            (Lanes::Same(x), y) if commutes => {
                simd::with_one(level, y.wide(level, len, &mut right), how, x, &mut out.wide);
            }
            (x, Lanes::Same(y)) => {
                simd::with_one(level, x.wide(level, len, &mut left), how, y, &mut out.wide)
            }
            (x, y) => {
                let pair = (x.wide(level, len, &mut left), y.wide(level, len, &mut right));
                simd::of_pairs(level, pair, how, &mut out.wide);
            }
        }
        let over = !matches!(how, Operation::Least | Operation::Greatest)
            && !how.fits(x.extremes(level), y.extremes(level));
        if over {
            let mut outgrown = Vec::new();
            words::collect(&mut outgrown, (0..len).map(|row| how.narrow(x.get(row), y.get(row)).is_none()));
            if let Some(known) = out.known() {
                words::merge(&mut outgrown, known, |outgrown, known| outgrown & known);
            }
            self.again(depth, &outgrown);
        }
        self.space.room = [left, right];
        self.put_number(dst, out);
        Ok(())
    }

    pub fn exact(
        &mut self,
        dst: Slot,
        operands: (Operand, Operand),
        how: Exact,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let conventions = self.program.conventions;
        match how {
            Exact::Round { step, rounding } => self.one_by_one(dst, operands, depth, |a, _| {
                exactly::round(a, step, rounding).ok_or(Trouble::Overflow)
            }),
            Exact::Divide { times, rounding } => {
                self.one_by_one(dst, operands, depth, |a, b| exactly::divide(a, times, b, rounding))
            }
            Exact::NonZero => self.one_by_one(dst, operands, depth, |a, _| match a {
                0 => Err(Trouble::DivisionByZero),
                _ => Ok(a),
            }),
            Exact::Whole(unit) => {
                self.one_by_one(dst, operands, depth, |from, to| whole(from, to, unit, conventions))
            }
        }
    }

    /// Arithmetic as the machine does it, row by row.
    fn one_by_one(
        &mut self,
        dst: Slot,
        (a, b): (Operand, Operand),
        depth: usize,
        f: impl Fn(i128, i128) -> Result<i128, Trouble>,
    ) -> Result<(), Unsupported> {
        let len = self.len(depth);
        let mut out = self.take_number(dst);
        let [mut outgrown, mut lost] = std::mem::take(&mut self.space.bits);
        words::fill(&mut outgrown, len, false);
        words::fill(&mut lost, len, false);
        let ((x, x_known), (y, y_known)) = (self.operand(a)?, self.operand(b)?);
        out.where_known(x_known, y_known);
        out.place = Place::Wide;
        out.wide.resize(len, 0);
        let mut worst = false;
        for (row, place) in out.wide.iter_mut().enumerate() {
            match f(i128::from(x.get(row)), i128::from(y.get(row))).map(i64::try_from) {
                Ok(Ok(value)) => *place = value,
                Ok(Err(_)) => (words::set(&mut outgrown, row), worst = true).1,
                Err(_) => (words::set(&mut lost, row), worst = true).1,
            }
        }
        if worst {
            if let Some(known) = out.known() {
                words::merge(&mut outgrown, known, |outgrown, known| outgrown & known);
                words::merge(&mut lost, known, |lost, known| lost & known);
            }
            out.lose(len, &lost);
            self.again(depth, &outgrown);
            self.trouble(depth, &lost);
        }
        self.space.bits = [outgrown, lost];
        self.put_number(dst, out);
        Ok(())
    }

    pub fn moved(
        &mut self,
        dst: Slot,
        (day, n): (Operand, Operand),
        by: Move,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let conventions = self.program.conventions;
        let mut out = self.take_number(dst);
        let mut tables = std::mem::take(&mut self.space.tables);
        let ((days, day_known), (times, n_known)) = (self.operand(day)?, self.operand(n)?);
        let done = match (days, times) {
            (Lanes::I32(days), Lanes::Same(n)) => tables.moved((by, n), days, conventions, &mut out.days),
            _ => None,
        };
        out.where_known(day_known, n_known);
        self.space.tables = tables;
        if done.is_some() {
            out.place = Place::Days;
            self.unless_none(&mut out, depth);
        }
        self.put_number(dst, out);
        if done.is_some() {
            return Ok(());
        }
        let f = |day, n| dated(day, n, |day, n| days::moved(day, n, by, conventions));
        self.one_by_one(dst, (day, n), depth, f)
    }

    /// Days that the calendar doesn't have aren't known.
    fn unless_none(&mut self, out: &mut Number, depth: usize) {
        let mut lost = std::mem::take(&mut self.space.bits[0]);
        simd::compare(self.level, &out.days, Compare::Equal, NONE, &mut lost);
        if let Some(known) = out.known() {
            words::merge(&mut lost, known, |lost, known| lost & known);
        }
        if words::any(&lost) {
            out.lose(self.len(depth), &lost);
            self.trouble(depth, &lost);
        }
        self.space.bits[0] = lost;
    }

    pub fn span_end(
        &mut self,
        dst: Slot,
        (from, to): (Operand, Operand),
        depth: usize,
    ) -> Result<(), Unsupported> {
        let mut out = self.take_number(dst);
        let mut lost = std::mem::take(&mut self.space.bits[0]);
        self.compared((to, from), Compare::Less, depth, &mut lost)?;
        let ((_, from_known), (end, to_known)) = (self.operand(from)?, self.operand(to)?);
        out.where_known(from_known, to_known);
        match end {
            Lanes::Same(day) => out.place = Place::Same(day),
            Lanes::I32(days) => {
                out.place = Place::Days;
                out.days.clear();
                out.days.extend_from_slice(days);
            }
            Lanes::U8(_) | Lanes::I64(_) => {
                out.place = Place::Wide;
                let mut room = std::mem::take(&mut out.wide);
                let mut wide = Vec::new();
                wide.extend_from_slice(end.wide(self.level, self.len(depth), &mut room));
                out.wide = wide;
            }
        }
        if let Some(known) = out.known() {
            words::merge(&mut lost, known, |lost, known| lost & known);
        }
        if words::any(&lost) {
            out.lose(self.len(depth), &lost);
            self.trouble(depth, &lost);
        }
        self.space.bits[0] = lost;
        self.put_number(dst, out);
        Ok(())
    }
}
