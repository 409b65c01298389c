//! Registers over the rows of a block.
//!
//! A truth value is two bits a row: whether it is surely true, and whether it may be (so that it is unknown if it may be but
//! isn't surely): three-valued logic is one operation on each of the two. Where all are known (`settled`) one is enough. A
//! number is a value and a bit whether it is known, which is left out likewise.

use super::simd::{self, Source};
use super::words;
use fearless_simd::Level;

/// Truth values.
#[derive(Debug, Default)]
pub(super) struct Truth {
    /// Surely true.
    pub yes: Vec<u64>,
    /// Perhaps true; means nothing where all are known.
    pub perhaps: Vec<u64>,
    /// Whether all are known.
    pub settled: bool,
}

impl Truth {
    /// Which may be true.
    pub fn maybe(&self) -> &[u64] {
        if self.settled { &self.yes } else { &self.perhaps }
    }

    /// Becomes what is known to hold or not (`holds`, in [`Truth::yes`]) where the operands are known.
    pub fn where_known(&mut self, a: Option<&[u64]>, b: Option<&[u64]>) {
        self.settled = a.is_none() && b.is_none();
        if self.settled {
            return;
        }
        words::copy(&mut self.perhaps, &self.yes);
        for known in [a, b].into_iter().flatten() {
            words::merge(&mut self.yes, known, |yes, known| yes & known);
            words::merge(&mut self.perhaps, known, |perhaps, known| perhaps | !known);
        }
    }
}

impl Truth {
    /// Those in `lost` aren't known.
    pub fn lose(&mut self, lost: &[u64]) {
        if self.settled {
            words::copy(&mut self.perhaps, &self.yes);
            self.settled = false;
        }
        words::merge(&mut self.yes, lost, |yes, lost| yes & !lost);
        words::merge(&mut self.perhaps, lost, |perhaps, lost| perhaps | lost);
    }
}

/// Where the numbers of a register are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// All alike.
    Same(i64),
    /// In a column of the records at a depth, uncopied.
    Column { depth: usize, column: usize },
    /// In [`Number::wide`].
    Wide,
    /// In [`Number::days`].
    Days,
}

/// Numbers.
#[derive(Debug)]
pub(super) struct Number {
    pub place: Place,
    pub wide: Vec<i64>,
    pub days: Vec<i32>,
    /// Which are known; means nothing where all are.
    pub known: Vec<u64>,
    /// Whether all are known.
    pub settled: bool,
    /// Of a fold: which lists nobody was met in yet.
    pub none: Vec<u64>,
}

impl Default for Number {
    fn default() -> Self {
        Self {
            place: Place::Wide,
            wide: Vec::new(),
            days: Vec::new(),
            known: Vec::new(),
            settled: false,
            none: Vec::new(),
        }
    }
}

impl Number {
    /// Which are known, unless all are.
    pub fn known(&self) -> Option<&[u64]> {
        (!self.settled).then_some(&self.known)
    }

    /// Known where the operands are.
    pub fn where_known(&mut self, a: Option<&[u64]>, b: Option<&[u64]>) {
        self.settled = a.is_none() && b.is_none();
        match (a, b) {
            (Some(a), Some(b)) => words::combine(&mut self.known, a, b, |a, b| a & b),
            (Some(known), None) | (None, Some(known)) => words::copy(&mut self.known, known),
            (None, None) => {}
        }
    }

    /// All unknown or all known.
    pub fn fill(&mut self, len: usize, known: bool) {
        self.settled = known;
        if !known {
            words::fill(&mut self.known, len, false);
        }
    }

    /// Those in `lost` (of a block of `len` rows) aren't known.
    pub fn lose(&mut self, len: usize, lost: &[u64]) {
        if self.settled {
            words::fill(&mut self.known, len, true);
            self.settled = false;
        }
        words::merge(&mut self.known, lost, |known, lost| known & !lost);
    }
}

/// Numbers of a block, as narrow as they are kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum Lanes<'a> {
    Same(i64),
    U8(&'a [u8]),
    I32(&'a [i32]),
    I64(&'a [i64]),
}

impl<'a> Lanes<'a> {
    /// The number of a row.
    pub fn get(self, row: usize) -> i64 {
        match self {
            Self::Same(value) => value,
            Self::U8(values) => values.get(row).copied().map_or(0, i64::from),
            Self::I32(values) => values.get(row).copied().map_or(0, i64::from),
            Self::I64(values) => values.get(row).copied().unwrap_or(0),
        }
    }

    /// All numbers, made wide in `room` where they are narrower.
    pub fn wide(self, level: Level, len: usize, room: &'a mut Vec<i64>) -> &'a [i64] {
        match self {
            Self::I64(values) => return values,
            Self::Same(value) => {
                room.clear();
                room.resize(len, value);
            }
            Self::U8(values) => simd::widen(level, values, room),
            Self::I32(values) => simd::widen(level, values, room),
        }
        room
    }

    /// All numbers, one if they are alike.
    pub fn source(self, level: Level, len: usize, room: &'a mut Vec<i64>) -> Source<'a, i64> {
        match self {
            Self::Same(value) => Source::One(value),
            _ => Source::Each(self.wide(level, len, room)),
        }
    }

    /// The least and the greatest.
    pub fn extremes(self, level: Level) -> (i64, i64) {
        match self {
            Self::Same(value) => (value, value),
            Self::U8(_) => (i64::from(u8::MIN), i64::from(u8::MAX)),
            Self::I32(_) => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Self::I64(values) => simd::extremes(level, values),
        }
    }
}
