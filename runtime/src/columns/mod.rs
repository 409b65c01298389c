//! Deciding many records at once: the same program, instruction by instruction, over columns.
//!
//! # How
//! The records of a block stand column by column; an instruction runs over all of them before the next one does. A truth value
//! is two bits a row, a number is 64 bits, a list is a range of its members' rows. What needs more (a number that outgrows 64
//! bits, the fields that an undetermined row hangs on, the reason of a failure) is decided by the [`Machine`] for those rows
//! alone, so that both ways always say the same. A rule with an instruction that works on texts or claims is run by the
//! machine for all rows.
//!
//! Nothing granted before is known here: each record is decided as with an empty ledger.

mod bits;
mod block;
mod data;
mod days;
mod lists;
mod logic;
mod outcome;
mod register;
mod run;
mod values;

pub use data::Columns;
pub use outcome::{RuleColumn, Status};

use crate::calendar;
use crate::decision::Decision;
use crate::ledger::MemoryLedger;
use crate::machine::{DecideError, Machine};
use crate::program::{Day, Once, Rule, RuleId};
use crate::verify::Verified;
use bits::Bits;
use block::{Block, Dates, Frame, Selected, Space, Standings};
use chrono::NaiveDate;
use data::Column;
use register::Register;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Rows of a block: few enough that its registers stay in the processor's cache.
const BLOCK: usize = 1024;

/// Runs a program on columns of records.
#[derive(Debug)]
pub struct ColumnMachine<'p> {
    machine: Machine<'p>,
    space: Space,
    standings: Vec<Standings>,
}

/// The rows of a block.
#[derive(Clone, Copy)]
struct Rows<'c> {
    columns: &'c Columns,
    from: usize,
    len: usize,
    as_of: Option<NaiveDate>,
}

impl<'p> ColumnMachine<'p> {
    /// A machine for a program.
    pub fn new(program: &'p Verified) -> Self {
        let (registers, selections) = (program.plan().registers, program.plan().selections);
        let space = Space {
            registers: vec![Register::default(); registers],
            selections: (0..selections).map(|_| Selected::default()).collect(),
            ..Space::default()
        };
        let standings = vec![Standings::default(); program.rules.len()];
        Self { machine: Machine::new(program), space, standings }
    }

    /// Decides all records under all rules whose subject is their type, in program order, each as [`Machine::decide`] does with
    /// an empty ledger.
    ///
    /// # Errors
    /// [`DecideError::NoReferenceDate`] if the record type has no reference date of its own and none is given.
    pub fn decide(
        &mut self,
        columns: &Columns,
        as_of: Option<NaiveDate>,
    ) -> Result<Vec<(RuleId, RuleColumn)>, DecideError> {
        let mut out = Vec::new();
        self.decide_into(columns, as_of, &mut out)?;
        Ok(out)
    }

    /// [`ColumnMachine::decide`] into columns that are used again, whatever is in them.
    ///
    /// # Errors
    /// As [`ColumnMachine::decide`].
    pub fn decide_into(
        &mut self,
        columns: &Columns,
        as_of: Option<NaiveDate>,
        out: &mut Vec<(RuleId, RuleColumn)>,
    ) -> Result<(), DecideError> {
        let program = self.machine.program();
        let record = program.record(columns.ty).ok_or(DecideError::UnknownRecord)?;
        let given = as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
        if record.reference_date.is_none() && given.is_none() {
            return Err(DecideError::NoReferenceDate { record: record.name.clone() });
        }
        let rules = program.plan().rules.get(columns.ty.index()).map(Vec::as_slice).unwrap_or_default();
        out.resize(rules.len(), (RuleId(0), RuleColumn::default()));
        for ((at, column), id) in out.iter_mut().zip(rules) {
            *at = *id;
            column.clear(columns.len);
        }
        for from in (0..columns.len).step_by(BLOCK) {
            let len = BLOCK.min(columns.len - from);
            self.block(Rows { columns, from, len, as_of }, out)?;
        }
        Ok(())
    }

    fn block(&mut self, rows: Rows<'_>, out: &mut [(RuleId, RuleColumn)]) -> Result<(), DecideError> {
        let program = self.machine.program();
        let dates = dates(program, rows);
        let mut wide = Bits::default();
        wide.fill(rows.len, false);
        let outgrown = rows.columns.wide.iter().map(|(row, _)| *row);
        outgrown
            .filter(|row| (rows.from..rows.from + rows.len).contains(row))
            .for_each(|row| wide.set(row - rows.from));
        let mut redone: BTreeMap<usize, Vec<Decision>> = BTreeMap::new();
        for (id, column) in out {
            let Some(rule) = program.rule(*id) else { continue };
            column.grow(rows.len);
            let mut block = Block {
                program,
                id: *id,
                rule,
                dates: &dates,
                standings: &self.standings,
                space: &mut self.space,
                frames: vec![Frame {
                    columns: rows.columns,
                    from: rows.from,
                    len: rows.len,
                    offsets: Vec::new(),
                    listed: Bits::default(),
                }],
                redo: wide.clone(),
            };
            let (open, closed) = in_force(program, rule, &dates, rows.len, &mut block.redo);
            column.mark(rows.from, &closed, Status::NotInForce);
            if open.any() && block.run(&open, (rows.from, column)).is_err() {
                block.redo.join(&open, |redo, open| redo | open);
            }
            let mut redo = block.redo;
            if let Some(Once::Subject(slot)) = rule.once {
                keyless(rows, slot.index(), column, &mut redo);
            }
            for row in redo.rows() {
                let decisions = match redone.entry(row) {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => entry.insert(self.machine.decide(
                        &rows.columns.record(rows.from + row),
                        rows.as_of,
                        &mut MemoryLedger::new(),
                    )?),
                };
                if let Some(decision) = decisions.iter().find(|decision| decision.id == *id) {
                    column.tell(rows.from + row, decision.clone());
                }
            }
            if let Some(standing) = self.standings.get_mut(id.index()) {
                let status = column.status.get(rows.from..).unwrap_or_default();
                standing.applies.test(status, |status| status == Status::Applies);
                standing
                    .does_not
                    .test(status, |status| matches!(status, Status::DoesNotApply | Status::NotInForce));
            }
        }
        Ok(())
    }
}

/// The reference dates of a block.
fn dates(program: &Verified, rows: Rows<'_>) -> Dates {
    let given = rows.as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
    let own = program.record(rows.columns.ty).and_then(|record| record.reference_date);
    let column = own.and_then(|slot| rows.columns.slots.get(slot.index()));
    match (column, given) {
        (Some(Column::Numbers { values, known }), _) => {
            let day = |row: usize| {
                let known = known.get(row).then(|| values.get(row)).flatten();
                known.and_then(|day| Day::try_from(day).ok()).or(given)
            };
            Dates::Each((rows.from..rows.from + rows.len).map(day).collect())
        }
        (_, Some(day)) => Dates::Same(day),
        (_, None) => Dates::Each(vec![None; rows.len]),
    }
}

/// The rows on whose reference date a rule is in force, and those on which it isn't; one without a date is for the machine.
fn in_force(program: &Verified, rule: &Rule, dates: &Dates, len: usize, redo: &mut Bits) -> (Bits, Bits) {
    let holds = |day: Day| program.effective.holds(day) && rule.effective.holds(day);
    let (mut open, mut closed) = (Bits::default(), Bits::default());
    match dates {
        Dates::Same(day) => {
            open.fill(len, holds(*day));
            closed.fill(len, !holds(*day));
        }
        Dates::Each(days) => {
            open.collect(days.iter().map(|day| day.is_some_and(holds)));
            closed.collect(days.iter().map(|day| day.is_some_and(|day| !holds(day))));
            days.iter().enumerate().filter(|(_, day)| day.is_none()).for_each(|(row, _)| redo.set(row));
        }
    }
    open.join(redo, |open, redo| open & !redo);
    (open, closed)
}

/// Where a rule that is once a subject applies, but the key that grants are remembered by is missing, the machine decides.
fn keyless(rows: Rows<'_>, slot: usize, column: &RuleColumn, redo: &mut Bits) {
    let Some(Column::Texts(keys)) = rows.columns.slots.get(slot) else { return };
    let keys = keys.get(rows.from..rows.from + rows.len).unwrap_or_default();
    let status = column.status.get(rows.from..).unwrap_or_default();
    for (row, (key, status)) in keys.iter().zip(status).enumerate() {
        if key.is_none() && *status == Status::Applies {
            redo.set(row);
        }
    }
}
