//! Why something that was asked isn't done.

use qingce_files::fault::Fault;
use qingce_grammar::{Language, Message};
use std::borrow::Cow;
use tower_lsp::jsonrpc::{Error, ErrorCode};

/// The protocol's code for a request that was understood and can't be done.
const REQUEST_FAILED: i64 = -32803;

/// The request was understood and can't be done.
pub fn refused(said: &Message, language: Language) -> Error {
    let message = Cow::Owned(said.in_language(language).to_owned());
    Error { code: ErrorCode::ServerError(REQUEST_FAILED), message, data: None }
}

/// A fault of files.
pub fn of_fault(fault: Fault) -> Message {
    fault.message.unwrap_or_else(|| Message::new("读不了", "cannot be read"))
}

/// Long work was called off.
pub fn called_off() -> Error {
    Error::new(ErrorCode::RequestCancelled)
}
