//! Arithmetic, moved days and comparisons.

use super::{Given, Planner, Unsupported};
use crate::columns::kernel::{Exact, Kernel, Move, Operand};
use crate::columns::simd::Operation;
use crate::program::{Compare, Instr, Reg};

impl Planner<'_> {
    /// What is written as a number is read as one.
    pub(super) fn numeric(&self, dst: Reg) -> Result<(), Unsupported> {
        if self.is_truth(dst) { Err(Unsupported) } else { Ok(()) }
    }

    pub(super) fn arithmetic(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        match *instr {
            Instr::Add { dst, a, b } => self.two(dst, (a, b), Operation::Add),
            Instr::Subtract { dst, a, b } => self.two(dst, (a, b), Operation::Subtract),
            Instr::Multiply { dst, a, b } => self.two(dst, (a, b), Operation::Multiply),
            Instr::Min { dst, a, b } => self.two(dst, (a, b), Operation::Least),
            Instr::Max { dst, a, b } => self.two(dst, (a, b), Operation::Greatest),
            Instr::Negate { dst, a } => {
                let depth = self.depth(&[a]);
                let b = self.number(a, depth)?;
                self.of_two(dst, depth, (Operand::Same(0), b), Operation::Subtract)
            }
            Instr::Widen { dst, a, by } => {
                let depth = self.depth(&[a]);
                let power = 10i64.checked_pow(u32::from(by)).ok_or(Unsupported)?;
                let a = self.number(a, depth)?;
                self.of_two(dst, depth, (a, Operand::Same(power)), Operation::Multiply)
            }
            Instr::Round { dst, a, step, rounding } => {
                let step = self.constant(step);
                self.exact(dst, (a, a), Exact::Round { step, rounding })
            }
            Instr::Divide { dst, a, b, times, rounding } => {
                let times = self.constant(times);
                self.exact(dst, (a, b), Exact::Divide { times, rounding })
            }
            Instr::NonZero { dst, a } => self.exact(dst, (a, a), Exact::NonZero),
            _ => Err(Unsupported),
        }
    }

    pub(super) fn two(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Operation) -> Result<(), Unsupported> {
        let depth = self.depth(&[a, b]);
        let operands = (self.number(a, depth)?, self.number(b, depth)?);
        self.of_two(dst, depth, operands, how)
    }

    pub(super) fn of_two(
        &mut self,
        dst: Reg,
        depth: usize,
        (a, b): (Operand, Operand),
        how: Operation,
    ) -> Result<(), Unsupported> {
        self.numeric(dst)?;
        if let (Operand::Same(a), Operand::Same(b)) = (a, b) {
            let value = how.of(i128::from(a), i128::from(b)).ok_or(Unsupported)?;
            self.give(dst, Given::Constant(value));
            return Ok(());
        }
        self.step(dst, depth, Kernel::Arithmetic { dst: dst.index(), a, b, how });
        Ok(())
    }

    pub(super) fn exact(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Exact) -> Result<(), Unsupported> {
        self.numeric(dst)?;
        let depth = self.depth(&[a, b]);
        let (a, b) = (self.number(a, depth)?, self.number(b, depth)?);
        self.step(dst, depth, Kernel::Exact { dst: dst.index(), a, b, how });
        Ok(())
    }

    pub(super) fn moved(&mut self, dst: Reg, (day, n): (Reg, Reg), by: Move) -> Result<(), Unsupported> {
        if let Given::Constant(n) = self.given(n)
            && let Ok(n) = i64::try_from(n)
        {
            self.give(dst, Given::Moved { day, n, by });
            return Ok(());
        }
        let depth = self.depth(&[day, n]);
        let (day, n) = (self.number(day, depth)?, self.number(n, depth)?);
        self.step(dst, depth, Kernel::Moved { dst: dst.index(), day, n, by });
        Ok(())
    }

    pub(super) fn compare(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Compare) -> Result<(), Unsupported> {
        let depth = self.depth(&[a, b]);
        let (moved, with, how) = match (self.given(a), self.given(b)) {
            (Given::Moved { day, n, by }, _) => (Some((day, n, by)), b, how),
            (_, Given::Moved { day, n, by }) => (Some((day, n, by)), a, turned(how)),
            _ => (None, b, how),
        };
        let dst_slot = dst.index();
        let kernel = match moved {
            Some((day, n, by)) => Kernel::CompareMoved {
                dst: dst_slot,
                day: self.number(day, depth)?,
                n,
                by,
                how,
                with: self.number(with, depth)?,
            },
            None => match (self.number(a, depth)?, self.number(b, depth)?) {
                (a @ Operand::Same(_), b @ Operand::In(_)) => {
                    Kernel::Compare { dst: dst_slot, a: b, b: a, how: turned(how) }
                }
                (a, b) => Kernel::Compare { dst: dst_slot, a, b, how },
            },
        };
        self.step(dst, depth, kernel);
        Ok(())
    }
}

/// The comparison with its sides exchanged.
pub(in crate::columns) fn turned(how: Compare) -> Compare {
    match how {
        Compare::Less => Compare::Greater,
        Compare::LessOrEqual => Compare::GreaterOrEqual,
        Compare::Greater => Compare::Less,
        Compare::GreaterOrEqual => Compare::LessOrEqual,
        Compare::Equal | Compare::NotEqual => how,
    }
}
