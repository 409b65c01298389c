//! Descriptions of record types for those who enter or send records.

pub mod json;
pub mod notes;

use crate::lang::Language;
use crate::say;
use qingce_runtime::Program;
use qingce_runtime::program::{CellType, Slot, SlotType, UnitKind};

/// What a slot expects, for a person who fills in a form.
pub fn expected(program: &Program, slot: &Slot, language: Language) -> String {
    match &slot.ty {
        SlotType::Text => say!(language, "文字", "text"),
        SlotType::List(record) => {
            let name = program.record(*record).map_or("", |ty| ty.name.as_str());
            say!(language, "若干{name}", "any number of {name}")
        }
        SlotType::Cell(CellType::Truth) => say!(language, "是或否", "yes or no"),
        SlotType::Cell(CellType::Date) => say!(language, "日期，例如 2023-07-01", "a date, as 2023-07-01"),
        SlotType::Cell(CellType::Option(_)) => say!(language, "从选项中选一项", "one of the options"),
        SlotType::Cell(CellType::Options(_)) => {
            say!(
                language,
                "从选项中选一项或几项，用「、」隔开",
                "one or more of the options, with commas between"
            )
        }
        SlotType::Cell(CellType::Number { decimals, unit, kind }) => {
            let number = match (kind, unit.as_str()) {
                (UnitKind::Rate, _) => say!(language, "比例，例如 10%", "a rate, as 10%"),
                (_, "") => say!(language, "数", "a number"),
                (_, unit) => say!(language, "数，单位：{unit}", "a number, in {unit}"),
            };
            match (kind, decimals) {
                (UnitKind::Rate, _) => number,
                (_, 0) => say!(language, "{number}，不带小数", "{number}, without decimals"),
                (_, n) => say!(language, "{number}，最多 {n} 位小数", "{number}, at most {n} decimals"),
            }
        }
    }
}

/// The names of the options that a slot chooses from.
pub fn options<'p>(program: &'p Program, slot: &Slot) -> Vec<(&'p str, Option<&'p str>)> {
    let (SlotType::Cell(CellType::Option(list)) | SlotType::Cell(CellType::Options(list))) = &slot.ty else {
        return Vec::new();
    };
    let list = program.lists.get(list.index()).map(|list| list.options.as_slice()).unwrap_or_default();
    list.iter().map(|(name, gloss)| (name.as_str(), gloss.as_deref())).collect()
}
