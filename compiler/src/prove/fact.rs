//! What is asked of the variables: choices among few, and linear comparisons.

use super::linear::Linear;
use std::collections::BTreeSet;

/// A condition over variables.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    /// True or false.
    Fixed(bool),
    /// A choice is one of these.
    Is(usize, BTreeSet<usize>),
    /// Below 0.
    Negative(Linear),
    /// At most 0.
    NotPositive(Linear),
    /// The contrary.
    Not(Box<Fact>),
    /// All of them.
    And(Vec<Fact>),
    /// One of them at least.
    Or(Vec<Fact>),
}

impl Fact {
    /// The contrary.
    pub fn not(self) -> Self {
        match self {
            Self::Fixed(value) => Self::Fixed(!value),
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Both.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fixed(true), one) | (one, Self::Fixed(true)) => one,
            (Self::Fixed(false), _) | (_, Self::Fixed(false)) => Self::Fixed(false),
            (Self::And(mut all), one) => {
                all.push(one);
                Self::And(all)
            }
            (one, other) => Self::And(vec![one, other]),
        }
    }

    /// One of both.
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fixed(false), one) | (one, Self::Fixed(false)) => one,
            (Self::Fixed(true), _) | (_, Self::Fixed(true)) => Self::Fixed(true),
            (Self::Or(mut all), one) => {
                all.push(one);
                Self::Or(all)
            }
            (one, other) => Self::Or(vec![one, other]),
        }
    }

    /// The first makes the second true.
    pub fn implies(self, other: Self) -> Self {
        self.not().or(other)
    }

    /// Both true or both false.
    pub fn same(self, other: Self) -> Self {
        let (a, b) = (self.clone().implies(other.clone()), other.implies(self));
        a.and(b)
    }

    /// All of them.
    pub fn all(facts: impl IntoIterator<Item = Self>) -> Self {
        facts.into_iter().fold(Self::Fixed(true), Self::and)
    }

    /// One of them.
    pub fn any(facts: impl IntoIterator<Item = Self>) -> Self {
        facts.into_iter().fold(Self::Fixed(false), Self::or)
    }

    /// Exactly 0.
    pub fn zero(line: Linear) -> Option<Self> {
        Some(Self::NotPositive(line.negated()?).and(Self::NotPositive(line)))
    }
}
