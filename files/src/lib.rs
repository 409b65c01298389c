//! What lies in files, as values: policy folders with everything that they build on, and records in tables and JSON, one at a time.
//!
//! The command and the language server both read through this crate; what they do with it is theirs.

pub mod chunk;
pub mod fault;
pub mod folder;
pub mod key;
pub mod ledger;
pub mod message;
pub mod read;
pub mod reference_date;
