//! What the client can do, as far as the server asks it.

use tower_lsp::ls_types::{ClientCapabilities, ResourceOperationKind};

/// What the client can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abilities {
    /// Takes edits that say to which version of a text they belong.
    pub versioned_edits: bool,
    /// Creates files that an edit asks for.
    pub creates_files: bool,
    /// Asks for the edits of an action once somebody chose it.
    pub resolves_actions: bool,
    /// Can be told to ask for code lenses again.
    pub refreshes_lenses: bool,
    /// Can be told which files to watch.
    pub watches_files: bool,
    /// Takes a declaration with the range around it.
    pub takes_links: bool,
    /// Shows how far long work is.
    pub shows_progress: bool,
}

impl Abilities {
    /// What a client says of itself.
    pub fn of(client: &ClientCapabilities) -> Self {
        let workspace = client.workspace.as_ref();
        let edit = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edit.and_then(|edit| edit.resource_operations.as_ref());
        let action = client.text_document.as_ref().and_then(|text| text.code_action.as_ref());
        let resolved = action.and_then(|action| action.resolve_support.as_ref());
        let lenses = workspace.and_then(|workspace| workspace.code_lens.as_ref());
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let definition = client.text_document.as_ref().and_then(|text| text.definition.as_ref());
        let window = client.window.as_ref();
        Self {
            versioned_edits: edit.and_then(|edit| edit.document_changes) == Some(true),
            creates_files: operations.is_some_and(|all| all.contains(&ResourceOperationKind::Create)),
            resolves_actions: resolved.is_some_and(|all| all.properties.iter().any(|one| one == "edit")),
            refreshes_lenses: lenses.and_then(|lenses| lenses.refresh_support) == Some(true),
            watches_files: watched.and_then(|watched| watched.dynamic_registration) == Some(true),
            takes_links: definition.and_then(|definition| definition.link_support) == Some(true),
            shows_progress: window.and_then(|window| window.work_done_progress) == Some(true),
        }
    }
}
