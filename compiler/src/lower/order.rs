//! The order of rules in a program: each after those that it stands on or is excepted by, else as written.

use crate::model::{Model, Relation, RuleId};

/// All rules, each after those whose outcome it reads.
pub(super) fn order(model: &Model) -> Vec<RuleId> {
    let mut order = Vec::with_capacity(model.rules.len());
    let mut entered = vec![false; model.rules.len()];
    for rule in 0..model.rules.len() {
        enter(model, RuleId(rule), &mut entered, &mut order);
    }
    order
}

/// Enters a rule after those that it reads; rules of which only the higher is given one after the other, so that all of them are
/// settled before others ask. One that is being entered already is left: the analysis refuses cycles.
fn enter(model: &Model, rule: RuleId, entered: &mut [bool], order: &mut Vec<RuleId>) {
    let group: Vec<RuleId> = std::iter::once(rule).chain(model.mutual(rule, Relation::OnlyHigher)).collect();
    let mut new = Vec::new();
    for member in group {
        if entered.get_mut(member.0).is_some_and(|seen| !std::mem::replace(seen, true)) {
            new.push(member);
        }
    }
    new.sort();
    for member in &new {
        for other in model.read_by(*member) {
            enter(model, other, entered, order);
        }
    }
    order.extend(new);
}
