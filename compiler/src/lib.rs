//! From syntax trees to a typed model, and from the model to a program.

pub mod model;

pub use input::{Layer, PolicyText, SourceFile};

mod input;
