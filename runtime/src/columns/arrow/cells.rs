//! From an Arrow array to the values of a slot.

use super::fault::ArrowFault;
use super::layout::{Column, Layout};
use super::read::{ArrowRecords, Buffers, Held, RowFault};
use super::spelled::{self, Spelled};
use crate::input::{InputError, InputFault, Shape, ValueError, expected, hide};
use crate::program::{CellType, Program, Slot, SlotType};
use crate::verify::bounds;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal32Type, Decimal64Type, Decimal128Type, Int8Type, Int16Type,
    Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Fields};

/// How a column is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum How {
    Truths,
    Days,
    /// Integers and decimals, times this power of ten.
    Numbers {
        power: i32,
    },
    Texts,
    /// Dictionaries of texts that are options.
    Options,
    /// Values that are read as texts are, one by one.
    Spelled,
    /// Lists of texts that are options, together a set.
    Sets,
    List(Box<Layout>),
}

impl How {
    /// How a slot is read from a column of this type; nothing if it can't be.
    pub fn of(
        program: &Program,
        slot: &Slot,
        from: &DataType,
        title: &str,
    ) -> Result<Option<Self>, ArrowFault> {
        Ok(match (&slot.ty, from) {
            (SlotType::List(ty), DataType::List(item) | DataType::LargeList(item)) => {
                match item.data_type() {
                    DataType::Struct(fields) => Some(Self::members(program, *ty, fields, title)?),
                    _ => None,
                }
            }
            (SlotType::Text, DataType::Utf8) => Some(Self::Texts),
            (SlotType::Text, from) => (is_text(from) || from.is_integer()).then_some(Self::Spelled),
            (SlotType::Cell(CellType::Truth), DataType::Boolean) => Some(Self::Truths),
            (SlotType::Cell(CellType::Truth), from) => {
                (is_text(from) || from.is_integer()).then_some(Self::Spelled)
            }
            (SlotType::Cell(CellType::Date), DataType::Date32) => Some(Self::Days),
            (SlotType::Cell(CellType::Date), DataType::Date64 | DataType::Timestamp(..)) => {
                Some(Self::Spelled)
            }
            (SlotType::Cell(CellType::Option(_)), DataType::Dictionary(_, texts)) if is_text(texts) => {
                Some(Self::Options)
            }
            (SlotType::Cell(CellType::Options(_)), DataType::List(item)) if is_text(item.data_type()) => {
                Some(Self::Sets)
            }
            (SlotType::Cell(CellType::Number { decimals, .. }), from) if scale(from).is_some() => {
                let power = scale(from).map(|scale| i32::from(*decimals) - i32::from(scale));
                power.map(|power| Self::Numbers { power })
            }
            (SlotType::Cell(CellType::Number { .. }), from) if from.is_floating() => Some(Self::Spelled),
            (SlotType::Cell(_), from) if is_text(from) => Some(Self::Spelled),
            _ => None,
        })
    }

    fn members(
        program: &Program,
        ty: crate::program::RecordId,
        fields: &Fields,
        title: &str,
    ) -> Result<Self, ArrowFault> {
        Layout::of_fields(program, ty, fields, title).map(|layout| Self::List(Box::new(layout)))
    }
}

/// Texts, also of a dictionary.
fn is_text(ty: &DataType) -> bool {
    match ty {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => is_text(values),
        _ => false,
    }
}

/// The decimals of integers and decimals.
fn scale(ty: &DataType) -> Option<i8> {
    match ty {
        DataType::Decimal32(_, scale) | DataType::Decimal64(_, scale) | DataType::Decimal128(_, scale) => {
            Some(*scale)
        }
        ty if ty.is_integer() => Some(0),
        _ => None,
    }
}

/// One column of a batch being read.
pub(super) struct Reading<'r> {
    pub program: &'r Program,
    pub slot: &'r Slot,
    pub column: &'r Column,
    pub faults: &'r mut Vec<RowFault>,
}

impl Reading<'_> {
    pub fn held(mut self, array: &ArrayRef, validity: Option<NullBuffer>) -> Result<Held, ArrowFault> {
        let plain = |values| Held { values, validity: validity.clone() };
        Ok(match &self.column.how {
            How::Truths => plain(Buffers::Truths(array.as_boolean().values().clone())),
            How::Days => self.days(array.as_primitive::<Date32Type>().values().clone(), validity),
            How::Numbers { power } => self.numbers(array, *power, validity),
            How::Texts => {
                let texts = array.as_string::<i32>();
                if std::str::from_utf8(texts.values()).is_err() {
                    return Err(ArrowFault::NoText { column: self.column.title.clone() });
                }
                plain(Buffers::Texts { offsets: texts.offsets().clone(), text: texts.values().clone() })
            }
            How::Options => self.options(array, validity),
            How::Spelled => spelled::values(&mut self, array, validity)?,
            How::Sets => spelled::sets(&mut self, array, validity),
            How::List(layout) => self.lists(layout, array, validity)?,
        })
    }

    /// Something is wrong with the value of a row.
    pub fn wrong(&mut self, row: usize, fault: InputFault) {
        let path = self.slot.path.join(".");
        self.faults.push(RowFault { row, error: InputError { path, fault } });
    }

    /// The value of a row isn't one of the slot's.
    pub fn unreadable(&mut self, row: usize, found: String) {
        let expected = expected(self.program, &self.slot.ty, &found);
        let error = hide(self.slot, ValueError { expected, found });
        self.wrong(row, InputFault::Value(Box::new(error)));
    }

    /// Days, those outside the calendar left out.
    fn days(&mut self, days: ScalarBuffer<i32>, validity: Option<NullBuffer>) -> Held {
        let (least, greatest) = bounds(&self.program.lists, &CellType::Date);
        let inside = |day: &i32| (least..=greatest).contains(&i128::from(*day));
        let (low, high) = (days.iter().min(), days.iter().max());
        if low.is_none_or(inside) && high.is_none_or(inside) {
            return Held { values: Buffers::I32(days), validity };
        }
        let mut known = Known::of(&validity, days.len());
        for (row, day) in days.iter().enumerate() {
            if !inside(day) && known.has(row) {
                known.lose(row);
                self.unreadable(row, format!("{day} days from 1970-01-01"));
            }
        }
        Held { values: Buffers::I32(days), validity: known.validity() }
    }

    /// Integers and decimals counted in the slot's decimals.
    fn numbers(&mut self, array: &ArrayRef, power: i32, validity: Option<NullBuffer>) -> Held {
        let plain = |values| Held { values, validity: validity.clone() };
        match (array.data_type(), power) {
            (DataType::UInt8, 0) => plain(Buffers::U8(values::<UInt8Type>(array))),
            (DataType::Int32, 0) => plain(Buffers::I32(values::<Int32Type>(array))),
            (DataType::Decimal32(..), 0) => plain(Buffers::I32(values::<Decimal32Type>(array))),
            (DataType::Int64, 0) => plain(Buffers::I64(values::<Int64Type>(array))),
            (DataType::Decimal64(..), 0) => plain(Buffers::I64(values::<Decimal64Type>(array))),
            (DataType::Decimal128(..), 0) => {
                let wide = values::<Decimal128Type>(array);
                // Steps work on 64 bits; what fits them is brought there once.
                let narrow = |value: &i128| i64::try_from(*value).unwrap_or(0);
                match wide.iter().all(|value| i128::from(narrow(value)) == *value) {
                    true => plain(Buffers::I64(wide.iter().map(narrow).collect())),
                    false => plain(Buffers::I128(wide)),
                }
            }
            (DataType::UInt8, _) => self.scaled::<UInt8Type>(array, power, validity),
            (DataType::UInt16, _) => self.scaled::<UInt16Type>(array, power, validity),
            (DataType::UInt32, _) => self.scaled::<UInt32Type>(array, power, validity),
            (DataType::UInt64, _) => self.scaled::<UInt64Type>(array, power, validity),
            (DataType::Int8, _) => self.scaled::<Int8Type>(array, power, validity),
            (DataType::Int16, _) => self.scaled::<Int16Type>(array, power, validity),
            (DataType::Int32, _) => self.scaled::<Int32Type>(array, power, validity),
            (DataType::Decimal32(..), _) => self.scaled::<Decimal32Type>(array, power, validity),
            (DataType::Decimal64(..), _) => self.scaled::<Decimal64Type>(array, power, validity),
            (DataType::Decimal128(..), _) => self.scaled::<Decimal128Type>(array, power, validity),
            _ => self.scaled::<Int64Type>(array, power, validity),
        }
    }

    /// Numbers times a power of ten; one that has more decimals than the slot, or more digits than 128 bits, can't be read.
    fn scaled<T: ArrowPrimitiveType>(
        &mut self,
        array: &ArrayRef,
        power: i32,
        validity: Option<NullBuffer>,
    ) -> Held
    where
        T::Native: Into<i128>,
    {
        let from = values::<T>(array);
        let factor = 10i128.checked_pow(power.unsigned_abs());
        let times = |value: i128| match (factor, power < 0) {
            _ if value == 0 => Some(0),
            (Some(factor), false) => value.checked_mul(factor),
            (Some(factor), true) => (value % factor == 0).then(|| value / factor),
            (None, _) => None,
        };
        let mut known = Known::of(&validity, from.len());
        let mut cells = Vec::with_capacity(from.len());
        for (row, value) in from.iter().enumerate() {
            let value: i128 = (*value).into();
            let cell = times(value);
            if cell.is_none() && known.has(row) {
                known.lose(row);
                let scale = scale(array.data_type()).and_then(|scale| u32::try_from(scale).ok()).unwrap_or(0);
                let found = rust_decimal::Decimal::try_from_i128_with_scale(value, scale);
                self.unreadable(row, found.map_or_else(|_| value.to_string(), |found| found.to_string()));
            }
            cells.push(cell.unwrap_or(0));
        }
        Held { values: narrowed(cells), validity: known.validity() }
    }

    /// Dictionaries of options: what the dictionary holds is read once, the rows by its keys.
    fn options(&mut self, array: &ArrayRef, validity: Option<NullBuffer>) -> Held {
        let Some(dictionary) = array.as_any_dictionary_opt() else {
            return Held { values: Buffers::Missing, validity: None };
        };
        let texts = Spelled::new(dictionary.values());
        let cells: Vec<Option<u8>> = (0..dictionary.values().len())
            .map(|at| {
                let text = texts.text(at)?;
                let read = crate::input::read_cell(self.program, &self.slot.ty, &text);
                read.ok().and_then(|value| match value {
                    crate::record::Value::Cell(cell) => u8::try_from(cell).ok(),
                    _ => None,
                })
            })
            .collect();
        let in_order = (0u8..).zip(&cells).all(|(place, cell)| *cell == Some(place));
        if let (true, Some(keys)) = (in_order, dictionary.keys().as_primitive_opt::<UInt8Type>()) {
            return Held { values: Buffers::U8(keys.values().clone()), validity };
        }
        let all = cells.iter().all(Option::is_some);
        let cell = |key: usize| cells.get(key).copied().flatten();
        let keys = spelled::keys(dictionary);
        if all {
            let options = keys.iter().map(|key| cell(*key).unwrap_or(0)).collect();
            return Held { values: Buffers::U8(options), validity };
        }
        let mut known = Known::of(&validity, keys.len());
        let mut options = Vec::with_capacity(keys.len());
        for (row, key) in keys.iter().enumerate() {
            let option = cell(*key);
            if option.is_none() && known.has(row) {
                known.lose(row);
                // A key that points to nothing, or to a blank, is missing.
                let found = texts.text(*key).unwrap_or_default();
                if !found.trim().is_empty() {
                    self.unreadable(row, found.into_owned());
                }
            }
            options.push(option.unwrap_or(0));
        }
        Held { values: Buffers::U8(options.into()), validity: known.validity() }
    }

    fn lists(
        &mut self,
        layout: &Layout,
        array: &ArrayRef,
        validity: Option<NullBuffer>,
    ) -> Result<Held, ArrowFault> {
        let too_large = || ArrowFault::TooLarge { column: self.column.title.clone() };
        let (offsets, values) = match array.as_list_opt::<i32>() {
            Some(lists) => (lists.offsets().clone(), lists.values()),
            None => {
                let lists = array.as_list::<i64>();
                let ends = lists.offsets().iter().map(|end| i32::try_from(*end));
                let ends = ends.collect::<Result<ScalarBuffer<i32>, _>>().map_err(|_| too_large())?;
                (OffsetBuffer::new(ends), lists.values())
            }
        };
        let of = values.as_struct();
        let mut members = layout.records(self.program, of.columns(), of.len())?;
        self.member_faults(&mut members, of.nulls(), (&offsets, &validity));
        Ok(Held { values: Buffers::Lists { offsets, members: Box::new(members) }, validity })
    }

    /// What is wrong with members becomes what is wrong with the record whose list they stand in.
    fn member_faults(
        &mut self,
        members: &mut ArrowRecords,
        absent: Option<&NullBuffer>,
        (offsets, validity): (&OffsetBuffer<i32>, &Option<NullBuffer>),
    ) {
        let faults = members.take_faults().into_iter().map(|fault| (fault.row, fault.error));
        let absent =
            absent.into_iter().flat_map(|nulls| (0..nulls.len()).filter(|member| nulls.is_null(*member)));
        let shape = |member| {
            let fault = InputFault::Shape { expected: Shape::Record };
            (member, InputError { path: String::new(), fault })
        };
        for (member, error) in faults.chain(absent.map(shape)) {
            let after = |end: &i32| usize::try_from(*end).is_ok_and(|end| end <= member);
            let Some(row) = offsets.partition_point(after).checked_sub(1) else { continue };
            let first = offsets.get(row).and_then(|first| usize::try_from(*first).ok());
            let listed = row + 1 < offsets.len() && validity.as_ref().is_none_or(|known| known.is_valid(row));
            let Some(first) = first.filter(|_| listed) else { continue };
            let list = format!("{}[{}]", self.slot.path.join("."), member - first + 1);
            let path = if error.path.is_empty() { list } else { format!("{list}.{}", error.path) };
            self.faults.push(RowFault { row, error: InputError { path, ..error } });
        }
    }
}

fn values<T: ArrowPrimitiveType>(array: &ArrayRef) -> ScalarBuffer<T::Native> {
    array.as_primitive::<T>().values().clone()
}

/// Cells in 64 bits if all of them fit.
pub(super) fn narrowed(cells: Vec<i128>) -> Buffers {
    match cells.iter().map(|cell| i64::try_from(*cell)).collect::<Result<Vec<_>, _>>() {
        Ok(cells) => Buffers::I64(cells.into()),
        Err(_) => Buffers::I128(cells.into()),
    }
}

/// Which rows have a value; copied when the first one is lost.
pub(super) struct Known<'k> {
    given: &'k Option<NullBuffer>,
    len: usize,
    lost: Vec<usize>,
}

impl<'k> Known<'k> {
    pub fn of(given: &'k Option<NullBuffer>, len: usize) -> Self {
        Self { given, len, lost: Vec::new() }
    }

    pub fn has(&self, row: usize) -> bool {
        self.given.as_ref().is_none_or(|given| given.is_valid(row))
    }

    pub fn lose(&mut self, row: usize) {
        self.lost.push(row);
    }

    pub fn validity(self) -> Option<NullBuffer> {
        if self.lost.is_empty() {
            return self.given.clone();
        }
        let mut known: Vec<bool> = (0..self.len).map(|row| self.has(row)).collect();
        for row in self.lost {
            if let Some(place) = known.get_mut(row) {
                *place = false;
            }
        }
        Some(NullBuffer::from(known))
    }
}
