//! A record as the machine reads it: one cell of 64 bits a slot, members of lists one after the other, texts in one string.
//!
//! A row is filled and decided over and over without allocating. Whatever fills it makes sure that every value is of its slot's
//! type, so that the machine need not look again.

use crate::machine::{DecideError, shape};
use crate::plan::{Plan, SlotShape};
use crate::program::{RecordId, SlotId};
use crate::record::{Record, Value};
use crate::verify::Verified;
use std::collections::BTreeMap;

/// The cell of what is missing.
pub(crate) const MISSING: i64 = i64::MIN;
/// The cell of a number that needs more than 64 bits; it is kept apart.
const WIDE: i64 = i64::MIN + 1;
/// The least cell that says what it is.
pub(crate) const LEAST: i64 = i64::MIN + 2;

/// A record, with the members of its lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    ty: Option<RecordId>,
    /// Of the plan that it was filled for.
    mark: u64,
    /// By record type: the cells of its records, one record after the other. The subject is the first of its type. The cell of a
    /// text says where it stands in `texts`, that of a list which records of its type are its members.
    cells: Vec<Vec<i64>>,
    texts: String,
    /// Numbers of more than 64 bits, by type and place.
    wide: BTreeMap<(RecordId, usize), i128>,
}

/// A record within a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    pub ty: RecordId,
    /// Where its cells begin.
    pub start: usize,
}

/// The members of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Members {
    pub first: usize,
    pub count: usize,
}

impl Members {
    /// The members that the cell of a list that isn't missing tells of.
    pub fn of(cell: i64) -> Self {
        let (first, count) = parts(cell);
        Self { first, count }
    }
}

fn packed(first: usize, second: usize) -> Option<i64> {
    let (first, second) = (i32::try_from(first).ok()?, u32::try_from(second).ok()?);
    Some(i64::from(first) << 32 | i64::from(second))
}

fn parts(cell: i64) -> (usize, usize) {
    let part = |part: i64| usize::try_from(part & 0xffff_ffff).unwrap_or(0);
    (part(cell >> 32), part(cell))
}

impl Row {
    /// A row without a record.
    pub fn new() -> Self {
        Self::default()
    }

    /// The type of its record.
    #[inline]
    pub fn ty(&self) -> Option<RecordId> {
        self.ty
    }

    /// Takes over a record.
    ///
    /// # Errors
    /// If the record isn't one of the program's or doesn't have the shape of its type; then the row is without a record.
    pub fn fill(&mut self, program: &Verified, record: &Record) -> Result<(), DecideError> {
        let plan = program.plan();
        let filled = self.subject_of(plan, record.ty).and_then(|subject| self.take(plan, subject, record));
        match filled {
            Some(()) => Ok(()),
            None => {
                self.ty = None;
                Err(shape::check(program, record).err().unwrap_or(DecideError::TooLarge))
            }
        }
    }

    /// Begins a record of this type with every slot missing; `None` if there is no such type.
    pub(crate) fn subject_of(&mut self, plan: &Plan, ty: RecordId) -> Option<Member> {
        self.cells.resize_with(plan.shapes.len(), Vec::new);
        self.cells.iter_mut().for_each(Vec::clear);
        self.texts.clear();
        self.wide.clear();
        (self.ty, self.mark) = (Some(ty), plan.mark);
        self.add(plan, ty)
    }

    /// Adds a record of this type with every slot missing.
    pub(crate) fn add(&mut self, plan: &Plan, ty: RecordId) -> Option<Member> {
        let width = plan.shapes.get(ty.index())?.len();
        let cells = self.cells.get_mut(ty.index())?;
        let start = cells.len();
        cells.resize(start + width, MISSING);
        Some(Member { ty, start })
    }

    /// How many cells the records of this type have taken.
    pub(crate) fn len(&self, ty: RecordId) -> usize {
        self.cells.get(ty.index()).map_or(0, Vec::len)
    }

    fn put(&mut self, member: Member, slot: usize, cell: i64) -> Option<()> {
        *self.cells.get_mut(member.ty.index())?.get_mut(member.start + slot)? = cell;
        Some(())
    }

    /// Sets a slot whose type has this cell.
    pub(crate) fn set_cell(&mut self, member: Member, slot: usize, value: i128) -> Option<()> {
        match i64::try_from(value).ok().filter(|cell| *cell >= LEAST) {
            Some(cell) => self.put(member, slot, cell),
            None => {
                self.wide.insert((member.ty, member.start + slot), value);
                self.put(member, slot, WIDE)
            }
        }
    }

    /// Sets a slot of texts.
    pub(crate) fn set_text(&mut self, member: Member, slot: usize, text: &str) -> Option<()> {
        let cell = packed(self.texts.len(), text.len())?;
        self.texts.push_str(text);
        self.put(member, slot, cell)
    }

    /// Sets a list to so many records of its type, of which the first one's cells begin at `from`.
    pub(crate) fn set_list(
        &mut self,
        plan: &Plan,
        (member, slot): (Member, usize),
        (ty, from): (RecordId, usize),
        count: usize,
    ) -> Option<()> {
        // Records without slots are all alike.
        let first = from.checked_div(plan.width(ty)).unwrap_or(0);
        self.put(member, slot, packed(first, count)?)
    }

    fn take(&mut self, plan: &Plan, member: Member, record: &Record) -> Option<()> {
        let shapes = plan.shapes.get(record.ty.index())?;
        if shapes.len() != record.values.len() {
            return None;
        }
        for (slot, (shape, value)) in shapes.iter().zip(&record.values).enumerate() {
            match (*shape, value) {
                (_, Value::Missing) => {}
                (SlotShape::Text, Value::Text(text)) => self.set_text(member, slot, text)?,
                (SlotShape::Cell { least, greatest }, Value::Cell(cell))
                    if (least..=greatest).contains(cell) =>
                {
                    self.set_cell(member, slot, *cell)?;
                }
                (SlotShape::List(ty), Value::List(members)) => {
                    let from = self.len(ty);
                    for one in members {
                        let place = self.add(plan, ty)?;
                        if one.ty != ty {
                            return None;
                        }
                        self.take(plan, place, one)?;
                    }
                    self.set_list(plan, (member, slot), (ty, from), members.len())?;
                }
                _ => return None,
            }
        }
        Some(())
    }

    /// The record that the row is of.
    pub(crate) fn subject(&self) -> Option<Member> {
        self.ty.map(|ty| Member { ty, start: 0 })
    }

    /// The type of its record, if it was filled for this program.
    pub(crate) fn type_for(&self, program: &Verified) -> Option<RecordId> {
        self.ty.filter(|_| self.mark == program.plan().mark)
    }

    /// The cells of all records of a type.
    #[inline]
    pub(crate) fn cells(&self, ty: RecordId) -> &[i64] {
        self.cells.get(ty.index()).map(Vec::as_slice).unwrap_or_default()
    }

    fn cell(&self, member: Member, slot: SlotId) -> Option<i64> {
        let cell = self.cells(member.ty).get(member.start + slot.index()).copied();
        cell.filter(|cell| *cell != MISSING)
    }

    /// The number in a slot of cells; `None` if it is missing.
    pub(crate) fn number(&self, member: Member, slot: SlotId) -> Option<i128> {
        let cell = self.cell(member, slot)?;
        if cell != WIDE {
            return Some(i128::from(cell));
        }
        self.wide.get(&(member.ty, member.start + slot.index())).copied()
    }

    /// The text in a slot of texts; `None` if it is missing.
    pub(crate) fn text(&self, member: Member, slot: SlotId) -> Option<&str> {
        self.text_of(self.cell(member, slot)?)
    }

    /// The text that a cell which isn't missing tells of.
    pub(crate) fn text_of(&self, cell: i64) -> Option<&str> {
        let (from, len) = parts(cell);
        self.texts.get(from..from + len)
    }

    /// The members in a slot of a list; `None` if it is missing.
    pub(crate) fn members(&self, member: Member, slot: SlotId) -> Option<Members> {
        self.cell(member, slot).map(Members::of)
    }

    /// The record as a tree of values.
    pub fn record(&self, program: &Verified) -> Option<Record> {
        self.subject().and_then(|subject| self.tree(program.plan(), subject))
    }

    fn tree(&self, plan: &Plan, member: Member) -> Option<Record> {
        let shapes = plan.shapes.get(member.ty.index())?;
        let value = |(slot, shape): (u16, &SlotShape)| {
            let slot = SlotId(slot);
            match *shape {
                SlotShape::Text => self.text(member, slot).map(|text| Value::Text(text.into())),
                SlotShape::Cell { .. } => self.number(member, slot).map(Value::Cell),
                SlotShape::List(ty) => self.members(member, slot).map(|members| {
                    let places = (members.first..members.first + members.count).map(|at| at * plan.width(ty));
                    Value::List(places.filter_map(|start| self.tree(plan, Member { ty, start })).collect())
                }),
            }
            .unwrap_or_default()
        };
        Some(Record { ty: member.ty, values: (0..=u16::MAX).zip(shapes).map(value).collect() })
    }
}
