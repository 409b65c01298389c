//! From the instructions of a record type's rules to its quick code.
//!
//! Every register is written once and nothing but loops repeats, so what a register holds can be worked out where it is first
//! needed: a condition's cheap parts first, an amount only where its case holds, and what nobody needs is left out. What one rule
//! worked out, the next ones take over. Rules that quick code has no room for are left to the exact machine.

mod conditions;
mod loops;
mod numbers;
mod writer;

use super::code::{At, Case, Condition, Op, Sheet, Test};
use super::tests::{FEW, Tests};
use crate::plan::SlotShape;
use crate::program::{ConstId, Instr, Program, RecordId, Reg, Rule, RuleId, Selection, SlotId};
use crate::row::LEAST;
use std::collections::{HashMap, HashSet};
use writer::Writer;

/// The most instructions of a rule that has quick code.
const MOST_CODE: usize = 4096;
/// How deep what a value hangs on may go.
const MOST_DEPTH: usize = 100;
/// What steps must cost at least for it to pay to pass over them. Whether they are passed over hangs on the record, and a
/// processor that guesses it wrong loses about the time of ten or fifteen of them.
const WORTH_PASSING_OVER: u32 = 12;

/// The values of cells with few are less.
const MOST_FEW: i128 = FEW as i128;

/// The quick code of the rules of a record type.
pub(crate) fn sheet(program: &Program, shapes: &[Vec<SlotShape>], ty: RecordId, rules: &[RuleId]) -> Sheet {
    let widest = shapes.iter().map(Vec::len).max().unwrap_or(0);
    let width = shapes.get(ty.index()).map_or(0, Vec::len);
    let asks = |instr: &Instr| if let Instr::Applies { rule, .. } = *instr { Some(rule) } else { None };
    let all = rules.iter().filter_map(|id| program.rule(*id)).flat_map(|rule| &rule.code);
    let asked: HashSet<RuleId> = all.filter_map(asks).collect();
    let mut writer = Writer::new(program, (width, widest));
    for id in rules {
        writer.rule(*id, asked.contains(id));
    }
    let few = |ty: RecordId| {
        move |at: At| {
            let shape = usize::try_from(at).ok().and_then(|at| shapes.get(ty.index())?.get(at));
            matches!(shape, Some(SlotShape::Cell { least: 0.., greatest }) if *greatest < MOST_FEW)
        }
    };
    writer.sheet.words = writer.words.iter().map(|tests| Tests::of(tests, few(ty))).collect();
    for (walk, tests) in writer.sheet.walks.iter_mut().zip(&writer.walks) {
        walk.tests = Tests::of(tests, few(walk.list.member));
    }
    writer.sheet.reference_date = program.record(ty).and_then(|record| record.reference_date);
    writer.sheet
}

/// A case, with the tests of its guard and its value.
type Guarded = (u16, Vec<Test>, Option<At>);

/// Writes the quick code of a rule.
struct Emitter<'e, 'w> {
    program: &'w Program,
    rule: &'w Rule,
    to: &'e mut Writer<'w>,
    /// How long the code was before the rule.
    before: usize,
    /// By register: the instruction that writes it.
    writers: Vec<Option<usize>>,
    /// By selection: the loop that makes it.
    selections: Vec<Option<usize>>,
    /// By selection that a loop stands on: where it is remembered.
    stores: HashMap<Selection, u32>,
    /// By register that gathers: the loop.
    gathers: HashMap<Reg, usize>,
    /// By the place of their `Each`: how many loops are open around them.
    depths: HashMap<usize, usize>,
    /// Types of the records in the open frames.
    types: Vec<RecordId>,
    /// How deep the value at hand is asked for.
    depth: usize,
}

impl<'e, 'w> Emitter<'e, 'w> {
    fn new(to: &'e mut Writer<'w>, rule: &'w Rule) -> Option<Self> {
        if rule.code.len() > MOST_CODE {
            return None;
        }
        let mut depths = HashMap::new();
        let mut writers = vec![None; rule.registers.len()];
        let mut selections = vec![None; usize::from(rule.selections)];
        let mut gathers = HashMap::new();
        let mut open = Vec::new();
        for (at, instr) in rule.code.iter().enumerate() {
            match *instr {
                // The register of a skip is written by what it skips, too.
                Instr::SkipIfFalse { .. } | Instr::SkipIfTrue { .. } => {}
                Instr::Each { into, .. } => {
                    depths.insert(at, open.len());
                    open.push(at);
                    if let Some(into) = into {
                        *selections.get_mut(into.index())? = Some(at);
                    }
                }
                Instr::Next { .. } => {
                    open.pop();
                }
                Instr::Gather { acc, .. } => {
                    gathers.insert(acc, *open.last()?);
                }
                // Claims remember what came before.
                Instr::Claim { .. } => return None,
                _ => {
                    if let Some(place) = instr.dst().and_then(|dst| writers.get_mut(dst.index())) {
                        *place = Some(at);
                    }
                }
            }
        }
        Some(Self {
            program: to.program,
            rule,
            before: to.sheet.ops.len(),
            to,
            writers,
            selections,
            stores: HashMap::new(),
            gathers,
            depths,
            types: vec![rule.subject],
            depth: 0,
        })
    }

    /// The rule's condition, all bits that it needs, and its cases.
    fn rule(mut self) -> Option<(Condition, u64, Vec<Case>)> {
        let condition = self.rule.code.iter().find_map(|instr| match *instr {
            Instr::Decide { condition } => Some(condition),
            _ => None,
        });
        let (tests, cases) = self.under(condition.as_slice(), &mut Self::cases)?;
        let room = tests.len() + cases.iter().map(|(_, tests, _)| tests.len()).sum::<usize>();
        let word = self.to.word(room)?;
        let condition = Condition { word, ..self.to.condition(&tests)? };
        let mut bits = condition.bits;
        let mut done = Vec::new();
        for (case, tests, value) in cases {
            let case_bits = condition.bits | self.to.condition(&tests)?.bits;
            bits |= case_bits;
            let (value, valued) = (value.unwrap_or(0), value.is_some());
            done.push(Case { case, bits: case_bits, value, valued });
        }
        // All in one word, or the bits would mean something else.
        (self.to.word(0)? == word).then_some((condition, bits, done))
    }

    /// The rule's cases, each with the tests of its guard.
    fn cases(&mut self) -> Option<Vec<Guarded>> {
        let mut cases = Vec::new();
        for instr in &self.rule.code {
            let Instr::Effect { case, guard, value } = *instr else { continue };
            let (tests, value) = self.under(guard.as_slice(), &mut |emitter| match value {
                Some(value) => emitter.value(value).map(Some),
                None => Some(None),
            })?;
            cases.push((case, tests, value));
        }
        Some(cases)
    }

    /// The cell of a step. Rules whose parts would have to be worked out in too many places have no quick code.
    fn step(&mut self, op: impl Fn(At) -> Op) -> Option<At> {
        if self.to.sheet.ops.len() - self.before > MOST_CODE + 4 * self.rule.code.len() {
            return None;
        }
        self.to.step(op)
    }

    fn constant_of(&self, id: ConstId) -> Option<i64> {
        let value = self.program.constants.get(id.index()).and_then(|value| i64::try_from(*value).ok());
        value.filter(|value| *value >= LEAST)
    }

    /// Where the slots of the record in a frame stand.
    fn frame(&self, frame: u8) -> Option<At> {
        let (subject, member) = self.to.frames;
        let start = match usize::from(frame).checked_sub(1) {
            None => 0,
            Some(outer) => subject + outer * member,
        };
        At::try_from(start).ok()
    }

    fn slot(&self, frame: u8, slot: SlotId) -> Option<At> {
        Some(self.frame(frame)? + u32::from(slot.0))
    }

    fn writer(&self, reg: Reg) -> Option<Instr> {
        self.rule.code.get((*self.writers.get(reg.index())?)?).copied()
    }

    fn known(&self, reg: Reg) -> Option<At> {
        self.to.scope.cells.get(&reg).copied()
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MOST_DEPTH).then_some(())
    }

    /// The cell of a register, which is worked out if it isn't yet.
    fn value(&mut self, reg: Reg) -> Option<At> {
        if let Some(at) = self.known(reg) {
            return Some(at);
        }
        self.deeper()?;
        let instr = self.writer(reg)?;
        let at = match self.number(instr) {
            Emitted::Cell(at) => at,
            Emitted::Never => return None,
            Emitted::Condition => self.truth(reg)?,
        };
        self.depth -= 1;
        self.to.scope.note(reg, at);
        Some(at)
    }
}

/// What became of an instruction.
enum Emitted {
    Cell(At),
    /// It is a condition.
    Condition,
    /// Quick code has no room for it.
    Never,
}

impl From<Option<At>> for Emitted {
    fn from(at: Option<At>) -> Self {
        at.map_or(Self::Never, Self::Cell)
    }
}
