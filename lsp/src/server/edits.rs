//! Changes of texts in the protocol's form, with the versions of the texts that they belong to.

use super::convert;
use super::workspace::{Back, Workspace};
use crate::queries::actions::Changed;
use qingce_grammar::FileId;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use tower_lsp::ls_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, ResourceOp, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

/// A change with paths and ranges, cut loose from the policy that it was worked out for.
#[derive(Debug, Clone, Default)]
pub struct Loose {
    edits: BTreeMap<PathBuf, Vec<TextEdit>>,
    created: Option<(PathBuf, String)>,
}

impl Loose {
    /// Edits of texts that are there.
    pub fn of(edits: BTreeMap<PathBuf, Vec<TextEdit>>) -> Self {
        Self { edits, created: None }
    }
}

impl Back<'_> {
    /// A change in the protocol's words; `None` if it touches a file without a path.
    pub fn loose(&self, changed: Changed) -> Option<Loose> {
        let mut by_file: BTreeMap<FileId, Vec<_>> = BTreeMap::new();
        for edit in changed.edits {
            by_file.entry(edit.place.file).or_default().push(edit);
        }
        let mut edits = BTreeMap::new();
        for (file, of_file) in by_file {
            let range = self.ranges(file);
            let texts = of_file
                .into_iter()
                .map(|edit| TextEdit { range: range(edit.place.span), new_text: edit.text });
            edits.insert(self.path(file)?.to_owned(), texts.collect());
        }
        let created = changed.created.map(|(path, text)| (self.folder().join(path), text));
        Some(Loose { edits, created })
    }
}

impl Workspace {
    /// A change as the client takes it; `None` if it makes a file and the client can't.
    pub fn workspace_edit(&self, loose: Loose) -> Option<WorkspaceEdit> {
        if !self.abilities.versioned_edits {
            if loose.created.is_some() {
                return None;
            }
            let changes = loose.edits.into_iter().map(|(path, edits)| Some((convert::uri(&path)?, edits)));
            let changes: HashMap<_, _> = changes.collect::<Option<_>>()?;
            return Some(WorkspaceEdit::new(changes));
        }
        let mut operations = Vec::new();
        if let Some((path, text)) = loose.created {
            if !self.abilities.creates_files {
                return None;
            }
            let uri = convert::uri(&path)?;
            let options = Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) });
            let create = CreateFile { uri, options, annotation_id: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
            let all = vec![TextEdit { range: Range::default(), new_text: text }];
            operations.push(DocumentChangeOperation::Edit(self.document_edit(&path, all)?));
        }
        for (path, edits) in loose.edits {
            operations.push(DocumentChangeOperation::Edit(self.document_edit(&path, edits)?));
        }
        let document_changes = Some(DocumentChanges::Operations(operations));
        Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
    }

    /// Edits of one text: of the version that the server has, or of what lies on the disk.
    fn document_edit(&self, path: &std::path::Path, edits: Vec<TextEdit>) -> Option<TextDocumentEdit> {
        let version = self.documents.get(path).map(|document| document.version);
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: convert::uri(path)?, version };
        Some(TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() })
    }
}
