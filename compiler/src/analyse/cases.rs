//! One result, or cases by condition or by option.

use super::expression::{Checker, made};
use crate::model::{Body, Case, Comparison, Expr, ExprKind, ListId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

/// What 按 names: the value whose options the cases go by.
type By = Option<(Expr, ListId)>;

impl Checker<'_, '_> {
    /// Types a body whose results `result` types.
    pub fn body<T, U>(
        &mut self,
        body: &tree::Body<T>,
        mut result: impl FnMut(&mut Self, &T) -> Option<U>,
    ) -> Option<Body<U>> {
        match body {
            tree::Body::One(one) => Some(Body::One(result(self, one)?)),
            tree::Body::Cases { by, cases, otherwise } => {
                let by = match by {
                    Some(by) => self.by_options(by).map(Some),
                    None => Some(None),
                };
                let cases: Vec<Option<Case<U>>> = cases
                    .iter()
                    .map(|case| {
                        let guard = self.guard(by.as_ref(), &case.guard, self.place(case.span));
                        let result = result(self, &case.result);
                        Some(Case { guard: guard?, result: result?, place: self.place(case.span) })
                    })
                    .collect();
                let otherwise = match otherwise {
                    Some((other, _)) => result(self, other).map(Some),
                    None => Some(None),
                };
                by?;
                Some(Body::Cases { cases: cases.into_iter().collect::<Option<_>>()?, otherwise: otherwise? })
            }
        }
    }

    /// 按 X: X must hold one option.
    fn by_options(&mut self, by: &tree::Expr) -> Option<(Expr, ListId)> {
        let typed = self.expression(by, None)?;
        if let Type::Option(list) = typed.ty {
            return Some((typed, list));
        }
        let (zh, en) = self.cx.type_words(&typed.ty);
        let fault = error(
            Code::WrongType,
            typed.place,
            format!("「按」后面要的是只有一个选项的字段，这里是{zh}"),
            format!("after `by` comes a field with one option, and this is {en}"),
        );
        self.cx.report(fault.help(
            "按条件分情形的，请去掉「按」，写「情形 条件：…」",
            "for cases by condition leave out `by` and write `case CONDITION: …`",
        ));
        None
    }

    /// A case's guard as a condition. The outer `None` of `by`: it had a fault.
    fn guard(&mut self, by: Option<&By>, guard: &tree::Guard, place: Place) -> Option<Expr> {
        match guard {
            tree::Guard::Condition(condition) => self.condition(condition),
            tree::Guard::Options(names) => {
                let Some(by) = by? else {
                    self.options_without_by(place);
                    return None;
                };
                self.one_of(by, names)
            }
        }
    }

    fn options_without_by(&mut self, place: Place) {
        let fault = error(
            Code::MissingPart,
            place,
            "情形写的是选项，却没有用「按」写明按哪个字段",
            "the case names options, and no `by` says of which field",
        );
        self.cx.report(fault);
    }

    fn one_of(&mut self, (by, list): &(Expr, ListId), names: &[tree::Name]) -> Option<Expr> {
        let found: Vec<Option<(usize, Place)>> = names
            .iter()
            .map(|name| {
                let at = self.cx.option_of(self.home, *list, name)?;
                Some((at, self.place(name.span)))
            })
            .collect();
        let found: Vec<(usize, Place)> = found.into_iter().collect::<Option<_>>()?;
        let (first, last) = (found.first()?, found.last()?);
        let place = Place { span: first.1.span.to(last.1.span), ..first.1 };
        let value = Box::new(by.clone());
        if let [(at, place)] = found.as_slice() {
            let option = made(ExprKind::Option(*at), Type::Option(*list), *place);
            let kind = ExprKind::Compare(value, Comparison::Equal, Box::new(option));
            return Some(made(kind, Type::Truth, *place));
        }
        let mut options: Vec<usize> = Vec::new();
        for (at, _) in &found {
            if !options.contains(at) {
                options.push(*at);
            }
        }
        let set = Box::new(made(ExprKind::Options(options), Type::Options(*list), place));
        Some(made(ExprKind::InOptions { value, set, negated: false }, Type::Truth, place))
    }
}
