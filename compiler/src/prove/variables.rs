//! The variables of a question: what of a record each of them is.

use crate::model::{Expr, ListId, PeriodUnit, Type};
use crate::numerals::Ratio;
use std::collections::BTreeSet;

use super::fact::Fact;

/// What a variable stands for. Terms are plain: without places, local names and one-line definitions.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    /// The value of a term.
    Value(Expr),
    /// The day as of which is decided.
    ReferenceDate,
    /// Whether a set of options has one option.
    Member(Expr, usize),
    /// Whether two things are the same.
    Same(Expr, Expr),
    /// How long it is from the first day to the second.
    Span(Expr, Expr, PeriodUnit),
    /// How many members of a list there are of a kind.
    Members { list: Expr, kind: usize },
    /// By how much what grows is greater the second time.
    Growth,
    /// So many more members of a kind there are the second time.
    Joining { list: Expr, kind: usize },
    /// A term that hangs on what grows, the second time.
    Again(Expr),
    /// Whether a rule is the one that is chosen where others exclude it.
    Chosen(usize),
    /// Whether a rule's amount is below a rival's, where that can't be worked out.
    Yields(usize, usize),
    /// Whether a rule can be worked out though a standard or scale that it may need has no value.
    Determined(usize),
    /// A rounded value, by the whole expression that rounds it, and whether it is the second look.
    Steps(Expr, bool),
}

/// The values that a variable can take.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// One of so many; yes is 1 and no is 0.
    Choice(usize),
    /// A number, a multiple of `step` if there is one.
    Number { step: Option<Ratio>, least: Option<Ratio>, greatest: Option<Ratio> },
    /// A day, counted from the first day of our era.
    Day { least: Ratio, greatest: Ratio },
}

/// A variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Variable {
    pub key: Key,
    pub kind: Kind,
    /// Of a choice among texts, those that are named; the last choice is any other one.
    pub texts: Vec<String>,
    /// Of a choice among options, their list.
    pub list: Option<ListId>,
}

/// All variables, with what always holds of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables {
    pub all: Vec<Variable>,
    /// What holds by itself.
    pub given: Vec<Fact>,
    /// `(product, factor, factor)`: known to a solver that can multiply.
    pub products: Vec<(usize, super::linear::Linear, super::linear::Linear)>,
}

/// Yes, of a choice of two.
pub(super) const YES: usize = 1;

impl Variables {
    /// The variable of a key, made if it is new.
    pub fn of(&mut self, key: Key, kind: impl FnOnce() -> Kind) -> usize {
        if let Some(known) = self.all.iter().position(|variable| variable.key == key) {
            return known;
        }
        self.all.push(Variable { key, kind: kind(), texts: Vec::new(), list: None });
        self.all.len() - 1
    }

    /// Something holds by itself.
    pub fn always(&mut self, fact: Fact) {
        if fact != Fact::Fixed(true) && !self.given.contains(&fact) {
            self.given.push(fact);
        }
    }

    /// A condition that is only known to be true or false.
    pub fn truth(&mut self, key: Key) -> Fact {
        let variable = self.of(key, || Kind::Choice(2));
        Fact::Is(variable, [YES].into())
    }

    /// One of some options.
    pub fn option(&mut self, key: Key, list: ListId, size: usize, among: BTreeSet<usize>) -> Fact {
        let variable = self.of(key, || Kind::Choice(size));
        if let Some(variable) = self.all.get_mut(variable) {
            variable.list = Some(list);
        }
        Fact::Is(variable, among)
    }

    /// One of some texts.
    pub fn text(&mut self, key: Key, words: &[&String]) -> Fact {
        let at = self.of(key, || Kind::Choice(1));
        let Some(variable) = self.all.get_mut(at) else { return Fact::Fixed(false) };
        for word in words {
            if !variable.texts.contains(word) {
                variable.texts.push((*word).clone());
            }
        }
        // 0 is any text that isn't named.
        variable.kind = Kind::Choice(variable.texts.len() + 1);
        let known = words.iter().filter_map(|word| variable.texts.iter().position(|own| own == *word));
        let among = known.map(|place| place + 1).collect();
        Fact::Is(at, among)
    }
}

/// The numbers that a type has, or the days.
pub(super) fn numbers(ty: &Type) -> Kind {
    let Type::Number(ty) = ty else { return every_day() };
    let step = ty.decimals.and_then(|decimals| Ratio::new(1, 10_i128.checked_pow(decimals)?));
    Kind::Number { step, least: None, greatest: None }
}

/// The days that there are for the machine: of the years 1 to 9999.
fn every_day() -> Kind {
    Kind::Day { least: Ratio::ONE, greatest: Ratio::whole(LAST_DAY) }
}

/// 31 December 9999.
const LAST_DAY: i128 = 3_652_059;
/// 1 January 2000, a day like any other.
const SOME_DAY: i128 = 730_120;

impl Kind {
    /// Its values lie so far apart.
    pub fn step(&self) -> Option<Ratio> {
        match self {
            Self::Choice(_) | Self::Day { .. } => Some(Ratio::ONE),
            Self::Number { step, .. } => *step,
        }
    }

    /// The least and the greatest value.
    pub fn limits(&self) -> (Option<Ratio>, Option<Ratio>) {
        match self {
            Self::Choice(_) => (None, None),
            Self::Day { least, greatest } => (Some(*least), Some(*greatest)),
            Self::Number { least, greatest, .. } => (*least, *greatest),
        }
    }

    /// Values that people find plain.
    pub fn plain(&self) -> Vec<Ratio> {
        let first = if matches!(self, Self::Day { .. }) { SOME_DAY } else { 0 };
        (first..first + 4).map(Ratio::whole).collect()
    }

    /// The days of a period.
    pub fn days(from: Option<Ratio>, to: Option<Ratio>) -> Self {
        Self::Day { least: from.unwrap_or(Ratio::ONE), greatest: to.unwrap_or(Ratio::whole(LAST_DAY)) }
    }
}
