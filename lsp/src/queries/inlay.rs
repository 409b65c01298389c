//! What stands between the words without being written: values in force, types of definitions and local names, names of
//! arguments.

use super::types::type_words;
use super::{View, in_force};
use qingce_compiler::model::Type;
use qingce_compiler::{Entry, Symbol};
use qingce_grammar::{FileId, Language, Span};

/// Words shown at a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The byte before which they are shown.
    pub at: usize,
    /// The words.
    pub label: String,
    /// What they are.
    pub kind: HintKind,
}

/// What a hint tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HintKind {
    /// The value in force of the standard before it.
    Value,
    /// The type of the name before it.
    Type,
    /// What the argument after it is.
    Argument,
}

/// The hints of a part of a file, in order.
pub fn hints(view: &View<'_>, file: FileId, range: Span) -> Vec<Hint> {
    let entries = &view.analysis.index.entries;
    // Entries stand in the order of their places.
    let from =
        entries.partition_point(|entry| (entry.place.file, entry.place.span.start) < (file, range.start));
    let inside = entries.get(from..).unwrap_or_default().iter();
    let inside = inside.take_while(|entry| entry.place.file == file && entry.place.span.start < range.end);
    inside.filter_map(|entry| hint(view, entry)).collect()
}

fn hint(view: &View<'_>, entry: &Entry) -> Option<Hint> {
    let model = &view.analysis.model;
    let end = entry.place.span.end;
    let of_type = |ty: &Type| {
        let mark = match view.language {
            Language::Chinese => "：",
            Language::English => ": ",
        };
        Some(Hint { at: end, label: format!("{mark}{}", type_words(view, ty)), kind: HintKind::Type })
    };
    match (entry.symbol, entry.definition) {
        (Symbol::Definition(id), true) => {
            let definition = model.definitions.get(id.0)?;
            // A definition with errors has no type that could be told.
            (!definition.body.results().is_empty()).then(|| of_type(&definition.ty)).flatten()
        }
        (Symbol::Let(rule, id), true) => {
            let local = model.rules.get(rule.0)?.lets.get(id.0)?;
            of_type(&local.value.ty)
        }
        (Symbol::Standard(id), false) => {
            let standard = model.standards.get(id.0)?;
            if let Some(list) = standard.by {
                return argument(view, entry, &type_words(view, &Type::Option(list)));
            }
            (!standard.values.is_empty()).then(|| Hint {
                at: end,
                label: format!("＝{}", in_force::standard(view, id, view.language)),
                kind: HintKind::Value,
            })
        }
        (Symbol::Scale(id), false) => argument(view, entry, &model.scales.get(id.0)?.from_unit),
        _ => None,
    }
}

/// The name of the argument in the brackets after a name.
fn argument(view: &View<'_>, entry: &Entry, name: &str) -> Option<Hint> {
    let text = view.file(entry.place.file);
    let rest = text.get(entry.place.span.end..)?;
    let bracket = rest.trim_start_matches([' ', '\t']);
    let open = bracket.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let at = entry.place.span.end + (rest.len() - bracket.len()) + open.len_utf8();
    let mark = match view.language {
        Language::Chinese => "：",
        Language::English => ": ",
    };
    Some(Hint { at, label: format!("{name}{mark}"), kind: HintKind::Argument })
}
