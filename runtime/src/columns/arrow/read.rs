//! From a batch of Arrow columns to a batch that the machine decides.

use super::cells::Reading;
use super::fault::ArrowFault;
use super::layout::Layout;
use crate::columns::batch::{self, Batch, Values};
use crate::columns::bitmap::Bitmap;
use crate::input::InputError;
use crate::program::{Program, RecordId};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};

/// Records of one type that lie in Arrow's own buffers.
#[derive(Debug, Clone)]
pub struct ArrowRecords {
    ty: RecordId,
    len: usize,
    slots: Vec<Held>,
    faults: Vec<RowFault>,
}

/// A row with a value that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row of the batch, from 0.
    pub row: usize,
    /// What is wrong, and where in the record.
    pub error: InputError,
}

/// The values of a slot, and which rows have one; without validity, all.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub values: Buffers,
    pub validity: Option<NullBuffer>,
}

#[derive(Debug, Clone)]
pub(super) enum Buffers {
    Missing,
    Truths(BooleanBuffer),
    U8(ScalarBuffer<u8>),
    I32(ScalarBuffer<i32>),
    I64(ScalarBuffer<i64>),
    I128(ScalarBuffer<i128>),
    Texts { offsets: OffsetBuffer<i32>, text: Buffer },
    Lists { offsets: OffsetBuffer<i32>, members: Box<ArrowRecords> },
}

impl Layout {
    /// The records of a batch.
    ///
    /// # Errors
    /// A batch of another schema than the layout's, and columns too large for one batch. Values that can't be read are no error
    /// of the batch: [`ArrowRecords::faults`] has them.
    pub fn read(&self, program: &Program, batch: &RecordBatch) -> Result<ArrowRecords, ArrowFault> {
        self.records(program, batch.columns(), batch.num_rows())
    }

    pub(super) fn records(
        &self,
        program: &Program,
        columns: &[ArrayRef],
        len: usize,
    ) -> Result<ArrowRecords, ArrowFault> {
        let slots = program.record(self.ty).map(|record| record.slots.as_slice()).unwrap_or_default();
        let mut records =
            ArrowRecords { ty: self.ty, len, slots: Vec::with_capacity(slots.len()), faults: Vec::new() };
        for (slot, column) in slots.iter().zip(&self.slots) {
            let held = match column {
                None => Held { values: Buffers::Missing, validity: None },
                Some(column) => {
                    let other = || ArrowFault::OtherSchema { column: column.title.clone() };
                    let (array, validity) = array(columns, &column.at).ok_or_else(other)?;
                    if array.data_type() != &column.data_type || array.len() != len {
                        return Err(other());
                    }
                    Reading { program, slot, column, faults: &mut records.faults }.held(&array, validity)?
                }
            };
            records.slots.push(held);
        }
        records.faults.sort_by_key(|fault| fault.row);
        Ok(records)
    }
}

/// The array at this place, valid where it and the structs around it are.
fn array(columns: &[ArrayRef], at: &[usize]) -> Option<(ArrayRef, Option<NullBuffer>)> {
    let (first, rest) = at.split_first()?;
    let mut array = columns.get(*first)?.clone();
    let mut validity = array.nulls().cloned();
    for place in rest {
        let inner = array.as_struct_opt()?.columns().get(*place)?.clone();
        validity = NullBuffer::union(validity.as_ref(), inner.nulls());
        array = inner;
    }
    Some((array, validity.filter(|validity| validity.null_count() > 0)))
}

impl ArrowRecords {
    /// How many records.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// What couldn't be read, by row. Such values are missing from the batch, so that what is decided of these rows means nothing:
    /// leave them out.
    pub fn faults(&self) -> &[RowFault] {
        &self.faults
    }

    /// Takes the faults out.
    pub(super) fn take_faults(&mut self) -> Vec<RowFault> {
        std::mem::take(&mut self.faults)
    }

    /// The records as a batch, in place.
    pub fn batch(&self) -> Batch<'_> {
        // Every value was looked at while it was read, so there is nothing to check.
        Batch { ty: self.ty, len: self.len, columns: self.slots.iter().map(Held::column).collect() }
    }
}

fn bitmap(bits: &BooleanBuffer) -> Bitmap<'_> {
    Bitmap::new(bits.values(), bits.offset())
}

impl Held {
    fn column(&self) -> batch::Column<'_> {
        let values = match &self.values {
            Buffers::Missing => Values::Missing,
            Buffers::Truths(truths) => Values::Truths(bitmap(truths)),
            Buffers::U8(values) => Values::U8(values),
            Buffers::I32(values) => Values::I32(values),
            Buffers::I64(values) => Values::I64(values),
            Buffers::I128(values) => Values::I128(values),
            Buffers::Texts { offsets, text } => {
                // Arrow keeps texts as UTF-8; whoever broke that has lost them.
                let text = std::str::from_utf8(text).unwrap_or_default();
                Values::Texts { offsets, text }
            }
            Buffers::Lists { offsets, members } => {
                Values::Lists { offsets, members: Box::new(members.batch()) }
            }
        };
        let validity = self.validity.as_ref().map(|validity| bitmap(validity.inner()));
        batch::Column { values, validity }
    }
}
