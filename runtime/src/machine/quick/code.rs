//! Quick code: what the instructions of a rule come to where all they meet is known and fits 64 bits.

use crate::program::{
    Compare, Day, Once, PeriodUnit, RecordId, Rounding, RuleId, ScaleId, StandardId, TextId,
};

/// A place among the cells of a [`Sheet`](super::Sheet): first the slots of the subject, then those of the members that loops
/// stand on, then what the rules work out.
pub(crate) type At = u32;

/// A place in a rule's quick code.
pub(crate) type To = u32;

/// Some of a rule's tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tests {
    pub first: u32,
    pub count: u32,
}

/// Whether a cell lies in a range and, of small cells, in a set. Both are looked at in every test, so that running it takes no
/// branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Test {
    pub cell: At,
    /// 1 if the cell must *not* lie there.
    pub not: u32,
    /// From this cell on.
    pub least: i64,
    /// So many further ones.
    pub span: u64,
    /// Which of 0 to 63; of a range alone, all.
    pub set: u64,
}

/// Operations on two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Two {
    Add,
    Subtract,
    Multiply,
    Min,
    Max,
    Compare(Compare),
    /// Whether the first one, a set, holds the second one.
    Contains,
    Overlaps,
}

/// Operations on days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Days {
    /// A day moved by a number.
    Shift(PeriodUnit),
    /// When a period from a day on is full.
    PeriodFull(PeriodUnit),
    /// The second day, which isn't before the first one.
    SpanEnd,
    /// How many whole ones lie between two days.
    Whole(PeriodUnit),
}

/// How a member's value joins what was gathered before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    Sum,
    Largest,
    Smallest,
    Any,
    All,
}

/// A text to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    Cell(At),
    Constant(TextId),
}

/// One step. Any that meets something unknown or too large gives the rule up: then it is unsettled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Op {
    /// Unless all hold, the rule doesn't apply.
    Require(Tests),
    /// Unless all hold, goes on elsewhere.
    Unless {
        tests: Tests,
        to: To,
    },
    /// Goes on elsewhere if one holds.
    If {
        tests: Tests,
        to: To,
    },
    Jump {
        to: To,
    },
    /// The rule applies in this case.
    Apply {
        case: u16,
        value: Option<At>,
    },
    /// Whether all hold.
    All {
        dst: At,
        tests: Tests,
    },
    /// Whether one holds.
    Any {
        dst: At,
        tests: Tests,
    },
    /// Takes over a cell, whatever is in it.
    Set {
        dst: At,
        a: At,
    },
    /// Takes over a cell that is known.
    Known {
        dst: At,
        a: At,
    },
    Two {
        how: Two,
        dst: At,
        a: At,
        b: At,
    },
    Days {
        how: Days,
        dst: At,
        a: At,
        b: At,
    },
    Round {
        dst: At,
        a: At,
        step: At,
        rounding: Rounding,
    },
    /// Rounds a × times / b; `by` is a place in [`Code::divisions`].
    Divide {
        dst: At,
        a: At,
        b: At,
        by: u32,
    },
    /// Takes over the cell of an option among so many from `first` on.
    Of {
        dst: At,
        first: At,
        count: u32,
        option: At,
    },
    /// Gives up if it is zero.
    NonZero {
        a: At,
    },
    Scale {
        dst: At,
        scale: ScaleId,
        x: At,
    },
    Applies {
        dst: At,
        rule: RuleId,
    },
    /// `texts` is a place in [`Code::texts`].
    SameText {
        dst: At,
        texts: u32,
    },
    /// Counts the members of a list for which tests hold; a place in [`Code::loops`], as in the next three.
    Select(u32),
    /// Turns to the first member of a list.
    Each(u32),
    /// The member at hand is in.
    In(u32),
    /// Turns to the next member.
    Next(u32),
    Join {
        how: Join,
        acc: At,
        value: At,
    },
    /// The rule doesn't apply.
    End,
}

/// A loop over a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loop {
    pub list: At,
    pub member: RecordId,
    /// How many slots a member has.
    pub width: usize,
    /// Where the cells of the member at hand stand.
    pub frame: At,
    /// A selection that its members must be in.
    pub within: Option<u32>,
    /// The selection that it makes, if another loop stands within it.
    pub into: Option<u32>,
    /// Where those that are in are counted.
    pub count: Option<At>,
    /// Of a [`Op::Select`]; their cells count from the member's first one.
    pub tests: Tests,
    /// The step after its first one, and that after its last one.
    pub begin: To,
    pub end: To,
}

/// The quick code of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Code {
    pub ops: Vec<Op>,
    pub tests: Vec<Test>,
    pub loops: Vec<Loop>,
    pub divisions: Vec<(i128, Rounding)>,
    pub texts: Vec<(Text, Text)>,
}

/// Cells that change with the reference date only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    ReferenceDate,
    /// As many cells as the standard has options to tell apart.
    Standard(StandardId),
}

/// A rule of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub id: RuleId,
    /// When the policy and the rule are in force, both days included.
    pub from: Day,
    pub to: Day,
    /// Whether another rule asks whether this one applies.
    pub asked: bool,
    /// Whether its amount is set against those of other rules.
    pub combines: bool,
    pub once: Option<Once>,
    /// `None` if the exact machine decides it always.
    pub code: Option<Code>,
}

/// The quick code of all rules of a record type.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    /// The rules, in program order.
    pub rules: Vec<Entry>,
    /// Whether a rule grants once only.
    pub once: bool,
    /// What the cells hold before the first record.
    pub cells: Vec<i64>,
    pub dated: Vec<(At, Dated)>,
    pub selections: usize,
}
