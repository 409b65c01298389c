//! What is judged of a rule, and whether a decision agrees with it.

use super::cell::{Error, Why};
use crate::model::RuleId;
use qingce_runtime::{Decision, Effect, Failure, FieldRef, Outcome};
use std::collections::BTreeSet;

/// The outcome of one rule, with all that could be told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Which rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// What is judged.
    pub judged: Judged,
    /// Rules of which only one may be had together with it.
    pub choose_one_of: BTreeSet<String>,
    /// Rules that apply too, where the policy doesn't say whether both may be had.
    pub combination_unstated: BTreeSet<String>,
    /// The rule that is given instead, its amount being higher.
    pub yields_to: BTreeSet<String>,
    /// Keys of members granted now.
    pub claimed: Vec<String>,
}

/// The outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Judged {
    Applies {
        case: usize,
        effect: Effect,
    },
    DoesNotApply,
    Undetermined {
        missing: BTreeSet<FieldRef>,
        delegated: BTreeSet<String>,
    },
    /// Standards without a value; none if the day lies outside the period.
    NotInForce {
        standards: BTreeSet<String>,
    },
    /// The key with an earlier grant; of several members the first one's.
    AlreadyGranted {
        key: String,
    },
    Failed {
        errors: BTreeSet<Error>,
    },
}

impl Judged {
    /// What comes of a value that isn't known: its worst reason.
    pub fn unknown(why: Why) -> Self {
        if !why.errors.is_empty() {
            Self::Failed { errors: why.errors }
        } else if !why.lapsed.is_empty() {
            Self::NotInForce { standards: why.lapsed }
        } else {
            Self::Undetermined { missing: why.missing, delegated: why.delegated }
        }
    }

    /// Whether a decision tells this outcome, or one of the things that may be told of it.
    fn told_by(&self, outcome: &Outcome) -> bool {
        match (self, outcome) {
            (Self::Applies { case, effect }, Outcome::Applies { case: decided, effect: got }) => {
                case == decided && same_effect(effect, got)
            }
            (Self::DoesNotApply, Outcome::DoesNotApply) => true,
            (
                Self::Undetermined { missing, delegated },
                Outcome::Undetermined { missing: m, delegated: d },
            ) => *missing == m.iter().cloned().collect() && *delegated == d.iter().cloned().collect(),
            (Self::NotInForce { standards }, Outcome::NotInForce { standard: None }) => standards.is_empty(),
            (Self::NotInForce { standards }, Outcome::NotInForce { standard: Some(one) }) => {
                standards.contains(one)
            }
            (Self::AlreadyGranted { key }, Outcome::AlreadyGranted { first }) => *key == first.key,
            (Self::Failed { errors }, Outcome::Failed { reason }) => {
                error(reason).is_some_and(|error| errors.contains(&error))
            }
            _ => false,
        }
    }

    /// Whether both apply, as 不得重复享受 and 并享未明 ask.
    pub fn applies(&self) -> bool {
        matches!(self, Self::Applies { .. })
    }
}

/// Fields missing for a duty or target are compared as sets.
fn same_effect(a: &Effect, b: &Effect) -> bool {
    let set = |fields: &[FieldRef]| fields.iter().cloned().collect::<BTreeSet<_>>();
    match (a, b) {
        (Effect::Duty { what, done, missing }, Effect::Duty { what: w, done: d, missing: m }) => {
            what == w && done == d && set(missing) == set(m)
        }
        (Effect::Target { met, label, missing }, Effect::Target { met: d, label: l, missing: m }) => {
            met == d && label == l && set(missing) == set(m)
        }
        _ => a == b,
    }
}

fn error(reason: &Failure) -> Option<Error> {
    match reason {
        Failure::Overflow { .. } => None,
        Failure::DivisionByZero { .. } => Some(Error::DivisionByZero),
        Failure::SpanReversed { .. } => Some(Error::SpanReversed),
        Failure::NoMembers { .. } => Some(Error::NoMembers),
        Failure::BelowScale { .. } => Some(Error::BelowScale),
        Failure::DateOutOfRange { .. } => Some(Error::DateOutOfRange),
        Failure::OtherRule { .. } => Some(Error::OtherRule),
        Failure::EarlierAmountUnknown { .. } => Some(Error::EarlierAmountUnknown),
    }
}

impl Judgement {
    /// Whether a decision says the same.
    pub fn agrees(&self, decision: &Decision) -> bool {
        let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
        self.name == decision.rule
            && self.judged.told_by(&decision.outcome)
            && self.choose_one_of == set(&decision.choose_one_of)
            && self.yields_to == set(&decision.yields_to)
            && self.combination_unstated == set(&decision.combination_unstated)
            && (!self.judged.applies() || self.claimed == decision.claimed)
    }
}
