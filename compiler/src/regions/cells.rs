//! Variables and the cells into which the constants of a question cut them.

use crate::model::{Dimension, Expr, ListId};
use crate::numerals::Ratio;
use qingce_grammar::Place;
use std::collections::BTreeSet;

/// Something that a condition speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    /// What it is, without places; equal terms are one variable.
    pub term: Term,
    /// The values that it can take.
    pub kind: Kind,
    /// The words by which it is first called.
    pub place: Place,
    /// Of a relation, the words of the second thing; `place` has those of the first.
    pub second: Option<Place>,
}

/// What a variable stands for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Term {
    /// The value of an expression; a condition that can't be taken apart too.
    Value(Expr),
    /// Whether a set of options has one option.
    Member(Expr, usize),
    /// How the first compares with the second.
    Relation(Expr, Expr),
    /// How long it is from the first to the second, in the unit of the comparison (months, days or years of age).
    Span(Expr, Expr, crate::model::PeriodUnit),
    /// The end of the span against the end of a period that is no constant.
    SpanRelation(Box<[Expr; 3]>, crate::model::PeriodUnit),
}

/// The values that a variable can take.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// Yes or no.
    Truth,
    /// One option of a list.
    Option { list: ListId, options: usize, named: BTreeSet<usize> },
    /// A text, of which only some are named.
    Text { named: Vec<String> },
    /// A point on a line.
    Line(Line),
}

/// A line with its cuts.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// The constants that it is compared with.
    pub cuts: BTreeSet<Ratio>,
    /// Points lie this far apart; `None`: everywhere.
    pub grid: Option<Ratio>,
    /// The least value.
    pub least: Option<Ratio>,
    /// The greatest value.
    pub greatest: Option<Ratio>,
    /// How values are spelled.
    pub shown: Shown,
}

/// How a point on a line is spelled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shown {
    /// A number of a unit.
    Number(Dimension),
    /// A rate.
    Rate,
    /// A day, counted from the first day of our era.
    Date,
    /// Only below, at or above 0: one thing against another one.
    Relation,
    /// Months, days or years of age.
    Period(crate::model::PeriodUnit),
    /// The number of members of a list that is only asked whether it is empty.
    Members,
}

/// One of the parts of a variable's values that no test tells apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Yes or no.
    Truth(bool),
    /// An option or text by its number.
    Option(usize),
    /// Any option or text that isn't named; with one as an example where the list has one.
    Other(Option<usize>),
    /// A point (`above` and `below` equal) or the open interval between two cuts, with one of its points.
    Line { above: Option<Ratio>, below: Option<Ratio>, sample: Ratio },
}

impl Variable {
    /// The cells, empty ones left out.
    pub(super) fn cells(&self) -> Vec<Cell> {
        match &self.kind {
            Kind::Truth => vec![Cell::Truth(true), Cell::Truth(false)],
            Kind::Option { options, named, .. } => {
                let rest: Vec<usize> = (0..*options).filter(|option| !named.contains(option)).collect();
                let rest = match rest.as_slice() {
                    [] => None,
                    [only] => Some(Cell::Option(*only)),
                    [first, ..] => Some(Cell::Other(Some(*first))),
                };
                named.iter().map(|option| Cell::Option(*option)).chain(rest).collect()
            }
            Kind::Text { named } => (0..named.len()).map(Cell::Option).chain([Cell::Other(None)]).collect(),
            Kind::Line(line) => line.cells(),
        }
    }
}

impl Line {
    fn cells(&self) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut above = None;
        for cut in &self.cuts {
            cells.extend(self.between(above, Some(*cut)));
            if self.holds(*cut) {
                cells.push(Cell::Line { above: Some(*cut), below: Some(*cut), sample: *cut });
            }
            above = Some(*cut);
        }
        cells.extend(self.between(above, None));
        cells
    }

    /// Whether a value is one that the variable can take.
    fn holds(&self, value: Ratio) -> bool {
        let on_grid = self.grid.is_none_or(|grid| value.over(grid).is_some_and(Ratio::is_whole));
        on_grid && self.least.is_none_or(|least| least <= value) && self.greatest.is_none_or(|g| value <= g)
    }

    /// The open interval, if it has a point: a whole number if there is one.
    fn between(&self, above: Option<Ratio>, below: Option<Ratio>) -> Option<Cell> {
        let inside =
            |v: &Ratio| above.is_none_or(|a| a < *v) && below.is_none_or(|b| *v < b) && self.holds(*v);
        let steps = [Some(Ratio::ONE), self.grid].into_iter().flatten();
        let near = steps.flat_map(|step| {
            let up = above.and_then(|a| next_up(a, step));
            let down = below.and_then(|b| next_up(b.negated()?, step)?.negated());
            [up, down]
        });
        let middle = above.zip(below).and_then(|(a, b)| a.plus(b)?.times(Ratio::HALF));
        let ends = [self.least, self.greatest, Some(Ratio::ZERO), middle];
        let sample = near.chain(ends).flatten().find(inside).or_else(|| {
            let end = self.least.or(above)?;
            let limit = below.or(self.greatest)?;
            end.plus(limit)?.times(Ratio::HALF).filter(inside)
        })?;
        Some(Cell::Line { above, below, sample })
    }
}

/// The least multiple of `step` above a value.
fn next_up(value: Ratio, step: Ratio) -> Option<Ratio> {
    let steps = value.over(step)?.floor().checked_add(1)?;
    Ratio::whole(steps).times(step)
}
