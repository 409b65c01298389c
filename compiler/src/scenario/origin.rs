//! Amounts for which nobody but the program itself stands.

use super::Unreached;
use crate::model::{Effect, Expectation, Expected, Model, RuleId};
use qingce_grammar::Message;

/// The rules of the outermost layer that grant an amount or set a ceiling and of whose amounts every expectation was copied from
/// the program (出自 程序) or suggested by it (待确认).
pub fn weak_amounts(model: &Model) -> Vec<Unreached> {
    let layer = model.outermost();
    let own = model.scenarios.iter().filter(|scenario| scenario.layer == layer);
    let expected: Vec<&Expectation> = own.flat_map(|scenario| &scenario.expected).collect();
    let weak = |(id, rule): (usize, &crate::model::Rule)| {
        let amounts = rule
            .body
            .results()
            .into_iter()
            .any(|effect| matches!(effect, Effect::Grant(..) | Effect::Ceiling(..)));
        let mut of_rule = expected
            .iter()
            .filter(|one| one.rule == RuleId(id))
            .filter(|one| matches!(one.outcome, Expected::Grant(_) | Expected::Ceiling(_)))
            .peekable();
        let covered = of_rule.peek().is_some();
        (rule.layer == layer && amounts && covered && of_rule.all(|one| one.origin.is_weak())).then(|| {
            let what =
                Message::new(format!("规则 {} 的数额", rule.name), format!("the amount of {}", rule.name));
            Unreached { what, place: rule.place }
        })
    };
    model.rules.iter().enumerate().filter_map(weak).collect()
}
