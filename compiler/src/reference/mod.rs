//! The slow evaluator: decides records by walking the typed model, with plain decimals, sets of reasons and its own calendar.
//! It shares no code with lowering or the machine, so that tests can compare the two.
//!
//! Numbers are exact fractions of [`rust_decimal::Decimal`]; what needs more than its 28 digits is given up ([`TooBig`]) and
//! never rounded.
//!
//! Where several things go wrong at once the language doesn't say which of them is told; a [`Judgement`] holds them all.

mod calendar;
mod cell;
mod combine;
mod condition;
mod expr;
mod fraction;
mod list;
mod lookup;
mod outcome;
mod relation;
mod standard;
mod verdict;

use crate::model::{Data, Model, RecordId, RuleId};
use chrono::NaiveDate;
use qingce_runtime::Ledger;

pub use outcome::{Judged, Judgement};

/// A number that outgrows 28 digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooBig;

/// Why nothing is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A number outgrows what this evaluator can hold.
    TooBig,
    /// There is no reference date.
    NoReferenceDate,
}

impl From<TooBig> for Refused {
    fn from(_: TooBig) -> Self {
        Self::TooBig
    }
}

/// Decides one record under all rules whose subject it is, in the order of their declaration.
///
/// # Errors
/// If there is no reference date, or a number outgrows 28 digits.
pub fn decide(
    model: &Model,
    subject: RecordId,
    data: &Data,
    as_of: Option<NaiveDate>,
    ledger: &mut dyn Ledger,
) -> Result<Vec<Judgement>, Refused> {
    let mut judgements = relation::Decider::new(model, subject, data, as_of, ledger)?.decide_all()?;
    relation::between(model, &mut judgements);
    Ok(judgements)
}

/// The rules of a subject.
fn rules_of(model: &Model, subject: RecordId) -> impl Iterator<Item = RuleId> {
    let rules = model.rules.iter().enumerate().filter(move |(_, rule)| rule.subject == subject);
    rules.map(|(id, _)| RuleId(id))
}
