//! Quick code: what the instructions of all rules of a record type come to where numbers fit 64 bits.
//!
//! It runs straight on: every step works on cells and leaves a cell, and one that it can't work out is unknown (less than
//! [`LEAST`](crate::row::LEAST)), as is all that hangs on it. Steps are passed over only to save work. What they would have left
//! then stands under a condition that doesn't hold, so that nobody looks at it.

use super::tests::Tests;
use crate::decision::Status;
use crate::decisions::Ruling;
use crate::program::{
    Compare, Day, Fold, Once, PeriodUnit, RecordId, Rounding, RuleId, ScaleId, SlotId, StandardId, TextId,
};

/// A place among the cells of a [`Sheet`]: first the slots of the subject, then those of the members that loops stand on, then
/// what the rules work out.
pub(crate) type At = u32;

/// Some of the tests of one word, by their bits; they hold together. None of them always hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Condition {
    pub word: u32,
    pub bits: u64,
}

/// Whether a cell lies in a range and, of small cells, in a set. Both are looked at in every test, so that running it takes no
/// branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// Operations on days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// A text to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Text {
    Cell(At),
    Constant(TextId),
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    /// Makes the test at this place in [`Sheet::later`].
    Test(u32),
    /// Passes over so many steps if a condition surely doesn't hold.
    Unless {
        condition: Condition,
        over: u32,
    },
    /// Passes over so many steps if a condition holds.
    When {
        condition: Condition,
        over: u32,
    },
    /// Passes over the steps of a rule that isn't in force.
    InForce {
        rule: u32,
        over: u32,
    },
    /// Whether a condition holds; whether not, if `not`.
    All {
        dst: At,
        condition: Condition,
        not: bool,
    },
    Add {
        dst: At,
        a: At,
        b: At,
    },
    Subtract {
        dst: At,
        a: At,
        b: At,
    },
    Multiply {
        dst: At,
        a: At,
        b: At,
    },
    Min {
        dst: At,
        a: At,
        b: At,
    },
    Max {
        dst: At,
        a: At,
        b: At,
    },
    Compare {
        dst: At,
        a: At,
        b: At,
        how: Compare,
    },
    /// Whether a set holds an option.
    Contains {
        dst: At,
        a: At,
        b: At,
    },
    Overlaps {
        dst: At,
        a: At,
        b: At,
    },
    Days {
        dst: At,
        a: At,
        b: At,
        how: Days,
    },
    /// Whether a day isn't after that in the cell `latest` (whether it is, if `not`), where none after that in the next cell
    /// can be told.
    Until {
        dst: At,
        day: At,
        latest: At,
        not: bool,
    },
    Round {
        dst: At,
        a: At,
        step: At,
        rounding: Rounding,
    },
    /// Rounds a × times / b, by a place in [`Sheet::divisions`].
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
    /// Takes over a cell that isn't zero.
    NonZero {
        dst: At,
        a: At,
    },
    Scale {
        dst: At,
        scale: ScaleId,
        x: At,
    },
    /// Takes over one cell if a condition holds, the other if not.
    Choose {
        dst: At,
        condition: Condition,
        yes: At,
        no: At,
    },
    SameText {
        dst: At,
        a: Text,
        b: Text,
    },
    /// Looks at the members of a list; a place in [`Sheet::walks`].
    Walk(u32),
    /// Turns to the first member of a list; a place in [`Sheet::loops`], as in the next two.
    Each(u32),
    /// Whether the member at hand is in.
    In(u32),
    /// Turns to the next member.
    Next(u32),
    /// A member's value joins what was gathered before, if it is in.
    Gather {
        how: Fold,
        acc: At,
        value: At,
        within: At,
    },
    /// Leaves word whether the rule at this place applies.
    Stand(u32),
}

impl Op {
    /// What it costs, about, in the time that an addition takes.
    pub fn cost(self) -> u32 {
        match self {
            Self::Walk(_) | Self::Each(_) | Self::Next(_) => 40,
            Self::Divide { .. } | Self::Scale { .. } => 12,
            Self::Days { how: Days::SpanEnd | Days::Whole(PeriodUnit::Days), .. } => 1,
            Self::Days { .. } | Self::Round { .. } | Self::SameText { .. } => 8,
            _ => 1,
        }
    }
}

/// Something that is asked of all members of a list at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ask {
    /// Which members are in. As all bits of a walk, these are of its tests.
    pub bits: u64,
    /// Where those that are in are counted.
    pub count: At,
    /// Where it is remembered who is in, if a loop stands on them.
    pub store: Option<u32>,
    pub folds: Vec<Folded>,
}

/// What is gathered of those members that are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Folded {
    pub how: Fold,
    pub what: What,
    pub acc: At,
}

/// A value of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Slot(At),
    /// Whether the tests of these bits hold.
    All(u64),
}

/// Where the members of a list stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct List {
    pub cell: At,
    pub member: RecordId,
    /// How many slots a member has.
    pub width: usize,
}

/// One pass over a list, for all that ask about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Walk {
    pub list: List,
    /// The tests that it holds against each member; they count cells from the member's first one.
    pub tests: Tests,
    pub asks: Vec<Ask>,
}

/// A loop over a list whose body needs steps of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Loop {
    pub list: List,
    /// Where the cells of the member at hand stand.
    pub frame: At,
    /// Those that it stands on: where they are remembered and where they are counted.
    pub within: Option<(u32, At)>,
    /// Where it is remembered who is in, if another loop stands on them.
    pub store: Option<u32>,
    /// Where those that are in are counted.
    pub count: At,
    /// Which members are in.
    pub keep: Condition,
    /// Whether the member at hand is in.
    pub inside: At,
    pub accs: Vec<(Fold, At)>,
    /// How many steps lie between its first and its last one.
    pub body: u32,
}

/// Cells that change with the reference date only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dated {
    ReferenceDate,
    /// As many cells as the standard has options to tell apart.
    Standard(StandardId),
    /// The last day from which a period is full on the reference date, or before it if `before`; and the last one from which
    /// it is full at all, and that isn't after the reference date if the period lies in a `span`. Periods are of one day or
    /// month at least, so that earlier ones are full earlier.
    Full {
        n: i64,
        unit: PeriodUnit,
        before: bool,
        span: bool,
    },
}

/// A rule of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub id: RuleId,
    /// When the policy and the rule are in force, both days included.
    pub from: Day,
    pub to: Day,
    /// If another rule asks: whether this one applies.
    pub standing: Option<At>,
    /// Whether its amount is set against those of other rules.
    pub combines: bool,
    pub once: Option<Once>,
    pub condition: Condition,
    /// Whether the exact machine decides it always.
    pub left: bool,
    /// All bits of the condition and the cases, which are of one word.
    pub bits: u64,
    pub cases: Vec<Case>,
}

impl Entry {
    /// A ruling that says no more than the kind of outcome.
    pub fn bare(&self, status: Status) -> Ruling {
        Ruling { rule: self.id, status, case: 0, value: None }
    }

    pub fn in_force(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A case of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Case {
    pub case: u16,
    /// The bits of the rule's condition and of its guard.
    pub bits: u64,
    /// Where its value stands, if it has one.
    pub value: At,
    pub valued: bool,
}

/// The quick code of all rules of a record type.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    /// The rules, in program order.
    pub rules: Vec<Entry>,
    /// Whether a rule grants once only.
    pub once: bool,
    /// Whether a rule's outcome hangs on more than the record and the day.
    pub more: bool,
    /// Where the record type has a reference date of its own.
    pub reference_date: Option<SlotId>,
    pub ops: Vec<Op>,
    /// By word: the tests of what is known from the beginning.
    pub words: Vec<Tests>,
    /// The other tests, and the bits that they have.
    pub later: Vec<(Test, Condition)>,
    pub walks: Vec<Walk>,
    pub loops: Vec<Loop>,
    pub divisions: Vec<(i128, Rounding)>,
    /// What the cells hold before the first record.
    pub cells: Vec<i64>,
    pub dated: Vec<(At, Dated)>,
    /// How many selections are remembered.
    pub stores: u32,
}
