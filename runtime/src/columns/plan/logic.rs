//! Three-valued logic and sets of options.

use super::{Given, Planner, Unsupported};
use crate::columns::kernel::{Kernel, Operand};
use crate::program::Instr;

impl Planner<'_> {
    pub(super) fn logic(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        let (dst, depth, kernel) = match *instr {
            Instr::Not { dst, a } => {
                let depth = self.depth(&[a]);
                (dst, depth, Kernel::Not { dst: dst.index(), a: self.truth(a, depth)? })
            }
            Instr::Surely { dst, a } => {
                let depth = self.depth(&[a]);
                (dst, depth, Kernel::Surely { dst: dst.index(), a: self.truth(a, depth)? })
            }
            Instr::And { dst, a, b } => {
                let depth = self.depth(&[a, b]);
                let (a, b) = (self.truth(a, depth)?, self.truth(b, depth)?);
                (dst, depth, Kernel::And { dst: dst.index(), a, b })
            }
            Instr::Or { dst, a, b } => {
                let depth = self.depth(&[a, b]);
                let (a, b) = (self.truth(a, depth)?, self.truth(b, depth)?);
                (dst, depth, Kernel::Or { dst: dst.index(), a, b })
            }
            Instr::Choose { dst, guard, yes, no } => {
                let depth = self.depth(&[guard, yes, no]);
                let guard = self.truth(guard, depth)?;
                let at = dst.index();
                let kernel = match self.is_truth(dst) {
                    true => Kernel::ChooseTruth {
                        dst: at,
                        guard,
                        yes: self.truth(yes, depth)?,
                        no: self.truth(no, depth)?,
                    },
                    false => Kernel::ChooseNumber {
                        dst: at,
                        guard,
                        yes: self.number(yes, depth)?,
                        no: self.number(no, depth)?,
                    },
                };
                (dst, depth, kernel)
            }
            Instr::Overlaps { dst, a, b } => {
                let depth = self.depth(&[a, b]);
                let (a, b) = (self.number(a, depth)?, self.number(b, depth)?);
                (dst, depth, Kernel::Overlaps { dst: dst.index(), a, b })
            }
            Instr::Contains { dst, set, option } => {
                let depth = self.depth(&[set, option]);
                let at = dst.index();
                let kernel = match (self.given(set), self.number(option, depth)?) {
                    (Given::Constant(set), Operand::In(option)) => {
                        let set = set.cast_unsigned();
                        Kernel::OneOf { dst: at, option, set, ranges: ranges(set).collect() }
                    }
                    (_, option) => Kernel::Contains { dst: at, set: self.number(set, depth)?, option },
                };
                (dst, depth, kernel)
            }
            _ => return Err(Unsupported),
        };
        self.step(dst, depth, kernel);
        Ok(())
    }
}

/// The runs of options that lie side by side in a set: the first and the last of each.
fn ranges(set: u128) -> impl Iterator<Item = (u8, u8)> {
    let mut left = set;
    std::iter::from_fn(move || {
        let first = left.trailing_zeros();
        let length = left.checked_shr(first).map(u128::trailing_ones).filter(|_| left != 0)?;
        left &= !(u128::MAX.checked_shr(u128::BITS - length).unwrap_or(0) << first);
        Some((u8::try_from(first).ok()?, u8::try_from(first + length - 1).ok()?))
    })
}
