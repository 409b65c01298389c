//! Whether the scenarios notice a change.

use super::twin::decides_alike;
use super::users::Users;
use super::{Kind, Mutation, mutations};
use crate::combination::{Combination, combinations};
use crate::input::PolicyText;
use crate::lower::lower;
use crate::model::{Model, Scenario};
use crate::scenario::passes;
use qingce_grammar::Diagnostic;
use qingce_runtime::program::{Effective, Instr, JointLimit, Rule};
use qingce_runtime::{Machine, Program, Verified};

/// What became of a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// A scenario isn't decided as expected any more: its name.
    Noticed(String),
    /// Checking the changed policy warns of two grants of which nothing is said any more.
    Warned,
    /// It is proven that every record with nothing missing is decided as before.
    Alike,
    /// Every scenario is decided as before, though the policy says something else.
    Unnoticed,
    /// It changes no decision: the program is the same, as far as it is in force.
    Same,
    /// The changed policy doesn't compile.
    Refused(Vec<Diagnostic>),
}

/// A policy with its scenarios, ready to be changed.
#[derive(Debug)]
pub struct Trial<'t> {
    model: Model,
    text: &'t PolicyText,
    program: Program,
    users: Users,
    /// So many pairs of grants of which nothing is said.
    unstated: usize,
}

impl<'t> Trial<'t> {
    /// A trial of a policy that compiles and whose scenarios pass.
    ///
    /// # Errors
    /// Diagnostics of lowering.
    pub fn new(model: &Model, text: &'t PolicyText) -> Result<Self, Vec<Diagnostic>> {
        let program = in_force(lower(model, text)?);
        let (users, unstated) = (Users::of(model), unstated(model));
        Ok(Self { model: model.clone(), text, program, users, unstated })
    }

    /// Every small change of the policy.
    pub fn mutations(&self) -> Vec<Mutation> {
        mutations(&self.model, self.text)
    }

    /// Tries one change.
    pub fn verdict(&mut self, mutation: &Mutation) -> Verdict {
        let mut mutation = mutation.clone();
        let reached = self.users.reached(&mutation.parts);
        mutation.swap(&mut self.model);
        let lowered = lower(&self.model, self.text);
        let verdict = match lowered {
            Err(faults) => Verdict::Refused(faults),
            Ok(program) if in_force(program.clone()) == self.program => Verdict::Same,
            Ok(program) => self.noticed(program, |scenario| {
                scenario.expected.iter().any(|expected| reached.contains(&expected.rule))
            }),
        };
        let relates = mutation.kind == Kind::Relation && verdict == Verdict::Unnoticed;
        let warned = relates && unstated(&self.model) > self.unstated;
        mutation.swap(&mut self.model);
        match verdict {
            Verdict::Unnoticed if warned => Verdict::Warned,
            Verdict::Unnoticed if self.is_alike(&mutation) => Verdict::Alike,
            verdict => verdict,
        }
    }

    /// Whether a change is proven to decide every record with nothing missing as before. What is not proven may do so too.
    pub fn is_alike(&self, mutation: &Mutation) -> bool {
        decides_alike(&self.model, &mutation.parts)
    }

    fn noticed(&self, program: Program, concerned: impl Fn(&Scenario) -> bool) -> Verdict {
        let Ok(program) = Verified::new(program) else { return Verdict::Refused(Vec::new()) };
        let mut machine = Machine::new(&program);
        let layer = self.model.outermost();
        let mut own = self.model.scenarios.iter().filter(|one| one.layer == layer && concerned(one));
        match own.find(|scenario| !passes(&self.model, &program, &mut machine, scenario)) {
            Some(scenario) => Verdict::Noticed(scenario.name.clone()),
            None => Verdict::Unnoticed,
        }
    }
}

fn unstated(model: &Model) -> usize {
    combinations(model).iter().filter(|pair| pair.how == Combination::Missing).count()
}

/// The program with values of standards and scales cut to the days on which a rule that reads them is in force: no decision
/// reads others.
fn in_force(mut program: Program) -> Program {
    let rules = program.rules.clone();
    let within = |reads: &dyn Fn(&Rule) -> bool| {
        let readers = rules.iter().filter(|rule| reads(rule)).map(|rule| rule.effective);
        readers
            .reduce(|a, b| Effective { from: a.from.min(b.from), to: a.to.zip(b.to).map(|(a, b)| a.max(b)) })
    };
    for (id, standard) in program.standards.iter_mut().enumerate() {
        let own = |instr: &Instr| matches!(instr, Instr::Standard { standard, .. } | Instr::StandardBy { standard, .. } if standard.index() == id);
        let limit = |rule: &Rule| matches!(rule.joint_limit, Some(JointLimit::Standard(limit)) if limit.index() == id);
        let whole = within(&|rule| limit(rule) || rule.code.iter().any(own));
        standard.values.retain_mut(|value| whole.is_some_and(|whole| cut(&mut value.effective, whole)));
    }
    for (id, scale) in program.scales.iter_mut().enumerate() {
        let own = |instr: &Instr| matches!(instr, Instr::Scale { scale, .. } if scale.index() == id);
        let whole = within(&|rule| rule.code.iter().any(own));
        scale.tables.retain_mut(|table| whole.is_some_and(|whole| cut(&mut table.effective, whole)));
    }
    program
}

/// Cuts a period to another one; false if they share no day.
fn cut(period: &mut Effective, whole: Effective) -> bool {
    period.from = period.from.max(whole.from);
    period.to = match (period.to, whole.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    period.to.is_none_or(|to| period.from <= to)
}
