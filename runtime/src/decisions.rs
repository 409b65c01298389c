//! The decisions on one record in a form that is used again: statuses and numbers, words only where asked for.

use crate::decision::{Decision, JointCeiling, Outcome, Status};
use crate::machine::outcome;
use crate::program::{Effect, Program, Relation, RuleId};

/// What a rule came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruling {
    /// The rule.
    pub rule: RuleId,
    /// The kind of outcome.
    pub status: Status,
    /// The case that applies, from 0; 0 where none does.
    pub case: u16,
    /// Of a grant or ceiling the amount in fen, of a duty or target 1 if it is shown to be done or met and 0 if not. `None` if
    /// there is no such value, it isn't known, or it is an amount of more than 64 bits; [`Decisions::outcome`] tells.
    pub value: Option<i64>,
}

/// The decisions on one record, in program order. Filled by [`crate::Machine::decide_into`] over and over, without allocating
/// for rules that apply or don't.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    rulings: Vec<Ruling>,
    /// What else there is to tell, by place, ascending.
    told: Vec<Told>,
}

/// All that the exact machine tells of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    at: usize,
    outcome: Outcome,
    claimed: Vec<String>,
    yields_to: Vec<String>,
    joint_ceiling: Option<JointCeiling>,
}

impl Decisions {
    /// No decisions.
    pub fn new() -> Self {
        Self::default()
    }

    /// One a rule, in program order.
    pub fn rulings(&self) -> &[Ruling] {
        &self.rulings
    }

    /// The outcome of the rule at this place, in words; `None` if there is no such place.
    pub fn outcome(&self, program: &Program, at: usize) -> Option<Outcome> {
        let ruling = self.rulings.get(at)?;
        Some(self.told(at).map_or_else(|| plain(program, ruling), |told| told.outcome.clone()))
    }

    /// All decisions with all that they tell.
    pub fn all(&self, program: &Program) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = Vec::with_capacity(self.rulings.len());
        for (at, ruling) in self.rulings.iter().enumerate() {
            let told = self.told(at);
            decisions.push(Decision {
                id: ruling.rule,
                rule: program.rule(ruling.rule).map(|rule| rule.name.clone()).unwrap_or_default(),
                outcome: told.map_or_else(|| plain(program, ruling), |told| told.outcome.clone()),
                choose_one_of: Vec::new(),
                combination_unstated: Vec::new(),
                yields_to: told.map(|told| told.yields_to.clone()).unwrap_or_default(),
                joint_ceiling: told.and_then(|told| told.joint_ceiling.clone()),
                claimed: told.map(|told| told.claimed.clone()).unwrap_or_default(),
            });
        }
        relate(program, &mut decisions);
        decisions
    }

    /// Begins the decisions on a record: nothing is decided yet.
    pub(crate) fn begin(&mut self) -> &mut Vec<Ruling> {
        self.rulings.clear();
        self.told.clear();
        &mut self.rulings
    }

    pub(crate) fn push(&mut self, ruling: Ruling) {
        self.rulings.push(ruling);
    }

    /// Takes over what the exact machine says of the rule at this place.
    pub(crate) fn tell(&mut self, at: usize, outcome: Outcome, claimed: Vec<String>) {
        self.put(Told { at, outcome, claimed, yields_to: Vec::new(), joint_ceiling: None });
    }

    fn put(&mut self, told: Told) {
        if let Some(ruling) = self.rulings.get_mut(told.at) {
            *ruling = ruled(ruling.rule, &told.outcome);
        }
        match self.told.binary_search_by_key(&told.at, |told| told.at) {
            Ok(place) => {
                if let Some(old) = self.told.get_mut(place) {
                    *old = told;
                }
            }
            Err(place) => self.told.insert(place, told),
        }
    }

    /// Takes over a decision with all that it tells.
    pub(crate) fn take(&mut self, decision: &Decision) {
        let at = self.rulings.len();
        self.rulings.push(ruled(decision.id, &decision.outcome));
        self.put(Told {
            at,
            outcome: decision.outcome.clone(),
            claimed: decision.claimed.clone(),
            yields_to: decision.yields_to.clone(),
            joint_ceiling: decision.joint_ceiling.clone(),
        });
    }

    /// The outcome of a rule by its id.
    pub(crate) fn outcome_of(&self, program: &Program, rule: RuleId) -> Option<Outcome> {
        let at = self.rulings.iter().position(|ruling| ruling.rule == rule)?;
        self.outcome(program, at)
    }

    /// A rule comes to something else for the amounts of others; a rule that applies no more claims nothing.
    pub(crate) fn change(
        &mut self,
        rule: RuleId,
        outcome: Outcome,
        yields_to: Vec<String>,
        joint_ceiling: Option<JointCeiling>,
    ) {
        let Some(at) = self.rulings.iter().position(|ruling| ruling.rule == rule) else { return };
        let applies = matches!(outcome, Outcome::Applies { .. });
        let claimed = if applies { self.claimed(at).to_vec() } else { Vec::new() };
        self.put(Told { at, outcome, claimed, yields_to, joint_ceiling });
    }

    fn told(&self, at: usize) -> Option<&Told> {
        let place = self.told.binary_search_by_key(&at, |told| told.at).ok()?;
        self.told.get(place)
    }

    /// Keys of the members that the rule at this place grants to now.
    pub(crate) fn claimed(&self, at: usize) -> &[String] {
        self.told(at).map(|told| told.claimed.as_slice()).unwrap_or_default()
    }
}

/// The ruling that an outcome amounts to.
fn ruled(rule: RuleId, outcome: &Outcome) -> Ruling {
    let (case, value) = match outcome {
        Outcome::Applies { case, effect } => (u16::try_from(*case).unwrap_or(0), effect.value()),
        _ => (0, None),
    };
    Ruling { rule, status: Status::of(outcome), case, value }
}

/// The outcome of a rule that nothing more is told of.
fn plain(program: &Program, ruling: &Ruling) -> Outcome {
    let case = usize::from(ruling.case);
    let effect = program.rule(ruling.rule).and_then(|rule| rule.cases.get(case)).map(|case| &case.effect);
    let applied = |effect: &Effect| outcome::settled(program, effect, ruling.value);
    match (ruling.status, effect.and_then(applied)) {
        (Status::Applies, Some(effect)) => Outcome::Applies { case, effect },
        (Status::NotInForce, _) => Outcome::NotInForce { standard: None },
        _ => Outcome::DoesNotApply,
    }
}

/// Tells of rules that both apply and exclude one another, or whose combination the policy leaves open.
fn relate(program: &Program, decisions: &mut [Decision]) {
    let applying = |decision: &Decision| matches!(decision.outcome, Outcome::Applies { .. });
    let open = |id: RuleId, wanted: Relation| {
        let related = program.rule(id).map(|rule| rule.relations.as_slice()).unwrap_or_default();
        related.iter().filter(move |(relation, _)| *relation == wanted).map(|(_, other)| *other)
    };
    let mut told: Vec<(usize, Vec<String>, Vec<String>)> = Vec::new();
    for (place, decision) in decisions.iter().enumerate().filter(|(_, decision)| applying(decision)) {
        let names = |relation| -> Vec<String> {
            let others = open(decision.id, relation);
            let both =
                others.filter_map(|id| decisions.iter().find(|other| other.id == id && applying(other)));
            both.map(|other| other.rule.clone()).collect()
        };
        let (excluded, unstated) = (names(Relation::Excludes), names(Relation::Unstated));
        if !excluded.is_empty() || !unstated.is_empty() {
            told.push((place, excluded, unstated));
        }
    }
    for (place, excluded, unstated) in told {
        if let Some(decision) = decisions.get_mut(place) {
            (decision.choose_one_of, decision.combination_unstated) = (excluded, unstated);
        }
    }
}
