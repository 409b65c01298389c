//! What every query is given.

use chrono::NaiveDate;
use qingce_compiler::{Analysis, Entry, PolicyText, SourceFile};
use qingce_grammar::tree::{self, Item};
use qingce_grammar::{FileId, Language, Place, Span};

/// A place in a policy: a byte of one of its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The file.
    pub file: FileId,
    /// A byte offset, on a character boundary; the file's length is its end.
    pub offset: usize,
}

impl Cursor {
    /// The empty range at the cursor.
    pub fn place(self) -> Place {
        Place { file: self.file, span: Span::new(self.offset, self.offset) }
    }
}

/// What is known of a policy at one moment.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// Its texts.
    pub text: &'a PolicyText,
    /// What the analysis says of exactly these texts.
    pub analysis: &'a Analysis,
    /// The language that the drafter reads.
    pub language: Language,
    /// The day for "in force today".
    pub today: NaiveDate,
}

impl<'a> View<'a> {
    /// The `.ce` files of all layers, by [`FileId`].
    pub fn files(&self) -> impl Iterator<Item = &'a SourceFile> {
        self.text.layers.iter().flat_map(|layer| layer.files.iter())
    }

    /// The files of the policy itself, without those of what it builds on.
    pub fn own(&self) -> impl Iterator<Item = FileId> + use<> {
        let own = self.text.layers.last().map_or(0, |layer| layer.files.len());
        let all = self.files().count();
        (all - own..all).map(FileId)
    }

    /// The text of a file; empty if there is none. Official texts count on after the `.ce` files.
    pub fn file(&self, file: FileId) -> &'a str {
        let sources = self.text.layers.iter().flat_map(|layer| layer.sources.iter());
        self.files().chain(sources).nth(file.0).map_or("", |file| file.text.as_str())
    }

    /// The syntax tree of a file.
    pub fn tree(&self, file: FileId) -> Option<&'a tree::File> {
        self.analysis.trees.get(file.0).map(AsRef::as_ref)
    }

    /// The declaration that a place stands in, or right behind.
    pub fn item(&self, at: Cursor) -> Option<&'a Item> {
        let items = &self.tree(at.file)?.items;
        let next = items.partition_point(|item| item.span.start <= at.offset);
        items.get(next.checked_sub(1)?).filter(|item| at.offset <= item.span.end)
    }

    /// The words of a place.
    pub fn words(&self, place: Place) -> &'a str {
        self.file(place.file).get(place.span.start..place.span.end).unwrap_or_default()
    }

    /// The name that a place stands in, or right behind.
    pub fn name(&self, at: Cursor) -> Option<&'a Entry> {
        self.analysis.index.at(at.place())
    }
}
