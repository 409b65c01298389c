//! From the typed model to a program: one function per node of the model.
//!
//! What must hold: the model has no errors; names are ids of it; records, definitions and rules are acyclic.

use crate::input::PolicyText;
use crate::model::{self, Model};
use fault::{Fault, FaultKind};
use pools::{Pools, numbered};
use qingce_grammar::{Diagnostic, Place};
use qingce_runtime::Program;
use qingce_runtime::program::{
    Conventions, Effective, JointLimit, Once, RecordId, Relation, Rule, StandardId,
};
use sources::Sources;
use tables::Tables;

mod cited;
mod code;
mod expr;
mod fault;
pub(crate) mod layout;
mod list;
mod named;
mod number;
mod order;
mod pools;
mod rule;
mod sharing;
mod sources;
pub(crate) mod tables;
mod truth;
mod units;
mod value;

/// The program of a model without errors. Option lists, records, standards and scales keep the model's numbers; further scales
/// are those read at numbers with more decimals than their bounds have. Rules stand after those that they read.
///
/// # Errors
/// Diagnostics where the policy outgrows the program's format (registers, options, digits), or where a number would have to
/// be rounded to be carried on.
pub fn lower(model: &Model, text: &PolicyText) -> Result<Program, Vec<Diagnostic>> {
    let sources = Sources::new(text);
    let order = order::order(model);
    program(model, &sources, &order).map_err(|faults| faults.iter().map(Fault::diagnostic).collect())
}

fn program(model: &Model, sources: &Sources<'_>, order: &[model::RuleId]) -> Result<Program, Vec<Fault>> {
    let one = |fault: Fault| vec![fault];
    let policy = model.policy.as_ref().ok_or_else(|| one(FaultKind::Misplaced.at(Place::default())))?;
    let tables = Tables::new(model, sources, order).map_err(one)?;
    let files = sources.titles();
    numbered(files.len(), policy.place).map_err(one)?;
    let mut pools = Pools::new(tables.own_scales().map_err(one)?);
    let (mut rules, mut faults) = (Vec::new(), Vec::new());
    for id in order {
        let Some(written) = model.rules.get(id.0) else { continue };
        match rule(&tables, &mut pools, policy, *id, written) {
            Ok(rule) => rules.push(rule),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Program {
        name: policy.name.clone(),
        number: policy.number.clone(),
        english: policy.english,
        effective: tables::effective(policy.from, policy.to),
        conventions: Conventions {
            first_day_counts: policy.first_day_counts.unwrap_or(false),
            age_next_day: policy.age_next_day.unwrap_or(false),
        },
        lists: tables.lists().map_err(one)?,
        records: tables.records().map_err(one)?,
        standards: tables.standards().map_err(one)?,
        scales: tables.scales(&pools.scales).map_err(one)?,
        rules,
        constants: pools.constants,
        texts: pools.texts,
        files,
    })
}

fn rule(
    tables: &Tables<'_>,
    pools: &mut Pools,
    policy: &model::Policy,
    id: model::RuleId,
    written: &model::Rule,
) -> Result<Rule, Fault> {
    let model = tables.model;
    let body = rule::write(tables, pools, written)?;
    let clause = written.clause.and_then(|clause| model.clauses.get(clause.0));
    let departments = match (written.departments.is_empty(), clause) {
        (true, Some(clause)) => &clause.departments,
        _ => &written.departments,
    };
    let department = |id: &model::DepartmentId| model.departments.get(id.0).map(|one| one.name.clone());
    let readings = written.readings.iter().chain(clause.iter().flat_map(|clause| &clause.readings));
    let once = match &written.once {
        Some(model::Once::Subject(path)) => {
            Some(Once::Subject(tables.slot(written.subject, path, written.place)?))
        }
        Some(model::Once::Member(..)) => Some(Once::Member),
        None => None,
    };
    let (code, places) =
        body.code.code.into_iter().map(|(i, place)| (i, tables.sources.place(place))).unzip();
    Ok(Rule {
        name: written.name.clone(),
        subject: RecordId(numbered(written.subject.0, written.place)?),
        effective: within(
            tables::effective(written.from, written.to),
            tables::effective(policy.from, policy.to),
        ),
        clause: clause.map(|clause| (clause.title.clone(), clause.heading.clone())),
        cited: cited::cited(&written.cited),
        departments: departments.iter().filter_map(department).collect(),
        readings: readings.map(|reading| (reading.chosen.clone(), reading.rejected.clone())).collect(),
        cases: body.cases,
        relations: relations(tables, id, written)?,
        joint_limit: joint_limit(pools, written)?,
        once,
        registers: body.code.registers,
        selections: body.code.selections,
        code,
        places,
        reasoning: body.reasoning,
    })
}

/// A rule's period cut to the policy's; one that lies wholly outside of it (a rule that ended before an amendment begins) is
/// kept as it is, as no day lies in both.
fn within(rule: Effective, policy: Effective) -> Effective {
    let to = match (rule.to, policy.to) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let from = rule.from.max(policy.from);
    match to {
        Some(to) if to < from => rule,
        to => Effective { from, to },
    }
}

/// A rule's relations; 不得重复享受 and 并享未明 hold both ways, whichever rule says so.
fn relations(
    tables: &Tables<'_>,
    id: model::RuleId,
    written: &model::Rule,
) -> Result<Vec<(Relation, qingce_runtime::program::RuleId)>, Fault> {
    let mut relations = Vec::new();
    let mut enter = |relation: model::Relation, other: model::RuleId| {
        let Some(relation) = related(relation) else { return Ok(()) };
        let (other, _) = tables.rule(other, written.place)?;
        if !relations.contains(&(relation, other)) {
            relations.push((relation, other));
        }
        Ok(())
    };
    for (relation, other) in &written.relations {
        for other in tables.model.with_successors(*other) {
            enter(*relation, other)?;
        }
    }
    for (other, rule) in tables.model.rules.iter().enumerate() {
        for (relation, target) in &rule.relations {
            if relation.is_mutual() && tables.model.with_successors(*target).contains(&id) {
                enter(*relation, model::RuleId(other))?;
            }
        }
    }
    Ok(relations)
}

/// What the machine has to know of a relation; that both are given is what it does anyway.
fn related(relation: model::Relation) -> Option<Relation> {
    match relation {
        model::Relation::StacksOn => Some(Relation::StacksOn),
        model::Relation::Except => Some(Relation::Except),
        model::Relation::Excludes => Some(Relation::Excludes),
        model::Relation::Combines => None,
        model::Relation::OnlyHigher => Some(Relation::OnlyHigher),
        model::Relation::Within => Some(Relation::Within),
        model::Relation::Unstated => Some(Relation::Unstated),
    }
}

/// A joint ceiling: a number of yuan or a standard.
fn joint_limit(pools: &mut Pools, rule: &model::Rule) -> Result<Option<JointLimit>, Fault> {
    let Some(limit) = &rule.joint_ceiling else { return Ok(None) };
    match &limit.kind {
        model::ExprKind::Number(amount) => {
            let misplaced = || FaultKind::NotWhole.at(limit.place);
            let by = 2_u32.checked_sub(amount.decimals).and_then(|more| 10_i128.checked_pow(more));
            let fen = by.and_then(|by| amount.digits.checked_mul(by)).ok_or_else(misplaced)?;
            Ok(Some(JointLimit::Amount(pools.number(fen, limit.place)?)))
        }
        model::ExprKind::Standard(id) => {
            Ok(Some(JointLimit::Standard(StandardId(numbered(id.0, limit.place)?))))
        }
        _ => Err(FaultKind::Misplaced.at(limit.place)),
    }
}
