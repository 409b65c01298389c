//! What Qingce's columns decide, as amounts.

use crate::measure::NOTHING;
use qingce_runtime::columns::{RuleColumn, Status};
use qingce_runtime::program::RuleId;

/// A column each rule.
pub type Decided = [(RuleId, RuleColumn)];

/// What each rule pays the record of a row.
pub fn amounts<const RULES: usize>(decided: &Decided, row: usize) -> [i64; RULES] {
    let mut paid = [NOTHING; RULES];
    for (paid, (_, rule)) in paid.iter_mut().zip(decided) {
        let known = matches!(rule.status(row), Some(Status::Applies | Status::DoesNotApply))
            && !rule.told.contains_key(&row);
        *paid = rule.value.get(row).copied().filter(|_| known).unwrap_or(NOTHING);
    }
    paid
}
