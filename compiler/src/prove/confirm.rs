//! Deciding a record, to see whether a guarantee really doesn't hold of it.

use crate::input::PolicyText;
use crate::lower::lower;
use crate::model::{
    Body, Data, Effect, Exact, Expr, ExprKind, Guarantee, Modality, Model, Property, Rule, RuleId, Type,
};
use crate::scenario::record_of;
use chrono::NaiveDate;
use qingce_runtime::{Decision, Effect as Decided, Machine, MemoryLedger, Outcome, Verified};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

use super::example::Example;

/// What was decided of a record's rules.
#[derive(Debug, Clone)]
struct Decisions {
    /// Rules that apply, with what each grants or allows at most.
    applying: BTreeMap<RuleId, Decimal>,
    /// Pairs of which only one can be had.
    rivals: Vec<(RuleId, RuleId)>,
}

/// Whether the example breaks the guarantee.
pub(super) fn breaks(
    model: &Model,
    text: &PolicyText,
    guarantee: &Guarantee,
    example: &Example,
) -> Option<bool> {
    let Example { record, again, reference_date } = example;
    let condition = guarantee.condition.as_ref();
    match guarantee.property.as_ref()? {
        Property::Always(always) => {
            let decided = decide(model, text, guarantee, record, *reference_date, &mut MemoryLedger::new())?;
            for had in choices(&decided) {
                let broken = truth(ExprKind::Not(Box::new(always.clone())));
                let asked = condition
                    .map_or(broken.clone(), |c| truth(ExprKind::And(Box::new(c.clone()), Box::new(broken))));
                let asked = settled(&asked, &had, &decided);
                let rule = Rule {
                    condition: Some(asked),
                    ..probe(guarantee, Effect::Said(Modality::Support, String::new()))
                };
                if matches!(asked_of(model, text, rule, record, *reference_date)?, Outcome::Applies { .. }) {
                    return Some(true);
                }
            }
            Some(false)
        }
        Property::Rising { amount, .. } => {
            let worth = |record: &Data| {
                let decided =
                    decide(model, text, guarantee, record, *reference_date, &mut MemoryLedger::new())?;
                let had = choices(&decided).into_iter().next()?;
                let amount = settled(amount, &had, &decided);
                let rule = Rule {
                    condition: condition.map(|condition| settled(condition, &had, &decided)),
                    ..probe(guarantee, Effect::Ceiling(amount, None))
                };
                match asked_of(model, text, rule, record, *reference_date)? {
                    Outcome::Applies { effect: Decided::Ceiling { at_most, .. }, .. } => Some(at_most),
                    _ => None,
                }
            };
            Some(worth(again)? < worth(record)?)
        }
        Property::Once { rule, .. } => {
            let mut ledger = MemoryLedger::new();
            for _ in 0..2 {
                let decided = decide(model, text, guarantee, record, *reference_date, &mut ledger)?;
                if !decided.applying.contains_key(rule) {
                    return Some(false);
                }
            }
            Some(true)
        }
    }
}

/// What is decided of a record; `None` where it can't be.
fn decide(
    model: &Model,
    text: &PolicyText,
    guarantee: &Guarantee,
    record: &Data,
    date: NaiveDate,
    ledger: &mut MemoryLedger,
) -> Option<Decisions> {
    let decisions = run(model, text, guarantee, record, date, ledger)?;
    let named = |name: &str| model.rules.iter().position(|rule| rule.name == name).map(RuleId);
    let mut decided = Decisions { applying: BTreeMap::new(), rivals: Vec::new() };
    for decision in &decisions {
        let Outcome::Applies { effect, .. } = &decision.outcome else { continue };
        let id = named(&decision.rule)?;
        let amount = match effect {
            Decided::Grant { amount, .. } => *amount,
            Decided::Ceiling { at_most, .. } => *at_most,
            _ => Decimal::ZERO,
        };
        decided.applying.insert(id, amount);
        for rival in &decision.choose_one_of {
            decided.rivals.push((id, named(rival)?));
        }
    }
    Some(decided)
}

fn run(
    model: &Model,
    text: &PolicyText,
    guarantee: &Guarantee,
    record: &Data,
    date: NaiveDate,
    ledger: &mut MemoryLedger,
) -> Option<Vec<Decision>> {
    let program = Verified::new(lower(model, text).ok()?).ok()?;
    let record = record_of(model, guarantee.subject, record);
    Machine::new(&program).decide(&record, Some(date), ledger).ok()
}

/// The sets of rules that can be had together: everything that applies, but of rivals only one.
fn choices(decided: &Decisions) -> Vec<BTreeSet<RuleId>> {
    let mut sets: Vec<BTreeSet<RuleId>> = vec![BTreeSet::new()];
    for id in decided.applying.keys() {
        let rival = |set: &BTreeSet<RuleId>| {
            decided.rivals.iter().any(|(a, b)| (a == id && set.contains(b)) || (b == id && set.contains(a)))
        };
        let mut next = Vec::new();
        for set in sets {
            let with: BTreeSet<RuleId> = set.iter().copied().chain([*id]).collect();
            if rival(&set) {
                // Rather this one: without those that it excludes.
                let excluded = |other: &RuleId| {
                    decided.rivals.contains(&(*id, *other)) || decided.rivals.contains(&(*other, *id))
                };
                next.push(with.into_iter().filter(|other| !excluded(other)).collect());
                next.push(set);
            } else {
                next.push(with);
            }
        }
        sets = next;
    }
    sets
}

/// An expression with what was decided in place of the rules' outcomes.
fn settled(expr: &Expr, had: &BTreeSet<RuleId>, decided: &Decisions) -> Expr {
    let mut out = expr.clone();
    replace(&mut out, had, decided);
    out
}

fn replace(expr: &mut Expr, had: &BTreeSet<RuleId>, decided: &Decisions) {
    if let ExprKind::Outcome(rule) = &expr.kind {
        let has = had.contains(rule);
        expr.kind = match expr.ty {
            Type::Truth => ExprKind::Truth(has),
            _ => {
                let amount = decided.applying.get(rule).copied().filter(|_| has).unwrap_or_default();
                ExprKind::Number(Exact { digits: amount.mantissa(), decimals: amount.scale() })
            }
        };
        return;
    }
    for (child, _) in expr.children_mut() {
        replace(child, had, decided);
    }
}

fn truth(kind: ExprKind) -> Expr {
    Expr { kind, ty: Type::Truth, place: qingce_grammar::Place::default() }
}

/// A rule of the guarantee's subject by which the machine answers a question.
fn probe(guarantee: &Guarantee, effect: Effect) -> Rule {
    Rule {
        name: format!("保证 {}", guarantee.name),
        subject: guarantee.subject,
        clause: None,
        from: NaiveDate::MIN,
        to: None,
        lets: Vec::new(),
        condition: None,
        body: Body::One(effect),
        relations: Vec::new(),
        joint_ceiling: None,
        replaces: None,
        once: None,
        cited: Vec::new(),
        departments: Vec::new(),
        readings: Vec::new(),
        layer: guarantee.layer,
        place: guarantee.place,
    }
}

/// Whether a condition (without local names) holds of a record, as the machine says.
pub(super) fn holds(
    model: &Model,
    text: &PolicyText,
    guarantee: &Guarantee,
    condition: &Expr,
    record: &Data,
    date: NaiveDate,
) -> bool {
    let effect = Effect::Said(Modality::Support, String::new());
    let rule = Rule { condition: Some(condition.clone()), ..probe(guarantee, effect) };
    matches!(asked_of(model, text, rule, record, date), Some(Outcome::Applies { .. }))
}

/// What the machine answers, on a day on which the policy need not be in force.
fn asked_of(model: &Model, text: &PolicyText, rule: Rule, record: &Data, date: NaiveDate) -> Option<Outcome> {
    let mut model = model.clone();
    let (name, subject) = (rule.name.clone(), rule.subject);
    model.rules.retain(|other| other.subject != subject);
    model.rules.iter_mut().for_each(|other| other.relations.clear());
    model.rules.push(Rule { from: date, ..rule });
    model.endings.clear();
    if let Some(policy) = &mut model.policy {
        policy.from = policy.from.min(date);
        policy.to = policy.to.map(|to| to.max(date));
    }
    let program = Verified::new(lower(&model, text).ok()?).ok()?;
    let record = record_of(&model, subject, record);
    let decisions = Machine::new(&program).decide(&record, Some(date), &mut MemoryLedger::new()).ok()?;
    decisions.into_iter().find(|decision| decision.rule == name).map(|decision| decision.outcome)
}
