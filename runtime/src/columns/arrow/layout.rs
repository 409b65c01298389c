//! Which column of a schema fills which slot of a record type, and how: worked out once, then used for every batch.

use super::cells::How;
use super::fault::ArrowFault;
use crate::input::expected;
use crate::program::{CellType, Program, RecordId, RecordType, Slot, SlotId, SlotType};
use arrow_schema::{DataType, Field, Fields, Schema};

/// The columns of a schema for the slots of a record type.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub(super) ty: RecordId,
    /// One a slot, in the type's order; nothing where no column fills it.
    pub(super) slots: Vec<Option<Column>>,
    unknown: Vec<String>,
}

/// The column of a slot.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Places from the outside in: the column, then fields of structs.
    pub at: Vec<usize>,
    /// Names from the outside in with dots between.
    pub title: String,
    pub data_type: DataType,
    pub how: How,
}

impl Layout {
    /// The layout of a schema for records of a type. Slots that no column fills are missing in every record; columns that fill no
    /// slot are left out and can be asked for.
    ///
    /// # Errors
    /// A column of a type that its slot can't be read from, and two columns for one slot.
    pub fn new(program: &Program, ty: RecordId, schema: &Schema) -> Result<Self, ArrowFault> {
        Self::of_fields(program, ty, &schema.fields, "")
    }

    pub(super) fn of_fields(
        program: &Program,
        ty: RecordId,
        fields: &Fields,
        above: &str,
    ) -> Result<Self, ArrowFault> {
        let mut layout = Self { ty, slots: Vec::new(), unknown: Vec::new() };
        let Some(record) = program.record(ty) else { return Ok(layout) };
        layout.slots.resize(record.slots.len(), None);
        let mut finder = Finder { program, record, above, layout, names: Vec::new(), at: Vec::new() };
        finder.fields(fields)?;
        Ok(finder.layout)
    }

    /// The schema with types that are read more quickly, for readers of files that can give either: dictionaries for options, no
    /// wider decimals than their digits ask for.
    pub fn quicker(&self, program: &Program, schema: &Schema) -> Schema {
        Schema::new_with_metadata(self.quicker_fields(program, &schema.fields), schema.metadata.clone())
    }

    fn quicker_fields(&self, program: &Program, fields: &Fields) -> Fields {
        let slots = program.record(self.ty).map(|record| record.slots.as_slice()).unwrap_or_default();
        let mut all: Vec<Field> = fields.iter().map(|field| field.as_ref().clone()).collect();
        for (slot, column) in slots.iter().zip(&self.slots) {
            let Some(column) = column else { continue };
            let mut at = column.at.iter();
            let Some(field) = at.next().and_then(|place| all.get_mut(*place)) else { continue };
            let path: Vec<usize> = at.copied().collect();
            let ty = at_path(field.data_type(), &path, &|ty| self.quicker_type(program, slot, column, ty));
            *field = field.clone().with_data_type(ty);
        }
        all.into()
    }

    fn quicker_type(&self, program: &Program, slot: &Slot, column: &Column, ty: &DataType) -> DataType {
        match (&slot.ty, ty, &column.how) {
            (SlotType::Cell(CellType::Option(_)), DataType::Utf8, _) => {
                DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
            }
            (SlotType::Cell(CellType::Number { .. }), DataType::Decimal128(digits @ ..=9, scale), _) => {
                DataType::Decimal32(*digits, *scale)
            }
            (SlotType::Cell(CellType::Number { .. }), DataType::Decimal128(digits @ ..=18, scale), _) => {
                DataType::Decimal64(*digits, *scale)
            }
            (_, DataType::List(item), How::List(members)) => match item.data_type() {
                DataType::Struct(fields) => {
                    let inner = DataType::Struct(members.quicker_fields(program, fields));
                    DataType::List(std::sync::Arc::new(item.as_ref().clone().with_data_type(inner)))
                }
                _ => ty.clone(),
            },
            _ => ty.clone(),
        }
    }

    /// Columns that fill no slot: names from the outside in with dots between.
    pub fn unknown(&self) -> &[String] {
        &self.unknown
    }

    /// The places of the schema's columns that fill slots, ascending.
    pub fn columns(&self) -> Vec<usize> {
        let mut places: Vec<usize> =
            self.slots.iter().flatten().filter_map(|column| column.at.first().copied()).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    /// The slots that a column fills.
    pub fn filled(&self) -> impl Iterator<Item = SlotId> {
        (0..=u16::MAX).map(SlotId).zip(&self.slots).filter_map(|(id, column)| column.as_ref().map(|_| id))
    }
}

struct Finder<'f> {
    program: &'f Program,
    record: &'f RecordType,
    /// Names of the lists around it.
    above: &'f str,
    layout: Layout,
    names: Vec<&'f str>,
    at: Vec<usize>,
}

impl<'f> Finder<'f> {
    fn fields(&mut self, fields: &'f Fields) -> Result<(), ArrowFault> {
        for (place, field) in fields.iter().enumerate() {
            self.names.push(field.name());
            self.at.push(place);
            let outermost = self.names.len() == 1;
            let slot = self.record.slot_at(&self.names);
            let slot = slot.or_else(|| self.record.slot_named(field.name()).filter(|_| outermost));
            match (slot, field.data_type()) {
                (Some(slot), data_type) => self.fill(slot, data_type)?,
                (None, DataType::Struct(inner)) if self.is_nested() => self.fields(inner)?,
                (None, _) => self.layout.unknown.push(self.title()),
            }
            self.names.pop();
            self.at.pop();
        }
        Ok(())
    }

    /// Whether the names are those of a nested record.
    fn is_nested(&self) -> bool {
        self.record.slots.iter().any(|slot| {
            slot.path.len() > self.names.len() && slot.path.iter().zip(&self.names).all(|(a, b)| a == b)
        })
    }

    fn title(&self) -> String {
        let own = self.names.join(".");
        if self.above.is_empty() { own } else { format!("{}.{own}", self.above) }
    }

    fn fill(&mut self, id: SlotId, data_type: &'f DataType) -> Result<(), ArrowFault> {
        let title = self.title();
        let (Some(slot), Some(place)) =
            (self.record.slots.get(id.index()), self.layout.slots.get_mut(id.index()))
        else {
            return Ok(());
        };
        if place.is_some() {
            return Err(ArrowFault::Twice { column: title });
        }
        let Some(how) = How::of(self.program, slot, data_type, &title)? else {
            return Err(ArrowFault::Type {
                column: title,
                wanted: Box::new(expected(self.program, &slot.ty, "")),
                types: types(slot),
                found: data_type.to_string(),
            });
        };
        *place = Some(Column { at: self.at.clone(), title, data_type: data_type.clone(), how });
        Ok(())
    }
}

/// A type with what stands at this path of structs changed.
fn at_path(ty: &DataType, path: &[usize], change: &dyn Fn(&DataType) -> DataType) -> DataType {
    let (Some((first, rest)), DataType::Struct(fields)) = (path.split_first(), ty) else { return change(ty) };
    let inner = fields.iter().enumerate().map(|(place, field)| match place == *first {
        true => field.as_ref().clone().with_data_type(at_path(field.data_type(), rest, change)),
        false => field.as_ref().clone(),
    });
    DataType::Struct(inner.collect())
}

/// The Arrow types that suit a slot best.
fn types(slot: &Slot) -> String {
    match &slot.ty {
        SlotType::Text => "Utf8".to_owned(),
        SlotType::Cell(CellType::Truth) => "Boolean".to_owned(),
        SlotType::Cell(CellType::Date) => "Date32".to_owned(),
        SlotType::Cell(CellType::Option(_)) => "Dictionary(UInt8, Utf8), Utf8".to_owned(),
        SlotType::Cell(CellType::Options(_)) => "List(Utf8), Utf8".to_owned(),
        SlotType::Cell(CellType::Number { decimals: 0, .. }) => "Int64, Decimal128(_, 0)".to_owned(),
        SlotType::Cell(CellType::Number { decimals, .. }) => format!("Decimal128(_, {decimals}), Int64"),
        SlotType::List(_) => "List(Struct)".to_owned(),
    }
}
