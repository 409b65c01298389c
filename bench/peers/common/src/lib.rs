//! What the peers share: the records in their words, the clock, and the line that each measurement prints.
//!
//! Records, and what each rule pays them, are those of `qingce-bench`.

pub mod decided;
pub mod line;
pub mod measure;
pub mod texts;
pub mod words;

/// Every Rust peer allocates alike, and fast.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
