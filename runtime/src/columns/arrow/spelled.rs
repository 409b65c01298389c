//! Values that are read one by one, as the texts that people would write.

use super::cells::{Known, Reading, narrowed};
use super::fault::ArrowFault;
use super::read::{Buffers, Held};
use crate::calendar;
use crate::input::{InputFault, option_bit, read_slot};
use crate::program::{CellType, Day, SlotType};
use crate::record::Value;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date64Type, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{AnyDictionaryArray, Array, ArrayRef};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, TimeUnit};
use std::borrow::Cow;

/// The values of a slot.
pub(super) fn values(
    reading: &mut Reading<'_>,
    array: &ArrayRef,
    validity: Option<NullBuffer>,
) -> Result<Held, ArrowFault> {
    if reading.slot.ty == SlotType::Text {
        return whole(reading, array, validity);
    }
    let (mut known, mut cells) = (Known::of(&validity, array.len()), Vec::with_capacity(array.len()));
    let texts = Spelled::new(array);
    for row in 0..array.len() {
        let text = texts.text(row).filter(|_| known.has(row));
        let read = text.map_or(Ok(Value::Missing), |text| read_slot(reading.program, reading.slot, &text));
        match read {
            Ok(Value::Cell(cell)) => {
                cells.push(cell);
                continue;
            }
            Ok(_) => {}
            Err(error) => reading.wrong(row, InputFault::Value(Box::new(error))),
        }
        cells.push(0);
        known.lose(row);
    }
    Ok(Held { values: as_kept(&reading.slot.ty, cells), validity: known.validity() })
}

/// Cells as the columns of their type have them.
fn as_kept(ty: &SlotType, cells: Vec<i128>) -> Buffers {
    match ty {
        SlotType::Cell(CellType::Truth) => Buffers::Truths(cells.iter().map(|cell| *cell != 0).collect()),
        SlotType::Cell(CellType::Date) => {
            Buffers::I32(cells.iter().map(|day| Day::try_from(*day).unwrap_or(0)).collect())
        }
        SlotType::Cell(CellType::Option(_)) => {
            Buffers::U8(cells.iter().map(|option| u8::try_from(*option).unwrap_or(0)).collect())
        }
        _ => narrowed(cells),
    }
}

/// Texts of other layouts than the one that is taken as it is.
fn whole(reading: &Reading<'_>, array: &ArrayRef, validity: Option<NullBuffer>) -> Result<Held, ArrowFault> {
    let too_large = || ArrowFault::TooLarge { column: reading.column.title.clone() };
    let (mut known, mut all) = (Known::of(&validity, array.len()), String::new());
    let mut ends = Vec::with_capacity(array.len() + 1);
    ends.push(0);
    let texts = Spelled::new(array);
    for row in 0..array.len() {
        match texts.text(row).filter(|_| known.has(row)) {
            Some(text) => all.push_str(&text),
            None => known.lose(row),
        }
        ends.push(i32::try_from(all.len()).map_err(|_| too_large())?);
    }
    let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
    Ok(Held {
        values: Buffers::Texts { offsets, text: Buffer::from(all.into_bytes()) },
        validity: known.validity(),
    })
}

/// Lists of options, each one set.
pub(super) fn sets(reading: &mut Reading<'_>, array: &ArrayRef, validity: Option<NullBuffer>) -> Held {
    let lists = array.as_list::<i32>();
    let (mut known, mut cells) = (Known::of(&validity, array.len()), Vec::with_capacity(array.len()));
    let SlotType::Cell(CellType::Options(list)) = reading.slot.ty else {
        return Held { values: Buffers::Missing, validity: None };
    };
    let texts = Spelled::new(lists.values());
    for (row, ends) in lists.offsets().windows(2).enumerate() {
        let places = match ends {
            [from, to] => usize::try_from(*from).unwrap_or(0)..usize::try_from(*to).unwrap_or(0),
            _ => 0..0,
        };
        let names: Vec<String> =
            places.map(|place| texts.text(place).unwrap_or_default().into_owned()).collect();
        let bits = names.iter().map(|name| option_bit(reading.program, list, name.trim()));
        let set = bits.into_iter().try_fold(0i128, |set, bit| Some(set | bit?));
        if set.is_none() && known.has(row) {
            known.lose(row);
            reading.unreadable(row, names.join("、"));
        }
        cells.push(set.unwrap_or(0));
    }
    Held { values: narrowed(cells), validity: known.validity() }
}

/// The places that a dictionary's keys point to.
pub(super) fn keys(dictionary: &dyn AnyDictionaryArray) -> Vec<usize> {
    fn of<K: ArrowDictionaryKeyType>(keys: &dyn Array) -> Vec<usize>
    where
        K::Native: TryInto<usize>,
    {
        let keys = keys.as_primitive::<K>().values();
        keys.iter().map(|key| (*key).try_into().unwrap_or(usize::MAX)).collect()
    }
    let keys = dictionary.keys();
    match keys.data_type() {
        DataType::Int8 => of::<Int8Type>(keys),
        DataType::Int16 => of::<Int16Type>(keys),
        DataType::Int32 => of::<Int32Type>(keys),
        DataType::Int64 => of::<Int64Type>(keys),
        DataType::UInt8 => of::<UInt8Type>(keys),
        DataType::UInt16 => of::<UInt16Type>(keys),
        DataType::UInt32 => of::<UInt32Type>(keys),
        _ => of::<UInt64Type>(keys),
    }
}

/// The values of an array as people write them.
pub(super) struct Spelled<'a> {
    of: &'a ArrayRef,
    /// Of a dictionary, where each row's value stands in it.
    keys: Option<Vec<usize>>,
}

impl<'a> Spelled<'a> {
    pub fn new(array: &'a ArrayRef) -> Self {
        match array.as_any_dictionary_opt() {
            Some(dictionary) => Self { of: dictionary.values(), keys: Some(keys(dictionary)) },
            None => Self { of: array, keys: None },
        }
    }

    /// The value of a row; nothing if there is none.
    pub fn text(&self, row: usize) -> Option<Cow<'a, str>> {
        let at = self.keys.as_ref().map_or(Some(row), |keys| keys.get(row).copied())?;
        if at < self.of.len() && self.of.is_valid(at) { text(self.of, at) } else { None }
    }
}

fn text(array: &ArrayRef, row: usize) -> Option<Cow<'_, str>> {
    macro_rules! by_type {
        ($($ty:ident),*) => {
            match array.data_type() {
                $(ty if *ty == $ty::DATA_TYPE => {
                    Some(Cow::Owned(array.as_primitive::<$ty>().value(row).to_string()))
                })*
                _ => None,
            }
        };
    }
    match array.data_type() {
        DataType::Utf8 => Some(Cow::Borrowed(array.as_string::<i32>().value(row))),
        DataType::LargeUtf8 => Some(Cow::Borrowed(array.as_string::<i64>().value(row))),
        DataType::Utf8View => Some(Cow::Borrowed(array.as_string_view().value(row))),
        DataType::Date64 => moment(array.as_primitive::<Date64Type>().value(row), 1000),
        DataType::Timestamp(TimeUnit::Second, _) => {
            moment(array.as_primitive::<TimestampSecondType>().value(row), 1)
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            moment(array.as_primitive::<TimestampMillisecondType>().value(row), 1000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            moment(array.as_primitive::<TimestampMicrosecondType>().value(row), 1_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            moment(array.as_primitive::<TimestampNanosecondType>().value(row), 1_000_000_000)
        }
        _ => by_type!(
            Int8Type,
            Int16Type,
            Int32Type,
            Int64Type,
            UInt8Type,
            UInt16Type,
            UInt32Type,
            UInt64Type,
            Float16Type,
            Float32Type,
            Float64Type
        ),
    }
}

/// A moment counted in so many parts of a second: its day if it is a midnight, else with its time of day, which no date has.
fn moment(count: i64, second: i64) -> Option<Cow<'static, str>> {
    let (day, rest) = (count.div_euclid(second * 86_400), count.rem_euclid(second * 86_400));
    let date = Day::try_from(day).ok().and_then(calendar::to_date);
    let date = date.map_or_else(|| format!("{day} days from 1970-01-01"), |date| date.to_string());
    if rest == 0 {
        return Some(Cow::Owned(date));
    }
    let (seconds, part) = (rest / second, rest % second);
    let (hour, minute, over) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let digits = usize::try_from(second.ilog10()).unwrap_or(0);
    Some(Cow::Owned(format!("{date} {hour:02}:{minute:02}:{over:02}.{part:0digits$}")))
}
