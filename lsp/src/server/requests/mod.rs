//! One file a request: it finds the view, asks the query, and turns the answer into the protocol's form.

pub mod code_action;
mod diagnostic;
mod hover;
mod initialize;
mod sync;
