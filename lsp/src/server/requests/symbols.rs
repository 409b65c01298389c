//! `textDocument/documentSymbol` and `workspace/symbol`.

use crate::queries::outline::{Outline, outline};
use crate::queries::pinyin::Typed;
use crate::queries::search::search;
use crate::server::kinds;
use crate::server::workspace::{Workspace, with_view};
use qingce_grammar::Span;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, OneOf, Range, WorkspaceSymbol,
    WorkspaceSymbolParams, WorkspaceSymbolResponse,
};

/// So many names are found at most: nobody reads further.
const MOST: usize = 200;

impl Workspace {
    /// The outline of a file.
    pub fn document_symbol(
        &mut self,
        params: DocumentSymbolParams,
    ) -> Result<Option<DocumentSymbolResponse>> {
        let found = self.seen(&params.text_document.uri, |view, file, back| {
            let range = back.ranges(file);
            let lines = outline(view, file);
            DocumentSymbolResponse::Nested(lines.into_iter().map(|line| symbol(line, &range)).collect())
        });
        Ok(found)
    }

    /// Names of all policies by what was typed, the nearest first.
    pub fn symbol(&mut self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let (encoding, language, today) = (self.encoding, self.language(), self.settings.day());
        let typed = Typed::new(&params.query);
        let mut found = Vec::new();
        for policy in self.policies.all() {
            let own = policy.own();
            with_view(policy, language, today, encoding, |view, back| {
                for one in search(view, own, &typed) {
                    let Some(location) = back.location(one.entry.place) else { continue };
                    let name = view.words(one.entry.place).to_owned();
                    let symbol = WorkspaceSymbol {
                        kind: kinds::of_symbol(one.entry.symbol),
                        tags: None,
                        container_name: Some(view.kind(one.entry.symbol).to_owned()),
                        location: OneOf::Left(location),
                        data: None,
                        name,
                    };
                    found.push((one.cost, symbol));
                }
            });
        }
        found.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.name.cmp(&other.name)));
        let nearest = found.into_iter().take(MOST).map(|(_, symbol)| symbol).collect();
        Ok(Some(WorkspaceSymbolResponse::Nested(nearest)))
    }
}

#[allow(deprecated, reason = "the protocol's struct has a field that nobody should fill")]
fn symbol(line: Outline, range: &impl Fn(Span) -> Range) -> DocumentSymbol {
    let inside: Vec<DocumentSymbol> = line.inside.into_iter().map(|line| symbol(line, range)).collect();
    DocumentSymbol {
        kind: kinds::of_outline(line.kind),
        name: line.name,
        detail: Some(line.detail),
        tags: None,
        deprecated: None,
        range: range(line.whole),
        selection_range: range(line.selection),
        children: (!inside.is_empty()).then_some(inside),
    }
}
