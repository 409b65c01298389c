//! The language server: what an editor asks about a policy, answered while the policy is being written.
//!
//! # Terms
//! - A *query* is a pure function from a [`queries::View`] (texts, analysis, language, today) and a place to plain data: byte
//!   ranges and words. Queries know nothing of the protocol, of files or of clocks; they are [`queries`].
//! - A *request* is what the protocol asks. The module `server` alone holds protocol types: it finds the view, turns positions
//!   to byte offsets, asks the query and turns its answer back.
//!
//! # Order
//! One thread owns everything that the server knows and takes messages in the order in which they came; handlers only forward
//! to it. So every answer belongs to one consistent state, the one after all edits that the client sent before it asked.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod queries;
mod server;

pub use server::{Settings, serve, serve_stdio};
