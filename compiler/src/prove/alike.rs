//! Whether a rule that was changed still decides every complete record as before.

use crate::model::{
    Body, Case, DefinitionId, Effect, Expr, ExprKind, Let, Model, Once, Property, Rule, Type,
};
use crate::regions::{Spot, View};
use qingce_grammar::Place;
use qingce_grammar::tree::Comparison;
use std::collections::BTreeSet;

use super::reach::selection;
use super::{never_broken, supposed};

/// A rule before and after a change. All that the two name is found in one model.
pub(crate) struct Versions {
    /// Before.
    pub old: Rule,
    /// After.
    pub new: Rule,
    /// If the new one is the old one but for the definitions that it names: those of the old one with those in their place.
    pub names: Option<Vec<(DefinitionId, DefinitionId)>>,
}

/// Whether two versions of a rule read the same fields and are proven to decide every record alike that has them all. What isn't
/// proven is not claimed.
pub(crate) fn alike(model: &Model, versions: &Versions) -> bool {
    let Versions { old, new, names } = versions;
    let frame = |rule: &Rule| Rule { lets: Vec::new(), condition: None, joint_ceiling: None, ..rule.clone() };
    let (mut one, mut other) = (frame(old), frame(new));
    (one.body, other.body) = (Body::One(said()), Body::One(said()));
    if one != other || read(model, old) != read(model, new) {
        return false;
    }
    let differences = Differences { model, old: &old.lets, new: &new.lets };
    // It is enough that names stand for the same.
    let by_names = names.as_ref().and_then(|names| differences.of_names(names));
    let ways = [by_names, differences.of_parts(old, new)];
    ways.into_iter().flatten().any(|within| {
        let condition = Some(in_force(old));
        let property = Property::Always(differences.of_rule(old, new, within));
        never_broken(model, &supposed(old, condition, property))
    })
}

/// What stands for a body that isn't looked at.
fn said() -> Effect {
    Effect::Delegated(String::new())
}

/// Every field that a rule reads, of the subject and of members.
fn read(model: &Model, rule: &Rule) -> BTreeSet<Spot> {
    let view = View { model, lets: &rule.lets };
    rule.expressions().into_iter().flat_map(|expr| view.fields(&view.plain(expr, 0))).collect()
}

fn truth(kind: ExprKind) -> Expr {
    Expr { kind, ty: Type::Truth, place: Place::default() }
}

fn and(a: Expr, b: Expr) -> Expr {
    truth(ExprKind::And(Box::new(a), Box::new(b)))
}

fn or(a: Expr, b: Expr) -> Expr {
    truth(ExprKind::Or(Box::new(a), Box::new(b)))
}

fn not(a: Expr) -> Expr {
    truth(ExprKind::Not(Box::new(a)))
}

fn guarded(case: &Case<Effect>) -> (Option<&Expr>, &Effect) {
    (Some(&case.guard), &case.result)
}

/// Both or neither.
fn same(a: Expr, b: Expr) -> Expr {
    and(or(not(a.clone()), b.clone()), or(not(b), a))
}

fn all(parts: impl IntoIterator<Item = Expr>) -> Expr {
    parts.into_iter().reduce(and).unwrap_or_else(|| truth(ExprKind::Truth(true)))
}

/// The days on which a rule is in force.
fn in_force(rule: &Rule) -> Expr {
    let date = |kind| Box::new(Expr { kind, ty: Type::Date, place: Place::default() });
    let compared =
        |how, day| truth(ExprKind::Compare(date(ExprKind::ReferenceDate), how, date(ExprKind::Date(day))));
    let ends = rule.to.map(|to| compared(Comparison::LessOrEqual, to));
    all([compared(Comparison::GreaterOrEqual, rule.from)].into_iter().chain(ends))
}

/// Two versions of a rule, with their local names.
struct Differences<'a> {
    model: &'a Model,
    old: &'a [Let],
    new: &'a [Let],
}

impl Differences<'_> {
    fn plain(&self, lets: &[Let], expr: &Expr) -> Expr {
        View { model: self.model, lets }.plain(expr, 0)
    }

    /// That the same records meet the condition, and `within` holds of them.
    fn of_rule(&self, old: &Rule, new: &Rule, within: Expr) -> Expr {
        let condition = |lets, own: &Option<Expr>| {
            own.as_ref().map_or_else(|| truth(ExprKind::Truth(true)), |own| self.plain(lets, own))
        };
        let (before, after) = (condition(self.old, &old.condition), condition(self.new, &new.condition));
        and(same(before.clone(), after), or(not(before), within))
    }

    /// That definitions stand for the same as those in their place.
    fn of_names(&self, definitions: &[(DefinitionId, DefinitionId)]) -> Option<Expr> {
        let named = |id: DefinitionId| {
            let body = &self.model.definitions.get(id.0)?.body;
            let ty = match body {
                Body::One(result) => &result.ty,
                Body::Cases { .. } => &body.results().first()?.ty,
            };
            Some(Expr { kind: ExprKind::Definition(id), ty: ty.clone(), place: Place::default() })
        };
        let equal = definitions.iter().map(|(old, new)| self.equal(&named(*old)?, &named(*new)?));
        equal.collect::<Option<Vec<_>>>().map(all)
    }

    /// That cases, amounts and whom they are counted for are the same; `None` where the versions aren't built alike.
    fn of_parts(&self, old: &Rule, new: &Rule) -> Option<Expr> {
        let mut parts = vec![self.of_body(&old.body, &new.body)?];
        match (&old.joint_ceiling, &new.joint_ceiling) {
            (Some(a), Some(b)) => parts.push(self.equal(a, b)?),
            (None, None) => {}
            _ => return None,
        }
        if let Some(Once::Member(id, _)) = &old.once {
            parts.push(self.equal(&self.old.get(id.0)?.value, &self.new.get(id.0)?.value)?);
        }
        Some(all(parts))
    }

    /// The same case is met, with the same amount.
    fn of_body(&self, old: &Body<Effect>, new: &Body<Effect>) -> Option<Expr> {
        let versions: Vec<_> = match (old, new) {
            (Body::One(old), Body::One(new)) => return self.of_effect(old, new),
            (Body::Cases { cases: old, otherwise: rest }, Body::Cases { cases: new, otherwise: other })
                if old.len() == new.len() && rest.is_some() == other.is_some() =>
            {
                let case = |(old, new)| (guarded(old), guarded(new));
                let end = rest.iter().zip(other).map(|(old, new)| ((None, old), (None, new)));
                old.iter().zip(new).map(case).chain(end).collect()
            }
            _ => return None,
        };
        let (mut before, mut after) = (truth(ExprKind::Truth(true)), truth(ExprKind::Truth(true)));
        let mut parts = Vec::new();
        for ((a, x), (b, y)) in versions {
            let met = |lets, before: &Expr, guard: Option<&Expr>| match guard {
                Some(guard) => and(before.clone(), self.plain(lets, guard)),
                None => before.clone(),
            };
            let (first, second) = (met(self.old, &before, a), met(self.new, &after, b));
            parts.push(same(first.clone(), second.clone()));
            parts.push(or(not(first.clone()), self.of_effect(x, y)?));
            (before, after) = (and(before, not(first)), and(after, not(second)));
        }
        Some(all(parts))
    }

    fn of_effect(&self, old: &Effect, new: &Effect) -> Option<Expr> {
        let (mut one, mut other) = (old.clone(), new.clone());
        for effect in [&mut one, &mut other] {
            effect.value_mut().into_iter().for_each(|value| *value = truth(ExprKind::Truth(true)));
        }
        if one != other {
            return None;
        }
        match (old.value(), new.value()) {
            (Some(a), Some(b)) => self.equal(a, b),
            _ => Some(truth(ExprKind::Truth(true))),
        }
    }

    fn equal(&self, a: &Expr, b: &Expr) -> Option<Expr> {
        let (a, b) = (self.plain(self.old, a), self.plain(self.new, b));
        (a.ty == b.ty).then_some(())?;
        Some(match a.ty {
            _ if a == b => truth(ExprKind::Truth(true)),
            Type::Truth => same(a, b),
            Type::List(_) => self.selected(&a, &b)?,
            _ => truth(ExprKind::Compare(Box::new(a), Comparison::Equal, Box::new(b))),
        })
    }

    /// The same members are selected.
    fn selected(&self, a: &Expr, b: &Expr) -> Option<Expr> {
        let ((list, before), (other, after)) = (selection(a)?, selection(b)?);
        (list == other).then_some(())?;
        let [before, after] = [before, after].map(|conditions| all(conditions.into_iter().cloned()));
        let kind = ExprKind::Where(Box::new(list.clone()), Box::new(not(same(before, after))));
        let list = Box::new(Expr { kind, ty: list.ty.clone(), place: Place::default() });
        Some(truth(ExprKind::Empty { list, negated: false }))
    }
}
