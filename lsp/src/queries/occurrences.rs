//! Where a name is declared and used; of a citation, the sentence and where else it is cited.

use super::{Cursor, View};
use qingce_compiler::Symbol;
use qingce_grammar::{Place, Span};

/// What stands at a cursor and may stand elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A name.
    Name(Symbol),
    /// A sentence of a layer's source text.
    Sentence(usize, &'a str),
}

/// A place where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Its words.
    pub place: Place,
    /// Whether it is declared here.
    pub declared: bool,
}

/// What stands at the cursor.
pub fn subject<'a>(view: &View<'a>, at: Cursor) -> Option<Subject<'a>> {
    match view.name(at) {
        Some(entry) => Some(Subject::Name(entry.symbol)),
        None => view.cited_at(at).map(|cited| Subject::Sentence(cited.layer, cited.id)),
    }
}

/// The words at the cursor that stand for its subject.
pub fn words(view: &View<'_>, at: Cursor) -> Option<Span> {
    match view.name(at) {
        Some(entry) => Some(entry.place.span),
        None => view.cited_at(at).map(|cited| cited.span),
    }
}

/// Where a subject is declared: a name's declaration, a sentence's line in the official text.
pub fn declaration(view: &View<'_>, subject: Subject<'_>) -> Option<Place> {
    match subject {
        Subject::Name(symbol) => view.analysis.index.definition(symbol),
        Subject::Sentence(layer, id) => view.sentence_place(layer, id),
    }
}

/// Every place of a subject in the `.ce` files, in order.
pub fn occurrences(view: &View<'_>, subject: Subject<'_>) -> Vec<Occurrence> {
    match subject {
        Subject::Name(symbol) => {
            let own = view.analysis.index.entries.iter().filter(|entry| entry.symbol == symbol);
            own.map(|entry| Occurrence { place: entry.place, declared: entry.definition }).collect()
        }
        Subject::Sentence(layer, id) => {
            let files = (0..view.analysis.trees.len()).map(qingce_grammar::FileId);
            let cited = files.flat_map(|file| view.cited(file).into_iter().map(move |cited| (file, cited)));
            cited
                .filter(|(_, cited)| cited.layer == layer && cited.id == id)
                .map(|(file, cited)| Occurrence {
                    place: Place { file, span: cited.number },
                    declared: false,
                })
                .collect()
        }
    }
}

/// The places of a local name at the cursor, which are edited as one; empty for names that other declarations know, which are
/// renamed.
pub fn linked(view: &View<'_>, at: Cursor) -> Vec<Span> {
    match view.name(at).map(|entry| entry.symbol) {
        Some(symbol @ Symbol::Let(..)) if view.analysis.index.definition(symbol).is_some() => {
            occurrences(view, Subject::Name(symbol)).into_iter().map(|one| one.place.span).collect()
        }
        _ => Vec::new(),
    }
}
