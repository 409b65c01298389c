//! One record with what was decided of it.

use crate::lang::Language;
use crate::lang::spoken;
use chrono::NaiveDate;
use qingce_runtime::program::{RecordId, Rule, SlotId};
use qingce_runtime::{Decision, Program, Record, Value, show_value};

/// One record with what was decided of it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The program.
    pub program: &'a Program,
    /// The record type's name.
    pub record: &'a str,
    /// Which one of its type it is in this run, from 1; the same whatever form the records come in.
    pub number: u64,
    /// Its key as shown: masked if sensitive; `None` if it has none.
    pub key: Option<String>,
    /// Whether the key is masked.
    pub masked: bool,
    /// The day that it was decided for.
    pub date: Option<NaiveDate>,
    /// The decisions, in the order of the program.
    pub decisions: &'a [Decision],
}

impl Entry<'_> {
    /// The rule of a decision.
    pub fn rule(&self, decision: &Decision) -> Option<&Rule> {
        self.program.rule(decision.id)
    }
}

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
