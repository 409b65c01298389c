//! The reasoning behind a decision.

mod frames;
mod tell;
mod text;

use crate::decision::{Decision, StandardUse};
use crate::language::Language;
use crate::program::RuleId;
use chrono::NaiveDate;
use serde::Serialize;
pub(crate) use tell::steps;
pub use text::outcome_text;

/// What is to be explained, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ask {
    /// Only this rule; `None`: all rules of the record's type.
    pub rule: Option<RuleId>,
    /// The language of values and verdicts.
    pub language: Language,
    /// Show sensitive values as they are. Without it they are masked.
    pub reveal: bool,
}

/// A decision with its reasoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// The day that it was decided for; `None` if the record's own is missing and none was given.
    pub reference_date: Option<NaiveDate>,
    /// The steps, in the order of the rule: the parts of its condition, then those of its effect.
    pub steps: Vec<ExplainedStep>,
}

/// One step of the reasoning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedStep {
    /// The part of the policy, as written.
    pub text: String,
    /// What it is.
    pub kind: StepKind,
    /// How it came out.
    pub verdict: Verdict,
    /// Its value as shown to people (masked if sensitive): `60周岁`, `是`, `缺 采摘开始`. Empty if it wasn't reached.
    pub value: String,
    /// For a standard or a scale: the dated value used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<StandardUse>,
    /// For a selection: its members, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ExplainedMember>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ExplainedStep>,
}

/// A member of a list as a selection saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedMember {
    /// Its place, from 1.
    pub place: usize,
    /// Its key field, if the record type has one and it is known (masked if sensitive).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Whether it is in: true, false or unknown (or a failure).
    pub verdict: Verdict,
    /// The reasoning about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ExplainedStep>,
}

/// Kinds of step, as fronts show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum StepKind {
    And,
    Or,
    Not,
    Condition,
    Field,
    Standard,
    Scale,
    Rule,
    Value,
    Named,
    Members,
    Case,
}

/// How a step came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A condition that holds.
    True,
    /// A condition that doesn't hold.
    False,
    /// A value that is known.
    Known,
    /// Fields are missing for it.
    Missing,
    /// It hangs on a standard that another document sets.
    Delegated,
    /// It hangs on a standard without a value on the reference date.
    Lapsed,
    /// It can't be worked out: overflow, division by zero, a reversed span.
    Failed,
    /// It wasn't looked at, because the outcome was settled before.
    NotReached,
}
