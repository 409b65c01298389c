//! Scenarios at the boundaries of a standard: just under it, at it and just over it; and the days around those on which it changes.
//!
//! The records come from the search behind proofs: one to which a rule applies that uses the standard, with what is compared with
//! the standard at the boundary.

use crate::input::PolicyText;
use crate::lower::lower;
use crate::model::{Data, Datum, Exact, Expr, ExprKind, FieldId, Model, RuleId, StandardId, Type};
use crate::prove::{Wanted, find};
use crate::regions::View;
use crate::scenario::{Draft, draft_text, expectation_text, record_of};
use chrono::{Datelike, NaiveDate};
use qingce_grammar::{FileId, Place, tree::Comparison};
use qingce_runtime::{Machine, MemoryLedger, Outcome, Verified};
use std::collections::BTreeMap;

/// One scenario to be looked at by a drafter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The rule that it is about.
    pub rule: String,
    /// The scenario's name.
    pub name: String,
    /// Its text, with what the rule decides now as its expectation, marked 待确认.
    pub text: String,
}

/// A record at a boundary.
struct Edge {
    rule: RuleId,
    what: String,
    record: Data,
    date: NaiveDate,
}

/// The scenarios for a standard, by rule.
pub fn suggestions(model: &Model, text: &PolicyText, standard: StandardId) -> Vec<Suggestion> {
    let Some(program) = lower(model, text).ok().and_then(|program| Verified::new(program).ok()) else {
        return Vec::new();
    };
    let mut out: Vec<Suggestion> = Vec::new();
    for edge in edges(model, text, standard) {
        let Some(rule) = model.rules.get(edge.rule.0) else { continue };
        let record = record_of(model, rule.subject, &edge.record);
        let decided = Machine::new(&program).decide(&record, Some(edge.date), &mut MemoryLedger::new());
        let decision = decided.ok().and_then(|all| all.into_iter().find(|one| one.rule == rule.name));
        let decision = decision.filter(|one| !matches!(one.outcome, Outcome::Failed { .. }));
        let Some(line) = decision.and_then(|decision| expectation_text(model, &decision)) else { continue };
        let name = format!("{}_{}", rule.name, edge.what);
        let draft = Draft {
            name: &name,
            subject: rule.subject,
            record: &edge.record,
            reference_date: Some(edge.date),
            lines: &[line],
        };
        let text = draft_text(model, &draft);
        if !out.iter().any(|known| known.text == text) {
            out.push(Suggestion { rule: rule.name.clone(), name, text });
        }
    }
    out
}

/// The file where scenarios about a rule belong: of the policy's own files the one with most expectations of that rule, else the one
/// with most of rules of its clause; `None`: there is none yet.
pub fn home(model: &Model, rule: RuleId) -> Option<FileId> {
    let clause = model.rules.get(rule.0)?.clause;
    let mut counts: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for scenario in model.scenarios.iter().filter(|scenario| scenario.layer == model.outermost()) {
        let (own, near) = counts.entry(scenario.place.file).or_default();
        for expected in &scenario.expected {
            let of = model.rules.get(expected.rule.0).and_then(|rule| rule.clause);
            *own += usize::from(expected.rule == rule);
            *near += usize::from(of == clause);
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (most.1 > (0, 0)).then_some(most.0)
}

fn edges(model: &Model, text: &PolicyText, standard: StandardId) -> Vec<Edge> {
    let mut out = Vec::new();
    let Some(values) = model.standards.get(standard.0).map(|one| &one.values) else { return out };
    for (id, rule) in model.rules.iter().enumerate() {
        let rule_id = RuleId(id);
        let view = View { model, lets: &rule.lets };
        let mut comparisons = Vec::new();
        let mut used = false;
        for expr in rule.expressions() {
            let plain = view.plain(expr, 0);
            used |= reads(model, &plain, standard);
            collect(&plain, standard, &mut comparisons);
        }
        if !used {
            continue;
        }
        for dated in values {
            out.extend(around(model, text, rule_id, dated.from));
            let next = dated.to.and_then(|to| to.succ_opt());
            if let Some(day) = next.filter(|day| !values.iter().any(|other| other.from == *day)) {
                out.extend(around(model, text, rule_id, day));
            }
            for comparison in &comparisons {
                out.extend(beside(model, text, rule_id, comparison, dated.from.max(rule.from)));
            }
        }
    }
    out
}

/// The day before, the day itself and the day after a change.
fn around(model: &Model, text: &PolicyText, rule: RuleId, day: NaiveDate) -> Vec<Edge> {
    let days = [day.pred_opt(), Some(day), day.succ_opt()].into_iter().flatten();
    let on =
        |date: NaiveDate| find(model, text, &Wanted { rule, without: None, also: None, date, longer: 0 });
    let days: Vec<(NaiveDate, Option<Data>)> = days.map(|date| (date, on(date))).collect();
    let any = days.iter().find_map(|(_, record)| record.clone());
    let edge = |(date, record): (NaiveDate, Option<Data>)| {
        let record = record.or_else(|| any.clone().map(|record| dated(model, rule, record, date)))?;
        Some(Edge { rule, what: stamp(date), record, date })
    };
    days.into_iter().filter_map(edge).collect()
}

/// A record with another reference date.
fn dated(model: &Model, rule: RuleId, mut record: Data, date: NaiveDate) -> Data {
    let subject = model.rules.get(rule.0).and_then(|rule| model.records.get(rule.subject.0));
    let own = subject.and_then(|record| record.fields.iter().position(|field| field.reference_date));
    if let Some(own) = own {
        record.values.insert(FieldId(own), Datum::Date(date));
    }
    record
}

/// Just under, at and just over what a comparison asks.
fn beside(model: &Model, text: &PolicyText, rule: RuleId, comparison: &Expr, date: NaiveDate) -> Vec<Edge> {
    let without = Some(comparison);
    let edge = |what: &str, also: Expr, longer: i64| {
        let record = find(model, text, &Wanted { rule, without, also: Some(&also), date, longer })?;
        Some(Edge { rule, what: format!("{}_{what}", stamp(date)), record, date })
    };
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    let word = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let steps =
        [(word("略低于", "just-under"), -1), (word("恰好", "at"), 0), (word("略高于", "just-over"), 1)];
    match &comparison.kind {
        ExprKind::CompareRange { from, to, period, unit, .. } => {
            let kind = ExprKind::CompareRange {
                from: from.clone(),
                to: to.clone(),
                how: Comparison::Equal,
                period: period.clone(),
                unit: *unit,
            };
            let also = Expr { kind, ..comparison.clone() };
            let names = [
                (word("差一天", "a-day-less"), -1),
                (word("恰满", "to-the-day"), 0),
                (word("多一天", "a-day-more"), 1),
            ];
            names.into_iter().filter_map(|(what, longer)| edge(what, also.clone(), longer)).collect()
        }
        ExprKind::Compare(a, _, b) => {
            let (Type::Number(left), Type::Number(right)) = (&a.ty, &b.ty) else { return Vec::new() };
            let Some(decimals) = left.decimals.max(right.decimals) else { return Vec::new() };
            let at = |by: i128| {
                let step = Expr {
                    kind: ExprKind::Number(Exact { digits: by, decimals }),
                    ty: a.ty.clone(),
                    place: Place::default(),
                };
                let bound =
                    Expr { kind: ExprKind::Add(b.clone(), Box::new(step)), ty: b.ty.clone(), place: b.place };
                Expr {
                    kind: ExprKind::Compare(a.clone(), Comparison::Equal, Box::new(bound)),
                    ..comparison.clone()
                }
            };
            steps.into_iter().filter_map(|(what, by)| edge(what, at(by), 0)).collect()
        }
        _ => Vec::new(),
    }
}

/// Comparisons of the subject's own values with the standard.
fn collect(expr: &Expr, standard: StandardId, out: &mut Vec<Expr>) {
    let own = match &expr.kind {
        ExprKind::Compare(a, _, b) => names(a, standard) || names(b, standard),
        ExprKind::CompareRange { period, .. } => names(period, standard),
        _ => false,
    };
    if own && !out.contains(expr) {
        out.push(expr.clone());
    }
    for (child, deeper) in expr.children() {
        if !deeper {
            collect(child, standard, out);
        }
    }
}

fn names(expr: &Expr, standard: StandardId) -> bool {
    let own = matches!(&expr.kind, ExprKind::Standard(id) | ExprKind::StandardBy(id, _) if *id == standard);
    own || expr.children().into_iter().any(|(child, _)| names(child, standard))
}

/// Whether a plain expression reads the standard, by way of definitions too.
fn reads(model: &Model, expr: &Expr, standard: StandardId) -> bool {
    let defined = match &expr.kind {
        ExprKind::Definition(id) => {
            let parts = model.definitions.get(id.0).map(|one| one.body.expressions()).unwrap_or_default();
            parts.into_iter().any(|part| reads(model, part, standard))
        }
        _ => false,
    };
    defined
        || matches!(&expr.kind, ExprKind::Standard(id) | ExprKind::StandardBy(id, _) if *id == standard)
        || expr.children().into_iter().any(|(child, _)| reads(model, child, standard))
}

/// A day as part of a name.
fn stamp(date: NaiveDate) -> String {
    format!("{}{:02}{:02}", date.year(), date.month(), date.day())
}
