//! Deciding many records at once: the same program, instruction by instruction, over columns.
//!
//! # How
//! The records of a block stand column by column; an instruction runs over all of them before the next one does. Once a program
//! its code is planned into steps that work on whole blocks ([`plan`]): a truth value is two bits a row (one where all are
//! known), a number is 64 bits or narrower, a list is a range of its members' rows. The fields that an undetermined row hangs on
//! are found by going back from what is unknown. What needs more (a number that outgrows 64 bits, the reason of a failure) is
//! decided by the [`Machine`] for those rows alone, so that both ways always say the same. A rule with an instruction that works
//! on texts or claims is run by the machine for all rows.
//!
//! Nothing granted before is known here: each record is decided as with an empty ledger.

mod arithmetic;
#[cfg(feature = "arrow")]
pub mod arrow;
mod batch;
mod bitmap;
mod block;
mod compare;
mod days;
mod effects;
mod ends;
mod kernel;
mod lists;
mod load;
mod logic;
mod outcome;
mod plainly;
mod plan;
mod records;
mod register;
mod run;
mod simd;
mod wanting;
mod whole;
mod words;

pub use batch::{Batch, Column, Values};
pub use bitmap::Bitmap;
pub use outcome::{RuleColumn, Status};
pub use plainly::{Plainly, Spellings};
pub use records::Columns;
pub use wanting::fields;
pub use whole::decisions;

use crate::calendar;
use crate::decision::Decision;
use crate::ledger::MemoryLedger;
use crate::machine::{DecideError, Machine};
use crate::program::{Day, Rule, RuleId};
use crate::verify::Verified;
use block::{Block, DEPTH, Dates, Frame, Lists, Members, Space, Standing};
use chrono::NaiveDate;
use fearless_simd::Level;
use plan::RulePlan;
use register::{Number, Truth};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use wanting::Walk;

/// Rows of a block: few enough that its registers stay in the processor's cache, enough that choosing each step costs little.
const BLOCK: usize = 2048;

/// Runs a program on columns of records.
#[derive(Debug)]
pub struct ColumnMachine<'p> {
    machine: Machine<'p>,
    /// One a rule.
    plans: Vec<RulePlan>,
    space: Space,
    /// One a rule.
    standings: Vec<Standing>,
    level: Level,
}

/// The rows of a block.
#[derive(Clone, Copy)]
struct Rows<'c> {
    batch: &'c Batch<'c>,
    from: usize,
    len: usize,
    as_of: Option<NaiveDate>,
}

impl<'p> ColumnMachine<'p> {
    /// A machine for a program.
    pub fn new(program: &'p Verified) -> Self {
        let rules = (0..=u16::MAX).map(RuleId).zip(&program.rules);
        let plans: Vec<RulePlan> = rules.map(|(id, rule)| RulePlan::new(program, id, rule)).collect();
        let most = |of: fn(&RulePlan) -> usize| plans.iter().map(of).max().unwrap_or(0);
        let (registers, loops) = (most(|plan| plan.registers), most(|plan| plan.loops));
        let space = Space {
            truths: std::iter::repeat_with(Truth::default).take(registers).collect(),
            numbers: std::iter::repeat_with(Number::default).take(registers).collect(),
            members: std::iter::repeat_with(Members::default).take(loops).collect(),
            ..Space::default()
        };
        let standings = std::iter::repeat_with(Standing::default).take(plans.len()).collect();
        Self { machine: Machine::new(program), plans, space, standings, level: Level::new() }
    }

    /// Decides all records under all rules whose subject is their type, in program order, each as [`Machine::decide`] does with
    /// an empty ledger.
    ///
    /// # Errors
    /// [`DecideError::NoReferenceDate`] if the record type has no reference date of its own and none is given.
    pub fn decide(
        &mut self,
        batch: &Batch<'_>,
        as_of: Option<NaiveDate>,
    ) -> Result<Vec<(RuleId, RuleColumn)>, DecideError> {
        let mut out = Vec::new();
        self.decide_into(batch, as_of, &mut out)?;
        Ok(out)
    }

    /// [`ColumnMachine::decide`] into columns that are used again, whatever is in them.
    ///
    /// # Errors
    /// As [`ColumnMachine::decide`].
    pub fn decide_into(
        &mut self,
        batch: &Batch<'_>,
        as_of: Option<NaiveDate>,
        out: &mut Vec<(RuleId, RuleColumn)>,
    ) -> Result<(), DecideError> {
        let program = self.machine.program();
        let record = program.record(batch.ty).ok_or(DecideError::UnknownRecord)?;
        let given = as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
        if record.reference_date.is_none() && given.is_none() {
            return Err(DecideError::NoReferenceDate { record: record.name.clone() });
        }
        let rules = program.plan().rules.get(batch.ty.index()).map(Vec::as_slice).unwrap_or_default();
        out.resize(rules.len(), (RuleId(0), RuleColumn::default()));
        for ((at, column), id) in out.iter_mut().zip(rules) {
            *at = *id;
            column.begin(batch.len, self.plans.get(id.index()).is_some_and(|plan| plan.cases));
        }
        for from in (0..batch.len).step_by(BLOCK) {
            let len = BLOCK.min(batch.len - from);
            self.block(Rows { batch, from, len, as_of }, out)?;
        }
        Ok(())
    }

    fn block(&mut self, rows: Rows<'_>, out: &mut [(RuleId, RuleColumn)]) -> Result<(), DecideError> {
        let program = self.machine.program();
        dates(program, rows, &mut self.space.dates);
        let mut redone: BTreeMap<usize, Vec<Decision>> = BTreeMap::new();
        for (id, column) in out {
            let (Some(rule), Some(plan)) = (program.rule(*id), self.plans.get(id.index())) else { continue };
            let mut block = Block {
                program,
                level: self.level,
                standings: &self.standings,
                space: &mut self.space,
                frames: [None; DEPTH],
                lists: vec![Lists::default(); plan.loops],
            };
            block.frames[0] = Some(Frame { batch: rows.batch, from: rows.from, len: rows.len, lists: None });
            rule_over(&mut block, (plan, rule), rows, column);
            for row in words::rows(&self.space.found.redo).take_while(|row| *row < rows.len) {
                let decisions = match redone.entry(row) {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => entry.insert(self.machine.decide(
                        &rows.batch.record(rows.from + row),
                        rows.as_of,
                        &mut MemoryLedger::new(),
                    )?),
                };
                if let Some(decision) = decisions.iter().find(|decision| decision.id == *id) {
                    column.tell(rows.from + row, decision.clone());
                }
            }
            if let Some(standing) = self.standings.get_mut(id.index()).filter(|_| plan.asked) {
                let status = column.status.get(rows.from..rows.from + rows.len).unwrap_or_default();
                let missing = column.missing.get(rows.from..rows.from + rows.len).unwrap_or_default();
                standing.note(status, &self.space.found.wanting, missing);
            }
        }
        Ok(())
    }
}

/// Decides a block under one rule, except for the rows that are left in redo.
fn rule_over(
    block: &mut Block<'_, '_>,
    (plan, rule): (&RulePlan, &Rule),
    rows: Rows<'_>,
    column: &mut RuleColumn,
) {
    let mut open = std::mem::take(&mut block.space.open);
    let mut closed = std::mem::take(&mut block.space.closed);
    in_force(block, rule, rows.len, (&mut open, &mut closed));
    block.space.found.begin(rows.len, &open);
    block.space.ends.begin();
    let done = match &plan.steps {
        Some(steps) if words::any(&open) => block.run(steps).is_ok(),
        Some(_) => true,
        None => false,
    };
    let found = &mut block.space.found;
    if let Some(key) = plan.key {
        keyless(rows, key, &found.applies, &mut found.redo);
        keyless(rows, key, &found.unsettled, &mut found.redo);
    }
    let mut wanting = std::mem::take(&mut found.wanting);
    if done {
        words::copy(&mut wanting, &found.unsettled);
        for others in [&found.redo, &found.trouble] {
            words::merge(&mut wanting, others, |wanting, others| wanting & !others);
        }
    }
    if !done || !plan.traceable {
        words::fill(&mut wanting, rows.len, false);
    }
    let steps = plan.steps.as_deref().unwrap_or_default();
    let mut walk = Walk::new(block, steps, &plan.writers);
    column.want(rows.from, &mut wanting, |row| walk.fields(row));
    let found = &mut block.space.found;
    let left = if done { &found.unsettled } else { &open };
    words::merge(&mut found.redo, left, |redo, left| redo | left);
    words::merge(&mut found.redo, &wanting, |redo, wanting| redo & !wanting);
    found.wanting = wanting;
    block.write(&closed, column.target(rows.from..rows.from + rows.len, plan.cases));
    (block.space.open, block.space.closed) = (open, closed);
}

/// The reference dates of a block.
fn dates(program: &Verified, rows: Rows<'_>, dates: &mut Dates) {
    let given = rows.as_of.map(calendar::from_date).filter(|day| calendar::in_range(*day));
    let own = program.record(rows.batch.ty).and_then(|record| record.reference_date);
    let Some(column) = own.and_then(|slot| rows.batch.column(slot.index())) else {
        dates.same = given;
        return;
    };
    dates.same = None;
    dates.days.clear();
    dates.days.extend((rows.from..rows.from + rows.len).map(|row| {
        let own = column.cell(row).and_then(|day| Day::try_from(day).ok());
        own.or(given).unwrap_or(days::NONE)
    }));
    words::collect(&mut dates.known, dates.days.iter().map(|day| *day != days::NONE));
}

/// The rows on whose reference date a rule is in force, and those on which it isn't; one without a date is for the machine.
fn in_force(
    block: &mut Block<'_, '_>,
    rule: &Rule,
    len: usize,
    (open, closed): (&mut Vec<u64>, &mut Vec<u64>),
) {
    let program = block.program;
    let holds = |day: Day| program.effective.holds(day) && rule.effective.holds(day);
    let (dates, redo) = (&block.space.dates, &mut block.space.found.redo);
    words::fill(redo, len, false);
    match dates.same {
        Some(day) => {
            words::fill(open, len, holds(day));
            words::fill(closed, len, !holds(day));
        }
        None => {
            let days = || dates.days.iter().map(|day| (*day != days::NONE).then_some(*day));
            words::collect(open, days().map(|day| day.is_some_and(holds)));
            words::collect(closed, days().map(|day| day.is_some_and(|day| !holds(day))));
            words::collect(redo, days().map(|day| day.is_none()));
        }
    }
}

/// Where a rule that is once a subject applies or may apply, but the key that grants are remembered by is missing, the machine
/// decides.
fn keyless(rows: Rows<'_>, slot: usize, of: &[u64], redo: &mut [u64]) {
    let Some(column) = rows.batch.column(slot) else { return };
    for row in words::rows(of).filter(|row| !column.has(rows.from + *row)) {
        words::set(redo, row);
    }
}
