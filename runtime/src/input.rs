//! Reading values from text.

use crate::language::Language;
use crate::program::{Program, RecordId, Slot, SlotId, SlotType};
use crate::record::Value;

/// Why a text isn't a value of a slot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
pub struct ValueError {
    /// What was expected.
    pub expected: Expected,
    /// What was found, masked if the slot is sensitive.
    pub found: String,
}

/// What a slot expects.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expected {
    /// A text.
    Text,
    /// 是 or 否.
    Truth,
    /// A day of the calendar in the years 1 to 9999.
    Date,
    /// One of these options.
    Option {
        /// The list.
        list: String,
        /// Its options.
        options: Vec<String>,
        /// The option that was likely meant.
        nearest: Option<String>,
    },
    /// A number with at most so many decimals in this unit.
    Number {
        /// Decimal places, at most.
        decimals: u8,
        /// The unit.
        unit: String,
    },
    /// Members of a list, which can't be written in one cell.
    List,
}

impl ValueError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        language.pick("值无法读取", "the value can't be read").to_owned()
    }
}

/// Reads one textual cell as a value of this type. A blank is [`Value::Missing`].
///
/// # Errors
/// If the text isn't such a value. The error carries the text as it is; use [`read_slot`] for a slot that may be sensitive.
pub fn read_cell(_program: &Program, _ty: &SlotType, text: &str) -> Result<Value, ValueError> {
    Err(ValueError { expected: Expected::Text, found: text.to_owned() })
}

/// Reads one textual cell as a value of this slot, as [`read_cell`] does.
///
/// # Errors
/// If the text isn't such a value. What was found is masked if the slot is sensitive.
pub fn read_slot(program: &Program, slot: &Slot, text: &str) -> Result<Value, ValueError> {
    read_cell(program, &slot.ty, text)
}

/// A value that can't be read, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
pub struct InputError {
    /// Where: field names from the outside in, `带领人员[2].采摘开始`; empty for the record itself.
    pub path: String,
    /// What is wrong.
    pub fault: InputFault,
}

/// What is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InputFault {
    /// A value that isn't of its field's type.
    Value(ValueError),
    /// The record type has no such field.
    UnknownField {
        /// The field that was likely meant.
        nearest: Option<String>,
    },
    /// Another kind of data is expected: an object, a list of them.
    Shape {
        /// What is expected.
        expected: Shape,
    },
    /// A field that is given twice, as itself and within its record.
    Twice,
    /// The program has no such record type.
    UnknownRecord {
        /// The record type that was likely meant.
        nearest: Option<String>,
    },
}

/// Kinds of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Shape {
    Record,
    ListOfRecords,
    SingleValue,
}

impl InputError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        language.pick("值无法读取", "the value can't be read").to_owned()
    }
}

/// A slot by its id, for readers of tables.
pub fn slot_of(program: &Program, record: RecordId, slot: SlotId) -> Option<&Slot> {
    program.slot(record, slot)
}
