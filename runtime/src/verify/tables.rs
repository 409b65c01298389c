//! Checks of the tables: lists, records, standards, scales, and what surrounds the code of a rule.

use super::fault::Fault;
use super::types::{MAX_DATA_DECIMALS, MAX_OPTIONS, holds, in_order, period, well_formed};
use super::{Part, VerifyError};
use crate::program::{
    CellType, JointLimit, OptionList, Program, RecordType, Relation, Rule, RuleId, Scale, SlotType, Standard,
    UnitKind,
};
use std::collections::HashSet;
use std::hash::Hash;

/// The most entries of a table whose ids are 16 bits wide.
const MAX_TABLE: usize = 1 << 16;
/// How deep lists of records may nest in one another.
const MAX_LIST_DEPTH: usize = 8;

/// Checks everything but code and reasons.
pub(super) fn check(program: &Program) -> Result<(), VerifyError> {
    fn of<T>(
        items: &[T],
        part: impl Fn(&T) -> Part,
        check: impl Fn(&T) -> Result<(), Fault>,
    ) -> Result<(), VerifyError> {
        items.iter().try_for_each(|item| {
            check(item).map_err(|fault| VerifyError { part: part(item), instruction: None, fault })
        })
    }
    let whole = |fault| VerifyError { part: Part::Program, instruction: None, fault };
    sizes(program).and_then(|()| period(&program.effective)).map_err(whole)?;
    distinct(program.rules.iter().map(|rule| &rule.name)).map_err(whole)?;
    distinct(program.records.iter().map(|record| &record.name)).map_err(whole)?;
    of(&program.lists, |list| Part::List(list.name.clone()), options)?;
    of(&program.records, |record| Part::Record(record.name.clone()), |record| slots(program, record))?;
    acyclic(program).map_err(whole)?;
    of(&program.standards, |standard| Part::Standard(standard.name.clone()), |one| standard(program, one))?;
    of(&program.scales, |scale| Part::Scale(scale.name.clone()), |one| scale(program, one))
}

fn sizes(program: &Program) -> Result<(), Fault> {
    let sizes = [
        program.lists.len(),
        program.records.len(),
        program.standards.len(),
        program.scales.len(),
        program.rules.len(),
        program.constants.len(),
        program.texts.len(),
        program.files.len(),
    ];
    if sizes.iter().all(|size| *size <= MAX_TABLE) { Ok(()) } else { Err(Fault::TooLarge) }
}

fn distinct<T: Hash + Eq>(names: impl Iterator<Item = T>) -> Result<(), Fault> {
    let mut seen = HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(Fault::DuplicateName);
        }
    }
    Ok(())
}

fn options(list: &OptionList) -> Result<(), Fault> {
    if list.options.len() > MAX_OPTIONS {
        return Err(Fault::TooLarge);
    }
    distinct(list.options.iter().map(|(name, _)| name))
}

fn slots(program: &Program, record: &RecordType) -> Result<(), Fault> {
    if record.slots.len() > MAX_TABLE {
        return Err(Fault::TooLarge);
    }
    distinct(record.slots.iter().map(|slot| &slot.path))?;
    for slot in &record.slots {
        if slot.path.is_empty() {
            return Err(Fault::NoName);
        }
        match &slot.ty {
            SlotType::Text => {}
            SlotType::Cell(ty) => well_formed(program, ty, MAX_DATA_DECIMALS)?,
            SlotType::List(member) => {
                program.records.get(member.index()).ok_or(Fault::UnknownId)?;
            }
        }
    }
    if let Some(key) = record.key {
        let slot = record.slots.get(key.index()).ok_or(Fault::UnknownId)?;
        if matches!(slot.ty, SlotType::List(_)) {
            return Err(Fault::KeyType);
        }
    }
    if let Some(date) = record.reference_date {
        let slot = record.slots.get(date.index()).ok_or(Fault::UnknownId)?;
        if slot.ty != SlotType::Cell(CellType::Date) {
            return Err(Fault::KeyType);
        }
    }
    Ok(())
}

/// Lists must not lead back to the record that holds them, nor nest too deeply: readers of records go down them.
fn acyclic(program: &Program) -> Result<(), Fault> {
    // Round by round, the types whose lists hold only types that are done. What is left after the last round has a cycle.
    let mut done = vec![false; program.records.len()];
    for _ in 0..MAX_LIST_DEPTH {
        let ready = |record: &RecordType| {
            record.slots.iter().all(|slot| match slot.ty {
                SlotType::List(member) => done.get(member.index()).copied().unwrap_or(false),
                SlotType::Text | SlotType::Cell(_) => true,
            })
        };
        let next: Vec<bool> = program.records.iter().map(ready).collect();
        if next.iter().all(|ready| *ready) {
            return Ok(());
        }
        done = next;
    }
    Err(Fault::Cycle)
}

fn standard(program: &Program, standard: &Standard) -> Result<(), Fault> {
    well_formed(program, &standard.ty, MAX_DATA_DECIMALS)?;
    let count = match standard.by {
        None => 1,
        Some(list) => program.lists.get(list.index()).ok_or(Fault::UnknownId)?.options.len(),
    };
    in_order(standard.values.iter().map(|value| &value.effective))?;
    for value in &standard.values {
        if value.cells.len() != count {
            return Err(Fault::Count);
        }
        value.cells.iter().try_for_each(|cell| holds(program, &standard.ty, *cell))?;
    }
    Ok(())
}

fn scale(program: &Program, scale: &Scale) -> Result<(), Fault> {
    let (CellType::Number { decimals: from, .. }, CellType::Number { decimals: to, .. }) =
        (&scale.from, &scale.to)
    else {
        return Err(Fault::Type);
    };
    well_formed(program, &scale.from, MAX_DATA_DECIMALS)?;
    well_formed(program, &scale.to, MAX_DATA_DECIMALS)?;
    let decimals =
        if scale.marginal { from.checked_add(scale.rate_decimals) } else { Some(scale.rate_decimals) };
    if decimals != Some(*to) {
        return Err(Fault::Decimals);
    }
    in_order(scale.tables.iter().map(|table| &table.effective))?;
    for table in &scale.tables {
        if table.brackets.is_empty() {
            return Err(Fault::Count);
        }
        let bounds = table.brackets.iter().map(|(bound, _)| bound);
        if bounds.clone().zip(bounds.skip(1)).any(|(low, high)| low >= high) {
            return Err(Fault::Order);
        }
    }
    Ok(())
}

/// Checks what surrounds the code of the rule with this number.
pub(super) fn surroundings(program: &Program, number: usize, rule: &Rule) -> Result<(), Fault> {
    period(&rule.effective)?;
    program.records.get(rule.subject.index()).ok_or(Fault::UnknownId)?;
    for (relation, other) in &rule.relations {
        let related = program.rules.get(other.index()).ok_or(Fault::UnknownId)?;
        let allowed = match relation {
            // What of a group only the greatest amount is given is settled before others ask.
            Relation::StacksOn | Relation::Except | Relation::Within => {
                let mut rivals = related.relations.iter().filter(|(how, _)| *how == Relation::OnlyHigher);
                other.index() < number && rivals.all(|(_, rival)| rival.index() < number)
            }
            Relation::Excludes | Relation::Unstated => other.index() != number,
            Relation::OnlyHigher => {
                let back = (Relation::OnlyHigher, RuleId(u16::try_from(number).unwrap_or(u16::MAX)));
                other.index() != number && related.relations.contains(&back)
            }
        };
        if !allowed || related.subject != rule.subject {
            return Err(Fault::Relation);
        }
    }
    rule.joint_limit.map_or(Ok(()), |limit| joint_limit(program, limit))
}

/// A joint ceiling is a known amount of money.
fn joint_limit(program: &Program, limit: JointLimit) -> Result<(), Fault> {
    match limit {
        JointLimit::Amount(constant) => {
            program.constants.get(constant.index()).map(|_| ()).ok_or(Fault::UnknownId)
        }
        JointLimit::Standard(standard) => {
            let standard = program.standards.get(standard.index()).ok_or(Fault::UnknownId)?;
            let money = matches!(&standard.ty, CellType::Number { kind: UnitKind::Money, .. });
            if money && standard.by.is_none() { Ok(()) } else { Err(Fault::Type) }
        }
    }
}
