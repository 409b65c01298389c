//! `textDocument/inlayHint`.

use crate::queries::inlay::{HintKind, hints};
use crate::server::convert;
use crate::server::workspace::Workspace;
use qingce_grammar::Span;
use qingce_grammar::position::Lines;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams};

impl Workspace {
    /// What stands between the words of a range without being written.
    pub fn inlay_hint(&mut self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        Ok(self.seen(&params.text_document.uri, |view, file, back| {
            let lines = Lines::new(view.file(file));
            let offset = |at| convert::offset(&lines, at, back.encoding);
            let range = Span::new(offset(params.range.start), offset(params.range.end));
            let found = hints(view, file, range).into_iter();
            let converted = found.map(|hint| InlayHint {
                position: convert::position(&lines, hint.at, back.encoding),
                label: InlayHintLabel::String(hint.label),
                kind: match hint.kind {
                    HintKind::Value => None,
                    HintKind::Type => Some(InlayHintKind::TYPE),
                    HintKind::Argument => Some(InlayHintKind::PARAMETER),
                },
                text_edits: None,
                tooltip: None,
                padding_left: Some(hint.kind == HintKind::Value),
                padding_right: Some(hint.kind == HintKind::Argument),
                data: None,
            });
            converted.collect()
        }))
    }
}
