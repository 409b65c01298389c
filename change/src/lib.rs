//! Changing a policy safely: amending an amount, telling what a change means, and whom it concerns.
//!
//! [`amend`] works out the edits that give a standard another value; [`compare`] tells two policies' differences in meaning
//! and the first day on which any decision can differ; [`Impact`] counts what changes for given records; [`Sweep`] varies one
//! amount; [`mend`] makes the mends that diagnostics carry.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod amend;
mod canon;
mod diff;
mod edits;
mod impact;
mod mend;
pub mod sheet;
mod sweep;

pub use amend::{Amended, Refusal, Request, Wanted, amend, draft, ending};
pub use diff::{Change, Comparison, Difference, Matter, compare};
pub use impact::{Impact, Moved, Pair, RuleImpact, Ruled, Settled, Side, alike};
pub use mend::{Mended, mend};
pub use sweep::{Sweep, SweepFault};
