//! The instruction set.

use super::{ConstId, Reg, RuleId, ScaleId, Selection, SlotId, StandardId, TextId};
use serde::{Deserialize, Serialize};

/// Ways of rounding; a half goes away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Rounding {
    Nearest,
    Down,
    Up,
}

/// Comparison of two cells of one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum PeriodUnit {
    Months,
    Days,
    /// Years of age.
    Age,
}

/// How members of a selection are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Fold {
    /// Sum of a number; of none: 0.
    Sum,
    /// Largest; of none: an error.
    Largest,
    /// Smallest; of none: an error.
    Smallest,
    /// Whether one is true (Kleene); of none: no.
    Any,
    /// Whether all are true (Kleene); of none: yes.
    All,
}

/// A text to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextOperand {
    /// A text slot of the record in a frame.
    Slot {
        /// Which frame.
        frame: u8,
        /// Which slot.
        slot: SlotId,
    },
    /// A constant.
    Text(TextId),
}

/// One instruction. Cells that are not known pass through as the language's rules of missing values say; nothing but the two
/// skips and the loops change the order, and leaving every skip untaken gives the same result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Instr {
    /// A constant cell.
    Const {
        dst: Reg,
        constant: ConstId,
    },
    /// A scalar slot of the record in a frame.
    Load {
        dst: Reg,
        frame: u8,
        slot: SlotId,
    },
    /// The reference date.
    ReferenceDate {
        dst: Reg,
    },
    /// The value in force; `Lapsed` if there is none, `Delegated` if another document sets it.
    Standard {
        dst: Reg,
        standard: StandardId,
    },
    /// The value in force for an option.
    StandardBy {
        dst: Reg,
        standard: StandardId,
        option: Reg,
    },
    /// A scale at `x`.
    Scale {
        dst: Reg,
        scale: ScaleId,
        x: Reg,
    },
    Add {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Subtract {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// Decimals add up.
    Multiply {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Negate {
        dst: Reg,
        a: Reg,
    },
    /// a × 10^by: more decimals.
    Widen {
        dst: Reg,
        a: Reg,
        by: u8,
    },
    /// `a` is counted in multiples of the constant `step` (> 0) and rounded: result = round(a / step). Fewer decimals.
    Round {
        dst: Reg,
        a: Reg,
        step: ConstId,
        rounding: Rounding,
    },
    /// round(a × constant / b), an error if b is 0. `times` brings the quotient to the decimals wanted.
    Divide {
        dst: Reg,
        a: Reg,
        b: Reg,
        times: ConstId,
        rounding: Rounding,
    },
    /// An error if `a` is zero, else `a` (made before a quotient is only compared).
    NonZero {
        dst: Reg,
        a: Reg,
    },
    Min {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Max {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Compare {
        dst: Reg,
        a: Reg,
        b: Reg,
        how: Compare,
    },
    Not {
        dst: Reg,
        a: Reg,
    },
    And {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Or {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// Whether the mask `set` holds the option `option`.
    Contains {
        dst: Reg,
        set: Reg,
        option: Reg,
    },
    /// Whether two masks share a member.
    Overlaps {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// `yes` if `guard` is true, `no` if it is false; else as unknown as `guard`. All three of `dst`, `yes`, `no` have one type.
    Choose {
        dst: Reg,
        guard: Reg,
        yes: Reg,
        no: Reg,
    },
    /// Whether `a` is known and true; itself always known (of the cases of a definition the first that surely holds counts).
    Surely {
        dst: Reg,
        a: Reg,
    },
    /// Whether two texts are the same.
    SameText {
        dst: Reg,
        a: TextOperand,
        b: TextOperand,
    },
    /// `day` moved by `n` months or days (n may be negative), clamped once to the month's last day.
    Shift {
        dst: Reg,
        day: Reg,
        n: Reg,
        unit: PeriodUnit,
    },
    /// The day on which the period of `n` from `from` is full.
    PeriodFull {
        dst: Reg,
        from: Reg,
        n: Reg,
        unit: PeriodUnit,
    },
    /// `to`, or an error if it is before `from`.
    SpanEnd {
        dst: Reg,
        from: Reg,
        to: Reg,
    },
    /// Whole months / days / years (Age: whole years by the span convention, not by birthdays) in a span; `to` not before `from`.
    Whole {
        dst: Reg,
        from: Reg,
        to: Reg,
        unit: PeriodUnit,
    },
    /// Begins a loop over the members of a list slot of the record in `frame`, any frame that is open here. The member
    /// becomes the next frame: frame `d + 1` where `d` loops are open around this one (so that a loop over a list of the
    /// subject inside another loop leaves the outer member in its place).
    /// `within`: only members of that selection (membership carried over). Ends at the matching [`Instr::Next`] at `end`.
    Each {
        frame: u8,
        slot: SlotId,
        within: Option<Selection>,
        into: Option<Selection>,
        end: u32,
    },
    /// Narrows the current member's membership in the `into` selection of the innermost loop (at first: that in `within`).
    /// Without it all members that the loop stands on are in.
    Keep {
        member: Reg,
    },
    /// Folds `value` of the current member into `acc`, which [`Instr::Start`] set before the loop. A member that is not in
    /// (by `within` and a [`Instr::Keep`] before) doesn't matter; one with unknown membership makes a sum, largest or smallest
    /// as unknown as its membership and value.
    Gather {
        acc: Reg,
        value: Reg,
        how: Fold,
    },
    /// Start value of a fold.
    Start {
        acc: Reg,
        how: Fold,
    },
    /// Ends a fold after the loop: largest or smallest of none is an error.
    Finish {
        dst: Reg,
        acc: Reg,
        how: Fold,
    },
    /// Next member or out of the loop. `begin`: its [`Instr::Each`].
    Next {
        begin: u32,
    },
    /// How many are in a selection.
    Count {
        dst: Reg,
        selection: Selection,
    },
    /// Whether a selection is empty.
    Empty {
        dst: Reg,
        selection: Selection,
    },
    /// Whether another rule of the same subject, decided before, applies.
    Applies {
        dst: Reg,
        rule: RuleId,
    },
    /// `member` (narrowed by the membership in `within`), but false if the grant of this rule to the text `key` of the current
    /// member (the innermost frame) is known in the ledger or was claimed by an earlier member of this record. Never inside a
    /// skip, so that it is always seen.
    Claim {
        dst: Reg,
        member: Reg,
        frame: u8,
        key: SlotId,
    },
    /// If `test` is known false, `dst` is false and the code up to `to` is left out. Forward only. The code left out ends up
    /// writing `dst`, by an [`Instr::And`] that `test` is an operand of (directly or through more of them), and nothing else
    /// of what it writes is read after it.
    SkipIfFalse {
        test: Reg,
        dst: Reg,
        to: u32,
    },
    /// If `test` is known true, `dst` is true and the code up to `to` is left out; likewise, with [`Instr::Or`].
    SkipIfTrue {
        test: Reg,
        dst: Reg,
        to: u32,
    },
    /// The rule's condition. If it is not true the rest is left out.
    Decide {
        condition: Reg,
    },
    /// If `guard` is true the rule results in this case with this value, and the rest is left out. No guard: always, but
    /// after a guard that is unknown the decision hangs on that one.
    Effect {
        case: u16,
        guard: Option<Reg>,
        value: Option<Reg>,
    },
    /// No case was true: if one of the guards seen was unknown the decision is undetermined, else the rule doesn't apply.
    End,
}

impl Instr {
    /// The register that it writes, if it writes one. (A fold's `acc` is written by its start.)
    pub fn dst(&self) -> Option<Reg> {
        match *self {
            Self::Const { dst, .. }
            | Self::Load { dst, .. }
            | Self::ReferenceDate { dst }
            | Self::Standard { dst, .. }
            | Self::StandardBy { dst, .. }
            | Self::Scale { dst, .. }
            | Self::Add { dst, .. }
            | Self::Subtract { dst, .. }
            | Self::Multiply { dst, .. }
            | Self::Negate { dst, .. }
            | Self::Widen { dst, .. }
            | Self::Round { dst, .. }
            | Self::Divide { dst, .. }
            | Self::NonZero { dst, .. }
            | Self::Min { dst, .. }
            | Self::Max { dst, .. }
            | Self::Compare { dst, .. }
            | Self::Not { dst, .. }
            | Self::And { dst, .. }
            | Self::Or { dst, .. }
            | Self::Contains { dst, .. }
            | Self::Overlaps { dst, .. }
            | Self::Choose { dst, .. }
            | Self::Surely { dst, .. }
            | Self::SameText { dst, .. }
            | Self::Shift { dst, .. }
            | Self::PeriodFull { dst, .. }
            | Self::SpanEnd { dst, .. }
            | Self::Whole { dst, .. }
            | Self::Start { acc: dst, .. }
            | Self::Finish { dst, .. }
            | Self::Count { dst, .. }
            | Self::Empty { dst, .. }
            | Self::Applies { dst, .. }
            | Self::Claim { dst, .. }
            | Self::SkipIfFalse { dst, .. }
            | Self::SkipIfTrue { dst, .. } => Some(dst),
            Self::Each { .. }
            | Self::Keep { .. }
            | Self::Gather { .. }
            | Self::Next { .. }
            | Self::Decide { .. }
            | Self::Effect { .. }
            | Self::End => None,
        }
    }

    /// The registers that it reads, but for the one that a fold gathers in.
    pub fn operands(&self) -> [Option<Reg>; 3] {
        match *self {
            Self::Const { .. }
            | Self::Load { .. }
            | Self::ReferenceDate { .. }
            | Self::Standard { .. }
            | Self::SameText { .. }
            | Self::Each { .. }
            | Self::Start { .. }
            | Self::Finish { .. }
            | Self::Next { .. }
            | Self::Count { .. }
            | Self::Empty { .. }
            | Self::Applies { .. }
            | Self::End => [None; 3],
            Self::StandardBy { option: a, .. }
            | Self::Scale { x: a, .. }
            | Self::Negate { a, .. }
            | Self::Widen { a, .. }
            | Self::Round { a, .. }
            | Self::NonZero { a, .. }
            | Self::Not { a, .. }
            | Self::Surely { a, .. }
            | Self::Keep { member: a }
            | Self::Gather { value: a, .. }
            | Self::Claim { member: a, .. }
            | Self::SkipIfFalse { test: a, .. }
            | Self::SkipIfTrue { test: a, .. }
            | Self::Decide { condition: a } => [Some(a), None, None],
            Self::Add { a, b, .. }
            | Self::Subtract { a, b, .. }
            | Self::Multiply { a, b, .. }
            | Self::Divide { a, b, .. }
            | Self::Min { a, b, .. }
            | Self::Max { a, b, .. }
            | Self::Compare { a, b, .. }
            | Self::And { a, b, .. }
            | Self::Or { a, b, .. }
            | Self::Contains { set: a, option: b, .. }
            | Self::Overlaps { a, b, .. }
            | Self::Shift { day: a, n: b, .. }
            | Self::PeriodFull { from: a, n: b, .. }
            | Self::SpanEnd { from: a, to: b, .. }
            | Self::Whole { from: a, to: b, .. } => [Some(a), Some(b), None],
            Self::Choose { guard, yes, no, .. } => [Some(guard), Some(yes), Some(no)],
            Self::Effect { guard, value, .. } => [guard, value, None],
        }
    }
}
