//! A record's key, by which people find it.

use crate::message::{Language, spoken};
use qingce_runtime::program::{RecordId, SlotId};
use qingce_runtime::{Program, Record, Value, show_value};

/// Whether the keys of a record type are sensitive.
pub fn is_masked(program: &Program, record: RecordId) -> bool {
    let slot = program.record(record).and_then(|ty| ty.slots.get(ty.key?.index()));
    slot.is_some_and(|slot| slot.sensitive)
}

/// A record's key as shown to people: masked if sensitive.
pub fn shown_key(program: &Program, record: &Record, language: Language) -> Option<String> {
    let slot = program.record(record.ty)?.key?;
    show(program, record, slot, language, false)
}

/// A record's key as it is, for finding the record.
pub fn plain_key(program: &Program, record: &Record) -> Option<String> {
    let slot = program.record(record.ty)?.key?;
    show(program, record, slot, Language::Chinese, true)
}

fn show(
    program: &Program,
    record: &Record,
    slot: SlotId,
    language: Language,
    reveal: bool,
) -> Option<String> {
    let value = record.values.get(slot.index())?;
    if *value == Value::Missing {
        return None;
    }
    let slot = program.slot(record.ty, slot)?;
    Some(show_value(program, slot, value, spoken(language), reveal))
}
