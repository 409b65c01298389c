//! The texts that are open in the editor, which go before those on the disk.

use super::convert::{Encoding, offset};
use qingce_grammar::position::Lines;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use tower_lsp::ls_types::TextDocumentContentChangeEvent;

/// One open text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// The client's number of this text.
    pub version: i32,
}

/// The open texts, by their paths.
#[derive(Debug, Default)]
pub struct Documents {
    open: HashMap<PathBuf, Document>,
}

impl Documents {
    /// The open text of this path.
    pub fn get(&self, path: &Path) -> Option<&Document> {
        self.open.get(path)
    }

    /// Opens a text, or takes it anew.
    pub fn open(&mut self, path: PathBuf, document: Document) {
        self.open.insert(path, document);
    }

    /// Closes a text; from now on the one on the disk counts.
    pub fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// Makes the client's changes, one after the other; where the last one ends, if it is one of a range of an open text.
    pub fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> Option<usize> {
        let document = self.open.get_mut(path)?;
        document.version = version;
        let mut end = None;
        for change in changes {
            end = apply(&mut document.text, change, encoding);
        }
        end
    }
}

fn apply(text: &mut String, change: TextDocumentContentChangeEvent, encoding: Encoding) -> Option<usize> {
    let Some(range) = change.range else {
        *text = change.text;
        return None;
    };
    let lines = Lines::new(text);
    let (start, end) = (offset(&lines, range.start, encoding), offset(&lines, range.end, encoding));
    text.replace_range(start.min(end)..end.max(start), &change.text);
    Some(start.min(end) + change.text.len())
}
