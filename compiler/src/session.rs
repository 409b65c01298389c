//! One policy, analysed again and again while its texts change, as an editor does.
//!
//! The analysis follows from the texts alone. What a session remembers only saves time: a file whose text is the same is not
//! read again, a sentence not searched again for numbers, a scenario not understood again and nothing proven again of a rule that is the
//! same and leans on the same.

use crate::analyse::{Analysis, sentences};
use crate::before::Before;
use crate::input::{Layer, PolicyText};
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
    files: Vec<FileRead>,
    /// The official texts, by layer.
    sources: Vec<Vec<SourceRead>>,
    memory: Memory,
}

/// What is known from the analysis before.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    pub numerals: Numerals,
    pub proofs: Proofs,
    pub before: Option<Before>,
}

/// One `.ce` file as it was read.
#[derive(Debug, Clone)]
pub(crate) struct FileRead {
    text: String,
    pub tree: Arc<tree::File>,
    pub diagnostics: Vec<Diagnostic>,
}

/// One official text as it was read.
#[derive(Debug, Clone)]
pub(crate) struct SourceRead {
    text: String,
    pub sentences: Arc<SourceText>,
}

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
        let mut before = std::mem::take(&mut self.files).into_iter();
        self.files = files
            .enumerate()
            .map(|(at, file)| match before.next() {
                Some(read) if read.text == file.text => read,
                _ => {
                    let read = parse(&file.text, FileId(at));
                    FileRead {
                        text: file.text.clone(),
                        tree: Arc::new(read.tree),
                        diagnostics: read.diagnostics,
                    }
                }
            })
            .collect();
        let mut before = std::mem::take(&mut self.sources).into_iter();
        let of_layer = |layer: &Layer| {
            let mut before = before.next().unwrap_or_default().into_iter();
            let sources = layer.sources.iter().map(|file| match before.next() {
                Some(read) if read.text == file.text => read,
                _ => SourceRead { text: file.text.clone(), sentences: Arc::new(sentences(&file.text)) },
            });
            sources.collect()
        };
        self.sources = text.layers.iter().map(of_layer).collect();
    }
}
