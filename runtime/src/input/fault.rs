//! What is wrong with a record's data, and where.

use super::ValueError;
use crate::language::Language;

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
    Value(Box<ValueError>),
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
    /// A member of another record type than the list's.
    Member,
    /// The program has no such record type.
    UnknownRecord {
        /// The record type that was likely meant.
        nearest: Option<String>,
    },
    /// A value that doesn't serialise, in its own words.
    Unserialised(String),
}

/// Kinds of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One record: a JSON object.
    Record,
    /// A list of records: a JSON array of objects.
    ListOfRecords,
    /// One value.
    SingleValue,
}

impl InputError {
    /// The error in one sentence, with its path in front.
    pub fn message(&self, language: Language) -> String {
        let fault = self.fault.message(language);
        match self.path.as_str() {
            "" => fault,
            path => format!("{path}{}{fault}", language.pick("：", ": ")),
        }
    }
}

impl InputFault {
    /// What is wrong, without where.
    pub fn message(&self, language: Language) -> String {
        let perhaps = |nearest: &Option<String>| match nearest {
            Some(name) => {
                language.pick(format!("，是否指「{name}」"), format!(", perhaps 「{name}」 is meant"))
            }
            None => String::new(),
        };
        match self {
            Self::Value(error) => error.message(language),
            Self::UnknownField { nearest } => {
                format!(
                    "{}{}",
                    language.pick("档案没有这个字段", "the record has no such field"),
                    perhaps(nearest)
                )
            }
            Self::UnknownRecord { nearest } => {
                format!(
                    "{}{}",
                    language.pick("政策没有这种档案", "the policy has no such record"),
                    perhaps(nearest)
                )
            }
            Self::Shape { expected } => {
                let (zh, en) = match expected {
                    Shape::Record => ("一份档案（一组字段）", "a record (fields with values)"),
                    Shape::ListOfRecords => ("若干份档案", "a list of records"),
                    Shape::SingleValue => ("单个值", "a single value"),
                };
                language.pick(format!("此处应为{zh}"), format!("expected {en}"))
            }
            Self::Twice => language.pick("同一字段给了两次", "the field is given twice").to_owned(),
            Self::Member => language
                .pick("成员不是这个字段的档案类型", "the member isn't of the list's record type")
                .to_owned(),
            Self::Unserialised(why) => {
                language.pick(format!("数据无法转换：{why}"), format!("the data can't be converted: {why}"))
            }
        }
    }
}
