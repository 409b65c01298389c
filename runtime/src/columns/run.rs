//! The steps of a rule over a block, one after another.

use super::block::Block;
use super::kernel::{Kernel, Step};
use super::plan::Unsupported;

impl Block<'_, '_> {
    /// Decides the rows that are undecided; those that are left in redo must be decided by the machine.
    pub fn run(&mut self, steps: &[Step]) -> Result<(), Unsupported> {
        for step in steps {
            let depth = step.depth;
            match step.kernel {
                Kernel::Fill { dst, truth } => self.fill(dst, truth, depth),
                Kernel::LoadTruth { dst, column, .. } => self.load_truth(dst, column, depth)?,
                Kernel::LoadNumber { dst, column, .. } => self.load_number(dst, column, depth)?,
                Kernel::ReferenceDate { dst } => self.reference_date(dst),
                Kernel::Standard { dst, standard } => self.standard(dst, standard),
                Kernel::StandardBy { dst, standard, option } => {
                    self.standard_by(dst, standard, option, depth)?;
                }
                Kernel::Scale { dst, scale, x } => self.scale(dst, scale, x, depth)?,
                Kernel::Arithmetic { dst, a, b, how } => self.arithmetic(dst, (a, b), how, depth)?,
                Kernel::Exact { dst, a, b, how } => self.exact(dst, (a, b), how, depth)?,
                Kernel::Moved { dst, day, n, by } => self.moved(dst, (day, n), by, depth)?,
                Kernel::SpanEnd { dst, from, to } => self.span_end(dst, (from, to), depth)?,
                Kernel::Compare { dst, a, b, how } => self.compare(dst, (a, b), how, depth)?,
                Kernel::CompareMoved { dst, day, n, by, how, with } => {
                    self.compare_moved(dst, (day, (by, n)), how, with, depth)?;
                }
                Kernel::OneOf { dst, option, set, ref ranges } => {
                    self.one_of(dst, option, (set, ranges), depth)?;
                }
                Kernel::Contains { dst, set, option } => self.contains(dst, (set, option), depth)?,
                Kernel::Overlaps { dst, a, b } => self.overlaps(dst, (a, b), depth)?,
                Kernel::Not { dst, a } => self.not(dst, a)?,
                Kernel::And { dst, a, b } => self.both(dst, (a, b), |a, b| a & b)?,
                Kernel::Or { dst, a, b } => self.both(dst, (a, b), |a, b| a | b)?,
                Kernel::Surely { dst, a } => self.surely(dst, a)?,
                Kernel::ChooseTruth { dst, guard, yes, no } => self.choose_truth(dst, guard, [yes, no])?,
                Kernel::ChooseNumber { dst, guard, yes, no } => {
                    self.choose_number(dst, guard, [yes, no], depth)?;
                }
                Kernel::Applies { dst, rule } => self.applies(dst, rule)?,
                Kernel::SpreadTruth { dst, src, lists } => self.spread_truth(dst, src, lists, depth)?,
                Kernel::SpreadNumber { dst, src, lists } => self.spread_number(dst, src, lists, depth)?,
                Kernel::Each { lists, column, within, .. } => self.each(lists, column, within, depth)?,
                Kernel::Keep { lists, member } => self.keep(lists, member)?,
                Kernel::Next => self.close(depth),
                Kernel::StartTruth { acc, truth } => self.fill(acc, truth, depth),
                Kernel::StartNumber { acc, how } => self.start_number(acc, how, depth),
                Kernel::GatherTruth { acc, value, all, lists } => {
                    self.gather_truth(acc, value, all, lists)?;
                }
                Kernel::GatherNumber { acc, value, how, lists } => {
                    self.gather_number(acc, value, how, (lists, depth))?;
                }
                Kernel::FinishTruth { dst, acc } => self.finish_truth(dst, acc)?,
                Kernel::FinishNumber { dst, acc } => self.finish_number(dst, acc, depth)?,
                Kernel::Count { dst, lists } => self.count(dst, lists)?,
                Kernel::Empty { dst, lists } => self.empty(dst, lists)?,
                Kernel::Decide { condition } => {
                    if !self.decide(condition)? {
                        break;
                    }
                }
                Kernel::Effect { case, guard, value, shown } => {
                    if !self.effect((case, guard), (value, shown))? {
                        break;
                    }
                }
            }
        }
        self.finish();
        Ok(())
    }
}
