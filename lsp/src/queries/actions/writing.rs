//! Writing into a file in its own style: the language of its keywords, its ends of lines, names that are still free.

use super::super::View;
use chrono::{Datelike, NaiveDate};
use qingce_grammar::tree::{Citation, Item};
use qingce_grammar::{Edit, FileId, Language, Place, Span, vocabulary};

/// A file to be written into.
#[derive(Debug, Clone, Copy)]
pub struct Writing<'a> {
    view: View<'a>,
    file: FileId,
    language: Language,
}

impl<'a> Writing<'a> {
    /// Into this file.
    pub fn new(view: View<'a>, file: FileId) -> Option<Self> {
        Some(Self { view, file, language: view.tree(file)?.language })
    }

    /// A keyword of the vocabulary, by its id.
    pub fn word(&self, id: &str) -> &'static str {
        vocabulary::entry(id).map_or("", |entry| entry.spelling(self.language))
    }

    /// One of two texts.
    pub fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// A day.
    pub fn day(&self, day: NaiveDate) -> String {
        match self.language {
            Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Language::English => day.to_string(),
        }
    }

    /// A citation of a sentence with words of it.
    pub fn sentence(&self, id: &str, phrase: &str) -> String {
        match self.language {
            Language::Chinese => format!("{id}「{phrase}」"),
            Language::English => format!("{id} \"{phrase}\""),
        }
    }

    /// A name that nothing has yet: this one, or with a number behind it.
    pub fn free(&self, name: &str) -> String {
        let index = &self.view.analysis.index.entries;
        let taken =
            |name: &str| index.iter().any(|entry| entry.definition && self.view.words(entry.place) == name);
        let numbered = (2..).map(|number| format!("{name}{number}"));
        std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
    }

    /// The words of a span.
    pub fn words(&self, span: Span) -> &'a str {
        self.view.words(Place { file: self.file, span })
    }

    /// A declaration put before another one.
    pub fn before(&self, item: &Item, declaration: &str) -> Edit {
        let at = item.keyword.start;
        self.edit(Span::new(at, at), &format!("{declaration}\n"))
    }

    /// An edit.
    pub fn edit(&self, span: Span, text: &str) -> Edit {
        let crlf = self.view.file(self.file).contains("\r\n");
        let text = if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        Edit { place: Place { file: self.file, span }, text }
    }

    /// A line behind the one that a byte stands in, indented as the parts of a declaration are.
    pub fn line_after(&self, at: usize, line: &str) -> Edit {
        let rest = self.view.file(self.file).get(at..).unwrap_or_default();
        let end = at
            + rest.find('\n').map_or(rest.len(), |end| {
                end - usize::from(rest.get(..end).is_some_and(|line| line.ends_with('\r')))
            });
        self.edit(Span::new(end, end), &format!("\n  {line}"))
    }

    /// What is cited, as written; of several sentences the one with `number` in it, else the first.
    pub fn cited(&self, cited: &[Citation], number: &str) -> Option<&'a str> {
        let sentences = self.view.analysis.model.sources.iter().flat_map(|source| &source.sentences);
        let sentence = |id: &str| sentences.clone().find(|(own, _)| own == id).map(|(_, text)| text.as_str());
        let has = |citation: &&Citation| match citation {
            Citation::Sentence { id, .. } => sentence(&id.text).is_some_and(|text| text.contains(number)),
            Citation::Document(_) => false,
        };
        let chosen = cited.iter().find(has).or(cited.first())?;
        Some(self.words(span_of(chosen)))
    }
}

/// A citation with the words that it quotes.
pub fn span_of(citation: &Citation) -> Span {
    match citation {
        Citation::Sentence { id, phrases } => phrases.last().map_or(id.span, |last| id.span.to(last.span)),
        Citation::Document(name) => name.span,
    }
}
