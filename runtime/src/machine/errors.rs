//! Why a record can't be decided at all.

use crate::language::Language;

/// Why a record can't be decided at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
#[non_exhaustive]
pub enum DecideError {
    /// The record type has no reference date of its own and none was given.
    NoReferenceDate {
        /// The record type.
        record: String,
    },
    /// The record's type isn't one of the program's.
    UnknownRecord,
    /// The record doesn't have the shape of its type: too few or too many values, or a value of another kind or range.
    Shape {
        /// The record type.
        record: String,
        /// The field, if it is one field's fault.
        field: Option<String>,
    },
    /// Columns have no room for the record: more than 2³¹ members of one list field, or bytes of one text field.
    TooMany,
    /// The texts or lists of one record take more than two gigabytes.
    TooLarge,
}

impl DecideError {
    /// The error in one sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NoReferenceDate { record } => language.pick(
                format!("档案「{record}」没有基准日字段，须另外给出基准日"),
                format!("record 「{record}」 has no reference date of its own, so one must be given"),
            ),
            Self::UnknownRecord => language
                .pick("这份档案不属于本政策的任何档案类型", "the record is of no type that the policy knows")
                .to_owned(),
            Self::TooMany => language
                .pick("一批档案过多，须分批办理", "too many records for one batch; decide them in several")
                .to_owned(),
            Self::TooLarge => language
                .pick("这份档案太大，装不进内存", "the record is too large to be held in memory")
                .to_owned(),
            Self::Shape { record, field: Some(field) } => language.pick(
                format!("档案「{record}」的字段「{field}」的值不符合字段类型"),
                format!("the value of field 「{field}」 of record 「{record}」 isn't of the field's type"),
            ),
            Self::Shape { record, field: None } => language.pick(
                format!("档案「{record}」的值与字段个数不符"),
                format!("record 「{record}」 doesn't have one value a field"),
            ),
        }
    }
}
