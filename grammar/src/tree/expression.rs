//! Numbers and expressions.

use super::{Date, Name, Quoted, UnitExpr};
use crate::Span;

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Digits without point, times the magnitude word of English (`million`) if any: value = `digits` / 10^`decimals`.
    pub digits: i128,
    /// How many of them stand after the point.
    pub decimals: u32,
    /// Written with %: the value is a hundredth of it.
    pub percent: bool,
    /// The unit, if written.
    pub unit: Option<UnitExpr>,
    /// Where it stands.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum ExprKind {
    Number(Number),
    Date(Date),
    Text(Quoted),
    YesNo(bool),
    Name(Name),
    /// 基准日.
    ReferenceDate,
    /// 对象.
    Subject,
    /// `{a、b}` or `a、b` after 属于.
    Set(Vec<Expr>),
    /// `a 的 b`.
    Member(Box<Expr>, Name),
    /// `L 的 人数` parses as `Member`; only the built-in aggregates are here.
    Aggregate(Box<Expr>, Aggregate, Option<Box<Expr>>),
    Where(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// Subject and its tests; the span is the operator's.
    Compare(Box<Expr>, Vec<(Comparison, Span, Expr)>),
    In {
        value: Box<Expr>,
        set: Box<Expr>,
        negated: bool,
    },
    Contains {
        set: Box<Expr>,
        value: Box<Expr>,
    },
    Empty {
        list: Box<Expr>,
        negated: bool,
    },
    Round {
        value: Box<Expr>,
        rounding: Rounding,
        to: RoundTo,
    },
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    /// 自 A 至 B.
    Range(Box<Expr>, Box<Expr>),
    /// 享受 R, in a guarantee.
    Receives(Name),
    /// Built-in function.
    Builtin(Builtin, Vec<Expr>),
    /// A standard by option or a scale.
    Call(Name, Vec<Expr>),
}

/// Built-in aggregates of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Aggregate {
    Count,
    Sum,
    Largest,
    Smallest,
    Any,
    All,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Ways of rounding; half goes away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Rounding {
    Nearest,
    Down,
    Up,
}

/// What is rounded to.
#[derive(Debug, Clone, PartialEq)]
pub enum RoundTo {
    /// A unit (元, 分, 万元, 人).
    Unit(Name),
    /// `2位小数`; 整数 is 0.
    Decimals(u32),
}

/// Arithmetic operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Built-in functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Builtin {
    Min,
    Max,
    WholeMonths,
    WholeYears,
    DaysBetween,
}
