//! A change beside what it changes, in one model, so that both can be spoken of at once.

use super::Part;
use crate::model::{DefinitionId, Expr, ExprKind, Model, Rule, RuleId, ScaleId, StandardId};
use crate::prove::{Versions, alike};
use std::collections::HashMap;

/// Whether a change is proven to decide every complete record as before.
pub(super) fn decides_alike(model: &Model, parts: &[Part]) -> bool {
    let Some(twin) = Twin::of(model, parts) else { return false };
    twin.versions().iter().all(|versions| alike(&twin.model, versions))
}

/// The model with changed declarations as further ones, under numbers of their own.
struct Twin<'p> {
    model: Model,
    parts: &'p [Part],
    standards: HashMap<StandardId, StandardId>,
    scales: HashMap<ScaleId, ScaleId>,
    definitions: HashMap<DefinitionId, DefinitionId>,
}

impl<'p> Twin<'p> {
    /// `None` if the whole policy's period changes.
    fn of(model: &Model, parts: &'p [Part]) -> Option<Self> {
        let (standards, scales, definitions) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut twin = Self { model: model.clone(), parts, standards, scales, definitions };
        for part in parts {
            match part {
                Part::Policy(_) => return None,
                Part::Rule(..) => {}
                Part::Standard(id, changed) => {
                    twin.standards.insert(*id, StandardId(twin.model.standards.len()));
                    twin.model.standards.push(changed.clone());
                }
                Part::Scale(id, changed) => {
                    twin.scales.insert(*id, ScaleId(twin.model.scales.len()));
                    twin.model.scales.push(changed.clone());
                }
                Part::Definition(id, changed) => {
                    twin.definitions.insert(*id, DefinitionId(twin.model.definitions.len()));
                    twin.model.definitions.push(changed.clone());
                }
            }
        }
        twin.follow(model);
        Some(twin)
    }

    /// Definitions that use what has changed are changed themselves.
    fn follow(&mut self, model: &Model) {
        loop {
            let uses = |id: &DefinitionId| {
                let own = model.definitions.get(id.0);
                own.is_some_and(|own| own.body.expressions().into_iter().any(|expr| self.concerns(expr)))
            };
            let all = (0..model.definitions.len()).map(DefinitionId);
            let next = all.filter(|id| !self.definitions.contains_key(id)).find(uses);
            let Some(id) = next else { break };
            let Some(own) = model.definitions.get(id.0) else { break };
            self.definitions.insert(id, DefinitionId(self.model.definitions.len()));
            self.model.definitions.push(own.clone());
        }
        let copies: Vec<DefinitionId> = self.definitions.values().copied().collect();
        for id in copies {
            let Some(mut copy) = self.model.definitions.get(id.0).cloned() else { continue };
            copy.expressions_mut().into_iter().for_each(|expr| self.turn(expr));
            self.model.definitions.get_mut(id.0).into_iter().for_each(|own| *own = copy.clone());
        }
    }

    /// Each rule that is changed or uses what is, before and after.
    fn versions(&self) -> Vec<Versions> {
        let changed = |id: RuleId| {
            self.parts.iter().find_map(|part| match part {
                Part::Rule(own, rule) if *own == id => Some(Rule::clone(rule)),
                _ => None,
            })
        };
        let mut out = Vec::new();
        for (id, old) in self.model.rules.iter().enumerate() {
            let changed = changed(RuleId(id));
            let parts = old.expressions();
            if changed.is_none() && !parts.iter().any(|expr| self.concerns(expr)) {
                continue;
            }
            // Where nothing is changed but what definitions stand for.
            let only_names =
                changed.is_none() && self.parts.iter().all(|part| matches!(part, Part::Definition(..)));
            let names = only_names.then(|| self.definitions.iter().map(|(old, new)| (*old, *new)).collect());
            let mut new = changed.unwrap_or_else(|| old.clone());
            new.expressions_mut().into_iter().for_each(|expr| self.turn(expr));
            out.push(Versions { old: old.clone(), new, names });
        }
        out
    }

    /// Whether an expression names what has changed.
    fn concerns(&self, expr: &Expr) -> bool {
        let own = match &expr.kind {
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => self.standards.contains_key(id),
            ExprKind::Scale(id, _) => self.scales.contains_key(id),
            ExprKind::Definition(id) => self.definitions.contains_key(id),
            _ => false,
        };
        own || expr.children().into_iter().any(|(part, _)| self.concerns(part))
    }

    /// Names the changed declarations instead of those before.
    fn turn(&self, expr: &mut Expr) {
        match &mut expr.kind {
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => {
                *id = self.standards.get(id).copied().unwrap_or(*id);
            }
            ExprKind::Scale(id, _) => *id = self.scales.get(id).copied().unwrap_or(*id),
            ExprKind::Definition(id) => *id = self.definitions.get(id).copied().unwrap_or(*id),
            _ => {}
        }
        for (part, _) in expr.children_mut() {
            self.turn(part);
        }
    }
}
