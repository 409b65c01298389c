//! What is wrong with a schema or a batch as a whole.

use crate::input::Expected;
use crate::language::Language;
use crate::machine::DecideError;

/// Why a schema's columns don't fill a record's slots, or a batch isn't of its schema.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Language::English))]
#[non_exhaustive]
pub enum ArrowFault {
    /// A column of a type that its slot can't be read from.
    Type {
        /// The column: names from the outside in with dots between.
        column: String,
        /// What the slot expects.
        wanted: Box<Expected>,
        /// The Arrow types that are right for it.
        types: String,
        /// The column's type.
        found: String,
    },
    /// Two columns for one slot.
    Twice {
        /// The second one.
        column: String,
    },
    /// A batch that doesn't have the columns of the schema that the layout was made for.
    OtherSchema {
        /// The first column that differs.
        column: String,
    },
    /// Texts that aren't UTF-8.
    NoText {
        /// The column.
        column: String,
    },
    /// Lists with more than 2³¹ members, or texts of more than 2³¹ bytes, in one batch.
    TooLarge {
        /// The column.
        column: String,
    },
    /// An amount that has more digits than results have room for.
    Amount {
        /// The rule.
        rule: String,
        /// The row of the batch, from 0.
        row: usize,
    },
    /// Columns that can't be put together as a batch.
    Batch(DecideError),
}

impl ArrowFault {
    /// The fault in one sentence.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::Type { column, wanted, types, found } => {
                let wanted = wanted.words(language);
                language.pick(
                    format!("「{column}」列的类型是 {found}，此处应为{wanted}：{types}"),
                    format!("the column 「{column}」 has the type {found}, expected {wanted}: {types}"),
                )
            }
            Self::Twice { column } => language.pick(
                format!("「{column}」列有两列"),
                format!("there are two columns 「{column}」"),
            ),
            Self::OtherSchema { column } => language.pick(
                format!("这一批数据的「{column}」列与开头说明的不同"),
                format!("the column 「{column}」 of this batch isn't as the schema said"),
            ),
            Self::NoText { column } => language.pick(
                format!("「{column}」列不是 UTF-8 文字"),
                format!("the column 「{column}」 isn't text in UTF-8"),
            ),
            Self::TooLarge { column } => language.pick(
                format!("这一批数据的「{column}」列太大，请分成小一些的批"),
                format!("the column 「{column}」 of this batch is too large; make smaller batches"),
            ),
            Self::Amount { rule, row } => language.pick(
                format!("「{rule}」在第 {} 行的金额超过 16 位整数，这种格式放不下", row + 1),
                format!("the amount of 「{rule}」 in row {} has more than 16 digits, which this form has no room for", row + 1),
            ),
            Self::Batch(error) => error.message(language),
        }
    }
}
