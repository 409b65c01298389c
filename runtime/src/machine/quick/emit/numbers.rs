//! Amounts, days, options and texts.

use super::conditions::mirrored;
use super::{Emitted, Emitter};
use crate::machine::quick::code::{At, Dated, Days, Op, Text};
use crate::program::{CellType, Compare, ConstId, Instr, Reg, Rounding, StandardId, TextOperand};

impl Emitter<'_, '_> {
    /// The cell of what isn't a condition.
    pub(super) fn number(&mut self, instr: Instr) -> Emitted {
        match instr {
            Instr::Load { frame, slot, .. } => self.slot(frame, slot),
            Instr::Const { constant, .. } => {
                self.constant_of(constant).and_then(|value| self.to.constant(value))
            }
            Instr::ReferenceDate { .. } => self.to.dated(Dated::ReferenceDate, 1),
            Instr::Standard { standard, .. } => self.to.dated(Dated::Standard(standard), 1),
            Instr::StandardBy { standard, option, .. } => self.standard_by(standard, option),
            Instr::Scale { scale, x, .. } => self.one(x, |dst, x| Op::Scale { dst, scale, x }),
            Instr::Add { a, b, .. } => self.two(a, b, |dst, a, b| Op::Add { dst, a, b }),
            Instr::Subtract { a, b, .. } => self.two(a, b, |dst, a, b| Op::Subtract { dst, a, b }),
            Instr::Multiply { a, b, .. } => self.two(a, b, |dst, a, b| Op::Multiply { dst, a, b }),
            Instr::Min { a, b, .. } => self.two(a, b, |dst, a, b| Op::Min { dst, a, b }),
            Instr::Max { a, b, .. } => self.two(a, b, |dst, a, b| Op::Max { dst, a, b }),
            Instr::Overlaps { a, b, .. } => self.two(a, b, |dst, a, b| Op::Overlaps { dst, a, b }),
            Instr::Compare { dst, a, b, how } => match (self.test(dst), self.until(a, b, how)) {
                (Some(_), _) => return Emitted::Condition,
                (None, Some((day, latest, not))) => {
                    self.value(day).and_then(|day| self.step(|dst| Op::Until { dst, day, latest, not }))
                }
                (None, None) => self.two(a, b, |dst, a, b| Op::Compare { dst, a, b, how }),
            },
            Instr::Contains { dst, set, option } => match self.test(dst) {
                Some(_) => return Emitted::Condition,
                None => self.two(set, option, |dst, a, b| Op::Contains { dst, a, b }),
            },
            Instr::Negate { a, .. } => {
                let zero = self.to.constant(0);
                zero.and_then(|zero| self.one(a, |dst, b| Op::Subtract { dst, a: zero, b }))
            }
            Instr::Widen { a, by, .. } => {
                let power = 10i64.checked_pow(u32::from(by)).and_then(|power| self.to.constant(power));
                power.and_then(|b| self.one(a, |dst, a| Op::Multiply { dst, a, b }))
            }
            Instr::Round { a, step, rounding, .. } => {
                let step = self.constant_of(step).and_then(|step| self.to.constant(step));
                step.and_then(|step| self.one(a, |dst, a| Op::Round { dst, a, step, rounding }))
            }
            Instr::Divide { a, b, times, rounding, .. } => {
                let by = self.division(times, rounding);
                by.and_then(|by| self.two(a, b, |dst, a, b| Op::Divide { dst, a, b, by }))
            }
            Instr::NonZero { a, .. } => self.one(a, |dst, a| Op::NonZero { dst, a }),
            Instr::Choose { guard, yes, no, .. } => self.choose(guard, yes, no),
            Instr::SameText { a, b, .. } => {
                let pair = self.text(a).zip(self.text(b));
                pair.and_then(|(a, b)| self.step(|dst| Op::SameText { dst, a, b }))
            }
            Instr::Shift { day, n, unit, .. } => self.days(Days::Shift(unit), day, n),
            Instr::PeriodFull { from, n, unit, .. } => self.days(Days::PeriodFull(unit), from, n),
            Instr::SpanEnd { from, to, .. } => self.days(Days::SpanEnd, from, to),
            Instr::Whole { from, to, unit, .. } => self.days(Days::Whole(unit), from, to),
            Instr::Finish { acc, .. } => self.finish(acc),
            Instr::Count { selection, .. } => self.selection(selection),
            Instr::Applies { rule, .. } => self.to.standings.get(&rule).copied(),
            Instr::Not { .. }
            | Instr::And { .. }
            | Instr::Or { .. }
            | Instr::Surely { .. }
            | Instr::Empty { .. } => return Emitted::Condition,
            Instr::Each { .. }
            | Instr::Keep { .. }
            | Instr::Gather { .. }
            | Instr::Start { .. }
            | Instr::Next { .. }
            | Instr::Claim { .. }
            | Instr::SkipIfFalse { .. }
            | Instr::SkipIfTrue { .. }
            | Instr::Decide { .. }
            | Instr::Effect { .. }
            | Instr::End => None,
        }
        .into()
    }

    fn one(&mut self, a: Reg, op: impl Fn(At, At) -> Op) -> Option<At> {
        let a = self.value(a)?;
        self.step(|dst| op(dst, a))
    }

    fn two(&mut self, a: Reg, b: Reg, op: impl Fn(At, At, At) -> Op) -> Option<At> {
        let (b, a) = (self.value(b)?, self.value(a)?);
        self.step(|dst| op(dst, a, b))
    }

    fn days(&mut self, how: Days, a: Reg, b: Reg) -> Option<At> {
        self.two(a, b, |dst, a, b| Op::Days { dst, a, b, how })
    }

    /// A comparison of the day on which a period is full with the reference date, as one of the day from which it runs with
    /// another day that changes with the reference date only: that day, where the other stands, and whether it must be after it.
    fn until(&mut self, a: Reg, b: Reg, how: Compare) -> Option<(Reg, At, bool)> {
        // A record's own reference date changes with every record.
        let own = self.program.record(self.rule.subject)?.reference_date.is_some();
        let how = if matches!(self.writer(a)?, Instr::PeriodFull { .. }) { how } else { mirrored(how) };
        let (a, b) = if matches!(self.writer(a)?, Instr::PeriodFull { .. }) { (a, b) } else { (b, a) };
        let Instr::PeriodFull { from, n, unit, .. } = self.writer(a).filter(|_| !own)? else { return None };
        let today = |reg| matches!(self.writer(reg), Some(Instr::ReferenceDate { .. }));
        let span = match self.writer(b)? {
            Instr::ReferenceDate { .. } => false,
            Instr::SpanEnd { from: begin, to, .. } if begin == from && today(to) => true,
            _ => return None,
        };
        let n = self.number_of(n).filter(|n| *n > 0)?;
        let (before, not) = match how {
            Compare::LessOrEqual => (false, false),
            Compare::Less => (true, false),
            Compare::Greater => (false, true),
            Compare::GreaterOrEqual => (true, true),
            Compare::Equal | Compare::NotEqual => return None,
        };
        Some((from, self.to.dated(Dated::Full { n, unit, before, span }, 2)?, not))
    }

    /// Where a multiplier and a way of rounding stand.
    fn division(&mut self, times: ConstId, rounding: Rounding) -> Option<u32> {
        let division = (*self.program.constants.get(times.index())?, rounding);
        let divisions = &mut self.to.sheet.divisions;
        let known = divisions.iter().position(|known| *known == division);
        let place = known.unwrap_or(divisions.len());
        if known.is_none() {
            divisions.push(division);
        }
        u32::try_from(place).ok()
    }

    fn text(&self, text: TextOperand) -> Option<Text> {
        Some(match text {
            TextOperand::Slot { frame, slot } => Text::Cell(self.slot(frame, slot)?),
            TextOperand::Text(id) => Text::Constant(id),
        })
    }

    fn standard_by(&mut self, standard: StandardId, option: Reg) -> Option<At> {
        let by = self.program.standards.get(standard.index())?.by?;
        let count = self.program.lists.get(by.index())?.options.len();
        let first = self.to.dated(Dated::Standard(standard), count)?;
        let count = u32::try_from(count).ok()?;
        self.one(option, |dst, option| Op::Of { dst, first, count, option })
    }

    fn choose(&mut self, guard: Reg, yes: Reg, no: Reg) -> Option<At> {
        let (tests, yes) = self.under(&[guard], &mut |emitter| emitter.value(yes))?;
        let no = self.when(&tests, |emitter| emitter.value(no))?;
        let condition = self.to.condition(&tests)?;
        self.step(|dst| Op::Choose { dst, condition, yes, no })
    }

    /// What a fold came to. Of nobody nothing is the largest: then it is unknown.
    fn finish(&mut self, acc: Reg) -> Option<At> {
        let begin = *self.gathers.get(&acc)?;
        self.make(begin)?;
        self.known(acc)
    }

    /// Whether a register holds an option or set that a test can tell: of lists of at most 63 options.
    pub(super) fn few_options(&self, reg: Reg) -> bool {
        let list = match self.rule.registers.get(reg.index()) {
            Some(CellType::Option(list) | CellType::Options(list)) => self.program.lists.get(list.index()),
            _ => None,
        };
        list.is_some_and(|list| list.options.len() < 64)
    }
}
