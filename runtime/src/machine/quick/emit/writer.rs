//! The sheet that is being written, and what has been worked out in it so far.

use super::super::code::{At, Condition, Dated, Entry, List, Op, Sheet, Test, Walk};
use super::super::tests::Tests;
use super::{Emitter, WORTH_PASSING_OVER};
use crate::machine::causes::MAX_DEPTH;
use crate::program::{Day, Program, Reg, RuleId};
use crate::row::MISSING;
use std::collections::HashMap;

/// What has been worked out where the writer stands.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Of the rule at hand, by register.
    pub(super) cells: HashMap<Reg, At>,
    /// Of the rule at hand, by the place of their `Each`: where the loops that were run count.
    pub(super) loops: HashMap<usize, At>,
    /// Steps, with their own cell left open.
    pub(super) steps: HashMap<Op, At>,
    /// The bits of tests that were made of what was worked out.
    pub(super) tests: HashMap<(Test, u32), u64>,
    /// By the cell of a list: the walk over it.
    pub(super) walks: HashMap<At, u32>,
    /// What was added, in order.
    added: Vec<Added>,
}

#[derive(Debug, Clone, Copy)]
enum Added {
    Cell(Reg),
    Loop(usize),
    Step(Op),
    Test((Test, u32)),
    Walk(At),
}

impl Scope {
    pub(super) fn note(&mut self, reg: Reg, at: At) {
        self.cells.insert(reg, at);
        self.added.push(Added::Cell(reg));
    }

    pub(super) fn made(&mut self, begin: usize, count: At) {
        self.loops.insert(begin, count);
        self.added.push(Added::Loop(begin));
    }

    pub(super) fn step(&mut self, op: Op, at: At) {
        self.steps.insert(op, at);
        self.added.push(Added::Step(op));
    }

    fn test(&mut self, test: (Test, u32), bit: u64) {
        self.tests.insert(test, bit);
        self.added.push(Added::Test(test));
    }

    pub(super) fn walk(&mut self, list: At, walk: u32) {
        self.walks.insert(list, walk);
        self.added.push(Added::Walk(list));
    }

    pub(super) fn mark(&self) -> usize {
        self.added.len()
    }

    /// Forgets what was added since a mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        for added in self.added.drain(mark..) {
            match added {
                Added::Cell(reg) => _ = self.cells.remove(&reg),
                Added::Loop(begin) => _ = self.loops.remove(&begin),
                Added::Step(op) => _ = self.steps.remove(&op),
                Added::Test(test) => _ = self.tests.remove(&test),
                Added::Walk(list) => _ = self.walks.remove(&list),
            }
        }
    }
}

/// Writes a sheet.
pub(super) struct Writer<'w> {
    pub(super) program: &'w Program,
    pub(super) sheet: Sheet,
    /// How many slots the subject has, and how many a member at most.
    pub(super) frames: (usize, usize),
    pub(super) scope: Scope,
    pub(super) constants: HashMap<i64, At>,
    /// By word: the tests of what is known from the beginning, in the order of their bits.
    pub(super) words: Vec<Vec<Test>>,
    /// By walk: its tests.
    pub(super) walks: Vec<Vec<Test>>,
    /// How many bits the other tests of the last word took.
    pub(super) later: u32,
    /// By rule that others ask for: where it stands whether it applies.
    pub(super) standings: HashMap<RuleId, At>,
}

impl<'w> Writer<'w> {
    pub(super) fn new(program: &'w Program, frames: (usize, usize)) -> Self {
        let cells = vec![MISSING; frames.0 + MAX_DEPTH * frames.1];
        Self {
            program,
            sheet: Sheet { cells, ..Sheet::default() },
            frames,
            scope: Scope::default(),
            constants: HashMap::new(),
            words: Vec::new(),
            walks: Vec::new(),
            later: 0,
            standings: HashMap::new(),
        }
    }

    /// Adds a rule.
    pub(super) fn rule(&mut self, id: RuleId, asked: bool) {
        let Some(rule) = self.program.rule(id) else { return };
        let Ok(place) = u32::try_from(self.sheet.rules.len()) else { return };
        let (whole, own) = (self.program.effective, rule.effective);
        let standing = if asked { self.fresh() } else { None };
        self.standings.extend(standing.map(|at| (id, at)));
        self.sheet.once |= rule.once.is_some();
        self.sheet.more |= rule.once.is_some() || rule.combines();
        self.sheet.rules.push(Entry {
            id,
            from: whole.from.max(own.from),
            to: whole.to.unwrap_or(Day::MAX).min(own.to.unwrap_or(Day::MAX)),
            standing,
            combines: rule.combines(),
            once: rule.once,
            condition: Condition::default(),
            left: false,
            bits: 0,
            cases: Vec::new(),
        });
        let (begin, before) = (self.sheet.ops.len(), self.scope.mark());
        let written = Emitter::new(self, rule).and_then(Emitter::rule);
        // What hangs on registers of this rule means nothing to the next one.
        self.scope.cells.clear();
        self.scope.loops.clear();
        if let Some(entry) = self.sheet.rules.last_mut() {
            entry.left = written.is_none();
            (entry.condition, entry.bits, entry.cases) = written.unwrap_or_default();
            if entry.left {
                self.sheet.ops.truncate(begin);
                self.scope.back_to(before);
            }
        }
        let dated = own.from > whole.from || own.to.is_some_and(|to| whole.to.is_none_or(|last| to < last));
        let steps = self.sheet.ops.get(begin..).unwrap_or_default();
        if dated && steps.iter().map(|op| op.cost()).sum::<u32>() >= WORTH_PASSING_OVER {
            let over = u32::try_from(steps.len()).unwrap_or(u32::MAX);
            self.sheet.ops.insert(begin, Op::InForce { rule: place, over });
            self.scope.back_to(before);
        }
        if asked {
            self.sheet.ops.push(Op::Stand(place));
        }
    }

    /// A cell of its own.
    pub(super) fn fresh(&mut self) -> Option<At> {
        let at = At::try_from(self.sheet.cells.len()).ok()?;
        self.sheet.cells.push(MISSING);
        Some(at)
    }

    pub(super) fn constant(&mut self, value: i64) -> Option<At> {
        if let Some(at) = self.constants.get(&value) {
            return Some(*at);
        }
        let at = self.fresh()?;
        *self.sheet.cells.last_mut()? = value;
        self.constants.insert(value, at);
        Some(at)
    }

    /// So many cells that change with the reference date only.
    pub(super) fn dated(&mut self, what: Dated, count: usize) -> Option<At> {
        if let Some((at, _)) = self.sheet.dated.iter().find(|(_, known)| *known == what) {
            return Some(*at);
        }
        let at = self.fresh()?;
        (1..count).try_for_each(|_| self.fresh().map(|_| ()))?;
        self.sheet.dated.push((at, what));
        Some(at)
    }

    /// The condition that some tests come to; those of what is worked out are made here.
    pub(super) fn condition(&mut self, tests: &[Test]) -> Option<Condition> {
        if tests.is_empty() {
            return Some(Condition::default());
        }
        let word = self.word(tests.len())?;
        let mut bits = 0;
        for test in tests {
            bits |= if self.known_from_the_beginning(test.cell) {
                self.first(*test)?
            } else {
                self.made(*test, word)?
            };
        }
        Some(Condition { word, bits })
    }

    /// The word at hand, a new one if there isn't room for so many tests; `None` if no word has.
    pub(super) fn word(&mut self, room: usize) -> Option<u32> {
        let taken = self.words.last().map_or(64, Vec::len) + usize::try_from(self.later).ok()?;
        if taken + room > 64 {
            self.words.push(Vec::new());
            self.later = 0;
        }
        (room <= 64).then_some(u32::try_from(self.words.len()).ok()?.checked_sub(1)?)
    }

    fn known_from_the_beginning(&self, cell: At) -> bool {
        usize::try_from(cell).is_ok_and(|cell| cell < self.frames.0)
    }

    /// The bit of a test of what is known from the beginning.
    fn first(&mut self, test: Test) -> Option<u64> {
        bit_of(self.words.last_mut()?, test)
    }

    /// The bit of a test of something worked out.
    pub(super) fn made(&mut self, test: Test, word: u32) -> Option<u64> {
        if let Some(bit) = self.scope.tests.get(&(test, word)) {
            return Some(*bit);
        }
        self.later += 1;
        let bit = 1u64.checked_shl(64u32.checked_sub(self.later)?)?;
        let place = u32::try_from(self.sheet.later.len()).ok()?;
        self.sheet.later.push((test, Condition { word, bits: bit }));
        self.push(Op::Test(place));
        self.scope.test((test, word), bit);
        Some(bit)
    }

    pub(super) fn push(&mut self, op: Op) {
        self.sheet.ops.push(op);
    }

    /// The cell of a step, which is added unless it was done before.
    pub(super) fn step(&mut self, op: impl Fn(At) -> Op) -> Option<At> {
        let open = op(0);
        if let Some(at) = self.scope.steps.get(&open) {
            return Some(*at);
        }
        let dst = self.fresh()?;
        self.push(op(dst));
        self.scope.step(open, dst);
        Some(dst)
    }

    /// The walk over a list that has room for so many tests, which is added unless there is one.
    pub(super) fn walk(&mut self, list: List, room: usize) -> Option<usize> {
        let known = self.scope.walks.get(&list.cell).and_then(|at| usize::try_from(*at).ok());
        if let Some(at) = known.filter(|at| self.walks.get(*at).is_some_and(|tests| tests.len() + room <= 64))
        {
            return Some(at);
        }
        let at = self.sheet.walks.len();
        self.sheet.walks.push(Walk { list, tests: Tests::default(), asks: Vec::new() });
        self.walks.push(Vec::new());
        let op = u32::try_from(at).ok()?;
        self.push(Op::Walk(op));
        if known.is_none() {
            self.scope.walk(list.cell, op);
        }
        (room <= 64).then_some(at)
    }

    /// The bits of tests that a walk holds against each member.
    pub(super) fn bits(&mut self, walk: usize, tests: &[Test]) -> Option<u64> {
        let known = self.walks.get_mut(walk)?;
        tests.iter().try_fold(0, |bits, test| Some(bits | bit_of(known, *test)?))
    }
}

/// The bit of a test, which is added unless it is there.
fn bit_of(tests: &mut Vec<Test>, test: Test) -> Option<u64> {
    let place = tests.iter().position(|known| *known == test).unwrap_or(tests.len());
    if place == tests.len() {
        tests.push(test);
    }
    1u64.checked_shl(u32::try_from(place).ok()?)
}
