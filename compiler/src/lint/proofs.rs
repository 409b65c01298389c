//! The checks that look at a rule or a definition at a time: those that search through combinations, and those that compare a rule
//! with the sentences that it cites. What they found is kept, and taken over as long as nothing that it follows from changes.
//!
//! A proof about a rule follows from the rule, the rules that it is related to, the definitions and standards that these lean on,
//! the lists and records, the official text, and the words of all of them. So it is made again if one of these differs or stands in a file whose
//! text changed.

use super::context::{LintContext, definition_expressions, rule_expressions};
use super::{always, boundary, cases, number_not_in_citation};
use crate::before::Before;
use crate::model::{Definition, DefinitionId, Expr, ExprKind, Model, Rule, StandardId};
use qingce_grammar::{Diagnostic, FileId, Place};
use std::collections::BTreeSet;

/// What the proofs of the last analysis found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proofs {
    rules: Vec<Proof>,
    definitions: Vec<Proof>,
}

/// The proofs about one rule or definition.
#[derive(Debug, Clone, Default)]
struct Proof {
    leans_on: Leanings,
    found: Vec<Diagnostic>,
}

/// What conditions lean on beside themselves.
#[derive(Debug, Clone, Default)]
struct Leanings {
    rules: BTreeSet<usize>,
    definitions: BTreeSet<usize>,
    standards: BTreeSet<usize>,
}

/// Which things of the model are not as they were.
struct Changes {
    rules: Vec<bool>,
    definitions: Vec<bool>,
    standards: Vec<bool>,
}

/// What is wrong with the conditions of rules and definitions.
pub(super) fn check(cx: &LintContext, before: Option<&Before>, proofs: &mut Proofs) -> Vec<Diagnostic> {
    let changes = before.map(|before| Changes::since(before, cx));
    let mut old_rules = std::mem::take(&mut proofs.rules).into_iter();
    for (id, rule) in cx.model.rules.iter().enumerate() {
        let old =
            old_rules.next().filter(|proof| changes.as_ref().is_some_and(|c| c.keep(&c.rules, id, proof)));
        proofs.rules.push(old.unwrap_or_else(|| of_rule(cx, rule)));
    }
    let mut old_definitions = std::mem::take(&mut proofs.definitions).into_iter();
    for (id, definition) in cx.model.definitions.iter().enumerate() {
        let old = old_definitions.next();
        let old = old.filter(|proof| changes.as_ref().is_some_and(|c| c.keep(&c.definitions, id, proof)));
        proofs.definitions.push(old.unwrap_or_else(|| of_definition(cx, definition)));
    }
    proofs.rules.iter().chain(&proofs.definitions).flat_map(|proof| &proof.found).cloned().collect()
}

fn of_rule(cx: &LintContext, rule: &Rule) -> Proof {
    let mut leans_on = Leanings::default();
    leans_on.follow_rule(cx.model, rule);
    let checks = [cases::of_rule, always::of_rule, number_not_in_citation::of_rule, boundary::of_rule];
    Proof { leans_on, found: checks.iter().flat_map(|check| check(cx, rule)).collect() }
}

fn of_definition(cx: &LintContext, definition: &Definition) -> Proof {
    let mut leans_on = Leanings::default();
    for expr in definition_expressions(definition) {
        leans_on.follow(cx.model, expr);
    }
    let found = cases::of_definition(cx, definition).into_iter().chain(always::of_definition(cx, definition));
    Proof { leans_on, found: found.collect() }
}

impl Leanings {
    fn follow_rule(&mut self, model: &Model, rule: &Rule) {
        for expr in rule_expressions(rule) {
            self.follow(model, expr);
        }
        for (_, related) in &rule.relations {
            if let Some(rule) = model.rules.get(related.0)
                && self.rules.insert(related.0)
            {
                self.follow_rule(model, rule);
            }
        }
    }

    fn follow(&mut self, model: &Model, expr: &Expr) {
        match &expr.kind {
            ExprKind::Standard(StandardId(id)) | ExprKind::StandardBy(StandardId(id), _) => {
                self.standards.insert(*id);
            }
            ExprKind::Definition(DefinitionId(id))
            | ExprKind::DefinitionOf { definition: DefinitionId(id), .. }
                if self.definitions.insert(*id) =>
            {
                for expr in model.definitions.get(*id).map(definition_expressions).unwrap_or_default() {
                    self.follow(model, expr);
                }
            }
            _ => {}
        }
        for (child, _) in expr.children() {
            self.follow(model, child);
        }
    }
}

impl Changes {
    /// What is not as it was, on the same ground.
    fn since(before: &Before, cx: &LintContext) -> Self {
        let (old, new) = (&before.model, cx.model);
        let same_file = |file| before.same_file(cx.trees, file);
        Self {
            rules: changed(&old.rules, &new.rules, |rule| rule.place, same_file),
            definitions: changed(
                &old.definitions,
                &new.definitions,
                |definition| definition.place,
                same_file,
            ),
            standards: changed(&old.standards, &new.standards, |standard| standard.place, same_file),
        }
    }

    /// Whether the proof about a thing holds still.
    fn keep(&self, own: &[bool], id: usize, proof: &Proof) -> bool {
        let same = |changed: &[bool], id: usize| changed.get(id) == Some(&false);
        let Leanings { rules, definitions, standards } = &proof.leans_on;
        same(own, id)
            && rules.iter().all(|id| same(&self.rules, *id))
            && definitions.iter().all(|id| same(&self.definitions, *id))
            && standards.iter().all(|id| same(&self.standards, *id))
    }
}

/// Which things differ or stand in a file whose text changed.
fn changed<T: PartialEq>(
    old: &[T],
    new: &[T],
    place: impl Fn(&T) -> Place,
    same_file: impl Fn(FileId) -> bool,
) -> Vec<bool> {
    let numbered = new.iter().enumerate();
    numbered.map(|(id, thing)| !same_file(place(thing).file) || old.get(id) != Some(thing)).collect()
}
