//! The search for a combination of cells that makes a formula true.

use super::build::Space;
use super::cells::{Cell, Term, Variable};
use super::formula::Formula;
use super::term::{Footing, Spot};
use std::collections::BTreeSet;

/// What a search comes to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// Nothing makes the formula true.
    Never,
    /// This does.
    Found(Finding),
    /// There are too many combinations to look at.
    TooMany,
}

/// A combination that makes a formula true; what isn't in it doesn't matter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Finding {
    /// Variables by number, with their cells.
    pub(super) cells: Vec<(usize, Cell)>,
    /// Whether the combination surely can come about: its variables can be chosen one after the other.
    pub certain: bool,
}

impl Finding {
    /// Only what is said of these variables; everything, if nothing is said of them.
    pub(crate) fn about(self, variables: &BTreeSet<usize>) -> Self {
        let kept: Vec<(usize, Cell)> =
            self.cells.iter().filter(|(variable, _)| variables.contains(variable)).cloned().collect();
        if kept.is_empty() { self } else { Self { cells: kept, ..self } }
    }
}

/// So many combinations are looked at before giving up.
const BUDGET: usize = 50_000;
/// Once something was found that isn't certain, so many more.
const BUDGET_FOR_CERTAINTY: usize = 2_000;

impl Space<'_> {
    /// Looks for a combination that makes `formula` true, a certain one if it can.
    pub(crate) fn search(&self, formula: &Formula) -> Answer {
        let cells = self.cells();
        let mut search = Search::new(self, formula, &cells, Sought::Example);
        let ended = search.descend();
        match (search.best, ended) {
            (Some(found), _) => Answer::Found(found),
            (None, Ended::All | Ended::Done) => Answer::Never,
            (None, Ended::Early) => Answer::TooMany,
        }
    }

    /// Whether nothing makes `formula` true.
    pub(crate) fn is_never(&self, formula: &Formula) -> bool {
        Search::new(self, formula, &self.cells(), Sought::Whether(true)).finds_nothing()
    }

    /// The value that `formula` has whatever the facts are.
    pub(crate) fn constant(&self, formula: &Formula) -> Option<bool> {
        let cells = self.cells();
        let never = |value| Search::new(self, formula, &cells, Sought::Whether(value)).finds_nothing();
        if never(true) {
            return Some(false);
        }
        never(false).then_some(true)
    }
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq)]
enum Sought {
    /// A combination that makes the formula true, a certain one if there is one.
    Example,
    /// Whether any combination gives the formula this value.
    Whether(bool),
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq)]
enum Ended {
    /// Everything below was looked at.
    All,
    /// There is nothing better to be found.
    Done,
    /// The budget is used up.
    Early,
}

struct Search<'a> {
    space: &'a Space<'a>,
    formula: &'a Formula,
    cells: &'a [Vec<Cell>],
    sought: Sought,
    chosen: Vec<Option<Cell>>,
    steps: usize,
    best: Option<Finding>,
}

impl<'a> Search<'a> {
    fn new(space: &'a Space<'a>, formula: &'a Formula, cells: &'a [Vec<Cell>], sought: Sought) -> Self {
        Self { space, formula, cells, sought, chosen: vec![None; cells.len()], steps: 0, best: None }
    }

    /// Looks at everything; whether there is nothing of what is sought.
    fn finds_nothing(mut self) -> bool {
        let ended = self.descend();
        self.best.is_none() && ended != Ended::Early
    }

    fn descend(&mut self) -> Ended {
        self.steps += 1;
        let budget = if self.best.is_some() { BUDGET_FOR_CERTAINTY } else { BUDGET };
        if self.steps > budget {
            return Ended::Early;
        }
        match (self.formula.value(&self.chosen), self.sought) {
            (Some(true), Sought::Example) => return self.note(),
            (Some(value), Sought::Whether(sought)) if value == sought => {
                self.best = Some(Finding { cells: Vec::new(), certain: false });
                return Ended::Done;
            }
            (Some(_), _) => return Ended::All,
            (None, _) => {}
        }
        let Some(variable) = self.formula.open_variable(&self.chosen) else { return Ended::All };
        for cell in self.cells.get(variable).map(Vec::as_slice).unwrap_or_default() {
            self.choose(variable, Some(cell.clone()));
            let ended = self.descend();
            self.choose(variable, None);
            if ended != Ended::All {
                return ended;
            }
        }
        Ended::All
    }

    fn choose(&mut self, variable: usize, cell: Option<Cell>) {
        if let Some(place) = self.chosen.get_mut(variable) {
            *place = cell;
        }
    }

    /// Keeps what was found, without the choices that don't matter.
    fn note(&mut self) -> Ended {
        let mut needed = self.chosen.clone();
        for variable in 0..needed.len() {
            let Some(place) = needed.get_mut(variable) else { continue };
            let kept = place.take();
            if kept.is_some()
                && self.formula.value(&needed) != Some(true)
                && let Some(place) = needed.get_mut(variable)
            {
                *place = kept;
            }
        }
        let cells: Vec<(usize, Cell)> =
            needed.into_iter().enumerate().filter_map(|(variable, cell)| Some((variable, cell?))).collect();
        let variables = cells.iter().filter_map(|(v, _)| self.space.variables.get(*v));
        let certain = can_be_chosen(variables.map(|v| (v, self.space.footing(&v.term))).collect());
        if certain || self.best.is_none() {
            self.best = Some(Finding { cells, certain });
        }
        if certain { Ended::Done } else { Ended::All }
    }
}

/// Whether the variables can take any values together. One of them surely can take any value whatever the others are, if a
/// field that can give it any value is no other's, or if it shares no field with any other; then the same of the rest.
fn can_be_chosen(mut variables: Vec<(&Variable, Footing)>) -> bool {
    while !variables.is_empty() {
        let free = variables.iter().position(|(one, footing)| {
            let others: BTreeSet<&Spot> = variables
                .iter()
                .filter(|(other, _)| !std::ptr::eq(*other, *one) && !same_set(one, other))
                .flat_map(|(_, footing)| &footing.fields)
                .collect();
            let shared = |spot: &Spot| others.iter().any(|other| touches(spot, other));
            footing.handles.iter().any(|spot| !shared(spot)) || !footing.fields.iter().any(shared)
        });
        match free {
            Some(free) => variables.swap_remove(free),
            None => return false,
        };
    }
    true
}

/// Members of one set of options come and go freely.
fn same_set(a: &Variable, b: &Variable) -> bool {
    matches!((&a.term, &b.term), (Term::Member(a, _), Term::Member(b, _)) if a == b)
}

/// Whether two fields are the same, or one is a record that the other is in.
fn touches((frame, path): &Spot, (other_frame, other_path): &Spot) -> bool {
    frame == other_frame && path.iter().zip(other_path).all(|(a, b)| a == b)
}
