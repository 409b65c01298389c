//! Expressions.

use super::cell::{Cell, Error, Why, both};
use super::fraction::Fraction;
use super::list::Member;
use super::lookup::{Frame, field};
use super::standard::{decimal, scale, standard};
use super::{TooBig, calendar};
use crate::model::{Body, Data, Datum, Expr, ExprKind, FieldId, Model, PeriodUnit, Policy, Rule};
use chrono::NaiveDate;
use qingce_runtime::Ledger;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

/// A known value.
#[derive(Debug, Clone)]
pub enum Val<'d> {
    Truth(bool),
    Text(String),
    Date(NaiveDate),
    Number(Fraction),
    Option(usize),
    Options(BTreeSet<usize>),
    List(Vec<Member<'d>>),
}

/// An evaluation of one rule on one record.
pub struct Evaluator<'m, 'd, 'l> {
    pub model: &'m Model,
    pub policy: &'m Policy,
    pub rule: &'m Rule,
    pub subject: Frame<'d>,
    pub day: NaiveDate,
    pub ledger: &'l dyn Ledger,
    /// Values of 设 names: worked out once, as grants are claimed in them.
    pub lets: RefCell<HashMap<usize, Cell<Val<'d>>>>,
    /// By key, whether a member has claimed it so far: surely, or why that isn't known.
    pub claims: RefCell<HashMap<String, Cell<()>>>,
    /// Keys surely claimed so far, and those refused because of an earlier grant.
    pub claimed: RefCell<Vec<String>>,
    pub refused: RefCell<Vec<String>>,
}

pub type Evaluated<T> = Result<Cell<T>, TooBig>;

impl<'d> Evaluator<'_, 'd, '_> {
    /// The value of an expression; `members` are the members of the list expressions around it, outermost first.
    pub fn value(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<Val<'d>> {
        match &e.kind {
            ExprKind::Truth(truth) => Ok(Ok(Val::Truth(*truth))),
            ExprKind::Number(exact) => Ok(Ok(Val::Number(Fraction::whole(decimal(*exact)?)))),
            ExprKind::Date(date) => Ok(Ok(Val::Date(*date))),
            ExprKind::Text(text) => Ok(Ok(Val::Text(text.clone()))),
            ExprKind::Option(option) => Ok(Ok(Val::Option(*option))),
            ExprKind::Options(options) => Ok(Ok(Val::Options(options.iter().copied().collect()))),
            ExprKind::ReferenceDate => Ok(Ok(Val::Date(self.day))),
            ExprKind::Field { frame, path } => self.field(*frame, path, members),
            ExprKind::Let(id) => self.local(id.0),
            ExprKind::Definition(id) => match self.model.definitions.get(id.0) {
                Some(definition) => self.definition(&definition.body),
                None => Err(TooBig),
            },
            ExprKind::DefinitionOf { body, .. } => self.value(body, members),
            ExprKind::Outcome(_) => Err(TooBig),
            ExprKind::Standard(id) => Ok(standard(self.model, *id, self.day, 0)?.map(Val::Number)),
            ExprKind::StandardBy(id, option) => match self.value(option, members)? {
                Ok(Val::Option(option)) => Ok(standard(self.model, *id, self.day, option)?.map(Val::Number)),
                Ok(_) => Err(TooBig),
                Err(why) => {
                    let own = standard(self.model, *id, self.day, 0)?;
                    Ok(Err(own.err().unwrap_or_default().and(why)))
                }
            },
            ExprKind::Scale(id, at) => match self.number(at, members)? {
                Ok(at) => Ok(scale(self.model, *id, self.day, at)?.map(Val::Number)),
                Err(why) => {
                    let own = scale(self.model, *id, self.day, Fraction::whole(0.into()))?;
                    let lapsed = own.err().map(|own| own.lapsed).unwrap_or_default();
                    Ok(Err(Why { lapsed, ..Why::default() }.and(why)))
                }
            },
            ExprKind::Where(..) => Ok(self.list(e, members)?.map(Val::List)),
            ExprKind::Aggregate(list, how, argument) => {
                self.aggregate(list, *how, argument.as_deref(), members)
            }
            ExprKind::Empty { .. }
            | ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Compare(..)
            | ExprKind::CompareRange { .. }
            | ExprKind::InOptions { .. }
            | ExprKind::InTexts { .. } => Ok(self.condition(e, members)?.map(Val::Truth)),
            ExprKind::Add(a, b) => self.combine(a, b, members, |a, b| Ok(Ok(a.add(b)?))),
            ExprKind::Subtract(a, b) => self.combine(a, b, members, |a, b| Ok(Ok(a.add(b.negate())?))),
            ExprKind::Multiply(a, b) => self.combine(a, b, members, |a, b| Ok(Ok(a.multiply(b)?))),
            ExprKind::Divide(a, b) => self.divide(a, b, members),
            ExprKind::Negate(a) => Ok(self.number(a, members)?.map(|number| Val::Number(number.negate()))),
            ExprKind::Shift { date, period, unit, back } => self.shift(date, (period, *unit, *back), members),
            ExprKind::Round { value, rounding, step } => match self.number(value, members)? {
                Ok(number) => Ok(Ok(Val::Number(number.round(*rounding, decimal(*step)?)?))),
                Err(why) => Ok(Err(why)),
            },
            ExprKind::Min(parts) => self.extreme(parts, Ordering::Less, members),
            ExprKind::Max(parts) => self.extreme(parts, Ordering::Greater, members),
            ExprKind::Whole { from, to, unit } => self.whole(from, to, *unit, members),
        }
    }

    fn field(&self, frame: usize, path: &[FieldId], members: &[Frame<'d>]) -> Evaluated<Val<'d>> {
        let frame = match frame.checked_sub(1) {
            None => &self.subject,
            Some(inner) => members.get(inner).ok_or(TooBig)?,
        };
        Ok(match field(self.model, frame, path) {
            Err(missing) => Err(Why::missing(missing)),
            Ok(Datum::Truth(truth)) => Ok(Val::Truth(*truth)),
            Ok(Datum::Text(text)) => Ok(Val::Text(text.clone())),
            Ok(Datum::Date(date)) => Ok(Val::Date(*date)),
            Ok(Datum::Number(exact)) => Ok(Val::Number(Fraction::whole(decimal(*exact)?))),
            Ok(Datum::Option(option)) => Ok(Val::Option(*option)),
            Ok(Datum::Options(options)) => Ok(Val::Options(options.iter().copied().collect())),
            Ok(Datum::List(data)) => Ok(Val::List(self.members(frame, path, data))),
            Ok(Datum::Record(_)) => return Err(TooBig),
        })
    }

    fn members(&self, frame: &Frame<'d>, path: &[FieldId], data: &'d [Data]) -> Vec<Member<'d>> {
        Member::all(self.model, frame, path, data)
    }

    fn local(&self, id: usize) -> Evaluated<Val<'d>> {
        if let Some(known) = self.lets.borrow().get(&id) {
            return Ok(known.clone());
        }
        let written = self.rule.lets.get(id).ok_or(TooBig)?;
        let value = self.claiming(id, self.value(&written.value, &[])?)?;
        self.lets.borrow_mut().insert(id, value.clone());
        Ok(value)
    }

    /// The first case whose guard holds; while none surely does, everything that the guards hang on.
    fn definition(&self, body: &Body<Expr>) -> Evaluated<Val<'d>> {
        let (cases, otherwise) = match body {
            Body::One(value) => return self.value(value, &[]),
            Body::Cases { cases, otherwise } => (cases, otherwise),
        };
        let (guarded, last) = match (otherwise, cases.split_last()) {
            (Some(last), _) => (cases.as_slice(), last),
            (None, Some((last, before))) => (before, &last.result),
            (None, None) => return Err(TooBig),
        };
        let mut unknown = Why::default();
        for case in guarded {
            match self.truth(&case.guard, &[])? {
                Ok(true) => return self.value(&case.result, &[]),
                Ok(false) => {}
                Err(why) => unknown = unknown.and(why),
            }
        }
        if unknown.is_nothing() { self.value(last, &[]) } else { Ok(Err(unknown)) }
    }

    pub fn number(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<Fraction> {
        match self.value(e, members)? {
            Ok(Val::Number(number)) => Ok(Ok(number)),
            Ok(_) => Err(TooBig),
            Err(why) => Ok(Err(why)),
        }
    }

    pub fn date(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<NaiveDate> {
        match self.value(e, members)? {
            Ok(Val::Date(date)) => Ok(Ok(date)),
            Ok(_) => Err(TooBig),
            Err(why) => Ok(Err(why)),
        }
    }

    pub fn truth(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<bool> {
        match self.value(e, members)? {
            Ok(Val::Truth(truth)) => Ok(Ok(truth)),
            Ok(_) => Err(TooBig),
            Err(why) => Ok(Err(why)),
        }
    }

    /// A period as a count.
    pub fn period(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<i64> {
        match self.number(e, members)? {
            Ok(number) => {
                let whole =
                    number.exact().map(|number| number.normalize()).filter(|number| number.scale() == 0);
                Ok(Ok(whole.and_then(|number| i64::try_from(number.mantissa()).ok()).ok_or(TooBig)?))
            }
            Err(why) => Ok(Err(why)),
        }
    }

    fn combine(
        &self,
        a: &Expr,
        b: &Expr,
        members: &[Frame<'d>],
        how: impl Fn(Fraction, Fraction) -> Evaluated<Fraction>,
    ) -> Evaluated<Val<'d>> {
        match both(self.number(a, members)?, self.number(b, members)?) {
            Ok((a, b)) => Ok(how(a, b)?.map(Val::Number)),
            Err(why) => Ok(Err(why)),
        }
    }

    /// A denominator known to be zero is an error whatever the numerator is.
    fn divide(&self, a: &Expr, b: &Expr, members: &[Frame<'d>]) -> Evaluated<Val<'d>> {
        let zero = || Why::error(Error::DivisionByZero);
        let (a, b) = (self.number(a, members)?, self.number(b, members)?);
        Ok(match (a, b) {
            (Ok(a), Ok(b)) => a.divide(b)?.map(Val::Number).ok_or_else(zero),
            (Err(why), Ok(b)) => match Fraction::whole(1.into()).divide(b)? {
                Some(_) => Err(why),
                None => Err(why.and(zero())),
            },
            (Ok(_), Err(why)) => Err(why),
            (Err(a), Err(b)) => Err(a.and(b)),
        })
    }

    fn shift(
        &self,
        date: &Expr,
        (period, unit, back): (&Expr, PeriodUnit, bool),
        members: &[Frame<'d>],
    ) -> Evaluated<Val<'d>> {
        let (date, n) = match both(self.date(date, members)?, self.period(period, members)?) {
            Ok(known) => known,
            Err(why) => return Ok(Err(why)),
        };
        let n = if back { -n } else { n };
        let moved = match unit {
            PeriodUnit::Months => calendar::months_on(date, n),
            PeriodUnit::Years => calendar::months_on(date, n * 12),
            PeriodUnit::Days => calendar::days_on(date, n),
        };
        Ok(moved.map(Val::Date).ok_or(Why::error(Error::DateOutOfRange)))
    }

    fn extreme(&self, parts: &[Expr], better: Ordering, members: &[Frame<'d>]) -> Evaluated<Val<'d>> {
        let mut best: Option<Val<'d>> = None;
        let mut unknown = Why::default();
        for part in parts {
            match self.value(part, members)? {
                Err(why) => unknown = unknown.and(why),
                Ok(value) => {
                    let first = match &best {
                        None => true,
                        Some(best) => order(&value, best)? == better,
                    };
                    if first {
                        best = Some(value);
                    }
                }
            }
        }
        if unknown.is_nothing() { Ok(Ok(best.ok_or(TooBig)?)) } else { Ok(Err(unknown)) }
    }

    fn whole(&self, from: &Expr, to: &Expr, unit: PeriodUnit, members: &[Frame<'d>]) -> Evaluated<Val<'d>> {
        let (from, to) = match both(self.date(from, members)?, self.date(to, members)?) {
            Ok(known) => known,
            Err(why) => return Ok(Err(why)),
        };
        if to < from {
            return Ok(Err(Why::error(Error::SpanReversed)));
        }
        let whole = match unit {
            PeriodUnit::Months => calendar::whole_months(self.policy, from, to, 1),
            PeriodUnit::Years => calendar::whole_months(self.policy, from, to, 12),
            PeriodUnit::Days => calendar::whole_days(self.policy, from, to),
        };
        Ok(Ok(Val::Number(Fraction::whole(whole.into()))))
    }
}

/// How two numbers or days stand to one another.
pub fn order(a: &Val<'_>, b: &Val<'_>) -> Result<Ordering, TooBig> {
    match (a, b) {
        (Val::Number(a), Val::Number(b)) => a.compare(*b),
        (Val::Date(a), Val::Date(b)) => Ok(a.cmp(b)),
        (Val::Truth(a), Val::Truth(b)) => Ok(a.cmp(b)),
        (Val::Text(a), Val::Text(b)) => Ok(a.cmp(b)),
        (Val::Option(a), Val::Option(b)) => Ok(a.cmp(b)),
        (Val::Options(a), Val::Options(b)) => Ok(a.cmp(b)),
        _ => Err(TooBig),
    }
}
