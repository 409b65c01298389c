//! Comparisons: both sides of one kind and one unit; several tests on one subject are joined by 且.

use super::{Checker, made};
use crate::model::{Comparison, Expr, ExprKind, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, Span, tree};

/// One written test: operator, its words, what the subject is compared with.
type Test = (tree::Comparison, Span, tree::Expr);

/// A side of a comparison with how it was written.
pub(super) type Side<'e> = (Expr, &'e tree::Expr);

impl Checker<'_, '_> {
    pub(super) fn compare(&mut self, subject: &tree::Expr, tests: &[Test], place: Place) -> Option<Expr> {
        if let Some(range) = self.range_of(subject) {
            let (from, to) = range?;
            let compared = tests.iter().enumerate().map(|(nth, test)| {
                let place = self.test_place(subject, nth, test, tests.len(), place);
                self.compare_range((from.clone(), to.clone()), test.0, &test.2, place)
            });
            return joined(compared.collect(), place);
        }
        let compared = tests.iter().enumerate().map(|(nth, test)| {
            let place = self.test_place(subject, nth, test, tests.len(), place);
            let (how, span, right) = test;
            let (left, right) = self.sides(subject, right)?;
            self.compare_two((left, subject), *how, self.place(*span), right, place)
        });
        joined(compared.collect(), place)
    }

    /// Where the nth of several tests stands: the first with the subject, a later one from its operator on; a single one is
    /// the whole comparison.
    fn test_place(&self, subject: &tree::Expr, nth: usize, test: &Test, tests: usize, whole: Place) -> Place {
        match (tests, nth) {
            (1, _) => whole,
            (_, 0) => self.place(subject.span.to(test.2.span)),
            _ => self.place(test.1.to(test.2.span)),
        }
    }

    /// Types both sides; the one that knows its option list decides for the other.
    fn sides<'e>(&mut self, left: &tree::Expr, right: &'e tree::Expr) -> Option<(Expr, Side<'e>)> {
        if self.only_an_option(left) && !self.only_an_option(right) {
            let typed = self.expression(right, None)?;
            let hint = typed.ty.list();
            return Some((self.expression(left, hint)?, (typed, right)));
        }
        let typed = self.expression(left, None);
        let hint = typed.as_ref().and_then(|typed| typed.ty.list());
        if typed.is_none() && self.only_an_option(right) {
            return None;
        }
        if typed.as_ref().is_some_and(|typed| typed.ty == Type::Text) && self.unquoted(right) {
            return None;
        }
        let right_typed = self.expression(right, hint);
        Some((typed?, (right_typed?, right)))
    }

    fn compare_two(
        &mut self,
        left: Side,
        how: Comparison,
        sign: Place,
        right: Side,
        place: Place,
    ) -> Option<Expr> {
        match (&left.0.ty, &right.0.ty) {
            (Type::Number(_), Type::Number(_)) => {
                let (left, right) = self.aligned(("相比", "compared"), left, right, place)?;
                Some(comparison(left, how, right, place))
            }
            (Type::Date, Type::Date) => Some(comparison(left.0, how, right.0, place)),
            (Type::Date, Type::Number(_)) => self.compare_age(left.0, how, right.0, place),
            (Type::Truth, Type::Truth) | (Type::Text, Type::Text) => {
                self.equality(left.0, how, sign, right.0, place)
            }
            (Type::Option(l), Type::Option(r)) | (Type::Options(l), Type::Options(r)) if l == r => {
                self.equality(left.0, how, sign, right.0, place)
            }
            (Type::Options(l), Type::Option(r)) if l == r => {
                self.set_against_option(sign);
                None
            }
            _ => {
                self.not_comparable(&left.0, &right.0, place);
                None
            }
        }
    }

    /// Kinds of value that have no order.
    fn equality(
        &mut self,
        left: Expr,
        how: Comparison,
        sign: Place,
        right: Expr,
        place: Place,
    ) -> Option<Expr> {
        if matches!(how, Comparison::Equal | Comparison::NotEqual) {
            return Some(comparison(left, how, right, place));
        }
        let (zh, en) = self.cx.type_words(&left.ty);
        let fault = error(
            Code::WrongType,
            sign,
            format!("{zh}没有大小之分"),
            format!("{en} is neither more nor less than another"),
        );
        self.cx.report(fault.help("请用「=」或者「≠」", "use `=` or `≠`"));
        None
    }

    fn set_against_option(&mut self, sign: Place) {
        let fault = error(
            Code::WrongType,
            sign,
            "若干选项不能与一个选项相等",
            "a set of options cannot equal one option",
        );
        let fault = fault
            .help("要问其中有没有这个选项，请用「含」", "to ask whether it is among them, write `contains`");
        let word = if self.cx.is_english(self.home.file) { "contains" } else { "含" };
        self.cx.report(fault.replace(sign, word));
    }

    fn not_comparable(&mut self, left: &Expr, right: &Expr, place: Place) {
        let (l, r) = (self.cx.type_words(&left.ty), self.cx.type_words(&right.ty));
        let fault = error(
            Code::WrongType,
            place,
            format!("{}不能与{}相比", l.0, r.0),
            format!("{} cannot be compared with {}", l.1, r.1),
        )
        .label(left.place, l.0, l.1)
        .label(right.place, r.0, r.1);
        let fault = match (&left.ty, &right.ty) {
            (Type::Date, Type::Text) | (Type::Text, Type::Date) => fault
                .help("日期不加引号，写作「2024年1月1日」", "a date has no quotation marks: `2024-01-01`"),
            (Type::Option(_) | Type::Options(_), Type::Text)
            | (Type::Text, Type::Option(_) | Type::Options(_)) => {
                fault.help("选项不加引号", "an option has no quotation marks")
            }
            (Type::Option(_), Type::Options(_)) => fault.help("请用「属于」", "write `in`"),
            _ => fault,
        };
        self.cx.report(fault);
    }
}

/// One comparison.
pub(super) fn comparison(left: Expr, how: Comparison, right: Expr, place: Place) -> Expr {
    made(ExprKind::Compare(Box::new(left), how, Box::new(right)), Type::Truth, place)
}

/// All of the tests together; `None` if any had a fault.
fn joined(tests: Vec<Option<Expr>>, place: Place) -> Option<Expr> {
    let tests: Option<Vec<Expr>> = tests.into_iter().collect();
    let both =
        |left: Expr, right: Expr| made(ExprKind::And(Box::new(left), Box::new(right)), Type::Truth, place);
    tests?.into_iter().reduce(both)
}
