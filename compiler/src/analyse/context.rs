//! What the whole analysis shares: the texts, the names, the model as far as it is built, and the faults found.

use super::dated::LateStart;
use super::definitions::Definitions;
use super::names::Names;
use crate::before::Before;
use crate::index::{Index, Symbol};
use crate::input::PolicyText;
use crate::model::{ClauseId, Model};
use crate::session::SourcesRead;
use chrono::NaiveDate;
use qingce_grammar::{Diagnostic, FileId, Language, Place, Span, tree};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a declaration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Home {
    pub file: FileId,
    pub layer: usize,
    pub clause: Option<ClauseId>,
}

impl Home {
    /// A range of this file.
    pub fn place(self, span: Span) -> Place {
        Place { file: self.file, span }
    }
}

/// A declaration with where it stands.
#[derive(Debug)]
pub(crate) struct Placed<'t, D> {
    pub home: Home,
    pub decl: &'t D,
}

impl<D> Clone for Placed<'_, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D> Copy for Placed<'_, D> {}

/// One item with where it stands.
pub(crate) type PlacedItem<'t> = Placed<'t, tree::Item>;

/// What is known of one layer from its head.
#[derive(Debug, Clone, Default)]
pub(crate) struct LayerInfo {
    /// The policy's name with its place: where conventions and the source are asked for.
    pub name: Option<Place>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub building: Option<tree::Building>,
    /// It says that it builds on a policy that was not found: names of that policy are unknown for no fault of its own.
    pub base_missing: bool,
    /// Its head was broken or absent, so that nothing can be asked of it.
    pub head_unknown: bool,
    /// The missing source was already complained about.
    pub source_asked_for: bool,
}

/// Everything at hand during an analysis.
pub(crate) struct Analyser<'t> {
    pub text: &'t PolicyText,
    /// The text of every `.ce` file.
    pub texts: Vec<&'t str>,
    pub trees: &'t [Arc<tree::File>],
    /// The official texts, by layer.
    pub sources: &'t SourcesRead,
    /// The analysis before; once the ground is known, only if it stood on the same.
    pub before: Option<&'t Before>,
    pub layers: Vec<LayerInfo>,
    pub model: Model,
    pub names: Names,
    pub index: Index,
    pub diagnostics: Vec<Diagnostic>,
    /// Declarations whose content is unknown because it was broken: what uses them is not to be blamed.
    pub broken: BTreeSet<Symbol>,
    pub definitions: Definitions<'t>,
    /// Histories that begin later than their policy.
    pub late_starts: Vec<LateStart>,
    /// Conventions that were asked for already (first day, age), so that each is asked for once.
    pub asked_first_day: bool,
    pub asked_age: bool,
}

impl<'t> Analyser<'t> {
    /// Notes a fault.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The text of a `.ce` file.
    pub fn file_text(&self, file: FileId) -> &'t str {
        self.texts.get(file.0).copied().unwrap_or_default()
    }

    /// Whether a file's keywords are English.
    pub fn is_english(&self, file: FileId) -> bool {
        self.trees.get(file.0).is_some_and(|tree| tree.language == Language::English)
    }

    /// The words at a place.
    pub fn words(&self, place: Place) -> &'t str {
        self.file_text(place.file).get(place.span.start..place.span.end).unwrap_or("")
    }

    /// Whether names of a policy that was not found may be meant: then an unknown name is no fault.
    pub fn base_missing(&self) -> bool {
        self.layers.first().is_some_and(|layer| layer.base_missing)
    }

    /// Notes that a name is used.
    pub fn used(&mut self, place: Place, symbol: Symbol) {
        self.index.use_at(place, symbol);
    }
}
