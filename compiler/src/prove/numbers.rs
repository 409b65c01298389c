//! Numbers and days in pieces.

use crate::model::{Aggregate, Exact, Expr, ExprKind, PeriodUnit, StandardId};
use crate::numerals::Ratio;
use crate::regions::days;
use qingce_grammar::tree::Comparison;

use super::fact::Fact;
use super::linear::Linear;
use super::pieces::{Piece, compare, extreme};
use super::terms::Translator;
use super::variables::{Key, Kind, numbers};

/// More pieces than this are not told apart.
const MOST_PIECES: usize = 64;
impl<'a> Translator<'a> {
    /// A number or day in pieces.
    pub fn number(&mut self, expr: &Expr) -> Vec<Piece> {
        let known = self.known_number(expr).filter(|pieces| pieces.len() <= MOST_PIECES);
        known.unwrap_or_else(|| vec![(Fact::Fixed(true), self.opaque(expr))])
    }

    /// A number that can't be taken apart.
    fn opaque(&mut self, expr: &Expr) -> Linear {
        let key = self.key(expr);
        let growing =
            self.growth.as_ref().is_some_and(|growth| growth.again && key == Key::Again(growth.of.clone()));
        if growing {
            let before = self.variables.of(Key::Value(self.plain(expr)), || numbers(&expr.ty));
            let more = self.variables.of(Key::Growth, || Kind::Number {
                step: numbers(&expr.ty).step(),
                least: Some(Ratio::ZERO),
                greatest: None,
            });
            if let Some(sum) = Linear::variable(before).plus(&Linear::variable(more)) {
                return sum;
            }
        }
        let kind = match (&key, &expr.kind) {
            (Key::ReferenceDate, _) => Kind::days(self.period.from.map(days), self.period.to.map(days)),
            (_, ExprKind::Aggregate(_, Aggregate::Count, _) | ExprKind::Whole { .. }) => {
                Kind::Number { step: Some(Ratio::ONE), least: Some(Ratio::ZERO), greatest: None }
            }
            _ => numbers(&expr.ty),
        };
        Linear::variable(self.variables.of(key, || kind))
    }

    fn known_number(&mut self, expr: &Expr) -> Option<Vec<Piece>> {
        let constant = |value: Ratio| vec![(Fact::Fixed(true), Linear::constant(value))];
        match &expr.kind {
            ExprKind::Number(exact) => Some(constant(Ratio::exact(*exact)?)),
            ExprKind::Date(date) => Some(constant(days(*date))),
            ExprKind::Standard(id) => Some(constant(Ratio::exact(*self.standard(*id)?.first()?)?)),
            ExprKind::StandardBy(id, option) => self.by_option(*id, option),
            ExprKind::Scale(id, at) => self.scale(*id, at),
            ExprKind::DefinitionOf { body, .. } => Some(self.number(body)),
            ExprKind::Let(_) | ExprKind::Definition(_) => {
                let mut out = Vec::new();
                for (when, result) in self.cases(expr)? {
                    for (and, value) in self.following(|t| Some(t.number(&result)))? {
                        out.push((when.clone().and(and), value));
                    }
                }
                Some(out)
            }
            ExprKind::Outcome(rule) => self.amount(*rule),
            ExprKind::Add(a, b) => self.both(a, b, |x, y| x.plus(y)),
            ExprKind::Subtract(a, b) => self.both(a, b, |x, y| x.minus(y)),
            ExprKind::Negate(a) => self.each(a, |x| x.negated()),
            ExprKind::Multiply(a, b) => self.product(expr, a, b),
            ExprKind::Divide(a, b) => self.both(a, b, |x, y| x.times(Ratio::ONE.over(y.as_constant()?)?)),
            ExprKind::Min(parts) => self.extreme(parts, true),
            ExprKind::Max(parts) => self.extreme(parts, false),
            ExprKind::Round { value, rounding, step } => {
                self.rounded(expr, value, *rounding, Ratio::exact(*step)?)
            }
            ExprKind::Shift { date, period, unit: PeriodUnit::Days, back } => {
                self.both(date, period, |x, y| if *back { x.minus(y) } else { x.plus(y) })
            }
            ExprKind::Aggregate(list, Aggregate::Count, _) => {
                Some(vec![(Fact::Fixed(true), self.members(list, None)?)])
            }
            ExprKind::Aggregate(list, Aggregate::Sum, Some(each)) => self.sum(expr, list, each),
            _ => None,
        }
    }

    /// A standard's values. In the guarantee's own words, one that has none on these days counts as having its first: what hangs on
    /// it has no value then and is not broken, and of what doesn't hang on it any number says the same.
    fn standard(&self, id: StandardId) -> Option<&'a Vec<Exact>> {
        let known = self.period.standards.get(&id);
        let first = || self.model.standards.get(id.0)?.values.first().map(|dated| &dated.value);
        known.or_else(|| if self.in_rule { None } else { first() })
    }

    fn by_option(&mut self, id: StandardId, option: &Expr) -> Option<Vec<Piece>> {
        let values = self.standard(id)?;
        let pieces = values.iter().enumerate().map(|(at, value)| {
            Some((self.option(option, &[at].into())?, Linear::constant(Ratio::exact(*value)?)))
        });
        pieces.collect()
    }

    /// A flat scale by its brackets; of a marginal one the sum of the brackets below besides.
    fn scale(&mut self, id: crate::model::ScaleId, at: &Expr) -> Option<Vec<Piece>> {
        let marginal = self.model.scales.get(id.0)?.marginal;
        let brackets = self.period.scales.get(&id)?;
        let mut bounds = Vec::new();
        for (bound, value) in brackets {
            bounds.push((Ratio::exact(*bound)?, Ratio::exact(*value)?));
        }
        let mut out = Vec::new();
        for (when, x) in self.number(at) {
            let mut below = Ratio::ZERO;
            for (place, (bound, value)) in bounds.iter().enumerate() {
                let mut inside = compare(&x, Comparison::GreaterOrEqual, &Linear::constant(*bound))?;
                let next = bounds.get(place + 1).map(|(next, _)| *next);
                if let Some(next) = next {
                    inside = inside.and(compare(&x, Comparison::Less, &Linear::constant(next))?);
                }
                let own = if marginal {
                    let above = x.minus(&Linear::constant(*bound))?;
                    above.times(*value)?.plus(&Linear::constant(below))?
                } else {
                    Linear::constant(*value)
                };
                out.push((when.clone().and(inside), own));
                if let Some(next) = next {
                    below = below.plus(next.plus(bound.negated()?)?.times(*value)?)?;
                }
            }
        }
        Some(out)
    }

    fn each(&mut self, a: &Expr, with: impl Fn(&Linear) -> Option<Linear>) -> Option<Vec<Piece>> {
        self.number(a).into_iter().map(|(when, x)| Some((when, with(&x)?))).collect()
    }

    fn both(
        &mut self,
        a: &Expr,
        b: &Expr,
        with: impl Fn(&Linear, &Linear) -> Option<Linear>,
    ) -> Option<Vec<Piece>> {
        let (left, right) = (self.number(a), self.number(b));
        let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
        pairs.map(|((f, x), (g, y))| Some((f.clone().and(g.clone()), with(x, y)?))).collect()
    }

    /// One of the two must be constant; else the product is a variable that only a solver that can multiply knows more of.
    fn product(&mut self, expr: &Expr, a: &Expr, b: &Expr) -> Option<Vec<Piece>> {
        let linear = self.both(a, b, |x, y| match (x.as_constant(), y.as_constant()) {
            (Some(by), _) => y.times(by),
            (_, Some(by)) => x.times(by),
            (None, None) => None,
        });
        if linear.is_some() {
            return linear;
        }
        let value = self.opaque(expr);
        let (left, right) = (self.number(a), self.number(b));
        if let ([(_, x)], [(_, y)]) = (left.as_slice(), right.as_slice())
            && let Some(variable) = value.factors.keys().next()
        {
            self.variables.products.push((*variable, x.clone(), y.clone()));
            let sign = |line: &Linear| Some(Fact::NotPositive(line.negated()?));
            let given = sign(x)?.and(sign(y)?).implies(sign(&value)?);
            self.variables.always(given);
        }
        Some(vec![(Fact::Fixed(true), value)])
    }

    fn extreme(&mut self, parts: &[Expr], least: bool) -> Option<Vec<Piece>> {
        let pieces: Vec<Vec<Piece>> = parts.iter().map(|part| self.number(part)).collect();
        extreme(pieces, least)
    }
}
