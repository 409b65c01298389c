//! A record's key, by which people find it.

use crate::message::{Language, spoken};
use qingce_runtime::program::{RecordId, SlotId};
use qingce_runtime::{Program, Record, Value, show_value};

/// Whether the keys of a record type are sensitive.
pub fn is_masked(program: &Program, record: RecordId) -> bool {
    let slot = program.record(record).and_then(|ty| ty.slots.get(ty.key?.index()));
    slot.is_some_and(|slot| slot.sensitive)
}

/// The slot that holds the key of a record type.
pub fn key_slot(program: &Program, record: RecordId) -> Option<SlotId> {
    program.record(record)?.key
}

/// A key as shown to people: masked if sensitive; `None` if it is missing.
pub fn shown(program: &Program, record: RecordId, key: &Value, language: Language) -> Option<String> {
    show(program, record, key, language, false)
}

/// A record's key as shown to people: masked if sensitive.
pub fn shown_key(program: &Program, record: &Record, language: Language) -> Option<String> {
    shown(program, record.ty, key_of(program, record)?, language)
}

/// A record's key as it is, for finding the record.
pub fn plain_key(program: &Program, record: &Record) -> Option<String> {
    show(program, record.ty, key_of(program, record)?, Language::Chinese, true)
}

fn key_of<'r>(program: &Program, record: &'r Record) -> Option<&'r Value> {
    record.values.get(key_slot(program, record.ty)?.index())
}

fn show(
    program: &Program,
    record: RecordId,
    key: &Value,
    language: Language,
    reveal: bool,
) -> Option<String> {
    if *key == Value::Missing {
        return None;
    }
    let slot = program.slot(record, key_slot(program, record)?)?;
    Some(show_value(program, slot, key, spoken(language), reveal))
}
