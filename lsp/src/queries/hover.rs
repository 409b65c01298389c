//! What is told of the words under the pointer.

use super::{Cursor, View};
use qingce_grammar::Span;

/// What is told, and of which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The words.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// Tells of a name what it is.
pub fn hover(view: &View<'_>, at: Cursor) -> Option<Hover> {
    let entry = view.name(at)?;
    Some(Hover { span: entry.place.span, markdown: view.words(entry.place).to_owned() })
}
