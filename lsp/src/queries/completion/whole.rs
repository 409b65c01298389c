//! Whole declarations, from the vocabulary's own examples.

use super::Site;
use super::offers::{Item, Kind, Offers};
use super::topic::Topic;
use qingce_grammar::lexer::{TokenKind, tokens};
use qingce_grammar::vocabulary::{self, Category, Entry};
use qingce_grammar::{Language, format};

/// Offers every declaration, to be filled in.
pub(crate) fn declarations(site: &Site<'_>, offers: &mut Offers) {
    for entry in vocabulary::entries().filter(|entry| entry.category == Category::Header) {
        let label = entry.spelling(site.written);
        let item = Item {
            label: label.to_owned(),
            insert: form(entry, site.written),
            snippet: true,
            kind: Kind::Declaration,
            detail: entry.doc(site.view.language).to_owned(),
            topic: Some(Topic::Word { id: entry.id.to_owned() }),
        };
        offers.offer_as(1, entry.spellings(), item);
    }
}

/// The example of a declaration, in which names, numbers, days and quoted texts are places to fill in.
fn form(entry: &Entry, language: Language) -> String {
    let example = match language {
        Language::Chinese => entry.example.text.to_owned(),
        Language::English => format(entry.example.text, Some(Language::English)),
    };
    let example = example.trim_end();
    let mut out = String::new();
    let mut places = 0;
    for token in tokens(example) {
        let text = token.text(example);
        let keyword = vocabulary::keyword(&[text]).is_some() || vocabulary::unit(text).is_some();
        let (open, inner, close) = match token.kind {
            TokenKind::Word if !keyword => ("", text, ""),
            TokenKind::Number | TokenKind::Date | TokenKind::ClauseNumber => ("", text, ""),
            TokenKind::Quoted => marks(text),
            _ => {
                out.push_str(&escaped(text));
                continue;
            }
        };
        places += 1;
        out.push_str(&format!("{open}${{{places}:{}}}{close}", escaped(inner)));
    }
    out
}

fn marks(text: &str) -> (&str, &str, &str) {
    let open = text.chars().next().map_or(0, char::len_utf8);
    let close = text.chars().next_back().map_or(0, char::len_utf8);
    let end = text.len().saturating_sub(close).max(open);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    (part(0, open), part(open, end), part(end, text.len()))
}

/// A text in which nothing is a place of a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
