//! Which rules a change can reach.

use super::Part;
use crate::model::{DefinitionId, Expr, ExprKind, Model, RuleId, ScaleId, StandardId};
use std::collections::{BTreeSet, HashMap};

/// What a rule uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Used {
    Standard(StandardId),
    Scale(ScaleId),
    Definition(DefinitionId),
}

/// The rules that use a thing, and rules whose outcomes hang together.
#[derive(Debug)]
pub(super) struct Users {
    rules: HashMap<Used, BTreeSet<RuleId>>,
    /// By rule: the smallest number of those that it hangs together with.
    groups: Vec<usize>,
}

impl Users {
    pub fn of(model: &Model) -> Self {
        let mut users = Self { rules: HashMap::new(), groups: groups(model) };
        for (id, rule) in model.rules.iter().enumerate() {
            for expr in rule.expressions() {
                users.enter(model, RuleId(id), expr);
            }
        }
        users
    }

    fn enter(&mut self, model: &Model, rule: RuleId, expr: &Expr) {
        let used = match &expr.kind {
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => Some(Used::Standard(*id)),
            ExprKind::Scale(id, _) => Some(Used::Scale(*id)),
            ExprKind::Definition(id) => Some(Used::Definition(*id)),
            _ => None,
        };
        if let Some(used) = used {
            let new = self.rules.entry(used).or_default().insert(rule);
            if let (true, Used::Definition(id)) = (new, used) {
                for part in model.definitions.get(id.0).map(|one| one.body.expressions()).unwrap_or_default()
                {
                    self.enter(model, rule, part);
                }
            }
        }
        for (part, _) in expr.children() {
            self.enter(model, rule, part);
        }
    }

    /// The rules whose decisions can differ.
    pub fn reached(&self, parts: &[Part]) -> BTreeSet<RuleId> {
        let mut direct = BTreeSet::new();
        for part in parts {
            let used = match part {
                Part::Policy(_) => return (0..self.groups.len()).map(RuleId).collect(),
                Part::Rule(id, _) => {
                    direct.insert(*id);
                    continue;
                }
                Part::Standard(id, _) => Used::Standard(*id),
                Part::Scale(id, _) => Used::Scale(*id),
                Part::Definition(id, _) => Used::Definition(*id),
            };
            direct.extend(self.rules.get(&used).into_iter().flatten());
        }
        let groups: BTreeSet<usize> = direct.iter().filter_map(|id| self.groups.get(id.0)).copied().collect();
        let within = self.groups.iter().enumerate().filter(|(_, group)| groups.contains(group));
        within.map(|(id, _)| RuleId(id)).collect()
    }
}

/// Rules joined by any relation, directly or through others.
fn groups(model: &Model) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..model.rules.len()).collect();
    for (id, rule) in model.rules.iter().enumerate() {
        for other in rule.relations.iter().map(|(_, other)| *other).chain(rule.replaces) {
            let (Some(a), Some(b)) = (groups.get(id).copied(), groups.get(other.0).copied()) else {
                continue;
            };
            groups.iter_mut().filter(|group| **group == a.max(b)).for_each(|group| *group = a.min(b));
        }
    }
    groups
}
