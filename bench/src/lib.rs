//! The two workloads that speed is measured on, with answers worked out by plain Rust.
//!
//! W2 is four rules on a flat record of twelve fields, W3 one rule on a list of one to twenty hires (ten and a half on
//! average). Records are seeded and all distinct: repeating a few flatters every program that branches.

pub mod edits;
pub mod long;
pub mod policy;
pub mod records;
pub mod timer;
pub mod workload;
