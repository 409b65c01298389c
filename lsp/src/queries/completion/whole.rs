//! Whole declarations, from the vocabulary's own examples.

use super::Site;
use super::offers::{Item, Kind, Offers};
use super::topic::Topic;
use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::vocabulary::{self, Category, Entry};
use qingce_grammar::{Language, Span, format};

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

/// The example of a declaration as a snippet: its names, numbers, days and quoted texts are places to fill in, the same name the
/// same place.
pub fn form(entry: &Entry, language: Language) -> String {
    let example = format(&entry.example.declarations(), Some(language));
    let text = example.trim_end();
    let mut places: Vec<&str> = Vec::new();
    let (mut out, mut at) = (String::new(), 0);
    for (span, colour) in highlight(text) {
        let Some(filled) = filled_in(text, span, colour) else { continue };
        let words = text.get(filled.start..filled.end).unwrap_or_default();
        let same = places.iter().position(|place| *place == words && colour == Highlight::Name);
        let number = same.unwrap_or_else(|| {
            places.push(words);
            places.len() - 1
        });
        out += &escaped(text.get(at..filled.start).unwrap_or_default());
        out += &format!("${{{}:{}}}", number + 1, escaped(words));
        at = filled.end;
    }
    out + &escaped(text.get(at..).unwrap_or_default()) + "\n$0"
}

/// The part of a coloured piece that a drafter fills in.
fn filled_in(text: &str, span: Span, colour: Highlight) -> Option<Span> {
    match colour {
        Highlight::Name | Highlight::Number | Highlight::Date => Some(span),
        Highlight::Text => {
            let quoted = text.get(span.start..span.end)?;
            let mark = |c: Option<char>| c.map_or(0, char::len_utf8);
            let (open, close) = (mark(quoted.chars().next()), mark(quoted.chars().next_back()));
            Some(Span::new(span.start + open, span.end - close))
        }
        Highlight::Keyword(_) | Highlight::Unit | Highlight::Comment | Highlight::Mark => None,
    }
}

/// A text in which nothing is a place of a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
