//! A keyword: what it is for, and an example.

use super::Hover;
use crate::queries::{Cursor, View};
use qingce_files::say;
use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::vocabulary::{self, Entry};
use qingce_grammar::{Language, format};

/// What the keyword at the cursor is for.
pub fn told(view: &View<'_>, at: Cursor) -> Option<Hover> {
    let text = view.file(at.file);
    let start = text.get(..at.offset)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let here = at.offset - start;
    let mut words = highlight(line).into_iter().filter(|(span, _)| span.start <= here && here <= span.end);
    let (span, entry) =
        words.find_map(|(span, colour)| Some((span, entry(line.get(span.start..span.end)?, colour)?)))?;
    let span = qingce_grammar::Span::new(start + span.start, start + span.end);
    Some(Hover { span, markdown: explained(entry, view.language) })
}

/// The entry of a coloured word; marks go without saying.
fn entry(words: &str, colour: Highlight) -> Option<&'static Entry> {
    match colour {
        Highlight::Keyword(_) => {
            let words: Vec<&str> = words.split_whitespace().collect();
            vocabulary::keyword(&words).map(|(entry, _)| entry)
        }
        Highlight::Unit => vocabulary::unit(words),
        Highlight::Name
        | Highlight::Number
        | Highlight::Date
        | Highlight::Text
        | Highlight::Comment
        | Highlight::Mark => None,
    }
}

/// What an entry of the vocabulary is for, with its example.
pub fn explained(entry: &Entry, language: Language) -> String {
    let other = match language {
        Language::Chinese => entry.en,
        Language::English => entry.zh,
    };
    let spelling = entry.spelling(language);
    let title = match other.is_empty() || other == spelling {
        true => format!("**{spelling}**"),
        false => say!(language, "**{spelling}**（{other}）", "**{spelling}** ({other})"),
    };
    let example = format(&entry.example.declarations(), Some(language));
    format!("{title}\n\n{}\n\n```qingce\n{}\n```", entry.doc(language), example.trim_end())
}
