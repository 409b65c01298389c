//! From conditions to formulas over variables.

use crate::model::{Body, Expr, ExprKind, Let, Model, Type};
use qingce_grammar::Place;
use qingce_grammar::tree::Comparison;
use std::collections::BTreeSet;

use super::cells::{Cell, Kind, Term, Variable};
use super::formula::{Formula, Test};
use super::segments::Segment;
use super::term::View;

/// The variables of the conditions that are put together in one question.
pub(crate) struct Space<'a> {
    pub(super) view: View<'a>,
    pub(super) segment: &'a Segment,
    /// So many members of lists are in view where the conditions stand.
    pub(super) depth: usize,
    /// The variables so far.
    pub(super) variables: Vec<Variable>,
    /// So many names are being followed.
    names: usize,
}

/// Definitions of a broken policy may go round in circles.
const DEEPEST: usize = 24;

impl<'a> Space<'a> {
    /// No condition yet.
    pub(crate) fn new(model: &'a Model, lets: &'a [Let], segment: &'a Segment, depth: usize) -> Self {
        Self { view: View { model, lets }, segment, depth, variables: Vec::new(), names: 0 }
    }

    /// The cells of every variable.
    pub(super) fn cells(&self) -> Vec<Vec<Cell>> {
        self.variables.iter().map(Variable::cells).collect()
    }

    /// A condition as a formula.
    pub(crate) fn formula(&mut self, expr: &Expr) -> Formula {
        match &expr.kind {
            ExprKind::Truth(value) => Formula::Fixed(*value),
            ExprKind::Not(inner) => self.formula(inner).not(),
            ExprKind::And(a, b) => Formula::And(vec![self.formula(a), self.formula(b)]),
            ExprKind::Or(a, b) => Formula::Or(vec![self.formula(a), self.formula(b)]),
            ExprKind::Let(_) | ExprKind::Definition(_) => self.named(expr),
            ExprKind::DefinitionOf { body, .. } => self.formula(body),
            ExprKind::Compare(a, how, b) => self.comparison(expr, a, *how, b),
            ExprKind::CompareRange { from, to, how, period, unit } => {
                self.span(expr.place, from, to, *how, period, *unit)
            }
            ExprKind::InOptions { value, set, negated } => {
                negated_if(*negated, self.membership(expr, value, set))
            }
            ExprKind::InTexts { value, texts, negated } => {
                negated_if(*negated, self.texts(expr, value, texts))
            }
            ExprKind::Empty { list, negated } if matches!(list.ty, Type::List(_)) => {
                negated_if(*negated, self.empty(list))
            }
            ExprKind::Empty { list, negated } => negated_if(*negated, self.opaque(list, list.place)),
            _ => self.opaque(expr, expr.place),
        }
    }

    /// A condition of another rule, with that rule's local names.
    pub(crate) fn formula_with(&mut self, lets: &'a [Let], expr: &Expr) -> Formula {
        let own = std::mem::replace(&mut self.view.lets, lets);
        let formula = self.formula(expr);
        self.view.lets = own;
        formula
    }

    /// A name that stands for a condition.
    fn named(&mut self, expr: &Expr) -> Formula {
        if self.names >= DEEPEST {
            return self.opaque(expr, expr.place);
        }
        self.names += 1;
        let formula = match self.view.body(&expr.kind) {
            Some(body) => self.formula(&self.view.deeper(body, self.depth)),
            None => match self.cases(expr) {
                Some(cases) => Formula::Or(
                    cases
                        .into_iter()
                        .map(|(guard, result)| Formula::And(vec![guard, self.formula(&result)]))
                        .collect(),
                ),
                None => self.opaque(expr, expr.place),
            },
        };
        self.names -= 1;
        formula
    }

    /// The cases of a definition, each with when it holds; its `otherwise` holds where no guard does.
    pub(super) fn cases(&mut self, expr: &Expr) -> Option<Vec<(Formula, Expr)>> {
        let ExprKind::Definition(id) = &expr.kind else { return None };
        let Body::Cases { cases, otherwise } = &self.view.model.definitions.get(id.0)?.body else {
            return None;
        };
        if self.names >= DEEPEST || cases.is_empty() {
            return None;
        }
        self.names += 1;
        let mut out: Vec<(Formula, Expr)> = Vec::new();
        for case in cases {
            let guard = self.formula(&self.view.deeper(&case.guard, self.depth));
            out.push((guard, self.view.deeper(&case.result, self.depth)));
        }
        if let Some(rest) = otherwise {
            let none = out.iter().map(|(guard, _)| guard.clone().not()).collect();
            out.push((Formula::And(none), self.view.deeper(rest, self.depth)));
        }
        self.names -= 1;
        Some(out)
    }

    /// Follows one more name while `work` runs; `None` where that goes round in circles.
    pub(super) fn following<T>(&mut self, work: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.names >= DEEPEST {
            return None;
        }
        self.names += 1;
        let done = work(self);
        self.names -= 1;
        done
    }

    fn comparison(&mut self, expr: &Expr, a: &Expr, how: Comparison, b: &Expr) -> Formula {
        let differs = how == Comparison::NotEqual;
        match &a.ty {
            Type::Truth => {
                let same = Formula::Same(Box::new(self.formula(a)), Box::new(self.formula(b)));
                negated_if(differs, same)
            }
            Type::Option(_) => {
                let tested = match (options_of(a), options_of(b)) {
                    (_, Some(options)) => self.option(a, &options),
                    (Some(options), None) => self.option(b, &options),
                    (None, None) => None,
                };
                let same = tested.unwrap_or_else(|| self.equality(expr, a, b));
                negated_if(differs, same)
            }
            Type::Text => {
                let same = match (&a.kind, &b.kind) {
                    (_, ExprKind::Text(_)) => self.texts(expr, a, std::slice::from_ref(b)),
                    (ExprKind::Text(_), _) => self.texts(expr, b, std::slice::from_ref(a)),
                    _ => self.equality(expr, a, b),
                };
                negated_if(differs, same)
            }
            Type::Number(_) | Type::Date => self.line(a, how, b),
            Type::Options(_) | Type::Range | Type::Record(_) | Type::List(_) => {
                negated_if(differs, self.equality(expr, a, b))
            }
        }
    }

    /// Whether an option is one of some; `None` if nothing is known of how it comes about.
    pub(super) fn option(&mut self, value: &Expr, options: &BTreeSet<usize>) -> Option<Formula> {
        if let ExprKind::Option(one) = &value.kind {
            return Some(Formula::Fixed(options.contains(one)));
        }
        if let Some(body) = self.view.body(&value.kind) {
            let body = self.view.deeper(body, self.depth);
            return self.following(|space| space.option(&body, options));
        }
        if let Some(cases) = self.cases(value) {
            let parts = cases.into_iter().map(|(guard, result)| {
                let held = self.following(|space| space.option(&result, options))?;
                Some(Formula::And(vec![guard, held]))
            });
            return parts.collect::<Option<Vec<_>>>().map(Formula::Or);
        }
        let Type::Option(list) = value.ty else { return None };
        let size = self.view.model.lists.get(list.0)?.options.len();
        let kind = Kind::Option { list, options: size, named: BTreeSet::new() };
        let variable = self.variable(value, value.place, kind);
        if let Some(Variable { kind: Kind::Option { named, .. }, .. }) = self.variables.get_mut(variable) {
            named.extend(options);
        }
        Some(Formula::Atom(variable, Test::Among(options.clone())))
    }

    /// 属于, 含.
    fn membership(&mut self, expr: &Expr, value: &Expr, set: &Expr) -> Formula {
        let of_set = match (options_of(value), options_of(set)) {
            (Some(a), Some(b)) => return Formula::Fixed(!a.is_disjoint(&b)),
            (None, Some(options)) if matches!(value.ty, Type::Option(_)) => {
                return self.option(value, &options).unwrap_or_else(|| self.opaque(expr, expr.place));
            }
            (None, Some(options)) => Some((value, options)),
            (Some(options), None) => Some((set, options)),
            (None, None) => None,
        };
        let Some((set, options)) = of_set.filter(|(set, _)| matches!(set.ty, Type::Options(_))) else {
            return self.opaque_without_sign(expr);
        };
        let term = self.view.plain(set, self.depth);
        let members = options.into_iter().map(|option| {
            let variable = self.variable_of(Term::Member(term.clone(), option), set.place, Kind::Truth);
            Formula::Atom(variable, Test::Yes)
        });
        Formula::Or(members.collect())
    }

    /// A text that is one of some.
    fn texts(&mut self, expr: &Expr, value: &Expr, texts: &[Expr]) -> Formula {
        let words: Option<Vec<&String>> = texts
            .iter()
            .map(|text| match &text.kind {
                ExprKind::Text(word) => Some(word),
                _ => None,
            })
            .collect();
        let Some(words) = words else { return self.opaque_without_sign(expr) };
        let variable = self.variable(value, value.place, Kind::Text { named: Vec::new() });
        let Some(Variable { kind: Kind::Text { named }, .. }) = self.variables.get_mut(variable) else {
            return self.opaque_without_sign(expr);
        };
        let numbers = words.into_iter().map(|word| {
            named.iter().position(|w| w == word).unwrap_or_else(|| {
                named.push(word.clone());
                named.len() - 1
            })
        });
        Formula::Atom(variable, Test::Among(numbers.collect()))
    }

    /// Two things of which only equality matters.
    fn equality(&mut self, expr: &Expr, a: &Expr, b: &Expr) -> Formula {
        let (a, b) = (self.view.plain(a, self.depth), self.view.plain(b, self.depth));
        if a == b {
            return Formula::Fixed(true);
        }
        let turned = Term::Relation(b.clone(), a.clone());
        let term =
            if self.variables.iter().any(|v| v.term == turned) { turned } else { Term::Relation(a, b) };
        Formula::Atom(self.variable_of(term, expr.place, Kind::Truth), Test::Yes)
    }

    /// A condition that can't be taken apart.
    fn opaque(&mut self, expr: &Expr, place: Place) -> Formula {
        Formula::Atom(self.variable(expr, place, Kind::Truth), Test::Yes)
    }

    /// The same for a membership, whose negation has been taken out already.
    fn opaque_without_sign(&mut self, expr: &Expr) -> Formula {
        let mut positive = expr.clone();
        match &mut positive.kind {
            ExprKind::InOptions { negated, .. } | ExprKind::InTexts { negated, .. } => *negated = false,
            ExprKind::Compare(_, how, _) => *how = Comparison::Equal,
            _ => {}
        }
        self.opaque(&positive, expr.place)
    }

    /// The variable of a term, made if it is new.
    pub(super) fn variable(&mut self, expr: &Expr, place: Place, kind: Kind) -> usize {
        let term = Term::Value(self.view.plain(expr, self.depth));
        self.variable_of(term, place, kind)
    }

    pub(super) fn variable_of(&mut self, term: Term, place: Place, kind: Kind) -> usize {
        if let Some(known) = self.variables.iter().position(|v| v.term == term) {
            return known;
        }
        self.variables.push(Variable { term, kind, place, second: None });
        self.variables.len() - 1
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

pub(super) fn negated_if(negated: bool, formula: Formula) -> Formula {
    if negated { formula.not() } else { formula }
}
