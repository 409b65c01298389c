//! The parts of an expression.

use crate::model::{Expr, ExprKind};

/// The expressions right inside one, each with whether it stands inside a list (so that one more member is in view).
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
        ExprKind::StandardBy(_, inner)
        | ExprKind::Scale(_, inner)
        | ExprKind::Empty { list: inner, .. }
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Round { value: inner, .. } => vec![(inner, false)],
        ExprKind::Where(list, condition) => vec![(list, false), (condition, true)],
        ExprKind::Aggregate(list, _, of) => {
            let of = of.iter().map(|of| (of.as_ref(), true));
            [(list.as_ref(), false)].into_iter().chain(of).collect()
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
        | ExprKind::Whole { from: a, to: b, .. } => vec![(a, false), (b, false)],
        ExprKind::CompareRange { from, to, period, .. } => vec![(from, false), (to, false), (period, false)],
        ExprKind::InTexts { value, texts, .. } => {
            [(value.as_ref(), false)].into_iter().chain(texts.iter().map(|t| (t, false))).collect()
        }
        ExprKind::Min(parts) | ExprKind::Max(parts) => parts.iter().map(|p| (p, false)).collect(),
    }
}

/// The same, to change them.
pub(super) fn children_mut(expr: &mut Expr) -> Vec<(&mut Expr, bool)> {
    match &mut expr.kind {
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
        ExprKind::StandardBy(_, inner)
        | ExprKind::Scale(_, inner)
        | ExprKind::Empty { list: inner, .. }
        | ExprKind::Not(inner)
        | ExprKind::Negate(inner)
        | ExprKind::Round { value: inner, .. } => vec![(inner, false)],
        ExprKind::Where(list, condition) => vec![(list, false), (condition, true)],
        ExprKind::Aggregate(list, _, of) => {
            let of = of.iter_mut().map(|of| (of.as_mut(), true));
            [(list.as_mut(), false)].into_iter().chain(of).collect()
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
        | ExprKind::Whole { from: a, to: b, .. } => vec![(a, false), (b, false)],
        ExprKind::CompareRange { from, to, period, .. } => vec![(from, false), (to, false), (period, false)],
        ExprKind::InTexts { value, texts, .. } => {
            [(value.as_mut(), false)].into_iter().chain(texts.iter_mut().map(|t| (t, false))).collect()
        }
        ExprKind::Min(parts) | ExprKind::Max(parts) => parts.iter_mut().map(|p| (p, false)).collect(),
    }
}
