//! From syntax trees to a typed model, and from the model to a program.
//!
//! [`analyse`] never fails: it gives as much of a [`model::Model`] as the texts allow, with every fault found as a
//! diagnostic. [`compile`] gives a program, or the diagnostics that stand in its way.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod combination;
pub mod model;
pub mod mutate;
pub mod prove;
#[cfg(feature = "reference")]
pub mod reference;
pub mod scenario;
pub mod suggest;

pub use analyse::{Analysis, analyse};
pub use compiled::{Compiled, compile};
pub use coverage::{Coverage, coverage};
pub use index::{Entry, Index, Symbol};
pub use input::{Layer, PolicyText, SourceFile, Wanted};
pub use lower::lower;
pub use pages::page;
pub use session::Session;
pub use wanted::head;

mod analyse;
mod before;
mod compiled;
mod coverage;
mod index;
mod input;
mod lint;
mod lower;
mod memo;
mod numerals;
mod pages;
mod regions;
mod report;
mod session;
mod wanted;
