//! What the tests over whole policies share: reading the examples of our documentation.

pub mod example;
pub mod markdown;
pub mod outcome;
