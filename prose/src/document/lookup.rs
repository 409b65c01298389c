//! Which things of a model rest on which sentence.

use qingce_compiler::model::{
    Aim, Citation, ClauseId, DefinitionId, Ending, Model, RuleId, ScaleId, StandardId,
};
use std::collections::BTreeMap;

/// Something that rests on a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Resting<'m> {
    Rule(RuleId),
    Standard(StandardId),
    Scale(ScaleId),
    Definition(DefinitionId),
    Aim(&'m Aim),
    Departments(ClauseId),
    Heading,
    Ending(&'m Ending),
}

/// By layer and sentence, in the order of the model.
pub(super) struct Lookup<'m> {
    found: BTreeMap<(usize, String), Vec<Resting<'m>>>,
}

impl<'m> Lookup<'m> {
    pub fn new(model: &'m Model) -> Self {
        let mut lookup = Self { found: BTreeMap::new() };
        for (id, clause) in model.clauses.iter().enumerate() {
            lookup.enter((clause.layer, format!("{}.0", clause.number)), Resting::Heading);
            lookup.cite(&clause.cited, Resting::Departments(ClauseId(id)));
        }
        for aim in &model.aims {
            lookup.cite(&aim.cited, Resting::Aim(aim));
        }
        for (id, rule) in model.rules.iter().enumerate() {
            lookup.cite(&rule.cited, Resting::Rule(RuleId(id)));
        }
        for (id, standard) in model.standards.iter().enumerate() {
            let dated = standard.values.iter().flat_map(|dated| &dated.cited);
            lookup.cite(standard.cited.iter().chain(dated), Resting::Standard(StandardId(id)));
        }
        for (id, scale) in model.scales.iter().enumerate() {
            lookup.cite(scale.values.iter().flat_map(|dated| &dated.cited), Resting::Scale(ScaleId(id)));
        }
        for (id, definition) in model.definitions.iter().enumerate() {
            lookup.cite(&definition.cited, Resting::Definition(DefinitionId(id)));
        }
        for ending in &model.endings {
            lookup.cite(&ending.cited, Resting::Ending(ending));
        }
        lookup
    }

    /// What rests on a sentence.
    pub fn on(&self, layer: usize, id: &str) -> &[Resting<'m>] {
        self.found.get(&(layer, id.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    fn cite<'c>(&mut self, cited: impl IntoIterator<Item = &'c Citation>, what: Resting<'m>) {
        for citation in cited {
            if let Citation::Sentence { layer, id, .. } = citation {
                self.enter((*layer, id.clone()), what);
            }
        }
    }

    fn enter(&mut self, at: (usize, String), what: Resting<'m>) {
        let found = self.found.entry(at).or_default();
        if !found.contains(&what) {
            found.push(what);
        }
    }
}

/// The first sentence that something rests on.
pub(super) fn first_sentence(cited: &[Citation]) -> Option<(usize, &str)> {
    cited.iter().find_map(|citation| match citation {
        Citation::Sentence { layer, id, .. } => Some((*layer, id.as_str())),
        Citation::Document { .. } => None,
    })
}
