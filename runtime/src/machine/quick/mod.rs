//! The quick machine: most records of most rules, decided with numbers of 64 bits that are all known.
//!
//! A program's rules are brought into quick code once, when it is loaded. Running that either settles a rule, exactly as the
//! exact machine would, or gives it up as soon as it meets anything that needs more: a missing field (but where another part of
//! the condition settles it), a number of more than 64 bits, a standard without a value, a failure. The exact machine then
//! decides the rule, with all that it tells.

mod code;
mod emit;
mod run;
mod tests;

pub(crate) use code::{Entry, Sheet};
pub(crate) use emit::sheet;
pub(crate) use run::{Around, Cells, Quick};
