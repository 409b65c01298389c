//! Cells: whole numbers with a state.

use super::causes::{Cause, Causes};
use crate::program::{RuleId, ScaleId, StandardId};

/// What is known of a cell. Of two states the greater one is the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// The value is what it says.
    Known,
    /// A field is missing.
    Missing,
    /// A standard is set by another document; `value` is its id.
    Delegated,
    /// A standard or scale has no value on the reference date; see [`Lapsed`].
    Lapsed,
    /// It can't be worked out; see [`Trouble`].
    Failed,
    /// Not written; of a fold: no member yet. Never an operand.
    Unset,
}

/// A value of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The number, or what belongs to the state.
    pub value: i128,
    /// What is known of it.
    pub state: State,
    /// Why it is unknown.
    pub cause: Cause,
}

/// Why a cell can't be worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    Overflow,
    DivisionByZero,
    SpanReversed,
    NoMembers,
    BelowScale,
    DateOutOfRange,
}

/// What has no value on the reference date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lapsed {
    Standard(StandardId),
    Scale(ScaleId),
}

/// What a failed cell tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Failed {
    /// The instruction at this place met trouble.
    At(usize, Trouble),
    /// The rule that was asked for failed.
    Rule(RuleId),
}

const TROUBLES: [Trouble; 6] = [
    Trouble::Overflow,
    Trouble::DivisionByZero,
    Trouble::SpanReversed,
    Trouble::NoMembers,
    Trouble::BelowScale,
    Trouble::DateOutOfRange,
];
/// Failed cells hold `kind << 32 | place`; this is the kind of a rule that failed.
const RULE: i128 = 6;
/// Lapsed cells hold an id; this is added for scales.
const SCALE: i128 = 1 << 16;

impl Cell {
    /// A known value.
    #[inline]
    pub fn known(value: i128) -> Self {
        Self { value, state: State::Known, cause: Cause::default() }
    }

    /// A known truth value.
    #[inline]
    pub fn truth(truth: bool) -> Self {
        Self::known(i128::from(truth))
    }

    /// Nothing yet.
    pub fn unset() -> Self {
        Self { value: 0, state: State::Unset, cause: Cause::default() }
    }

    /// A missing value.
    pub fn missing(cause: Cause) -> Self {
        Self { value: 0, state: State::Missing, cause }
    }

    /// The value of a standard that another document sets.
    pub fn delegated(standard: StandardId, cause: Cause) -> Self {
        Self { value: i128::from(standard.0), state: State::Delegated, cause }
    }

    /// The value of something that isn't in force.
    pub fn lapsed(lapsed: Lapsed) -> Self {
        let value = match lapsed {
            Lapsed::Standard(id) => i128::from(id.0),
            Lapsed::Scale(id) => SCALE + i128::from(id.0),
        };
        Self { value, state: State::Lapsed, cause: Cause::default() }
    }

    /// A value that can't be worked out.
    pub fn failed(failed: Failed) -> Self {
        let value = match failed {
            Failed::At(place, trouble) => {
                let kind = TROUBLES.iter().position(|known| *known == trouble).unwrap_or(0);
                (i128::try_from(kind).unwrap_or(0) << 32) + i128::try_from(place).unwrap_or(0)
            }
            Failed::Rule(rule) => (RULE << 32) + i128::from(rule.0),
        };
        Self { value, state: State::Failed, cause: Cause::default() }
    }

    /// Whether it is known.
    #[inline]
    pub fn is_known(self) -> bool {
        self.state == State::Known
    }

    /// Whether it is known and true.
    #[inline]
    pub fn is_true(self) -> bool {
        self.state == State::Known && self.value != 0
    }

    /// Whether it is known and false.
    #[inline]
    pub fn is_false(self) -> bool {
        self.state == State::Known && self.value == 0
    }

    /// What a lapsed cell hangs on.
    pub fn lapsed_of(self) -> Lapsed {
        let id = u16::try_from(self.value & 0xffff).unwrap_or(0);
        if self.value >= SCALE { Lapsed::Scale(ScaleId(id)) } else { Lapsed::Standard(StandardId(id)) }
    }

    /// What a delegated cell hangs on.
    pub fn delegated_of(self) -> StandardId {
        StandardId(u16::try_from(self.value & 0xffff).unwrap_or(0))
    }

    /// What a failed cell met.
    pub fn failed_of(self) -> Failed {
        let low = self.value & 0xffff_ffff;
        let kind = usize::try_from(self.value >> 32).unwrap_or(0);
        match TROUBLES.get(kind) {
            Some(trouble) => Failed::At(usize::try_from(low).unwrap_or(0), *trouble),
            None => Failed::Rule(RuleId(u16::try_from(low).unwrap_or(0))),
        }
    }
}

/// The worse of two cells of which at least one is unknown; of two equally bad ones the first. What is missing for either is
/// missing for both.
#[inline]
pub(crate) fn worst(causes: &mut Causes, a: Cell, b: Cell) -> Cell {
    if b.is_known() {
        return a;
    }
    if a.is_known() {
        return b;
    }
    let cause = causes.both(a.cause, b.cause);
    Cell { cause, ..if a.state >= b.state { a } else { b } }
}

/// 且: false if either is known to be false, else as unknown as the worse of the unknown ones.
#[inline]
pub(crate) fn and(causes: &mut Causes, a: Cell, b: Cell) -> Cell {
    if a.is_false() {
        return a;
    }
    if b.is_false() {
        return b;
    }
    worst(causes, a, b)
}

/// 或: true if either is known to be true, else as unknown as the worse of the unknown ones.
#[inline]
pub(crate) fn or(causes: &mut Causes, a: Cell, b: Cell) -> Cell {
    if a.is_true() {
        return a;
    }
    if b.is_true() {
        return b;
    }
    worst(causes, a, b)
}

/// 非.
#[inline]
pub(crate) fn not(a: Cell) -> Cell {
    if a.is_known() { Cell::truth(a.value == 0) } else { a }
}
