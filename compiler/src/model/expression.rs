//! Typed expressions.

use super::{
    Aggregate, Comparison, DefinitionId, Exact, FieldId, LetId, Rounding, RuleId, ScaleId, StandardId, Type,
};
use chrono::NaiveDate;
use qingce_grammar::Place;

/// A typed expression.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Type,
    pub place: Place,
}

/// Kinds of typed expression. Operands of arithmetic and comparison keep their own decimals; lowering aligns them.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum ExprKind {
    Truth(bool),
    Number(Exact),
    Date(NaiveDate),
    Text(String),
    /// One option of `ty`'s list.
    Option(usize),
    /// A set of options of `ty`'s list.
    Options(Vec<usize>),
    ReferenceDate,
    /// A field of the record in a frame (0: the subject, 1: the member of the outermost enclosing list expression, …),
    /// reached through nested records. A list-typed field is a `List` expression.
    Field {
        frame: usize,
        path: Vec<FieldId>,
    },
    Let(LetId),
    /// A definition of the subject (frame 0).
    Definition(DefinitionId),
    /// A definition of a list's member (in `frame`, with no path) or of a nested record: its body, put in place.
    DefinitionOf {
        definition: DefinitionId,
        frame: usize,
        path: Vec<FieldId>,
        body: Box<Expr>,
    },
    /// In a guarantee: whether a rule's result is had (a truth), or the amount that it grants or allows at most (a number; 0
    /// where it isn't had).
    Outcome(RuleId),
    Standard(StandardId),
    StandardBy(StandardId, Box<Expr>),
    Scale(ScaleId, Box<Expr>),
    /// Members of `list` for which the condition holds; inside it the member is one frame deeper.
    Where(Box<Expr>, Box<Expr>),
    /// Count has no argument.
    Aggregate(Box<Expr>, Aggregate, Option<Box<Expr>>),
    Empty {
        list: Box<Expr>,
        negated: bool,
    },
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// Both of one type: truth (= ≠), text (= ≠), date, option (= ≠), set (= ≠), number of one dimension.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// A range against a period of months, days or years of age.
    CompareRange {
        from: Box<Expr>,
        to: Box<Expr>,
        how: Comparison,
        period: Box<Expr>,
        unit: PeriodUnit,
    },
    /// Option in a set, or two sets that share a member.
    InOptions {
        value: Box<Expr>,
        set: Box<Expr>,
        negated: bool,
    },
    InTexts {
        value: Box<Expr>,
        texts: Vec<Expr>,
        negated: bool,
    },
    Add(Box<Expr>, Box<Expr>),
    Subtract(Box<Expr>, Box<Expr>),
    Multiply(Box<Expr>, Box<Expr>),
    Divide(Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    /// Date moved by a period (negative: back).
    Shift {
        date: Box<Expr>,
        period: Box<Expr>,
        unit: PeriodUnit,
        back: bool,
    },
    /// To a multiple of `step`.
    Round {
        value: Box<Expr>,
        rounding: Rounding,
        step: Exact,
    },
    Min(Vec<Expr>),
    Max(Vec<Expr>),
    Whole {
        from: Box<Expr>,
        to: Box<Expr>,
        unit: PeriodUnit,
    },
}

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum PeriodUnit {
    Months,
    Days,
    /// Whole years: of age in comparisons, by the span convention in [`ExprKind::Whole`].
    Years,
}
