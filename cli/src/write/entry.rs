//! One record with what was decided of it.

use chrono::NaiveDate;
use qingce_runtime::program::Rule;
use qingce_runtime::{Decision, Program};

/// One record with what was decided of it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The program.
    pub program: &'a Program,
    /// The record type's name.
    pub record: &'a str,
    /// Which one of its type it is in this run, from 1; the same whatever form the records come in.
    pub number: u64,
    /// Its key as shown: masked if sensitive; `None` if it has none.
    pub key: Option<String>,
    /// Whether the key is masked.
    pub masked: bool,
    /// The day that it was decided for.
    pub date: Option<NaiveDate>,
    /// The decisions, in the order of the program.
    pub decisions: &'a [Decision],
}

impl Entry<'_> {
    /// The rule of a decision.
    pub fn rule(&self, decision: &Decision) -> Option<&Rule> {
        self.program.rule(decision.id)
    }
}
