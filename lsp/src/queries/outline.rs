//! The outline of a file: its declarations, those under a clause inside it, with the names that they declare.

use super::View;
use qingce_compiler::Symbol;
use qingce_files::message::pick;
use qingce_grammar::tree::{Item, ItemKind};
use qingce_grammar::{FileId, Span, vocabulary};

/// One line of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The name, or the header where there is none.
    pub name: String,
    /// What kind of thing it is, and what more can be said in a word.
    pub detail: String,
    /// The declaration's kind, or what a name inside it stands for.
    pub kind: Kind,
    /// The whole of it, with what is inside.
    pub whole: Span,
    /// The name's words.
    pub selection: Span,
    /// What is inside.
    pub inside: Vec<Outline>,
}

/// What a line of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A declaration.
    Item(ItemKind),
    /// A name inside a declaration.
    Name(Symbol),
}

/// The outline of a file.
pub fn outline(view: &View<'_>, file: FileId) -> Vec<Outline> {
    let mut top: Vec<Outline> = Vec::new();
    let items = view.tree(file).map(|tree| tree.items.as_slice()).unwrap_or_default();
    for item in items {
        let line = of_item(view, file, item);
        match top.last_mut() {
            Some(clause) if clause.kind == Kind::Item(ItemKind::Clause) && item.kind != ItemKind::Clause => {
                clause.whole = clause.whole.to(line.whole);
                clause.inside.push(line);
            }
            _ => top.push(line),
        }
    }
    top
}

fn of_item(view: &View<'_>, file: FileId, item: &Item) -> Outline {
    let header = view.words(qingce_grammar::Place { file, span: item.keyword });
    let word = vocabulary::keyword(&[header]).map(|(entry, _)| entry.spelling(view.language));
    let kind = word.unwrap_or(header).to_owned();
    let named = item.name.as_ref();
    let symbol = view.declared(file, item);
    let heading = match symbol {
        Some(Symbol::Clause(id)) => {
            view.analysis.model.clauses.get(id.0).map(|clause| clause.heading.as_str())
        }
        _ => None,
    };
    let title =
        view.words(qingce_grammar::Place { file, span: named.map_or(item.keyword, |name| name.span) });
    let name =
        heading.map_or_else(|| title.to_owned(), |heading| format!("{title} {heading}").trim().to_owned());
    let detail = match (&item.decl, item.kind) {
        (None, _) => format!("{kind}{}", pick(view.language, "（未写完整）", " (can't be read yet)")),
        (Some(_), ItemKind::Clause) => String::new(),
        (Some(_), _) => kind,
    };
    let selection = named.map_or(item.keyword, |name| name.span);
    Outline {
        name,
        detail,
        kind: Kind::Item(item.kind),
        whole: item.span,
        selection,
        inside: names(view, file, item),
    }
}

/// The names that a declaration declares besides its own: fields, options, departments, local names.
fn names(view: &View<'_>, file: FileId, item: &Item) -> Vec<Outline> {
    let own = item.name.as_ref().map(|name| name.span);
    let entries = view.entries_in(file, item.span).iter();
    let declared = entries.filter(|entry| entry.definition && Some(entry.place.span) != own);
    let line = |entry: &qingce_compiler::Entry| {
        let span = entry.place.span;
        Outline {
            name: view.words(entry.place).to_owned(),
            detail: view.kind(entry.symbol).to_owned(),
            kind: Kind::Name(entry.symbol),
            whole: span,
            selection: span,
            inside: Vec::new(),
        }
    };
    declared.map(line).collect()
}
