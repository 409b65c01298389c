//! The analysis: texts to a model, with everything that is wrong with them.
//!
//! # Order
//! Heads and sources first; then every declared name gets its id; then what types are made of (fields, standards, scales);
//! then definitions, rules and scenarios, which name all of these in any order. A fault in one declaration leaves the others
//! unharmed: what is broken stays in the model by name, and what uses it is not blamed.

mod aims;
mod broken;
mod cases;
mod changes;
mod citations;
mod clauses;
mod context;
mod conventions;
mod dated;
mod declare;
mod definitions;
mod effects;
mod exact;
mod expression;
mod guarantees;
mod head;
mod names;
mod nearest;
mod once;
mod phrases;
mod records;
mod relations;
mod rules;
mod scales;
mod scenario;
mod sources;
mod standards;
mod types;
mod units;
mod unknown;
mod values;
mod vocabulary;

use crate::before::{Before, ScenarioNote};
use crate::index::Index;
use crate::input::PolicyText;
use crate::lint::{self, LintContext};
use crate::model::{Clause, ClauseId, Model};
use crate::session::{FileRead, Memory, Read, Session, SourcesRead};
use context::{Analyser, Home, Placed, PlacedItem};
use declare::Declarations;
use qingce_grammar::{Code, Diagnostic, FileId, Place, Severity, tree};
pub(crate) use sources::sentences;
use std::sync::Arc;

/// What an analysis found.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// What the policy means. Parts with errors are left out or empty: a broken rule or definition keeps its name and
    /// citations, but has no case and no `otherwise`; a broken standard has no values.
    pub model: Arc<Model>,
    /// What is wrong, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// The syntax tree of every `.ce` file, by [`qingce_grammar::FileId`].
    pub trees: Vec<Arc<tree::File>>,
    /// Where names are declared and used.
    pub index: Index,
}

impl Analysis {
    /// Whether anything stands in the way of a program.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error)
    }
}

/// Finds out what a policy means and what is wrong with it. Never fails.
pub fn analyse(text: &PolicyText) -> Analysis {
    Session::default().analyse(text)
}

/// The analysis of texts that were read already. What `memory` holds of the analysis before saves time, and is this one's afterwards.
pub(crate) fn of_read(
    text: &PolicyText,
    (files, sources): (&[Read<FileRead>], &SourcesRead),
    memory: &mut Memory,
) -> Analysis {
    let trees: Vec<Arc<tree::File>> = files.iter().map(|file| file.found.tree.clone()).collect();
    let mut analyser = Analyser::new(text, (&trees, sources), memory.before.as_ref());
    analyser.diagnostics.extend(files.iter().flat_map(|file| &file.found.diagnostics).cloned());
    let scenarios = analyser.run();
    let Analyser { model, mut index, mut diagnostics, broken, before, .. } = analyser;
    let names = index.entries.len();
    index.sort();
    let model = Arc::new(model);
    memory.numerals.take_units(lint::unit_names(&model.units));
    let cx = LintContext::new(text, &trees, &model, &index, &memory.numerals);
    let mut checked = lint::run(&cx, before, &mut memory.proofs);
    if left_out(&trees, &diagnostics) {
        checked.retain(|d| d.code != Code::UncoveredSentence);
    }
    diagnostics.extend(checked);
    sort(&mut diagnostics);
    memory.before = Some(Before { model: model.clone(), trees: trees.clone(), broken, names, scenarios });
    Analysis { model, diagnostics, trees, index }
}

/// Whether whole declarations are not in the model, so that what they cite is not known.
fn left_out(trees: &[Arc<tree::File>], diagnostics: &[Diagnostic]) -> bool {
    let broken = trees.iter().flat_map(|tree| &tree.items).any(|item| item.decl.is_none());
    broken || diagnostics.iter().any(|d| d.code == Code::DuplicateName)
}

/// In the order of the places; the same fault at the same place stays once.
fn sort(diagnostics: &mut Vec<Diagnostic>) {
    let place = |d: &Diagnostic| d.labels.first().map(|label| label.place).unwrap_or_default();
    diagnostics.sort_by(|a, b| place(a).cmp(&place(b)).then(a.code.cmp(&b.code)));
    diagnostics.dedup_by(|a, b| a.code == b.code && place(a) == place(b) && a.message == b.message);
}

impl<'t> Analyser<'t> {
    fn new(
        text: &'t PolicyText,
        (trees, sources): (&'t [Arc<tree::File>], &'t SourcesRead),
        before: Option<&'t Before>,
    ) -> Self {
        let english = trees.first().is_some_and(|tree| tree.language == qingce_grammar::Language::English);
        let room =
            before.map(|before| (before.names, before.model.rules.len(), before.model.scenarios.len()));
        let (names_before, rules, scenarios) = room.unwrap_or_default();
        let model = Model {
            units: units::built_in_units(english),
            rules: Vec::with_capacity(rules),
            scenarios: Vec::with_capacity(scenarios),
            ..Model::default()
        };
        let mut names = names::Names::default();
        names.units.extend(units::built_in_words().map(|(word, meaning)| (word.to_owned(), meaning)));
        Analyser {
            text,
            texts: text.texts().collect(),
            trees,
            sources,
            before,
            layers: Vec::new(),
            model,
            names,
            index: Index { entries: Vec::with_capacity(names_before) },
            diagnostics: Vec::new(),
            broken: Default::default(),
            definitions: Default::default(),
            late_starts: Vec::new(),
            asked_first_day: false,
            asked_age: false,
        }
    }

    /// Understands everything; what was noted of scenarios.
    fn run(&mut self) -> Vec<Option<Arc<ScenarioNote>>> {
        let items = self.items();
        self.heads(&items);
        self.read_sources(&items);
        let mut all = Declarations::default();
        for item in &items {
            self.declare(*item, &mut all);
        }
        for (id, placed) in &all.records {
            self.fields(*id, *placed);
        }
        self.nesting();
        self.respace_broken(&items);
        for (id, placed) in &all.clauses {
            self.clause(*id, *placed);
        }
        for placed in &all.aims {
            self.aim(*placed);
        }
        self.values(&all);
        self.define_all(&all);
        self.rules(&all);
        self.relations(&all);
        self.changes(&all);
        self.gaps_at_start(&items);
        self.guarantees(&all);
        self.before = self.before.filter(|before| before.same_ground(&self.model, &self.broken));
        self.scenarios(&all)
    }

    /// Every item with the layer, file and clause that it stands in. A clause applies to what follows in its file.
    fn items(&mut self) -> Vec<PlacedItem<'t>> {
        let layers = self.text.layers.iter().enumerate();
        let files = layers.flat_map(|(layer, l)| std::iter::repeat_n(layer, l.files.len()));
        let mut items = Vec::new();
        for ((at, tree), layer) in self.trees.iter().enumerate().zip(files) {
            let mut clause = None;
            for item in &tree.items {
                if item.kind == tree::ItemKind::Clause {
                    clause = item.decl.as_ref().map(|_| self.new_clause());
                }
                let home = Home { file: FileId(at), layer, clause };
                items.push(Placed { home, decl: item });
            }
        }
        items
    }

    fn new_clause(&mut self) -> ClauseId {
        let id = ClauseId(self.model.clauses.len());
        self.model.clauses.push(Clause {
            number: 0,
            title: String::new(),
            heading: String::new(),
            departments: Vec::new(),
            cited: Vec::new(),
            layer: 0,
            readings: Vec::new(),
            place: Place::default(),
        });
        id
    }
}
