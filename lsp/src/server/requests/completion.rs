//! `textDocument/completion` and `completionItem/resolve`.

use crate::queries::completion::{Item, Kind, Topic, complete, explain};
use crate::server::workspace::Workspace;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, Documentation, InsertTextFormat, MarkupContent, MarkupKind, Range, TextEdit, Uri,
};

/// What an item carries until it is looked at.
#[derive(Debug, Serialize, Deserialize)]
struct Carried {
    uri: Uri,
    topic: Topic,
}

impl Workspace {
    /// What may be written at the cursor. Each item has the one range of the word being typed and is filtered by it, so that a
    /// client shows all that the server found and replaces just this word; the next letter asks again.
    pub fn completion(&mut self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position;
        let uri = at.text_document.uri;
        let found = self.at(&uri, at.position, |view, cursor, back| {
            let found = complete(view, cursor)?;
            let range = back.range(cursor.file, found.span);
            let items = found.items.into_iter().enumerate();
            let items =
                items.map(|(place, item)| converted(place, item, range, &found.typed, &uri)).collect();
            Some(CompletionResponse::List(CompletionList { is_incomplete: true, items }))
        });
        Ok(found.flatten())
    }

    /// The documentation of an item.
    pub fn completion_resolve(&mut self, mut item: CompletionItem) -> Result<CompletionItem> {
        let carried = item.data.clone().and_then(|data| serde_json::from_value::<Carried>(data).ok());
        let told = carried
            .and_then(|carried| self.seen(&carried.uri, |view, _, _| explain(view, &carried.topic)))
            .flatten();
        item.documentation = told
            .map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }));
        Ok(item)
    }
}

fn converted(place: usize, item: Item, range: Range, typed: &str, uri: &Uri) -> CompletionItem {
    let carried = item.topic.map(|topic| Carried { uri: uri.clone(), topic });
    CompletionItem {
        label: item.label,
        kind: Some(kind(item.kind)),
        detail: (!item.detail.is_empty()).then_some(item.detail),
        sort_text: Some(format!("{place:04}")),
        filter_text: Some(typed.to_owned()),
        insert_text_format: item.snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: item.insert })),
        data: carried.and_then(|carried| serde_json::to_value(carried).ok()),
        ..CompletionItem::default()
    }
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Word => CompletionItemKind::KEYWORD,
        Kind::Function => CompletionItemKind::FUNCTION,
        // Not a snippet: an editor with snippets of its own may be told to leave those out of its lists.
        Kind::Declaration => CompletionItemKind::CONSTRUCTOR,
        Kind::Field => CompletionItemKind::FIELD,
        Kind::Local => CompletionItemKind::VARIABLE,
        Kind::Standard => CompletionItemKind::CONSTANT,
        Kind::Definition => CompletionItemKind::PROPERTY,
        Kind::Rule => CompletionItemKind::METHOD,
        Kind::Record => CompletionItemKind::STRUCT,
        Kind::List => CompletionItemKind::ENUM,
        Kind::Option => CompletionItemKind::ENUM_MEMBER,
        Kind::Unit => CompletionItemKind::UNIT,
        Kind::Department => CompletionItemKind::INTERFACE,
        Kind::Scenario => CompletionItemKind::EVENT,
        Kind::Sentence => CompletionItemKind::REFERENCE,
        Kind::Phrase => CompletionItemKind::TEXT,
        Kind::Day => CompletionItemKind::VALUE,
    }
}
