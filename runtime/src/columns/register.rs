//! A register over a block of rows.
//!
//! A truth value is two bits a row: surely yes, surely no; with neither it is unknown, so that three-valued logic is two
//! operations on words. A number is a value and a bit whether it is known. Why something is unknown isn't kept: a row whose
//! outcome hangs on it is decided again by the machine.

use super::bits::Bits;
use super::data::Numbers;
use crate::machine::run;
use crate::program::Compare;
use View::{Days, Options, Same, Wide};

/// Where the numbers of a register are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lane {
    /// All alike.
    Same(i64),
    /// In a column of the frame's records, uncopied.
    Column { frame: usize, slot: usize },
    /// In the register.
    #[default]
    Own,
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Register {
    /// The frame whose rows it has a value for.
    pub frame: usize,
    pub lane: Lane,
    pub numbers: Vec<i64>,
    pub known: Bits,
    pub yes: Bits,
    pub no: Bits,
}

/// Numbers of a block, as narrow as they are kept.
#[derive(Debug, Clone, Copy)]
pub(super) enum View<'a> {
    Same(i64),
    Options(&'a [u8]),
    Days(&'a [i32]),
    Wide(&'a [i64]),
}

impl<'a> View<'a> {
    /// Rows of a column.
    pub fn of(numbers: &'a Numbers, from: usize, len: usize) -> Self {
        let range = from..from + len;
        match numbers {
            Numbers::Options(values) => Self::Options(values.get(range).unwrap_or_default()),
            Numbers::Days(values) => Self::Days(values.get(range).unwrap_or_default()),
            Numbers::Wide(values) => Self::Wide(values.get(range).unwrap_or_default()),
        }
    }

    /// The number of a row.
    pub fn get(self, row: usize) -> i64 {
        match self {
            Self::Same(value) => value,
            Self::Options(values) => values.get(row).copied().map_or(0, i64::from),
            Self::Days(values) => values.get(row).copied().map_or(0, i64::from),
            Self::Wide(values) => values.get(row).copied().unwrap_or(0),
        }
    }

    /// All numbers, copied to `room` where they are narrower.
    pub fn wide(self, len: usize, room: &'a mut Vec<i64>) -> &'a [i64] {
        if let Self::Wide(values) = self {
            return values;
        }
        room.clear();
        match self {
            Self::Same(value) => room.resize(len, value),
            Self::Options(values) => room.extend(values.iter().copied().map(i64::from)),
            Self::Days(values) => room.extend(values.iter().copied().map(i64::from)),
            Self::Wide(_) => {}
        }
        room
    }
}

/// `values` compared with one number.
fn against<T: Copy + Ord + TryFrom<i64>>(values: &[T], how: Compare, with: i64, out: &mut Bits) {
    let Ok(with) = T::try_from(with) else {
        // All values lie on one side of a number that their type can't hold.
        let less = with > 0;
        let holds = match how {
            Compare::Equal => false,
            Compare::NotEqual => true,
            Compare::Less | Compare::LessOrEqual => less,
            Compare::Greater | Compare::GreaterOrEqual => !less,
        };
        return out.fill(values.len(), holds);
    };
    match how {
        Compare::Equal => out.test(values, |value| value == with),
        Compare::NotEqual => out.test(values, |value| value != with),
        Compare::Less => out.test(values, |value| value < with),
        Compare::LessOrEqual => out.test(values, |value| value <= with),
        Compare::Greater => out.test(values, |value| value > with),
        Compare::GreaterOrEqual => out.test(values, |value| value >= with),
    }
}

/// The comparison with its sides exchanged.
fn turned(how: Compare) -> Compare {
    match how {
        Compare::Less => Compare::Greater,
        Compare::LessOrEqual => Compare::GreaterOrEqual,
        Compare::Greater => Compare::Less,
        Compare::GreaterOrEqual => Compare::LessOrEqual,
        Compare::Equal | Compare::NotEqual => how,
    }
}

/// Compares `len` rows. `room` is for copies.
pub(super) fn compare(
    (a, b): (View<'_>, View<'_>),
    how: Compare,
    len: usize,
    room: &mut [Vec<i64>; 2],
    out: &mut Bits,
) {
    match (a, b) {
        (Same(a), Same(b)) => out.fill(len, run::compare(i128::from(a), how, i128::from(b))),
        (Same(with), values) => compare((values, Same(with)), turned(how), len, room, out),
        (Options(values), Same(with)) => against(values, how, with, out),
        (Days(values), Same(with)) => against(values, how, with, out),
        (Wide(values), Same(with)) => against(values, how, with, out),
        _ => {
            let [left, right] = room;
            let (left, right) = (a.wide(len, left), b.wide(len, right));
            let pairs = left.iter().zip(right);
            out.collect(pairs.map(|(a, b)| run::compare(i128::from(*a), how, i128::from(*b))));
        }
    }
}
