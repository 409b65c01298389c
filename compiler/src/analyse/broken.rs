//! Declarations that could not be read because words were run together: with the names of the whole policy at hand it can
//! be told where the blanks belong.

use super::context::{Analyser, PlacedItem};
use qingce_grammar::lexer::{TokenKind, tokens};
use qingce_grammar::{Code, Diagnostic, Place, Span, fold, respace, vocabulary};
use std::collections::BTreeSet;

impl<'t> Analyser<'t> {
    /// Looks through the words of every broken declaration. What the grammar said of the place where reading stopped is
    /// taken back if words run together stand at or before it.
    pub fn respace_broken(&mut self, items: &[PlacedItem<'t>]) {
        for item in items.iter().filter(|item| item.decl.decl.is_none()) {
            let found = self.run_together_in(item);
            let Some(first) = found.first().and_then(main_place) else {
                continue;
            };
            let span = item.decl.span;
            self.diagnostics.retain(|fault| {
                let stopped = matches!(fault.code, Code::Syntax | Code::RunTogether | Code::MissingPart);
                let place = main_place(fault).unwrap_or_default();
                let here = place.file == item.home.file
                    && span.start <= place.span.start
                    && place.span.end <= span.end;
                !(stopped && here && first.span.start <= place.span.end)
            });
            self.diagnostics.extend(found);
        }
    }

    fn run_together_in(&self, item: &PlacedItem<'_>) -> Vec<Diagnostic> {
        let span = item.decl.span;
        let whole = Place { file: item.home.file, span };
        let text = self.words(whole);
        let words: Vec<Span> =
            tokens(text).iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span).collect();
        let word = |span: &Span| text.get(span.start..span.end).unwrap_or("");
        let given = words.iter().zip(words.iter().skip(1));
        let local: BTreeSet<&str> =
            given.filter(|(let_word, _)| is_let(word(let_word))).map(|(_, name)| word(name)).collect();
        let own = item.decl.name.as_ref().map(|name| name.text.as_str());
        let known = |name: &str| self.is_declared(name) || local.contains(name) || own == Some(name);
        words
            .iter()
            .filter_map(|at| {
                let words = respace(&fold(word(at)), &known)?;
                let place = Place { span: Span::new(span.start + at.start, span.start + at.end), ..whole };
                Some(self.respaced(place, &words))
            })
            .collect()
    }
}

/// Whether a word begins a local name.
fn is_let(word: &str) -> bool {
    vocabulary::entry("let").is_some_and(|entry| entry.spellings().any(|spelling| spelling == word))
}

fn main_place(fault: &Diagnostic) -> Option<Place> {
    fault.labels.first().map(|label| label.place)
}
