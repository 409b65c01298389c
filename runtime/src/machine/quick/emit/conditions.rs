//! Conditions: what can be tested at once goes first, the rest after it, and only if that isn't settled by then.

use super::{Emitter, WORTH_PASSING_OVER};
use crate::machine::quick::code::{At, Op, Test};
use crate::machine::quick::tests::{flipped, merged, of_compare, of_set, of_truth};
use crate::program::{CellType, Compare, Instr, Reg};

/// The most parts that a condition is taken apart into; what is left stays together.
const MOST_PARTS: usize = 64;

/// The parts of a condition.
struct Parts {
    /// Those that can be tested at once.
    tests: Vec<Test>,
    rest: Vec<Reg>,
}

/// What is worked out under a condition.
type Body<'b, 'e, 'w, T> = &'b mut dyn FnMut(&mut Emitter<'e, 'w>) -> Option<T>;

impl<'e, 'w> Emitter<'e, 'w> {
    /// The tests that conditions come to, and what is worked out where all of them hold.
    pub(super) fn under<T>(
        &mut self,
        conditions: &[Reg],
        body: Body<'_, 'e, 'w, T>,
    ) -> Option<(Vec<Test>, T)> {
        let parts = self.parts(conditions, true);
        self.under_parts(parts.tests, &parts.rest, false, body)
    }

    /// The tests of all parts, or of their opposites, and what is worked out where they hold. Every part is under those before.
    fn under_parts<T>(
        &mut self,
        mut tests: Vec<Test>,
        rest: &[Reg],
        opposites: bool,
        body: Body<'_, 'e, 'w, T>,
    ) -> Option<(Vec<Test>, T)> {
        self.unless(&tests.clone(), |emitter| match rest.split_first() {
            None => body(emitter).map(|value| (tests, value)),
            Some((first, rest)) => {
                let more = emitter.leaf(*first)?;
                tests.push(if opposites { flipped(more) } else { more });
                emitter.under_parts(tests, rest, opposites, body)
            }
        })
    }

    /// Works something out that is passed over if one of the tests surely doesn't hold.
    fn unless<T>(&mut self, tests: &[Test], body: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let condition = self.to.condition(tests)?;
        self.guarded(|over| Op::Unless { condition, over }, condition.bits != 0, body)
    }

    /// Works something out that is passed over if all tests hold.
    pub(super) fn when<T>(&mut self, tests: &[Test], body: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let condition = self.to.condition(tests)?;
        self.guarded(|over| Op::When { condition, over }, true, body)
    }

    fn guarded<T>(
        &mut self,
        op: impl FnOnce(u32) -> Op,
        ever: bool,
        body: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let (begin, before) = (self.to.sheet.ops.len(), self.to.scope.mark());
        let value = body(self)?;
        let steps = self.to.sheet.ops.get(begin..)?;
        let cost: u32 = steps.iter().map(|op| op.cost()).sum();
        if ever && cost >= WORTH_PASSING_OVER {
            let over = u32::try_from(steps.len()).ok()?;
            self.to.sheet.ops.insert(begin, op(over));
            self.to.scope.back_to(before);
        }
        Some(value)
    }

    /// The cell of a condition.
    pub(super) fn truth(&mut self, reg: Reg) -> Option<At> {
        let any = matches!(self.writer(reg)?, Instr::Or { .. });
        let parts = self.parts(&[reg], !any);
        // One of them holds unless all their opposites do.
        let tests = if any { parts.tests.into_iter().map(flipped).collect() } else { parts.tests };
        let (tests, ()) = self.under_parts(tests, &parts.rest, any, &mut |_| Some(()))?;
        let condition = self.to.condition(&tests)?;
        self.step(|dst| Op::All { dst, condition, not: any })
    }

    /// The parts of what an `And` (an `Or`, if not `all`) joins, of all conditions together.
    fn parts(&self, conditions: &[Reg], all: bool) -> Parts {
        let mut parts = Parts { tests: Vec::new(), rest: Vec::new() };
        let mut open: Vec<Reg> = conditions.iter().rev().copied().collect();
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
        let parts = self.parts(&[condition], true);
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
            Instr::Empty { selection, .. } => of_compare(self.made(selection)?, Compare::Equal, 0),
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

    pub(super) fn number_of(&self, reg: Reg) -> Option<i64> {
        match self.writer(reg)? {
            Instr::Const { constant, .. } => self.constant_of(constant),
            _ => None,
        }
    }
}

/// The comparison with its sides changed over.
pub(super) fn mirrored(how: Compare) -> Compare {
    match how {
        Compare::Equal => Compare::Equal,
        Compare::NotEqual => Compare::NotEqual,
        Compare::Less => Compare::Greater,
        Compare::LessOrEqual => Compare::GreaterOrEqual,
        Compare::Greater => Compare::Less,
        Compare::GreaterOrEqual => Compare::LessOrEqual,
    }
}
