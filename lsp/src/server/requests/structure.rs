//! `textDocument/foldingRange`, `selectionRange` and `documentLink`.

use crate::queries::folding::folding;
use crate::queries::selection::around;
use crate::server::workspace::Workspace;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentLink, DocumentLinkParams, FoldingRange, FoldingRangeKind, FoldingRangeParams, SelectionRange,
    SelectionRangeParams,
};

impl Workspace {
    /// What can be folded.
    pub fn folding_range(&mut self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        let found = self.seen(&params.text_document.uri, |view, file, _| folding(view, file));
        let line = |line: usize| u32::try_from(line).unwrap_or(u32::MAX);
        let range = |fold: crate::queries::folding::Fold| FoldingRange {
            start_line: line(fold.start),
            end_line: line(fold.end),
            kind: fold.comment.then_some(FoldingRangeKind::Comment),
            ..FoldingRange::default()
        };
        Ok(found.map(|folds| folds.into_iter().map(range).collect()))
    }

    /// The ranges around each position.
    pub fn selection_range(&mut self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let found = self.seen(&params.text_document.uri, |view, file, back| {
            let range = back.ranges(file);
            let each = params.positions.iter().map(|at| {
                let spans = around(view, back.cursor(file, *at));
                let nested = spans.into_iter().rev().fold(None, |parent, span| {
                    Some(SelectionRange { range: range(span), parent: parent.map(Box::new) })
                });
                let empty = tower_lsp::ls_types::Range { start: *at, end: *at };
                nested.unwrap_or(SelectionRange { range: empty, parent: None })
            });
            each.collect()
        });
        Ok(found)
    }

    /// From each citation to the line of its sentence.
    pub fn document_link(&mut self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        let found = self.seen(&params.text_document.uri, |view, file, back| {
            let range = back.ranges(file);
            let cited = view.cited(file).into_iter();
            let links = cited.filter_map(|cited| {
                let place = view.sentence_place(cited.layer, cited.id)?;
                let line = back.range(place.file, place.span).start.line + 1;
                let target = format!("{}#L{line}", back.uri(place.file)?.as_str()).parse().ok()?;
                Some(DocumentLink {
                    range: range(cited.number),
                    target: Some(target),
                    tooltip: Some(cited.sentence.to_owned()),
                    data: None,
                })
            });
            links.collect()
        });
        Ok(found)
    }
}
