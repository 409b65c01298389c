//! A chunk of records with what was decided of it.

use crate::fault::Outcome;
use crate::lang::Language;
use crate::run::undecidable;
use crate::write::Entry;
use chrono::NaiveDate;
use qingce_files::chunk::Chunk;
use qingce_files::key::{is_masked, key_slot, shown};
use qingce_files::reference_date::{own_date, set_reference_date};
use qingce_runtime::columns::{Batch, RuleColumn, decisions};
use qingce_runtime::program::{RecordId, RuleId};
use qingce_runtime::{Decision, Machine, MemoryLedger, Record, Verified};

/// What holds for a whole run.
#[derive(Debug, Clone, Copy)]
pub struct Around<'p> {
    /// The program.
    pub program: &'p Verified,
    /// The reference date for records that carry none.
    pub as_of: Option<NaiveDate>,
    /// Whether that day goes before the records' own.
    pub for_all: bool,
    /// Only these rules; empty: all.
    pub rules: &'p [RuleId],
    /// The language that is written in.
    pub language: Language,
}

impl Around<'_> {
    /// A record as it is decided.
    pub fn record(&self, batch: &Batch<'_>, row: usize) -> Record {
        let mut record = batch.record(row);
        if let (true, Some(day)) = (self.for_all, self.as_of) {
            set_reference_date(self.program, &mut record, day);
        }
        record
    }

    /// Whether decisions of this rule are asked for.
    pub fn wants(&self, rule: RuleId) -> bool {
        self.rules.is_empty() || self.rules.contains(&rule)
    }
}

/// A chunk with what was decided of it.
#[derive(Debug)]
pub struct Decided {
    /// The records.
    pub chunk: Chunk,
    /// The number of the first one among those of its type, from 1.
    pub first: u64,
    /// Every rule's decisions, in the order of the program.
    pub columns: Vec<(RuleId, RuleColumn)>,
}

impl Decided {
    /// The type of the records.
    pub fn record(&self) -> RecordId {
        self.chunk.record()
    }

    /// The columns of the rules that are asked for.
    pub fn wanted<'d>(&'d self, around: Around<'d>) -> impl Iterator<Item = &'d (RuleId, RuleColumn)> {
        self.columns.iter().filter(move |(rule, _)| around.wants(*rule))
    }

    /// The key of a row as shown to people; `None` if it has none.
    pub fn key(&self, around: Around<'_>, batch: &Batch<'_>, row: usize) -> Option<String> {
        let slot = key_slot(around.program, self.record())?;
        shown(around.program, self.record(), &batch.value(row, slot), around.language)
    }

    /// The day that a row was decided for.
    pub fn date(&self, around: Around<'_>, batch: &Batch<'_>, row: usize) -> Option<NaiveDate> {
        let slot = around.program.record(self.record()).and_then(|ty| ty.reference_date);
        let slot = slot.filter(|_| !around.for_all);
        own_date(slot.map(|slot| batch.value(row, slot)).as_ref()).or(around.as_of)
    }

    /// The decisions on a row with all that they tell, those not asked for among them.
    ///
    /// # Errors
    /// A record that can't be decided at all.
    pub fn decisions(
        &self,
        around: Around<'_>,
        machine: &mut Machine<'_>,
        (batch, row): (&Batch<'_>, usize),
    ) -> Outcome<Vec<Decision>> {
        if let Some(decisions) = decisions(around.program, &self.columns, row) {
            return Ok(decisions);
        }
        // Columns that hang on earlier grants tell all, so that there is no ledger to look into here.
        let record = around.record(batch, row);
        let decided = machine.decide(&record, around.as_of, &mut MemoryLedger::new());
        decided.map_err(|error| undecidable(&error))
    }

    /// Gives every record that could be read to `take`.
    ///
    /// # Errors
    /// A record that can't be decided at all, and whatever `take` fails with.
    pub fn each(
        &self,
        around: Around<'_>,
        machine: &mut Machine<'_>,
        take: &mut dyn FnMut(&Entry<'_>) -> Outcome<()>,
    ) -> Outcome<()> {
        let (program, record, batch) = (around.program, self.record(), self.chunk.batch());
        let masked = is_masked(program, record);
        for row in self.chunk.good() {
            let mut decisions = self.decisions(around, machine, (&batch, row))?;
            decisions.retain(|decision| around.wants(decision.id));
            take(&Entry {
                program,
                record: program.record(record).map_or("", |ty| ty.name.as_str()),
                number: self.first + row as u64,
                key: self.key(around, &batch, row),
                masked,
                date: self.date(around, &batch, row),
                decisions: &decisions,
            })?;
        }
        Ok(())
    }
}
