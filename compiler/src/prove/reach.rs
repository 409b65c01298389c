//! What a guarantee hangs on: rules, standards, scales, and the selections that are made of lists.

use crate::model::{
    Aggregate, Body, Effect, Expr, ExprKind, Guarantee, Let, Model, Property, Relation, RuleId, ScaleId,
    StandardId, Type,
};
use crate::regions::View;
use std::collections::BTreeSet;

/// What is reached, each once.
#[derive(Debug, Default)]
pub(super) struct Reach {
    pub rules: BTreeSet<RuleId>,
    pub standards: BTreeSet<StandardId>,
    pub scales: BTreeSet<ScaleId>,
    /// Lists of the subject with the conditions by which members are selected from each; plain terms.
    pub selections: Vec<(Expr, Vec<Expr>)>,
    definitions: BTreeSet<usize>,
}

/// A list expression as the list itself and the conditions on its members; `None` if it is no selection from a field.
pub(super) fn selection(list: &Expr) -> Option<(&Expr, Vec<&Expr>)> {
    match &list.kind {
        ExprKind::Where(inner, condition) => {
            let (list, mut conditions) = selection(inner)?;
            conditions.push(condition);
            Some((list, conditions))
        }
        ExprKind::Field { frame: 0, .. } if matches!(list.ty, Type::List(_)) => Some((list, Vec::new())),
        _ => None,
    }
}

impl Reach {
    /// What a guarantee hangs on.
    pub fn of(model: &Model, guarantee: &Guarantee) -> Self {
        let mut reach = Self::default();
        let mut own: Vec<&Expr> = guarantee.condition.iter().collect();
        match &guarantee.property {
            Some(Property::Always(condition)) => own.push(condition),
            Some(Property::Rising { grows, amount }) => own.extend([grows, amount]),
            Some(Property::Once { rule, .. }) => reach.rule(model, *rule),
            None => {}
        }
        for expr in own {
            reach.take(model, &[], expr);
        }
        reach
    }

    fn rule(&mut self, model: &Model, id: RuleId) {
        if !self.rules.insert(id) {
            return;
        }
        let Some(rule) = model.rules.get(id.0) else { return };
        for expr in rule.condition.iter().chain(&rule.joint_ceiling).chain(rule.body.expressions()) {
            self.take(model, &rule.lets, expr);
        }
        for other in others(model, id) {
            self.rule(model, other);
        }
    }

    fn take(&mut self, model: &Model, lets: &[Let], expr: &Expr) {
        let plain = View { model, lets }.plain(expr, 0);
        self.walk(model, &plain, 0);
    }

    fn walk(&mut self, model: &Model, expr: &Expr, depth: usize) {
        match &expr.kind {
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => {
                self.standards.insert(*id);
            }
            ExprKind::Scale(id, _) => {
                self.scales.insert(*id);
            }
            ExprKind::Outcome(id) => self.rule(model, *id),
            ExprKind::Definition(id) if self.definitions.insert(id.0) => {
                let body: Option<&Body<Expr>> = model.definitions.get(id.0).map(|d| &d.body);
                for part in body.map(|body| body.expressions()).unwrap_or_default() {
                    self.take(model, &[], part);
                }
            }
            ExprKind::Where(..) if depth == 0 => self.select(expr, None),
            ExprKind::Aggregate(list, Aggregate::Any | Aggregate::All, Some(each)) if depth == 0 => {
                self.select(list, Some(each));
            }
            ExprKind::Aggregate(list, ..) | ExprKind::Empty { list, .. } if depth == 0 => {
                self.select(list, None);
            }
            _ => {}
        }
        for (child, deeper) in expr.children() {
            self.walk(model, child, depth + usize::from(deeper));
        }
    }

    fn select(&mut self, list: &Expr, each: Option<&Expr>) {
        let Some((list, conditions)) = selection(list) else { return };
        let at = self.selections.iter().position(|(known, _)| known == list).unwrap_or_else(|| {
            self.selections.push((list.clone(), Vec::new()));
            self.selections.len() - 1
        });
        let Some((_, known)) = self.selections.get_mut(at) else { return };
        for condition in conditions.into_iter().chain(each) {
            if !known.contains(condition) {
                known.push(condition.clone());
            }
        }
    }
}

/// The rules that a rule's outcome hangs on.
fn others(model: &Model, id: RuleId) -> Vec<RuleId> {
    let Some(rule) = model.rules.get(id.0) else { return Vec::new() };
    let decides = |relation: Relation| !matches!(relation, Relation::Unstated | Relation::Combines);
    let named = rule.relations.iter().filter(|(relation, _)| decides(*relation));
    let named = named.flat_map(|(_, other)| model.with_successors(*other));
    let mutual = [Relation::Excludes, Relation::OnlyHigher].into_iter();
    named.chain(mutual.flat_map(|how| model.mutual(id, how))).collect()
}

/// What an effect grants or allows at most.
pub(super) fn amount(effect: &Effect) -> Option<&Expr> {
    match effect {
        Effect::Grant(amount, _) | Effect::Ceiling(amount, _) => Some(amount),
        _ => None,
    }
}
