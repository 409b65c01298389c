//! Whom a change concerns: the same records decided under both policies, and what became different.
//!
//! Amounts granted and ceilings are kept apart: a ceiling is not a promise. One record after the other is added, so that memory
//! holds one number a rule, whatever the count of records.

mod settle;

pub use settle::{Ruled, Settled};

use qingce_runtime::decision::Effect;
use qingce_runtime::{Decision, Outcome, Status};
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// A pair: before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[allow(missing_docs)]
pub struct Pair<T> {
    pub before: T,
    pub after: T,
}

/// What became of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RuleImpact {
    /// Records to which it applied and applies.
    pub applied: Pair<u64>,
    /// Records to which it applies only after.
    pub newly: u64,
    /// Records to which it applied only before.
    pub no_longer: u64,
    /// Records for which it was and is undetermined.
    pub undetermined: Pair<u64>,
    /// Yuan granted.
    pub granted: Pair<Decimal>,
    /// Yuan of ceilings, which are no promise.
    pub ceilings: Pair<Decimal>,
    /// Records whose outcome or amount under it differs.
    pub moved: u64,
}

/// What became of all rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Impact {
    /// Records decided.
    pub records: u64,
    /// Records with any difference.
    pub moved: u64,
    /// By the rule's name, in the order in which they were first met.
    pub rules: Vec<(String, RuleImpact)>,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Side {
    /// How it came out, as decisions name it; `None`: the policy has no such rule.
    #[serde(serialize_with = "named")]
    pub status: Option<Status>,
    /// Yuan granted or granted at most.
    pub amount: Option<Decimal>,
}

fn named<S: serde::Serializer>(status: &Option<Status>, serializer: S) -> Result<S::Ok, S::Error> {
    status.map(Status::name).serialize(serializer)
}

/// A rule that decides a record differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The rule's name.
    pub rule: String,
    /// Before.
    pub before: Side,
    /// After.
    pub after: Side,
}

impl Moved {
    /// Yuan more (or less) after than before, a ceiling counted like a grant.
    pub fn difference(&self) -> Decimal {
        self.after.amount.unwrap_or_default() - self.before.amount.unwrap_or_default()
    }
}

impl Impact {
    /// Adds one record decided under both; gives the rules that decide it differently.
    pub fn add(&mut self, before: &[Decision], after: &[Decision]) -> Vec<Moved> {
        self.records += 1;
        let mut sides: BTreeMap<&str, Pair<Option<&Outcome>>> = BTreeMap::new();
        let mut order = Vec::new();
        for decision in before {
            order.push(decision.rule.as_str());
            sides.entry(&decision.rule).or_default().before = Some(&decision.outcome);
        }
        for decision in after {
            if !sides.contains_key(decision.rule.as_str()) {
                order.push(decision.rule.as_str());
            }
            sides.entry(&decision.rule).or_default().after = Some(&decision.outcome);
        }
        let moved: Vec<Moved> =
            order.into_iter().filter_map(|rule| self.count(rule, *sides.get(rule)?)).collect();
        self.moved += u64::from(!moved.is_empty());
        moved
    }

    fn count(&mut self, rule: &str, sides: Pair<Option<&Outcome>>) -> Option<Moved> {
        let counted = self.rule(rule);
        let applies = |side: Option<&Outcome>| matches!(side, Some(Outcome::Applies { .. }));
        let open = |side: Option<&Outcome>| matches!(side, Some(Outcome::Undetermined { .. }));
        let (was, is) = (applies(sides.before), applies(sides.after));
        counted.applied.before += u64::from(was);
        counted.applied.after += u64::from(is);
        counted.newly += u64::from(is && !was);
        counted.no_longer += u64::from(was && !is);
        counted.undetermined.before += u64::from(open(sides.before));
        counted.undetermined.after += u64::from(open(sides.after));
        for (side, granted, ceilings) in [
            (sides.before, &mut counted.granted.before, &mut counted.ceilings.before),
            (sides.after, &mut counted.granted.after, &mut counted.ceilings.after),
        ] {
            match side {
                Some(Outcome::Applies { effect: Effect::Grant { amount, .. }, .. }) => *granted += amount,
                Some(Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. }) => {
                    *ceilings += at_most
                }
                _ => {}
            }
        }
        let moved = Moved { rule: rule.to_owned(), before: side(sides.before), after: side(sides.after) };
        // That a rule which is new, or gone, doesn't apply changes nothing for anybody.
        let idle =
            |side: &Side| matches!(side.status, None | Some(Status::NotInForce | Status::DoesNotApply));
        let same = match (sides.before, sides.after) {
            (Some(before), Some(after)) => alike(before, after),
            (before, after) => before.is_none() && after.is_none(),
        };
        let same = same || (idle(&moved.before) && idle(&moved.after));
        if same {
            return None;
        }
        counted.moved += 1;
        Some(moved)
    }

    fn rule(&mut self, name: &str) -> &mut RuleImpact {
        let at = match self.rules.iter().position(|(known, _)| known == name) {
            Some(at) => at,
            None => {
                self.rules.push((name.to_owned(), RuleImpact::default()));
                self.rules.len() - 1
            }
        };
        #[allow(clippy::indexing_slicing, reason = "the place was just found or made")]
        &mut self.rules[at].1
    }

    /// Whether nothing became different.
    pub fn is_nothing(&self) -> bool {
        self.moved == 0
    }

    /// Yuan granted by all rules, before and after.
    pub fn granted(&self) -> Pair<Decimal> {
        self.sum(|rule| rule.granted)
    }

    /// Yuan of all ceilings, before and after.
    pub fn ceilings(&self) -> Pair<Decimal> {
        self.sum(|rule| rule.ceilings)
    }

    fn sum(&self, of: impl Fn(&RuleImpact) -> Pair<Decimal>) -> Pair<Decimal> {
        let mut all = Pair::default();
        for (_, rule) in &self.rules {
            let own = of(rule);
            all.before += own.before;
            all.after += own.after;
        }
        all
    }
}

/// Whether two outcomes are the same. A failure also tells the line of the policy's text, which is no part of what is decided.
pub fn alike(a: &Outcome, b: &Outcome) -> bool {
    match (a, b) {
        (Outcome::Failed { reason: a }, Outcome::Failed { reason: b }) => {
            std::mem::discriminant(a) == std::mem::discriminant(b)
        }
        (a, b) => a == b,
    }
}

fn side(outcome: Option<&Outcome>) -> Side {
    let Some(outcome) = outcome else { return Side::default() };
    let amount = match outcome {
        Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => Some(*amount),
        Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. } => Some(*at_most),
        _ => None,
    };
    Side { status: Some(Status::of(outcome)), amount }
}
