//! `initialize` and `initialized`: what client and server can do, and which policies there are.

use crate::server::abilities::Abilities;
use crate::server::capabilities::capabilities;
use crate::server::convert::{self, Encoding};
use crate::server::workspace::Workspace;
use qingce_grammar::Language;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    ClientCapabilities, DidChangeWatchedFilesRegistrationOptions, DidChangeWorkspaceFoldersParams,
    FileSystemWatcher, GlobPattern, InitializeParams, InitializeResult, InitializedParams, Registration,
    ServerInfo,
};

impl Workspace {
    /// Settles how to speak with the client.
    pub fn initialize(&mut self, params: InitializeParams) -> Result<InitializeResult> {
        self.encoding = Encoding::chosen(&params.capabilities);
        self.abilities = Abilities::of(&params.capabilities);
        self.published.pulled = pulls(&params.capabilities);
        let options = params.initialization_options.unwrap_or_default();
        match options.get("language").and_then(|language| language.as_str()) {
            Some("zh") => self.settings.language = Language::Chinese,
            Some("en") => self.settings.language = Language::English,
            _ => {}
        }
        let folders = params.workspace_folders.unwrap_or_default();
        self.folders = folders.iter().map(|folder| convert::path(&folder.uri)).collect();
        Ok(InitializeResult {
            capabilities: capabilities(self.encoding, self.published.pulled),
            server_info: Some(ServerInfo {
                name: "qingce".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
            ..InitializeResult::default()
        })
    }

    /// Finds the policies.
    pub fn initialized(&mut self, _: InitializedParams) {
        for folder in self.folders.clone() {
            self.policies.discover(&folder, &self.documents);
        }
        self.owe();
        if self.abilities.watches_files {
            let client = self.client.clone();
            self.runtime.spawn(async move { client.register_capability(vec![watched()]).await });
        }
    }

    /// Folders came or went.
    pub fn did_change_workspace_folders(&mut self, params: DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed {
            let path = convert::path(&folder.uri);
            self.folders.retain(|known| *known != path);
        }
        for folder in params.event.added {
            let path = convert::path(&folder.uri);
            self.policies.discover(&path, &self.documents);
            self.folders.push(path);
        }
        self.owe();
    }
}

/// The files whose changes on the disk matter: policies, official texts, sample records.
fn watched() -> Registration {
    let watchers = ["**/*.ce", "**/*.tsv", "**/{样例,samples}/**"]
        .map(|glob| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None });
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: watchers.to_vec() };
    Registration {
        id: "qingce-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: serde_json::to_value(options).ok(),
    }
}

/// Whether the client asks for diagnostics itself, and can be told to ask again.
fn pulls(capabilities: &ClientCapabilities) -> bool {
    let asks = capabilities.text_document.as_ref().is_some_and(|text| text.diagnostic.is_some());
    let workspace = capabilities.workspace.as_ref().and_then(|workspace| workspace.diagnostics.as_ref());
    asks && workspace.is_some_and(|diagnostics| diagnostics.refresh_support == Some(true))
}
