//! The parts of all time in which nothing that a guarantee hangs on changes with the day.

use crate::model::{Dated, Exact, Model, Rule, RuleId, ScaleId, StandardId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

use super::reach::Reach;

/// A part of time with what is in force on its days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Period {
    /// Its first day; `None`: since ever.
    pub from: Option<NaiveDate>,
    /// Its last day; `None`: for ever.
    pub to: Option<NaiveDate>,
    /// One number a standard, or one an option. A standard without a value isn't here.
    pub standards: BTreeMap<StandardId, Vec<Exact>>,
    /// Bounds and values.
    pub scales: BTreeMap<ScaleId, Vec<(Exact, Exact)>>,
    /// The rules in force.
    pub rules: BTreeSet<RuleId>,
}

/// All of them in order, from the first day of all to the last.
pub(super) fn periods(model: &Model, reach: &Reach) -> Vec<Period> {
    let mut starts: BTreeSet<NaiveDate> = BTreeSet::new();
    let mut cut = |from: NaiveDate, to: Option<NaiveDate>| {
        starts.insert(from);
        starts.extend(to.and_then(|to| to.succ_opt()));
    };
    for rule in reach.rules.iter().filter_map(|id| model.rules.get(id.0)) {
        let (from, to) = in_force(model, rule);
        cut(from, to);
    }
    for standard in reach.standards.iter().filter_map(|id| model.standards.get(id.0)) {
        standard.values.iter().for_each(|dated| cut(dated.from, dated.to));
    }
    for scale in reach.scales.iter().filter_map(|id| model.scales.get(id.0)) {
        scale.values.iter().for_each(|dated| cut(dated.from, dated.to));
    }
    let firsts: Vec<Option<NaiveDate>> = [None].into_iter().chain(starts.into_iter().map(Some)).collect();
    let lasts = firsts.iter().skip(1).map(|day| day.and_then(|day| day.pred_opt())).chain([None]);
    firsts.iter().zip(lasts).map(|(from, to)| period(model, reach, *from, to)).collect()
}

fn period(model: &Model, reach: &Reach, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Period {
    let values = |id: &StandardId| Some((*id, on(&model.standards.get(id.0)?.values, from)?));
    let brackets = |id: &ScaleId| Some((*id, on(&model.scales.get(id.0)?.values, from)?));
    let holds = |id: &RuleId| {
        let (first, last) = in_force(model, model.rules.get(id.0)?);
        let inside = from.is_some_and(|day| first <= day && last.is_none_or(|last| day <= last));
        inside.then_some(*id)
    };
    Period {
        from,
        to,
        standards: reach.standards.iter().filter_map(values).collect(),
        scales: reach.scales.iter().filter_map(brackets).collect(),
        rules: reach.rules.iter().filter_map(holds).collect(),
    }
}

/// A rule's days, within the policy's.
fn in_force(model: &Model, rule: &Rule) -> (NaiveDate, Option<NaiveDate>) {
    let Some(policy) = &model.policy else { return (rule.from, rule.to) };
    let to = match (rule.to, policy.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    (rule.from.max(policy.from), to)
}

fn on<V: Clone>(values: &[Dated<V>], day: Option<NaiveDate>) -> Option<V> {
    let day = day?;
    values.iter().find(|d| d.from <= day && d.to.is_none_or(|to| day <= to)).map(|d| d.value.clone())
}
