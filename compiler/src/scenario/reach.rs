//! What no scenario reaches: rules that none expects anything of, cases that none ends in, dated values that none uses.

use super::ScenarioResult;
use crate::lower::tables::day;
use crate::model::{Dated, Model, RuleId};
use qingce_grammar::{Message, Place};
use qingce_runtime::program::{Instr, Rule, StandardId};
use qingce_runtime::{Outcome, Program};
use std::collections::BTreeSet;

/// Something that no scenario reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreached {
    /// What it is, in words.
    pub what: Message,
    /// Where it is declared.
    pub place: Place,
}

#[derive(Default)]
struct Reached {
    rules: BTreeSet<String>,
    cases: BTreeSet<(String, usize)>,
    /// Standards and scales with the days on which rules that use them were decided.
    standards: BTreeSet<(u16, i32)>,
    scales: BTreeSet<(u16, i32)>,
}

/// What the scenarios that were run leave out of the outermost layer.
///
/// A rule is reached by an expectation of it; a case if such a rule ended in it; a dated value of a standard or scale if a rule
/// that uses it was expected to be decided on a day on which that value is in force.
pub fn unreached(model: &Model, program: &Program, results: &[ScenarioResult]) -> Vec<Unreached> {
    let mut reached = Reached::default();
    for result in results {
        for check in &result.checks {
            enter(program, result, &check.rule, &mut reached);
        }
    }
    let mut left = Vec::new();
    let layer = model.outermost();
    for (id, written) in model.rules.iter().enumerate() {
        if written.layer == layer {
            rule(model, program, RuleId(id), &reached, &mut left);
        }
    }
    for (id, standard) in model.standards.iter().enumerate() {
        values(
            ("标准", "the value of"),
            (&standard.name, id),
            (&standard.values, layer),
            &reached.standards,
            &mut left,
        );
    }
    for (id, scale) in model.scales.iter().enumerate() {
        values(
            ("分档", "the table of"),
            (&scale.name, id),
            (&scale.values, layer),
            &reached.scales,
            &mut left,
        );
    }
    left
}

fn enter(program: &Program, result: &ScenarioResult, rule: &str, reached: &mut Reached) {
    reached.rules.insert(rule.to_owned());
    let Some(decision) = result.decisions.iter().find(|decision| decision.rule == rule) else { return };
    if let Outcome::Applies { case, .. } = decision.outcome {
        reached.cases.insert((rule.to_owned(), case));
    }
    let out_of_force = matches!(decision.outcome, Outcome::NotInForce { standard: None });
    let Some(date) = result.reference_date.filter(|_| !out_of_force) else { return };
    let Some(code) = program.rules.iter().find(|one| one.name == rule) else { return };
    for instr in &code.code {
        match instr {
            Instr::Standard { standard: StandardId(id), .. }
            | Instr::StandardBy { standard: StandardId(id), .. } => {
                reached.standards.insert((*id, day(date)));
            }
            Instr::Scale { scale, .. } => {
                // A scale stands once for each number of decimals that it is read at; all are the model's one.
                let name = program.scales.get(scale.index()).map(|scale| &scale.name);
                let own = program.scales.iter().position(|scale| Some(&scale.name) == name);
                if let Some(Ok(id)) = own.map(u16::try_from) {
                    reached.scales.insert((id, day(date)));
                }
            }
            _ => {}
        }
    }
}

fn rule(model: &Model, program: &Program, id: RuleId, reached: &Reached, left: &mut Vec<Unreached>) {
    let Some(written) = model.rules.get(id.0) else { return };
    let name = &written.name;
    if !reached.rules.contains(name) {
        let what = Message::new(format!("规则「{name}」"), format!("the rule 「{name}」"));
        left.push(Unreached { what, place: written.place });
        return;
    }
    let cases = program.rules.iter().find(|one: &&Rule| one.name == *name).map(|one| one.cases.as_slice());
    let Some(cases) = cases.filter(|cases| cases.len() > 1) else { return };
    for (number, case) in cases.iter().enumerate() {
        if !reached.cases.contains(&(name.clone(), number)) {
            let title = &case.title;
            let what = Message::new(
                format!("规则「{name}」的情形「{title}」"),
                format!("the case 「{title}」 of the rule 「{name}」"),
            );
            left.push(Unreached { what, place: written.place });
        }
    }
}

fn values<V>(
    (zh, en): (&str, &str),
    (name, id): (&str, usize),
    (values, layer): (&[Dated<V>], usize),
    reached: &BTreeSet<(u16, i32)>,
    left: &mut Vec<Unreached>,
) {
    let id = u16::try_from(id).unwrap_or(u16::MAX);
    for dated in values.iter().filter(|dated| dated.layer == layer) {
        let last = dated.to.map_or(i32::MAX, day);
        if reached.range((id, day(dated.from))..=(id, last)).next().is_none() {
            let from = dated.from;
            let what = Message::new(
                format!("{zh}「{name}」自 {from} 起的数值"),
                format!("{en} 「{name}」 from {from}"),
            );
            left.push(Unreached { what, place: dated.place });
        }
    }
}
