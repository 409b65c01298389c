//! `textDocument/formatting`, `rangeFormatting` and `onTypeFormatting`.

use crate::queries::layout::{range, typed, whole};
use crate::server::workspace::{Back, Workspace};
use qingce_grammar::{Edit, Span};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit,
};

impl Workspace {
    /// Lays out a file.
    pub fn formatting(&mut self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        Ok(self.seen(&params.text_document.uri, |view, file, back| edits(whole(view, file), back)))
    }

    /// Lays out what lies in a range.
    pub fn range_formatting(
        &mut self,
        params: DocumentRangeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        Ok(self.seen(&params.text_document.uri, |view, file, back| {
            let at = |position| back.cursor(file, position).offset;
            let (start, end) = (at(params.range.start), at(params.range.end));
            edits(range(view, file, Span::new(start.min(end), end.max(start))), back)
        }))
    }

    /// Settles what was just typed.
    pub fn on_type_formatting(
        &mut self,
        params: DocumentOnTypeFormattingParams,
    ) -> Result<Option<Vec<TextEdit>>> {
        let at = params.text_document_position;
        Ok(self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            edits(typed(view, cursor, &params.ch), back)
        }))
    }
}

fn edits(edits: Vec<Edit>, back: &Back<'_>) -> Vec<TextEdit> {
    let each = edits
        .into_iter()
        .map(|edit| TextEdit { range: back.range(edit.place.file, edit.place.span), new_text: edit.text });
    each.collect()
}
