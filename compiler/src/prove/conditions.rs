//! Conditions as facts.

use crate::model::{Aggregate, Expr, ExprKind, PeriodUnit, Type};
use crate::numerals::Ratio;
use crate::regions::turned;
use qingce_grammar::tree::Comparison;
use std::collections::BTreeSet;

use super::fact::Fact;
use super::linear::Linear;
use super::pieces::compare;
use super::terms::Translator;
use super::variables::{Key, Kind};

impl Translator<'_> {
    /// A condition.
    pub fn truth(&mut self, expr: &Expr) -> Fact {
        self.known_truth(expr).unwrap_or_else(|| self.variables.truth(self.key(expr)))
    }

    fn known_truth(&mut self, expr: &Expr) -> Option<Fact> {
        match &expr.kind {
            ExprKind::Truth(value) => Some(Fact::Fixed(*value)),
            ExprKind::Not(inner) => Some(self.truth(inner).not()),
            ExprKind::And(a, b) => Some(self.truth(a).and(self.truth(b))),
            ExprKind::Or(a, b) => Some(self.truth(a).or(self.truth(b))),
            ExprKind::DefinitionOf { body, .. } => Some(self.truth(body)),
            ExprKind::Let(_) | ExprKind::Definition(_) => {
                let cases = self.cases(expr)?;
                let held = cases.into_iter().map(|(when, result)| {
                    let result = self.following(|t| Some(t.truth(&result)))?;
                    Some(when.and(result))
                });
                Some(Fact::any(held.collect::<Option<Vec<_>>>()?))
            }
            ExprKind::Outcome(rule) => Some(self.received(*rule)),
            ExprKind::Compare(a, how, b) => self.comparison(a, *how, b),
            ExprKind::CompareRange { from, to, how, period, unit } => {
                self.span(from, to, *how, period, *unit)
            }
            ExprKind::InOptions { value, set, negated } => {
                let held = self.membership(value, set)?;
                Some(if *negated { held.not() } else { held })
            }
            ExprKind::InTexts { value, texts, negated } => {
                let held = self.texts(value, texts)?;
                Some(if *negated { held.not() } else { held })
            }
            ExprKind::Empty { list, negated } if matches!(list.ty, Type::List(_)) => {
                let empty = Fact::zero(self.members(list, None)?)?;
                Some(if *negated { empty.not() } else { empty })
            }
            ExprKind::Empty { list, negated } => {
                let empty = self.variables.truth(self.key(list));
                Some(if *negated { empty.not() } else { empty })
            }
            ExprKind::Aggregate(list, Aggregate::Any, Some(each)) => {
                Some(Fact::zero(self.members(list, Some((each, true)))?)?.not())
            }
            ExprKind::Aggregate(list, Aggregate::All, Some(each)) => {
                Fact::zero(self.members(list, Some((each, false)))?)
            }
            _ => None,
        }
    }

    fn comparison(&mut self, a: &Expr, how: Comparison, b: &Expr) -> Option<Fact> {
        let held = match &a.ty {
            Type::Number(_) | Type::Date => return self.line(a, how, b),
            Type::Truth => self.truth(a).same(self.truth(b)),
            Type::Option(_) => match (options_of(a), options_of(b)) {
                (_, Some(options)) => self.option(a, &options)?,
                (Some(options), None) => self.option(b, &options)?,
                (None, None) => self.same(a, b)?,
            },
            Type::Text => match (&a.kind, &b.kind) {
                (_, ExprKind::Text(_)) => self.texts(a, std::slice::from_ref(b))?,
                (ExprKind::Text(_), _) => self.texts(b, std::slice::from_ref(a))?,
                _ => self.same(a, b)?,
            },
            Type::Options(_) | Type::Range | Type::Record(_) | Type::List(_) => self.same(a, b)?,
        };
        Some(if how == Comparison::NotEqual { held.not() } else { held })
    }

    /// Two things of which only equality matters.
    fn same(&mut self, a: &Expr, b: &Expr) -> Option<Fact> {
        let (a, b) = (self.plain(a), self.plain(b));
        if a == b {
            return Some(Fact::Fixed(true));
        }
        if self.has_grown(&a) || self.has_grown(&b) {
            return None;
        }
        let turned = Key::Same(b.clone(), a.clone());
        let known = self.variables.all.iter().any(|variable| variable.key == turned);
        Some(self.variables.truth(if known { turned } else { Key::Same(a, b) }))
    }

    /// An option that is one of some.
    pub(super) fn option(&mut self, value: &Expr, options: &BTreeSet<usize>) -> Option<Fact> {
        if let ExprKind::Option(one) = &value.kind {
            return Some(Fact::Fixed(options.contains(one)));
        }
        if let ExprKind::DefinitionOf { body, .. } = &value.kind {
            return self.option(body, options);
        }
        if let Some(cases) = self.cases(value) {
            let held = cases
                .into_iter()
                .map(|(when, result)| Some(when.and(self.following(|t| t.option(&result, options))?)));
            return held.collect::<Option<Vec<_>>>().map(Fact::any);
        }
        let Type::Option(list) = value.ty else { return None };
        let size = self.model.lists.get(list.0)?.options.len();
        Some(self.variables.option(self.key(value), list, size, options.clone()))
    }

    /// 属于, 含.
    fn membership(&mut self, value: &Expr, set: &Expr) -> Option<Fact> {
        let (set, options) = match (options_of(value), options_of(set)) {
            (Some(a), Some(b)) => return Some(Fact::Fixed(!a.is_disjoint(&b))),
            (None, Some(options)) if matches!(value.ty, Type::Option(_)) => {
                return self.option(value, &options);
            }
            (None, Some(options)) => (value, options),
            (Some(options), None) => (set, options),
            (None, None) => return None,
        };
        matches!(set.ty, Type::Options(_)).then_some(())?;
        let term = self.plain(set);
        if self.has_grown(&term) {
            return None;
        }
        Some(Fact::any(
            options.into_iter().map(|option| self.variables.truth(Key::Member(term.clone(), option))),
        ))
    }

    /// A text that is one of some.
    fn texts(&mut self, value: &Expr, texts: &[Expr]) -> Option<Fact> {
        let words = texts.iter().map(|text| match &text.kind {
            ExprKind::Text(word) => Some(word),
            _ => None,
        });
        let words = words.collect::<Option<Vec<_>>>()?;
        Some(self.variables.text(self.key(value), &words))
    }

    /// 自 … 至 … 满 …
    fn span(
        &mut self,
        from: &Expr,
        to: &Expr,
        how: Comparison,
        period: &Expr,
        unit: PeriodUnit,
    ) -> Option<Fact> {
        let (from, to) = (self.plain(from), self.plain(to));
        if self.has_grown(&from) || self.has_grown(&to) {
            return None;
        }
        // Between the ends of two periods of months there always is a day; not so between those of n and n + 1 days.
        let step = (unit == PeriodUnit::Days).then_some(Ratio::ONE);
        let kind = Kind::Number { step, least: Some(Ratio::ZERO), greatest: None };
        let variable = self.variables.of(Key::Span(from, to, unit), || kind);
        let span = Linear::variable(variable);
        let mut held = Vec::new();
        for (when, length) in self.number(period) {
            held.push(when.and(compare(&span, how, &length)?));
        }
        Some(Fact::any(held))
    }

    /// Two numbers or days.
    fn line(&mut self, a: &Expr, how: Comparison, b: &Expr) -> Option<Fact> {
        if let Some(fact) = self.quotient(a, how, b) {
            return Some(fact);
        }
        if let Some(fact) = self.quotient(b, turned(how), a) {
            return Some(fact);
        }
        let (left, right) = (self.number(a), self.number(b));
        let mut held = Vec::new();
        for (when, x) in &left {
            for (and, y) in &right {
                held.push(when.clone().and(and.clone()).and(compare(x, how, y)?));
            }
        }
        Some(Fact::any(held))
    }

    /// A quotient against constants: the dividend against that many times the divisor, whose sign decides which way.
    fn quotient(&mut self, a: &Expr, how: Comparison, b: &Expr) -> Option<Fact> {
        let plain = self.plain(a);
        let ExprKind::Divide(dividend, divisor) = &plain.kind else { return None };
        let constants = self.number(b);
        let constants = constants.into_iter().map(|(when, value)| Some((when, value.as_constant()?)));
        let constants = constants.collect::<Option<Vec<_>>>()?;
        let (tops, bottoms) = (self.number(dividend), self.number(divisor));
        let nothing = Linear::constant(Ratio::ZERO);
        let mut held = Vec::new();
        for (f, top) in &tops {
            for (g, bottom) in bottoms.iter().filter(|(_, bottom)| bottom.as_constant().is_none()) {
                for (when, constant) in &constants {
                    let multiple = bottom.times(*constant)?;
                    let above =
                        compare(bottom, Comparison::Greater, &nothing)?.and(compare(top, how, &multiple)?);
                    let below = compare(bottom, Comparison::Less, &nothing)?.and(compare(
                        top,
                        turned(how),
                        &multiple,
                    )?);
                    held.push(f.clone().and(g.clone()).and(when.clone()).and(above.or(below)));
                }
            }
        }
        let all_vary = bottoms.iter().all(|(_, bottom)| bottom.as_constant().is_none());
        all_vary.then(|| Fact::any(held))
    }
}

/// The options that an expression names, if it names them outright.
fn options_of(expr: &Expr) -> Option<BTreeSet<usize>> {
    match &expr.kind {
        ExprKind::Option(one) => Some([*one].into()),
        ExprKind::Options(some) => Some(some.iter().copied().collect()),
        _ => None,
    }
}
