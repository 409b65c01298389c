//! A block of rows under one rule: its registers, the lists that are open, and the rows that must be decided again.

use super::bits::Bits;
use super::data::{Column, Columns, places};
use super::days::Tables;
use super::register::{Lane, Register, View};
use crate::program::{Day, Program, Reg, Rule, RuleId};

/// Code that only the machine runs.
#[derive(Debug)]
pub(super) struct Unsupported;

/// The records that stand at one frame: the subjects of the block, or the members of all their lists together.
#[derive(Debug)]
pub(super) struct Frame<'c> {
    pub columns: &'c Columns,
    /// The first row among the columns, and how many.
    pub from: usize,
    pub len: usize,
    /// Where the members of each row of the frame before this one begin, and where the last one's end.
    pub offsets: Vec<usize>,
    /// Which rows of the frame before this one have a list that is known.
    pub listed: Bits,
}

/// A selection of members.
#[derive(Debug, Default)]
pub(super) struct Selected {
    /// The frame of its members.
    pub frame: usize,
    pub yes: Bits,
    pub no: Bits,
    /// Of each list, how many are surely in.
    pub counts: Vec<i64>,
    /// Of which lists it is known of every member whether it is in.
    pub settled: Bits,
}

/// The reference dates of a block.
#[derive(Debug)]
pub(super) enum Dates {
    /// One for all.
    Same(Day),
    /// One a row; `None` where it is missing.
    Each(Vec<Option<Day>>),
}

/// What became of a rule in the block, as far as other rules ask.
#[derive(Debug, Clone, Default)]
pub(super) struct Standings {
    pub applies: Bits,
    pub does_not: Bits,
}

/// What a block needs, kept from block to block so that hardly anything is allocated.
#[derive(Debug, Default)]
pub(super) struct Space {
    pub registers: Vec<Register>,
    pub selections: Vec<Selected>,
    pub tables: Tables,
    pub copies: [Vec<i64>; 2],
    pub bits: Bits,
}

/// See the module.
pub(super) struct Block<'c, 's> {
    pub program: &'c Program,
    pub id: RuleId,
    pub rule: &'c Rule,
    pub dates: &'s Dates,
    pub standings: &'s [Standings],
    pub space: &'s mut Space,
    pub frames: Vec<Frame<'c>>,
    /// Subjects that the machine must decide: a number outgrew 64 bits.
    pub redo: Bits,
}

impl<'c> Block<'c, '_> {
    pub fn depth(&self) -> usize {
        self.frames.len().saturating_sub(1)
    }

    /// How many rows the innermost frame has.
    pub fn len(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.len)
    }

    pub fn column(&self, frame: usize, slot: usize) -> Option<&'c Column> {
        self.frames.get(frame)?.columns.slots.get(slot)
    }

    /// The register itself, taken out, with whether it must be put back; where it has one value a row of an outer frame, a
    /// copy with one a row of the innermost.
    pub fn take(&mut self, reg: Reg) -> (Register, bool) {
        let depth = self.depth();
        match self.space.registers.get_mut(reg.index()) {
            Some(register) if register.frame == depth => (std::mem::take(register), true),
            Some(register) => {
                let register = register.clone();
                (self.spread(register), false)
            }
            None => (Register::default(), false),
        }
    }

    /// Two registers; of one twice, [`pair`] shows it as both.
    pub fn take_two(&mut self, a: Reg, b: Reg) -> [(Register, bool); 2] {
        let first = self.take(a);
        let second = if a == b { (Register::default(), false) } else { self.take(b) };
        [first, second]
    }

    pub fn give(&mut self, reg: Reg, (register, back): (Register, bool)) {
        if back {
            self.put(reg, register);
        }
    }

    pub fn give_two(&mut self, a: Reg, b: Reg, [first, second]: [(Register, bool); 2]) {
        self.give(a, first);
        self.give(b, second);
    }

    pub fn put(&mut self, reg: Reg, register: Register) {
        if let Some(place) = self.space.registers.get_mut(reg.index()) {
            *place = register;
        }
    }

    /// The register to write, empty, for the innermost frame.
    pub fn fresh(&mut self, reg: Reg) -> Register {
        let register = self.space.registers.get_mut(reg.index()).map(std::mem::take);
        Register { frame: self.depth(), lane: Lane::Own, ..register.unwrap_or_default() }
    }

    /// One value a row of the innermost frame instead of an outer one.
    fn spread(&self, register: Register) -> Register {
        let mut register = register;
        for (frame, at) in self.frames.iter().enumerate().skip(register.frame + 1) {
            let mut next = Register { frame, ..Register::default() };
            next.yes.repeat(&register.yes, &at.offsets);
            next.no.repeat(&register.no, &at.offsets);
            next.known.repeat(&register.known, &at.offsets);
            next.lane = match register.lane {
                Lane::Same(value) => Lane::Same(value),
                Lane::Column { .. } | Lane::Own => {
                    let view = self.view(&register);
                    for (row, end) in at.offsets.iter().skip(1).enumerate() {
                        next.numbers.resize(*end, view.get(row));
                    }
                    Lane::Own
                }
            };
            register = next;
        }
        register
    }

    /// The numbers of a register.
    pub fn view<'v>(&self, register: &'v Register) -> View<'v>
    where
        'c: 'v,
    {
        match register.lane {
            Lane::Same(value) => View::Same(value),
            Lane::Own => View::Wide(&register.numbers),
            Lane::Column { frame, slot } => match (self.frames.get(frame), self.column(frame, slot)) {
                (Some(frame), Some(Column::Numbers { values, .. })) => {
                    View::of(values, frame.from, frame.len)
                }
                _ => View::Wide(&[]),
            },
        }
    }

    /// The subject that a row of the innermost frame belongs to must be decided by the machine.
    pub fn again(&mut self, row: usize) {
        let inner = self.frames.iter().skip(1).rev();
        let subject =
            inner.fold(row, |row, frame| frame.offsets.partition_point(|at| *at <= row).saturating_sub(1));
        self.redo.set(subject);
    }

    /// Reads a slot.
    pub fn load(&mut self, dst: Reg, frame: usize, slot: usize) -> Result<(), Unsupported> {
        let mut out = self.fresh(dst);
        out.frame = frame;
        let at = self.frames.get(frame).ok_or(Unsupported)?;
        match self.column(frame, slot) {
            Some(Column::Truths { yes, no }) => {
                out.yes.part(yes, at.from, at.len);
                out.no.part(no, at.from, at.len);
            }
            Some(Column::Numbers { known, .. }) => {
                out.known.part(known, at.from, at.len);
                out.lane = Lane::Column { frame, slot };
            }
            _ => return Err(Unsupported),
        }
        self.put(dst, out);
        Ok(())
    }

    /// Opens the lists of the innermost frame.
    pub fn open(&mut self, frame: usize, slot: usize) -> Result<(), Unsupported> {
        let outer = self.frames.last().ok_or(Unsupported)?;
        let Some(Column::Lists { known, offsets, members }) = self.column(frame, slot) else {
            return Err(Unsupported);
        };
        if frame != self.depth() {
            return Err(Unsupported);
        }
        let mut listed = Bits::default();
        listed.part(known, outer.from, outer.len);
        let first = places(offsets, outer.from).start;
        let end = places(offsets, outer.from + outer.len).start;
        let local = offsets.get(outer.from..=outer.from + outer.len).unwrap_or_default();
        let offsets: Vec<usize> = local.iter().map(|at| at - first).collect();
        self.frames.push(Frame { columns: members, from: first, len: end - first, offsets, listed });
        Ok(())
    }
}

/// What [`Block::take_two`] took of `a` and `b`.
pub(super) fn pair(a: Reg, b: Reg, [first, second]: &[(Register, bool); 2]) -> [&Register; 2] {
    [&first.0, if a == b { &first.0 } else { &second.0 }]
}
