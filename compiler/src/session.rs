//! One policy, analysed again and again while its texts change, as an editor does.
//!
//! The analysis follows from the texts alone. What a session remembers only saves time: a file whose text is the same is not
//! read again, a sentence not searched again for numbers, a scenario not understood again and nothing proven again of a rule that is the
//! same and leans on the same.

use crate::analyse::{Analysis, sentences};
use crate::before::Before;
use crate::input::{Layer, PolicyText, SourceFile};
use crate::lint::Proofs;
use crate::model::SourceText;
use crate::numerals::Numerals;
use qingce_grammar::{Diagnostic, FileId, parse, tree};
use std::sync::Arc;

/// The analyses of one policy, one after the other.
///
/// ```
/// use qingce_compiler::{Layer, PolicyText, Session, SourceFile, analyse};
///
/// let file = |text: &str| SourceFile { path: "政策.ce".to_owned(), text: text.to_owned() };
/// let policy = |text: &str| PolicyText { layers: vec![Layer { files: vec![file(text)], ..Layer::default() }] };
/// let mut session = Session::default();
/// session.analyse(&policy("单位 人：人数\n"));
/// let edited = policy("单位 人：人数\n单位 户\n");
/// assert_eq!(session.analyse(&edited), analyse(&edited));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Session {
    /// What was read, by [`FileId`].
    files: Vec<Read<FileRead>>,
    /// The official texts, by layer.
    sources: SourcesRead,
    memory: Memory,
}

/// What is known from the analysis before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    pub numerals: Numerals,
    pub proofs: Proofs,
    pub before: Option<Before>,
}

/// A text, with what was read of it.
#[derive(Debug, Clone)]
pub(crate) struct Read<T> {
    text: String,
    pub found: T,
}

/// One `.ce` file as it was read.
#[derive(Debug, Clone)]
pub(crate) struct FileRead {
    pub tree: Arc<tree::File>,
    pub diagnostics: Vec<Diagnostic>,
}

/// The official texts as they were read, by layer.
pub(crate) type SourcesRead = Vec<Vec<Read<Arc<SourceText>>>>;

impl Session {
    /// Finds out what a policy means and what is wrong with it, just as [`crate::analyse`] does; faster the more of the texts is as it
    /// was the last time. Never fails.
    pub fn analyse(&mut self, text: &PolicyText) -> Analysis {
        self.read(text);
        let analysis = crate::analyse::of_read(text, (&self.files, &self.sources), &mut self.memory);
        self.memory.numerals.forget();
        analysis
    }

    /// Reads the files that changed.
    fn read(&mut self, text: &PolicyText) {
        let files = text.layers.iter().flat_map(|layer| &layer.files);
        self.files = again(std::mem::take(&mut self.files), files, |at, text| {
            let read = parse(text, FileId(at));
            FileRead { tree: Arc::new(read.tree), diagnostics: read.diagnostics }
        });
        let mut before = std::mem::take(&mut self.sources).into_iter();
        let of_layer = |layer: &Layer| {
            let before = before.next().unwrap_or_default();
            again(before, &layer.sources, |_, text| Arc::new(sentences(text)))
        };
        self.sources = text.layers.iter().map(of_layer).collect();
    }
}

/// Reads texts, but for those that are as they were at the same place.
fn again<'f, T>(
    before: Vec<Read<T>>,
    files: impl IntoIterator<Item = &'f SourceFile>,
    read: impl Fn(usize, &str) -> T,
) -> Vec<Read<T>> {
    let mut before = before.into_iter();
    let files = files.into_iter().enumerate();
    let known = files.map(|(at, file)| match before.next() {
        Some(known) if known.text == file.text => known,
        _ => Read { text: file.text.clone(), found: read(at, &file.text) },
    });
    known.collect()
}
