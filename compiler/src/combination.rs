//! How grants on one subject combine: for every two of them that can apply together, what the policy says.
//!
//! Two rules can apply together if some record meets both conditions on a day on which both are in force. What is said of a
//! rule is said of the rules that stand on it too: who may not have the one has nothing to add to.

use crate::model::{Body, Effect, Expr, Model, Relation, Rule, RuleId};
use crate::regions::{Answer, Formula, Segment, Space, View, segments};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Two grants and how they combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The one declared first.
    pub first: RuleId,
    /// The other one.
    pub second: RuleId,
    /// What holds where both apply.
    pub how: Combination,
}

/// How two grants combine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combination {
    /// The policy says so, of the two or of what they stand on.
    Stated(Relation),
    /// They never apply together, whatever the facts are.
    Apart,
    /// They can apply together, and nothing is said.
    Missing,
}

/// Every two grants on one subject, in the order of their declaration.
pub fn combinations(model: &Model) -> Vec<Pair> {
    let said = Said::of(model);
    let grants: Vec<RuleId> = (0..model.rules.len()).map(RuleId).filter(|id| grants(model, *id)).collect();
    let pairs = grants
        .iter()
        .enumerate()
        .flat_map(|(at, first)| grants.iter().skip(at + 1).map(move |second| (*first, *second)));
    let of_one = pairs.filter(|(a, b)| subject(model, *a) == subject(model, *b));
    of_one
        .map(|(first, second)| Pair { first, second, how: combination(model, &said, first, second) })
        .collect()
}

/// Whether a rule gives something: an amount, an amount up to a ceiling, or what another document sets.
fn grants(model: &Model, id: RuleId) -> bool {
    let given =
        |effect: &&Effect| matches!(effect, Effect::Grant(..) | Effect::Ceiling(..) | Effect::Delegated(_));
    model.rules.get(id.0).is_some_and(|rule| rule.body.results().iter().any(given))
}

fn subject(model: &Model, id: RuleId) -> Option<crate::model::RecordId> {
    model.rules.get(id.0).map(|rule| rule.subject)
}

fn combination(model: &Model, said: &Said, a: RuleId, b: RuleId) -> Combination {
    match stated(model, said, a, b, &mut Vec::new()) {
        Some(relation) => Combination::Stated(relation),
        None if meet(model, a, b) => Combination::Missing,
        None => Combination::Apart,
    }
}

/// What the rules of a policy say of one another, gathered once for all who ask.
pub(crate) struct Said {
    pairs: BTreeMap<(RuleId, RuleId), Vec<Relation>>,
}

impl Said {
    /// What every rule says of others, and of those that stand in for them.
    pub(crate) fn of(model: &Model) -> Said {
        let mut pairs: BTreeMap<(RuleId, RuleId), Vec<Relation>> = BTreeMap::new();
        for (id, rule) in model.rules.iter().enumerate() {
            for (how, named) in &rule.relations {
                for other in model.with_successors(*named) {
                    let all = pairs.entry(in_order(RuleId(id), other)).or_default();
                    if !all.contains(how) {
                        all.push(*how);
                    }
                }
            }
        }
        for all in pairs.values_mut() {
            all.sort_by_key(|how| Relation::ALL.iter().position(|one| one == how));
        }
        Said { pairs }
    }

    /// What is said of two rules themselves, whichever of them says it; what says most comes first.
    pub(crate) fn between(&self, a: RuleId, b: RuleId) -> &[Relation] {
        self.pairs.get(&in_order(a, b)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Every two rules of which something is said, in the order of their declaration.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (RuleId, RuleId, &[Relation])> {
        self.pairs.iter().map(|((a, b), all)| (*a, *b, all.as_slice()))
    }
}

fn in_order(a: RuleId, b: RuleId) -> (RuleId, RuleId) {
    (a.min(b), a.max(b))
}

/// The rules that a rule stands on.
pub(crate) fn bases(model: &Model, id: RuleId) -> Vec<RuleId> {
    let relations = model.rules.get(id.0).map(|rule| rule.relations.as_slice()).unwrap_or_default();
    let bases = relations.iter().filter(|(how, _)| *how == Relation::StacksOn);
    bases.flat_map(|(_, base)| model.with_successors(*base)).collect()
}

/// What is said of two rules, or of what they stand on. A joint ceiling binds only the rules that it names.
fn stated(
    model: &Model,
    said: &Said,
    a: RuleId,
    b: RuleId,
    seen: &mut Vec<(RuleId, RuleId)>,
) -> Option<Relation> {
    if a == b {
        return Some(Relation::StacksOn);
    }
    if seen.contains(&(a, b)) {
        return None;
    }
    seen.push((a, b));
    if let Some(relation) = said.between(a, b).first() {
        return Some(*relation);
    }
    let below = bases(model, a).into_iter().map(|base| (base, b));
    let mut pairs = below.chain(bases(model, b).into_iter().map(|base| (a, base))).collect::<Vec<_>>();
    pairs.dedup();
    let inherited = pairs.into_iter().filter_map(|(a, b)| stated(model, said, a, b, seen));
    match inherited.into_iter().find(|relation| *relation != Relation::Within)? {
        // What stands on the same rule adds up.
        Relation::StacksOn
            if !leads(model, Relation::StacksOn, a, b) && !leads(model, Relation::StacksOn, b, a) =>
        {
            Some(Relation::Combines)
        }
        relation => Some(relation),
    }
}

impl Pair {
    /// The two rules in the order in which a relation is said of them: the one that says so, itself or through what it stands on,
    /// and the one of which it is said. What holds both ways is in the order of declaration.
    pub fn in_words(&self, model: &Model) -> (RuleId, RuleId) {
        match self.how {
            Combination::Stated(relation)
                if !relation.is_mutual() && !leads(model, relation, self.first, self.second) =>
            {
                (self.second, self.first)
            }
            _ => (self.first, self.second),
        }
    }
}

/// Whether a rule says so of another one, itself or through what they stand on.
fn leads(model: &Model, relation: Relation, a: RuleId, b: RuleId) -> bool {
    fn found(model: &Model, how: Relation, a: RuleId, b: RuleId, seen: &mut Vec<(RuleId, RuleId)>) -> bool {
        if seen.contains(&(a, b)) {
            return false;
        }
        seen.push((a, b));
        model.says(a, how, b)
            || bases(model, a).into_iter().any(|base| found(model, how, base, b, seen))
            // On top of something isn't on top of what that stands beside.
            || how != Relation::StacksOn && bases(model, b).into_iter().any(|base| found(model, how, a, base, seen))
    }
    found(model, relation, a, b, &mut Vec::new())
}

/// Whether some record on some day meets the conditions of both; doubt counts as yes.
pub(crate) fn meet(model: &Model, a: RuleId, b: RuleId) -> bool {
    let (Some(first), Some(second)) = (model.rules.get(a.0), model.rules.get(b.0)) else { return false };
    let from = first.from.max(second.from);
    let to = match (first.to, second.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    if to.is_some_and(|to| to < from) {
        return false;
    }
    let conditions: Vec<Expr> = [a, b].into_iter().flat_map(|id| conditions(model, id, 0)).collect();
    parts(model, &conditions, (from, to)).iter().any(|segment| {
        let mut space = Space::new(model, &[], segment, 0);
        let mut formulas: Vec<Formula> =
            conditions.iter().map(|condition| space.formula(condition)).collect();
        formulas.extend([first, second].map(|rule| some_case(model, &mut space, rule)));
        space.search(&Formula::And(formulas)) != Answer::Never
    })
}

fn parts(model: &Model, conditions: &[Expr], (from, to): (NaiveDate, Option<NaiveDate>)) -> Vec<Segment> {
    segments(model, &[], &conditions.iter().collect::<Vec<_>>(), from, to)
}

/// The conditions of a rule and of what it stands on, without local names.
fn conditions(model: &Model, id: RuleId, depth: usize) -> Vec<Expr> {
    let Some(rule) = model.rules.get(id.0).filter(|_| depth < model.rules.len()) else { return Vec::new() };
    let own = rule.condition.iter().map(|condition| plain(model, rule, condition));
    // Where one of several rules that followed each other may be the base, nothing is known of it.
    let bases = rule
        .relations
        .iter()
        .filter(|(how, base)| *how == Relation::StacksOn && model.with_successors(*base).len() == 1);
    let below = bases.flat_map(|(_, base)| conditions(model, *base, depth + 1));
    own.chain(below).collect()
}

fn plain(model: &Model, rule: &Rule, expr: &Expr) -> Expr {
    View { model, lets: &rule.lets }.plain(expr, 0)
}

/// Whether one of the cases holds.
fn some_case(model: &Model, space: &mut Space<'_>, rule: &Rule) -> Formula {
    match &rule.body {
        Body::Cases { cases, otherwise: None } => {
            let guards = cases.iter().map(|case| space.formula(&plain(model, rule, &case.guard)));
            Formula::Or(guards.collect())
        }
        Body::One(_) | Body::Cases { otherwise: Some(_), .. } => Formula::Fixed(true),
    }
}
