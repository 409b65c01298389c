//! Records built in Rust.

use crate::calendar;
use crate::input::{
    Exact, InputError, InputFault, ValueError, expected, hide, option_bit, read_slot, scaled,
};
use crate::nearest::nearest;
use crate::program::{CellType, Program, RecordId, RecordType, Slot, SlotType};
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
    /// A number, in the base unit of the field (元, not 万元; months, not years; a rate as its fraction).
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// Options of a set; none is the known set of none.
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

impl From<i32> for Input {
    fn from(number: i32) -> Self {
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

impl<const N: usize> From<[&str; N]> for Input {
    fn from(options: [&str; N]) -> Self {
        Self::from(options.as_slice())
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
///
/// ```no_run
/// # use qingce_runtime::{Program, RecordBuilder};
/// # fn build(program: &Program) -> Result<(), qingce_runtime::InputError> {
/// let worker = RecordBuilder::new(program, "务工人员")?.set("姓名", "甲")?.set("工资", 3_500)?;
/// let agent = RecordBuilder::new(program, "劳务经纪人")?.set("编号", "J1")?.push("带领人员", worker)?.build();
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct RecordBuilder<'p> {
    program: &'p Program,
    ty: &'p RecordType,
    record: Record,
}

impl<'p> RecordBuilder<'p> {
    /// A record of this type with every field missing.
    ///
    /// # Errors
    /// If the program has no record type of this name.
    pub fn new(program: &'p Program, record: &str) -> Result<Self, InputError> {
        let names = || program.records.iter().map(|record| record.name.as_str());
        program.record_named(record).and_then(|id| Self::made(program, id)).ok_or_else(|| InputError {
            path: record.to_owned(),
            fault: InputFault::UnknownRecord { nearest: nearest(record, names()).map(str::to_owned) },
        })
    }

    /// A record of the type with this id.
    ///
    /// # Errors
    /// If the program has no such record type.
    pub fn of(program: &'p Program, ty: RecordId) -> Result<Self, InputError> {
        Self::made(program, ty)
            .ok_or(InputError { path: String::new(), fault: InputFault::UnknownRecord { nearest: None } })
    }

    fn made(program: &'p Program, id: RecordId) -> Option<Self> {
        let ty = program.record(id)?;
        Some(Self { program, ty, record: Record { ty: id, values: vec![Value::Missing; ty.slots.len()] } })
    }

    /// Sets a field, by its name or path (`企业 的 注册地`). Setting it again replaces its value.
    ///
    /// # Errors
    /// If there is no such field or the value isn't of its type.
    pub fn set(mut self, field: &str, value: impl Into<Input>) -> Result<Self, InputError> {
        let program = self.program;
        let (slot, place) = self.field(field)?;
        *place = read(program, slot, value.into()).map_err(|error| InputError {
            path: field.to_owned(),
            fault: InputFault::Value(Box::new(hide(slot, error))),
        })?;
        Ok(self)
    }

    /// Adds a member to a list; the list is known from then on.
    ///
    /// # Errors
    /// If there is no such list or the member is of another type.
    pub fn push(mut self, list: &str, member: impl Into<Record>) -> Result<Self, InputError> {
        let member = member.into();
        let (ty, members) = self.list(list)?;
        if ty != member.ty {
            return Err(InputError { path: list.to_owned(), fault: InputFault::Member });
        }
        members.push(member);
        Ok(self)
    }

    /// Makes a list known; without members unless some were added.
    ///
    /// # Errors
    /// If there is no such list.
    pub fn known(mut self, list: &str) -> Result<Self, InputError> {
        self.list(list)?;
        Ok(self)
    }

    /// The record.
    pub fn build(self) -> Record {
        self.record
    }

    fn field(&mut self, name: &str) -> Result<(&'p Slot, &mut Value), InputError> {
        let (ty, english) = (self.ty, self.program.english);
        let Some(id) = ty.slot_named(name) else {
            let titles: Vec<String> = ty.slots.iter().map(|slot| slot.title(english)).collect();
            let nearest = nearest(name, titles.iter().map(String::as_str)).map(str::to_owned);
            return Err(InputError { path: name.to_owned(), fault: InputFault::UnknownField { nearest } });
        };
        let place = self.record.values.get_mut(id.index());
        ty.slots.get(id.index()).zip(place).ok_or_else(|| InputError {
            path: name.to_owned(),
            fault: InputFault::UnknownField { nearest: None },
        })
    }

    /// A list's record type and its members.
    fn list(&mut self, name: &str) -> Result<(RecordId, &mut Vec<Record>), InputError> {
        let program = self.program;
        let (slot, place) = self.field(name)?;
        let wrong = || {
            let error = ValueError { expected: expected(program, &slot.ty, ""), found: String::new() };
            InputError { path: name.to_owned(), fault: InputFault::Value(Box::new(error)) }
        };
        let SlotType::List(member) = slot.ty else { return Err(wrong()) };
        if *place == Value::Missing {
            *place = Value::List(Vec::new());
        }
        match place {
            Value::List(members) => Ok((member, members)),
            _ => Err(wrong()),
        }
    }
}

impl From<RecordBuilder<'_>> for Record {
    fn from(builder: RecordBuilder<'_>) -> Self {
        builder.build()
    }
}

fn read(program: &Program, slot: &Slot, input: Input) -> Result<Value, ValueError> {
    let wrong = |found: String| ValueError { expected: expected(program, &slot.ty, &found), found };
    match (input, &slot.ty) {
        (Input::Missing, _) => Ok(Value::Missing),
        (Input::Text(text), _) => read_slot(program, slot, &text),
        (Input::Truth(truth), SlotType::Cell(CellType::Truth)) => Ok(Value::Cell(i128::from(truth))),
        (Input::Truth(truth), _) => Err(wrong(truth.to_string())),
        (Input::Date(date), SlotType::Cell(CellType::Date)) => {
            let day = Some(calendar::from_date(date)).filter(|day| calendar::in_range(*day));
            day.map(|day| Value::Cell(i128::from(day))).ok_or_else(|| wrong(date.to_string()))
        }
        (Input::Date(date), _) => Err(wrong(date.to_string())),
        (Input::Number(number), SlotType::Cell(CellType::Number { decimals, .. })) => {
            let power = i32::try_from(number.scale()).map(|scale| -scale).ok();
            let cell = power.and_then(|power| scaled(Exact { digits: number.mantissa(), power }, *decimals));
            cell.map(Value::Cell).ok_or_else(|| wrong(number.to_string()))
        }
        (Input::Number(number), _) => Err(wrong(number.to_string())),
        (Input::Options(options), SlotType::Cell(CellType::Options(list))) => {
            let bits = options.iter().map(|option| option_bit(program, *list, option));
            let set = bits.into_iter().try_fold(0, |set, bit| Some(set | bit?));
            set.map(Value::Cell).ok_or_else(|| wrong(options.join("、")))
        }
        (Input::Options(options), _) => Err(wrong(options.join("、"))),
    }
}
