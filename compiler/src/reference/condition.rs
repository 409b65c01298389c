//! Conditions.

use super::cell::{Error, Why, all, any, both, not};
use super::expr::{Evaluated, Evaluator, Val, order};
use super::lookup::Frame;
use super::{TooBig, calendar};
use crate::model::{Comparison, Expr, ExprKind, PeriodUnit};
use std::cmp::Ordering;

impl<'d> Evaluator<'_, 'd, '_> {
    /// An expression that is a condition by its form.
    pub fn condition(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<bool> {
        match &e.kind {
            ExprKind::Not(a) => Ok(not(self.truth(a, members)?)),
            ExprKind::And(a, b) => Ok(all([self.truth(a, members)?, self.truth(b, members)?])),
            ExprKind::Or(a, b) => Ok(any([self.truth(a, members)?, self.truth(b, members)?])),
            ExprKind::Empty { list, negated } => match self.list(list, members)? {
                Ok(listed) => {
                    let occupied = any(listed.into_iter().map(|member| member.is_in));
                    Ok(if *negated { occupied } else { not(occupied) })
                }
                Err(why) => Ok(Err(why)),
            },
            ExprKind::Compare(a, how, b) => self.compare(a, *how, b, members),
            ExprKind::CompareRange { from, to, how, period, unit } => {
                self.compare_range((from, to), *how, (period, *unit), members)
            }
            ExprKind::InOptions { value, set, negated } => self.in_options(value, set, *negated, members),
            ExprKind::InTexts { value, texts, negated } => {
                let same = |text| self.compare(value, Comparison::Equal, text, members);
                let found = any(texts.iter().map(same).collect::<Result<Vec<_>, _>>()?);
                Ok(if *negated { not(found) } else { found })
            }
            _ => Err(TooBig),
        }
    }

    fn compare(&self, a: &Expr, how: Comparison, b: &Expr, members: &[Frame<'d>]) -> Evaluated<bool> {
        match both(self.value(a, members)?, self.value(b, members)?) {
            Ok((a, b)) => Ok(Ok(holds(order(&a, &b)?, how))),
            Err(why) => Ok(Err(why)),
        }
    }

    fn in_options(&self, value: &Expr, set: &Expr, negated: bool, members: &[Frame<'d>]) -> Evaluated<bool> {
        let found = match both(self.value(value, members)?, self.value(set, members)?) {
            Ok((Val::Option(option), Val::Options(set))) => set.contains(&option),
            Ok((Val::Option(a), Val::Option(b))) => a == b,
            Ok((Val::Options(a), Val::Options(b))) => !a.is_disjoint(&b),
            Ok(_) => return Err(TooBig),
            Err(why) => return Ok(Err(why)),
        };
        Ok(Ok(found != negated))
    }

    fn compare_range(
        &self,
        (from, to): (&Expr, &Expr),
        how: Comparison,
        (period, unit): (&Expr, PeriodUnit),
        members: &[Frame<'d>],
    ) -> Evaluated<bool> {
        let (from, to) = (self.date(from, members)?, self.date(to, members)?);
        let n = self.period(period, members)?;
        // Both errors can be found while the third operand is missing.
        let mut wrong = Why::default();
        if let (Ok(from), Ok(to)) = (&from, &to)
            && to < from
        {
            wrong = wrong.and(Why::error(Error::SpanReversed));
        }
        let mut full = None;
        if let (Ok(from), Ok(n)) = (&from, &n) {
            full = match unit {
                PeriodUnit::Months => calendar::months_full(self.policy, *from, *n),
                PeriodUnit::Days => calendar::days_full(self.policy, *from, *n),
                PeriodUnit::Years => calendar::age_reached(self.policy, *from, *n),
            };
            if full.is_none() {
                wrong = wrong.and(Why::error(Error::DateOutOfRange));
            }
        }
        let known = both(both(from, to.clone()), n);
        let unknown = known.err().unwrap_or_default().and(wrong);
        match (to, full) {
            (Ok(to), Some(full)) if unknown.is_nothing() => Ok(Ok(holds(to.cmp(&full), how))),
            _ => Ok(Err(unknown)),
        }
    }
}

fn holds(order: Ordering, how: Comparison) -> bool {
    match how {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
    }
}
