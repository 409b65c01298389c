//! A policy's program as its texts are now, and how its scenarios come out under it.

use super::View;
use qingce_compiler::scenario::{ScenarioResult, run_scenarios};
use qingce_compiler::{Analysis, PolicyText, lower};
use qingce_grammar::{Message, Severity};
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

    /// How the scenarios of a rule come out, in words.
    pub fn of_rule(&self, rule: &str) -> Message {
        let passes = |result: &&ScenarioResult| {
            let mut checks = result.checks.iter().filter(|check| check.rule == rule);
            result.problem.is_none() && checks.all(|check| check.passed)
        };
        let all = self.about(rule).count();
        let failed = all - self.about(rule).filter(passes).count();
        match (all, failed) {
            (0, _) => Message::new("没有案例", "no scenarios"),
            (all, 0) => {
                Message::new(format!("✓ {all} 个案例全部通过"), format!("✓ all {all} scenarios pass"))
            }
            (all, failed) => Message::new(
                format!("✗ {all} 个案例，{failed} 个没有通过"),
                format!("✗ {failed} of {all} scenarios fail"),
            ),
        }
    }

    /// How a scenario comes out, in words; `None` if there is none of this name.
    pub fn of_scenario(&self, name: &str) -> Option<Message> {
        self.results.iter().find(|result| result.name == name).map(scenario)
    }
}

fn scenario(result: &ScenarioResult) -> Message {
    if let Some(problem) = &result.problem {
        return Message::new(format!("✗ {}", problem.zh), format!("✗ {}", problem.en));
    }
    let failed: Vec<_> = result.checks.iter().filter(|check| !check.passed).collect();
    match failed.as_slice() {
        [] => Message::new("✓ 通过", "✓ passes"),
        [first, ..] => {
            let (rule, count) = (&first.rule, failed.len());
            Message::new(
                format!("✗ {count} 项没有通过：{rule} 应得{}，实得{}", first.expected.zh, first.got.zh),
                format!("✗ {count} failed: {rule} expected {}, got {}", first.expected.en, first.got.en),
            )
        }
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
