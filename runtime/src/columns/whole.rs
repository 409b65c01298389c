//! A row's decisions with all that they tell, put together from the rules' columns.

use super::outcome::{RuleColumn, Status};
use crate::decision::Decision;
use crate::decisions::{Decisions, Ruling};
use crate::program::{Effect, Program, RuleId};

/// The decisions on a row, as [`Machine::decide`](crate::Machine::decide) gives them with an empty ledger. `None` where columns
/// don't tell all: which member's field is missing, or why a duty isn't shown to be done; then the machine does.
pub fn decisions(program: &Program, columns: &[(RuleId, RuleColumn)], row: usize) -> Option<Vec<Decision>> {
    let mut all = Decisions::new();
    for (rule, column) in columns {
        if let Some(told) = column.told.get(&row) {
            all.take(told);
            continue;
        }
        let status = column.status(row)?;
        let case = column.case.get(row).copied()?;
        let effect = program.rule(*rule)?.cases.get(usize::from(case)).map(|case| &case.effect);
        let value = match (status, effect) {
            (Status::Undetermined | Status::Failed, _) => return None,
            (Status::Applies, Some(Effect::Grant { .. } | Effect::Ceiling { .. })) => {
                column.value.get(row).copied()
            }
            (Status::Applies, Some(Effect::Duty { shown: true, .. } | Effect::Target { .. })) => {
                Some(column.value.get(row).copied().filter(|shown| *shown == 1)?)
            }
            _ => None,
        };
        all.push(Ruling { rule: *rule, status, case, value });
    }
    Some(all.all(program))
}
