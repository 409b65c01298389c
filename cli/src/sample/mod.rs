//! Random records for trying a policy out: valid, the same for the same seed, with values near those that rules compare with,
//! and with some fields missing.

pub mod dice;
pub mod hints;
pub mod make;

pub use make::Maker;
