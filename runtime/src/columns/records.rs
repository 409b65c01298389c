//! Columns put together record by record, for those that have no columns of their own.

use super::batch::{Batch, Column, Values};
use super::bitmap::{BitBuffer, Known};
use crate::machine::{DecideError, shape};
use crate::program::{CellType, RecordId, SlotType};
use crate::record::{Record, Value};
use crate::verify::Verified;

/// Records of one type, by columns.
#[derive(Debug, Clone)]
pub struct Columns {
    ty: RecordId,
    len: usize,
    slots: Vec<Slot>,
}

/// The values of one slot, and which rows have one.
#[derive(Debug, Clone)]
struct Slot {
    values: Buffer,
    known: Known,
}

/// Values as narrow as their type allows; numbers become 128 bits wide when the first one needs it.
#[derive(Debug, Clone)]
enum Buffer {
    Truths(BitBuffer),
    Options(Vec<u8>),
    Days(Vec<i32>),
    Numbers(Vec<i64>),
    Wide(Vec<i128>),
    Texts { offsets: Vec<i32>, text: String },
    Lists { offsets: Vec<i32>, members: Box<Columns> },
}

impl Columns {
    /// No records yet.
    ///
    /// # Errors
    /// If the program has no such record type.
    pub fn new(program: &Verified, ty: RecordId) -> Result<Self, DecideError> {
        let record = program.record(ty).ok_or(DecideError::UnknownRecord)?;
        let slot = |ty: &SlotType| {
            let values = match ty {
                SlotType::Text => Buffer::Texts { offsets: vec![0], text: String::new() },
                SlotType::Cell(CellType::Truth) => Buffer::Truths(BitBuffer::default()),
                SlotType::Cell(CellType::Option(_)) => Buffer::Options(Vec::new()),
                SlotType::Cell(CellType::Date) => Buffer::Days(Vec::new()),
                SlotType::Cell(CellType::Options(_) | CellType::Number { .. }) => Buffer::Numbers(Vec::new()),
                // Lists don't lead back to their record, so this ends.
                SlotType::List(member) => {
                    Buffer::Lists { offsets: vec![0], members: Box::new(Self::new(program, *member)?) }
                }
            };
            Ok(Slot { values, known: Known::default() })
        };
        let slots = record.slots.iter().map(|of| slot(&of.ty)).collect::<Result<_, _>>()?;
        Ok(Self { ty, len: 0, slots })
    }

    /// How many records.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a record.
    ///
    /// # Errors
    /// If it isn't of this type or doesn't have its shape. [`DecideError::TooMany`] if a list or text column would have more
    /// than 2³¹ members or bytes; then the record isn't added.
    pub fn push(&mut self, program: &Verified, record: &Record) -> Result<(), DecideError> {
        if record.ty != self.ty {
            return Err(DecideError::UnknownRecord);
        }
        shape::check(program, record)?;
        if !self.holds(record) {
            return Err(DecideError::TooMany);
        }
        self.add(record);
        Ok(())
    }

    /// Whether there is room for a record's texts and lists.
    fn holds(&self, record: &Record) -> bool {
        let fits = |len: usize, more: usize| i32::try_from(len.saturating_add(more)).is_ok();
        let pairs = self.slots.iter().zip(&record.values);
        pairs.into_iter().all(|(slot, value)| match (&slot.values, value) {
            (Buffer::Texts { text, .. }, Value::Text(more)) => fits(text.len(), more.len()),
            (Buffer::Lists { members, .. }, Value::List(list)) => members.holds_all(list),
            _ => true,
        })
    }

    /// The same for all members of a list: their own texts and lists together.
    fn holds_all(&self, list: &[Record]) -> bool {
        let bytes = |record: &Record| -> usize { record.values.iter().map(size).sum() };
        let more = list.iter().map(bytes).sum::<usize>().saturating_add(list.len());
        let most = self.slots.iter().map(|slot| match &slot.values {
            Buffer::Texts { text, .. } => text.len(),
            Buffer::Lists { members, .. } => members.len,
            _ => 0,
        });
        let most = most.max().unwrap_or(0).max(self.len);
        i32::try_from(most.saturating_add(more)).is_ok()
    }

    pub(super) fn ty(&self) -> RecordId {
        self.ty
    }

    /// Fills a slot of the record that is begun; `None` if it is filled already or holds no cells.
    #[inline]
    pub(super) fn put_cell(&mut self, slot: usize, cell: i64) -> Option<()> {
        let row = self.len;
        let slot = self.slots.get_mut(slot).filter(|slot| slot.known.len() == row)?;
        slot.values.push_cell(cell)?;
        slot.known.push(true);
        Some(())
    }

    /// Leaves a slot of the record that is begun missing; `None` if it is filled already.
    pub(super) fn put_missing(&mut self, slot: usize) -> Option<()> {
        let row = self.len;
        let slot = self.slots.get_mut(slot).filter(|slot| slot.known.len() == row)?;
        slot.values.push(&Value::Missing);
        slot.known.push(false);
        Some(())
    }

    /// The same for a text; `None` also if there is no room for it.
    pub(super) fn put_text(&mut self, slot: usize, more: &str) -> Option<()> {
        let row = self.len;
        let slot = self.slots.get_mut(slot).filter(|slot| slot.known.len() == row)?;
        let Buffer::Texts { offsets, text } = &mut slot.values else { return None };
        offsets.push(i32::try_from(text.len().checked_add(more.len())?).ok()?);
        text.push_str(more);
        slot.known.push(true);
        Some(())
    }

    /// Where the members of a list of the record that is begun are added.
    pub(super) fn members(&mut self, slot: usize) -> Option<&mut Self> {
        let row = self.len;
        let slot = self.slots.get_mut(slot).filter(|slot| slot.known.len() == row)?;
        if let Buffer::Lists { members, .. } = &mut slot.values { Some(members) } else { None }
    }

    /// Ends a list: the members added since the last one ended are its.
    pub(super) fn put_list(&mut self, slot: usize) -> Option<()> {
        let slot = self.slots.get_mut(slot)?;
        let Buffer::Lists { offsets, members } = &mut slot.values else { return None };
        offsets.push(i32::try_from(members.len).ok()?);
        slot.known.push(true);
        Some(())
    }

    /// Ends the record that is begun: what isn't filled is missing.
    pub(super) fn end(&mut self) -> Option<()> {
        let row = self.len;
        self.len = row.checked_add(1)?;
        for slot in self.slots.iter_mut().filter(|slot| slot.known.len() == row) {
            slot.values.push(&Value::Missing);
            slot.known.push(false);
        }
        Some(())
    }

    /// Gives up the record that is begun.
    pub(super) fn undo(&mut self) {
        let len = self.len;
        self.truncate(len);
    }

    fn truncate(&mut self, len: usize) {
        self.len = len;
        for slot in &mut self.slots {
            slot.values.truncate(len);
            slot.known.truncate(len);
        }
    }

    fn add(&mut self, record: &Record) {
        self.len += 1;
        for (slot, value) in self.slots.iter_mut().zip(&record.values) {
            slot.known.push(*value != Value::Missing);
            slot.values.push(value);
        }
    }

    /// These as a batch.
    pub fn batch(&self) -> Batch<'_> {
        // Made of records of the right shape, so there is nothing to check.
        Batch { ty: self.ty, len: self.len, columns: self.slots.iter().map(Slot::column).collect() }
    }

    /// The record of a row.
    pub fn record(&self, row: usize) -> Record {
        self.batch().record(row)
    }
}

impl Slot {
    fn column(&self) -> Column<'_> {
        Column { values: self.values.values(), validity: self.known.bitmap() }
    }
}

/// Where the last of what offsets divide ends.
fn kept(offsets: &[i32]) -> usize {
    offsets.last().and_then(|end| usize::try_from(*end).ok()).unwrap_or(0)
}

/// Bytes and members that a value may add to one column.
fn size(value: &Value) -> usize {
    match value {
        Value::Missing | Value::Cell(_) => 0,
        Value::Text(text) => text.len(),
        Value::List(members) => {
            members.iter().flat_map(|member| &member.values).map(size).sum::<usize>() + members.len()
        }
    }
}

impl Buffer {
    /// Adds a cell; `None` if it is no column of cells.
    #[inline]
    fn push_cell(&mut self, cell: i64) -> Option<()> {
        match self {
            Self::Truths(truths) => truths.push(cell != 0),
            Self::Options(values) => values.push(u8::try_from(cell).ok()?),
            Self::Days(values) => values.push(i32::try_from(cell).ok()?),
            Self::Numbers(values) => values.push(cell),
            Self::Wide(values) => values.push(i128::from(cell)),
            Self::Texts { .. } | Self::Lists { .. } => return None,
        }
        Some(())
    }

    /// Keeps the values of the first `len` rows.
    fn truncate(&mut self, len: usize) {
        match self {
            Self::Truths(truths) => truths.truncate(len),
            Self::Options(values) => values.truncate(len),
            Self::Days(values) => values.truncate(len),
            Self::Numbers(values) => values.truncate(len),
            Self::Wide(values) => values.truncate(len),
            Self::Texts { offsets, text } => {
                offsets.truncate(len + 1);
                text.truncate(kept(offsets));
            }
            Self::Lists { offsets, members } => {
                offsets.truncate(len + 1);
                members.truncate(kept(offsets));
            }
        }
    }

    /// Adds a value; what is missing is a 0, nothing or nobody.
    fn push(&mut self, value: &Value) {
        let cell = if let Value::Cell(cell) = value { *cell } else { 0 };
        let end = |len: usize| i32::try_from(len).unwrap_or(i32::MAX);
        match self {
            Self::Truths(truths) => truths.push(cell != 0),
            Self::Options(values) => values.push(u8::try_from(cell).unwrap_or(0)),
            Self::Days(values) => values.push(i32::try_from(cell).unwrap_or(0)),
            Self::Numbers(values) => match i64::try_from(cell) {
                Ok(cell) => values.push(cell),
                Err(_) => {
                    let mut wide: Vec<i128> = values.iter().copied().map(i128::from).collect();
                    wide.push(cell);
                    *self = Self::Wide(wide);
                }
            },
            Self::Wide(values) => values.push(cell),
            Self::Texts { offsets, text } => {
                if let Value::Text(more) = value {
                    text.push_str(more);
                }
                offsets.push(end(text.len()));
            }
            Self::Lists { offsets, members } => {
                if let Value::List(list) = value {
                    list.iter().for_each(|member| members.add(member));
                }
                offsets.push(end(members.len));
            }
        }
    }

    fn values(&self) -> Values<'_> {
        match self {
            Self::Truths(truths) => Values::Truths(truths.bitmap()),
            Self::Options(values) => Values::U8(values),
            Self::Days(values) => Values::I32(values),
            Self::Numbers(values) => Values::I64(values),
            Self::Wide(values) => Values::I128(values),
            Self::Texts { offsets, text } => Values::Texts { offsets, text },
            Self::Lists { offsets, members } => Values::Lists { offsets, members: Box::new(members.batch()) },
        }
    }
}
