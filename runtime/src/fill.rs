//! Filling rows value by value, straight from what was read: from a table's cells, a message's fields, one's own structs.

use crate::input::{ValueError, at_once, expected, hide, read_slot};
use crate::machine::DecideError;
use crate::program::{RecordId, Slot, SlotId, SlotType};
use crate::record::Value;
use crate::row::{Member, Row};
use crate::verify::Verified;

/// Fills one record of a row; slots that aren't filled are missing.
///
/// Slots are known by their ids, which [`crate::program::RecordType::slot_named`] finds once for all records.
#[derive(Debug)]
pub struct Filler<'f> {
    program: &'f Verified,
    row: &'f mut Row,
    member: Member,
    slots: &'f [Slot],
}

impl Row {
    /// Begins a record of this type, whatever the row held.
    ///
    /// # Errors
    /// If the program has no such record type.
    pub fn begin<'f>(&'f mut self, program: &'f Verified, ty: RecordId) -> Result<Filler<'f>, DecideError> {
        let member = self.subject_of(program.plan(), ty).ok_or(DecideError::UnknownRecord)?;
        Ok(Filler { program, row: self, member, slots: slots(program, ty) })
    }
}

fn slots(program: &Verified, ty: RecordId) -> &[Slot] {
    program.record(ty).map(|record| record.slots.as_slice()).unwrap_or_default()
}

impl Filler<'_> {
    /// Fills a slot with a text in any spelling that [`crate::read_slot`] reads. A blank leaves it missing. A slot that the
    /// record type doesn't have is left alone.
    ///
    /// # Errors
    /// As [`crate::read_slot`].
    pub fn read(&mut self, slot: SlotId, text: &str) -> Result<(), ValueError> {
        let Some(of) = self.slots.get(slot.index()) else { return Ok(()) };
        if let Some(cell) = at_once(self.program, &of.ty, text) {
            self.row.set_cell(self.member, slot.index(), i128::from(cell));
            return Ok(());
        }
        let text = text.trim();
        if of.ty == SlotType::Text {
            let filled = text.is_empty() || self.row.set_text(self.member, slot.index(), text).is_some();
            return if filled { Ok(()) } else { Err(self.wrong(of, text)) };
        }
        match read_slot(self.program, of, text)? {
            Value::Cell(cell) => {
                self.row.set_cell(self.member, slot.index(), cell);
                Ok(())
            }
            Value::Missing => Ok(()),
            Value::Text(_) | Value::List(_) => Err(self.wrong(of, text)),
        }
    }

    /// Fills a list: makes it known and gives `fill` each of so many members in turn, with its place from 0. While a list is
    /// filled, `fill` may fill the lists of its members, which are of other types.
    ///
    /// # Errors
    /// Whatever `fill` fails with, and a slot that isn't a list.
    pub fn list<E: From<ValueError>>(
        &mut self,
        slot: SlotId,
        count: usize,
        mut fill: impl FnMut(usize, Filler<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some(of) = self.slots.get(slot.index()) else { return Ok(()) };
        let SlotType::List(ty) = of.ty else { return Err(self.wrong(of, "").into()) };
        let plan = self.program.plan();
        let from = self.row.len(ty);
        for place in 0..count {
            let member = self.row.add(plan, ty).ok_or_else(|| self.wrong(of, ""))?;
            let slots = slots(self.program, ty);
            fill(place, Filler { program: self.program, row: &mut *self.row, member, slots })?;
        }
        let filled = self.row.set_list(plan, (self.member, slot.index()), (ty, from), count);
        filled.ok_or_else(|| self.wrong(of, "").into())
    }

    fn wrong(&self, slot: &Slot, found: &str) -> ValueError {
        let error = ValueError { expected: expected(self.program, &slot.ty, found), found: found.to_owned() };
        hide(slot, error)
    }
}
