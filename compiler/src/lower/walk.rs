//! Which expressions an expression consists of.

use crate::model::{Body, Effect, Expr, ExprKind};

/// The parts of an expression, in the order in which they are worked out; with each whether it is worked out once a member.
pub(crate) fn children(expr: &Expr) -> Vec<(&Expr, bool)> {
    match &expr.kind {
        ExprKind::Truth(_)
        | ExprKind::Number(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Option(_)
        | ExprKind::Options(_)
        | ExprKind::ReferenceDate
        | ExprKind::Field { .. }
        | ExprKind::Let(_)
        | ExprKind::Definition(_)
        | ExprKind::Standard(_) => Vec::new(),
        ExprKind::StandardBy(_, a) | ExprKind::Scale(_, a) | ExprKind::Not(a) | ExprKind::Negate(a) => {
            vec![(a.as_ref(), false)]
        }
        ExprKind::Empty { list: a, .. } | ExprKind::Round { value: a, .. } => vec![(a.as_ref(), false)],
        ExprKind::Where(list, condition) => vec![(list.as_ref(), false), (condition.as_ref(), true)],
        ExprKind::Aggregate(list, _, argument) => {
            let argument = argument.as_deref().map(|argument| (argument, true));
            std::iter::once((list.as_ref(), false)).chain(argument).collect()
        }
        ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Compare(a, _, b)
        | ExprKind::Add(a, b)
        | ExprKind::Subtract(a, b)
        | ExprKind::Multiply(a, b)
        | ExprKind::Divide(a, b)
        | ExprKind::InOptions { value: a, set: b, .. }
        | ExprKind::Shift { date: a, period: b, .. }
        | ExprKind::Whole { from: a, to: b, .. } => vec![(a.as_ref(), false), (b.as_ref(), false)],
        ExprKind::CompareRange { from, to, period, .. } => {
            [from, to, period].into_iter().map(|part| (part.as_ref(), false)).collect()
        }
        ExprKind::InTexts { value, texts, .. } => {
            std::iter::once(value.as_ref()).chain(texts).map(|part| (part, false)).collect()
        }
        ExprKind::Min(parts) | ExprKind::Max(parts) => parts.iter().map(|part| (part, false)).collect(),
    }
}

/// The expressions of a definition.
pub(crate) fn definition_parts(body: &Body<Expr>) -> Vec<&Expr> {
    parts(body, |expr| Some(expr))
}

/// The expressions of a rule's body.
pub(crate) fn effect_parts(body: &Body<Effect>) -> Vec<&Expr> {
    parts(body, effect_value)
}

/// What an effect computes.
pub(crate) fn effect_value(effect: &Effect) -> Option<&Expr> {
    match effect {
        Effect::Grant(value, _) | Effect::Ceiling(value, _) | Effect::Target(value, _) => Some(value),
        Effect::Duty(_, shown) => shown.as_ref(),
        Effect::Delegated(_) | Effect::Classify(..) | Effect::Said(..) => None,
    }
}

fn parts<T>(body: &Body<T>, value: impl Fn(&T) -> Option<&Expr>) -> Vec<&Expr> {
    match body {
        Body::One(result) => value(result).into_iter().collect(),
        Body::Cases { cases, otherwise } => {
            let cases = cases.iter().flat_map(|case| std::iter::once(&case.guard).chain(value(&case.result)));
            cases.chain(otherwise.iter().filter_map(&value)).collect()
        }
    }
}
