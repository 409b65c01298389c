//! A policy's program as its texts are now, and how its scenarios come out under it.

use super::View;
use qingce_compiler::scenario::{ScenarioResult, run_scenarios};
use qingce_compiler::{Analysis, PolicyText, lower};
use qingce_grammar::Severity;
use qingce_runtime::Verified;

/// A program with how the policy's scenarios come out under it.
#[derive(Debug)]
pub struct Ran {
    /// The program.
    pub program: Verified,
    /// One entry a scenario of the policy itself.
    pub results: Vec<ScenarioResult>,
}

impl Ran {
    /// Makes the program and runs the scenarios; `None` if faults keep the policy from running.
    pub fn of(text: &PolicyText, analysis: &Analysis) -> Option<Self> {
        let program = program(text, analysis)?;
        let results = run_scenarios(&analysis.model, &program);
        Some(Self { program, results })
    }

    /// The scenarios that expect something of a rule.
    pub fn about<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a ScenarioResult> {
        self.results.iter().filter(move |result| result.checks.iter().any(|check| check.rule == rule))
    }
}

/// The program of a policy; `None` if faults keep it from running. That a number or a phrase isn't in the cited sentence leaves no
/// doubt what the policy means: while an amount is being changed it still runs.
pub fn program(text: &PolicyText, analysis: &Analysis) -> Option<Verified> {
    let mut errors = analysis.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    if !errors.all(|one| one.code.is_about_source()) {
        return None;
    }
    lower(&analysis.model, text).ok().and_then(|program| Verified::new(program).ok())
}

/// How many faults keep a policy from running.
pub fn faults(view: &View<'_>) -> usize {
    let errors = view.analysis.diagnostics.iter().filter(|one| one.severity == Severity::Error);
    errors.filter(|one| !one.code.is_about_source()).count()
}
