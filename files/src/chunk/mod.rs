//! Records by columns, so many at a time: what is decided in one go.

mod gather;

pub use gather::Gatherer;

use crate::read::Bad;
#[cfg(feature = "parquet")]
use qingce_runtime::columns::arrow::ArrowRecords;
use qingce_runtime::columns::{Batch, Columns};
use qingce_runtime::program::RecordId;

/// The most records of a chunk.
pub const ROWS: usize = 8192;

/// Records of one type that follow one another in a source, by columns. One that couldn't be read has its row too, so that rows
/// keep their numbers; what stands in it means nothing.
#[derive(Debug, Clone)]
pub struct Chunk {
    record: RecordId,
    held: Held,
    bad: Vec<(usize, Vec<Bad>)>,
}

/// Where the values lie.
#[derive(Debug, Clone)]
enum Held {
    Columns(Columns),
    #[cfg(feature = "parquet")]
    Arrow(ArrowRecords),
}

impl Chunk {
    pub(crate) fn of_columns(record: RecordId, columns: Columns, bad: Vec<(usize, Vec<Bad>)>) -> Self {
        Self { record, held: Held::Columns(columns), bad }
    }

    #[cfg(feature = "parquet")]
    pub(crate) fn of_arrow(record: RecordId, records: ArrowRecords, bad: Vec<(usize, Vec<Bad>)>) -> Self {
        Self { record, held: Held::Arrow(records), bad }
    }

    /// The type of the records.
    pub fn record(&self) -> RecordId {
        self.record
    }

    /// How many rows, those included that couldn't be read.
    pub fn len(&self) -> usize {
        match &self.held {
            Held::Columns(columns) => columns.len(),
            #[cfg(feature = "parquet")]
            Held::Arrow(records) => records.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records as a batch.
    pub fn batch(&self) -> Batch<'_> {
        match &self.held {
            Held::Columns(columns) => columns.batch(),
            #[cfg(feature = "parquet")]
            Held::Arrow(records) => records.batch(),
        }
    }

    /// The rows that couldn't be read, ascending, with what is wrong.
    pub fn bad(&self) -> &[(usize, Vec<Bad>)] {
        &self.bad
    }

    /// The rows that could be read.
    pub fn good(&self) -> impl Iterator<Item = usize> {
        let mut bad = self.bad.iter().map(|(row, _)| *row).peekable();
        (0..self.len()).filter(move |row| bad.next_if_eq(row).is_none())
    }
}
