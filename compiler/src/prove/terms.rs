//! From typed expressions to facts over variables.

use crate::model::{
    Aggregate, Body, Exact, Expr, ExprKind, Let, Model, PeriodUnit, RuleId, StandardId, Type,
};
use crate::numerals::Ratio;
use crate::regions::{View, days, turned};
use qingce_grammar::tree::{Comparison, Rounding};
use std::collections::{BTreeMap, BTreeSet};

use super::fact::Fact;
use super::linear::Linear;
use super::lists::Lists;
use super::periods::Period;
use super::variables::{Key, Kind, Variables, YES, numbers};

/// A value under a condition. Of several together exactly one condition holds.
pub(super) type Piece = (Fact, Linear);

/// More pieces than this are not told apart.
const MOST_PIECES: usize = 64;
/// Names are followed no deeper than this.
const DEEPEST: usize = 24;

/// What the same record is when it is looked at again, with more of something.
#[derive(Debug, Clone)]
pub(super) struct Growth {
    /// The number field or list field that grows; plain.
    pub of: Expr,
    /// Whether this is the second look.
    pub again: bool,
}

/// Turns expressions into facts.
pub(super) struct Translator<'a> {
    pub model: &'a Model,
    pub period: &'a Period,
    /// The local names in view.
    pub lets: &'a [Let],
    /// So many members of lists are in view.
    pub depth: usize,
    pub variables: Variables,
    pub lists: &'a Lists,
    pub growth: Option<Growth>,
    /// Whether what is translated is a rule's, not the guarantee's own.
    pub(super) in_rule: bool,
    /// By rule and look, when its result is had.
    pub(super) known: BTreeMap<(RuleId, bool), Fact>,
    names: usize,
}

impl<'a> Translator<'a> {
    /// Nothing translated yet.
    pub fn new(model: &'a Model, period: &'a Period, lists: &'a Lists, depth: usize) -> Self {
        let variables = Variables::default();
        Self {
            model,
            period,
            lets: &[],
            depth,
            variables,
            lists,
            growth: None,
            in_rule: false,
            known: BTreeMap::new(),
            names: 0,
        }
    }

    fn view(&self) -> View<'a> {
        View { model: self.model, lets: self.lets }
    }

    /// A term as one that can be compared with others.
    pub fn plain(&self, expr: &Expr) -> Expr {
        self.view().plain(expr, self.depth)
    }

    /// Works on a rule, with its local names.
    pub fn of_rule<T>(&mut self, lets: &'a [Let], work: impl FnOnce(&mut Self) -> T) -> T {
        let own = (self.lets, self.in_rule);
        (self.lets, self.in_rule) = (lets, true);
        let done = work(self);
        (self.lets, self.in_rule) = own;
        done
    }

    /// Whether this is the second look, and the plain term hangs on what has grown.
    pub(super) fn has_grown(&self, plain: &Expr) -> bool {
        self.growth.as_ref().is_some_and(|growth| growth.again && mentions(plain, &growth.of))
    }

    /// The key of a term that isn't taken apart.
    fn key(&self, expr: &Expr) -> Key {
        let plain = self.plain(expr);
        match () {
            () if self.has_grown(&plain) => Key::Again(plain),
            () if plain.kind == ExprKind::ReferenceDate || self.is_own_date(&plain) => Key::ReferenceDate,
            () => Key::Value(plain),
        }
    }

    /// The subject's own reference date.
    fn is_own_date(&self, plain: &Expr) -> bool {
        let ExprKind::Field { frame: 0, path } = &plain.kind else { return false };
        let [only] = path.as_slice() else { return false };
        let dated = |record: &crate::model::Record| {
            record.fields.get(only.0).is_some_and(|field| field.reference_date)
        };
        plain.ty == Type::Date && self.lists.subject(self.model).is_some_and(dated)
    }

    /// Follows a name; `None` where that goes round in circles.
    fn following<T>(&mut self, work: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.names >= DEEPEST {
            return None;
        }
        self.names += 1;
        let done = work(self);
        self.names -= 1;
        done
    }

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

    /// What a name stands for, in cases of which exactly one holds; the last may be that none does, with nothing.
    fn cases(&mut self, expr: &Expr) -> Option<Vec<(Fact, Expr)>> {
        if let Some(body) = self.view().body(&expr.kind) {
            return Some(vec![(Fact::Fixed(true), self.view().deeper(body, self.depth))]);
        }
        let ExprKind::Definition(id) = &expr.kind else { return None };
        let model = self.model;
        let Body::Cases { cases, otherwise } = &model.definitions.get(id.0)?.body else { return None };
        let mut out = Vec::new();
        let mut before = Fact::Fixed(true);
        for case in cases {
            let guard = self.view().deeper(&case.guard, self.depth);
            let guard = self.following(|t| Some(t.truth(&guard)))?;
            out.push((before.clone().and(guard.clone()), self.view().deeper(&case.result, self.depth)));
            before = before.and(guard.not());
        }
        out.extend(otherwise.iter().map(|rest| (before.clone(), self.view().deeper(rest, self.depth))));
        Some(out)
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
    fn option(&mut self, value: &Expr, options: &BTreeSet<usize>) -> Option<Fact> {
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
            ExprKind::Round { value, rounding, step } => self.rounded(value, *rounding, Ratio::exact(*step)?),
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
        let (first, rest) = parts.split_first()?;
        let mut out = self.number(first);
        for part in rest {
            let next = self.number(part);
            let mut both = Vec::new();
            for (f, x) in &out {
                for (g, y) in &next {
                    let first = compare(
                        x,
                        if least { Comparison::LessOrEqual } else { Comparison::GreaterOrEqual },
                        y,
                    )?;
                    let together = f.clone().and(g.clone());
                    both.push((together.clone().and(first.clone()), x.clone()));
                    both.push((together.and(first.not()), y.clone()));
                }
            }
            out = both;
        }
        Some(out)
    }

    /// A multiple of `step` near the value.
    fn rounded(&mut self, value: &Expr, rounding: Rounding, step: Ratio) -> Option<Vec<Piece>> {
        let again = self.growth.as_ref().is_some_and(|growth| growth.again);
        let plain = self.plain(value);
        let pieces = self.number(value);
        let [(_, only)] = pieces.as_slice() else { return None };
        if let Some(constant) = only.as_constant() {
            return Some(vec![(Fact::Fixed(true), Linear::constant(round(constant, rounding, step)?))]);
        }
        let kind = Kind::Number { step: Some(step), least: None, greatest: None };
        let result = Linear::variable(self.variables.of(Key::Steps(plain, again), || kind));
        // Whichever way it is rounded, it lies less than a step from the value, and half goes away from 0.
        let above = result.minus(only)?;
        let half = Linear::constant(step.times(Ratio::HALF)?);
        let whole = Linear::constant(step);
        let below = above.negated()?;
        let not_negative = Fact::NotPositive(only.negated()?);
        let (near, towards) = match rounding {
            Rounding::Nearest => (
                Fact::NotPositive(above.minus(&half)?).and(Fact::NotPositive(below.minus(&half)?)),
                not_negative
                    .clone()
                    .implies(Fact::Negative(below.minus(&half)?))
                    .and(not_negative.or(Fact::Negative(above.minus(&half)?))),
            ),
            Rounding::Down | Rounding::Up => {
                let near = Fact::Negative(above.minus(&whole)?).and(Fact::Negative(below.minus(&whole)?));
                let (up, down) = (Fact::NotPositive(below), Fact::NotPositive(above));
                let (away, back) = if rounding == Rounding::Up { (up, down) } else { (down, up) };
                (near, not_negative.clone().implies(away).and(not_negative.or(back)))
            }
        };
        self.variables.always(near.and(towards));
        Some(vec![(Fact::Fixed(true), result)])
    }
}

/// A constant to a multiple of `step`; half goes away from 0.
fn round(value: Ratio, rounding: Rounding, step: Ratio) -> Option<Ratio> {
    if value < Ratio::ZERO {
        return round(value.negated()?, rounding, step)?.negated();
    }
    let steps = value.over(step)?;
    let whole = match rounding {
        Rounding::Down => steps.floor(),
        Rounding::Up => steps.negated()?.floor().checked_neg()?,
        Rounding::Nearest => steps.plus(Ratio::HALF)?.floor(),
    };
    Ratio::whole(whole).times(step)
}

/// One sum against another.
pub(super) fn compare(left: &Linear, how: Comparison, right: &Linear) -> Option<Fact> {
    let (below, above) = (left.minus(right)?, right.minus(left)?);
    Some(match how {
        Comparison::Less => settled(Fact::Negative(below)),
        Comparison::LessOrEqual => settled(Fact::NotPositive(below)),
        Comparison::Greater => settled(Fact::Negative(above)),
        Comparison::GreaterOrEqual => settled(Fact::NotPositive(above)),
        Comparison::Equal => settled(Fact::NotPositive(below)).and(settled(Fact::NotPositive(above))),
        Comparison::NotEqual => settled(Fact::Negative(below)).or(settled(Fact::Negative(above))),
    })
}

/// A comparison of constants is true or false.
fn settled(fact: Fact) -> Fact {
    match &fact {
        Fact::Negative(line) => line.as_constant().map(|value| Fact::Fixed(value < Ratio::ZERO)),
        Fact::NotPositive(line) => line.as_constant().map(|value| Fact::Fixed(value <= Ratio::ZERO)),
        _ => None,
    }
    .unwrap_or(fact)
}

/// The options that an expression names, if it names them outright.
fn options_of(expr: &Expr) -> Option<BTreeSet<usize>> {
    match &expr.kind {
        ExprKind::Option(one) => Some([*one].into()),
        ExprKind::Options(some) => Some(some.iter().copied().collect()),
        _ => None,
    }
}

/// Whether a term hangs on a field of the subject.
fn mentions(expr: &Expr, field: &Expr) -> bool {
    let same = match (&expr.kind, &field.kind) {
        (ExprKind::Field { frame: a, path: x }, ExprKind::Field { frame: b, path: y }) => a == b && x == y,
        // A definition by cases stays a name: it may hang on anything.
        (ExprKind::Definition(_), _) => true,
        _ => false,
    };
    same || expr.children().into_iter().any(|(child, _)| mentions(child, field))
}

/// Whether a choice of two is yes.
pub(super) fn is_yes(variable: usize) -> Fact {
    Fact::Is(variable, [YES].into())
}
