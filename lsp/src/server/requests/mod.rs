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
