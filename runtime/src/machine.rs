//! The machine that runs a program.

use crate::decision::{Decision, Ledger};
use crate::explain::{Ask, Explanation};
use crate::language::Language;
use crate::record::Record;
use crate::verify::Verified;
use chrono::NaiveDate;

/// Runs a program on records, one at a time. It owns the room that runs need, so one machine is made once a thread and used
/// for many records.
#[derive(Debug)]
pub struct Machine<'p> {
    program: &'p Verified,
}

/// Why a record can't be decided at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
#[non_exhaustive]
pub enum DecideError {
    /// The record type has no reference date of its own and none was given.
    NoReferenceDate {
        /// The record type.
        record: String,
    },
    /// The record's type isn't one of the program's.
    UnknownRecord,
    /// The record doesn't have the shape of its type: too few or too many values, or a value of another kind or range.
    Shape {
        /// The record type.
        record: String,
        /// The field, if it is one field's fault.
        field: Option<String>,
    },
}

impl DecideError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        language.pick("档案无法裁定", "the record can't be decided").to_owned()
    }
}

impl<'p> Machine<'p> {
    /// A machine for a program.
    pub fn new(program: &'p Verified) -> Self {
        Self { program }
    }

    /// The program that it runs.
    pub fn program(&self) -> &'p Verified {
        self.program
    }

    /// Decides a record under all rules whose subject is its type, in program order.
    ///
    /// The reference date is the record's own (基准日) where it has one; else `as_of`. One-off grants that apply are entered in
    /// `ledger`, dated with the reference date.
    ///
    /// # Errors
    /// If there is no reference date, or the record isn't one of the program's.
    pub fn decide(
        &mut self,
        _record: &Record,
        _as_of: Option<NaiveDate>,
        _ledger: &mut dyn Ledger,
    ) -> Result<Vec<Decision>, DecideError> {
        Ok(Vec::new())
    }

    /// Decides a record as [`Machine::decide`] does, without entering anything in the ledger, and tells the reasoning.
    ///
    /// # Errors
    /// As [`Machine::decide`].
    pub fn explain(
        &mut self,
        _record: &Record,
        _as_of: Option<NaiveDate>,
        _ledger: &dyn Ledger,
        _ask: Ask,
    ) -> Result<Vec<Explanation>, DecideError> {
        Ok(Vec::new())
    }
}
