//! Loops over lists: selections of members, folds, claims.

use super::cell::{Cell, State, Trouble, and, not, or, worst};
use super::room::OpenLoop;
use super::run::Run;
use super::trace::{Snapshot, Turn};
use crate::program::{Fold, Instr, Reg, Selection, SlotId};
use crate::row::Member;

impl Run<'_, '_> {
    /// Begins the loop whose `Each` is at hand. Whether there is a first member to turn to.
    pub(super) fn begin_loop(
        &mut self,
        (frame, slot): (u8, SlotId),
        within: Option<Selection>,
        into: Option<Selection>,
        end: usize,
    ) -> bool {
        let (Some(members), Some(ty)) = (self.members(frame, slot), self.list(frame, slot)) else {
            let missing = self.missing(frame, slot);
            if let Some(selection) = into {
                self.room.begin_selection(selection, missing, 0);
            }
            self.gather_unknown(end, missing);
            return false;
        };
        if let Some(selection) = into {
            self.room.begin_selection(selection, Cell::truth(true), members.count);
        }
        let membership = Cell::truth(true);
        self.loops.push(OpenLoop {
            frame,
            slot,
            ty,
            members,
            begin: self.at,
            at: 0,
            within,
            into,
            membership,
        });
        self.turn_to(0)
    }

    /// Turns to the first member from this place on that may be in; ends the loop if there is none.
    fn turn_to(&mut self, first: usize) -> bool {
        let depth = self.loops.depth();
        let Some(open) = self.loops.last_mut() else { return false };
        for at in first..open.members.count {
            let membership = match open.within {
                Some(selection) => self.room.membership(selection, at),
                None => Cell::truth(true),
            };
            if membership.is_false() {
                continue;
            }
            (open.at, open.membership) = (at, membership);
            if let Some(frame) = self.frames.get_mut(depth) {
                let start = (open.members.first + at) * self.setting.program.plan().width(open.ty);
                *frame = Member { ty: open.ty, start };
            }
            return true;
        }
        self.loops.pop();
        false
    }

    /// Ends the turn at hand. Whether there is another member to turn to.
    pub(super) fn next_turn(&mut self) -> bool {
        let Some(open) = self.loops.last_mut().copied() else { return false };
        if let Some(selection) = open.into {
            self.room.set_membership(selection, open.at, open.membership);
        }
        if let Some(snapshots) = &mut self.trace {
            let turn = Turn {
                into: open.into,
                members: self.loops.places(),
                depth: self.loops.depth(),
                membership: open.membership,
            };
            let code = self.setting.rule.code.get(open.begin + 1..self.at).unwrap_or_default();
            let room = &*self.room;
            let written = code.iter().filter_map(Instr::dst).map(|reg| (reg, room.get(reg)));
            snapshots.push(Snapshot { turn, registers: written.collect() });
        }
        self.turn_to(open.at + 1)
    }

    /// Whether the member at hand is in.
    pub(super) fn membership(&mut self) -> Cell {
        self.loops.last_mut().map_or(Cell::truth(true), |open| open.membership)
    }

    /// Narrows the membership of the member at hand.
    pub(super) fn keep(&mut self, member: Reg) {
        let member = self.get(member);
        if let Some(open) = self.loops.last_mut() {
            open.membership = and(self.causes, open.membership, member);
        }
    }

    /// Folds a member's value.
    pub(super) fn gather(&mut self, acc: Reg, membership: Cell, value: Cell, how: Fold) {
        if membership.is_false() {
            return;
        }
        let before = self.get(acc);
        let after = match how {
            Fold::Any => {
                let counts = and(self.causes, membership, value);
                or(self.causes, before, counts)
            }
            Fold::All => {
                let counts = or(self.causes, not(membership), value);
                and(self.causes, before, counts)
            }
            Fold::Sum | Fold::Largest | Fold::Smallest => {
                let value = if membership.is_known() { value } else { worst(self.causes, membership, value) };
                match (before.state, how) {
                    (State::Unset, _) => value,
                    (_, Fold::Largest) => self.lifted(before, value, |a, b| Ok(a.max(b))),
                    (_, Fold::Smallest) => self.lifted(before, value, |a, b| Ok(a.min(b))),
                    _ => self.lifted(before, value, |a, b| a.checked_add(b).ok_or(Trouble::Overflow)),
                }
            }
        };
        self.set(acc, after);
    }

    /// A list is missing: what the loop that would stand on it gathers is as unknown as the list.
    fn gather_unknown(&mut self, end: usize, unknown: Cell) {
        let code = self.setting.rule.code.get(self.at + 1..end).unwrap_or_default();
        let mut depth = 0usize;
        for instr in code {
            match *instr {
                Instr::Each { .. } => depth += 1,
                Instr::Next { .. } => depth = depth.saturating_sub(1),
                Instr::Gather { acc, how, .. } if depth == 0 => self.gather(acc, unknown, unknown, how),
                _ => {}
            }
        }
    }

    /// How many are in a selection.
    pub(super) fn count(&mut self, selection: Selection) -> Cell {
        let Some(members) = self.room.selection(selection) else { return Cell::known(0) };
        let mut unknown = members.list;
        let mut count = 0;
        for membership in &members.memberships {
            if membership.is_known() {
                count += membership.value;
            } else {
                unknown = worst(self.causes, unknown, *membership);
            }
        }
        if unknown.is_known() { Cell::known(count) } else { unknown }
    }

    /// Whether nobody is in a selection: known to be false as soon as one surely is in.
    pub(super) fn empty(&mut self, selection: Selection) -> Cell {
        let Some(members) = self.room.selection(selection) else { return Cell::truth(true) };
        let mut unknown = members.list;
        for membership in &members.memberships {
            if membership.is_true() {
                return Cell::truth(false);
            }
            if !membership.is_known() {
                unknown = worst(self.causes, unknown, *membership);
            }
        }
        if unknown.is_known() { Cell::truth(true) } else { unknown }
    }

    /// Claims the grant of this rule for the member at hand.
    pub(super) fn claim(&mut self, member: Cell, frame: u8, key: SlotId) -> Cell {
        // A member that may not be in claims nothing surely, whichever selection that hangs on.
        let membership = self.membership();
        let member = and(self.causes, membership, member);
        if member.is_false() {
            return member;
        }
        match self.text_in(frame, key) {
            Some(text) => match &mut self.claims {
                Some(claims) => claims.claim(self.causes, self.at, text, member),
                None => member,
            },
            None => {
                let missing = self.missing(frame, key);
                and(self.causes, member, missing)
            }
        }
    }
}
