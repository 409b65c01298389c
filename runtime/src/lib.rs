//! The runtime of Qingce: a verified program of a policy decides records, exactly and with reasons.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod builder;
pub mod calendar;
pub mod decision;
pub mod explain;
pub mod input;
#[cfg(feature = "json")]
pub mod json;
pub mod language;
pub mod ledger;
mod listing;
mod lookup;
pub mod machine;
pub mod mask;
mod nearest;
mod plan;
pub mod program;
pub mod program_file;
mod reasoning;
pub mod record;
pub mod show;
pub mod verify;

// The tests inside the crate share the small programs of those outside, which know it by its name.
#[cfg(test)]
extern crate self as qingce_runtime;
#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;

pub use builder::{Input, RecordBuilder};
pub use decision::{Decision, Effect, Failure, FieldRef, Grant, Ledger, Outcome};
pub use explain::{Ask, ExplainedMember, ExplainedStep, Explanation, StepKind, Verdict, outcome_text};
pub use input::{Expected, InputError, InputFault, Shape, ValueError, read_cell, read_slot};
#[cfg(feature = "json")]
pub use json::{read_json, read_serde, write_json};
pub use language::Language;
pub use ledger::MemoryLedger;
pub use machine::{DecideError, Machine};
pub use mask::mask;
pub use program::Program;
pub use program_file::LoadError;
pub use record::{Record, Value};
pub use show::{show_cell, show_day, show_plain, show_value};
pub use verify::{Fault, Part, Verified, VerifyError};
