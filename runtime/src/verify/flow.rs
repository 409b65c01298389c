//! What is known at each instruction while the code of a rule is walked through once, from its first to its last: which
//! registers and selections have been written, which loops and skips are open.
//!
//! A *region* is the code of a loop or of a skip. What is written in a region can be read in it, but not after it: the loop
//! may have had no turns, the skip may have been taken. Only the skip's own register outlives it.

use super::fault::Fault;
use crate::program::{Fold, Instr, RecordId, Reg, Rule, Selection, SlotId};
use std::collections::HashSet;

/// How deep loops may nest.
const MAX_LOOPS: usize = 4;
/// How deep loops and skips may nest.
const MAX_REGIONS: usize = 10_000;

/// How many steps may be spent on checking the skips of a rule: a chain of some two thousand conditions takes so many.
const MAX_EFFORT: usize = 2_000_000;

/// What has become of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Not written yet.
    Fresh,
    /// To be written by the skip that is open.
    Reserved,
    /// Gathers a fold; `Start` stood within so many regions.
    Gathers(Fold, usize),
    /// Written: it can be read.
    Written,
    /// Written where it can't be read any more.
    Gone,
}

/// What has become of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Made {
    Fresh,
    /// Being made by a loop that is open.
    Open,
    /// Made over this list.
    Over(u8, SlotId),
    Gone,
}

/// A loop or skip that is open.
#[derive(Debug)]
pub(super) struct Region {
    pub kind: Kind,
    /// A loop's `Next`, the first instruction after a skip.
    pub end: usize,
    registers: Vec<Reg>,
    selections: Vec<Selection>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `kept`: whether a `Keep` was seen.
    Loop { begin: usize, frame: u8, slot: SlotId, into: Option<Selection>, kept: bool },
    /// `inner`: a skip directly inside of one with the same register. `written`: whether its code wrote the register.
    Skip { test: Reg, dst: Reg, on: bool, inner: bool, written: bool },
}

/// See the module.
#[derive(Debug)]
pub(super) struct Flow {
    registers: Vec<State>,
    /// Where each register is written by an instruction other than a skip.
    writers: Vec<Option<usize>>,
    selections: Vec<Made>,
    pub regions: Vec<Region>,
    /// How many more steps may be spent on checking skips.
    effort: usize,
    /// Types of the records in the open frames.
    pub frames: Vec<RecordId>,
}

impl Flow {
    pub fn new(rule: &Rule) -> Self {
        Self {
            registers: vec![State::Fresh; rule.registers.len()],
            writers: vec![None; rule.registers.len()],
            selections: vec![Made::Fresh; usize::from(rule.selections)],
            regions: Vec::new(),
            effort: MAX_EFFORT,
            frames: vec![rule.subject],
        }
    }

    fn state(&mut self, reg: Reg) -> Result<&mut State, Fault> {
        self.registers.get_mut(reg.index()).ok_or(Fault::UnknownId)
    }

    /// A register is read.
    pub fn read(&mut self, reg: Reg) -> Result<(), Fault> {
        match self.state(reg)? {
            State::Written => Ok(()),
            _ => Err(Fault::Unwritten),
        }
    }

    /// A register is written by the instruction at `at`.
    pub fn write(&mut self, reg: Reg, at: usize) -> Result<(), Fault> {
        self.settle(reg, State::Written)?;
        if let Some(writer) = self.writers.get_mut(reg.index()) {
            *writer = Some(at);
        }
        Ok(())
    }

    /// A register leaves the state of not being written for another one.
    fn settle(&mut self, reg: Reg, next: State) -> Result<(), Fault> {
        let region = self.regions.last_mut();
        match self.registers.get_mut(reg.index()).ok_or(Fault::UnknownId)? {
            state @ State::Fresh => *state = next,
            state @ State::Reserved => match region {
                Some(Region { kind: Kind::Skip { dst, written, .. }, .. })
                    if *dst == reg && next == State::Written =>
                {
                    *written = true;
                    *state = next;
                }
                _ => return Err(Fault::Rewritten),
            },
            _ => return Err(Fault::Rewritten),
        }
        if let Some(region) = self.regions.last_mut() {
            region.registers.push(reg);
        }
        Ok(())
    }

    /// A fold begins.
    pub fn start(&mut self, acc: Reg, how: Fold) -> Result<(), Fault> {
        let depth = self.regions.len();
        self.settle(acc, State::Gathers(how, depth))
    }

    /// A member is gathered: directly inside of a loop that stands beside the fold's start.
    pub fn gather(&mut self, acc: Reg, how: Fold) -> Result<(), Fault> {
        self.in_loop()?;
        let depth = self.regions.len();
        match self.state(acc)? {
            State::Gathers(begun, at) if *begun == how && *at + 1 == depth => Ok(()),
            _ => Err(Fault::Fold),
        }
    }

    /// A fold ends, beside its start.
    pub fn finish(&mut self, acc: Reg, how: Fold) -> Result<(), Fault> {
        let depth = self.regions.len();
        match self.state(acc)? {
            state @ State::Gathers(..) if *state == State::Gathers(how, depth) => {
                *state = State::Gone;
                Ok(())
            }
            _ => Err(Fault::Fold),
        }
    }

    /// Whether the innermost region is a loop.
    pub fn in_loop(&self) -> Result<(), Fault> {
        match self.regions.last() {
            Some(Region { kind: Kind::Loop { .. }, .. }) => Ok(()),
            _ => Err(Fault::Misplaced),
        }
    }

    /// Whether no skip is open.
    pub fn never_skipped(&self) -> Result<(), Fault> {
        let skipped = self.regions.iter().any(|region| matches!(region.kind, Kind::Skip { .. }));
        if skipped { Err(Fault::Misplaced) } else { Ok(()) }
    }

    /// A membership is narrowed, once a turn.
    pub fn keep(&mut self) -> Result<(), Fault> {
        match self.regions.last_mut().map(|region| &mut region.kind) {
            Some(Kind::Loop { into: Some(_), kept, .. }) if !*kept => {
                *kept = true;
                Ok(())
            }
            _ => Err(Fault::Misplaced),
        }
    }

    /// A selection is read.
    pub fn selected(&self, selection: Selection) -> Result<(), Fault> {
        match self.selections.get(selection.index()).ok_or(Fault::UnknownId)? {
            Made::Over(..) => Ok(()),
            _ => Err(Fault::Unwritten),
        }
    }

    /// A loop begins. `member` is the type of its members.
    pub fn open_loop(&mut self, at: usize, instr: LoopHead, member: RecordId) -> Result<(), Fault> {
        let LoopHead { frame, slot, within, into, end } = instr;
        if let Some(selection) = within {
            let made = *self.selections.get(selection.index()).ok_or(Fault::UnknownId)?;
            if made != Made::Over(frame, slot) {
                return Err(Fault::Unwritten);
            }
        }
        if let Some(selection) = into {
            match self.selections.get_mut(selection.index()).ok_or(Fault::UnknownId)? {
                made @ Made::Fresh => *made = Made::Open,
                _ => return Err(Fault::Rewritten),
            }
        }
        if self.frames.len() > MAX_LOOPS || end <= at {
            return Err(Fault::Nesting);
        }
        self.frames.push(member);
        self.open(Kind::Loop { begin: at, frame, slot, into, kept: false }, end)
    }

    /// A skip over the code up to `end` begins.
    pub fn open_skip(
        &mut self,
        at: usize,
        (test, dst, on): (Reg, Reg, bool),
        end: usize,
    ) -> Result<(), Fault> {
        if end <= at {
            return Err(Fault::Nesting);
        }
        let nested = match self.regions.last().map(|region| region.kind) {
            Some(Kind::Skip { dst: outer, written: false, .. }) => outer == dst,
            _ => false,
        };
        let inner = match self.state(dst)? {
            state @ State::Fresh => {
                *state = State::Reserved;
                false
            }
            State::Reserved if nested => true,
            _ => return Err(Fault::Rewritten),
        };
        self.open(Kind::Skip { test, dst, on, inner, written: false }, end)
    }

    fn open(&mut self, kind: Kind, end: usize) -> Result<(), Fault> {
        let outer = self.regions.last();
        let inside = outer.is_none_or(|outer| match outer.kind {
            // A loop's own `Next` belongs to no region inside of it, but a skip may lead to it.
            Kind::Loop { .. } if matches!(kind, Kind::Loop { .. }) => end < outer.end,
            Kind::Skip { .. } if matches!(kind, Kind::Loop { .. }) => end < outer.end,
            Kind::Loop { .. } | Kind::Skip { .. } => end <= outer.end,
        });
        if !inside || self.regions.len() >= MAX_REGIONS {
            return Err(Fault::Nesting);
        }
        self.regions.push(Region { kind, end, registers: Vec::new(), selections: Vec::new() });
        Ok(())
    }

    /// Ends the innermost loop at its `Next`, which stands at `at`.
    pub fn close_loop(&mut self, at: usize, begins: usize) -> Result<(), Fault> {
        let Some(region) = self.regions.pop() else { return Err(Fault::Nesting) };
        let Kind::Loop { begin, frame, slot, into, .. } = region.kind else { return Err(Fault::Nesting) };
        if region.end != at || begin != begins {
            return Err(Fault::Nesting);
        }
        self.forget(&region);
        self.frames.pop();
        if let Some(selection) = into {
            if let Some(made) = self.selections.get_mut(selection.index()) {
                *made = Made::Over(frame, slot);
            }
            if let Some(outer) = self.regions.last_mut() {
                outer.selections.push(selection);
            }
        }
        Ok(())
    }

    /// Ends the skips that lead to the instruction at `at`.
    pub fn close_skips(&mut self, at: usize, code: &[Instr]) -> Result<(), Fault> {
        while let Some(region) =
            self.regions.pop_if(|region| matches!(region.kind, Kind::Skip { .. }) && region.end == at)
        {
            let Kind::Skip { test, dst, on, inner, written } = region.kind else { continue };
            self.forget(&region);
            if !written {
                // Nothing was to be left out but effects; the register is not read after it either.
                *self.state(dst)? = if inner { State::Reserved } else { State::Gone };
                continue;
            }
            if !self.agrees(code, dst, test, on) {
                return Err(Fault::Skip);
            }
            *self.state(dst)? = if inner { State::Reserved } else { State::Fresh };
            self.settle(dst, State::Written)?;
        }
        Ok(())
    }

    fn forget(&mut self, region: &Region) {
        for reg in &region.registers {
            if let Some(state) = self.registers.get_mut(reg.index()) {
                *state = State::Gone;
            }
        }
        for selection in &region.selections {
            if let Some(made) = self.selections.get_mut(selection.index()) {
                *made = Made::Gone;
            }
        }
    }

    /// Whether `dst` surely comes out as `on` if `test` is known to be `on`: it is written by an `Or` (an `And` for false) of
    /// which `test` is an operand, directly or through more of them.
    fn agrees(&mut self, code: &[Instr], dst: Reg, test: Reg, on: bool) -> bool {
        let mut open = vec![dst];
        // Each register is written by one instruction that only reads earlier ones, so looking at each once is enough.
        let mut seen = HashSet::new();
        while let Some(reg) = open.pop() {
            if reg == test {
                return true;
            }
            if !seen.insert(reg) {
                continue;
            }
            let Some(left) = self.effort.checked_sub(1) else { return false };
            self.effort = left;
            let writer = self.writers.get(reg.index()).copied().flatten().and_then(|at| code.get(at));
            match (writer, on) {
                (Some(Instr::And { a, b, .. }), false) | (Some(Instr::Or { a, b, .. }), true) => {
                    open.extend([*a, *b])
                }
                _ => {}
            }
        }
        false
    }
}

/// The fields of an [`Instr::Each`].
#[derive(Debug, Clone, Copy)]
pub(super) struct LoopHead {
    pub frame: u8,
    pub slot: SlotId,
    pub within: Option<Selection>,
    pub into: Option<Selection>,
    pub end: usize,
}
