//! Deciding chunk after chunk: by columns where no rule asks what was granted before, else record by record.

use crate::decided::{Around, Decided};
use crate::fault::Outcome;
use crate::ledger::RunLedger;
use crate::run::undecidable;
use qingce_files::chunk::Chunk;
use qingce_runtime::columns::{Batch, Column, ColumnMachine, RuleColumn, Values};
use qingce_runtime::program::{Day, RecordId, RuleId};
use qingce_runtime::{DecideError, Machine, calendar};

/// Decides chunks.
#[derive(Debug)]
pub struct Decider<'p> {
    around: Around<'p>,
    columns: ColumnMachine<'p>,
    machine: Machine<'p>,
    ledger: RunLedger,
}

impl<'p> Decider<'p> {
    /// Decides with this ledger of what was granted before.
    pub fn new(around: Around<'p>, ledger: RunLedger) -> Self {
        let program = around.program;
        Self { around, columns: ColumnMachine::new(program), machine: Machine::new(program), ledger }
    }

    /// Decides a chunk whose first record has this number.
    ///
    /// # Errors
    /// Records that can't be decided at all, for want of a reference date.
    pub fn decide(&mut self, first: u64, chunk: Chunk) -> Outcome<Decided> {
        let columns = match self.remembers(chunk.record()) {
            true => self.one_by_one(&chunk)?,
            false if chunk.good().next().is_none() => self.nothing(&chunk),
            false => {
                let days = self.days(&chunk);
                let batch = self.dated(chunk.batch(), &days).map_err(|error| undecidable(&error))?;
                self.columns.decide(&batch, self.around.as_of).map_err(|error| undecidable(&error))?
            }
        };
        Ok(Decided { chunk, first, columns })
    }

    /// Whether decisions on records of this type hang on what was granted before.
    fn remembers(&self, record: RecordId) -> bool {
        self.around.program.rules_of(record).any(|(_, rule)| rule.once.is_some())
    }

    /// The day that goes before the records' own, once a row.
    fn days(&self, chunk: &Chunk) -> Vec<Day> {
        match self.around.as_of {
            Some(day) if self.around.for_all => vec![calendar::from_date(day); chunk.len()],
            _ => Vec::new(),
        }
    }

    /// The records with these days as their own reference dates, if there are any.
    fn dated<'b>(&self, batch: Batch<'b>, days: &'b [Day]) -> Result<Batch<'b>, DecideError> {
        let slot = self.around.program.record(batch.ty()).and_then(|record| record.reference_date);
        match slot.filter(|_| !days.is_empty()) {
            Some(slot) => {
                batch.with(self.around.program, slot, Column { values: Values::I32(days), validity: None })
            }
            None => Ok(batch),
        }
    }

    /// Columns that nothing is told in yet.
    fn nothing(&self, chunk: &Chunk) -> Vec<(RuleId, RuleColumn)> {
        let rules = self.around.program.rules_of(chunk.record());
        rules.map(|(id, _)| (id, RuleColumn::with_rows(chunk.len()))).collect()
    }

    fn one_by_one(&mut self, chunk: &Chunk) -> Outcome<Vec<(RuleId, RuleColumn)>> {
        let mut columns = self.nothing(chunk);
        let batch = chunk.batch();
        for row in chunk.good() {
            let decided =
                self.machine.decide(&self.around.record(&batch, row), self.around.as_of, &mut self.ledger);
            for (decision, (_, column)) in
                decided.map_err(|error| undecidable(&error))?.into_iter().zip(&mut columns)
            {
                column.tell(row, decision);
            }
        }
        Ok(columns)
    }
}
