//! `textDocument/prepareRename` and `textDocument/rename`.

use crate::queries::rename::{Known, renamed, target};
use crate::server::convert;
use crate::server::edits::Loose;
use crate::server::refusal::refused;
use crate::server::workspace::Workspace;
use qingce_grammar::position::Lines;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    PrepareRenameResponse, RenameParams, TextDocumentPositionParams, TextEdit, WorkspaceEdit,
};

impl Workspace {
    /// The name at a position, if it can be renamed.
    pub fn prepare_rename(
        &mut self,
        at: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let target = target(view, cursor)?;
            let range = back.range(cursor.file, target.span);
            Ok(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: target.name })
        });
        let language = self.language();
        found.transpose().map_err(|refusal| refused(&refusal, language))
    }

    /// Gives a name another one, in every policy that knows it.
    pub fn rename(&mut self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let (at, language) = (params.text_document_position, self.language());
        let found = self.at(&at.text_document.uri, at.position, |view, cursor, back| {
            let target = target(view, cursor)?;
            Ok(back.path(target.declared.file).map(|path| (path.to_owned(), target)))
        });
        let found = found.transpose().map_err(|refusal| refused(&refusal, language))?;
        let Some((path, target)) = found.flatten() else { return Ok(None) };
        let known: Vec<Known> = self
            .policies
            .holding(&path)
            .into_iter()
            .map(|(policy, _)| Known {
                text: policy.folder.text.clone(),
                paths: policy.folder.paths.get(..policy.folder.programs).unwrap_or_default().to_vec(),
            })
            .collect();
        let places = renamed(&known, &path, target.declared.span, &params.new_name);
        let places = places.map_err(|refusal| refused(&refusal, language))?;
        let edits = places.into_iter().map(|(path, spans)| {
            let text = known.iter().find_map(|policy| policy.text_of(&path)).unwrap_or_default();
            let (lines, name) = (Lines::new(text), params.new_name.trim());
            let range = |span| convert::range(&lines, span, self.encoding);
            let edits =
                spans.into_iter().map(|span| TextEdit { range: range(span), new_text: name.to_owned() });
            (path, edits.collect())
        });
        let edit = self.workspace_edit(Loose::of(edits.collect()));
        if target.in_records {
            let holding = self.policies.holding(&path).into_iter();
            let folders: Vec<_> = holding.map(|(policy, _)| policy.folder.path().to_owned()).collect();
            self.warn_of_samples(&folders, &target.name, params.new_name.trim());
        }
        Ok(edit)
    }
}
