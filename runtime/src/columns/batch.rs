//! Records of one type by columns, borrowed: all values of one slot after one another, laid out as Arrow lays them out.
//!
//! A [`Batch`] is checked when it is made: every value that is there lies within its slot's type, and lists lie within their
//! members. What stands where a value is missing means nothing.

use super::bitmap::Bitmap;
use crate::machine::DecideError;
use crate::plan::SlotShape;
use crate::program::{RecordId, SlotId};
use crate::record::{Record, Value};
use crate::verify::Verified;

/// Records of one type, by columns.
#[derive(Debug, Clone)]
pub struct Batch<'a> {
    pub(super) ty: RecordId,
    pub(super) len: usize,
    pub(super) columns: Vec<Column<'a>>,
}

/// The values of one slot.
#[derive(Debug, Clone)]
pub struct Column<'a> {
    /// One value a row.
    pub values: Values<'a>,
    /// Which rows have one; without it, all.
    pub validity: Option<Bitmap<'a>>,
}

/// Values of one slot, a row each. Cells (days, options, sets of options, numbers counted in their type's decimals) may have any
/// width: what the type allows is checked.
#[derive(Debug, Clone)]
pub enum Values<'a> {
    /// None is known.
    Missing,
    /// Truth values.
    Truths(Bitmap<'a>),
    /// Cells of 8 bits.
    U8(&'a [u8]),
    /// Cells of 32 bits.
    I32(&'a [i32]),
    /// Cells of 64 bits.
    I64(&'a [i64]),
    /// Cells of 128 bits. Rows with one that needs more than 64 are decided one by one.
    I128(&'a [i128]),
    /// Texts: where each begins in `text`, and where the last one ends.
    Texts {
        /// One more than there are rows.
        offsets: &'a [i32],
        /// All texts after one another.
        text: &'a str,
    },
    /// Lists: where the members of each begin, and where those of the last one end.
    Lists {
        /// One more than there are rows.
        offsets: &'a [i32],
        /// The members of all lists.
        members: Box<Batch<'a>>,
    },
}

impl<'a> Column<'a> {
    /// Whether a row has a value.
    pub(super) fn has(&self, row: usize) -> bool {
        !matches!(self.values, Values::Missing) && self.validity.is_none_or(|validity| validity.get(row))
    }

    /// The cell of a row, if it is known.
    pub(super) fn cell(&self, row: usize) -> Option<i128> {
        match &self.values {
            _ if !self.has(row) => None,
            Values::Truths(truths) => Some(i128::from(truths.get(row))),
            Values::U8(values) => values.get(row).copied().map(i128::from),
            Values::I32(values) => values.get(row).copied().map(i128::from),
            Values::I64(values) => values.get(row).copied().map(i128::from),
            Values::I128(values) => values.get(row).copied(),
            Values::Missing | Values::Texts { .. } | Values::Lists { .. } => None,
        }
    }

    /// The value of a row.
    fn value(&self, row: usize) -> Value {
        match &self.values {
            _ if !self.has(row) => Value::Missing,
            Values::Texts { offsets, text } => {
                let text = ends(offsets, row).and_then(|range| text.get(range));
                text.map_or(Value::Missing, |text| Value::Text(text.into()))
            }
            Values::Lists { offsets, members } => {
                let places = ends(offsets, row).unwrap_or_default();
                Value::List(places.map(|member| members.record(member)).collect())
            }
            _ => self.cell(row).map_or(Value::Missing, Value::Cell),
        }
    }

    /// Whether the values are of the slot's kind, enough for `len` rows, and within its bounds.
    fn fits(&self, shape: SlotShape, len: usize) -> bool {
        if self.validity.is_some_and(|validity| validity.room() < len) {
            return false;
        }
        match (&self.values, shape) {
            (Values::Missing, _) => true,
            (Values::Truths(truths), SlotShape::Cell { least: 0, greatest: 1 }) => truths.room() >= len,
            (Values::U8(values), SlotShape::Cell { least, greatest }) => {
                self.within(values, least, greatest, len)
            }
            (Values::I32(values), SlotShape::Cell { least, greatest }) => {
                self.within(values, least, greatest, len)
            }
            (Values::I64(values), SlotShape::Cell { least, greatest }) => {
                self.within(values, least, greatest, len)
            }
            (Values::I128(values), SlotShape::Cell { least, greatest }) => {
                self.within(values, least, greatest, len)
            }
            (Values::Texts { offsets, text }, SlotShape::Text) => {
                in_order(offsets, len, text.len())
                    && offsets.iter().all(|at| usize::try_from(*at).is_ok_and(|at| text.is_char_boundary(at)))
            }
            (Values::Lists { offsets, members }, SlotShape::List(ty)) => {
                members.ty == ty && in_order(offsets, len, members.len)
            }
            _ => false,
        }
    }

    fn within<T: Copy + Ord + Into<i128>>(
        &self,
        values: &[T],
        least: i128,
        greatest: i128,
        len: usize,
    ) -> bool {
        let inside = |value: T| (least..=greatest).contains(&value.into());
        let extremes = values.iter().copied().min().zip(values.iter().copied().max());
        let all = least == i128::MIN && greatest == i128::MAX
            || extremes.is_none_or(|(low, high)| inside(low) && inside(high));
        values.len() == len
            && (all || values.iter().enumerate().all(|(row, value)| inside(*value) || !self.has(row)))
    }

    /// The rows from `from` to before `to`.
    fn part(&self, from: usize, to: usize) -> Self {
        let ends = from..to + 1;
        let values = match &self.values {
            Values::Missing => Values::Missing,
            Values::Truths(truths) => Values::Truths(truths.skip(from)),
            Values::U8(values) => Values::U8(values.get(from..to).unwrap_or_default()),
            Values::I32(values) => Values::I32(values.get(from..to).unwrap_or_default()),
            Values::I64(values) => Values::I64(values.get(from..to).unwrap_or_default()),
            Values::I128(values) => Values::I128(values.get(from..to).unwrap_or_default()),
            Values::Texts { offsets, text } => {
                Values::Texts { offsets: offsets.get(ends).unwrap_or_default(), text }
            }
            Values::Lists { offsets, members } => {
                Values::Lists { offsets: offsets.get(ends).unwrap_or_default(), members: members.clone() }
            }
        };
        Self { values, validity: self.validity.map(|validity| validity.skip(from)) }
    }
}

/// Where a row's part of what follows one another begins and ends.
fn ends(offsets: &[i32], row: usize) -> Option<std::ops::Range<usize>> {
    let at = |place: usize| usize::try_from(*offsets.get(place)?).ok();
    Some(at(row)?..at(row + 1)?)
}

/// Whether `offsets` divide what is at most `most` long into `len` parts.
fn in_order(offsets: &[i32], len: usize, most: usize) -> bool {
    offsets.len() == len + 1
        && offsets.is_sorted()
        && offsets.first().is_some_and(|first| *first >= 0)
        && offsets.last().is_some_and(|last| usize::try_from(*last).is_ok_and(|last| last <= most))
}

impl<'a> Batch<'a> {
    /// `len` records of a type, one column a slot in the type's order.
    ///
    /// # Errors
    /// [`DecideError::Shape`] if there are more or fewer columns than slots, or with the field whose column isn't of its slot's
    /// kind, doesn't have `len` rows, or has a value outside the slot's type.
    pub fn new(
        program: &Verified,
        ty: RecordId,
        len: usize,
        columns: Vec<Column<'a>>,
    ) -> Result<Self, DecideError> {
        let record = program.record(ty).ok_or(DecideError::UnknownRecord)?;
        let fault = |field| DecideError::Shape { record: record.name.clone(), field };
        let shapes = program.plan().shapes.get(ty.index()).ok_or(DecideError::UnknownRecord)?;
        if columns.len() != shapes.len() {
            return Err(fault(None));
        }
        let of_slot = shapes.iter().zip(&columns).position(|(shape, column)| !column.fits(*shape, len));
        match of_slot {
            Some(slot) => Err(fault(record.slots.get(slot).map(|slot| slot.title(program.english)))),
            None => Ok(Self { ty, len, columns }),
        }
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The record of a row; all its values are missing past the last one.
    pub fn record(&self, row: usize) -> Record {
        let value = |column: &Column<'_>| if row < self.len { column.value(row) } else { Value::Missing };
        Record { ty: self.ty, values: self.columns.iter().map(value).collect() }
    }

    /// The value of a row in a slot; missing past the last row or slot.
    pub fn value(&self, row: usize, slot: SlotId) -> Value {
        let column = self.column(slot.index()).filter(|_| row < self.len);
        column.map_or(Value::Missing, |column| column.value(row))
    }

    /// The type of the records.
    pub fn ty(&self) -> RecordId {
        self.ty
    }

    /// `len` records from `from` on, or as many as there are; nothing is copied.
    pub fn part(&self, from: usize, len: usize) -> Self {
        let from = from.min(self.len);
        let to = from.saturating_add(len).min(self.len);
        Self {
            ty: self.ty,
            len: to - from,
            columns: self.columns.iter().map(|column| column.part(from, to)).collect(),
        }
    }

    /// The same records with one slot's values exchanged.
    ///
    /// # Errors
    /// As [`Batch::new`].
    pub fn with(mut self, program: &Verified, slot: SlotId, column: Column<'a>) -> Result<Self, DecideError> {
        if let Some(place) = self.columns.get_mut(slot.index()) {
            *place = column;
        }
        Self::new(program, self.ty, self.len, self.columns)
    }

    pub(super) fn column(&self, slot: usize) -> Option<&Column<'a>> {
        self.columns.get(slot)
    }
}
