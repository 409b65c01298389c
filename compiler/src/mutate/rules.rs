//! Small changes of rules and definitions.

use super::{Edit, Kind, Mutation, Part, expression, periods};
use crate::model::{Definition, DefinitionId, Effect, Expr, ExprKind, Let, Model, Relation, Rule, RuleId};
use crate::regions::View;
use qingce_grammar::{Language, Message};

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
        for (change, new) in other_effects(effect, &rule.lets, model) {
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

fn other_effects(effect: &Effect, lets: &[Let], model: &Model) -> Vec<(Message, Effect)> {
    match effect {
        // What another document sets is granted as it says, however this is worded.
        Effect::Grant(amount, _) | Effect::Ceiling(amount, _) if is_delegated(model, lets, amount) => {
            Vec::new()
        }
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

/// Whether an amount hangs on a standard that another document sets.
fn is_delegated(model: &Model, lets: &[Let], amount: &Expr) -> bool {
    fn names(model: &Model, expr: &Expr) -> bool {
        let own = match &expr.kind {
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => model.standards.get(id.0),
            _ => None,
        };
        let own = own.is_some_and(|standard| standard.delegated.is_some());
        own || expr.children().into_iter().any(|(part, _)| names(model, part))
    }
    names(model, &View { model, lets }.plain(amount, 0))
}

/// Each relation left out; what holds both ways is left out of both rules, at the one declared later.
fn relations(id: RuleId, rule: &Rule, model: &Model) -> Vec<(Edit, Vec<Part>)> {
    let mut found = Vec::new();
    for (relation, other) in &rule.relations {
        let Some(named) = model.rules.get(other.0) else { continue };
        let (zh, en) = (relation.keyword(Language::Chinese), relation.keyword(Language::English));
        if relation.is_mutual() && id < *other {
            continue;
        }
        if *relation == Relation::Combines {
            // That both are given is what they are without it; so one of them is to be chosen instead.
            let change = Message::new(
                format!("「{zh} {}」 → 不得重复享受", named.name),
                format!("「{en} {}」 → excludes", named.name),
            );
            let edit = Edit { kind: Kind::Relation, place: rule.place, change };
            let parts = vec![instead(id, rule, *other), instead(*other, named, id)];
            found.push((edit, parts));
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

/// A rule that excludes another one with which it could be had together.
fn instead(id: RuleId, rule: &Rule, other: RuleId) -> Part {
    let mut changed = rule.clone();
    let both = changed.relations.iter_mut().filter(|one| **one == (Relation::Combines, other));
    both.for_each(|one| one.0 = Relation::Excludes);
    Part::Rule(id, Box::new(changed))
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
