//! `textDocument/codeAction` and `codeAction/resolve`.

use crate::queries::View;
use crate::queries::actions::{Kind, Offer, offers};
use crate::server::convert;
use crate::server::edits::Loose;
use crate::server::publish::converted;
use crate::server::workspace::{Back, Workspace};
use qingce_grammar::position::Lines;
use qingce_grammar::{FileId, Place, Span};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse, Range, Uri,
};

/// What a client gives back to have an action's edits worked out: the offer of this title at this place.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Chosen {
    uri: Uri,
    range: Range,
    title: String,
}

impl Workspace {
    /// What can be done at a range.
    pub fn code_action(&mut self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let (uri, range) = (params.text_document.uri, params.range);
        let only = params.context.only;
        let wanted = |kind: &CodeActionKind| match &only {
            Some(only) => only.iter().any(|asked| within(kind.as_str(), asked.as_str())),
            None => true,
        };
        let later = self.abilities.resolves_actions;
        let found = self.seen(&uri, |view, file, back| {
            let all = offers(*view, place(view, file, range, back)).into_iter();
            let all = all.filter(|offer| wanted(&kind(offer.kind)));
            all.map(|offer| action(offer, &uri, range, view, back, later)).collect::<Vec<_>>()
        });
        let actions = found.unwrap_or_default().into_iter().filter_map(|(mut action, loose)| {
            if !later {
                action.edit = Some(self.workspace_edit(loose?)?);
            }
            Some(CodeActionOrCommand::CodeAction(action))
        });
        Ok(Some(actions.collect()))
    }

    /// The edits of an action that was chosen.
    pub fn code_action_resolve(&mut self, mut action: CodeAction) -> Result<CodeAction> {
        let chosen = action.data.clone().and_then(|data| serde_json::from_value::<Chosen>(data).ok());
        let Some(chosen) = chosen else { return Err(Error::invalid_params("no such action")) };
        let loose = self.seen(&chosen.uri, |view, file, back| {
            let all = offers(*view, place(view, file, chosen.range, back));
            let offer =
                all.into_iter().find(|offer| offer.title.in_language(view.language) == chosen.title)?;
            back.loose((offer.change)()?)
        });
        let edit = loose.flatten().and_then(|loose| self.workspace_edit(loose));
        // The text went on since the action was offered, and there is nothing to be done there any more.
        action.edit = Some(edit.ok_or_else(|| Error::new(ErrorCode::ContentModified))?);
        Ok(action)
    }
}

fn place(view: &View<'_>, file: FileId, range: Range, back: &Back<'_>) -> Place {
    let lines = Lines::new(view.file(file));
    let at = |position| convert::offset(&lines, position, back.encoding);
    Place { file, span: Span::new(at(range.start), at(range.end)) }
}

/// The action of an offer; its edits too, unless they are asked for later.
fn action(
    offer: Offer<'_>,
    uri: &Uri,
    range: Range,
    view: &View<'_>,
    back: &Back<'_>,
    later: bool,
) -> (CodeAction, Option<Loose>) {
    let title = offer.title.in_language(view.language).to_owned();
    let mended = offer.mends.and_then(|fault| {
        let words = fault.labels.first()?.place;
        Some(vec![converted(fault, back.range(words.file, words.span), view.language, back)])
    });
    let chosen = Chosen { uri: uri.clone(), range, title: title.clone() };
    let action = CodeAction {
        title,
        kind: Some(kind(offer.kind)),
        is_preferred: offer.mends.is_some_and(|fault| fault.fix.is_some()).then_some(true),
        diagnostics: mended,
        data: later.then(|| serde_json::to_value(chosen).unwrap_or_default()),
        ..CodeAction::default()
    };
    let loose = if later { None } else { (offer.change)().and_then(|changed| back.loose(changed)) };
    (action, loose)
}

/// The kinds of action that the server offers.
pub fn kinds() -> Vec<CodeActionKind> {
    [Kind::Mend, Kind::MendAll, Kind::Extract, Kind::Rewrite, Kind::File].map(kind).to_vec()
}

fn kind(kind: Kind) -> CodeActionKind {
    match kind {
        Kind::Mend => CodeActionKind::QUICKFIX,
        Kind::MendAll => CodeActionKind::new("source.fixAll.qingce"),
        Kind::Extract => CodeActionKind::REFACTOR_EXTRACT,
        Kind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        Kind::File => CodeActionKind::SOURCE,
    }
}

/// Whether a kind is the one that was asked for or one inside it.
fn within(kind: &str, asked: &str) -> bool {
    asked.is_empty() || kind.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
