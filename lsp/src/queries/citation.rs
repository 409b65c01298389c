//! Sentences that are cited: found by their words, so that a half-written declaration has them too.

use super::{Cursor, View};
use qingce_grammar::lexer::{Token, TokenKind, tokens};
use qingce_grammar::{FileId, Place, Span, vocabulary};

/// A sentence that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited<'a> {
    /// The words of the citation: the sentence's number and the phrases behind it.
    pub span: Span,
    /// The number's words.
    pub number: Span,
    /// Which layer's source text has the sentence.
    pub layer: usize,
    /// The sentence's number.
    pub id: &'a str,
    /// The sentence.
    pub sentence: &'a str,
}

impl<'a> View<'a> {
    /// The number of the layer (0 is the base) that a file belongs to.
    pub fn layer_of(&self, file: FileId) -> usize {
        let mut end = 0;
        let layers = self.text.layers.iter().take_while(|layer| {
            end += layer.files.len();
            end <= file.0
        });
        layers.count()
    }

    /// The sentence that a number means in a layer: one of its own source text, or else of what it builds on.
    pub fn sentence(&self, layer: usize, id: &str) -> Option<(usize, &'a str)> {
        let sources = &self.analysis.model.sources;
        (0..=layer).rev().find_map(|layer| Some((layer, sources.get(layer)?.sentence(id)?)))
    }

    /// Where a sentence stands in its layer's official text.
    pub fn sentence_place(&self, layer: usize, id: &str) -> Option<Place> {
        let programs = self.files().count();
        let before: usize = self.text.layers.iter().take(layer).map(|layer| layer.sources.len()).sum();
        // The head names one official text a layer; it is the layer's first source.
        let text = self.text.layers.get(layer)?.sources.first()?.text.as_str();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let body = line.trim_end_matches(['\n', '\r']);
            let shown = body.trim_start_matches('\u{feff}');
            if shown.split_once('\t').is_some_and(|(own, _)| own.trim() == id) {
                let from = start + body.len() - shown.len();
                let span = Span::new(from, start + body.len());
                return Some(Place { file: FileId(programs + before), span });
            }
            start += line.len();
        }
        None
    }

    /// The citation that a place stands in.
    pub fn cited_at(&self, at: Cursor) -> Option<Cited<'a>> {
        let holds = |cited: &Cited<'_>| cited.span.start <= at.offset && at.offset <= cited.span.end;
        self.cited(at.file).into_iter().find(holds)
    }

    /// The sentences that a file cites, in order; numbers that no source text has are left out.
    pub fn cited(&self, file: FileId) -> Vec<Cited<'a>> {
        let (text, layer) = (self.file(file), self.layer_of(file));
        let all = tokens(text);
        let mut words = all.iter().filter(|token| !token.is_trivia()).peekable();
        let mut found: Vec<Cited<'a>> = Vec::new();
        while let Some(word) = words.next() {
            if !cites(text, word) {
                continue;
            }
            let mut current = None;
            while let Some(next) = words.next_if(|next| continues(text, next)) {
                match next.kind {
                    TokenKind::Number => {
                        found.extend(current.take());
                        let id = next.text(text);
                        current = self.sentence(layer, id).map(|(layer, sentence)| Cited {
                            span: next.span,
                            number: next.span,
                            layer,
                            id,
                            sentence,
                        });
                    }
                    TokenKind::Quoted | TokenKind::Unclosed => {
                        if let Some(cited) = &mut current {
                            cited.span = cited.span.to(next.span);
                        }
                    }
                    _ => {}
                }
            }
            found.extend(current);
        }
        found
    }
}

/// Whether a citation follows this word.
fn cites(text: &str, word: &Token) -> bool {
    let keyword = vocabulary::keyword(&[word.text(text)]);
    word.kind == TokenKind::Word && keyword.is_some_and(|(entry, _)| matches!(entry.id, "per" | "taken_from"))
}

/// Whether a token can be part of a list of citations.
fn continues(text: &str, token: &Token) -> bool {
    match token.kind {
        TokenKind::Number | TokenKind::Quoted | TokenKind::Unclosed => true,
        TokenKind::Mark => matches!(token.text(text), "、" | "，" | ","),
        _ => false,
    }
}
