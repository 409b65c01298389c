//! Conditions over the cells of variables.

use crate::numerals::Ratio;
use qingce_grammar::tree::Comparison;
use std::collections::BTreeSet;

use super::cells::Cell;

/// A condition whose atoms speak of variables by number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Formula {
    /// True or false whatever the facts are.
    Fixed(bool),
    /// A variable passes a test.
    Atom(usize, Test),
    /// Its contrary.
    Not(Box<Formula>),
    /// All of them.
    And(Vec<Formula>),
    /// One of them at least.
    Or(Vec<Formula>),
    /// Both true or both false.
    Same(Box<Formula>, Box<Formula>),
}

/// What is asked of one variable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// A point on a line against a constant.
    Line(Comparison, Ratio),
    /// One of these options.
    Among(BTreeSet<usize>),
    /// Yes.
    Yes,
}

impl Formula {
    /// The contrary.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::Fixed(value) => Self::Fixed(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The variables that it speaks of.
    pub(crate) fn variables(&self) -> BTreeSet<usize> {
        match self {
            Self::Fixed(_) => BTreeSet::new(),
            Self::Atom(variable, _) => [*variable].into(),
            Self::Not(inner) => inner.variables(),
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::variables).collect(),
            Self::Same(a, b) => [a, b].iter().flat_map(|part| part.variables()).collect(),
        }
    }

    /// Whether it holds in a combination of cells, as far as the cells that are given decide it.
    pub(super) fn value(&self, chosen: &[Option<Cell>]) -> Option<bool> {
        match self {
            Self::Fixed(value) => Some(*value),
            Self::Atom(variable, test) => chosen.get(*variable)?.as_ref().map(|cell| test.passes(cell)),
            Self::Not(inner) => inner.value(chosen).map(|v| !v),
            Self::And(parts) => settled(parts, chosen, false),
            Self::Or(parts) => settled(parts, chosen, true),
            Self::Same(a, b) => Some(a.value(chosen)? == b.value(chosen)?),
        }
    }

    /// The first variable that has no cell yet and could matter.
    pub(super) fn open_variable(&self, chosen: &[Option<Cell>]) -> Option<usize> {
        if self.value(chosen).is_some() {
            return None;
        }
        match self {
            Self::Fixed(_) => None,
            Self::Atom(variable, _) => Some(*variable),
            Self::Not(inner) => inner.open_variable(chosen),
            Self::And(parts) | Self::Or(parts) => parts.iter().find_map(|p| p.open_variable(chosen)),
            Self::Same(a, b) => a.open_variable(chosen).or_else(|| b.open_variable(chosen)),
        }
    }
}

/// `decides` as soon as one part has that value, its contrary once all have the contrary.
fn settled(parts: &[Formula], chosen: &[Option<Cell>], decides: bool) -> Option<bool> {
    let mut all = true;
    for part in parts {
        match part.value(chosen) {
            Some(value) if value == decides => return Some(decides),
            Some(_) => {}
            None => all = false,
        }
    }
    all.then_some(!decides)
}

impl Test {
    fn passes(&self, cell: &Cell) -> bool {
        match (self, cell) {
            (Self::Line(how, constant), Cell::Line { sample, .. }) => compares(*sample, *how, *constant),
            (Self::Among(options), Cell::Option(option)) => options.contains(option),
            (Self::Yes, Cell::Truth(value)) => *value,
            // What isn't named by any test passes none.
            _ => false,
        }
    }
}

/// Compares two constants.
pub(super) fn compares(left: Ratio, how: Comparison, right: Ratio) -> bool {
    match how {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}

/// The comparison as it reads with its sides exchanged.
pub(crate) fn turned(how: Comparison) -> Comparison {
    match how {
        Comparison::Equal => Comparison::Equal,
        Comparison::NotEqual => Comparison::NotEqual,
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
    }
}
