//! Arithmetic: units are carried along, decimals are bounded, years and months meet as months.

use super::compare::Side;
use super::fault::Deed;
use super::{Checker, made};
use crate::model::{Exact, Expr, ExprKind, NumberType, Type};
use crate::report::{Details, error};
use qingce_grammar::tree::Arithmetic;
use qingce_grammar::{Code, Place, tree, vocabulary};

use super::super::types::most;
use super::super::units::{DAYS, MONTHS, YEARS, combined, of_unit};

impl Checker<'_, '_> {
    pub(super) fn arithmetic(
        &mut self,
        how: Arithmetic,
        left: &tree::Expr,
        right: &tree::Expr,
        place: Place,
    ) -> Option<Expr> {
        let (l, r) = (self.expression(left, None), self.expression(right, None));
        let (l, r) = (l?, r?);
        match (&l.ty, &r.ty, how) {
            (Type::Number(_), Type::Number(_), Arithmetic::Add | Arithmetic::Subtract) => {
                self.sum(how, (l, left), (r, right), place)
            }
            (Type::Number(_), Type::Number(_), Arithmetic::Multiply | Arithmetic::Divide) => {
                self.product(how, (l, left), (r, right), place)
            }
            (Type::Date, Type::Number(_), Arithmetic::Add) => self.shift(l, r, false, place),
            (Type::Date, Type::Number(_), Arithmetic::Subtract) => self.shift(l, r, true, place),
            (Type::Number(_), Type::Date, Arithmetic::Add) => self.shift(r, l, false, place),
            (Type::Date, Type::Date, Arithmetic::Subtract) => {
                self.difference_of_dates(place);
                None
            }
            _ => {
                let other = if matches!(l.ty, Type::Number(_) | Type::Date) { &r } else { &l };
                self.wrong_type(other, ("一个数", "a number"));
                None
            }
        }
    }

    fn sum(&mut self, how: Arithmetic, left: Side, right: Side, place: Place) -> Option<Expr> {
        let deed = if how == Arithmetic::Add { ("相加", "added") } else { ("相减", "subtracted") };
        let (left, right) = self.aligned(deed, left, right, place)?;
        let (Type::Number(l), Type::Number(r)) = (&left.ty, &right.ty) else {
            return None;
        };
        let ty = NumberType {
            dimension: l.dimension.clone(),
            decimals: most(l.decimals, r.decimals),
            rate: l.rate && r.rate,
        };
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = match how {
            Arithmetic::Add => ExprKind::Add(left, right),
            _ => ExprKind::Subtract(left, right),
        };
        Some(made(kind, Type::Number(ty), place))
    }

    fn product(&mut self, how: Arithmetic, left: Side, right: Side, place: Place) -> Option<Expr> {
        let left = years_kept(left, &right.0, how);
        let right = years_kept(right, &left, how);
        let (Type::Number(l), Type::Number(r)) = (&left.ty, &right.ty) else {
            return None;
        };
        let sign = if how == Arithmetic::Multiply { 1 } else { -1 };
        let decimals = match how {
            Arithmetic::Multiply => l.decimals.zip(r.decimals).map(|(l, r)| l + r),
            _ => None,
        };
        let ty = NumberType { dimension: combined(&l.dimension, &r.dimension, sign), decimals, rate: false };
        let (left, right) = (Box::new(left), Box::new(right));
        let kind = match how {
            Arithmetic::Multiply => ExprKind::Multiply(left, right),
            _ => ExprKind::Divide(left, right),
        };
        Some(made(kind, Type::Number(ty), place))
    }

    pub(super) fn negate(&mut self, inner: &tree::Expr, place: Place) -> Option<Expr> {
        let (typed, ty) = self.number_of(inner)?;
        if let ExprKind::Number(value) = typed.kind {
            return Some(made(ExprKind::Number(value.negated()), Type::Number(ty), place));
        }
        Some(made(ExprKind::Negate(Box::new(typed)), Type::Number(ty), place))
    }

    /// Two numbers in one unit; reports units that don't go together.
    pub(super) fn aligned(
        &mut self,
        deed: Deed,
        left: Side,
        right: Side,
        place: Place,
    ) -> Option<(Expr, Expr)> {
        let (Type::Number(l), Type::Number(r)) = (&left.0.ty, &right.0.ty) else {
            return None;
        };
        if l.dimension == r.dimension {
            return Some((left.0, right.0));
        }
        if l.is_months() && r.is_months() {
            return Some((in_months(left.0), in_months(right.0)));
        }
        if (l.is_months() && r.is(DAYS)) || (l.is(DAYS) && r.is_months()) {
            self.month_against_day(deed, &left.0, &right.0, place);
            return None;
        }
        self.wrong_unit(deed, (&left.0, left.1), (&right.0, right.1), place);
        None
    }

    fn difference_of_dates(&mut self, place: Place) {
        let fault =
            error(Code::WrongType, place, "两个日期不能相减", "one date cannot be subtracted from another");
        self.cx.report(fault.help(
            "要算相隔的天数，请写「天数（自 甲 至 乙）」",
            "for the days between them write `days-between(from A to B)`",
        ));
    }
}

/// A count of years as months; anything else as it is.
pub(super) fn in_months(number: Expr) -> Expr {
    let Type::Number(ty) = &number.ty else {
        return number;
    };
    if !ty.is(YEARS) {
        return number;
    }
    let (place, decimals) = (number.place, ty.decimals);
    let per_year = combined(&of_unit(MONTHS), &of_unit(YEARS), -1);
    let twelve = NumberType { dimension: per_year, decimals: Some(0), rate: false };
    let twelve = made(ExprKind::Number(Exact { digits: 12, decimals: 0 }), Type::Number(twelve), place);
    let ty = NumberType { dimension: of_unit(MONTHS), decimals, rate: false };
    made(ExprKind::Multiply(Box::new(number), Box::new(twelve)), Type::Number(ty), place)
}

/// A literal in years (`3年`), which elsewhere is months, stays years where it is multiplied by something per year or
/// divided into something in years.
fn years_kept(side: Side, other: &Expr, how: Arithmetic) -> Expr {
    let power = match &other.ty {
        Type::Number(ty) => ty.dimension.get(&YEARS).copied().unwrap_or(0),
        _ => 0,
    };
    let meets = match how {
        Arithmetic::Multiply => power < 0,
        _ => power > 0,
    };
    if meets { as_years(side) } else { side.0 }
}

fn as_years((typed, written): Side) -> Expr {
    let tree::ExprKind::Number(number) = &written.kind else {
        return typed;
    };
    let (ExprKind::Number(value), Type::Number(ty)) = (&typed.kind, &typed.ty) else {
        return typed;
    };
    let whole = value.decimals == 0 && value.digits % 12 == 0 && ty.is(MONTHS);
    let years = |word: &str| vocabulary::unit(word).is_some_and(|entry| entry.id == "years");
    let in_years = number.unit.as_ref().is_some_and(|unit| years(&unit.over.text));
    if !(whole && in_years) {
        return typed;
    }
    let years = Exact { digits: value.digits / 12, decimals: 0 };
    let ty = NumberType { dimension: of_unit(YEARS), decimals: Some(0), rate: false };
    made(ExprKind::Number(years), Type::Number(ty), typed.place)
}
