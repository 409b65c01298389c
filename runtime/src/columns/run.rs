//! The instructions of a rule, each on a whole block of rows. Skips are never taken: they change no result.

use super::bits::Bits;
use super::block::{Block, Dates, Unsupported, pair};
use super::lists::Turn;
use super::outcome::RuleColumn;
use super::register::{Lane, Register, View, compare};
use crate::calendar;
use crate::machine::arithmetic;
use crate::machine::cell::Trouble;
use crate::machine::run::{dated, in_force, whole};
use crate::program::{Compare, ConstId, Instr, Reg};

/// The rows that no effect has been found for.
#[derive(Debug, Default)]
struct Undecided {
    rows: Bits,
    /// Of these, those where a guard was unknown.
    pending: Bits,
}

impl Block<'_, '_> {
    /// Decides the rows in `rows`; those that are left in [`Block::redo`] must be decided by the machine.
    pub fn run(&mut self, rows: &Bits, (from, out): (usize, &mut RuleColumn)) -> Result<(), Unsupported> {
        let mut undecided = Undecided::default();
        undecided.rows.copy(rows);
        undecided.pending.fill(self.len(), false);
        let mut turns: Vec<Turn> = Vec::new();
        let rule = self.rule;
        for (at, instr) in rule.code.iter().enumerate() {
            match *instr {
                Instr::Each { frame, slot, within, into, .. } => {
                    let turn = self.begin(usize::from(frame), slot.index(), within, into)?;
                    turns.push(turn);
                }
                Instr::Keep { member } => self.keep(member, turns.last_mut().ok_or(Unsupported)?),
                Instr::Gather { acc, value, how } => {
                    self.gather(acc, value, how, turns.last().ok_or(Unsupported)?)?;
                }
                Instr::Next { .. } => self.end(turns.pop().ok_or(Unsupported)?)?,
                Instr::Decide { condition: register } => {
                    let condition = self.take(register);
                    undecided.rows.join(&condition.0.no, |rows, no| rows & !no);
                    self.redo_unless(&condition.0, &mut undecided.rows);
                    self.give(register, condition);
                }
                Instr::Effect { case, guard, value } => {
                    self.effect(&mut undecided, (case, guard, value), (from, &mut *out));
                }
                Instr::End => break,
                _ => self.step(at, instr)?,
            }
            if turns.is_empty() && !undecided.rows.any() {
                break;
            }
        }
        undecided.rows.join(&undecided.pending, |rows, pending| rows & pending);
        self.redo.join(&undecided.rows, |redo, rows| redo | rows);
        Ok(())
    }

    /// Rows whose truth value is unknown are decided by the machine.
    fn redo_unless(&mut self, known: &Register, rows: &mut Bits) {
        let mut unknown = std::mem::take(&mut self.space.bits);
        unknown.both(&known.yes, &known.no, |yes, no| !(yes | no));
        unknown.join(rows, |unknown, rows| unknown & rows);
        self.redo.join(&unknown, |redo, unknown| redo | unknown);
        rows.join(&unknown, |rows, unknown| rows & !unknown);
        self.space.bits = unknown;
    }

    fn effect(
        &mut self,
        undecided: &mut Undecided,
        (case, guard, value): (u16, Option<Reg>, Option<Reg>),
        (from, out): (usize, &mut RuleColumn),
    ) {
        let mut taken = Bits::default();
        match guard {
            Some(guard) => {
                let register = self.take(guard);
                let (yes, no) = (&register.0.yes, &register.0.no);
                taken.both(&undecided.rows, yes, |rows, yes| rows & yes);
                let mut unknown = std::mem::take(&mut self.space.bits);
                unknown.both(yes, no, |yes, no| !(yes | no));
                undecided.pending.join(&unknown, |pending, unknown| pending | unknown);
                self.space.bits = unknown;
                self.give(guard, register);
                undecided.rows.join(&taken, |rows, taken| rows & !taken);
            }
            None => {
                taken.both(&undecided.rows, &undecided.pending, |rows, pending| rows & !pending);
                undecided.rows.join(&taken, |rows, taken| rows & !taken);
            }
        }
        let Some(value) = value else { return out.apply(from, case, &taken, |_| 0) };
        let register = self.take(value);
        let truth = self.is_truth(value);
        if truth {
            self.redo_unless(&register.0, &mut taken);
        } else {
            let mut unknown = std::mem::take(&mut self.space.bits);
            unknown.both(&taken, &register.0.known, |taken, known| taken & !known);
            self.redo.join(&unknown, |redo, unknown| redo | unknown);
            taken.join(&unknown, |taken, unknown| taken & !unknown);
            self.space.bits = unknown;
        }
        if truth {
            out.apply(from, case, &taken, |row| i64::from(register.0.yes.get(row)));
        } else {
            match self.view(&register.0) {
                View::Same(value) => out.apply(from, case, &taken, |_| value),
                View::Wide(values) => {
                    out.apply(from, case, &taken, |row| values.get(row).copied().unwrap_or(0));
                }
                view => out.apply(from, case, &taken, |row| view.get(row)),
            }
        }
        self.give(value, register);
    }

    /// An instruction that writes a register and does nothing else.
    fn step(&mut self, at: usize, instr: &Instr) -> Result<(), Unsupported> {
        let program = self.program;
        let constant = |id: ConstId| program.constants.get(id.index()).copied().unwrap_or(1);
        match *instr {
            Instr::Const { dst, constant: id } => self.constant(dst, constant(id))?,
            Instr::Load { dst, frame, slot } => self.load(dst, usize::from(frame), slot.index())?,
            Instr::ReferenceDate { dst } => self.reference_date(dst),
            Instr::Standard { dst, standard } => {
                let values = program.standards.get(standard.index()).map(|one| one.values.as_slice());
                let values = values.unwrap_or_default();
                self.by_day(dst, |day| {
                    let value = in_force(values, day, |value| &value.effective)?;
                    value.cells.first().copied()
                });
            }
            Instr::StandardBy { dst, standard, option } => {
                let values = program.standards.get(standard.index()).map(|one| one.values.as_slice());
                let values = values.unwrap_or_default();
                self.with_day(dst, option, |day, option| {
                    let value = in_force(values, day, |value| &value.effective)?;
                    value.cells.get(usize::try_from(option).ok()?).copied()
                })?;
            }
            Instr::Scale { dst, scale, x } => {
                let scale = program.scales.get(scale.index()).ok_or(Unsupported)?;
                self.with_day(dst, x, |day, x| {
                    let table = in_force(&scale.tables, day, |table| &table.effective)?;
                    arithmetic::scale(&table.brackets, scale.marginal, x).ok()
                })?;
            }
            Instr::Add { dst, a, b } => self.number((dst, a, b), i64::overflowing_add)?,
            Instr::Subtract { dst, a, b } => self.number((dst, a, b), i64::overflowing_sub)?,
            Instr::Multiply { dst, a, b } => self.number((dst, a, b), i64::overflowing_mul)?,
            Instr::Min { dst, a, b } => self.number((dst, a, b), |a, b| (a.min(b), false))?,
            Instr::Max { dst, a, b } => self.number((dst, a, b), |a, b| (a.max(b), false))?,
            Instr::Negate { dst, a } => {
                self.exact(dst, a, a, |a, _| a.checked_neg().ok_or(Trouble::Overflow))?
            }
            Instr::Widen { dst, a, by } => {
                let power = 10i64.checked_pow(u32::from(by)).ok_or(Unsupported)?;
                self.number((dst, a, a), |a, _| a.overflowing_mul(power))?;
            }
            Instr::Round { dst, a, step, rounding } => {
                let step = constant(step);
                self.exact(dst, a, a, |a, _| arithmetic::round(a, step, rounding).ok_or(Trouble::Overflow))?;
            }
            Instr::Divide { dst, a, b, times, rounding } => {
                let times = constant(times);
                self.exact(dst, a, b, |a, b| arithmetic::divide(a, times, b, rounding))?;
            }
            Instr::NonZero { dst, a } => self.exact(dst, a, a, |a, _| match a {
                0 => Err(Trouble::DivisionByZero),
                _ => Ok(a),
            })?,
            Instr::Compare { dst, a, b, how } => self.compared(dst, (a, b), how)?,
            Instr::Contains { dst, set, option } => self.contains(dst, set, option)?,
            Instr::Overlaps { dst, a, b } => self.overlaps(dst, a, b)?,
            Instr::Not { .. }
            | Instr::And { .. }
            | Instr::Or { .. }
            | Instr::Surely { .. }
            | Instr::Choose { .. }
            | Instr::Applies { .. } => self.logic(instr)?,
            Instr::Shift { dst, day, n, unit } => {
                self.moved(at, (dst, day, n), move |day, n| calendar::shift(day, n, unit))?;
            }
            Instr::PeriodFull { dst, from, n, unit } => {
                let conventions = program.conventions;
                self.moved(at, (dst, from, n), move |day, n| {
                    calendar::period_full(day, n, unit, conventions)
                })?;
            }
            Instr::SpanEnd { dst, from, to } => self.span_end(dst, from, to)?,
            Instr::Whole { dst, from, to, unit } => {
                let conventions = program.conventions;
                self.exact(dst, from, to, |from, to| whole(from, to, unit, conventions))?;
            }
            Instr::Start { acc, how } => self.start(acc, how),
            Instr::Finish { dst, acc, .. } => self.finish(dst, acc),
            Instr::Count { dst, selection } => self.count(dst, selection)?,
            Instr::Empty { dst, selection } => self.empty(dst, selection)?,
            Instr::SkipIfFalse { .. } | Instr::SkipIfTrue { .. } => {}
            _ => return Err(Unsupported),
        }
        Ok(())
    }

    fn reference_date(&mut self, dst: Reg) {
        let mut out = self.fresh(dst);
        out.frame = 0;
        let len = self.frames.first().map_or(0, |frame| frame.len);
        match self.dates {
            Dates::Same(day) => {
                out.known.fill(len, true);
                out.lane = Lane::Same(i64::from(*day));
            }
            Dates::Each(days) => {
                out.known.collect(days.iter().map(Option::is_some));
                out.numbers.clear();
                out.numbers.extend(days.iter().map(|day| day.map_or(0, i64::from)));
            }
        }
        self.put(dst, out);
    }

    fn compared(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Compare) -> Result<(), Unsupported> {
        let mut out = self.fresh(dst);
        if self.is_truth(a) || self.is_truth(b) {
            return Err(Unsupported);
        }
        let taken = self.take_two(a, b);
        let [left, right] = pair(a, b, &taken);
        let mut copies = std::mem::take(&mut self.space.copies);
        let views = (self.view(left), self.view(right));
        compare(views, how, self.len(), &mut copies, &mut out.no);
        self.space.copies = copies;
        out.split(&left.known, &right.known);
        self.give_two(a, b, taken);
        self.put(dst, out);
        Ok(())
    }

    /// Moves days by a number.
    fn moved(
        &mut self,
        at: usize,
        (dst, day, n): (Reg, Reg, Reg),
        f: impl Fn(i32, i64) -> Option<i32>,
    ) -> Result<(), Unsupported> {
        let taken = self.take_two(day, n);
        let [from, by] = pair(day, n, &taken);
        let mut done = None;
        let mut out = self.fresh(dst);
        if let (View::Days(days), Lane::Same(by)) = (self.view(from), by.lane) {
            let mut tables = std::mem::take(&mut self.space.tables);
            done = tables.moved((self.id, at), (by, days), |day| f(day, by), &mut out.numbers);
            self.space.tables = tables;
        }
        if done.is_some() {
            out.known.both(&from.known, &by.known, |a, b| a & b);
            self.unless_none(&mut out);
            self.put(dst, out);
        }
        self.give_two(day, n, taken);
        match done {
            Some(()) => Ok(()),
            None => self.exact(dst, day, n, |day, n| dated(day, n, &f)),
        }
    }
}
