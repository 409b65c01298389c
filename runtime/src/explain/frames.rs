//! Where in a rule's loops a step stands: the records in its frames, and what was seen of them.

use crate::machine::{Cell, Snapshot, State, Trace};
use crate::program::{CellType, Instr, Program, Reg, Rule, Selection, Slot, SlotId, SlotType};
use crate::record::{Record, Value};

/// The records in the open frames, from the subject on, with the turns that they belong to.
#[derive(Clone)]
pub(super) struct Frames<'a> {
    pub records: Vec<&'a Record>,
    pub members: Vec<u32>,
    turns: Vec<&'a Snapshot>,
}

impl<'a> Frames<'a> {
    pub fn subject(record: &'a Record) -> Self {
        Self { records: vec![record], members: Vec::new(), turns: Vec::new() }
    }

    /// One frame deeper.
    pub fn member(&self, member: &'a Record, place: u32, turn: &'a Snapshot) -> Self {
        let mut deeper = self.clone();
        deeper.records.push(member);
        deeper.members.push(place);
        deeper.turns.push(turn);
        deeper
    }

    /// What a register held in the turns of these frames; outside of them, at the end.
    pub fn register(&self, trace: &Trace<'_>, reg: Reg) -> Cell {
        let seen =
            |turn: &&Snapshot| turn.registers.iter().find(|(seen, _)| *seen == reg).map(|(_, cell)| *cell);
        self.turns.iter().rev().find_map(seen).unwrap_or_else(|| trace.register(reg))
    }

    /// A field of the record in a frame: its slot and value.
    pub fn field<'p>(&self, program: &'p Program, frame: u8, slot: SlotId) -> Option<(&'p Slot, &'a Value)> {
        let record = *self.records.get(usize::from(frame))?;
        Some((program.slot(record.ty, slot)?, record.values.get(slot.index())?))
    }
}

/// The loop that makes a selection.
#[derive(Clone, Copy)]
pub(super) struct Made {
    pub frame: u8,
    pub slot: SlotId,
    /// How many loops stand around it.
    pub depth: usize,
    /// Whether it only looks at the members of another selection.
    pub within: bool,
}

/// Finds the loop that makes a selection.
pub(super) fn made(rule: &Rule, selection: Selection) -> Option<Made> {
    let mut depth = 0usize;
    for instr in &rule.code {
        match *instr {
            Instr::Each { frame, slot, within, into, .. } => {
                if into == Some(selection) {
                    return Some(Made { frame, slot, depth, within: within.is_some() });
                }
                depth += 1;
            }
            Instr::Next { .. } => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Whether a cell that was worked out gives away a sensitive field: it is the field's own value, or a day counted from it.
pub(super) fn gives_away(ty: &CellType, cell: Cell, slot: &Slot, value: &Value) -> bool {
    let day = *ty == CellType::Date && slot.ty == SlotType::Cell(CellType::Date);
    slot.sensitive && cell.state == State::Known && (day || *value == Value::Cell(cell.value))
}
