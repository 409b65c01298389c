//! What is decided of one record under one rule.

use crate::program::{Modality, RuleId, StandardId};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

/// The decision of one rule on one record and reference date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Which rule, a place in [`crate::Program::rules`].
    #[serde(skip)]
    pub id: RuleId,
    /// The rule's name.
    pub rule: String,
    /// The outcome.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Rules that also apply and exclude this one (不得重复享受): only one of them may be had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choose_one_of: Vec<String>,
    /// Rules that also apply where the policy doesn't say whether both may be had (并享未明).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub combination_unstated: Vec<String>,
    /// Rules with a greater amount that also apply, or that were had before (就高不重复): this one doesn't apply for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub yields_to: Vec<String>,
    /// What a joint ceiling (连同 … 合计不高于 …) took from the amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joint_ceiling: Option<JointCeiling>,
    /// For a rule that is once a member: the keys of the members granted now (to be entered in the ledger).
    #[serde(skip)]
    pub claimed: Vec<String>,
}

/// A joint ceiling that an amount was cut to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JointCeiling {
    /// The rules together with which it holds.
    pub with: Vec<String>,
    /// How many yuan all of them give at most.
    pub limit: Decimal,
    /// How many yuan this rule would give without it.
    pub before: Decimal,
}

/// The outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Outcome {
    /// The rule applies.
    Applies {
        /// The case, from 0; its title is in [`crate::program::Case`].
        #[serde(skip)]
        case: usize,
        /// What results.
        effect: Effect,
    },
    /// The condition is false, or no case is true.
    DoesNotApply,
    /// It hangs on fields that are missing, or on standards that another document sets.
    Undetermined {
        /// Exactly the fields that would settle it.
        missing: Vec<FieldRef>,
        /// Names of delegated standards that it hangs on.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        delegated: Vec<String>,
    },
    /// The reference date lies outside the policy's or the rule's period, or a standard has no value on it.
    NotInForce {
        /// The standard without a value, if that is why.
        #[serde(skip_serializing_if = "Option::is_none")]
        standard: Option<String>,
    },
    /// 一次性: granted before.
    AlreadyGranted {
        /// The first grant.
        first: Grant,
    },
    /// The record can't be decided under this rule.
    Failed {
        /// Why.
        reason: Failure,
    },
}

/// The kinds of outcome, with the codes that columns have them as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(u8)]
pub enum Status {
    /// The condition is false, or no case is true.
    #[default]
    DoesNotApply = 0,
    /// The rule applies.
    Applies = 1,
    /// It hangs on something missing.
    Undetermined = 2,
    /// The reference date lies outside its period, or a standard has no value on it.
    NotInForce = 3,
    /// The record can't be decided under this rule.
    Failed = 4,
    /// 一次性: granted before. Columns, which know of no grants before, don't have it.
    AlreadyGranted = 5,
}

impl Status {
    /// Its code.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// All of them, by their codes.
    pub const ALL: [Self; 6] = [
        Self::DoesNotApply,
        Self::Applies,
        Self::Undetermined,
        Self::NotInForce,
        Self::Failed,
        Self::AlreadyGranted,
    ];

    /// The kind with this code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// As data names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::DoesNotApply => "does_not_apply",
            Self::Applies => "applies",
            Self::Undetermined => "undetermined",
            Self::NotInForce => "not_in_force",
            Self::Failed => "failed",
            Self::AlreadyGranted => "already_granted",
        }
    }

    /// The kind of an outcome.
    pub fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Applies { .. } => Self::Applies,
            Outcome::DoesNotApply => Self::DoesNotApply,
            Outcome::Undetermined { .. } => Self::Undetermined,
            Outcome::NotInForce { .. } => Self::NotInForce,
            Outcome::AlreadyGranted { .. } => Self::AlreadyGranted,
            Outcome::Failed { .. } => Self::Failed,
        }
    }
}

/// What a rule that applies results in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Effect {
    /// Exactly this many yuan.
    Grant {
        amount: Decimal,
        label: Option<String>,
    },
    /// At most this many yuan; not a promise.
    Ceiling {
        at_most: Decimal,
        label: Option<String>,
    },
    /// As another document says.
    Delegated {
        what: String,
    },
    Class {
        list: String,
        option: String,
    },
    /// `done`: shown to be done; `None`: unknown or not stated. `missing`: fields that would show it.
    Duty {
        what: String,
        done: Option<bool>,
        missing: Vec<FieldRef>,
    },
    Target {
        met: Option<bool>,
        label: Option<String>,
        missing: Vec<FieldRef>,
    },
    Said {
        modality: Modality,
        what: String,
    },
}

impl Effect {
    /// Of a grant or ceiling the amount in fen, if it fits; of a duty or target 1 if it is shown to be done or met, 0 if not.
    pub(crate) fn value(&self) -> Option<i64> {
        match self {
            Self::Grant { amount, .. } | Self::Ceiling { at_most: amount, .. } => {
                let mut fen = *amount;
                fen.rescale(2);
                i64::try_from(fen.mantissa()).ok().filter(|_| fen.scale() == 2)
            }
            Self::Duty { done: shown, .. } | Self::Target { met: shown, .. } => shown.map(i64::from),
            Self::Delegated { .. } | Self::Class { .. } | Self::Said { .. } => None,
        }
    }
}

/// A missing field: names from the outside in, with the place (from 1) of the list member where a list lies on the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct FieldRef {
    /// Steps from the subject.
    pub steps: Vec<Step>,
}

/// One step of a [`FieldRef`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// Field name (a path joined by the policy's word for 的 if through nested records).
    pub field: String,
    /// The member's place from 1, if the field is a list.
    pub member: Option<usize>,
}

impl std::fmt::Display for FieldRef {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            f.write_str(&step.field)?;
            if let Some(member) = step.member {
                write!(f, "[{member}]")?;
            }
        }
        Ok(())
    }
}

impl From<FieldRef> for String {
    fn from(field: FieldRef) -> Self {
        field.to_string()
    }
}

/// Why a record can't be decided under a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "failure", rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Failure {
    /// A number outgrew 38 digits, or an amount 28.
    Overflow {
        line: u32,
        file: String,
    },
    DivisionByZero {
        line: u32,
        file: String,
    },
    /// A span whose last day is before its first.
    SpanReversed {
        line: u32,
        file: String,
    },
    /// Largest or smallest of no members.
    NoMembers {
        line: u32,
        file: String,
    },
    /// A value under the first bound of a scale.
    BelowScale {
        line: u32,
        file: String,
    },
    /// A day outside the years 1 to 9999.
    DateOutOfRange {
        line: u32,
        file: String,
    },
    /// The rule that this one stands on failed.
    OtherRule {
        rule: String,
    },
    /// The ledger doesn't say how much was granted before under a rule with which this one has a joint ceiling.
    EarlierAmountUnknown {
        rule: String,
    },
}

/// One entry of the ledger of one-off grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Grant {
    /// The beneficiary's key.
    pub key: String,
    /// The rule's name.
    pub rule: String,
    /// When granted.
    pub date: NaiveDate,
    /// How many yuan, if known.
    pub amount: Option<Decimal>,
}

/// Where earlier grants are looked up and new ones entered. See `ledger.rs` for the one in memory.
pub trait Ledger {
    /// The first grant of `rule` to `key`, if any.
    fn first(&self, rule: &str, key: &str) -> Option<Grant>;
    /// Enters a grant.
    fn enter(&mut self, grant: Grant);
}

/// What a standard is at a date, for telling reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandardUse {
    /// Which; of a scale, its place among the scales.
    #[serde(skip)]
    pub id: StandardId,
    /// Its name.
    pub name: String,
    /// In force from.
    pub from: NaiveDate,
    /// In force to, if it ends.
    pub to: Option<NaiveDate>,
    /// By which authority.
    pub authority: String,
}
