//! Scenarios, ready to run.

use super::{Citation, Exact, FieldId, RecordId, RuleId};
use chrono::NaiveDate;
use qingce_grammar::Place;
use std::collections::BTreeMap;

/// 案例, ready to run: its record as values by field name and what is expected.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Scenario {
    pub name: String,
    pub subject: RecordId,
    pub reference_date: Option<NaiveDate>,
    pub record: Data,
    pub granted: Vec<EarlierGrant>,
    pub expected: Vec<Expectation>,
    pub layer: usize,
    pub place: Place,
}

/// A record's data: values by field; absent fields are missing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Data {
    /// Values by field.
    pub values: BTreeMap<FieldId, Datum>,
}

/// One field's data.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Datum {
    Truth(bool),
    Text(String),
    Date(NaiveDate),
    /// With the field's decimals.
    Number(Exact),
    Option(usize),
    Options(Vec<usize>),
    Record(Data),
    List(Vec<Data>),
}

/// 已领.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct EarlierGrant {
    pub rule: RuleId,
    pub key: String,
    pub date: NaiveDate,
    pub amount: Option<Exact>,
}

/// What is expected of one rule.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Expectation {
    pub rule: RuleId,
    pub outcome: Expected,
    pub origin: Origin,
    pub place: Place,
}

/// Where an expectation comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nothing is said: whoever wrote it stands for it.
    Stated,
    /// 待确认: the program suggested it.
    Unconfirmed,
    /// 出自 程序: copied from what the program gave.
    Program,
    /// 出自 …: the source's own example, a department's figure.
    Cited(Vec<Citation>),
}

impl Origin {
    /// Whether it can't show that the program is right, being the program's own.
    pub fn is_weak(&self) -> bool {
        matches!(self, Self::Unconfirmed | Self::Program)
    }
}

/// Expected outcomes.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Expected {
    Grant(Exact),
    Ceiling(Exact),
    Delegated,
    Class(usize),
    Applies,
    NotApplicable,
    NotInForce,
    AlreadyGranted,
    /// Exactly these fields, list members not told apart.
    Undetermined(Vec<Vec<FieldId>>),
    Done,
    NotDone,
    /// The rule and each of these others apply, and exclude one another. 择一 R1、R2 makes one expectation a rule.
    OneOf(Vec<RuleId>),
    /// It applies, and the decision notes that its combination with these isn't stated.
    CombinationUnstated(Vec<RuleId>),
    Fails,
}
