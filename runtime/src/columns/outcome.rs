//! What a rule came to on each row.

use super::ends::Target;
use super::words;
pub use crate::decision::Status;
use crate::decision::{Decision, Effect, Outcome};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A rule's outcomes, one a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleColumn {
    /// The kinds, by [`Status::code`].
    pub status: Vec<u8>,
    /// The case that applies, from 0; 0 where none does.
    pub case: Vec<u16>,
    /// Of a grant or ceiling the amount in fen, of a duty or target 1 if it is shown to be done or met; else 0.
    pub value: Vec<i64>,
    /// Of an undetermined row the missing fields that its outcome hangs on, a bit each as [`fields`](super::fields) has them (of
    /// a list's members without telling which); else 0. Nothing if no row is undetermined by columns. What rows that are told
    /// hang on their decision says.
    pub missing: Vec<u64>,
    /// The decisions of rows that the machine decided because a number outgrew 64 bits, something failed or isn't in force, or
    /// the rule works on texts, with all that they tell. What they say holds, also where an amount is too large for `value`.
    pub told: BTreeMap<usize, Decision>,
}

impl RuleColumn {
    /// The kind of a row's outcome.
    pub fn status(&self, row: usize) -> Option<Status> {
        self.status.get(row).copied().and_then(Status::from_code)
    }

    /// Rows on which nothing is told yet, for those that let the machine decide all of them.
    pub fn with_rows(rows: usize) -> Self {
        let mut column = Self::default();
        column.begin(rows, true);
        column
    }

    /// Room for `len` rows, whatever was in it. `cases`: whether more than one may apply.
    pub(super) fn begin(&mut self, len: usize, cases: bool) {
        self.status.resize(len, 0);
        self.value.resize(len, 0);
        if !cases {
            self.case.clear();
        }
        self.case.resize(len, 0);
        self.missing.clear();
        self.told.clear();
    }

    /// The rows in `wanting` (of the block that begins at `from`) hang on missing fields; those for which they can't be told are
    /// taken out.
    pub(super) fn want(
        &mut self,
        from: usize,
        wanting: &mut [u64],
        mut fields: impl FnMut(usize) -> Option<u64>,
    ) {
        if !words::any(wanting) {
            return;
        }
        self.missing.resize(self.status.len(), 0);
        let mut lost = Vec::new();
        for row in words::rows(wanting) {
            match (fields(row), self.missing.get_mut(from + row)) {
                (Some(fields), Some(place)) => *place = fields,
                _ => lost.push(row),
            }
        }
        lost.into_iter().for_each(|row| words::unset(wanting, row));
    }

    /// The rows of a block.
    pub(super) fn target(&mut self, rows: std::ops::Range<usize>, cases: bool) -> Target<'_> {
        let case = self.case.get_mut(rows.clone()).filter(|_| cases);
        Target {
            status: self.status.get_mut(rows.clone()).unwrap_or_default(),
            case: case.unwrap_or_default(),
            value: self.value.get_mut(rows).unwrap_or_default(),
        }
    }

    /// Takes over what the machine decided.
    pub fn tell(&mut self, row: usize, decision: Decision) {
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
            other => (Status::of(other), 0, 0),
        };
        let places = (self.status.get_mut(row), self.case.get_mut(row), self.value.get_mut(row));
        if let (Some(at_status), Some(at_case), Some(at_value)) = places {
            (*at_status, *at_case, *at_value) = (status.code(), case, value);
        }
        self.told.insert(row, decision);
    }
}
