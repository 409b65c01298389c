//! What a rule reads, itself and through definitions.

use qingce_compiler::model::{Expr, ExprKind, Model, Rule};
use std::collections::BTreeSet;

/// The names of what a rule reads.
pub(super) struct Touched {
    pub standards: BTreeSet<String>,
    pub scales: BTreeSet<String>,
    pub definitions: BTreeSet<String>,
}

pub(super) fn touched(model: &Model, rule: &Rule) -> Touched {
    let mut touched =
        Touched { standards: BTreeSet::new(), scales: BTreeSet::new(), definitions: BTreeSet::new() };
    for expr in rule.expressions() {
        touch(model, expr, &mut touched);
    }
    touched
}

fn touch(model: &Model, e: &Expr, touched: &mut Touched) {
    match &e.kind {
        ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => {
            touched.standards.extend(model.standards.get(id.0).map(|one| one.name.clone()));
        }
        ExprKind::Scale(id, _) => touched.scales.extend(model.scales.get(id.0).map(|one| one.name.clone())),
        ExprKind::Definition(id) | ExprKind::DefinitionOf { definition: id, .. } => {
            if let Some(definition) = model.definitions.get(id.0)
                && touched.definitions.insert(definition.name.clone())
            {
                definition.body.expressions().into_iter().for_each(|part| touch(model, part, touched));
            }
        }
        _ => {}
    }
    e.children().into_iter().for_each(|(child, _)| touch(model, child, touched));
}
