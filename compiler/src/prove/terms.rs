//! From typed expressions to facts over variables: what is in view, and names.

use crate::model::{Body, Expr, ExprKind, Let, Model, RuleId, Type};
use crate::regions::View;
use std::collections::BTreeMap;

use super::fact::Fact;
use super::lists::Lists;
use super::periods::Period;
use super::variables::{Key, Variables, YES};

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
    pub(super) fn key(&self, expr: &Expr) -> Key {
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
    pub(super) fn following<T>(&mut self, work: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.names >= DEEPEST {
            return None;
        }
        self.names += 1;
        let done = work(self);
        self.names -= 1;
        done
    }

    /// What a name stands for, in cases of which exactly one holds; the last may be that none does, with nothing.
    pub(super) fn cases(&mut self, expr: &Expr) -> Option<Vec<(Fact, Expr)>> {
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
