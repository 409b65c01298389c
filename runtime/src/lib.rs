//! The runtime of Qingce: a verified program of a policy decides records, exactly and with reasons.

pub mod decision;
pub mod program;
pub mod record;

pub use decision::{Decision, Outcome};
pub use program::Program;
pub use record::{Record, Value};
