//! Which local names and definitions a rule uses more than once, or inside a loop: these are worked out once, before.

use crate::model::{DefinitionId, Expr, ExprKind, LetId, Model, Once, Rule};
use std::collections::{HashMap, HashSet};

/// A name whose value is worked out from an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Let(LetId),
    Definition(DefinitionId),
}

impl Named {
    /// The name that an expression is, if it is one.
    pub fn of(expr: &Expr) -> Option<Self> {
        match expr.kind {
            ExprKind::Let(id) => Some(Self::Let(id)),
            ExprKind::Definition(id) => Some(Self::Definition(id)),
            _ => None,
        }
    }

    /// The expressions that it consists of.
    pub fn parts<'m>(self, model: &'m Model, rule: &'m Rule) -> Vec<&'m Expr> {
        match self {
            Self::Let(id) => rule.lets.get(id.0).map(|one| &one.value).into_iter().collect(),
            Self::Definition(id) => {
                model.definitions.get(id.0).map(|one| one.body.expressions()).unwrap_or_default()
            }
        }
    }
}

/// The shared names of a rule.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    shared: HashSet<Named>,
}

impl Sharing {
    /// Counts the uses in a rule.
    pub fn of(model: &Model, rule: &Rule) -> Self {
        let mut counter = Counter { model, rule, uses: HashMap::new() };
        for expr in rule.condition.iter().chain(rule.body.expressions()) {
            counter.count(expr, false);
        }
        if let Some(Once::Member(selection, _)) = rule.once {
            // Claims are made once, whoever reads the selection.
            counter.count_name(Named::Let(selection), true);
        }
        let shared = counter.uses.into_iter().filter(|(_, uses)| *uses > 1).map(|(name, _)| name).collect();
        Self { shared }
    }

    /// The shared names that an expression needs, in the order of need. Names that those are made from are left to them.
    pub fn needed(&self, model: &Model, rule: &Rule, expr: &Expr) -> Vec<Named> {
        let mut needed = Vec::new();
        self.collect(model, rule, expr, &mut needed);
        needed
    }

    fn collect(&self, model: &Model, rule: &Rule, expr: &Expr, needed: &mut Vec<Named>) {
        match Named::of(expr) {
            Some(name) if self.shared.contains(&name) => {
                if !needed.contains(&name) {
                    needed.push(name);
                }
            }
            Some(name) => {
                for part in name.parts(model, rule) {
                    self.collect(model, rule, part, needed);
                }
            }
            None => {
                for (part, _) in expr.children() {
                    self.collect(model, rule, part, needed);
                }
            }
        }
    }
}

struct Counter<'m> {
    model: &'m Model,
    rule: &'m Rule,
    uses: HashMap<Named, usize>,
}

impl Counter<'_> {
    fn count(&mut self, expr: &Expr, in_loop: bool) {
        match Named::of(expr) {
            Some(name) => self.count_name(name, in_loop),
            None => {
                for (part, each) in expr.children() {
                    self.count(part, in_loop || each);
                }
            }
        }
    }

    fn count_name(&mut self, name: Named, in_loop: bool) {
        let uses = self.uses.entry(name).or_default();
        let first = *uses == 0;
        *uses += if in_loop { 2 } else { 1 };
        if first {
            // What stands inside a shared name is worked out once, wherever that name is used.
            for part in name.parts(self.model, self.rule) {
                self.count(part, false);
            }
        }
    }
}
