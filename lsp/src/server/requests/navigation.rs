//! `textDocument/definition`, `declaration`, `references`, `documentHighlight` and `linkedEditingRange`.

use crate::queries::occurrences::{Subject, declaration, linked, occurrences, subject, words};
use crate::server::workspace::Workspace;
use qingce_grammar::Place;
use std::collections::BTreeMap;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, GotoDefinitionParams,
    GotoDefinitionResponse, LinkedEditingRangeParams, LinkedEditingRanges, Location, LocationLink,
    ReferenceParams,
};

impl Workspace {
    /// Where what stands at a position is declared; of a citation, the sentence's line in the official text.
    pub fn goto_definition(
        &mut self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        let at = params.text_document_position_params;
        let links = self.abilities.takes_links;
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let place = declaration(view, subject(view, cursor)?)?;
            let target = back.location(place)?;
            if !links {
                return Some(GotoDefinitionResponse::Scalar(target));
            }
            let whole = view.item(crate::queries::Cursor { file: place.file, offset: place.span.start });
            let whole = whole.map_or(target.range, |item| back.range(place.file, item.span));
            Some(GotoDefinitionResponse::Link(vec![LocationLink {
                origin_selection_range: words(view, cursor).map(|span| back.range(cursor.file, span)),
                target_uri: target.uri,
                target_range: whole,
                target_selection_range: target.range,
            }]))
        });
        Ok(found.flatten())
    }

    /// A name has one declaration, which is its definition.
    pub fn goto_declaration(
        &mut self,
        params: GotoDefinitionParams,
    ) -> Result<Option<GotoDefinitionResponse>> {
        self.goto_definition(params)
    }

    /// Where else it stands, in every policy that knows it.
    pub fn references(&mut self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let (at, with_declaration) = (params.text_document_position, params.context.include_declaration);
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let subject = subject(view, cursor)?;
            let sentence = match subject {
                Subject::Sentence(layer, id) => Some((layer, id.to_owned())),
                Subject::Name(_) => None,
            };
            let declared = declaration(view, subject)?;
            Some((back.path(declared.file)?.to_owned(), declared.span, sentence))
        });
        let Some((path, span, sentence)) = found.flatten() else { return Ok(None) };
        let mut places = BTreeMap::new();
        self.knowing(&path, |view, file, back| {
            let entry = view.analysis.index.entries.iter().find(|entry| entry.place == Place { file, span });
            let subject = match (&sentence, entry) {
                (Some((layer, id)), _) => Subject::Sentence(*layer, id),
                (None, Some(entry)) => Subject::Name(entry.symbol),
                (None, None) => return,
            };
            for one in occurrences(view, subject).into_iter().filter(|one| with_declaration || !one.declared)
            {
                if let (Some(path), Some(location)) = (back.path(one.place.file), back.location(one.place)) {
                    places.insert((path.to_owned(), one.place.span), location);
                }
            }
        });
        Ok(Some(places.into_values().collect()))
    }

    /// Where else it stands in this file.
    pub fn document_highlight(
        &mut self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let at = params.text_document_position_params;
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let range = back.ranges(cursor.file);
            let here = occurrences(view, subject(view, cursor)?).into_iter();
            let here = here.filter(|one| one.place.file == cursor.file);
            let highlights = here.map(|one| DocumentHighlight {
                range: range(one.place.span),
                kind: Some(if one.declared {
                    DocumentHighlightKind::WRITE
                } else {
                    DocumentHighlightKind::READ
                }),
            });
            Some(highlights.collect())
        });
        Ok(found.flatten())
    }

    /// The places of a rule's own name, which are edited as one.
    pub fn linked_editing_range(
        &mut self,
        params: LinkedEditingRangeParams,
    ) -> Result<Option<LinkedEditingRanges>> {
        let at = params.text_document_position_params;
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let range = back.ranges(cursor.file);
            linked(view, cursor).into_iter().map(range).collect::<Vec<_>>()
        });
        let found = found.filter(|ranges| !ranges.is_empty());
        Ok(found.map(|ranges| LinkedEditingRanges { ranges, word_pattern: None }))
    }
}
