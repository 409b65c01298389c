//! Scenarios that are as they were in the analysis before.
//!
//! A scenario follows from its own text, the ground that everything stands on, the rules that it names, as far as
//! others see them, and the scenario that it starts from. Where all of these are the same and it had no fault, so is it.

use super::super::context::{Analyser, Placed};
use super::super::declare::Declarations;
use super::expected::effects;
use crate::before::{Before, ScenarioNote};
use crate::index::{Entry, Symbol};
use crate::model::{Effect, Relation, Rule, RuleId, Scenario, ScenarioId};
use qingce_grammar::{Place, tree};
use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

/// A scenario with what was noted of it.
pub(super) type Kept = (Arc<Scenario>, Arc<ScenarioNote>);

impl<'t> Analyser<'t> {
    /// Takes over every scenario that is as it was, with the names in it; those taken over, by number.
    pub(super) fn keep_scenarios(&mut self, all: &Declarations<'t>) -> Vec<Option<Kept>> {
        let mut kept = self.same_themselves(all);
        if kept.iter().all(Option::is_none) {
            return kept;
        }
        let likes: Vec<_> = all.scenarios.iter().filter_map(|(id, placed)| self.like(*id, *placed)).collect();
        loop {
            let before = kept.iter().flatten().count();
            for (ScenarioId(id), _, ScenarioId(other)) in &likes {
                if kept.get(*other).is_none_or(Option::is_none) {
                    kept.get_mut(*id).into_iter().for_each(|own| *own = None);
                }
            }
            if kept.iter().flatten().count() == before {
                break;
            }
        }
        for (id, place, other) in likes {
            if kept.get(id.0).is_some_and(Option::is_some) {
                self.used(place, Symbol::Scenario(other));
            }
        }
        for (own, (scenario, note)) in
            self.model.scenarios.iter_mut().zip(&kept).filter_map(|(own, kept)| Some((own, kept.as_ref()?)))
        {
            self.index.entries.extend(&note.names);
            own.clone_from(scenario);
        }
        kept
    }

    /// The scenarios without a fault whose text is the same, and what they follow from but for the scenario that they start from.
    fn same_themselves(&self, all: &Declarations<'t>) -> Vec<Option<Kept>> {
        let mut same = vec![None; self.model.scenarios.len()];
        let sourced = self.model.sources.first().is_some_and(|source| !source.sentences.is_empty());
        let Some(before) = self.before.filter(|_| sourced && !self.base_missing()) else {
            return same;
        };
        let rules: Vec<bool> =
            (0..self.model.rules.len()).map(|id| self.same_to_others(before, RuleId(id))).collect();
        let is_same = |RuleId(rule): &RuleId| rules.get(*rule) == Some(&true);
        let mut old = before.model.scenarios.iter().zip(&before.scenarios).peekable();
        // Both are in the order of their places. Others may have come or gone, so that numbers differ.
        for (ScenarioId(id), placed) in &all.scenarios {
            let place = placed.home.place(placed.decl.name.span);
            while old.next_if(|(old, _)| old.place < place).is_some() {}
            let there = old.next_if(|(old, _)| old.place == place && old.layer == placed.home.layer);
            let there = there.filter(|_| before.same_file(self.trees, place.file));
            let noted = there.and_then(|(scenario, note)| Some((scenario, note.as_ref()?)));
            if let Some((scenario, note)) = noted.filter(|(_, note)| note.rules.iter().all(is_same))
                && let Some(own) = same.get_mut(*id)
            {
                *own = Some((scenario.clone(), note.clone()));
            }
        }
        same
    }

    /// The scenario that one starts from, and where it says so.
    fn like(
        &self,
        id: ScenarioId,
        placed: Placed<'t, tree::Scenario>,
    ) -> Option<(ScenarioId, Place, ScenarioId)> {
        let name = placed.decl.like.as_ref()?;
        let other = self.names.scenarios.get(&name.text)?;
        Some((id, placed.home.place(name.span), *other))
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
