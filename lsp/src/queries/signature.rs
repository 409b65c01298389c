//! What a function, a standard by option or a scale is given in its brackets, while they are being filled.

use super::types::type_words;
use super::{Cursor, View, in_force};
use qingce_compiler::model::{StandardId, Type};
use qingce_files::message::pick;
use qingce_grammar::fold;
use qingce_grammar::lexer::TokenKind;
use qingce_grammar::place::{self, Before};

/// What is written in the brackets at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The whole, with its brackets.
    pub label: String,
    /// The names in the brackets, in order.
    pub parameters: Vec<String>,
    /// Which of them the cursor stands in.
    pub active: usize,
    /// What it gives.
    pub documentation: String,
}

/// The brackets that the cursor stands in, if they belong to a function, a standard or a scale.
pub fn signature(view: &View<'_>, at: Cursor) -> Option<Signature> {
    let text = view.file(at.file);
    if place::inside(text, at.offset).is_some_and(|token| token.kind == TokenKind::Comment) {
        return None;
    }
    let before = place::before(text, at.offset)?;
    let (head, commas) = call(&before)?;
    let said = before.said.get(head)?;
    let name = before.text(said);
    let (parameters, documentation) = match said.entry {
        Some(entry) if entry.takes.is_empty() => return None,
        Some(entry) => {
            let names = entry.takes.iter().map(|(zh, en)| pick(view.language, zh, en).to_owned());
            (names.collect(), entry.doc(view.language).to_owned())
        }
        None => named(view, &fold(name))?,
    };
    let (open, comma, close) = match name.is_ascii() {
        true => ("(", ", ", ")"),
        false => ("（", "，", "）"),
    };
    let label = format!("{name}{open}{}{close}", parameters.join(comma));
    let active = commas.min(parameters.len().saturating_sub(1));
    Some(Signature { label, parameters, active, documentation })
}

/// The word before the innermost bracket that is open at the end of what was said, and how many commas stand in it.
fn call(before: &Before<'_>) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut commas = 0;
    for at in (0..before.said.len()).rev() {
        let said = before.said.get(at)?;
        if said.is("close") {
            depth += 1;
        } else if said.is("open") && depth == 0 {
            return Some((at.checked_sub(1)?, commas));
        } else if said.is("open") {
            depth -= 1;
        } else if depth == 0 && (said.is("comma") || said.is("listed")) {
            commas += 1;
        } else if before.leader() == Some(at) {
            return None;
        }
    }
    None
}

/// A standard by option or a scale.
fn named(view: &View<'_>, name: &str) -> Option<(Vec<String>, String)> {
    let model = &view.analysis.model;
    if let Some(at) = model.standards.iter().position(|standard| standard.name == name) {
        let list = model.standards.get(at)?.by?;
        let of = type_words(view, &Type::Option(list));
        return Some((vec![of], in_force::standard(view, StandardId(at), view.language)));
    }
    let scale = model.scales.iter().find(|scale| scale.name == name)?;
    Some((vec![scale.from_unit.clone()], scale.to_unit.clone()))
}
