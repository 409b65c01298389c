//! Small changes of rules and definitions.

use super::{Edit, Kind, Mutation, Part, expression, periods};
use crate::model::{Definition, DefinitionId, Effect, Expr, Model, Relation, Rule, RuleId};
use qingce_grammar::Message;

pub(super) fn of_definition(id: DefinitionId, definition: &Definition, model: &Model) -> Vec<Mutation> {
    let name = &definition.name;
    let within = Message::new(format!("定义「{name}」"), format!("the definition 「{name}」"));
    let changed = in_expressions(model, definition, Definition::expressions_mut);
    changed
        .into_iter()
        .map(|(edit, definition)| edit.of(within.clone(), vec![Part::Definition(id, definition)]))
        .collect()
}

pub(super) fn of_rule(id: RuleId, rule: &Rule, model: &Model) -> Vec<Mutation> {
    let name = &rule.name;
    let within = Message::new(format!("规则「{name}」"), format!("the rule 「{name}」"));
    let mut changed = in_expressions(model, rule, Rule::expressions_mut);
    changed.extend(whole_condition(rule));
    changed.extend(effects(rule, model));
    changed.extend(once(rule));
    changed.extend(periods::of_rule(rule, model));
    let own = changed.into_iter().map(|(edit, rule)| (edit, vec![Part::Rule(id, Box::new(rule))]));
    own.chain(relations(id, rule, model)).map(|(edit, parts)| edit.of(within.clone(), parts)).collect()
}

/// A declaration with each small change of one of its expressions.
fn in_expressions<D: Clone>(
    model: &Model,
    declaration: &D,
    expressions: fn(&mut D) -> Vec<&mut Expr>,
) -> Vec<(Edit, D)> {
    let mut own = declaration.clone();
    let mut found = Vec::new();
    for (nth, expr) in expressions(&mut own).into_iter().enumerate() {
        for (edit, new) in expression::changes(model, expr) {
            let mut changed = declaration.clone();
            if let Some(place) = expressions(&mut changed).into_iter().nth(nth) {
                *place = new;
                found.push((edit, changed));
            }
        }
    }
    found
}

fn whole_condition(rule: &Rule) -> Option<(Edit, Rule)> {
    let condition = rule.condition.as_ref()?;
    let change = Message::new("去掉整个条件", "the whole condition left out");
    let edit = Edit { kind: Kind::Condition, place: condition.place, change };
    Some((edit, Rule { condition: None, ..rule.clone() }))
}

fn effects(rule: &Rule, model: &Model) -> Vec<(Edit, Rule)> {
    let mut own = rule.clone();
    let mut found = Vec::new();
    for (nth, effect) in own.body.results_mut().into_iter().enumerate() {
        for (change, new) in other_effects(effect, model) {
            let mut changed = rule.clone();
            if let Some(place) = changed.body.results_mut().into_iter().nth(nth) {
                let at = place.value().map_or(rule.place, |value| value.place);
                *place = new;
                found.push((Edit { kind: Kind::Effect, place: at, change }, changed));
            }
        }
    }
    found
}

fn other_effects(effect: &Effect, model: &Model) -> Vec<(Message, Effect)> {
    match effect {
        Effect::Grant(amount, label) => vec![(
            Message::new("给予 → 不高于", "grant → at most"),
            Effect::Ceiling(amount.clone(), label.clone()),
        )],
        Effect::Ceiling(amount, label) => vec![(
            Message::new("不高于 → 给予", "at most → grant"),
            Effect::Grant(amount.clone(), label.clone()),
        )],
        Effect::Classify(list, own) => {
            let options = model.lists.get(list.0).map(|list| list.options.as_slice()).unwrap_or_default();
            let others = options.iter().enumerate().filter(|(option, _)| option != own).take(1);
            others
                .map(|(option, item)| {
                    let name = &item.name;
                    let change = Message::new(format!("认定为 {name}"), format!("classified as {name}"));
                    (change, Effect::Classify(*list, option))
                })
                .collect()
        }
        // What these say is text; a scenario can only say that they apply.
        Effect::Delegated(_) | Effect::Duty(..) | Effect::Target(..) | Effect::Said(..) => Vec::new(),
    }
}

/// Each relation left out; what holds both ways is left out of both rules, at the one declared later.
fn relations(id: RuleId, rule: &Rule, model: &Model) -> Vec<(Edit, Vec<Part>)> {
    let mut found = Vec::new();
    for (relation, other) in &rule.relations {
        let Some(named) = model.rules.get(other.0) else { continue };
        let (zh, en) = match relation {
            Relation::StacksOn => ("叠加于", "stacks on"),
            Relation::Except => ("除外", "except"),
            Relation::Excludes => ("不得重复享受", "not together with"),
            Relation::OnlyHigher => ("就高不重复", "only the higher with"),
            Relation::Within => ("连同", "together with"),
            Relation::Unstated => ("并享未明", "combination unstated with"),
            // That both are given is what they are without it.
            Relation::Combines => continue,
        };
        if relation.is_mutual() && id < *other {
            continue;
        }
        let (zh, en) = (format!("去掉「{zh} {}」", named.name), format!("without 「{en} {}」", named.name));
        let edit = Edit { kind: Kind::Relation, place: rule.place, change: Message::new(zh, en) };
        let mut parts = vec![without(id, rule, *relation, *other)];
        if relation.is_mutual() {
            parts.push(without(*other, named, *relation, id));
        }
        found.push((edit, parts));
    }
    found
}

/// A rule without one of its relations; a joint ceiling goes with the last rule that it names.
fn without(id: RuleId, rule: &Rule, relation: Relation, other: RuleId) -> Part {
    let mut changed = rule.clone();
    changed.relations.retain(|one| *one != (relation, other));
    if !changed.relations.iter().any(|(how, _)| *how == Relation::Within) {
        changed.joint_ceiling = None;
    }
    Part::Rule(id, Box::new(changed))
}

fn once(rule: &Rule) -> Option<(Edit, Rule)> {
    rule.once.as_ref()?;
    let change = Message::new("去掉「一次性」", "once only left out");
    let edit = Edit { kind: Kind::Once, place: rule.place, change };
    Some((edit, Rule { once: None, ..rule.clone() }))
}
