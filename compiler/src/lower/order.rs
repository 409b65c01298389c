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

/// Enters a rule after those that it reads. One that is being entered already is left: the analysis refuses cycles.
fn enter(model: &Model, rule: RuleId, entered: &mut [bool], order: &mut Vec<RuleId>) {
    let Some(seen) = entered.get_mut(rule.0) else { return };
    if std::mem::replace(seen, true) {
        return;
    }
    let relations = model.rules.get(rule.0).map(|rule| rule.relations.as_slice()).unwrap_or_default();
    for (relation, other) in relations {
        if matches!(relation, Relation::StacksOn | Relation::Except) {
            for other in model.with_successors(*other) {
                enter(model, other, entered, order);
            }
        }
    }
    order.push(rule);
}
