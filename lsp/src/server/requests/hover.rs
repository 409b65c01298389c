//! `textDocument/hover`.

use crate::queries::hover::hover;
use crate::server::workspace::Workspace;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

impl Workspace {
    /// What is told of the words under the pointer.
    pub fn hover(&mut self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let told = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let told = hover(view, cursor)?;
            let value = told.markdown;
            Some(Hover {
                contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
                range: Some(back.range(cursor.file, told.span)),
            })
        });
        Ok(told.flatten())
    }
}
