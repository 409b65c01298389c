//! What the client does with texts and files.

use crate::server::composing::is_composing;
use crate::server::convert;
use crate::server::documents::Document;
use crate::server::workspace::Workspace;
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams,
};

impl Workspace {
    /// A text was opened.
    pub fn did_open(&mut self, params: DidOpenTextDocumentParams) {
        let opened = params.text_document;
        let path = convert::path(&opened.uri);
        self.documents.open(path.clone(), Document { text: opened.text, version: opened.version });
        self.policies.change(&path, &self.documents);
        self.owe();
    }

    /// A text was edited.
    pub fn did_change(&mut self, params: DidChangeTextDocumentParams) {
        let path = convert::path(&params.text_document.uri);
        let version = params.text_document.version;
        let end = self.documents.change(&path, version, params.content_changes, self.encoding);
        self.policies.change(&path, &self.documents);
        let text = self.documents.get(&path).map(|document| document.text.as_str());
        match text.zip(end).is_some_and(|(text, end)| is_composing(text, end)) {
            true => self.owe_composed(),
            false => self.owe(),
        }
    }

    /// A text was saved.
    pub fn did_save(&mut self, params: DidSaveTextDocumentParams) {
        let path = convert::path(&params.text_document.uri);
        for (policy, _) in self.policies.holding(&path) {
            policy.saved();
        }
        if self.abilities.refreshes_lenses {
            let client = self.client.clone();
            self.runtime.spawn(async move { client.code_lens_refresh().await });
        }
    }

    /// A text was closed: what lies on the disk counts again.
    pub fn did_close(&mut self, params: DidCloseTextDocumentParams) {
        let path = convert::path(&params.text_document.uri);
        self.documents.close(&path);
        self.colours.forget(&path);
        self.policies.refresh(&path, &self.documents);
        self.owe();
    }

    /// Files came, went or changed on the disk.
    pub fn did_change_watched_files(&mut self, params: DidChangeWatchedFilesParams) {
        for change in params.changes {
            self.policies.refresh(&convert::path(&change.uri), &self.documents);
        }
        self.owe();
    }
}
