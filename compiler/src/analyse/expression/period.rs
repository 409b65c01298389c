//! Spans of time (自 甲 至 乙), periods, ages, and dates moved by a period.
//!
//! A counted number of months and a span between two dates are different kinds of value; only the calendar, by the policy's
//! conventions, relates them (Civil Code arts. 200-204).

use super::arithmetic::in_months;
use super::{Checker, Local, made};
use crate::model::{Comparison, Expr, ExprKind, NumberType, PeriodUnit, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

use super::super::units::{AGE, DAYS, MONTHS, YEARS};

impl Checker<'_, '_> {
    /// The two days of a span that is written out or named with 设; `None`: not a span, `Some(None)`: one with faults.
    pub fn range_of(&mut self, e: &tree::Expr) -> Option<Option<(Expr, Expr)>> {
        match &e.kind {
            tree::ExprKind::Range(from, to) => {
                let (from, to) = (self.date(from), self.date(to));
                Some(from.zip(to))
            }
            tree::ExprKind::Name(name) => {
                let local = self.locals.iter().find(|local| local.name == name.text)?;
                match &local.meaning {
                    Local::Range(from, to) => Some(Some(((**from).clone(), (**to).clone()))),
                    Local::Let(..) | Local::Broken => None,
                }
            }
            _ => None,
        }
    }

    fn date(&mut self, e: &tree::Expr) -> Option<Expr> {
        let typed = self.expression(e, None)?;
        if typed.ty == Type::Date {
            return Some(typed);
        }
        self.wrong_type(&typed, ("日期", "a date"));
        None
    }

    /// `自 甲 至 乙 满 2个月`.
    pub(super) fn compare_range(
        &mut self,
        (from, to): (Expr, Expr),
        how: Comparison,
        period: &tree::Expr,
        place: Place,
    ) -> Option<Expr> {
        let (period, ty) = self.number_of(period)?;
        let Some((period, unit)) = period_unit(period, &ty) else {
            self.not_a_period(&ty, place, ("一段时间", "a span of time"));
            return None;
        };
        self.ordered_only(how, place)?;
        match unit {
            PeriodUnit::Years => self.cx.needs_age(place),
            PeriodUnit::Months | PeriodUnit::Days => self.cx.needs_first_day(place),
        }
        let (from, to, period) = (Box::new(from), Box::new(to), Box::new(period));
        Some(made(ExprKind::CompareRange { from, to, how, period, unit }, Type::Truth, place))
    }

    /// `出生日期 满 60周岁`: the age on the reference date.
    pub(super) fn compare_age(
        &mut self,
        from: Expr,
        how: Comparison,
        period: Expr,
        place: Place,
    ) -> Option<Expr> {
        let Type::Number(ty) = &period.ty else {
            return None;
        };
        if !ty.is(AGE) {
            let ty = ty.clone();
            self.not_a_period(&ty, place, ("一个日期", "a date"));
            return None;
        }
        self.ordered_only(how, place)?;
        self.cx.needs_age(place);
        let to = Box::new(made(ExprKind::ReferenceDate, Type::Date, place));
        let (from, period, unit) = (Box::new(from), Box::new(period), PeriodUnit::Years);
        Some(made(ExprKind::CompareRange { from, to, how, period, unit }, Type::Truth, place))
    }

    fn not_a_period(&mut self, ty: &NumberType, place: Place, subject: (&str, &str)) {
        let (zh, en) = self.cx.number_words(ty);
        let fault = error(
            Code::WrongUnit,
            place,
            format!("{}不能与{zh}相比", subject.0),
            format!("{} cannot be compared with {en}", subject.1),
        );
        self.cx.report(fault.help(
            "一段时间「自 甲 至 乙」与个月、年、天相比；出生日期与周岁相比",
            "a span `from A to B` is compared with months, years or days; a date of birth with `years-old`",
        ));
    }

    /// A span is at least, under, over or at most a period; whether it equals one is asked of its whole months.
    fn ordered_only(&mut self, how: Comparison, place: Place) -> Option<()> {
        if !matches!(how, Comparison::Equal | Comparison::NotEqual) {
            return Some(());
        }
        let fault = error(
            Code::WrongType,
            place,
            "一段时间只能与期限比长短，不能问是否相等",
            "a span is longer or shorter than a period, never equal to one",
        );
        self.cx.report(fault.help(
            "请用「满」「不足」「超过」「不超过」，或者写「整月数（自 甲 至 乙） = 3个月」",
            "use `reaches`, `short of`, `more than`, `no more than`, or `whole-months(from A to B) = 3 months`",
        ));
        None
    }

    /// A span that stands where it can't be used.
    pub(super) fn bare_range(&mut self, place: Place) -> Option<Expr> {
        let fault = error(
            Code::WrongType,
            place,
            "一段时间要与期限相比，不能单独使用",
            "a span of time is compared with a period; it cannot stand by itself",
        );
        self.cx.report(fault.help(
            "请写「自 甲 至 乙 满 3个月」，或者「整月数（自 甲 至 乙）」「天数（自 甲 至 乙）」",
            "write `from A to B reaches 3 months`, or `whole-months(from A to B)`, `days-between(from A to B)`",
        ));
        None
    }

    /// 整月数, 整年数, 天数.
    pub(super) fn whole(&mut self, unit: PeriodUnit, span: &tree::Expr, place: Place) -> Option<Expr> {
        let Some(range) = self.range_of(span) else {
            let typed = self.expression(span, None)?;
            self.wrong_type(&typed, ("一段时间「自 甲 至 乙」", "a span `from A to B`"));
            return None;
        };
        let (from, to) = range?;
        self.cx.needs_first_day(place);
        let counted = match unit {
            PeriodUnit::Months => MONTHS,
            PeriodUnit::Days => DAYS,
            PeriodUnit::Years => YEARS,
        };
        let (from, to) = (Box::new(from), Box::new(to));
        Some(made(ExprKind::Whole { from, to, unit }, Type::count_of(counted), place))
    }

    /// A date moved by a period.
    pub(super) fn shift(&mut self, date: Expr, period: Expr, back: bool, place: Place) -> Option<Expr> {
        let Type::Number(ty) = period.ty.clone() else {
            return None;
        };
        let moved = period_unit(period, &ty).filter(|(_, unit)| *unit != PeriodUnit::Years);
        let Some((period, unit)) = moved else {
            let (zh, en) = self.cx.number_words(&ty);
            let fault = error(
                Code::WrongUnit,
                place,
                format!("日期只能加减年、个月或者天，不能加减{zh}"),
                format!("a date is moved by years, months or days, not by {en}"),
            );
            self.cx.report(fault);
            return None;
        };
        let (date, period) = (Box::new(date), Box::new(period));
        Some(made(ExprKind::Shift { date, period, unit, back }, Type::Date, place))
    }
}

/// What a period is counted in; years become months. `None`: it is no period.
fn period_unit(period: Expr, ty: &NumberType) -> Option<(Expr, PeriodUnit)> {
    if ty.is_months() {
        return Some((in_months(period), PeriodUnit::Months));
    }
    if ty.is(DAYS) {
        return Some((period, PeriodUnit::Days));
    }
    ty.is(AGE).then_some((period, PeriodUnit::Years))
}
