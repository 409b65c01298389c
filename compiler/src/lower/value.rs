//! What an expression becomes: a register, a number with its denominator, words or the members of a list.

use super::units::Shape;
use qingce_runtime::program::{Reason, Reg, Selection, SlotId, TextOperand};

/// A value of the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A truth value, day, option or set of options.
    Cell(Reg),
    /// A number.
    Number(Number),
    /// A text.
    Words(Words),
    /// Members of a list.
    Members(Members),
}

/// A number with fixed decimals in one register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Whole {
    pub reg: Reg,
    pub decimals: u8,
    /// The cell, where it is known now.
    pub constant: Option<i128>,
    /// Surely not below zero.
    pub nonnegative: bool,
    pub shape: Shape,
}

/// An exact number: a quotient is carried as numerator and denominator until it is rounded or compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub over: Whole,
    /// Surely above zero, or an error.
    pub under: Option<Whole>,
}

/// A text: no register holds one, so that a choice between texts stays a tree until it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Words {
    One(TextOperand),
    Choice { guard: Reg, yes: Box<Words>, no: Box<Words> },
}

/// Members of a list slot, all of them or those of a selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Members {
    pub frame: u8,
    pub slot: SlotId,
    pub within: Option<Selection>,
}

/// A value with the steps of reasoning that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told<V> {
    pub value: V,
    pub reasons: Vec<Reason>,
}

impl<V> Told<V> {
    /// A value that needs no reasons (a literal).
    pub fn plain(value: V) -> Self {
        Self { value, reasons: Vec::new() }
    }

    /// Another value for the same reasons.
    pub fn map<W>(self, change: impl FnOnce(V) -> W) -> Told<W> {
        Told { value: change(self.value), reasons: self.reasons }
    }
}

impl From<Whole> for Number {
    fn from(over: Whole) -> Self {
        Self { over, under: None }
    }
}
