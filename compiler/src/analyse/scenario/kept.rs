//! Scenarios that are as they were in the analysis before.
//!
//! A scenario follows from its own text, the ground that everything stands on, the rules that it names, as far as
//! others see them, and the scenario that it starts from. Where all of these are the same and it had no fault, so is it.

use super::super::context::Analyser;
use super::super::declare::Declarations;
use super::expected::effects;
use crate::before::{Before, ScenarioNote};
use crate::index::{Entry, Symbol};
use crate::model::{Effect, Relation, Rule, RuleId, Scenario, ScenarioId};
use std::collections::BTreeMap;
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

/// A scenario with what was noted of it.
pub(super) type Kept = (Arc<Scenario>, Arc<ScenarioNote>);

impl<'t> Analyser<'t> {
    /// Takes over every scenario that is as it was, with the names in it; those taken over.
    pub(super) fn keep_scenarios(&mut self, all: &Declarations<'t>) -> BTreeMap<ScenarioId, Kept> {
        let Some(before) = self.before.filter(|before| {
            !self.base_missing()
                && self.model.sources.first().is_some_and(|source| !source.sentences.is_empty())
                && before.same_ground(&self.model, &self.broken)
        }) else {
            return BTreeMap::new();
        };
        let rules = (0..self.model.rules.len()).map(|id| self.same_to_others(before, RuleId(id))).collect();
        let mut keeping = Keeping { analyser: self, all, before, rules, known: BTreeMap::new() };
        for id in all.scenarios.keys() {
            keeping.kept(*id);
        }
        let known = keeping.known.into_iter();
        let kept: BTreeMap<_, _> = known.filter_map(|(id, kept)| Some((id, kept?))).collect();
        for (id, (scenario, note)) in &kept {
            let like = all.scenarios.get(id).and_then(|placed| Some((placed.home, placed.decl.like.as_ref()?)));
            if let Some((home, name)) = like
                && let Some(other) = self.names.scenarios.get(&name.text)
            {
                self.used(home.place(name.span), Symbol::Scenario(*other));
            }
            self.index.entries.extend(&note.names);
            if let Some(own) = self.model.scenarios.get_mut(id.0) {
                own.clone_from(scenario);
            }
        }
        kept
    }

    /// Whether a rule is the same as far as a scenario sees it.
    fn same_to_others(&self, before: &Before, id: RuleId) -> bool {
        let broken = Symbol::Rule(id);
        let (old, new) = (before.model.rules.get(id.0), self.model.rules.get(id.0));
        before.broken.contains(&broken) == self.broken.contains(&broken)
            && old.map(Face::of) == new.map(Face::of)
    }
}

impl ScenarioNote {
    pub(super) fn of(mut names: Vec<Entry>) -> Self {
        names.sort();
        let rule = |entry: &Entry| match entry.symbol {
            Symbol::Rule(rule) => Some(rule),
            _ => None,
        };
        Self { rules: names.iter().filter_map(rule).collect(), names }
    }
}

/// What others see of a rule.
#[derive(PartialEq)]
struct Face<'m> {
    rule: (&'m str, usize, bool),
    relations: &'m [(Relation, RuleId)],
    effects: Vec<(Discriminant<Effect>, Option<usize>)>,
}

impl<'m> Face<'m> {
    fn of(rule: &'m Rule) -> Self {
        let list = |effect: &Effect| match effect {
            Effect::Classify(list, _) => Some(list.0),
            _ => None,
        };
        Self {
            rule: (&rule.name, rule.subject.0, rule.once.is_some()),
            relations: &rule.relations,
            effects: effects(&rule.body).map(|effect| (discriminant(effect), list(effect))).collect(),
        }
    }
}

/// The search for scenarios that are as they were.
struct Keeping<'a, 't> {
    analyser: &'a Analyser<'t>,
    all: &'a Declarations<'t>,
    before: &'a Before,
    /// The rules that look the same.
    rules: Vec<bool>,
    /// For each scenario that was asked about what it was; `None` where it must be found out anew.
    known: BTreeMap<ScenarioId, Option<Kept>>,
}

impl Keeping<'_, '_> {
    /// Whether the scenario is as it was.
    fn kept(&mut self, id: ScenarioId) -> bool {
        if let Some(known) = self.known.get(&id) {
            return known.is_some();
        }
        self.known.insert(id, None);
        let kept = self.unchanged(id);
        let is_kept = kept.is_some();
        self.known.insert(id, kept);
        is_kept
    }

    fn unchanged(&mut self, id: ScenarioId) -> Option<Kept> {
        let placed = *self.all.scenarios.get(&id)?;
        if !self.before.same_file(self.analyser.trees, placed.home.file) {
            return None;
        }
        // Others may have come or gone, so that it has another number; they are in the order of their places.
        let place = placed.home.place(placed.decl.name.span);
        let scenarios = &self.before.model.scenarios;
        let at = scenarios.binary_search_by(|old| old.place.cmp(&place)).ok()?;
        let old = scenarios.get(at).filter(|old| old.layer == placed.home.layer)?;
        let note = self.before.scenarios.get(at)?.as_ref()?;
        if !note.rules.iter().all(|rule| self.rules.get(rule.0) == Some(&true)) {
            return None;
        }
        if let Some(like) = &placed.decl.like {
            let other = *self.analyser.names.scenarios.get(&like.text)?;
            self.kept(other).then_some(())?;
        }
        Some((old.clone(), note.clone()))
    }
}
