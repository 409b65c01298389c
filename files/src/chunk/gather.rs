//! Chunks put together record by record.

use super::{Chunk, ROWS};
use crate::fault::{Fault, Outcome};
use crate::message::both;
use crate::read::{Bad, Item};
use qingce_runtime::columns::{Columns, Plainly, Spellings};
use qingce_runtime::program::RecordId;
use qingce_runtime::{DecideError, Record, Value, Verified};

/// Takes what is chunked.
pub type Take<'t> = dyn FnMut(Chunk) -> Outcome<()> + 't;

/// Gathers records until a chunk is full or the type changes.
pub struct Gatherer<'g, 't> {
    program: &'g Verified,
    /// The type of records that can't be read, if it is known.
    usual: Option<RecordId>,
    record: RecordId,
    spellings: Spellings,
    columns: Columns,
    bad: Vec<(usize, Vec<Bad>)>,
    take: &'g mut Take<'t>,
}

fn fault(error: &DecideError) -> Fault {
    Fault::new(both(|language| error.message(language)))
}

impl<'g, 't> Gatherer<'g, 't> {
    /// Gathers for `take`; `usual` is the type of the source's records, if it is known beforehand.
    ///
    /// # Errors
    /// A type that the program doesn't have.
    pub fn new(program: &'g Verified, usual: Option<RecordId>, take: &'g mut Take<'t>) -> Outcome<Self> {
        let record = usual.unwrap_or(RecordId(0));
        let columns = Columns::new(program, record).map_err(|error| fault(&error))?;
        let spellings = Spellings::new(program);
        Ok(Self { program, usual, record, spellings, columns, bad: Vec::new(), take })
    }

    /// Adds what was read.
    ///
    /// # Errors
    /// Whatever `take` fails with.
    pub fn add(&mut self, item: Item) -> Outcome<()> {
        match item {
            Item::Record(record) => self.push(&record),
            Item::Bad(bad) => {
                let Some(usual) = self.usual else { return self.stray(bad) };
                let width = self.program.record(usual).map_or(0, |record| record.slots.len());
                self.push(&Record { ty: usual, values: vec![Value::Missing; width] })?;
                self.bad.push((self.columns.len().saturating_sub(1), bad));
                Ok(())
            }
        }
    }

    /// What couldn't be read is of no type that is known: it has no row.
    fn stray(&mut self, bad: Vec<Bad>) -> Outcome<()> {
        self.flush(self.record)?;
        let nothing = Columns::new(self.program, self.record).map_err(|error| fault(&error))?;
        (self.take)(Chunk::of_columns(self.record, nothing, vec![(0, bad)]))
    }

    /// Adds a record of the source's type that `fill` fills; `false`, and nothing is added, if it gives up.
    ///
    /// # Errors
    /// Whatever `take` fails with.
    pub fn plainly(&mut self, fill: impl FnOnce(&mut Plainly<'_>) -> Option<()>) -> Outcome<bool> {
        let Some(usual) = self.usual else { return Ok(false) };
        if usual != self.record || self.columns.len() >= ROWS {
            self.flush(usual)?;
        }
        let mut record = Plainly::begin(&self.spellings, &mut self.columns);
        if fill(&mut record).is_none() {
            record.undo();
            return Ok(false);
        }
        Ok(record.end().is_some())
    }

    fn push(&mut self, record: &Record) -> Outcome<()> {
        if record.ty != self.record || self.columns.len() >= ROWS {
            self.flush(record.ty)?;
        }
        match self.columns.push(self.program, record) {
            Err(DecideError::TooMany) if !self.columns.is_empty() => {
                self.flush(record.ty)?;
                self.columns.push(self.program, record)
            }
            pushed => pushed,
        }
        .map_err(|error| fault(&error))
    }

    fn flush(&mut self, next: RecordId) -> Outcome<()> {
        let empty = Columns::new(self.program, next).map_err(|error| fault(&error))?;
        let columns = std::mem::replace(&mut self.columns, empty);
        let (record, bad) = (std::mem::replace(&mut self.record, next), std::mem::take(&mut self.bad));
        if columns.is_empty() { Ok(()) } else { (self.take)(Chunk::of_columns(record, columns, bad)) }
    }

    /// Hands over the last chunk.
    ///
    /// # Errors
    /// Whatever `take` fails with.
    pub fn finish(mut self) -> Outcome<()> {
        self.flush(self.record)
    }
}
