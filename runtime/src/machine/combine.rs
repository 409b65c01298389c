//! How results combine where several rules apply: 连同 … 合计不高于 … cuts an amount to what others leave of a joint ceiling, and
//! 就高不重复 leaves only the greatest amount.
//!
//! Both look at amounts, so both come after the rules that they name are judged; rules that stand on one of them are judged
//! later still (see `verify`). An amount that isn't known makes undetermined what hangs on it.

use super::Machine;
use super::causes::Wanting;
use super::outcome;
use super::run::{Standing, in_force};
use crate::decision::{Effect, Failure, JointCeiling, Outcome};
use crate::decisions::Decisions;
use crate::program::{Day, JointLimit, Once, Program, RecordId, Relation, Rule, RuleId, StandardId};
use rust_decimal::Decimal;

/// Decimals of an amount of money.
const MONEY_DECIMALS: u32 = 2;

/// What another rule gives, as far as this one's amount hangs on it.
enum Given {
    /// So much; nothing if it doesn't apply.
    Amount(Decimal),
    /// It was had before.
    Before(Option<Decimal>),
    /// It hangs on these.
    Open(Wanting),
    /// It can't be decided.
    Failed,
}

impl Machine<'_> {
    /// Settles how the rule that was judged last combines with those before it.
    pub(super) fn combine(&mut self, id: RuleId, subject: RecordId, day: Day, decisions: &mut Decisions) {
        let program = self.program;
        let Some(rule) = program.rule(id) else { return };
        if let Some(limit) = rule.joint_limit {
            self.within(id, rule, (limit, day), subject, decisions);
        }
        // Those of its group that nothing later can change any more.
        let group = std::iter::once(id).chain(of(rule, Relation::OnlyHigher));
        let ready = group.filter(|member| {
            let rivals = program.rule(*member).map(|rule| of(rule, Relation::OnlyHigher)).unwrap_or_default();
            !rivals.is_empty() && rivals.iter().chain([member]).all(|rule| *rule <= id)
        });
        let settled =
            ready.filter_map(|member| Some((member, self.only_higher(member, subject, decisions)?)));
        for (member, (outcome, yields_to, wanting)) in settled.collect::<Vec<_>>() {
            self.becomes(member, outcome, wanting, yields_to, decisions);
        }
    }

    /// Cuts an amount to what the other rules leave of the joint ceiling.
    fn within(
        &mut self,
        id: RuleId,
        rule: &Rule,
        (limit, day): (JointLimit, Day),
        subject: RecordId,
        decisions: &mut Decisions,
    ) {
        let Some(mut outcome) = decisions.outcome_of(self.program, id) else { return };
        let Some(own) = amount(&outcome) else { return };
        let mut wanting = Wanting::default();
        let mut taken = Decimal::ZERO;
        let mut with = Vec::new();
        for other in of(rule, Relation::Within) {
            let name = self.program.rule(other).map(|other| other.name.clone()).unwrap_or_default();
            match self.given(other, decisions) {
                Given::Amount(amount) | Given::Before(Some(amount)) => match taken.checked_add(amount) {
                    Some(sum) => taken = sum,
                    None => return self.fails(id, Failure::OtherRule { rule: name }, decisions),
                },
                Given::Before(None) => {
                    return self.fails(id, Failure::EarlierAmountUnknown { rule: name }, decisions);
                }
                Given::Open(more) => wanting.extend(&more),
                Given::Failed => return self.fails(id, Failure::OtherRule { rule: name }, decisions),
            }
            with.push(name);
        }
        let limit = match limit {
            JointLimit::Amount(constant) => {
                let fen = self.program.constants.get(constant.index()).copied().unwrap_or(0);
                Decimal::try_from_i128_with_scale(fen, MONEY_DECIMALS).ok()
            }
            JointLimit::Standard(standard) => match money_on(self.program, standard, day) {
                Some(amount) => Some(amount),
                None if is_delegated(self.program, standard) => {
                    wanting.standards.insert(standard);
                    None
                }
                None => {
                    let name = self.program.standards.get(standard.index()).map(|one| one.name.clone());
                    let outcome = Outcome::NotInForce { standard: name };
                    return self.becomes(id, outcome, wanting, Vec::new(), decisions);
                }
            },
        };
        match limit.filter(|_| is_empty(&wanting)) {
            None => {
                let outcome = outcome::undetermined(self.program, subject, &wanting);
                self.becomes(id, outcome, wanting, Vec::new(), decisions);
            }
            Some(limit) => {
                let left = limit.saturating_sub(taken).max(Decimal::new(0, MONEY_DECIMALS));
                if left < own {
                    cut(&mut outcome, left);
                    decisions.change(
                        id,
                        outcome,
                        Vec::new(),
                        Some(JointCeiling { with, limit, before: own }),
                    );
                }
            }
        }
    }

    /// What becomes of one of the rules of which only the greatest amount is given; `None`: it stays as it is.
    fn only_higher(
        &self,
        id: RuleId,
        subject: RecordId,
        decisions: &Decisions,
    ) -> Option<(Outcome, Vec<String>, Wanting)> {
        let rule = self.program.rule(id)?;
        let own = decisions.outcome_of(self.program, id)?;
        if !matches!(own, Outcome::Applies { .. }) {
            return None;
        }
        let mine = amount(&own);
        let name = |id: RuleId| self.program.rule(id).map(|rule| rule.name.clone()).unwrap_or_default();
        let (mut higher, mut wanting, mut failed) = (None, Wanting::default(), None);
        let mut met = false;
        for rival in of(rule, Relation::OnlyHigher) {
            let outcome = decisions.outcome_of(self.program, rival);
            let applies = matches!(outcome, Some(Outcome::Applies { .. }));
            met |= applies;
            match self.given(rival, decisions) {
                Given::Before(_) => return Some((Outcome::DoesNotApply, vec![name(rival)], wanting)),
                Given::Amount(theirs) if applies => {
                    let above = |mine| theirs > mine || theirs == mine && rival < id;
                    if mine.is_some_and(above) && higher.is_none_or(|(most, _)| theirs > most) {
                        higher = Some((theirs, rival));
                    }
                }
                Given::Amount(_) => {}
                Given::Open(more) => wanting.extend(&more),
                Given::Failed => failed = Some(name(rival)),
            }
        }
        if let Some((_, rival)) = higher {
            return Some((Outcome::DoesNotApply, vec![name(rival)], Wanting::default()));
        }
        if let Some(rule) = failed {
            let reason = Failure::OtherRule { rule };
            return Some((Outcome::Failed { reason }, Vec::new(), Wanting::default()));
        }
        if mine.is_none() && (met || !is_empty(&wanting)) {
            wanting.standards.extend(set_elsewhere(self.program, &own));
        }
        (!is_empty(&wanting))
            .then(|| (outcome::undetermined(self.program, subject, &wanting), Vec::new(), wanting))
    }

    fn given(&self, id: RuleId, decisions: &Decisions) -> Given {
        let Some(outcome) = decisions.outcome_of(self.program, id) else {
            return Given::Amount(Decimal::ZERO);
        };
        match &outcome {
            Outcome::Applies { .. } => match amount(&outcome) {
                Some(amount) => Given::Amount(amount),
                None => Given::Open(Wanting {
                    standards: set_elsewhere(self.program, &outcome).into_iter().collect(),
                    ..Wanting::default()
                }),
            },
            Outcome::DoesNotApply | Outcome::NotInForce { .. } => Given::Amount(Decimal::ZERO),
            Outcome::Undetermined { .. } => {
                let known = self.wanting.iter().find(|(rule, _)| *rule == id);
                Given::Open(known.map(|(_, wanting)| wanting.clone()).unwrap_or_default())
            }
            // Of members that had theirs before, what this record would get is nothing.
            Outcome::AlreadyGranted { first } => {
                match self.program.rule(id).is_some_and(|rule| rule.once == Some(Once::Member)) {
                    true => Given::Before(Some(Decimal::ZERO)),
                    false => Given::Before(first.amount),
                }
            }
            Outcome::Failed { .. } => Given::Failed,
        }
    }

    fn fails(&mut self, id: RuleId, reason: Failure, decisions: &mut Decisions) {
        self.becomes(id, Outcome::Failed { reason }, Wanting::default(), Vec::new(), decisions);
    }

    /// A rule that applied comes to something else.
    fn becomes(
        &mut self,
        id: RuleId,
        outcome: Outcome,
        wanting: Wanting,
        yields_to: Vec<String>,
        decisions: &mut Decisions,
    ) {
        let standing = match &outcome {
            Outcome::Applies { .. } | Outcome::AlreadyGranted { .. } => Standing::Applies,
            Outcome::DoesNotApply | Outcome::NotInForce { .. } => Standing::DoesNot,
            Outcome::Undetermined { .. } => match wanting.standards.first() {
                Some(standard) => Standing::Delegated(*standard),
                None => Standing::Missing,
            },
            Outcome::Failed { .. } => Standing::Failed,
        };
        if let Some(place) = self.standings.get_mut(id.index()) {
            *place = standing;
        }
        if !is_empty(&wanting) {
            self.wanting.push((id, wanting));
        }
        decisions.change(id, outcome, yields_to, None);
    }
}

/// The rules that a rule relates to in one way.
fn of(rule: &Rule, wanted: Relation) -> Vec<RuleId> {
    rule.relations.iter().filter(|(relation, _)| *relation == wanted).map(|(_, other)| *other).collect()
}

fn is_empty(wanting: &Wanting) -> bool {
    wanting.fields.is_empty() && wanting.standards.is_empty()
}

/// What is granted or allowed at most, if it is known.
fn amount(outcome: &Outcome) -> Option<Decimal> {
    match outcome {
        Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => Some(*amount),
        Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. } => Some(*at_most),
        _ => None,
    }
}

fn cut(outcome: &mut Outcome, to: Decimal) {
    if let Outcome::Applies {
        effect: Effect::Grant { amount, .. } | Effect::Ceiling { at_most: amount, .. },
        ..
    } = outcome
    {
        *amount = to;
    }
}

/// The standard that an amount waits for, which another document sets.
fn set_elsewhere(program: &Program, outcome: &Outcome) -> Option<StandardId> {
    let Outcome::Applies { effect: Effect::Delegated { what }, .. } = outcome else { return None };
    let by = program.standards.iter().position(|standard| standard.delegated.as_ref() == Some(what))?;
    u16::try_from(by).ok().map(StandardId)
}

fn is_delegated(program: &Program, standard: StandardId) -> bool {
    program.standards.get(standard.index()).is_some_and(|standard| standard.delegated.is_some())
}

fn money_on(program: &Program, standard: StandardId, day: Day) -> Option<Decimal> {
    let standard = program.standards.get(standard.index())?;
    let crate::program::CellType::Number { decimals, .. } = &standard.ty else { return None };
    let value = in_force(&standard.values, day, |value| &value.effective)?;
    let mut amount = Decimal::try_from_i128_with_scale(*value.cells.first()?, u32::from(*decimals)).ok()?;
    // A standard of whole yuan or jiao limits amounts that are told in fen.
    if amount.scale() < MONEY_DECIMALS {
        amount.rescale(MONEY_DECIMALS);
    }
    Some(amount)
}
