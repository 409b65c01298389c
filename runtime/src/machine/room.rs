//! The room that runs need: registers, selections, the loops that are open.

use super::causes::MAX_DEPTH;
use super::cell::Cell;
use crate::program::{RecordId, Reg, Selection, SlotId};
use crate::row::Members;

/// Registers and selections, kept from run to run so that a run allocates nothing.
#[derive(Debug)]
pub(crate) struct Room {
    registers: Vec<Cell>,
    selections: Vec<Selected>,
}

/// A selection: the membership of each member of its list.
#[derive(Debug, Clone)]
pub(crate) struct Selected {
    /// Unknown if the list itself is missing; else known.
    pub list: Cell,
    /// One a member, in order.
    pub memberships: Vec<Cell>,
}

impl Room {
    pub fn new(registers: usize, selections: usize) -> Self {
        let members = Selected { list: Cell::truth(true), memberships: Vec::new() };
        Self { registers: vec![Cell::unset(); registers], selections: vec![members; selections] }
    }

    /// Makes every register unwritten, so that a trace tells what a run didn't reach.
    pub fn clear(&mut self) {
        self.registers.fill(Cell::unset());
        for members in &mut self.selections {
            members.list = Cell::unset();
            members.memberships.clear();
        }
    }

    #[inline]
    pub fn get(&self, reg: Reg) -> Cell {
        self.registers.get(reg.index()).copied().unwrap_or_else(Cell::unset)
    }

    #[inline]
    pub fn set(&mut self, reg: Reg, cell: Cell) {
        if let Some(place) = self.registers.get_mut(reg.index()) {
            *place = cell;
        }
    }

    /// A selection.
    pub fn selection(&self, selection: Selection) -> Option<&Selected> {
        self.selections.get(selection.index())
    }

    /// Begins a selection over a list with so many members, none of which is in so far.
    pub fn begin_selection(&mut self, selection: Selection, list: Cell, count: usize) {
        if let Some(members) = self.selections.get_mut(selection.index()) {
            members.list = list;
            members.memberships.clear();
            members.memberships.resize(count, Cell::truth(false));
        }
    }

    /// Sets the membership of a member.
    pub fn set_membership(&mut self, selection: Selection, member: usize, membership: Cell) {
        let members = self.selections.get_mut(selection.index());
        if let Some(place) = members.and_then(|members| members.memberships.get_mut(member)) {
            *place = membership;
        }
    }

    /// The membership of a member; out if there is no such member.
    pub fn membership(&self, selection: Selection, member: usize) -> Cell {
        let members = self.selections.get(selection.index());
        members
            .and_then(|members| members.memberships.get(member))
            .copied()
            .unwrap_or_else(|| Cell::truth(false))
    }
}

/// A loop that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct OpenLoop {
    /// The list that it stands on: of which frame, which slot.
    pub frame: u8,
    pub slot: SlotId,
    /// Of which record type its members are.
    pub ty: RecordId,
    /// Which these are.
    pub members: Members,
    /// Where it begins: the place of its `Each`.
    pub begin: usize,
    /// The member's place, from 0.
    pub at: usize,
    pub within: Option<Selection>,
    pub into: Option<Selection>,
    /// Whether the member is in.
    pub membership: Cell,
}

/// The loops that are open, from the outside in.
#[derive(Debug)]
pub(super) struct Loops {
    open: [Option<OpenLoop>; MAX_DEPTH],
    depth: usize,
}

impl Loops {
    pub fn new() -> Self {
        Self { open: [None; MAX_DEPTH], depth: 0 }
    }

    /// How many are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    pub fn push(&mut self, one: OpenLoop) {
        if let Some(place) = self.open.get_mut(self.depth) {
            *place = Some(one);
            self.depth += 1;
        }
    }

    pub fn pop(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// The innermost one.
    #[inline]
    pub fn last_mut(&mut self) -> Option<&mut OpenLoop> {
        self.open.get_mut(self.depth.checked_sub(1)?)?.as_mut()
    }

    /// The loop whose member is this frame.
    fn of_frame(&self, frame: u8) -> Option<&OpenLoop> {
        self.open.get(usize::from(frame).checked_sub(1)?)?.as_ref()
    }

    /// The lists that lead to the record in a frame, from the subject on, with the member's place from 0.
    pub fn path(&self, frame: u8) -> Vec<(SlotId, u32)> {
        let mut steps = Vec::new();
        let mut frame = frame;
        while let Some(one) = self.of_frame(frame) {
            steps.push((one.slot, u32::try_from(one.at).unwrap_or(u32::MAX)));
            // The list belongs to a frame further out.
            frame = one.frame.min(frame.saturating_sub(1));
        }
        steps.reverse();
        steps
    }

    /// The members that the open loops stand on.
    pub fn places(&self) -> [u32; MAX_DEPTH] {
        let mut places = [0; MAX_DEPTH];
        for (place, one) in places.iter_mut().zip(self.open.iter().take(self.depth)) {
            *place = one.as_ref().map_or(0, |one| u32::try_from(one.at).unwrap_or(u32::MAX));
        }
        places
    }
}
