//! Scenarios.

use super::{Citation, Date, Expr, Name, Number, Quoted};
use crate::Span;

/// 案例.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Scenario {
    pub name: Name,
    pub like: Option<Name>,
    pub reference_date: Option<Date>,
    pub given: Vec<Given>,
    pub without: Vec<Path>,
    pub granted: Vec<EarlierGrant>,
    pub expected: Vec<Expectation>,
}

/// `带领人员 的 采摘开始`: names from the outside in.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Path {
    pub names: Vec<Name>,
    pub span: Span,
}

/// 已知 R：… or 其 L：….
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Given {
    /// `None` for 已知 (then `name` is the record), the list or nested field for 其.
    pub target: GivenTarget,
    pub fields: Vec<(Name, Vec<Expr>, Span)>,
    pub span: Span,
}

/// What a given line fills.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenTarget {
    /// 已知 R.
    Subject(Name),
    /// 其 L.
    Its(Path),
}

/// 已领.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct EarlierGrant {
    pub rule: Name,
    pub date: Date,
    pub key: Quoted,
    pub amount: Option<Number>,
}

/// What a scenario expects of a rule.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Expectation {
    pub rules: Vec<Name>,
    pub outcome: Expected,
    pub origin: Option<Origin>,
    pub span: Span,
}

/// Where an expectation comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// 待确认: suggested by the program.
    Unconfirmed,
    /// 出自 程序: copied from the program.
    Program,
    /// 出自 …: a sentence of the source, or another document.
    Cited(Vec<Citation>),
}

/// The outcomes a scenario can name.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Expected {
    Grant(Number),
    Ceiling(Number),
    Delegated,
    Class(Name),
    Applies,
    NotApplicable,
    NotInForce,
    AlreadyGranted,
    Undetermined(Vec<Path>),
    Done,
    NotDone,
    OneOf,
    /// 并享未明: both apply, and whether both may be had isn't said.
    CombinationUnstated,
    Fails,
}
