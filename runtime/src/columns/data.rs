//! Records by columns: all values of one slot after one another.

use super::bits::Bits;
use crate::machine::{DecideError, shape};
use crate::program::{CellType, OptionListId, RecordId, SlotType};
use crate::record::{Record, Value};
use crate::verify::Verified;

/// Records of one type, by columns.
#[derive(Debug, Clone)]
pub struct Columns {
    pub(super) ty: RecordId,
    pub(super) len: usize,
    pub(super) slots: Vec<Column>,
    /// Rows with a number of more than 64 bits, which its column can't hold.
    pub(super) wide: Vec<(usize, Record)>,
}

/// The values of one slot. What is missing has a value that means nothing.
#[derive(Debug, Clone)]
pub(super) enum Column {
    Truths { yes: Bits, no: Bits },
    Numbers { values: Numbers, known: Bits },
    Texts(Vec<Option<Box<str>>>),
    Lists { known: Bits, offsets: Vec<usize>, members: Box<Columns> },
}

/// Numbers as narrow as their type allows.
#[derive(Debug, Clone)]
pub(super) enum Numbers {
    Options(Vec<u8>),
    Days(Vec<i32>),
    Wide(Vec<i64>),
}

impl Numbers {
    fn push(&mut self, value: i128) {
        match self {
            Self::Options(values) => values.push(u8::try_from(value).unwrap_or(0)),
            Self::Days(values) => values.push(i32::try_from(value).unwrap_or(0)),
            Self::Wide(values) => values.push(i64::try_from(value).unwrap_or(0)),
        }
    }

    pub fn get(&self, row: usize) -> Option<i128> {
        match self {
            Self::Options(values) => values.get(row).map(|value| i128::from(*value)),
            Self::Days(values) => values.get(row).map(|value| i128::from(*value)),
            Self::Wide(values) => values.get(row).map(|value| i128::from(*value)),
        }
    }
}

impl Columns {
    /// No records yet.
    ///
    /// # Errors
    /// If the program has no such record type.
    pub fn new(program: &Verified, ty: RecordId) -> Result<Self, DecideError> {
        let record = program.record(ty).ok_or(DecideError::UnknownRecord)?;
        let column = |ty: &SlotType| match ty {
            SlotType::Text => Ok(Column::Texts(Vec::new())),
            SlotType::Cell(CellType::Truth) => {
                Ok(Column::Truths { yes: Bits::default(), no: Bits::default() })
            }
            SlotType::Cell(ty) => {
                let values = match ty {
                    CellType::Option(OptionListId(_)) => Numbers::Options(Vec::new()),
                    CellType::Date => Numbers::Days(Vec::new()),
                    _ => Numbers::Wide(Vec::new()),
                };
                Ok(Column::Numbers { values, known: Bits::default() })
            }
            // Lists don't lead back to their record, so this ends.
            SlotType::List(member) => Ok(Column::Lists {
                known: Bits::default(),
                offsets: vec![0],
                members: Box::new(Self::new(program, *member)?),
            }),
        };
        let slots = record.slots.iter().map(|slot| column(&slot.ty)).collect::<Result<_, _>>()?;
        Ok(Self { ty, len: 0, slots, wide: Vec::new() })
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
    /// If it isn't of this type or doesn't have its shape.
    pub fn push(&mut self, program: &Verified, record: &Record) -> Result<(), DecideError> {
        if record.ty != self.ty {
            return Err(DecideError::UnknownRecord);
        }
        shape::check(program, record)?;
        if too_wide(record) {
            self.wide.push((self.len, record.clone()));
        }
        self.add(record);
        Ok(())
    }

    fn add(&mut self, record: &Record) {
        self.len += 1;
        for (column, value) in self.slots.iter_mut().zip(&record.values) {
            match (column, value) {
                (Column::Truths { yes, no }, value) => {
                    yes.push(matches!(value, Value::Cell(cell) if *cell != 0));
                    no.push(*value == Value::Cell(0));
                }
                (Column::Numbers { values, known }, value) => {
                    let cell = if let Value::Cell(cell) = value { Some(*cell) } else { None };
                    known.push(cell.is_some());
                    values.push(cell.unwrap_or(0));
                }
                (Column::Texts(texts), Value::Text(text)) => texts.push(Some(text.clone())),
                (Column::Texts(texts), _) => texts.push(None),
                (Column::Lists { known, offsets, members }, value) => {
                    known.push(matches!(value, Value::List(_)));
                    if let Value::List(list) = value {
                        list.iter().for_each(|member| members.add(member));
                    }
                    offsets.push(members.len);
                }
            }
        }
    }

    /// The record of a row.
    pub fn record(&self, row: usize) -> Record {
        match self.wide.binary_search_by_key(&row, |(row, _)| *row) {
            Ok(place) => self.wide.get(place).map_or_else(|| self.narrow(row), |(_, record)| record.clone()),
            Err(_) => self.narrow(row),
        }
    }

    fn narrow(&self, row: usize) -> Record {
        let value = |column: &Column| match column {
            Column::Truths { yes, .. } if yes.get(row) => Value::Cell(1),
            Column::Truths { no, .. } if no.get(row) => Value::Cell(0),
            Column::Truths { .. } => Value::Missing,
            Column::Numbers { values, known } if known.get(row) => {
                values.get(row).map_or(Value::Missing, Value::Cell)
            }
            Column::Texts(texts) => texts.get(row).cloned().flatten().map_or(Value::Missing, Value::Text),
            Column::Lists { known, offsets, members } if known.get(row) => {
                Value::List(places(offsets, row).map(|member| members.narrow(member)).collect())
            }
            Column::Numbers { .. } | Column::Lists { .. } => Value::Missing,
        };
        Record { ty: self.ty, values: self.slots.iter().map(value).collect() }
    }
}

/// Where the members of a row's list stand.
pub(super) fn places(offsets: &[usize], row: usize) -> std::ops::Range<usize> {
    let at = |place: usize| offsets.get(place).copied().unwrap_or_default();
    at(row)..at(row + 1)
}

fn too_wide(record: &Record) -> bool {
    record.values.iter().any(|value| match value {
        Value::Cell(cell) => i64::try_from(*cell).is_err(),
        Value::List(members) => members.iter().any(too_wide),
        Value::Missing | Value::Text(_) => false,
    })
}
