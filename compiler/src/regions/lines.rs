//! Numbers, dates and spans against constants and against one another.

use crate::model::{Exact, Expr, ExprKind, PeriodUnit, StandardId, Type};
use crate::numerals::Ratio;
use chrono::{Datelike, Days, Months, NaiveDate};
use qingce_grammar::Place;
use qingce_grammar::tree::{Aggregate, Comparison};
use std::collections::BTreeSet;

use super::build::Space;
use super::cells::{Kind, Line, Shown, Term, Variable};
use super::formula::{Formula, Test, compares, turned};
use super::term::{Footing, plain_number};

/// A value that is constant under a condition (one value an option, or a case).
type Piece = (Formula, Ratio);

/// More pieces than this are not told apart.
const MOST_PIECES: usize = 300;

impl Space<'_> {
    /// A number or date against another one.
    pub(super) fn line(&mut self, a: &Expr, how: Comparison, b: &Expr) -> Formula {
        match (self.pieces(a), self.pieces(b)) {
            (Some(left), Some(right)) => {
                let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
                let held = pairs.filter(|((_, l), (_, r))| compares(*l, how, *r));
                Formula::Or(held.map(|((f, _), (g, _))| Formula::And(vec![f.clone(), g.clone()])).collect())
            }
            (None, Some(constants)) => self.against(a, how, constants),
            (Some(constants), None) => self.against(b, turned(how), constants),
            (None, None) => self.relation(a, how, b),
        }
    }

    fn against(&mut self, value: &Expr, how: Comparison, constants: Vec<Piece>) -> Formula {
        let line = self.line_of(value);
        let variable = self.variable(value, value.place, Kind::Line(line));
        self.cut(variable, how, constants)
    }

    /// The test of a variable on a line against constants, which become cuts of it.
    fn cut(&mut self, variable: usize, how: Comparison, constants: Vec<Piece>) -> Formula {
        if let Some(Variable { kind: Kind::Line(line), .. }) = self.variables.get_mut(variable) {
            line.cuts.extend(constants.iter().map(|(_, constant)| *constant));
        }
        let atom = |constant| Formula::Atom(variable, Test::Line(how, constant));
        Formula::Or(constants.into_iter().map(|(when, c)| Formula::And(vec![when, atom(c)])).collect())
    }

    /// Two values neither of which is constant.
    fn relation(&mut self, a: &Expr, how: Comparison, b: &Expr) -> Formula {
        let (first, second) = (self.view.plain(a, self.depth), self.view.plain(b, self.depth));
        if first == second {
            return Formula::Fixed(compares(Ratio::ZERO, how, Ratio::ZERO));
        }
        let backward = Term::Relation(second.clone(), first.clone());
        if let Some(known) = self.variables.iter().position(|v| v.term == backward) {
            return Formula::Atom(known, Test::Line(turned(how), Ratio::ZERO));
        }
        let term = Term::Relation(first, second);
        let variable = self.variable_of(term, a.place, Kind::Line(relation_line()));
        if let Some(variable) = self.variables.get_mut(variable) {
            variable.second = Some(b.place);
        }
        Formula::Atom(variable, Test::Line(how, Ratio::ZERO))
    }

    /// 自 … 至 … 满 …
    pub(super) fn span(
        &mut self,
        place: Place,
        from: &Expr,
        to: &Expr,
        how: Comparison,
        period: &Expr,
        unit: PeriodUnit,
    ) -> Formula {
        let ends = [self.view.plain(from, self.depth), self.view.plain(to, self.depth)];
        let [plain_from, plain_to] = ends;
        let Some(constants) = self.pieces(period) else {
            let period = self.view.plain(period, self.depth);
            let term = Term::SpanRelation(Box::new([plain_from, plain_to, period]), unit);
            let variable = self.variable_of(term, place, Kind::Line(relation_line()));
            return Formula::Atom(variable, Test::Line(how, Ratio::ZERO));
        };
        // Between the ends of two periods of months there always is a day; not so between those of n and n + 1 days.
        let grid = (unit == PeriodUnit::Days).then_some(Ratio::ONE);
        let least = Some(Ratio::ZERO);
        let line = Line { cuts: BTreeSet::new(), grid, least, greatest: None, shown: Shown::Period(unit) };
        let words = if from.place.file == to.place.file && from.place.span.end <= to.place.span.start {
            Place { file: from.place.file, span: from.place.span.to(to.place.span) }
        } else {
            from.place
        };
        let variable = self.variable_of(Term::Span(plain_from, plain_to, unit), words, Kind::Line(line));
        self.cut(variable, how, constants)
    }

    /// 为空: a list has no members.
    pub(super) fn empty(&mut self, list: &Expr) -> Formula {
        let kind = ExprKind::Aggregate(Box::new(list.clone()), Aggregate::Count, None);
        let count = Expr { kind, ty: plain_number(), place: list.place };
        let line = Line { shown: Shown::Members, ..self.line_of(&count) };
        let variable = self.variable(&count, list.place, Kind::Line(line));
        self.cut(variable, Comparison::Equal, vec![(Formula::Fixed(true), Ratio::ZERO)])
    }

    /// The line on which a value lies, without cuts.
    fn line_of(&self, value: &Expr) -> Line {
        let empty =
            Line { cuts: BTreeSet::new(), grid: None, least: None, greatest: None, shown: Shown::Relation };
        match &value.ty {
            Type::Number(ty) => Line {
                grid: ty.decimals.and_then(|d| Ratio::new(1, 10_i128.checked_pow(d)?)),
                least: self.never_negative(value).then_some(Ratio::ZERO),
                shown: if ty.rate { Shown::Rate } else { Shown::Number(ty.dimension.clone()) },
                ..empty
            },
            _ => {
                let now = matches!(value.kind, ExprKind::ReferenceDate);
                Line {
                    grid: Some(Ratio::ONE),
                    least: now.then(|| days(self.segment.from)),
                    greatest: self.segment.to.filter(|_| now).map(days),
                    shown: Shown::Date,
                    ..empty
                }
            }
        }
    }

    /// Counts of members and whole periods are. A field is not: data with a minus are read as they are.
    fn never_negative(&self, value: &Expr) -> bool {
        let value = self.view.body(&value.kind).unwrap_or(value);
        matches!(value.kind, ExprKind::Aggregate(_, Aggregate::Count, _) | ExprKind::Whole { .. })
    }

    /// The constants that an expression comes to, with when; `None` if it hangs on data.
    fn pieces(&mut self, expr: &Expr) -> Option<Vec<Piece>> {
        let one = |value: Ratio| Some(vec![(Formula::Fixed(true), value)]);
        if let Some(body) = self.view.body(&expr.kind) {
            let body = self.view.deeper(body, self.depth);
            return self.following(|space| space.pieces(&body));
        }
        match &expr.kind {
            ExprKind::Number(exact) => one(Ratio::exact(*exact)?),
            ExprKind::Date(date) => one(days(*date)),
            ExprKind::Standard(id) => one(Ratio::exact(*self.standard(*id)?.first()?)?),
            ExprKind::StandardBy(id, option) => {
                let values = self.standard(*id)?;
                let each = values.into_iter().enumerate().map(|(number, value)| {
                    Some((self.option(option, &[number].into())?, Ratio::exact(value)?))
                });
                each.collect()
            }
            ExprKind::Definition(_) => {
                let cases = self.cases(expr)?;
                let mut out = Vec::new();
                for (guard, result) in cases {
                    let pieces = self.following(|space| space.pieces(&result))?;
                    out.extend(
                        pieces.into_iter().map(|(when, v)| (Formula::And(vec![guard.clone(), when]), v)),
                    );
                }
                Some(out)
            }
            ExprKind::DefinitionOf { body, .. } => self.pieces(body),
            ExprKind::Negate(a) => {
                self.pieces(a)?.into_iter().map(|(when, v)| Some((when, v.negated()?))).collect()
            }
            ExprKind::Add(a, b) => self.both(a, b, Ratio::plus),
            ExprKind::Subtract(a, b) => self.both(a, b, |x, y| x.plus(y.negated()?)),
            ExprKind::Multiply(a, b) => self.both(a, b, Ratio::times),
            ExprKind::Divide(a, b) => self.both(a, b, Ratio::over),
            ExprKind::Min(parts) => self.fold(parts, |x, y| Some(x.min(y))),
            ExprKind::Max(parts) => self.fold(parts, |x, y| Some(x.max(y))),
            ExprKind::Shift { date, period, unit, back } => {
                self.both(date, period, |day, n| shifted(day, n, *unit, *back))
            }
            _ => None,
        }
    }

    fn fold(&mut self, parts: &[Expr], with: fn(Ratio, Ratio) -> Option<Ratio>) -> Option<Vec<Piece>> {
        let (first, rest) = parts.split_first()?;
        let mut pieces = self.pieces(first)?;
        for part in rest {
            let next = self.pieces(part)?;
            pieces = crossed(&pieces, &next, with)?;
        }
        Some(pieces)
    }

    fn both(
        &mut self,
        a: &Expr,
        b: &Expr,
        with: impl Fn(Ratio, Ratio) -> Option<Ratio>,
    ) -> Option<Vec<Piece>> {
        let (left, right) = (self.pieces(a)?, self.pieces(b)?);
        crossed(&left, &right, with)
    }

    fn standard(&self, id: StandardId) -> Option<Vec<Exact>> {
        self.segment.values.get(&id).cloned()
    }

    /// What a term hangs on.
    pub(super) fn footing(&self, term: &Term) -> Footing {
        let of = |expr: &Expr| self.view.footing(expr, self.depth);
        let parts: Vec<&Expr> = match term {
            Term::Value(expr) | Term::Member(expr, _) => vec![expr],
            Term::Relation(a, b) | Term::Span(a, b, _) => vec![a, b],
            Term::SpanRelation(parts, _) => parts.iter().collect(),
        };
        parts.into_iter().map(of).fold(Footing::default(), |mut sum, part| {
            sum.fields.extend(part.fields);
            sum.handles.extend(part.handles);
            sum
        })
    }
}

fn crossed(
    left: &[Piece],
    right: &[Piece],
    with: impl Fn(Ratio, Ratio) -> Option<Ratio>,
) -> Option<Vec<Piece>> {
    if left.len() * right.len() > MOST_PIECES {
        return None;
    }
    let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
    pairs.map(|((f, x), (g, y))| Some((Formula::And(vec![f.clone(), g.clone()]), with(*x, *y)?))).collect()
}

fn relation_line() -> Line {
    Line { cuts: [Ratio::ZERO].into(), grid: None, least: None, greatest: None, shown: Shown::Relation }
}

/// A day as a number.
pub(crate) fn days(date: NaiveDate) -> Ratio {
    Ratio::whole(i128::from(date.num_days_from_ce()))
}

/// The day of such a number.
pub(crate) fn day(number: Ratio) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(number.floor()).ok()?)
}

/// A day moved by a whole number of months or days; the month's last day where the day doesn't exist (Civil Code art. 202).
fn shifted(from: Ratio, by: Ratio, unit: PeriodUnit, back: bool) -> Option<Ratio> {
    let date = day(from)?;
    let by = if back { by.negated()? } else { by };
    let steps = i64::try_from(by.floor()).ok().filter(|_| by.is_whole())?;
    let moved = match unit {
        PeriodUnit::Days if steps < 0 => date.checked_sub_days(Days::new(steps.unsigned_abs())),
        PeriodUnit::Days => date.checked_add_days(Days::new(steps.unsigned_abs())),
        PeriodUnit::Months | PeriodUnit::Years => {
            let months = if unit == PeriodUnit::Years { steps.checked_mul(12)? } else { steps };
            let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
            if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) }
        }
    };
    moved.map(days)
}
