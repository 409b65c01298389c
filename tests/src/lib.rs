//! What the tests over whole policies share: reading the examples of our documentation.

pub mod amendments;
pub mod editor;
pub mod example;
pub mod markdown;
pub mod outcome;
pub mod random;
pub mod real;
pub mod words;

/// The code in the page on embedding, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../docs/embedding.md")]
pub struct Embedding;
