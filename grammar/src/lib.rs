//! The grammar of Qingce: policy text to tokens, declarations and one typed tree, and nothing about meaning.
//!
//! Everything begins at [`parse`], which never fails: it gives a tree and diagnostics.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod code;
mod declarations;
mod diagnostic;
mod failure;
pub mod lexer;
mod numerals;
mod parse;
pub mod tree;
mod vocabulary;
pub mod width;

pub use code::{Code, UnknownCode};
pub use diagnostic::{Diagnostic, Edit, FileId, Fix, Label, Language, Message, Place, Severity, Span};

/// A parsed file: what could be read, and what is wrong with the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// The tree. Broken declarations are in it with their header only.
    pub tree: tree::File,
    /// The faults, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one policy file. Never fails.
pub fn parse(text: &str, file: FileId) -> Parse {
    let tokens = lexer::tokens(text);
    let split = declarations::split(text, &tokens);
    let mut diagnostics = Vec::new();
    if let Some(span) = split.stray {
        diagnostics.push(failure::stray(Place { file, span }));
    }
    let items = split
        .pieces
        .into_iter()
        .map(|piece| {
            let source = text.get(piece.span.start..piece.span.end).unwrap_or_default();
            let decl = parse::declaration(piece.kind, source, piece.span.start, file, &mut diagnostics);
            let name = piece.name.map(|span| tree::Name {
                text: width::fold(text.get(span.start..span.end).unwrap_or_default()),
                span,
            });
            tree::Item { kind: piece.kind, keyword: piece.keyword, name, span: piece.span, decl }
        })
        .collect();
    diagnostics.sort_by_key(|d| d.labels.first().map(|label| label.place.span.start));
    Parse { tree: tree::File { language: split.language.unwrap_or(Language::Chinese), items }, diagnostics }
}
