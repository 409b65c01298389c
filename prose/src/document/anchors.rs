//! Where on a page each declaration of a policy is told.

use qingce_compiler::model::{Model, RuleId, ScaleId, StandardId};
use qingce_grammar::Place;

/// Every clause, rule, standard and scale: the place of its name in the policy's text, and the anchor under which a page of the whole
/// policy tells it. In the order of the places.
pub fn anchors(model: &Model) -> Vec<(Place, String)> {
    let clauses = model.clauses.iter().map(|one| (one.place, clause(one.layer, &one.number.to_string())));
    let rules = model.rules.iter().enumerate().map(|(id, one)| (one.place, rule(RuleId(id))));
    let standards = model.standards.iter().enumerate().map(|(id, one)| (one.place, standard(StandardId(id))));
    let scales = model.scales.iter().enumerate().map(|(id, one)| (one.place, scale(ScaleId(id))));
    let mut all: Vec<_> = clauses.chain(rules).chain(standards).chain(scales).collect();
    all.sort();
    all
}

/// A clause, by its layer and number (or the word for what stands in none).
pub(super) fn clause(layer: usize, number: &str) -> String {
    format!("clause-{layer}-{number}")
}

/// A rule.
pub(super) fn rule(id: RuleId) -> String {
    format!("rule-{}", id.0)
}

/// A standard's row in the table of amounts.
pub(super) fn standard(id: StandardId) -> String {
    format!("amount-{}", id.0)
}

/// A scale's row in the table of amounts.
pub(super) fn scale(id: ScaleId) -> String {
    format!("scale-{}", id.0)
}
