//! `textDocument/hover`.

use crate::queries::hover::{asks_scenarios, hover};
use crate::queries::ran::Ran;
use crate::queries::{Cursor, View};
use crate::server::workspace::{Back, Workspace};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

impl Workspace {
    /// What is told of the words under the pointer. Scenarios are run only where they have to do with it.
    pub fn hover(&mut self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let (uri, position) = (at.text_document.uri, at.position);
        let told = match self.at(&uri, position, |view, cursor, _| asks_scenarios(view, cursor)) {
            Some(true) => self
                .seen_run(&uri, |view, file, back, ran| told(view, back.cursor(file, position), back, ran)),
            _ => self.at(&uri, position, |view, cursor, back| told(view, cursor, back, None)),
        };
        Ok(told.flatten())
    }
}

fn told(view: &View<'_>, cursor: Cursor, back: &Back<'_>, ran: Option<&Ran>) -> Option<Hover> {
    let told = hover(view, cursor, ran)?;
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: told.markdown };
    let range = Some(back.range(cursor.file, told.span));
    Some(Hover { contents: HoverContents::Markup(contents), range })
}
