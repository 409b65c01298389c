//! The grammar of Qingce: policy text to tokens, declarations and one typed tree, and nothing about meaning.
//!
//! Everything begins at [`parse`], which never fails: it gives a tree and diagnostics.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod code;
mod coded;
mod confusable;
mod declarations;
mod diagnostic;
mod expected;
mod failure;
mod format;
pub mod highlight;
pub mod lexer;
mod lexical;
mod mixed;
mod numerals;
mod parse;
pub mod place;
pub mod position;
mod respace;
pub mod tree;
pub mod vocabulary;
mod width;

pub use code::{Code, UnknownCode};
pub use confusable::{CONFUSABLES, confusable};
pub use declarations::{Parse, parse};
pub use diagnostic::{Diagnostic, Edit, FileId, Fix, Label, Language, Message, Place, Severity, Span};
pub use format::format;
pub use respace::respace;
pub use width::fold;
