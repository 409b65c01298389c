//! `textDocument/semanticTokens`: whole, of a range, and what became different.

use crate::queries::colours::{Colour, Piece, colours};
use crate::server::convert;
use crate::server::workspace::{Back, Workspace};
use qingce_grammar::FileId;
use std::collections::HashMap;
use std::path::PathBuf;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensDelta,
    SemanticTokensDeltaParams, SemanticTokensEdit, SemanticTokensFullDeltaResult, SemanticTokensLegend,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult, Uri,
};

/// The tokens that the client was last given of each file, with the number of that answer.
#[derive(Debug, Default)]
pub struct Coloured {
    given: HashMap<PathBuf, (String, Vec<SemanticToken>)>,
    answers: u64,
}

impl Coloured {
    /// Takes note of an answer; its number.
    fn give(&mut self, path: PathBuf, data: Vec<SemanticToken>) -> String {
        self.answers += 1;
        let number = self.answers.to_string();
        self.given.insert(path, (number.clone(), data));
        number
    }

    /// Forgets a file that was closed.
    pub fn forget(&mut self, path: &std::path::Path) {
        self.given.remove(path);
    }
}

/// What the numbers in an answer mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: Colour::ALL.iter().map(|colour| SemanticTokenType::new(colour.name())).collect(),
        token_modifiers: vec![SemanticTokenModifier::DECLARATION, SemanticTokenModifier::READONLY],
    }
}

impl Workspace {
    /// All pieces of a file.
    pub fn semantic_tokens_full(
        &mut self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        let uri = params.text_document.uri;
        let Some(data) = self.coloured(&uri) else { return Ok(None) };
        let number = self.colours.give(convert::path(&uri), data.clone());
        Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: Some(number), data })))
    }

    /// What became different since an earlier answer; all pieces if that answer isn't known any more.
    pub fn semantic_tokens_full_delta(
        &mut self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let uri = params.text_document.uri;
        let Some(data) = self.coloured(&uri) else { return Ok(None) };
        let path = convert::path(&uri);
        let before = self.colours.given.remove(&path);
        let number = self.colours.give(path, data.clone());
        let result_id = Some(number);
        Ok(Some(match before.filter(|(known, _)| *known == params.previous_result_id) {
            Some((_, old)) => {
                let edits = difference(&old, &data).into_iter().collect();
                SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
            }
            None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
        }))
    }

    /// The pieces in a range.
    pub fn semantic_tokens_range(
        &mut self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let found = self.seen(&params.text_document.uri, |view, file, back| {
            let at = |position| back.cursor(file, position).offset;
            let (start, end) = (at(params.range.start), at(params.range.end));
            let pieces = colours(view, file).into_iter();
            let inside = pieces.filter(|piece| start < piece.span.end && piece.span.start < end).collect();
            SemanticTokensRangeResult::Tokens(SemanticTokens {
                result_id: None,
                data: tokens(inside, file, back),
            })
        });
        Ok(found)
    }

    fn coloured(&mut self, uri: &Uri) -> Option<Vec<SemanticToken>> {
        self.seen(uri, |view, file, back| tokens(colours(view, file), file, back))
    }
}

/// Pieces as the protocol counts them: each from the one before.
fn tokens(pieces: Vec<Piece>, file: FileId, back: &Back<'_>) -> Vec<SemanticToken> {
    let range = back.ranges(file);
    let (mut line, mut column) = (0, 0);
    let token = |piece: Piece| {
        let range = range(piece.span);
        let start = range.start;
        let delta_line = start.line - line;
        let delta_start = if delta_line == 0 { start.character - column } else { start.character };
        (line, column) = (start.line, start.character);
        let readonly = u32::from(piece.colour == Colour::Amount) << 1;
        SemanticToken {
            delta_line,
            delta_start,
            length: range.end.character.saturating_sub(start.character),
            token_type: piece.colour.number(),
            token_modifiers_bitset: u32::from(piece.declared) | readonly,
        }
    };
    pieces.into_iter().map(token).collect()
}

/// The one edit between two answers, as numbers of which each token has five.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    if old == new {
        return None;
    }
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (rest_old, rest_new) = (old.get(start..)?, new.get(start..)?);
    let end = rest_old.iter().rev().zip(rest_new.iter().rev()).take_while(|(a, b)| a == b).count();
    let numbers = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    Some(SemanticTokensEdit {
        start: numbers(start),
        delete_count: numbers(rest_old.len() - end),
        data: Some(rest_new.get(..rest_new.len() - end)?.to_vec()),
    })
}
