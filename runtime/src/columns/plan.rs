//! From a rule's code to steps over columns, once a program.
//!
//! A step is worked out at the depth of its operands, wherever the code has it: what hangs on the subject alone is done once a
//! subject, also inside a loop. Skips are left out (they change no result); constants are folded into the steps that read them.

use super::bitmap::WORD;
use super::block::DEPTH;
use super::kernel::{EffectValue, Exact, Kernel, LoopId, Move, Operand, Slot, Step};
use super::simd::Operation;
use super::wanting;
use crate::program::{
    CellType, Compare, ConstId, Effect, Fold, Instr, Once, Program, Reg, Rule, RuleId, Selection, SlotId,
};
use std::collections::HashMap;

/// Code that only the machine runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsupported;

/// A rule for columns.
#[derive(Debug)]
pub(super) struct RulePlan {
    /// Nothing if the machine must run the rule on every record.
    pub steps: Option<Vec<Step>>,
    /// The step that writes each register; of a fold, its start.
    pub writers: Vec<usize>,
    /// Whether the fields that an undetermined row hangs on can be told from the registers: there are at most 64, and members
    /// are chosen before anything of them is folded.
    pub traceable: bool,
    /// Registers used.
    pub registers: usize,
    /// How many loops over lists it has.
    pub loops: usize,
    /// Whether more than one case may apply.
    pub cases: bool,
    /// The slot of the text that its grants are remembered by.
    pub key: Option<usize>,
    /// Whether a later rule asks whether it applies.
    pub asked: bool,
}

impl RulePlan {
    pub fn new(program: &Program, id: RuleId, rule: &Rule) -> Self {
        let mut planner = Planner {
            program,
            rule,
            steps: Vec::new(),
            values: vec![Given::Nothing; rule.registers.len()],
            registers: rule.registers.len(),
            open: Vec::new(),
            loops: Vec::new(),
            selections: vec![None; usize::from(rule.selections)],
            spread: HashMap::new(),
            fields: wanting::fields(program, rule.subject),
            gathered: Vec::new(),
            traceable: true,
        };
        let steps = rule.code.iter().try_for_each(|instr| planner.plan(instr)).ok().map(|()| planner.steps);
        let mut writers = vec![usize::MAX; planner.registers];
        for (at, step) in steps.iter().flatten().enumerate() {
            if let Some(place) = step.kernel.dst().and_then(|dst| writers.get_mut(dst)) {
                *place = at;
            }
        }
        let asks = |instr: &Instr| matches!(instr, Instr::Applies { rule, .. } if *rule == id);
        Self {
            steps,
            writers,
            traceable: planner.traceable,
            registers: planner.registers,
            loops: planner.loops.len(),
            cases: rule.cases.len() > 1,
            key: if let Some(Once::Subject(slot)) = rule.once { Some(slot.index()) } else { None },
            asked: program.rules.iter().flat_map(|rule| &rule.code).any(asks),
        }
    }
}

/// What is known of a register while planning.
#[derive(Debug, Clone, Copy)]
enum Given {
    Nothing,
    /// The same number in all rows.
    Constant(i128),
    /// Worked out by a step for the rows of a depth, within the loop (if any) that makes them.
    At(Home),
    /// A day moved by a constant period, worked out only if something other than a comparison reads it.
    Moved {
        day: Reg,
        n: i64,
        by: Move,
    },
}

/// The rows that a register has values for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Home {
    depth: usize,
    within: Option<LoopId>,
}

struct Planner<'p> {
    program: &'p Program,
    rule: &'p Rule,
    steps: Vec<Step>,
    values: Vec<Given>,
    registers: usize,
    open: Vec<LoopId>,
    /// The loop around each loop, and the slot of its lists.
    loops: Vec<(Option<LoopId>, SlotId)>,
    /// The loop that made each selection.
    selections: Vec<Option<LoopId>>,
    /// Registers that have a value a member of what another one has a value a row.
    spread: HashMap<(Slot, LoopId), Slot>,
    /// The fields that have a bit.
    fields: Vec<Vec<SlotId>>,
    /// Loops of which something was folded.
    gathered: Vec<LoopId>,
    traceable: bool,
}

impl Planner<'_> {
    fn is_truth(&self, reg: Reg) -> bool {
        matches!(self.rule.registers.get(reg.index()), Some(CellType::Truth))
    }

    fn constant(&self, id: ConstId) -> i128 {
        self.program.constants.get(id.index()).copied().unwrap_or(1)
    }

    fn given(&self, reg: Reg) -> Given {
        self.values.get(reg.index()).copied().unwrap_or(Given::Nothing)
    }

    fn home(&self, depth: usize) -> Home {
        Home { depth, within: depth.checked_sub(1).and_then(|outer| self.open.get(outer)).copied() }
    }

    /// The bit of a slot of the records at a depth.
    fn field(&mut self, depth: usize, slot: SlotId) -> u8 {
        let lists = self.open.iter().take(depth).filter_map(|lists| self.loops.get(*lists));
        let path: Vec<SlotId> = lists.map(|(_, slot)| *slot).chain([slot]).collect();
        let place = self.fields.iter().position(|field| *field == path);
        let bit = place.and_then(|place| u8::try_from(place).ok()).filter(|bit| usize::from(*bit) < WORD);
        self.traceable &= bit.is_some();
        bit.unwrap_or(0)
    }

    fn give(&mut self, reg: Reg, given: Given) {
        if let Some(place) = self.values.get_mut(reg.index()) {
            *place = given;
        }
    }

    /// A step at a depth that writes `dst`.
    fn step(&mut self, dst: Reg, depth: usize, kernel: Kernel) {
        let home = self.home(depth);
        self.give(dst, Given::At(home));
        self.steps.push(Step { depth, kernel });
    }

    /// The depth that a step with these operands works at.
    fn depth(&self, of: &[Reg]) -> usize {
        of.iter().map(|reg| self.depth_of(*reg)).max().unwrap_or(0)
    }

    fn depth_of(&self, reg: Reg) -> usize {
        match self.given(reg) {
            Given::Nothing | Given::Constant(_) => 0,
            Given::At(home) => home.depth,
            Given::Moved { day, .. } => self.depth_of(day),
        }
    }

    /// The register with a value for each row of a depth.
    fn at(&mut self, reg: Reg, depth: usize, truth: bool) -> Result<Slot, Unsupported> {
        let Given::At(home) = self.given(reg) else { return Err(Unsupported) };
        if self.is_truth(reg) != truth || self.home(home.depth) != home || home.depth > depth {
            return Err(Unsupported);
        }
        let mut slot = reg.index();
        for outer in home.depth..depth {
            let lists = *self.open.get(outer).ok_or(Unsupported)?;
            slot = match self.spread.get(&(slot, lists)) {
                Some(spread) => *spread,
                None => {
                    let (src, dst) = (slot, self.registers);
                    self.registers += 1;
                    let kernel = match truth {
                        true => Kernel::SpreadTruth { dst, src, lists },
                        false => Kernel::SpreadNumber { dst, src, lists },
                    };
                    self.steps.push(Step { depth: outer + 1, kernel });
                    self.spread.insert((src, lists), dst);
                    dst
                }
            };
        }
        Ok(slot)
    }

    fn truth(&mut self, reg: Reg, depth: usize) -> Result<Slot, Unsupported> {
        self.at(reg, depth, true)
    }

    fn number(&mut self, reg: Reg, depth: usize) -> Result<Operand, Unsupported> {
        match self.given(reg) {
            Given::Constant(value) => i64::try_from(value).map(Operand::Same).map_err(|_| Unsupported),
            Given::Moved { day, n, by } => {
                let at = self.depth_of(day);
                let day = self.number(day, at)?;
                self.step(reg, at, Kernel::Moved { dst: reg.index(), day, n: Operand::Same(n), by });
                self.number(reg, depth)
            }
            Given::At(_) | Given::Nothing => self.at(reg, depth, false).map(Operand::In),
        }
    }

    fn plan(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        match *instr {
            Instr::Const { dst, constant } => {
                let value = self.constant(constant);
                match self.is_truth(dst) {
                    true => self.step(dst, 0, Kernel::Fill { dst: dst.index(), truth: value != 0 }),
                    false => self.give(dst, Given::Constant(value)),
                }
            }
            Instr::Load { dst, frame, slot } => {
                let (at, column) = (dst.index(), slot.index());
                let field = self.field(usize::from(frame), slot);
                let kernel = match self.is_truth(dst) {
                    true => Kernel::LoadTruth { dst: at, column, field },
                    false => Kernel::LoadNumber { dst: at, column, field },
                };
                self.step(dst, usize::from(frame), kernel);
            }
            Instr::ReferenceDate { dst } => self.step(dst, 0, Kernel::ReferenceDate { dst: dst.index() }),
            Instr::Standard { dst, standard } => {
                self.numeric(dst)?;
                self.step(dst, 0, Kernel::Standard { dst: dst.index(), standard });
            }
            Instr::StandardBy { dst, standard, option } => {
                self.numeric(dst)?;
                let depth = self.depth(&[option]);
                let option = self.number(option, depth)?;
                self.step(dst, depth, Kernel::StandardBy { dst: dst.index(), standard, option });
            }
            Instr::Scale { dst, scale, x } => {
                let depth = self.depth(&[x]);
                let x = self.number(x, depth)?;
                self.step(dst, depth, Kernel::Scale { dst: dst.index(), scale, x });
            }
            Instr::Add { .. }
            | Instr::Subtract { .. }
            | Instr::Multiply { .. }
            | Instr::Negate { .. }
            | Instr::Widen { .. }
            | Instr::Round { .. }
            | Instr::Divide { .. }
            | Instr::NonZero { .. }
            | Instr::Min { .. }
            | Instr::Max { .. } => self.arithmetic(instr)?,
            Instr::Compare { dst, a, b, how } => self.compare(dst, (a, b), how)?,
            Instr::Not { .. }
            | Instr::And { .. }
            | Instr::Or { .. }
            | Instr::Contains { .. }
            | Instr::Overlaps { .. }
            | Instr::Choose { .. }
            | Instr::Surely { .. } => self.logic(instr)?,
            Instr::Applies { dst, rule } => self.step(dst, 0, Kernel::Applies { dst: dst.index(), rule }),
            Instr::Shift { dst, day, n, unit } => self.moved(dst, (day, n), Move::Shift(unit))?,
            Instr::PeriodFull { dst, from, n, unit } => self.moved(dst, (from, n), Move::Full(unit))?,
            Instr::SpanEnd { dst, from, to } => {
                let depth = self.depth(&[from, to]);
                let (from, to) = (self.number(from, depth)?, self.number(to, depth)?);
                self.step(dst, depth, Kernel::SpanEnd { dst: dst.index(), from, to });
            }
            Instr::Whole { dst, from, to, unit } => self.exact(dst, (from, to), Exact::Whole(unit))?,
            Instr::Each { .. }
            | Instr::Keep { .. }
            | Instr::Gather { .. }
            | Instr::Start { .. }
            | Instr::Finish { .. }
            | Instr::Next { .. }
            | Instr::Count { .. }
            | Instr::Empty { .. } => self.lists(instr)?,
            Instr::Decide { .. } | Instr::Effect { .. } => self.outcome(instr)?,
            Instr::SkipIfFalse { .. } | Instr::SkipIfTrue { .. } | Instr::End => {}
            Instr::SameText { .. } | Instr::Claim { .. } => return Err(Unsupported),
        }
        Ok(())
    }

    /// What is written as a number is read as one.
    fn numeric(&self, dst: Reg) -> Result<(), Unsupported> {
        if self.is_truth(dst) { Err(Unsupported) } else { Ok(()) }
    }

    fn arithmetic(&mut self, instr: &Instr) -> Result<(), Unsupported> {
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

    fn two(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Operation) -> Result<(), Unsupported> {
        let depth = self.depth(&[a, b]);
        let operands = (self.number(a, depth)?, self.number(b, depth)?);
        self.of_two(dst, depth, operands, how)
    }

    fn of_two(
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

    fn exact(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Exact) -> Result<(), Unsupported> {
        self.numeric(dst)?;
        let depth = self.depth(&[a, b]);
        let (a, b) = (self.number(a, depth)?, self.number(b, depth)?);
        self.step(dst, depth, Kernel::Exact { dst: dst.index(), a, b, how });
        Ok(())
    }

    fn moved(&mut self, dst: Reg, (day, n): (Reg, Reg), by: Move) -> Result<(), Unsupported> {
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

    fn compare(&mut self, dst: Reg, (a, b): (Reg, Reg), how: Compare) -> Result<(), Unsupported> {
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

    fn logic(&mut self, instr: &Instr) -> Result<(), Unsupported> {
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

    fn lists(&mut self, instr: &Instr) -> Result<(), Unsupported> {
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
    fn selected(&self, selection: Selection) -> Result<LoopId, Unsupported> {
        let lists = self.selections.get(selection.index()).copied().flatten().ok_or(Unsupported)?;
        let (around, _) = *self.loops.get(lists).ok_or(Unsupported)?;
        if around != self.open.last().copied() {
            return Err(Unsupported);
        }
        Ok(lists)
    }

    fn outcome(&mut self, instr: &Instr) -> Result<(), Unsupported> {
        if !self.open.is_empty() {
            return Err(Unsupported);
        }
        let kernel = match *instr {
            Instr::Decide { condition } => Kernel::Decide { condition: self.truth(condition, 0)? },
            Instr::Effect { case, guard, value } => {
                let effect = self.rule.cases.get(usize::from(case)).map(|case| &case.effect);
                let value = match value {
                    None => EffectValue::Nothing,
                    Some(value) if self.is_truth(value) => EffectValue::Truth(self.truth(value, 0)?),
                    Some(value) => EffectValue::Number(self.number(value, 0)?),
                };
                let shown = matches!(effect, Some(Effect::Duty { .. } | Effect::Target { .. }));
                let guard = guard.map(|guard| self.truth(guard, 0)).transpose()?;
                Kernel::Effect { case, guard, value, shown }
            }
            _ => return Err(Unsupported),
        };
        self.steps.push(Step { depth: 0, kernel });
        Ok(())
    }
}

/// The comparison with its sides exchanged.
pub(super) fn turned(how: Compare) -> Compare {
    match how {
        Compare::Less => Compare::Greater,
        Compare::LessOrEqual => Compare::GreaterOrEqual,
        Compare::Greater => Compare::Less,
        Compare::GreaterOrEqual => Compare::LessOrEqual,
        Compare::Equal | Compare::NotEqual => how,
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
