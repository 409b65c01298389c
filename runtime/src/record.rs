//! One entity's data, in the shape of its record type.

use crate::program::RecordId;

/// A value of one slot. Numbers are counted in 10^-decimals of the slot's base unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Not known; not the same as no, zero or none.
    #[default]
    Missing,
    /// A cell: truth value, day, option, set of options or number, as the slot's type says.
    Cell(i128),
    /// A text.
    Text(Box<str>),
    /// The members of a list. A list that is not known is `Missing`; a known list may be empty.
    List(Vec<Record>),
}

/// One record: one value a slot of its type, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its type.
    pub ty: RecordId,
    /// Its values; as many as the type has slots.
    pub values: Vec<Value>,
}
