//! Whether a record has the shape of its type. Records are plain data that anybody can make, so the machine looks first.

use super::errors::DecideError;
use crate::plan::SlotShape;
use crate::record::{Record, Value};
use crate::verify::Verified;

/// Checks a record with all members of its lists.
pub(crate) fn check(program: &Verified, record: &Record) -> Result<(), DecideError> {
    if fits(&program.plan().shapes, record) { Ok(()) } else { Err(fault(program, record)) }
}

fn fits(shapes: &[Vec<SlotShape>], record: &Record) -> bool {
    let Some(slots) = shapes.get(record.ty.index()) else { return false };
    slots.len() == record.values.len()
        && slots.iter().zip(&record.values).all(|(slot, value)| holds(shapes, *slot, value))
}

#[inline]
fn holds(shapes: &[Vec<SlotShape>], slot: SlotShape, value: &Value) -> bool {
    match (slot, value) {
        (_, Value::Missing) | (SlotShape::Text, Value::Text(_)) => true,
        (SlotShape::Cell { least, greatest }, Value::Cell(cell)) => (least..=greatest).contains(cell),
        // Lists don't lead back to their record, so this ends.
        (SlotShape::List(ty), Value::List(members)) => {
            members.iter().all(|member| member.ty == ty && fits(shapes, member))
        }
        _ => false,
    }
}

/// The first thing that doesn't fit.
fn fault(program: &Verified, record: &Record) -> DecideError {
    let Some(ty) = program.record(record.ty) else { return DecideError::UnknownRecord };
    let shape = |field| DecideError::Shape { record: ty.name.clone(), field };
    let shapes = &program.plan().shapes;
    let Some(slots) = shapes.get(record.ty.index()).filter(|slots| slots.len() == record.values.len()) else {
        return shape(None);
    };
    for ((slot, known), value) in ty.slots.iter().zip(slots).zip(&record.values) {
        if holds(shapes, *known, value) {
            continue;
        }
        if let (SlotShape::List(expected), Value::List(members)) = (known, value) {
            let of_type = |member: &&Record| member.ty == *expected && !fits(shapes, member);
            if let Some(member) = members.iter().find(of_type) {
                return fault(program, member);
            }
        }
        return shape(Some(slot.title(program.english)));
    }
    shape(None)
}
