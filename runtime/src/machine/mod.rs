//! The machine that runs a program.
//!
//! A rule is run plainly first. Only where its outcome hangs on something missing it is run again, keeping account of what is
//! missing; and only where somebody asks why, a third time with a full trace. All three give the same outcome.

#[cfg(test)]
pub(crate) mod agreement;
pub(crate) mod arithmetic;
mod causes;
pub(crate) mod cell;
mod claims;
mod errors;
mod judge;
mod lists;
mod mode;
mod outcome;
mod room;
pub(crate) mod run;
pub(crate) mod shape;
mod trace;

pub(crate) use causes::{Cause, Wanting};
pub(crate) use cell::{Cell, State};
pub use errors::DecideError;
pub(crate) use mode::Snapshot;
pub(crate) use outcome::{failure, lapsed};
pub(crate) use run::in_force;
pub(crate) use trace::Trace;

use crate::calendar;
use crate::decision::{Decision, Effect, Grant, Ledger, Outcome};
use crate::explain::{self, Ask, Explanation};
use crate::program::{Day, Once, Relation, RuleId};
use crate::record::{Record, Value};
use crate::verify::Verified;
use causes::Causes;
use chrono::NaiveDate;
use judge::Sitting;
use room::Room;
use run::Standing;

/// Runs a program on records, one at a time. It owns the room that runs need, so one machine is made once a thread and used
/// for many records.
#[derive(Debug)]
pub struct Machine<'p> {
    program: &'p Verified,
    plain: Room<()>,
    tracked: Room<Cause>,
    causes: Causes,
    /// By rule id, for the record at hand.
    standings: Vec<Standing>,
    /// What undetermined rules hang on, by rule id, for the record at hand.
    wanting: Vec<(RuleId, Wanting)>,
}

impl<'p> Machine<'p> {
    /// A machine for a program.
    pub fn new(program: &'p Verified) -> Self {
        let plan = program.plan();
        Self {
            program,
            plain: Room::new(plan.registers, plan.selections),
            tracked: Room::new(plan.registers, plan.selections),
            causes: Causes::default(),
            standings: vec![Standing::default(); program.rules.len()],
            wanting: Vec::new(),
        }
    }

    /// The program that it runs.
    pub fn program(&self) -> &'p Verified {
        self.program
    }

    /// Decides a record under all rules whose subject is its type, in program order.
    ///
    /// The reference date is the record's own (基准日) where it has one that is known, else `as_of`. If its own is missing and
    /// `as_of` isn't given, every rule is undetermined for that field. One-off grants that apply are entered in `ledger`, dated
    /// with the reference date.
    ///
    /// # Errors
    /// [`DecideError::NoReferenceDate`] if the record type has no reference date of its own and none is given; the others if the
    /// record isn't one of the program's. Nothing is entered in the ledger then.
    pub fn decide(
        &mut self,
        record: &Record,
        as_of: Option<NaiveDate>,
        ledger: &mut dyn Ledger,
    ) -> Result<Vec<Decision>, DecideError> {
        let day = self.reference_date(record, as_of)?;
        let decisions = self.decide_on(record, day, &*ledger);
        if let Some(date) = day.and_then(calendar::to_date) {
            for decision in &decisions {
                self.enter(decision, record, date, ledger);
            }
        }
        Ok(decisions)
    }

    /// Decides a record as [`Machine::decide`] does, without entering anything in the ledger, and tells the reasoning.
    ///
    /// # Errors
    /// As [`Machine::decide`].
    pub fn explain(
        &mut self,
        record: &Record,
        as_of: Option<NaiveDate>,
        ledger: &dyn Ledger,
        ask: Ask,
    ) -> Result<Vec<Explanation>, DecideError> {
        let day = self.reference_date(record, as_of)?;
        let decisions = self.decide_on(record, day, ledger);
        let wanted = decisions.into_iter().filter(|decision| ask.rule.is_none_or(|rule| rule == decision.id));
        let mut explanations = Vec::new();
        for decision in wanted {
            let steps = match (&decision.outcome, day) {
                // Nothing was looked at.
                (Outcome::NotInForce { standard: None }, _) | (_, None) => Vec::new(),
                (_, Some(day)) => {
                    let program = self.program;
                    let trace = self.trace(decision.id, record, day, ledger);
                    trace.map(|trace| explain::steps(program, &trace, record, day, ask)).unwrap_or_default()
                }
            };
            explanations.push(Explanation {
                decision,
                reference_date: day.and_then(calendar::to_date),
                steps,
            });
        }
        Ok(explanations)
    }

    /// The day that a record is decided for; `None` if its own is missing and none is given.
    fn reference_date(&self, record: &Record, as_of: Option<NaiveDate>) -> Result<Option<Day>, DecideError> {
        shape::check(self.program, record)?;
        let Some(ty) = self.program.record(record.ty) else { return Err(DecideError::UnknownRecord) };
        let given = as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
        match ty.reference_date {
            Some(slot) => match record.values.get(slot.index()) {
                Some(Value::Cell(day)) => Ok(Day::try_from(*day).ok()),
                _ => Ok(given),
            },
            None => given.map(Some).ok_or_else(|| DecideError::NoReferenceDate { record: ty.name.clone() }),
        }
    }

    fn decide_on(&mut self, record: &Record, day: Option<Day>, ledger: &dyn Ledger) -> Vec<Decision> {
        let program = self.program;
        let rules = program.plan().rules.get(record.ty.index()).map_or(&[][..], Vec::as_slice);
        self.wanting.clear();
        let mut decisions = Vec::with_capacity(rules.len());
        for id in rules {
            let Some(rule) = program.rule(*id) else { continue };
            let judged = self.judge(Sitting { rule, record, day, ledger });
            if let Some(standing) = self.standings.get_mut(id.index()) {
                *standing = judged.standing;
            }
            if !judged.wanting.fields.is_empty() || !judged.wanting.standards.is_empty() {
                self.wanting.push((*id, judged.wanting));
            }
            decisions.push(Decision {
                id: *id,
                rule: rule.name.clone(),
                outcome: judged.outcome,
                choose_one_of: Vec::new(),
                combination_unstated: Vec::new(),
                claimed: judged.claimed,
            });
        }
        self.relate(&mut decisions);
        decisions
    }

    /// Tells of rules that both apply and exclude one another, or whose combination the policy leaves open.
    fn relate(&self, decisions: &mut [Decision]) {
        let applying = |decision: &Decision| matches!(decision.outcome, Outcome::Applies { .. });
        let open = |id: RuleId, wanted: Relation| {
            let rule = self.program.rule(id);
            let related = rule.map(|rule| rule.relations.as_slice()).unwrap_or_default();
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

    /// Enters a one-off grant that applies.
    fn enter(&self, decision: &Decision, record: &Record, date: NaiveDate, ledger: &mut dyn Ledger) {
        let Outcome::Applies { effect, .. } = &decision.outcome else { return };
        let Some(once) = self.program.rule(decision.id).and_then(|rule| rule.once) else { return };
        let grant =
            |key: &str, amount| Grant { key: key.to_owned(), rule: decision.rule.clone(), date, amount };
        match once {
            Once::Subject(slot) => {
                if let Some(Value::Text(key)) = record.values.get(slot.index()) {
                    let amount = match effect {
                        Effect::Grant { amount, .. } => Some(*amount),
                        _ => None,
                    };
                    ledger.enter(grant(key, amount));
                }
            }
            // What of the amount is whose, the rule doesn't say.
            Once::Member => decision.claimed.iter().for_each(|key| ledger.enter(grant(key, None))),
        }
    }
}
