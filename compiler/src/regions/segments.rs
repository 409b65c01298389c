//! The parts of a rule's period in which no standard that it uses changes.

use crate::model::{Body, Dated, Exact, Expr, ExprKind, Let, Model, Standard, StandardId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

use super::term::body_parts;

/// A period with the standards' values in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Segment {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; `None`: it stays open.
    pub to: Option<NaiveDate>,
    /// One number a standard, or one an option.
    pub values: BTreeMap<StandardId, Vec<Exact>>,
}

/// The segments of a period for these conditions. Days on which a standard has no value are left out: nothing is decided
/// on them. A standard that never has one (it is delegated) cuts nothing.
pub(crate) fn segments(
    model: &Model,
    lets: &[Let],
    conditions: &[&Expr],
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Vec<Segment> {
    let mut used = Used { model, lets, standards: BTreeSet::new(), seen: BTreeSet::new() };
    for condition in conditions {
        used.collect(condition);
    }
    let standards: Vec<(StandardId, &Standard)> = used
        .standards
        .iter()
        .filter_map(|id| Some((*id, model.standards.get(id.0)?)))
        .filter(|(_, standard)| !standard.values.is_empty())
        .collect();
    let dated = || standards.iter().flat_map(|(_, standard)| &standard.values);
    let ends = dated().filter_map(|d| d.to?.succ_opt());
    let starts: BTreeSet<NaiveDate> = dated().map(|d| d.from).chain(ends).filter(|day| *day > from).collect();
    let starts: Vec<NaiveDate> =
        [from].into_iter().chain(starts).filter(|day| to.is_none_or(|to| *day <= to)).collect();
    let lasts = starts.iter().skip(1).map(|day| day.pred_opt()).chain([to]);
    starts
        .iter()
        .zip(lasts)
        .filter_map(|(from, to)| {
            let values = standards.iter().map(|(id, s)| Some((*id, value_on(&s.values, *from)?)));
            Some(Segment { from: *from, to, values: values.collect::<Option<_>>()? })
        })
        .collect()
}

fn value_on(values: &[Dated<Vec<Exact>>], day: NaiveDate) -> Option<Vec<Exact>> {
    let held = values.iter().rev().find(|d| d.from <= day && d.to.is_none_or(|to| day <= to));
    held.map(|d| d.value.clone())
}

struct Used<'a> {
    model: &'a Model,
    lets: &'a [Let],
    standards: BTreeSet<StandardId>,
    /// Names that were followed: local ones, then definitions.
    seen: BTreeSet<(bool, usize)>,
}

impl<'a> Used<'a> {
    fn collect(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Standard(id) | ExprKind::StandardBy(id, _) => {
                self.standards.insert(*id);
            }
            ExprKind::Let(id) if self.seen.insert((false, id.0)) => {
                if let Some(named) = self.lets.get(id.0) {
                    self.collect(&named.value);
                }
            }
            ExprKind::Definition(id) if self.seen.insert((true, id.0)) => {
                let body: Option<&'a Body<Expr>> = self.model.definitions.get(id.0).map(|d| &d.body);
                for part in body.map(body_parts).unwrap_or_default() {
                    self.collect(part);
                }
            }
            _ => {}
        }
        for (child, _) in expr.children() {
            self.collect(child);
        }
    }
}
