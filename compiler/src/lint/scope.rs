//! Where conditions stand: the names in view and the time in which they are asked.

use super::context::LintContext;
use crate::model::{Expr, Let, Relation, Rule};
use crate::regions::{Formula, Segment, Space, segments};
use chrono::NaiveDate;

/// The names in view of conditions and their period.
pub(super) struct Scope<'a> {
    pub lets: &'a [Let],
    from: NaiveDate,
    to: Option<NaiveDate>,
}

impl<'a> Scope<'a> {
    /// Of a rule, during its period.
    pub(super) fn of_rule(rule: &'a Rule) -> Self {
        Self { lets: &rule.lets, from: rule.from, to: rule.to }
    }

    /// Of a definition, during the policy's period; `None` where that isn't known.
    pub(super) fn of_policy(cx: &LintContext<'a>) -> Option<Self> {
        let policy = cx.model.policy.as_ref()?;
        Some(Self { lets: &[], from: policy.from, to: policy.to })
    }

    /// The parts of the period in which the standards that these conditions use don't change.
    pub(super) fn segments(&self, cx: &LintContext, conditions: &[&Expr]) -> Vec<Segment> {
        segments(cx.model, self.lets, conditions, self.from, self.to)
    }
}

/// The conditions of the rules that a rule stacks on, which hold where it applies, and of those that it excepts, which
/// don't; only for one and the same subject.
pub(super) fn related<'a>(cx: &LintContext<'a>, rule: &Rule) -> Vec<(&'a Rule, &'a Expr, bool)> {
    let related = rule.relations.iter().filter_map(|(relation, id)| {
        let other = cx.model.rules.get(id.0).filter(|other| other.subject == rule.subject)?;
        let condition = other.condition.as_ref()?;
        match relation {
            Relation::StacksOn => {
                let alone = cx.model.with_successors(*id).len() == 1;
                alone.then_some((other, condition, true))
            }
            // The excepted rule may fail to apply for other reasons than its condition; here it can't.
            Relation::Except => {
                let covers = other.from <= rule.from && other.to == rule.to;
                let plain = covers && other.once.is_none() && other.relations.is_empty();
                plain.then_some((other, condition, false))
            }
            Relation::Excludes
            | Relation::Combines
            | Relation::OnlyHigher
            | Relation::Within
            | Relation::Unstated => None,
        }
    });
    related.collect()
}

/// What holds wherever a rule applies: its own condition, and what its relations add.
pub(super) fn ground<'a>(cx: &LintContext<'a>, space: &mut Space<'a>, rule: &Rule) -> Formula {
    let mut parts: Vec<Formula> = rule.condition.iter().map(|condition| space.formula(condition)).collect();
    for (other, condition, holds) in related(cx, rule) {
        let formula = space.formula_with(&other.lets, condition);
        parts.push(if holds { formula } else { formula.not() });
    }
    Formula::And(parts)
}
