//! Expressions: names become ids, every part gets its type, units are checked.
//!
//! `None` always means that a fault was reported (or that a broken declaration is to blame, which was reported there).

mod aggregate;
mod arithmetic;
mod call;
mod compare;
mod fault;
mod inline;
mod member;
mod membership;
mod name;
mod outcome;
mod period;
mod round;

use super::context::{Analyser, Home};
use crate::model::{Expr, ExprKind, ListId, NumberType, RecordId, RuleId, Type};
use qingce_grammar::{Place, Span, tree};

/// A name given with 设.
#[derive(Debug, Clone)]
pub(crate) struct LocalName {
    pub name: String,
    pub place: Place,
    pub meaning: Local,
}

/// What a local name stands for.
#[derive(Debug, Clone)]
pub(crate) enum Local {
    /// A place in the rule's lets, with its type.
    Let(crate::model::LetId, Type),
    /// A span of time, which is put in place of its name wherever that is used.
    Range(Box<Expr>, Box<Expr>),
    /// Its value had errors.
    Broken,
}

/// The scope of an expression and the analysis that it belongs to.
pub(crate) struct Checker<'a, 't> {
    pub cx: &'a mut Analyser<'t>,
    pub home: Home,
    /// The subject, then the member of each enclosing list expression.
    pub frames: Vec<RecordId>,
    pub locals: Vec<LocalName>,
    /// The rule whose local names these are.
    pub rule: Option<RuleId>,
    /// Whether the outcomes of rules can be named: in a guarantee.
    pub outcomes: bool,
}

impl<'a, 't> Checker<'a, 't> {
    /// A scope with nothing but the fields of `subject`.
    pub fn new(cx: &'a mut Analyser<'t>, home: Home, subject: RecordId) -> Self {
        Checker { cx, home, frames: vec![subject], locals: Vec::new(), rule: None, outcomes: false }
    }

    /// A range of this file, without blanks behind it.
    pub fn place(&self, span: Span) -> Place {
        let place = self.home.place(span);
        let blanks = self.cx.words(place).len() - self.cx.words(place).trim_end().len();
        Place { span: Span::new(span.start, span.end - blanks), ..place }
    }

    /// Types an expression. `hint` is the option list that is expected, if one is.
    pub fn expression(&mut self, e: &tree::Expr, hint: Option<ListId>) -> Option<Expr> {
        use tree::ExprKind as Tree;
        let place = self.place(e.span);
        match &e.kind {
            Tree::Number(number) => self.number(number, place),
            Tree::Date(date) => Some(made(ExprKind::Date(date.value), Type::Date, place)),
            Tree::Text(text) => Some(made(ExprKind::Text(text.text.clone()), Type::Text, place)),
            Tree::YesNo(yes) => Some(made(ExprKind::Truth(*yes), Type::Truth, place)),
            Tree::Name(name) => self.name(name, hint),
            Tree::ReferenceDate => Some(made(ExprKind::ReferenceDate, Type::Date, place)),
            Tree::Subject => self.subject(place),
            Tree::Receives(name) => self.receives(name, place),
            Tree::Set(members) => self.set(members, hint, place),
            Tree::Member(base, name) => self.member(base, name, place),
            Tree::Aggregate(list, how, argument) => self.aggregate(list, *how, argument.as_deref(), place),
            Tree::Where(list, condition) => self.filter(list, condition, place),
            Tree::Not(inner) => {
                let inner = self.condition(inner)?;
                Some(made(ExprKind::Not(Box::new(inner)), Type::Truth, place))
            }
            Tree::And(left, right) => self.both(left, right, ExprKind::And, place),
            Tree::Or(left, right) => self.both(left, right, ExprKind::Or, place),
            Tree::Compare(subject, tests) => self.compare(subject, tests, place),
            Tree::In { value, set, negated } => self.membership(value, set, *negated, place),
            Tree::Contains { set, value } => self.contains(set, value, place),
            Tree::Empty { list, negated } => self.empty(list, *negated, place),
            Tree::Round { value, rounding, to } => self.round(value, *rounding, to, place),
            Tree::Arithmetic(how, left, right) => self.arithmetic(*how, left, right, place),
            Tree::Negate(inner) => self.negate(inner, place),
            Tree::Range(..) => self.bare_range(place),
            Tree::Builtin(what, arguments) => self.builtin(*what, arguments, place),
            Tree::Call(name, arguments) => self.call(name, arguments, place),
        }
    }

    /// Types an expression that must be answered yes or no.
    pub fn condition(&mut self, e: &tree::Expr) -> Option<Expr> {
        let typed = self.expression(e, None)?;
        if typed.ty != Type::Truth {
            self.not_a_condition(&typed);
            return None;
        }
        Some(typed)
    }

    fn both(
        &mut self,
        left: &tree::Expr,
        right: &tree::Expr,
        how: fn(Box<Expr>, Box<Expr>) -> ExprKind,
        place: Place,
    ) -> Option<Expr> {
        let (left, right) = (self.condition(left), self.condition(right));
        Some(made(how(Box::new(left?), Box::new(right?)), Type::Truth, place))
    }

    fn number(&mut self, number: &tree::Number, place: Place) -> Option<Expr> {
        let (value, ty) = self.cx.quantity(self.home, number)?;
        Some(made(ExprKind::Number(value), Type::Number(ty), place))
    }

    fn subject(&mut self, place: Place) -> Option<Expr> {
        let record = self.frames.first().copied()?;
        Some(made(ExprKind::Field { frame: 0, path: Vec::new() }, Type::Record(record), place))
    }

    /// Types a number; reports anything else.
    fn number_of(&mut self, e: &tree::Expr) -> Option<(Expr, NumberType)> {
        let typed = self.expression(e, None)?;
        match &typed.ty {
            Type::Number(number) => {
                let number = number.clone();
                Some((typed, number))
            }
            _ => {
                self.wrong_type(&typed, ("一个数", "a number"));
                None
            }
        }
    }
}

/// An expression from its parts.
pub(crate) fn made(kind: ExprKind, ty: Type, place: Place) -> Expr {
    Expr { kind, ty, place }
}
