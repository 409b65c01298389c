//! The quick machine: most records of most rules, decided with numbers of 64 bits.
//!
//! All rules of a record type are brought into one run of quick code when a program is loaded. Running that settles every rule
//! whose outcome hangs on nothing but known numbers of 64 bits, exactly as the exact machine would, and leaves the others open:
//! those that hang on a missing field (but where another part of the condition settles it), a number of more than 64 bits, a
//! standard without a value, a failure. The exact machine then decides those, with all that it tells.

mod code;
mod emit;
mod lists;
mod run;
mod tests;

pub(crate) use code::{Entry, Sheet};
pub(crate) use emit::sheet;
pub(crate) use run::{Around, Cells};
