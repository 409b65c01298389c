//! What a rule's code becomes for columns: steps over whole blocks, with registers, constants and lists resolved.

use super::simd::Operation;
use crate::program::{Compare, Fold, PeriodUnit, Rounding, RuleId, ScaleId, StandardId};

/// A step, at the depth of the rows that it works on: 0 for the subjects, 1 for the members of their lists, and so on.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub depth: usize,
    pub kernel: Kernel,
}

/// A place in the truth or number registers of a block.
pub(super) type Slot = usize;

/// A loop over lists, by its place in the rule.
pub(super) type LoopId = usize;

/// A number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operand {
    /// The same for all rows.
    Same(i64),
    /// In a register.
    In(Slot),
}

/// How a day is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Move {
    /// By a calendar period.
    Shift(PeriodUnit),
    /// To the day on which the period is full.
    Full(PeriodUnit),
}

/// Arithmetic that is done number by number as the machine does it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exact {
    Round { step: i128, rounding: Rounding },
    Divide { times: i128, rounding: Rounding },
    NonZero,
    Whole(PeriodUnit),
}

/// A step over all rows of its depth. Operands have a value for each of them.
#[derive(Debug, Clone)]
pub(super) enum Kernel {
    /// A truth value that is the same for all rows.
    Fill {
        dst: Slot,
        truth: bool,
    },
    /// Truth values of the records. `field`: the bit of what is missing where one is.
    LoadTruth {
        dst: Slot,
        column: usize,
        field: u8,
    },
    /// Numbers of the records, which stay where they are.
    LoadNumber {
        dst: Slot,
        column: usize,
        field: u8,
    },
    /// The reference date.
    ReferenceDate {
        dst: Slot,
    },
    /// A standard's value on the reference date.
    Standard {
        dst: Slot,
        standard: StandardId,
    },
    /// A standard's value for an option.
    StandardBy {
        dst: Slot,
        standard: StandardId,
        option: Operand,
    },
    /// A scale's value.
    Scale {
        dst: Slot,
        scale: ScaleId,
        x: Operand,
    },
    /// Arithmetic that nothing but its size can spoil.
    Arithmetic {
        dst: Slot,
        a: Operand,
        b: Operand,
        how: Operation,
    },
    /// Other arithmetic.
    Exact {
        dst: Slot,
        a: Operand,
        b: Operand,
        how: Exact,
    },
    /// A day moved by a period.
    Moved {
        dst: Slot,
        day: Operand,
        n: Operand,
        by: Move,
    },
    /// `to` where it isn't before `from`.
    SpanEnd {
        dst: Slot,
        from: Operand,
        to: Operand,
    },
    /// Two numbers compared.
    Compare {
        dst: Slot,
        a: Operand,
        b: Operand,
        how: Compare,
    },
    /// A moved day compared with another day, without moving all of them.
    CompareMoved {
        dst: Slot,
        day: Operand,
        n: i64,
        by: Move,
        how: Compare,
        with: Operand,
    },
    /// Whether an option is one of a few.
    OneOf {
        dst: Slot,
        option: Slot,
        set: u128,
        ranges: Vec<(u8, u8)>,
    },
    /// Whether a set has an option.
    Contains {
        dst: Slot,
        set: Operand,
        option: Operand,
    },
    /// Whether two sets share an option.
    Overlaps {
        dst: Slot,
        a: Operand,
        b: Operand,
    },
    /// Three-valued logic.
    Not {
        dst: Slot,
        a: Slot,
    },
    And {
        dst: Slot,
        a: Slot,
        b: Slot,
    },
    Or {
        dst: Slot,
        a: Slot,
        b: Slot,
    },
    Surely {
        dst: Slot,
        a: Slot,
    },
    ChooseTruth {
        dst: Slot,
        guard: Slot,
        yes: Slot,
        no: Slot,
    },
    ChooseNumber {
        dst: Slot,
        guard: Slot,
        yes: Operand,
        no: Operand,
    },
    /// Whether an earlier rule applies.
    Applies {
        dst: Slot,
        rule: RuleId,
    },
    /// A value a row of the outer depth becomes one a member.
    SpreadTruth {
        dst: Slot,
        src: Slot,
        lists: LoopId,
    },
    SpreadNumber {
        dst: Slot,
        src: Slot,
        lists: LoopId,
    },
    /// The members of lists become the rows of the next depth.
    Each {
        lists: LoopId,
        column: usize,
        within: Option<LoopId>,
        field: u8,
    },
    /// Narrows which members are in.
    Keep {
        lists: LoopId,
        member: Slot,
    },
    /// Back to the rows whose lists these are.
    Next,
    /// The beginning of a fold, over whose members it goes, its steps and its end.
    StartTruth {
        acc: Slot,
        truth: bool,
    },
    StartNumber {
        acc: Slot,
        how: Fold,
    },
    GatherTruth {
        acc: Slot,
        value: Slot,
        all: bool,
        lists: LoopId,
    },
    GatherNumber {
        acc: Slot,
        value: Operand,
        how: Fold,
        lists: LoopId,
    },
    FinishTruth {
        dst: Slot,
        acc: Slot,
    },
    FinishNumber {
        dst: Slot,
        acc: Slot,
    },
    /// How many members of each list are in.
    Count {
        dst: Slot,
        lists: LoopId,
    },
    /// Whether none is.
    Empty {
        dst: Slot,
        lists: LoopId,
    },
    /// Leaves the rows where a condition is true.
    Decide {
        condition: Slot,
    },
    /// Rows where the guard is true end in this case. `shown`: the value is only told, so that the case counts without it.
    Effect {
        case: u16,
        guard: Option<Slot>,
        value: EffectValue,
        shown: bool,
    },
}

/// What a case comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EffectValue {
    Nothing,
    Truth(Slot),
    Number(Operand),
}

impl Kernel {
    /// The register that it writes; what only adds to one doesn't count.
    pub fn dst(&self) -> Option<Slot> {
        match *self {
            Self::Fill { dst, .. }
            | Self::LoadTruth { dst, .. }
            | Self::LoadNumber { dst, .. }
            | Self::ReferenceDate { dst }
            | Self::Standard { dst, .. }
            | Self::StandardBy { dst, .. }
            | Self::Scale { dst, .. }
            | Self::Arithmetic { dst, .. }
            | Self::Exact { dst, .. }
            | Self::Moved { dst, .. }
            | Self::SpanEnd { dst, .. }
            | Self::Compare { dst, .. }
            | Self::CompareMoved { dst, .. }
            | Self::OneOf { dst, .. }
            | Self::Contains { dst, .. }
            | Self::Overlaps { dst, .. }
            | Self::Not { dst, .. }
            | Self::And { dst, .. }
            | Self::Or { dst, .. }
            | Self::Surely { dst, .. }
            | Self::ChooseTruth { dst, .. }
            | Self::ChooseNumber { dst, .. }
            | Self::Applies { dst, .. }
            | Self::SpreadTruth { dst, .. }
            | Self::SpreadNumber { dst, .. }
            | Self::StartTruth { acc: dst, .. }
            | Self::StartNumber { acc: dst, .. }
            | Self::FinishTruth { dst, .. }
            | Self::FinishNumber { dst, .. }
            | Self::Count { dst, .. }
            | Self::Empty { dst, .. } => Some(dst),
            Self::Each { .. }
            | Self::Keep { .. }
            | Self::Next
            | Self::GatherTruth { .. }
            | Self::GatherNumber { .. }
            | Self::Decide { .. }
            | Self::Effect { .. } => None,
        }
    }
}
