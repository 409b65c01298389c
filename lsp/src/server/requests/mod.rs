//! One file a request: it finds the view, asks the query, and turns the answer into the protocol's form.

mod call_hierarchy;
pub mod code_action;
mod code_lens;
mod commands;
mod completion;
mod diagnostic;
pub mod execute_command;
mod formatting;
mod hover;
mod initialize;
mod inlay_hint;
mod navigation;
mod rename;
pub mod semantic_tokens;
mod signature_help;
mod structure;
mod symbols;
mod sync;

use qingce_grammar::{Language, Message};
use tower_lsp::jsonrpc::{Error, ErrorCode};

/// `RequestFailed` of the protocol: what was asked is well formed and can't be done.
const REQUEST_FAILED: i64 = -32803;

/// The answer to what can't be done, with why.
fn refused(why: &Message, language: Language) -> Error {
    let message = why.in_language(language).to_owned().into();
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message, data: None }
}
