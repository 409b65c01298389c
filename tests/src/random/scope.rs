//! What names mean where an expression stands: the records around it, and names made so far.

use super::rng::Rng;
use super::vocabulary::{Kind, Unit};

/// What a definition or local name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Made {
    Truth,
    Number(Unit),
    Day,
    Class,
    Grade,
    Text,
    List(Kind),
}

/// A place where an expression stands.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The records around it; the first is the subject.
    pub frames: Vec<Kind>,
    /// Definitions of the subject and local names that may be used.
    pub names: Vec<(String, Made)>,
    /// Definitions of members, which may be used where one is around.
    pub of_members: Vec<(String, Made)>,
    /// How much deeper expressions may grow.
    pub fuel: usize,
    /// Whether numbers must not be quotients.
    pub whole: bool,
}

impl Scope {
    /// A place in a rule or definition of an applicant.
    pub fn of_subject(names: Vec<(String, Made)>, fuel: usize) -> Self {
        Self { frames: vec![Kind::Applicant], names, of_members: Vec::new(), fuel, whole: false }
    }

    /// A place in a definition of a member.
    pub fn of_member(names: Vec<(String, Made)>, fuel: usize) -> Self {
        Self { frames: vec![Kind::Member], ..Self::of_subject(names, fuel) }
    }

    /// One step deeper.
    pub fn deeper(&self) -> Self {
        Self { fuel: self.fuel.saturating_sub(1), ..self.clone() }
    }

    /// One step deeper, where numbers must not be quotients.
    pub fn whole(&self) -> Self {
        Self { whole: true, ..self.deeper() }
    }

    /// Inside a list expression over such members.
    pub fn inside(&self, member: Kind) -> Self {
        let mut inner = self.deeper();
        inner.frames.push(member);
        inner.whole = false;
        inner
    }

    /// One of the words that the records around offer, the innermost most often.
    pub fn pick(
        &self,
        rng: &mut Rng,
        words: impl Fn(Kind) -> &'static [&'static str],
    ) -> Option<&'static str> {
        let innermost = words(*self.frames.last()?);
        let all: Vec<&'static str> = self.visible().flat_map(&words).copied().collect();
        match (innermost.is_empty(), all.is_empty()) {
            (_, true) => None,
            (false, false) if rng.percent(70) => Some(*rng.one(innermost)),
            _ => Some(*rng.one(&all)),
        }
    }

    /// The records whose fields can be named; of two of one type only the inner one.
    pub fn visible(&self) -> impl Iterator<Item = Kind> + '_ {
        let hidden = |place: usize, kind: &Kind| self.frames[place + 1..].contains(kind);
        self.frames
            .iter()
            .enumerate()
            .filter(move |(place, kind)| !hidden(*place, kind))
            .map(|(_, kind)| *kind)
    }

    /// A name made before that is such a thing.
    pub fn named(&self, rng: &mut Rng, made: Made) -> Option<String> {
        let member = self.frames.iter().skip(1).any(|kind| *kind == Kind::Member);
        let of_members = self.of_members.iter().filter(|_| member);
        let fitting: Vec<&String> = self
            .names
            .iter()
            .chain(of_members)
            .filter(|(_, what)| *what == made)
            .map(|(name, _)| name)
            .collect();
        if fitting.is_empty() { None } else { Some((*rng.one(&fitting)).clone()) }
    }
}
