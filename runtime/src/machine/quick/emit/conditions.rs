//! Conditions: what can be tested at once goes first, the rest after it, and only if that isn't settled by then.

use super::Emitter;
use crate::machine::quick::code::{At, Op, Test};
use crate::machine::quick::tests::{flipped, merged, of_compare, of_set, of_truth};
use crate::program::{CellType, Compare, Instr, Reg};
use crate::row::MISSING;

/// The most parts that a condition is taken apart into; what is left stays together.
const MOST_PARTS: usize = 64;

/// The parts of a condition.
struct Parts {
    /// Those that can be tested at once.
    tests: Vec<Test>,
    rest: Vec<Reg>,
}

impl Emitter<'_> {
    /// The rule doesn't apply unless a condition holds.
    pub(super) fn require(&mut self, condition: Reg) -> Option<()> {
        let parts = self.parts(condition, true);
        if !parts.tests.is_empty() {
            let tests = self.tests(&parts.tests)?;
            self.push(Op::Require(tests));
        }
        for reg in parts.rest {
            let test = self.leaf(reg)?;
            let tests = self.tests(&[test])?;
            self.push(Op::Require(tests));
        }
        Some(())
    }

    /// Goes on elsewhere unless a condition holds; the steps that do so are added to `exits`.
    pub(super) fn unless(&mut self, condition: Reg, exits: &mut Vec<usize>) -> Option<()> {
        let parts = self.parts(condition, true);
        if !parts.tests.is_empty() {
            self.leave(&parts.tests, exits)?;
        }
        for reg in parts.rest {
            let test = self.leaf(reg)?;
            self.leave(&[test], exits)?;
        }
        Some(())
    }

    fn leave(&mut self, tests: &[Test], exits: &mut Vec<usize>) -> Option<()> {
        let tests = self.tests(tests)?;
        exits.push(self.code.ops.len());
        self.push(Op::Unless { tests, to: 0 });
        Some(())
    }

    /// The cell of a condition.
    pub(super) fn truth(&mut self, reg: Reg) -> Option<At> {
        let dst = self.fresh(MISSING)?;
        let all = !matches!(self.writer(reg)?, Instr::Or { .. });
        let parts = self.parts(reg, all);
        let part = |tests| if all { Op::All { dst, tests } } else { Op::Any { dst, tests } };
        let before = self.scope.mark();
        let mut exits = Vec::new();
        let mut rest = parts.rest.into_iter();
        if !parts.tests.is_empty() {
            let tests = self.tests(&parts.tests)?;
            self.push(part(tests));
        } else {
            let first = rest.next().map(|reg| self.leaf(reg)).unwrap_or(None)?;
            let tests = self.tests(&[first])?;
            self.push(part(tests));
        }
        for reg in rest {
            // Settled by what came before?
            let tests = self.tests(&[of_truth(dst)])?;
            exits.push(self.code.ops.len());
            self.push(if all { Op::Unless { tests, to: 0 } } else { Op::If { tests, to: 0 } });
            let test = self.leaf(reg)?;
            let tests = self.tests(&[test])?;
            self.push(part(tests));
        }
        self.land(&exits)?;
        self.scope.back_to(before);
        Some(dst)
    }

    /// The parts of what an `And` (an `Or`, if not `all`) joins.
    fn parts(&self, condition: Reg, all: bool) -> Parts {
        let mut parts = Parts { tests: Vec::new(), rest: Vec::new() };
        let mut open = vec![condition];
        let mut seen = 0;
        while let Some(reg) = open.pop() {
            seen += 1;
            match self.writer(reg) {
                Some(Instr::And { a, b, .. }) if all && seen < MOST_PARTS => open.extend([b, a]),
                Some(Instr::Or { a, b, .. }) if !all && seen < MOST_PARTS => open.extend([b, a]),
                _ => match self.test(reg) {
                    Some(test) => parts.tests.push(test),
                    None => parts.rest.push(reg),
                },
            }
        }
        if all {
            parts.tests = merged(parts.tests);
        }
        parts
    }

    /// The tests that a condition comes to, if all of it can be tested at once.
    pub(super) fn all_tests(&self, condition: Reg) -> Option<Vec<Test>> {
        let parts = self.parts(condition, true);
        parts.rest.is_empty().then_some(parts.tests)
    }

    /// The test of a part, which is worked out if need be.
    fn leaf(&mut self, reg: Reg) -> Option<Test> {
        if let Some(test) = self.test(reg) {
            return Some(test);
        }
        match self.writer(reg)? {
            Instr::Not { a, .. } => {
                let a = self.value(a)?;
                Some(flipped(of_truth(a)))
            }
            // What is worked out here is known.
            Instr::Surely { a, .. } => self.value(a).map(of_truth),
            Instr::Empty { selection, .. } => {
                self.selection(selection).and_then(|count| of_compare(count, Compare::Equal, 0))
            }
            _ => self.value(reg).map(of_truth),
        }
    }

    /// The test of a condition that can be tested at once.
    pub(super) fn test(&self, reg: Reg) -> Option<Test> {
        if let Some(at) = self.known(reg) {
            return (self.rule.registers.get(reg.index()) == Some(&CellType::Truth)).then(|| of_truth(at));
        }
        match self.writer(reg)? {
            Instr::Load { frame, slot, .. } => {
                let truth = self.rule.registers.get(reg.index()) == Some(&CellType::Truth);
                self.slot(frame, slot).filter(|_| truth).map(of_truth)
            }
            Instr::Compare { a, b, how, .. } => match (self.place(a), self.number_of(b)) {
                (Some(at), Some(number)) => of_compare(at, how, number),
                _ => of_compare(self.place(b)?, mirrored(how), self.number_of(a)?),
            },
            Instr::Contains { set, option, .. } if self.few_options(option) => {
                let set = u64::try_from(self.number_of(set)?).ok()?;
                self.place(option).map(|at| of_set(at, set))
            }
            Instr::Not { a, .. } => self.test(a).map(flipped),
            Instr::Surely { a, .. } => self.test(a),
            Instr::Empty { selection, .. } => {
                let made = self.made(selection)?;
                of_compare(made, Compare::Equal, 0)
            }
            _ => None,
        }
    }

    /// Where a register stands that need not be worked out.
    fn place(&self, reg: Reg) -> Option<At> {
        match self.writer(reg)? {
            Instr::Load { frame, slot, .. } => self.slot(frame, slot),
            _ => self.known(reg),
        }
    }

    fn number_of(&self, reg: Reg) -> Option<i64> {
        match self.writer(reg)? {
            Instr::Const { constant, .. } => self.constant_of(constant),
            _ => None,
        }
    }
}

/// The comparison with its sides changed over.
fn mirrored(how: Compare) -> Compare {
    match how {
        Compare::Equal => Compare::Equal,
        Compare::NotEqual => Compare::NotEqual,
        Compare::Less => Compare::Greater,
        Compare::LessOrEqual => Compare::GreaterOrEqual,
        Compare::Greater => Compare::Less,
        Compare::GreaterOrEqual => Compare::LessOrEqual,
    }
}
