//! Periods in force a day longer or shorter.

use super::expression::days_beside;
use super::{Edit, Kind, Mutation, Part};
use crate::model::{Dated, Model, Rule, RuleId};
use chrono::NaiveDate;
use qingce_grammar::{Message, Place};

pub(super) fn begins(place: Place, old: NaiveDate, new: NaiveDate) -> Edit {
    let change = Message::new(format!("自 {old} → 自 {new}"), format!("from {old} → from {new}"));
    Edit { kind: Kind::Period, place, change }
}

pub(super) fn ends(place: Place, old: NaiveDate, new: NaiveDate) -> Edit {
    let change = Message::new(format!("至 {old} → 至 {new}"), format!("to {old} → to {new}"));
    Edit { kind: Kind::Period, place, change }
}

/// The whole policy's period, which rules without one of their own share.
pub(super) fn of_policy(model: &Model) -> Vec<Mutation> {
    let Some(policy) = &model.policy else { return Vec::new() };
    let within = Message::new("政策的施行期间", "the policy's period in force");
    let layer = model.outermost();
    let changed = |edit: Edit, like: &dyn Fn(&Rule) -> bool, set: &dyn Fn(&mut Rule), head| {
        let sharing = model.rules.iter().enumerate().filter(|(_, rule)| rule.layer == layer && like(rule));
        let rules = sharing.map(|(id, rule)| {
            let mut rule = rule.clone();
            set(&mut rule);
            Part::Rule(RuleId(id), Box::new(rule))
        });
        edit.of(within.clone(), std::iter::once(Part::Policy(head)).chain(rules).collect())
    };
    let mut found = Vec::new();
    // What the head of a supplement or an amendment says is its own period; the policy's is the smallest that holds all.
    if layer == 0 {
        for new in days_beside(policy.from) {
            let mut head = policy.clone();
            head.from = new;
            let edit = begins(policy.place, policy.from, new);
            found.push(changed(edit, &|rule| rule.from == policy.from, &|rule| rule.from = new, head));
        }
        for (old, new) in policy.to.into_iter().flat_map(|old| days_beside(old).map(move |new| (old, new))) {
            let mut head = policy.clone();
            head.to = Some(new);
            let edit = ends(policy.place, old, new);
            found.push(changed(edit, &|rule| rule.to == policy.to, &|rule| rule.to = Some(new), head));
        }
    }
    found
}

/// The days on which values begin or end. Where one ends on the day before the next begins, both move.
pub(super) fn of_values<V: Clone>(values: &[Dated<V>], layer: usize) -> Vec<(Edit, Vec<Dated<V>>)> {
    let mut found = Vec::new();
    for (nth, dated) in values.iter().enumerate().filter(|(_, dated)| dated.layer == layer) {
        let day_before = dated.from.pred_opt();
        for new in days_beside(dated.from) {
            let mut changed = values.to_vec();
            let before = changed.iter_mut().filter(|other| other.to.is_some() && other.to == day_before);
            before.for_each(|other| other.to = new.pred_opt());
            changed.get_mut(nth).into_iter().for_each(|own| own.from = new);
            found.push((begins(dated.place, dated.from, new), changed));
        }
        let Some(to) = dated.to else { continue };
        let next = to.succ_opt();
        if values.iter().any(|other| Some(other.from) == next) {
            continue;
        }
        for new in days_beside(to) {
            let mut changed = values.to_vec();
            changed.get_mut(nth).into_iter().for_each(|own| own.to = Some(new));
            found.push((ends(dated.place, to, new), changed));
        }
    }
    found
}

/// The days on which a rule that has a period of its own begins or ends.
pub(super) fn of_rule(rule: &Rule, model: &Model) -> Vec<(Edit, Rule)> {
    let policy = model.policy.as_ref();
    let shared = model.outermost() == 0;
    let own_from = !shared || policy.is_some_and(|policy| policy.from != rule.from);
    let own_to = !shared || policy.is_some_and(|policy| policy.to != rule.to);
    let mut found = Vec::new();
    for new in days_beside(rule.from).filter(|_| own_from) {
        found.push((begins(rule.place, rule.from, new), Rule { from: new, ..rule.clone() }));
    }
    for (old, new) in
        rule.to.into_iter().filter(|_| own_to).flat_map(|old| days_beside(old).map(move |new| (old, new)))
    {
        found.push((ends(rule.place, old, new), Rule { to: Some(new), ..rule.clone() }));
    }
    found
}
