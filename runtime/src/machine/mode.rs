//! Ways of running the code of a rule: plainly, keeping account of what is missing, or leaving a full trace.
//!
//! All run the same code with the same results. The plain one pays nothing for what the others remember.

use super::causes::{Cause, Causes, FieldKey};
use super::cell::Cell;
use crate::program::{Reg, RuleId, Selection, StandardId};

/// A way of running.
pub(crate) trait Mode {
    /// What is remembered of why a cell is unknown.
    type Cause: Copy + Default + std::fmt::Debug + PartialEq;
    /// Whether skips are taken.
    const SKIPS: bool;
    /// Whether every turn of a loop is written down.
    const TRACES: bool;

    /// A missing field. `key` is only asked for if it is remembered.
    fn field(&mut self, key: impl FnOnce() -> FieldKey) -> Self::Cause;
    /// A delegated standard.
    fn standard(&mut self, standard: StandardId) -> Self::Cause;
    /// An undetermined rule.
    fn rule(&mut self, rule: RuleId) -> Self::Cause;
    /// Both.
    fn both(&mut self, a: Self::Cause, b: Self::Cause) -> Self::Cause;
    /// A turn of a loop has ended. `registers` are those that it wrote.
    fn turn(&mut self, turn: Turn<Self::Cause>, registers: impl Iterator<Item = (Reg, Cell<Self::Cause>)>);
}

/// A turn of a loop, as a trace keeps it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn<C> {
    /// The selection that the loop makes.
    pub into: Option<Selection>,
    /// The members that the open loops stand on, from the outside in; the last one is this loop's.
    pub members: [u32; 4],
    /// How many of them.
    pub depth: usize,
    /// Whether the member is in.
    pub membership: Cell<C>,
}

/// Takes skips and remembers nothing.
#[derive(Debug)]
pub(crate) struct Plain;

impl Mode for Plain {
    type Cause = ();
    const SKIPS: bool = true;
    const TRACES: bool = false;

    #[inline]
    fn field(&mut self, _: impl FnOnce() -> FieldKey) {}
    #[inline]
    fn standard(&mut self, _: StandardId) {}
    #[inline]
    fn rule(&mut self, _: RuleId) {}
    #[inline]
    fn both(&mut self, (): (), (): ()) {}
    #[inline]
    fn turn(&mut self, _: Turn<()>, _: impl Iterator<Item = (Reg, Cell<()>)>) {}
}

/// Remembers which fields are missing and which standards are delegated.
#[derive(Debug)]
pub(crate) struct Tracked<'a> {
    pub causes: &'a mut Causes,
}

impl Mode for Tracked<'_> {
    type Cause = Cause;
    const SKIPS: bool = false;
    const TRACES: bool = false;

    fn field(&mut self, key: impl FnOnce() -> FieldKey) -> Cause {
        self.causes.field(key())
    }
    fn standard(&mut self, standard: StandardId) -> Cause {
        self.causes.standard(standard)
    }
    fn rule(&mut self, rule: RuleId) -> Cause {
        self.causes.rule(rule)
    }
    fn both(&mut self, a: Cause, b: Cause) -> Cause {
        self.causes.both(a, b)
    }
    fn turn(&mut self, _: Turn<Cause>, _: impl Iterator<Item = (Reg, Cell<Cause>)>) {}
}

/// A turn with what its registers held.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub turn: Turn<Cause>,
    pub registers: Vec<(Reg, Cell<Cause>)>,
}

/// Remembers what [`Tracked`] does and every turn of every loop.
#[derive(Debug)]
pub(crate) struct Traced<'a> {
    pub causes: &'a mut Causes,
    pub turns: Vec<Snapshot>,
}

impl Mode for Traced<'_> {
    type Cause = Cause;
    const SKIPS: bool = false;
    const TRACES: bool = true;

    fn field(&mut self, key: impl FnOnce() -> FieldKey) -> Cause {
        self.causes.field(key())
    }
    fn standard(&mut self, standard: StandardId) -> Cause {
        self.causes.standard(standard)
    }
    fn rule(&mut self, rule: RuleId) -> Cause {
        self.causes.rule(rule)
    }
    fn both(&mut self, a: Cause, b: Cause) -> Cause {
        self.causes.both(a, b)
    }
    fn turn(&mut self, turn: Turn<Cause>, registers: impl Iterator<Item = (Reg, Cell<Cause>)>) {
        self.turns.push(Snapshot { turn, registers: registers.collect() });
    }
}
