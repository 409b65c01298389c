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
use crate::decisions::Decisions;
use crate::explain::{self, Ask, Explanation};
use crate::program::{Day, Once, RuleId};
use crate::record::Record;
use crate::row::Row;
use crate::verify::Verified;
use causes::Causes;
use chrono::NaiveDate;
use judge::Sitting;
use quick::{Around, Cells, Entry, Sheet};
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
    /// The date that was given last, as a day of the calendar if it is one.
    given: Option<(NaiveDate, Option<Day>)>,
    /// Places of the rules that the quick machine left open, for the record at hand.
    open: Vec<usize>,
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
            given: None,
            open: Vec::new(),
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
        let program = self.program;
        let ty = row.type_for(program).ok_or(DecideError::UnknownRecord)?;
        let sheet = program.plan().sheets.get(ty.index()).ok_or(DecideError::UnknownRecord)?;
        let day = self.reference_date(sheet, row, as_of)?;
        self.decide_on(sheet, row, day, &*ledger, decisions, false);
        if let Some(day) = day.filter(|_| sheet.once) {
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
        let sheet = self.program.plan().sheets.get(record.ty.index()).ok_or(DecideError::UnknownRecord)?;
        let day = self.reference_date(sheet, &row, as_of)?;
        let mut decisions = Decisions::new();
        self.decide_on(sheet, &row, day, ledger, &mut decisions, true);
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
    #[inline]
    fn reference_date(
        &mut self,
        sheet: &Sheet,
        row: &Row,
        as_of: Option<NaiveDate>,
    ) -> Result<Option<Day>, DecideError> {
        let given = match self.given {
            Some((date, day)) if as_of == Some(date) => day,
            _ => {
                let day = as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
                self.given = as_of.map(|date| (date, day));
                day
            }
        };
        match (sheet.reference_date, row.subject()) {
            (Some(slot), Some(subject)) => match row.number(subject, slot) {
                Some(day) => Ok(Day::try_from(day).ok()),
                None => Ok(given),
            },
            _ => given.map(Some).ok_or_else(|| {
                let ty = row.ty().and_then(|ty| self.program.record(ty));
                DecideError::NoReferenceDate { record: ty.map(|ty| ty.name.clone()).unwrap_or_default() }
            }),
        }
    }

    /// `traced`: whether rules are going to be run again, which needs what became of those before.
    fn decide_on(
        &mut self,
        sheet: &Sheet,
        row: &Row,
        day: Option<Day>,
        ledger: &dyn Ledger,
        decisions: &mut Decisions,
        traced: bool,
    ) {
        let program = self.program;
        let rulings = decisions.begin();
        self.open.clear();
        let Some(ty) = row.ty() else { return };
        match (day, self.cells.get_mut(ty.index())) {
            (Some(day), Some(cells)) if program.effective.holds(day) => {
                cells.begin(sheet, program, row.cells(ty), day);
                cells.decide(sheet, Around { program, row, day }, rulings, &mut self.open);
            }
            (Some(_), _) => rulings.extend(sheet.rules.iter().map(|entry| entry.bare(Status::NotInForce))),
            (None, _) => {
                rulings.extend(sheet.rules.iter().map(|entry| entry.bare(Status::Undetermined)));
                self.open.extend(0..sheet.rules.len());
            }
        }
        if traced || sheet.more || !self.open.is_empty() {
            self.finish(sheet, row, day, ledger, decisions);
        }
    }

    /// Decides the rules that are open, and those whose outcome hangs on more than the record and the day.
    #[inline(never)]
    fn finish(
        &mut self,
        sheet: &Sheet,
        row: &Row,
        day: Option<Day>,
        ledger: &dyn Ledger,
        decisions: &mut Decisions,
    ) {
        let program = self.program;
        let Some(ty) = row.ty() else { return };
        self.wanting.clear();
        let open = std::mem::take(&mut self.open);
        let mut opened = open.iter().copied().peekable();
        for (place, entry) in sheet.rules.iter().enumerate() {
            let Some(ruling) = decisions.rulings().get(place).copied() else { continue };
            let left = opened.next_if_eq(&place).is_some();
            let applies = ruling.status == Status::Applies;
            let standing = if left || applies && self.granted(entry, row, ledger) {
                let Some(rule) = program.rule(entry.id) else { continue };
                let judged = self.judge(Sitting { rule, row, day, ledger });
                if !judged.wanting.fields.is_empty() || !judged.wanting.standards.is_empty() {
                    self.wanting.push((entry.id, judged.wanting));
                }
                decisions.tell(place, judged.outcome, judged.claimed);
                judged.standing
            } else if applies {
                Standing::Applies
            } else {
                Standing::DoesNot
            };
            if entry.standing.is_some()
                && let Some(place) = self.standings.get_mut(entry.id.index())
            {
                *place = standing;
            }
            if let Some(day) = day.filter(|_| entry.combines) {
                self.combine(entry.id, ty, day, decisions);
            }
        }
        self.open = open;
    }

    /// Whether a rule that applies grants once only and did, or may have done.
    fn granted(&self, entry: &Entry, row: &Row, ledger: &dyn Ledger) -> bool {
        match entry.once {
            None => false,
            Some(Once::Member) => true,
            Some(Once::Subject(slot)) => {
                let rule = self.program.rule(entry.id);
                let key = row.subject().and_then(|subject| row.text(subject, slot));
                rule.zip(key).is_none_or(|(rule, key)| ledger.first(&rule.name, key).is_some())
            }
        }
    }

    /// Enters the one-off grants that apply.
    #[inline(never)]
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
