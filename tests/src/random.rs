//! Random policies as text and random records, for comparing programs with the slow evaluator.
//!
//! Everything follows from a seed. A policy's declarations are kept apart, so that one that shows a difference can be cut down.

pub mod compare;
pub mod condition;
pub mod data;
pub mod number;
pub mod piece;
pub mod policy;
pub mod rng;
pub mod scope;
pub mod vocabulary;
