//! Rules that need a standard or scale which has no value: they are not in force then.

use crate::model::{Body, Expr, ExprKind, Model, Rule};
use crate::regions::View;

use super::periods::Period;
use super::reach::amount;

/// Whether a rule needs a value that there isn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lapsed {
    /// Every value that it names is there.
    Nothing,
    /// It names one that isn't there, but may do without it.
    Perhaps,
    /// Its result is worked out from one that isn't there.
    Surely,
}

/// Of a rule on the days of a period. A standard that another document sets has no value either, but is granted as that says.
pub(super) fn lapsed(model: &Model, period: &Period, rule: &Rule) -> Lapsed {
    let view = View { model, lets: &rule.lets };
    let named = |expr: &&Expr| names(view, period, &view.plain(expr, 0), Names::All);
    let result = match &rule.body {
        Body::One(effect) => amount(effect).or(effect.value()),
        Body::Cases { .. } => None,
    };
    let needs = |expr: &Expr| names(view, period, &view.plain(expr, 0), Names::Needed);
    match () {
        () if result.is_some_and(needs) => Lapsed::Surely,
        () if rule.expressions().iter().any(named) => Lapsed::Perhaps,
        () => Lapsed::Nothing,
    }
}

/// Which of the names in an expression are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    /// All of them, in definitions too.
    All,
    /// Those without which it has no value: not in what is asked of members, nor where one case of several is taken.
    Needed,
}

fn names(view: View<'_>, period: &Period, expr: &Expr, which: Names) -> bool {
    let own = match &expr.kind {
        ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => {
            let standard = view.model.standards.get(id.0);
            standard.is_some_and(|one| one.delegated.is_none()) && !period.standards.contains_key(id)
        }
        ExprKind::Scale(id, _) => !period.scales.contains_key(id),
        ExprKind::Definition(id) if which == Names::All => {
            let body = view.model.definitions.get(id.0).map(|own| own.body.expressions());
            let mut parts = body.into_iter().flatten();
            parts.any(|part| names(view, period, &view.plain(part, 0), which))
        }
        _ => false,
    };
    let arithmetic = matches!(
        expr.kind,
        ExprKind::Add(..)
            | ExprKind::Subtract(..)
            | ExprKind::Multiply(..)
            | ExprKind::Divide(..)
            | ExprKind::Negate(_)
            | ExprKind::Round { .. }
            | ExprKind::Min(_)
            | ExprKind::Max(_)
    );
    let inside = which == Names::All || arithmetic;
    own || inside && expr.children().into_iter().any(|(part, _)| names(view, period, part, which))
}
