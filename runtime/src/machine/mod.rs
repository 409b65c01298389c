//! The machine that runs a program.
//!
//! A rule is run by the quick machine first, which settles what is known and of ordinary size. Where it gives up, the exact one
//! runs it, keeping account of what is missing; and where somebody asks why, once more with a full trace. All give the same
//! outcome.

#[cfg(test)]
pub(crate) mod agreement;
pub(crate) mod arithmetic;
mod causes;
pub(crate) mod cell;
mod claims;
mod combine;
mod errors;
mod judge;
mod lists;
pub(crate) mod outcome;
pub(crate) mod quick;
mod room;
pub(crate) mod run;
pub(crate) mod shape;
mod trace;

pub(crate) use causes::Wanting;
pub(crate) use cell::{Cell, State};
pub use errors::DecideError;
pub(crate) use outcome::{failure, lapsed};
pub(crate) use run::in_force;
pub(crate) use trace::{Snapshot, Trace};

use crate::calendar;
use crate::decision::{Decision, Effect, Grant, Ledger, Outcome, Status};
use crate::decisions::{Decisions, Ruling};
use crate::explain::{self, Ask, Explanation};
use crate::program::{Day, Once, RuleId};
use crate::record::Record;
use crate::row::Row;
use crate::verify::Verified;
use causes::Causes;
use chrono::NaiveDate;
use judge::Sitting;
use quick::{Around, Cells, Entry, Quick};
use room::Room;
use run::Standing;

/// Runs a program on records, one at a time. It owns the room that runs need, so one machine is made once a thread and used
/// for many records.
#[derive(Debug)]
pub struct Machine<'p> {
    program: &'p Verified,
    /// By record type.
    cells: Vec<Cells>,
    room: Room,
    causes: Causes,
    /// By rule id, for the record at hand.
    standings: Vec<Standing>,
    /// What undetermined rules hang on, by rule id, for the record at hand.
    wanting: Vec<(RuleId, Wanting)>,
    /// For records that don't come as rows.
    row: Row,
    decisions: Decisions,
}

impl<'p> Machine<'p> {
    /// A machine for a program.
    pub fn new(program: &'p Verified) -> Self {
        let plan = program.plan();
        Self {
            program,
            cells: plan.sheets.iter().map(Cells::new).collect(),
            room: Room::new(plan.registers, plan.selections),
            causes: Causes::default(),
            standings: vec![Standing::default(); program.rules.len()],
            wanting: Vec::new(),
            row: Row::new(),
            decisions: Decisions::new(),
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
        let (mut row, mut decisions) = (std::mem::take(&mut self.row), std::mem::take(&mut self.decisions));
        let decided = row
            .fill(self.program, record)
            .and_then(|()| self.decide_into(&row, as_of, ledger, &mut decisions))
            .map(|()| decisions.all(self.program));
        (self.row, self.decisions) = (row, decisions);
        decided
    }

    /// Decides a record as [`Machine::decide`] does, into decisions that are used again, whatever is in them.
    ///
    /// # Errors
    /// As [`Machine::decide`]; [`DecideError::UnknownRecord`] also for a row that wasn't filled, or for another program.
    pub fn decide_into(
        &mut self,
        row: &Row,
        as_of: Option<NaiveDate>,
        ledger: &mut dyn Ledger,
        decisions: &mut Decisions,
    ) -> Result<(), DecideError> {
        let day = self.reference_date(row, as_of)?;
        self.decide_on(row, day, &*ledger, decisions);
        let sheet = row.ty().and_then(|ty| self.program.plan().sheets.get(ty.index()));
        if let Some(day) = day.filter(|_| sheet.is_some_and(|sheet| sheet.once)) {
            self.enter(decisions, row, day, ledger);
        }
        Ok(())
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
        let mut row = Row::new();
        row.fill(self.program, record)?;
        let day = self.reference_date(&row, as_of)?;
        let mut decisions = Decisions::new();
        self.decide_on(&row, day, ledger, &mut decisions);
        let decisions = decisions.all(self.program);
        let wanted = decisions.into_iter().filter(|decision| ask.rule.is_none_or(|rule| rule == decision.id));
        let mut explanations = Vec::new();
        for decision in wanted {
            let steps = match (&decision.outcome, day) {
                // Nothing was looked at.
                (Outcome::NotInForce { standard: None }, _) | (_, None) => Vec::new(),
                (_, Some(day)) => {
                    let program = self.program;
                    let trace = self.trace(decision.id, &row, day, ledger);
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
    fn reference_date(&self, row: &Row, as_of: Option<NaiveDate>) -> Result<Option<Day>, DecideError> {
        let subject = row.subject_for(self.program).ok_or(DecideError::UnknownRecord)?;
        let ty = self.program.record(subject.ty).ok_or(DecideError::UnknownRecord)?;
        let given = || as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
        match ty.reference_date {
            Some(slot) => match row.number(subject, slot) {
                Some(day) => Ok(Day::try_from(day).ok()),
                None => Ok(given()),
            },
            None => given().map(Some).ok_or_else(|| DecideError::NoReferenceDate { record: ty.name.clone() }),
        }
    }

    fn decide_on(&mut self, row: &Row, day: Option<Day>, ledger: &dyn Ledger, decisions: &mut Decisions) {
        decisions.clear();
        self.wanting.clear();
        let program = self.program;
        let Some(subject) = row.subject() else { return };
        let Some(sheet) = program.plan().sheets.get(subject.ty.index()) else { return };
        if let (Some(cells), Some(day)) = (self.cells.get_mut(subject.ty.index()), day) {
            cells.begin(sheet, program, row.cells(subject.ty), day);
        }
        for entry in &sheet.rules {
            let ruling = day.and_then(|day| self.settled(entry, row, day, ledger));
            let standing = match ruling {
                Some(ruling) => {
                    decisions.push(ruling);
                    if ruling.status == Status::Applies { Standing::Applies } else { Standing::DoesNot }
                }
                None => {
                    let Some(rule) = program.rule(entry.id) else { continue };
                    let judged = self.judge(Sitting { rule, row, day, ledger });
                    if !judged.wanting.fields.is_empty() || !judged.wanting.standards.is_empty() {
                        self.wanting.push((entry.id, judged.wanting));
                    }
                    decisions.tell(entry.id, judged.outcome, judged.claimed);
                    judged.standing
                }
            };
            if entry.asked
                && let Some(place) = self.standings.get_mut(entry.id.index())
            {
                *place = standing;
            }
            if let Some(day) = day.filter(|_| entry.combines) {
                self.combine(entry.id, subject.ty, day, decisions);
            }
        }
    }

    /// What becomes of a rule without the exact machine; `None` if that must decide.
    #[inline]
    fn settled(&mut self, entry: &Entry, row: &Row, day: Day, ledger: &dyn Ledger) -> Option<Ruling> {
        let ruling = |status, case, value| Some(Ruling { rule: entry.id, status, case, value });
        if day < entry.from || day > entry.to {
            return ruling(Status::NotInForce, 0, None);
        }
        let around = Around { program: self.program, row, day, standings: &self.standings };
        let cells = self.cells.get_mut(row.ty()?.index())?;
        match cells.run(entry.code.as_ref()?, around).ok()? {
            Quick::DoesNotApply => ruling(Status::DoesNotApply, 0, None),
            Quick::Applies { case, value } => {
                let granted = match entry.once {
                    None => false,
                    Some(Once::Subject(slot)) => {
                        let key = row.subject().and_then(|subject| row.text(subject, slot))?;
                        ledger.first(&self.program.rule(entry.id)?.name, key).is_some()
                    }
                    Some(Once::Member) => true,
                };
                if granted { None } else { ruling(Status::Applies, case, value) }
            }
        }
    }

    /// Enters the one-off grants that apply.
    fn enter(&self, decisions: &Decisions, row: &Row, day: Day, ledger: &mut dyn Ledger) {
        for (at, ruling) in decisions.rulings().iter().enumerate() {
            let Some(rule) = self.program.rule(ruling.rule).filter(|_| ruling.status == Status::Applies)
            else {
                continue;
            };
            let (Some(once), Some(date)) = (rule.once, calendar::to_date(day)) else { continue };
            let grant =
                |key: &str, amount| Grant { key: key.to_owned(), rule: rule.name.clone(), date, amount };
            match once {
                Once::Subject(slot) => {
                    if let Some(key) = row.subject().and_then(|subject| row.text(subject, slot)) {
                        let amount = match decisions.outcome(self.program, at) {
                            Some(Outcome::Applies { effect: Effect::Grant { amount, .. }, .. }) => {
                                Some(amount)
                            }
                            _ => None,
                        };
                        ledger.enter(grant(key, amount));
                    }
                }
                // What of the amount is whose, the rule doesn't say.
                Once::Member => decisions.claimed(at).iter().for_each(|key| ledger.enter(grant(key, None))),
            }
        }
    }
}
