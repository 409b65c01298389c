//! The tables that records of one type are entered in: its own, and one for each list.

use crate::fault::{Fault, Outcome};
use crate::message;
use crate::read::names::{self, TableName};
use qingce_runtime::program::{RecordId, Slot, SlotId, SlotType};
use qingce_runtime::{Program, Record, Value};

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Its name and the record type of its rows.
    pub table: TableName,
    /// The keys of the records that a row belongs to, from the outside in: its first columns.
    pub above: Vec<(RecordId, SlotId)>,
    /// The other columns: all slots but lists.
    pub slots: Vec<SlotId>,
}

impl Form {
    /// The titles of its columns, in the policy's language.
    pub fn titles(&self, program: &Program) -> Vec<String> {
        self.columns(program).iter().map(|slot| slot.title(program.english)).collect()
    }

    /// The slots that its columns hold.
    pub fn columns<'p>(&self, program: &'p Program) -> Vec<&'p Slot> {
        let own = self.slots.iter().map(|slot| (self.table.record, *slot));
        self.above
            .iter()
            .copied()
            .chain(own)
            .filter_map(|(record, slot)| program.slot(record, slot))
            .collect()
    }
}

/// The tables of a record type, its own first.
///
/// # Errors
/// A record type with a list but without a key: the members could not be told apart by their record.
pub fn forms(program: &Program, root: RecordId) -> Outcome<Vec<Form>> {
    names::of(program, root).into_iter().map(|table| form(program, table)).collect()
}

fn form(program: &Program, table: TableName) -> Outcome<Form> {
    let mut above = Vec::new();
    let mut record = table.root;
    for slot in &table.path {
        let Some(ty) = program.record(record) else { break };
        let Some(key) = ty.key else {
            let (name, list) = (&ty.name, &table.name);
            return Err(Fault::new(message!(
                "档案「{name}」没有主键，「{list}」的各行找不到自己的档案；请用 JSON，或者给它一个主键",
                "the record type 「{name}」 has no key by which the rows of 「{list}」 could find their record; use JSON, or give it a key"
            )));
        };
        above.push((record, key));
        match ty.slots.get(slot.index()).map(|slot| &slot.ty) {
            Some(SlotType::List(member)) => record = *member,
            _ => break,
        }
    }
    let slots = program.record(table.record).map(|ty| ty.slots.as_slice()).unwrap_or_default();
    let slots = (0..=u16::MAX).map(SlotId).zip(slots);
    let slots = slots.filter(|(_, slot)| !matches!(slot.ty, SlotType::List(_))).map(|(id, _)| id).collect();
    Ok(Form { table, above, slots })
}

/// A row: the keys above it, and the record itself.
pub type Row<'r> = (Vec<&'r Value>, &'r Record);

/// The rows that a record of the root's type has in a form.
pub fn rows<'r>(program: &Program, form: &Form, record: &'r Record) -> Vec<Row<'r>> {
    let mut rows: Vec<Row<'r>> = vec![(Vec::new(), record)];
    for slot in &form.table.path {
        let mut members = Vec::new();
        for (above, record) in rows {
            let key = program.record(record.ty).and_then(|ty| ty.key);
            let key = key.and_then(|key| record.values.get(key.index())).unwrap_or(&Value::Missing);
            if let Some(Value::List(list)) = record.values.get(slot.index()) {
                let keys: Vec<&Value> = above.iter().copied().chain([key]).collect();
                members.extend(list.iter().map(|member| (keys.clone(), member)));
            }
        }
        rows = members;
    }
    rows
}
