//! Comparing a decision with what a scenario expects.

use super::{Check, decimal, words};
use crate::model::{Expectation, Expected, FieldId, Model, RuleId, Scenario, Type};
use qingce_grammar::Message;
use qingce_runtime::{Decision, Effect, Outcome, Program};
use std::collections::BTreeSet;

/// One expectation against the decisions of the scenario's record.
pub(super) fn check(
    model: &Model,
    program: &Program,
    scenario: &Scenario,
    expected: &Expectation,
    decisions: &[Decision],
) -> Check {
    let rule = name(model, expected.rule);
    let decision = decisions.iter().find(|decision| decision.rule == rule);
    let fields = match &expected.outcome {
        Expected::Undetermined(paths) => {
            paths.iter().map(|path| field(model, program, scenario, path)).collect()
        }
        _ => BTreeSet::new(),
    };
    Check {
        passed: decision.is_some_and(|decision| {
            holds(model, program, expected, decision, &fields) && had(model, scenario, expected, decision)
        }),
        expected: words::expected(model, expected, &fields),
        got: match decision {
            Some(decision) => words::got(program, decision),
            None => Message::new("没有裁定", "no decision"),
        },
        rule,
        place: expected.place,
        origin: expected.origin.clone(),
    }
}

fn holds(
    model: &Model,
    program: &Program,
    expected: &Expectation,
    decision: &Decision,
    fields: &BTreeSet<String>,
) -> bool {
    let effect = match &decision.outcome {
        Outcome::Applies { effect, .. } => Some(effect),
        _ => None,
    };
    match &expected.outcome {
        Expected::Grant(sum) => {
            matches!(effect, Some(Effect::Grant { amount, .. }) if Some(*amount) == decimal(*sum))
        }
        Expected::Ceiling(sum) => {
            matches!(effect, Some(Effect::Ceiling { at_most, .. }) if Some(*at_most) == decimal(*sum))
        }
        Expected::Delegated => matches!(effect, Some(Effect::Delegated { .. })),
        Expected::Class(option) => {
            let wanted = words::class(model, expected.rule, *option);
            matches!(effect, Some(Effect::Class { option, .. }) if Some(option.as_str()) == wanted)
        }
        Expected::Applies => effect.is_some(),
        Expected::NotApplicable => decision.outcome == Outcome::DoesNotApply,
        Expected::NotInForce => matches!(decision.outcome, Outcome::NotInForce { .. }),
        Expected::AlreadyGranted => matches!(decision.outcome, Outcome::AlreadyGranted { .. }),
        Expected::Undetermined(_) => match &decision.outcome {
            Outcome::Undetermined { missing, .. } => words::fields(program.english, missing) == *fields,
            _ => false,
        },
        Expected::Done => fulfilled(effect) == Some(true),
        Expected::NotDone => fulfilled(effect) == Some(false),
        Expected::OneOf(rules) | Expected::CombinationUnstated(rules) => {
            let told = match &expected.outcome {
                Expected::OneOf(_) => &decision.choose_one_of,
                _ => &decision.combination_unstated,
            };
            let others = rules.iter().filter(|rule| **rule != expected.rule).map(|rule| name(model, *rule));
            effect.is_some() && others.into_iter().all(|other| told.contains(&other))
        }
        Expected::Fails => matches!(decision.outcome, Outcome::Failed { .. }),
    }
}

/// Whether the decision leaves what is expected to be given besides: of two grants that a scenario expects, neither is had
/// instead of the other, unless the scenario says so (择一).
fn had(model: &Model, scenario: &Scenario, expected: &Expectation, decision: &Decision) -> bool {
    let given = |one: &Expectation| {
        matches!(one.outcome, Expected::Grant(_) | Expected::Ceiling(_) | Expected::Delegated)
    };
    let chosen = |other: RuleId| {
        let said = scenario.expected.iter().filter_map(|one| match &one.outcome {
            Expected::OneOf(rules) => Some((one.rule, rules)),
            _ => None,
        });
        let both = [expected.rule, other];
        said.into_iter().any(|(own, rules)| both.iter().all(|one| *one == own || rules.contains(one)))
    };
    let mut besides = scenario.expected.iter().filter(|one| given(one) && one.rule != expected.rule);
    !given(expected)
        || besides.all(|one| !decision.choose_one_of.contains(&name(model, one.rule)) || chosen(one.rule))
}

/// Whether a duty is shown to be done, or a target met.
fn fulfilled(effect: Option<&Effect>) -> Option<bool> {
    match effect? {
        Effect::Duty { done, .. } => *done,
        Effect::Target { met, .. } => *met,
        _ => None,
    }
}

fn name(model: &Model, rule: RuleId) -> String {
    model.rules.get(rule.0).map(|rule| rule.name.clone()).unwrap_or_default()
}

/// A field as decisions name it, list members not told apart.
fn field(model: &Model, program: &Program, scenario: &Scenario, path: &[FieldId]) -> String {
    let mut record = model.records.get(scenario.subject.0);
    let mut named = String::new();
    let mut joint = "";
    for step in path {
        let Some(field) = record.and_then(|record| record.fields.get(step.0)) else { break };
        named.push_str(joint);
        named.push_str(&field.name);
        joint = words::joint(program.english);
        record = match field.ty {
            Type::Record(inner) | Type::List(inner) => model.records.get(inner.0),
            _ => None,
        };
    }
    named
}
