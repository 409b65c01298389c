//! What a rule came to on each row.

use super::bits::Bits;
use crate::decision::{Decision, Effect, Outcome};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The kinds of outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// The rule applies.
    Applies,
    /// The condition is false, or no case is true.
    #[default]
    DoesNotApply,
    /// It hangs on something missing.
    Undetermined,
    /// The reference date lies outside its period, or a standard has no value on it.
    NotInForce,
    /// The record can't be decided under this rule.
    Failed,
}

/// A rule's outcomes, one a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleColumn {
    /// The kinds.
    pub status: Vec<Status>,
    /// The case that applies, from 0; 0 where none does.
    pub case: Vec<u16>,
    /// Of a grant or ceiling the amount in fen, of a duty or target 1 if it is shown to be done or met; else 0.
    pub value: Vec<i64>,
    /// The decisions of rows that the machine decided for want of known fields or of room for a number, with all that they
    /// tell. What they say holds, also where an amount is too large for `value`.
    pub told: BTreeMap<usize, Decision>,
}

impl RuleColumn {
    /// Empty, with room for `len` rows.
    pub(super) fn clear(&mut self, len: usize) {
        self.status.clear();
        self.status.reserve(len);
        self.case.clear();
        self.case.reserve(len);
        self.value.clear();
        self.value.reserve(len);
        self.told.clear();
    }

    /// `len` more rows to which the rule doesn't apply.
    pub(super) fn grow(&mut self, len: usize) {
        self.status.resize(self.status.len() + len, Status::default());
        self.case.resize(self.case.len() + len, 0);
        self.value.resize(self.value.len() + len, 0);
    }

    /// The rule applies to these rows of the block that begins at `from`.
    pub(super) fn apply(&mut self, from: usize, case: u16, rows: &Bits, value: impl Fn(usize) -> i64) {
        let status = self.status.get_mut(from..).unwrap_or_default();
        rows.blend(status, |_| Status::Applies);
        if case > 0 {
            rows.blend(self.case.get_mut(from..).unwrap_or_default(), |_| case);
        }
        rows.blend(self.value.get_mut(from..).unwrap_or_default(), value);
    }

    /// Every row in `rows` has this status.
    pub(super) fn mark(&mut self, from: usize, rows: &Bits, status: Status) {
        rows.blend(self.status.get_mut(from..).unwrap_or_default(), |_| status);
    }

    /// Takes over what the machine decided.
    pub(super) fn tell(&mut self, row: usize, decision: Decision) {
        let fen = |amount: &Decimal| {
            let mut amount = *amount;
            amount.rescale(2);
            i64::try_from(amount.mantissa()).unwrap_or(0)
        };
        let (status, case, value) = match &decision.outcome {
            Outcome::Applies { case, effect } => {
                let value = match effect {
                    Effect::Grant { amount, .. } | Effect::Ceiling { at_most: amount, .. } => fen(amount),
                    Effect::Duty { done: Some(true), .. } | Effect::Target { met: Some(true), .. } => 1,
                    _ => 0,
                };
                (Status::Applies, u16::try_from(*case).unwrap_or(0), value)
            }
            // With no ledger at hand nothing was granted before.
            Outcome::DoesNotApply | Outcome::AlreadyGranted { .. } => (Status::DoesNotApply, 0, 0),
            Outcome::Undetermined { .. } => (Status::Undetermined, 0, 0),
            Outcome::NotInForce { .. } => (Status::NotInForce, 0, 0),
            Outcome::Failed { .. } => (Status::Failed, 0, 0),
        };
        let places = (self.status.get_mut(row), self.case.get_mut(row), self.value.get_mut(row));
        if let (Some(at_status), Some(at_case), Some(at_value)) = places {
            (*at_status, *at_case, *at_value) = (status, case, value);
        }
        self.told.insert(row, decision);
    }
}
