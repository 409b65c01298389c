//! The search for values that make a fact true: case by case, with the linear comparisons of each case by elimination.

use crate::numerals::Ratio;
use std::collections::{BTreeMap, BTreeSet};

use super::fact::Fact;
use super::linear::Linear;
use super::variables::{Kind, Variables};

/// What the search comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    /// No values make the fact true.
    Never,
    /// These do, as far as variables tell.
    Found(Values),
    /// It can't be told.
    Unknown,
}

/// Values by variable; what isn't in it doesn't matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Values {
    pub choices: BTreeMap<usize, usize>,
    pub numbers: BTreeMap<usize, Ratio>,
}

/// So many cases are looked at before giving up.
const BUDGET: usize = 30_000;
/// So many values are tried for the numbers of a case.
const TRIES: usize = 2_000;
/// With more comparisons than this at once, elimination gives up.
const MOST_LINES: usize = 600;

/// Looks for values that make `fact` true, and all that is given.
pub(super) fn solve(variables: &Variables, fact: &Fact) -> Answer {
    let mut search = Search { variables, left: BUDGET };
    let mut todo: Vec<(&Fact, bool)> = variables.given.iter().map(|given| (given, true)).collect();
    todo.push((fact, true));
    search.go(todo, Vec::new(), Case::default())
}

struct Search<'a> {
    variables: &'a Variables,
    left: usize,
}

/// What is settled so far.
#[derive(Clone, Default)]
struct Case {
    domains: BTreeMap<usize, BTreeSet<usize>>,
    lines: Vec<Line>,
    /// Whether lines came in since they were last looked at.
    fresh: bool,
}

/// `sum` is at most 0, or below it.
#[derive(Debug, Clone, PartialEq)]
struct Line {
    sum: Linear,
    strict: bool,
}

impl<'a> Search<'a> {
    fn go(
        &mut self,
        mut todo: Vec<(&'a Fact, bool)>,
        mut open: Vec<Vec<(&'a Fact, bool)>>,
        mut case: Case,
    ) -> Answer {
        while let Some((fact, wanted)) = todo.pop() {
            match (fact, wanted) {
                (Fact::Fixed(value), _) if *value != wanted => return Answer::Never,
                (Fact::Fixed(_), _) => {}
                (Fact::Not(inner), _) => todo.push((inner, !wanted)),
                (Fact::And(all), true) => todo.extend(all.iter().map(|one| (one, true))),
                (Fact::Or(all), false) => todo.extend(all.iter().map(|one| (one, false))),
                (Fact::And(all), false) => open.push(all.iter().map(|one| (one, false)).collect()),
                (Fact::Or(all), true) => open.push(all.iter().map(|one| (one, true)).collect()),
                (Fact::Is(variable, among), _) => {
                    if !self.narrow(&mut case, *variable, among, wanted) {
                        return Answer::Never;
                    }
                }
                (Fact::Negative(sum) | Fact::NotPositive(sum), _) => {
                    let strict = matches!(fact, Fact::Negative(_)) == wanted;
                    let sum = if wanted { Some(sum.clone()) } else { sum.negated() };
                    let Some(sum) = sum else { return Answer::Unknown };
                    case.lines.push(Line { sum, strict });
                    case.fresh = true;
                }
            }
        }
        self.branch(open, case)
    }

    /// Settles the alternative with the fewest ways open.
    fn branch(&mut self, mut open: Vec<Vec<(&'a Fact, bool)>>, mut case: Case) -> Answer {
        let Some(left) = self.left.checked_sub(1) else { return Answer::Unknown };
        self.left = left;
        if case.fresh {
            case.fresh = false;
            if self.numbers(&case) == Answer::Never {
                return Answer::Never;
            }
        }
        for ways in &mut open {
            ways.retain(|(fact, wanted)| !self.refuted(&case, fact, *wanted));
        }
        open.retain(|ways| !ways.iter().any(|(fact, wanted)| self.settled(&case, fact, *wanted)));
        let fewest = open.iter().enumerate().min_by_key(|(_, ways)| ways.len()).map(|(at, _)| at);
        let Some(fewest) = fewest else { return self.numbers(&case) };
        let mut unclear = false;
        let ways = open.swap_remove(fewest);
        for way in ways {
            match self.go(vec![way], open.clone(), case.clone()) {
                Answer::Never => {}
                Answer::Unknown => unclear = true,
                found => return found,
            }
        }
        if unclear { Answer::Unknown } else { Answer::Never }
    }

    /// Takes values from a choice; false if none is left.
    fn narrow(&self, case: &mut Case, variable: usize, among: &BTreeSet<usize>, wanted: bool) -> bool {
        let size = match self.variables.all.get(variable).map(|variable| &variable.kind) {
            Some(Kind::Choice(size)) => *size,
            _ => 0,
        };
        let domain = case.domains.entry(variable).or_insert_with(|| (0..size).collect());
        domain.retain(|value| among.contains(value) == wanted);
        !domain.is_empty()
    }

    /// Whether a choice can't be so any more.
    fn refuted(&self, case: &Case, fact: &Fact, wanted: bool) -> bool {
        match fact {
            Fact::Fixed(value) => *value != wanted,
            Fact::Not(inner) => self.refuted(case, inner, !wanted),
            Fact::Is(variable, among) => case
                .domains
                .get(variable)
                .is_some_and(|domain| !domain.iter().any(|value| among.contains(value) == wanted)),
            _ => false,
        }
    }

    /// Whether a choice is so already.
    fn settled(&self, case: &Case, fact: &Fact, wanted: bool) -> bool {
        match fact {
            Fact::Fixed(value) => *value == wanted,
            Fact::Not(inner) => self.settled(case, inner, !wanted),
            Fact::Is(variable, among) => case
                .domains
                .get(variable)
                .is_some_and(|domain| domain.iter().all(|value| among.contains(value) == wanted)),
            _ => false,
        }
    }

    /// Values for the comparisons of a case.
    fn numbers(&self, case: &Case) -> Answer {
        let choices = case.domains.iter().filter_map(|(v, domain)| Some((*v, *domain.first()?))).collect();
        let mut used: BTreeSet<usize> =
            case.lines.iter().flat_map(|line| line.sum.factors.keys()).copied().collect();
        let mut lines = case.lines.clone();
        for variable in &used {
            let Some(limits) = self.limits(*variable) else { return Answer::Unknown };
            lines.extend(limits);
        }
        let mut eliminated = Vec::new();
        loop {
            let Some(tight) = self.tightened(lines) else { return Answer::Unknown };
            lines = tight;
            if lines.iter().any(impossible) {
                return Answer::Never;
            }
            lines.retain(|line| !line.sum.factors.is_empty());
            let Some(next) = cheapest(&lines, &used) else { break };
            used.remove(&next);
            let Some((rest, own)) = eliminate(lines, next) else { return Answer::Unknown };
            eliminated.push((next, own));
            lines = rest;
            if lines.len() > MOST_LINES {
                return Answer::Unknown;
            }
        }
        eliminated.reverse();
        let mut tries = TRIES;
        match self.assign(&eliminated, BTreeMap::new(), &mut tries) {
            Some(numbers) => Answer::Found(Values { choices, numbers }),
            None => Answer::Unknown,
        }
    }

    /// Values for variables one after the other, trying others where one leaves none that can be taken for the next.
    fn assign(
        &self,
        eliminated: &[(usize, Vec<Line>)],
        numbers: BTreeMap<usize, Ratio>,
        tries: &mut usize,
    ) -> Option<BTreeMap<usize, Ratio>> {
        let Some(((variable, own), rest)) = eliminated.split_first() else { return Some(numbers) };
        for value in self.candidates(*variable, own, &numbers)? {
            *tries = tries.checked_sub(1)?;
            let mut with = numbers.clone();
            with.insert(*variable, value);
            if let Some(found) = self.assign(rest, with, tries) {
                return Some(found);
            }
        }
        None
    }

    /// The least and greatest value of a variable as comparisons.
    fn limits(&self, variable: usize) -> Option<Vec<Line>> {
        let kind = self.variables.all.get(variable).map(|variable| &variable.kind);
        let Some((least, greatest)) = kind.map(Kind::limits) else { return Some(Vec::new()) };
        let own = Linear::variable(variable);
        let mut lines = Vec::new();
        if let Some(least) = least {
            lines.push(Line { sum: Linear::constant(least).minus(&own)?, strict: false });
        }
        if let Some(greatest) = greatest {
            lines.push(Line { sum: own.minus(&Linear::constant(greatest))?, strict: false });
        }
        Some(lines)
    }

    fn step(&self, variable: usize) -> Option<Ratio> {
        self.variables.all.get(variable)?.kind.step()
    }

    /// Comparisons of whole multiples are moved to the next whole number that can be reached; double ones go.
    fn tightened(&self, lines: Vec<Line>) -> Option<Vec<Line>> {
        let mut out: Vec<Line> = Vec::new();
        for mut line in lines {
            // Every variable moves in steps: the sum moves in the greatest step that all of them share.
            let steps =
                line.sum.factors.iter().map(|(v, factor)| self.step(*v)?.times(*factor).map(magnitude));
            if let Some(steps) = steps.collect::<Option<Vec<Ratio>>>()
                && let Some(step) = steps.into_iter().reduce(common_step)
                && !step.is_zero()
            {
                // sum = k × step + constant ≤ 0, so k ≤ ⌊-constant / step⌋.
                let bound = line.sum.constant.negated()?.over(step)?;
                let whole = bound.floor();
                let most = if line.strict && bound.is_whole() { whole.checked_sub(1)? } else { whole };
                line.sum.constant = Ratio::whole(most).times(step)?.negated()?;
                line.strict = false;
            }
            if !out.contains(&line) {
                out.push(line);
            }
        }
        Some(out)
    }

    /// Values between the bounds that the others leave, the plainest first.
    fn candidates(
        &self,
        variable: usize,
        own: &[Line],
        numbers: &BTreeMap<usize, Ratio>,
    ) -> Option<Vec<Ratio>> {
        let mut bounds = Bounds::default();
        for line in own {
            let factor = *line.sum.factors.get(&variable)?;
            let mut rest = line.sum.clone();
            rest.factors.remove(&variable);
            let bound = rest.value(numbers)?.negated()?.over(factor)?;
            bounds.take(bound, line.strict, factor > Ratio::ZERO);
        }
        let step = self.step(variable);
        let on_step = |value: &Ratio| step.is_none_or(|step| value.over(step).is_some_and(Ratio::is_whole));
        let near = |value: Ratio| {
            let step = step.unwrap_or(Ratio::ONE);
            let below = Ratio::whole(value.over(step)?.floor()).times(step)?;
            Some([below, below.plus(step)?, below.plus(step.negated()?)?])
        };
        let ends = [bounds.low, bounds.high].into_iter().flatten().map(|(value, _)| value);
        let around: Vec<Ratio> = ends.clone().filter_map(near).flatten().collect();
        let middle = bounds.low.zip(bounds.high).and_then(|((a, _), (b, _))| a.plus(b)?.times(Ratio::HALF));
        let plain = self.variables.all.get(variable)?.kind.plain();
        let candidates = plain.into_iter().chain(ends).chain(around).chain(middle);
        let mut out: Vec<Ratio> = Vec::new();
        for value in candidates.filter(|value| bounds.hold(*value) && on_step(value)) {
            if !out.contains(&value) {
                out.push(value);
            }
        }
        Some(out)
    }
}

/// The bounds of one variable, each with whether it is left out itself.
#[derive(Default)]
struct Bounds {
    low: Option<(Ratio, bool)>,
    high: Option<(Ratio, bool)>,
}

impl Bounds {
    fn take(&mut self, bound: Ratio, strict: bool, above: bool) {
        let side = if above { &mut self.high } else { &mut self.low };
        let tighter = |known: &(Ratio, bool)| {
            let beyond = if above { bound < known.0 } else { bound > known.0 };
            beyond || (bound == known.0 && strict)
        };
        if side.as_ref().is_none_or(tighter) {
            *side = Some((bound, strict));
        }
    }

    fn hold(&self, value: Ratio) -> bool {
        let above = self.low.is_none_or(|(low, strict)| if strict { low < value } else { low <= value });
        above && self.high.is_none_or(|(high, strict)| if strict { value < high } else { value <= high })
    }
}

/// A comparison without variables that doesn't hold.
fn impossible(line: &Line) -> bool {
    let below = |value: Ratio| if line.strict { value < Ratio::ZERO } else { value <= Ratio::ZERO };
    line.sum.as_constant().is_some_and(|value| !below(value))
}

/// The variable whose elimination makes the fewest comparisons.
fn cheapest(lines: &[Line], used: &BTreeSet<usize>) -> Option<usize> {
    used.iter().copied().min_by_key(|variable| {
        let factors = lines.iter().filter_map(|line| line.sum.factors.get(variable));
        let (above, below): (Vec<&Ratio>, Vec<&Ratio>) = factors.partition(|factor| **factor > Ratio::ZERO);
        above.len() * below.len()
    })
}

/// The comparisons without a variable, and those that bound it.
fn eliminate(lines: Vec<Line>, variable: usize) -> Option<(Vec<Line>, Vec<Line>)> {
    let (own, mut rest): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.sum.factors.contains_key(&variable));
    let factor = |line: &Line| line.sum.factors.get(&variable).copied();
    for upper in own.iter().filter(|line| factor(line).is_some_and(|f| f > Ratio::ZERO)) {
        for lower in own.iter().filter(|line| factor(line).is_some_and(|f| f < Ratio::ZERO)) {
            let (up, down) = (factor(upper)?, factor(lower)?.negated()?);
            let sum = upper.sum.times(down)?.plus(&lower.sum.times(up)?)?;
            rest.push(Line { sum, strict: upper.strict || lower.strict });
        }
    }
    Some((rest, own))
}

/// The greatest number of which both are whole multiples.
fn common_step(a: Ratio, b: Ratio) -> Ratio {
    let (mut a, mut b) = (magnitude(a), magnitude(b));
    for _ in 0..200 {
        if b.is_zero() {
            return a;
        }
        let Some(times) = a.over(b).map(Ratio::floor) else { return Ratio::ZERO };
        let rest = b.times(Ratio::whole(-times)).and_then(|taken| a.plus(taken));
        let Some(rest) = rest else { return Ratio::ZERO };
        (a, b) = (b, rest);
    }
    Ratio::ZERO
}

fn magnitude(value: Ratio) -> Ratio {
    if value < Ratio::ZERO { value.negated().unwrap_or(value) } else { value }
}
