//! From a rule's instructions to its quick code.
//!
//! Every register is written once and nothing but loops repeats, so what a register holds can be worked out where it is first
//! needed: a condition's cheap parts come first, an amount only where its case holds, and what nobody needs is left out. Cases
//! that quick code has no room for give `None`; the exact machine decides those rules.

mod conditions;
mod loops;
mod numbers;

use super::code::{At, Code, Dated, Entry, Op, Sheet, Test, Tests, To};
use crate::machine::causes::MAX_DEPTH;
use crate::plan::SlotShape;
use crate::program::{ConstId, Day, Instr, Program, RecordId, Reg, Rule, RuleId, SlotId};
use crate::row::{LEAST, MISSING};
use std::collections::{HashMap, HashSet};

/// The most instructions of a rule that has quick code.
const MOST_CODE: usize = 4096;
/// How deep what a value hangs on may go.
const MOST_DEPTH: usize = 100;

/// The quick code of the rules of a record type.
pub(crate) fn sheet(program: &Program, shapes: &[Vec<SlotShape>], ty: RecordId, rules: &[RuleId]) -> Sheet {
    let widest = shapes.iter().map(Vec::len).max().unwrap_or(0);
    let width = shapes.get(ty.index()).map_or(0, Vec::len);
    let mut sheet = Sheet { cells: vec![MISSING; width + MAX_DEPTH * widest], ..Sheet::default() };
    let frames = (width, widest);
    let asks = |instr: &Instr| if let Instr::Applies { rule, .. } = *instr { Some(rule) } else { None };
    let all = rules.iter().filter_map(|id| program.rule(*id)).flat_map(|rule| &rule.code);
    let asked: HashSet<RuleId> = all.filter_map(asks).collect();
    for id in rules {
        let before = (sheet.cells.len(), sheet.dated.len());
        let code = program.rule(*id).and_then(|rule| Emitter::new(program, rule, &mut sheet, frames)?.rule());
        if code.is_none() {
            sheet.cells.truncate(before.0);
            sheet.dated.truncate(before.1);
        }
        let Some(rule) = program.rule(*id) else { continue };
        sheet.once |= rule.once.is_some();
        let (whole, own) = (program.effective, rule.effective);
        sheet.rules.push(Entry {
            id: *id,
            from: whole.from.max(own.from),
            to: whole.to.unwrap_or(Day::MAX).min(own.to.unwrap_or(Day::MAX)),
            asked: asked.contains(id),
            combines: rule.combines(),
            once: rule.once,
            code,
        });
    }
    sheet
}

/// What has been worked out where the emitter stands.
#[derive(Debug, Default)]
struct Scope {
    /// By register.
    cells: Vec<Option<At>>,
    /// By the place of their `Each`.
    loops: Vec<bool>,
    /// What was added, in order.
    added: Vec<Added>,
}

#[derive(Debug, Clone, Copy)]
enum Added {
    Cell(Reg),
    Loop(usize),
}

impl Scope {
    fn note(&mut self, reg: Reg, at: At) -> Option<()> {
        *self.cells.get_mut(reg.index())? = Some(at);
        self.added.push(Added::Cell(reg));
        Some(())
    }

    fn made(&mut self, begin: usize) -> Option<()> {
        *self.loops.get_mut(begin)? = true;
        self.added.push(Added::Loop(begin));
        Some(())
    }

    fn mark(&self) -> usize {
        self.added.len()
    }

    /// Forgets what was added since a mark.
    fn back_to(&mut self, mark: usize) {
        for added in self.added.drain(mark..) {
            match added {
                Added::Cell(reg) => {
                    if let Some(cell) = self.cells.get_mut(reg.index()) {
                        *cell = None;
                    }
                }
                Added::Loop(begin) => {
                    if let Some(made) = self.loops.get_mut(begin) {
                        *made = false;
                    }
                }
            }
        }
    }
}

struct Emitter<'e> {
    program: &'e Program,
    rule: &'e Rule,
    sheet: &'e mut Sheet,
    /// How many slots the subject has, and how many a member at most.
    frames: (usize, usize),
    code: Code,
    scope: Scope,
    /// By register: the instruction that writes it.
    writers: Vec<Option<usize>>,
    /// By selection: the loop that makes it, and where it is counted.
    selections: Vec<Option<(usize, At)>>,
    /// By register that gathers: the loop.
    gathers: HashMap<Reg, usize>,
    constants: HashMap<i64, At>,
    /// By the place of their `Each`: how many loops are open around them.
    depths: HashMap<usize, usize>,
    /// Types of the records in the open frames.
    types: Vec<RecordId>,
    /// How deep the value at hand is asked for.
    depth: usize,
}

impl<'e> Emitter<'e> {
    fn new(
        program: &'e Program,
        rule: &'e Rule,
        sheet: &'e mut Sheet,
        frames: (usize, usize),
    ) -> Option<Self> {
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
                        let count = At::try_from(sheet.cells.len()).ok()?;
                        sheet.cells.push(0);
                        *selections.get_mut(into.index())? = Some((at, count));
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
        let scope = Scope {
            cells: vec![None; rule.registers.len()],
            loops: vec![false; rule.code.len()],
            ..Scope::default()
        };
        sheet.selections = sheet.selections.max(selections.len());
        Some(Self {
            program,
            rule,
            sheet,
            frames,
            code: Code::default(),
            scope,
            writers,
            selections,
            gathers,
            constants: HashMap::new(),
            depths,
            types: vec![rule.subject],
            depth: 0,
        })
    }

    fn rule(mut self) -> Option<Code> {
        for instr in &self.rule.code {
            match *instr {
                Instr::Decide { condition } => self.require(condition)?,
                Instr::Effect { case, guard, value } => {
                    let before = self.scope.mark();
                    let mut exits = Vec::new();
                    if let Some(guard) = guard {
                        self.unless(guard, &mut exits)?;
                    }
                    let value = match value {
                        Some(value) => Some(self.value(value)?),
                        None => None,
                    };
                    self.push(Op::Apply { case, value });
                    self.land(&exits)?;
                    self.scope.back_to(before);
                }
                _ => {}
            }
        }
        self.push(Op::End);
        Some(self.code)
    }

    fn push(&mut self, op: Op) {
        self.code.ops.push(op);
    }

    fn here(&self) -> Option<To> {
        To::try_from(self.code.ops.len()).ok()
    }

    /// Makes the steps at `exits` lead to what comes next.
    fn land(&mut self, exits: &[usize]) -> Option<()> {
        let here = self.here()?;
        for exit in exits {
            match self.code.ops.get_mut(*exit)? {
                Op::Unless { to, .. } | Op::If { to, .. } | Op::Jump { to } => *to = here,
                _ => return None,
            }
        }
        Some(())
    }

    /// A cell of its own. Rules whose parts would have to be worked out in too many places have no quick code.
    fn fresh(&mut self, cell: i64) -> Option<At> {
        let size = self.code.ops.len() + self.code.tests.len();
        if size > MOST_CODE + 4 * self.rule.code.len() {
            return None;
        }
        let at = At::try_from(self.sheet.cells.len()).ok()?;
        self.sheet.cells.push(cell);
        Some(at)
    }

    fn constant(&mut self, value: i64) -> Option<At> {
        if let Some(at) = self.constants.get(&value) {
            return Some(*at);
        }
        let at = self.fresh(value)?;
        self.constants.insert(value, at);
        Some(at)
    }

    fn constant_of(&self, id: ConstId) -> Option<i64> {
        let value = self.program.constants.get(id.index()).and_then(|value| i64::try_from(*value).ok());
        value.filter(|value| *value >= LEAST)
    }

    /// So many cells that change with the reference date only.
    fn dated(&mut self, what: Dated, count: usize) -> Option<At> {
        if let Some((at, _)) = self.sheet.dated.iter().find(|(_, known)| *known == what) {
            return Some(*at);
        }
        let at = self.fresh(MISSING)?;
        (1..count).try_for_each(|_| self.fresh(MISSING).map(|_| ()))?;
        self.sheet.dated.push((at, what));
        Some(at)
    }

    fn tests(&mut self, tests: &[Test]) -> Option<Tests> {
        let first = u32::try_from(self.code.tests.len()).ok()?;
        self.code.tests.extend_from_slice(tests);
        Some(Tests { first, count: u32::try_from(tests.len()).ok()? })
    }

    /// Where the slots of the record in a frame stand.
    fn frame(&self, frame: u8) -> Option<At> {
        let (subject, member) = self.frames;
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
        *self.scope.cells.get(reg.index())?
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
        self.scope.note(reg, at)?;
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
