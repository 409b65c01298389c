//! Amounts, days, options and texts.

use super::{Emitted, Emitter};
use crate::machine::quick::code::{At, Dated, Days, Op, Text, Two};
use crate::program::{CellType, Fold, Instr, Reg, StandardId, TextOperand};
use crate::row::MISSING;

impl Emitter<'_> {
    /// The cell of what isn't a condition.
    pub(super) fn number(&mut self, instr: Instr) -> Emitted {
        match instr {
            Instr::Load { frame, slot, .. } => self.slot(frame, slot),
            Instr::Const { constant, .. } => {
                self.constant_of(constant).and_then(|value| self.constant(value))
            }
            Instr::ReferenceDate { .. } => self.dated(Dated::ReferenceDate, 1),
            Instr::Standard { standard, .. } => self.dated(Dated::Standard(standard), 1),
            Instr::StandardBy { standard, option, .. } => self.standard_by(standard, option),
            Instr::Scale { scale, x, .. } => self.one(x, |dst, x| Op::Scale { dst, scale, x }),
            Instr::Add { a, b, .. } => self.two(Two::Add, a, b),
            Instr::Subtract { a, b, .. } => self.two(Two::Subtract, a, b),
            Instr::Multiply { a, b, .. } => self.two(Two::Multiply, a, b),
            Instr::Min { a, b, .. } => self.two(Two::Min, a, b),
            Instr::Max { a, b, .. } => self.two(Two::Max, a, b),
            Instr::Overlaps { a, b, .. } => self.two(Two::Overlaps, a, b),
            Instr::Compare { dst, a, b, how } => match self.test(dst) {
                Some(_) => return Emitted::Condition,
                None => self.two(Two::Compare(how), a, b),
            },
            Instr::Contains { dst, set, option } => match self.test(dst) {
                Some(_) => return Emitted::Condition,
                None => self.two(Two::Contains, set, option),
            },
            Instr::Negate { a, .. } => {
                let zero = self.constant(0);
                zero.and_then(|zero| self.one(a, |dst, a| Op::Two { how: Two::Subtract, dst, a: zero, b: a }))
            }
            Instr::Widen { a, by, .. } => {
                let power = 10i64.checked_pow(u32::from(by)).and_then(|power| self.constant(power));
                power.and_then(|b| self.one(a, |dst, a| Op::Two { how: Two::Multiply, dst, a, b }))
            }
            Instr::Round { a, step, rounding, .. } => {
                let step = self.constant_of(step).and_then(|step| self.constant(step));
                step.and_then(|step| self.one(a, |dst, a| Op::Round { dst, a, step, rounding }))
            }
            Instr::Divide { a, b, times, rounding, .. } => {
                let times = self.program.constants.get(times.index()).copied();
                let by = u32::try_from(self.code.divisions.len()).ok();
                self.code.divisions.extend(times.map(|times| (times, rounding)));
                let b = self.value(b);
                by.zip(b).and_then(|(by, b)| self.one(a, |dst, a| Op::Divide { dst, a, b, by }))
            }
            Instr::NonZero { a, .. } => self.value(a).inspect(|a| self.push(Op::NonZero { a: *a })),
            Instr::Choose { guard, yes, no, .. } => self.choose(guard, yes, no),
            Instr::SameText { a, b, .. } => {
                let texts = u32::try_from(self.code.texts.len()).ok();
                let pair = self.text(a).zip(self.text(b));
                self.code.texts.extend(pair);
                texts
                    .zip(self.fresh(MISSING))
                    .map(|(texts, dst)| self.wrote(dst, Op::SameText { dst, texts }))
            }
            Instr::Shift { day, n, unit, .. } => self.days(Days::Shift(unit), day, n),
            Instr::PeriodFull { from, n, unit, .. } => self.days(Days::PeriodFull(unit), from, n),
            Instr::SpanEnd { from, to, .. } => self.days(Days::SpanEnd, from, to),
            Instr::Whole { from, to, unit, .. } => self.days(Days::Whole(unit), from, to),
            Instr::Finish { acc, how, .. } => self.finish(acc, how),
            Instr::Count { selection, .. } => self.selection(selection),
            Instr::Applies { rule, .. } => {
                self.fresh(MISSING).map(|dst| self.wrote(dst, Op::Applies { dst, rule }))
            }
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

    fn wrote(&mut self, dst: At, op: Op) -> At {
        self.push(op);
        dst
    }

    fn one(&mut self, a: Reg, op: impl FnOnce(At, At) -> Op) -> Option<At> {
        let (a, dst) = (self.value(a)?, self.fresh(MISSING)?);
        Some(self.wrote(dst, op(dst, a)))
    }

    fn two(&mut self, how: Two, a: Reg, b: Reg) -> Option<At> {
        let b = self.value(b)?;
        self.one(a, |dst, a| Op::Two { how, dst, a, b })
    }

    fn days(&mut self, how: Days, a: Reg, b: Reg) -> Option<At> {
        let b = self.value(b)?;
        self.one(a, |dst, a| Op::Days { how, dst, a, b })
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
        let first = self.dated(Dated::Standard(standard), count)?;
        let count = u32::try_from(count).ok()?;
        self.one(option, |dst, option| Op::Of { dst, first, count, option })
    }

    fn choose(&mut self, guard: Reg, yes: Reg, no: Reg) -> Option<At> {
        let (before, dst) = (self.scope.mark(), self.fresh(MISSING)?);
        let mut exits = Vec::new();
        self.unless(guard, &mut exits)?;
        let a = self.value(yes)?;
        self.push(Op::Known { dst, a });
        let over = self.code.ops.len();
        self.push(Op::Jump { to: 0 });
        self.land(&exits)?;
        self.scope.back_to(before);
        let a = self.value(no)?;
        self.push(Op::Known { dst, a });
        self.land(&[over])?;
        self.scope.back_to(before);
        Some(dst)
    }

    /// What a fold came to.
    fn finish(&mut self, acc: Reg, how: Fold) -> Option<At> {
        let begin = *self.gathers.get(&acc)?;
        self.make(begin)?;
        let gathered = self.known(acc)?;
        match how {
            Fold::Sum | Fold::Any | Fold::All => Some(gathered),
            // Of nobody nothing is the largest.
            Fold::Largest | Fold::Smallest => {
                let dst = self.fresh(MISSING)?;
                Some(self.wrote(dst, Op::Known { dst, a: gathered }))
            }
        }
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
