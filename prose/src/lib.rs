//! A policy as people read it: prose made from the typed model, in Chinese and in English.
//!
//! [`Phrases`] words conditions, amounts and results; [`Phrases::paragraph`] tells a whole rule as data ([`Paragraph`]) that a
//! page, a document or a tooltip lays out. Nothing depends on how the policy's text is laid out, and whatever a decision hangs
//! on is in the words, so that two policies that decide differently read differently.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod amounts;
mod condition;
pub mod document;
mod effect;
mod formula;
mod leaf;
pub mod notice;
mod number;
mod paragraph;
mod passage;
mod phrases;
pub mod render;
mod term;

pub use amounts::{Amounts, Brackets, Span, Value};
pub use paragraph::{Basis, Note, Paragraph};
pub use passage::Passage;
pub use phrases::Phrases;
pub use term::Term;
