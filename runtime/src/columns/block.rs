//! A block of rows under one rule: its registers, the lists that are open, and what has been found of its rows.

use super::batch::{Batch, Column, Values};
use super::days::Tables;
use super::ends::Ends;
use super::kernel::{LoopId, Operand, Slot};
use super::outcome::Status;
use super::plan::Unsupported;
use super::register::{Lanes, Number, Place, Truth};
use super::words;
use crate::program::{Day, Program};
use fearless_simd::Level;

/// How many records stand inside one another at most: a subject and four members.
pub(super) const DEPTH: usize = 5;

/// The records at one depth: the subjects of the block, or the members of all their lists together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'c> {
    pub batch: &'c Batch<'c>,
    /// The first row among the records, and how many.
    pub from: usize,
    pub len: usize,
    /// The loop that makes them.
    pub lists: Option<LoopId>,
}

/// The lists that a loop goes over: where the members of each begin among its rows (when `base` is taken off), and where those
/// of the last one end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lists<'c> {
    pub offsets: &'c [i32],
    pub base: i32,
}

impl Lists<'_> {
    /// The members of each list.
    pub fn ranges(self) -> impl Iterator<Item = (usize, usize)> {
        let at = move |offset: i32| usize::try_from(offset.wrapping_sub(self.base)).unwrap_or(0);
        self.offsets.windows(2).filter_map(move |ends| match ends {
            [from, to] => Some((at(*from), at(*to))),
            _ => None,
        })
    }

    /// The members of a row's list.
    pub fn range(self, row: usize) -> (usize, usize) {
        let at = |place: usize| {
            let offset = self.offsets.get(place).map(|offset| offset.wrapping_sub(self.base));
            offset.and_then(|offset| usize::try_from(offset).ok()).unwrap_or(0)
        };
        (at(row), at(row + 1))
    }

    /// The row whose list a member stands in.
    pub fn of(self, member: usize) -> usize {
        let at = i32::try_from(member).unwrap_or(i32::MAX).wrapping_add(self.base);
        self.offsets.partition_point(|offset| *offset <= at).saturating_sub(1)
    }
}

/// What a loop found, kept after it.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Which members are in.
    pub chosen: Truth,
    /// Which lists are known; means nothing if `listed`.
    pub known: Vec<u64>,
    /// Whether all lists are known.
    pub listed: bool,
}

/// The reference dates of a block.
#[derive(Debug, Default)]
pub(super) struct Dates {
    /// One for all; then the rest means nothing.
    pub same: Option<Day>,
    /// One a row.
    pub days: Vec<Day>,
    /// Which are known.
    pub known: Vec<u64>,
}

impl Dates {
    /// The date of a row.
    pub fn get(&self, row: usize) -> Option<Day> {
        self.same.or_else(|| self.days.get(row).copied().filter(|_| words::get(&self.known, row)))
    }
}

/// What became of a rule in the block, as far as other rules ask.
#[derive(Debug, Default)]
pub(super) struct Standing {
    pub applies: Vec<u64>,
    pub does_not: Vec<u64>,
    /// Where neither holds for another reason than missing fields.
    pub trouble: Vec<u64>,
    /// The fields that undetermined rows hang on; nothing if there are none.
    pub missing: Vec<u64>,
}

impl Standing {
    /// What the statuses of a block come to, with what its undetermined rows hang on.
    pub fn note(&mut self, status: &[u8], wanting: &[u64], missing: &[u64]) {
        let is = |wanted: &[Status]| {
            let codes: Vec<u8> = wanted.iter().map(|status| status.code()).collect();
            move |code: &u8| codes.contains(code)
        };
        words::collect(&mut self.applies, status.iter().map(is(&[Status::Applies])));
        words::collect(
            &mut self.does_not,
            status.iter().map(is(&[Status::DoesNotApply, Status::NotInForce])),
        );
        words::combine(&mut self.trouble, &self.applies, &self.does_not, |applies, does_not| {
            !applies & !does_not
        });
        words::merge(&mut self.trouble, wanting, |trouble, wanting| trouble & !wanting);
        words::trim(&mut self.trouble, status.len());
        self.missing.clear();
        self.missing.extend_from_slice(missing);
    }
}

/// What is found of the rows of a block under a rule.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Rows that no effect has been found for.
    pub undecided: Vec<u64>,
    /// Of these, those where a guard was unknown.
    pub pending: Vec<u64>,
    /// Rows whose outcome hangs on something unknown.
    pub unsettled: Vec<u64>,
    /// Rows that the rule applies to.
    pub applies: Vec<u64>,
    /// Of the unsettled rows those that hang on missing fields alone, which are known.
    pub wanting: Vec<u64>,
    /// Rows that the machine must decide: a number outgrew 64 bits.
    pub redo: Vec<u64>,
    /// Rows where something is unknown for another reason than a missing field.
    pub trouble: Vec<u64>,
}

impl Found {
    /// Nothing is found yet of the rows in `open`.
    pub fn begin(&mut self, len: usize, open: &[u64]) {
        words::copy(&mut self.undecided, open);
        for set in
            [&mut self.pending, &mut self.unsettled, &mut self.applies, &mut self.wanting, &mut self.trouble]
        {
            words::fill(set, len, false);
        }
    }
}

/// What blocks need, kept from one to the next so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Space {
    pub truths: Vec<Truth>,
    pub numbers: Vec<Number>,
    pub members: Vec<Members>,
    pub found: Found,
    pub ends: Ends,
    pub dates: Dates,
    pub tables: Tables,
    pub room: [Vec<i64>; 2],
    pub bits: [Vec<u64>; 2],
    /// Rows on whose reference date the rule is in force, and those on which it isn't.
    pub open: Vec<u64>,
    pub closed: Vec<u64>,
    pub ranks: Vec<u64>,
}

/// See the module.
pub(super) struct Block<'b, 'c> {
    pub program: &'b Program,
    pub level: Level,
    pub standings: &'b [Standing],
    pub space: &'b mut Space,
    pub frames: [Option<Frame<'c>>; DEPTH],
    pub lists: Vec<Lists<'c>>,
}

impl<'c> Block<'_, 'c> {
    pub fn frame(&self, depth: usize) -> Result<Frame<'c>, Unsupported> {
        self.frames.get(depth).copied().flatten().ok_or(Unsupported)
    }

    /// How many rows a depth has.
    pub fn len(&self, depth: usize) -> usize {
        self.frames.get(depth).copied().flatten().map_or(0, |frame| frame.len)
    }

    pub fn column(&self, depth: usize, column: usize) -> Result<(Frame<'c>, &'c Column<'c>), Unsupported> {
        let frame = self.frame(depth)?;
        Ok((frame, frame.batch.column(column).ok_or(Unsupported)?))
    }

    /// A register to write, as it was left.
    pub fn take_truth(&mut self, slot: Slot) -> Truth {
        self.space.truths.get_mut(slot).map(std::mem::take).unwrap_or_default()
    }

    pub fn put_truth(&mut self, slot: Slot, truth: Truth) {
        if let Some(place) = self.space.truths.get_mut(slot) {
            *place = truth;
        }
    }

    /// A register to write, as it was left.
    pub fn take_number(&mut self, slot: Slot) -> Number {
        self.space.numbers.get_mut(slot).map(std::mem::take).unwrap_or_default()
    }

    pub fn put_number(&mut self, slot: Slot, number: Number) {
        if let Some(place) = self.space.numbers.get_mut(slot) {
            *place = number;
        }
    }

    pub fn truth(&self, slot: Slot) -> Result<&Truth, Unsupported> {
        self.space.truths.get(slot).ok_or(Unsupported)
    }

    /// The numbers of a register.
    pub fn lanes_of<'v>(&'v self, number: &'v Number) -> Lanes<'v> {
        match number.place {
            Place::Same(value) => Lanes::Same(value),
            Place::Wide => Lanes::I64(&number.wide),
            Place::Days => Lanes::I32(&number.days),
            Place::Column { depth, column } => {
                let Ok((frame, column)) = self.column(depth, column) else { return Lanes::I64(&[]) };
                let rows = frame.from..frame.from + frame.len;
                match &column.values {
                    Values::U8(values) => Lanes::U8(values.get(rows).unwrap_or_default()),
                    Values::I32(values) => Lanes::I32(values.get(rows).unwrap_or_default()),
                    Values::I64(values) => Lanes::I64(values.get(rows).unwrap_or_default()),
                    _ => Lanes::Same(0),
                }
            }
        }
    }

    /// An operand's numbers, and which are known unless all are.
    pub fn operand(&self, of: Operand) -> Result<(Lanes<'_>, Option<&[u64]>), Unsupported> {
        match of {
            Operand::Same(value) => Ok((Lanes::Same(value), None)),
            Operand::In(slot) => {
                let number = self.space.numbers.get(slot).ok_or(Unsupported)?;
                Ok((self.lanes_of(number), number.known()))
            }
        }
    }

    /// The subject that a row belongs to.
    fn subject(&self, depth: usize, row: usize) -> usize {
        let loops = (1..=depth).rev().filter_map(|depth| self.frames.get(depth).copied().flatten()?.lists);
        loops.fold(row, |row, lists| self.lists.get(lists).map_or(row, |lists| lists.of(row)))
    }

    /// Subjects of these rows must be decided by the machine.
    pub fn again(&mut self, depth: usize, rows: &[u64]) {
        if depth == 0 {
            return words::merge(&mut self.space.found.redo, rows, |redo, rows| redo | rows);
        }
        let len = self.len(depth);
        for row in words::rows(rows).take_while(|row| *row < len) {
            let subject = self.subject(depth, row);
            words::set(&mut self.space.found.redo, subject);
        }
    }

    /// Something about these rows is unknown for another reason than a missing field.
    pub fn trouble(&mut self, depth: usize, rows: &[u64]) {
        if depth == 0 {
            return words::merge(&mut self.space.found.trouble, rows, |trouble, rows| trouble | rows);
        }
        let len = self.len(depth);
        for row in words::rows(rows).take_while(|row| *row < len) {
            let subject = self.subject(depth, row);
            words::set(&mut self.space.found.trouble, subject);
        }
    }
}
