//! A citation: the sentence that it cites.

use super::Hover;
use crate::queries::{Cursor, View};
use qingce_compiler::model::{Citation, Model};
use qingce_files::say;

/// The sentence of the citation at the cursor.
pub fn told(view: &View<'_>, at: Cursor) -> Option<Hover> {
    let cited = view.cited_at(at)?;
    let heading = say!(view.language, "**原文 {}**", "**source, sentence {}**", cited.id);
    Some(Hover { span: cited.span, markdown: format!("{heading}\n\n> {}", cited.sentence) })
}

/// The sentences that citations rest on, each once, as quotations.
pub fn sentences<'m>(model: &'m Model, cited: impl IntoIterator<Item = &'m Citation>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for citation in cited {
        let Citation::Sentence { layer, id, .. } = citation else { continue };
        let Some(sentence) = model.sources.get(*layer).and_then(|source| source.sentence(id)) else {
            continue;
        };
        let line = format!("> {id} {sentence}");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n>\n")
}
