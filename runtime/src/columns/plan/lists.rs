//! Loops over lists, selections and folds.

use super::{Planner, Unsupported};
use crate::columns::block::DEPTH;
use crate::columns::kernel::{Kernel, LoopId, Operand, Step};
use crate::program::{Fold, Instr, Selection};

impl Planner<'_> {
    pub(super) fn lists(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        let depth = self.open.len();
        let innermost = self.open.last().copied();
        match *instr {
            Instr::Each { frame, slot, within, into, .. } => {
                if usize::from(frame) != depth || depth + 1 >= DEPTH {
                    return Err(Unsupported);
                }
                let (lists, around) = (self.loops.len(), innermost);
                let within = within.map(|selection| self.selected(selection)).transpose()?;
                if within.is_some_and(|within| self.loops.get(within) != Some(&(around, slot))) {
                    return Err(Unsupported);
                }
                let field = self.field(depth, slot);
                self.loops.push((around, slot));
                self.open.push(lists);
                if let Some(place) = into.and_then(|into| self.selections.get_mut(into.index())) {
                    *place = Some(lists);
                }
                self.steps.push(Step {
                    depth,
                    kernel: Kernel::Each { lists, column: slot.index(), within, field },
                });
            }
            Instr::Keep { member } => {
                let lists = innermost.ok_or(Unsupported)?;
                self.traceable &= !self.gathered.contains(&lists);
                let member = self.truth(member, depth)?;
                self.steps.push(Step { depth, kernel: Kernel::Keep { lists, member } });
            }
            Instr::Next { .. } => {
                self.open.pop().ok_or(Unsupported)?;
                self.steps.push(Step { depth: depth.saturating_sub(1), kernel: Kernel::Next });
            }
            Instr::Start { acc, how } => {
                let kernel = match how {
                    Fold::Any | Fold::All => Kernel::StartTruth { acc: acc.index(), truth: how == Fold::All },
                    Fold::Sum | Fold::Largest | Fold::Smallest => {
                        Kernel::StartNumber { acc: acc.index(), how }
                    }
                };
                self.step(acc, depth, kernel);
            }
            Instr::Gather { acc, value, how } => {
                let lists = innermost.ok_or(Unsupported)?;
                let outer = depth.checked_sub(1).ok_or(Unsupported)?;
                self.gathered.push(lists);
                if self.depth_of(acc) != outer {
                    return Err(Unsupported);
                }
                let kernel = match how {
                    Fold::Any | Fold::All => Kernel::GatherTruth {
                        acc: self.truth(acc, outer)?,
                        value: self.truth(value, depth)?,
                        all: how == Fold::All,
                        lists,
                    },
                    Fold::Sum | Fold::Largest | Fold::Smallest => {
                        let Operand::In(acc) = self.number(acc, outer)? else { return Err(Unsupported) };
                        Kernel::GatherNumber { acc, value: self.number(value, depth)?, how, lists }
                    }
                };
                self.steps.push(Step { depth: outer, kernel });
            }
            Instr::Finish { dst, acc, .. } => {
                let depth = self.depth(&[acc]);
                let at = dst.index();
                let kernel = match self.is_truth(dst) {
                    true => Kernel::FinishTruth { dst: at, acc: self.truth(acc, depth)? },
                    false => match self.number(acc, depth)? {
                        Operand::In(acc) => Kernel::FinishNumber { dst: at, acc },
                        Operand::Same(_) => return Err(Unsupported),
                    },
                };
                self.step(dst, depth, kernel);
            }
            Instr::Count { dst, selection } => {
                let lists = self.selected(selection)?;
                self.step(dst, depth, Kernel::Count { dst: dst.index(), lists });
            }
            Instr::Empty { dst, selection } => {
                let lists = self.selected(selection)?;
                self.step(dst, depth, Kernel::Empty { dst: dst.index(), lists });
            }
            _ => return Err(Unsupported),
        }
        Ok(())
    }

    /// The loop that made a selection, which must have ended and stood where the code stands now.
    pub(super) fn selected(&self, selection: Selection) -> Result<LoopId, Unsupported> {
        let lists = self.selections.get(selection.index()).copied().flatten().ok_or(Unsupported)?;
        let (around, _) = *self.loops.get(lists).ok_or(Unsupported)?;
        if around != self.open.last().copied() {
            return Err(Unsupported);
        }
        Ok(lists)
    }
}
