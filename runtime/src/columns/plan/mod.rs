//! From a rule's code to steps over columns, once a program.
//!
//! A step is worked out at the depth of its operands, wherever the code has it: what hangs on the subject alone is done once a
//! subject, also inside a loop. Skips are left out (they change no result); constants are folded into the steps that read them.

mod lists;
mod logic;
mod numbers;
mod outcome;

pub(super) use numbers::turned;

use super::bitmap::WORD;
use super::kernel::{Exact, Kernel, LoopId, Move, Operand, Slot, Step};
use super::wanting;
use crate::program::{CellType, ConstId, Instr, Once, Program, Reg, Rule, RuleId, SlotId};
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
        // How amounts combine is for the machine.
        let steps = steps.filter(|_| !rule.combines());
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
}
