//! A Parquet file whose columns are encoded side by side, a row group at a time.

use super::sink::Sink;
use arrow_array::RecordBatch;
use arrow_schema::{Field, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::{Compression, Encoding};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use std::sync::{Mutex, PoisonError};

/// Records of a row group: what is kept until it is written.
const GROUP: usize = 1 << 17;
/// Bytes of a column's dictionary. A column with more than a few values is sooner written without.
const DICTIONARY: usize = 1 << 14;

/// The file.
pub struct Parquet {
    file: SerializedFileWriter<Sink>,
    factory: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    /// What waits for its row group to be full.
    waiting: Vec<RecordBatch>,
    rows: usize,
    groups: usize,
}

/// One column of a row group, which may have several leaves.
struct Job<'b> {
    at: usize,
    field: &'b Field,
    leaves: Vec<ArrowColumnWriter>,
}

impl Parquet {
    /// A file with these columns. `counted`: the one that numbers the rows.
    ///
    /// # Errors
    /// A column that Parquet doesn't have.
    pub fn new(sink: Sink, schema: SchemaRef, counted: &str) -> Result<Self, ParquetError> {
        let counted = ColumnPath::from(counted);
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_dictionary_page_size_limit(DICTIONARY)
            .set_column_dictionary_enabled(counted.clone(), false)
            .set_column_encoding(counted, Encoding::DELTA_BINARY_PACKED)
            .build();
        let writer = ArrowWriter::try_new(sink, schema.clone(), Some(properties))?;
        let (file, factory) = writer.into_serialized_writer()?;
        Ok(Self { file, factory, schema, waiting: Vec::new(), rows: 0, groups: 0 })
    }

    /// Takes rows.
    ///
    /// # Errors
    /// A place that can't be written to.
    pub fn write(&mut self, batch: RecordBatch) -> Result<(), ParquetError> {
        self.rows += batch.num_rows();
        self.waiting.push(batch);
        if self.rows < GROUP { Ok(()) } else { self.flush() }
    }

    /// Writes the end.
    ///
    /// # Errors
    /// As [`Parquet::write`].
    pub fn finish(mut self) -> Result<Sink, ParquetError> {
        self.flush()?;
        self.file.into_inner()
    }

    /// Writes what waits as a row group.
    fn flush(&mut self) -> Result<(), ParquetError> {
        let batches = std::mem::take(&mut self.waiting);
        let Some(first) = batches.first().filter(|_| self.rows > 0) else { return Ok(()) };
        self.rows = 0;
        let mut leaves = self.factory.create_column_writers(self.groups)?.into_iter();
        self.groups += 1;
        let mut jobs = Vec::new();
        for (at, field) in self.schema.fields().iter().enumerate() {
            let count = compute_leaves(field, &first.column(at).slice(0, 0))?.len();
            jobs.push(Job { at, field, leaves: leaves.by_ref().take(count).collect() });
        }
        let encoded = encode(jobs, &batches)?;
        let mut group = self.file.next_row_group()?;
        for chunk in encoded {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        Ok(())
    }
}

/// Encodes columns, on as many threads as there are processors; in their order.
fn encode(jobs: Vec<Job<'_>>, batches: &[RecordBatch]) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    let mut encoded: Vec<Option<Result<Vec<ArrowColumnChunk>, ParquetError>>> = Vec::new();
    encoded.resize_with(jobs.len(), || None);
    let (jobs, done) = (Mutex::new(jobs.into_iter()), Mutex::new(&mut encoded));
    let work = || {
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(job) = job else { break };
            let at = job.at;
            let chunks = job.run(batches);
            done.lock().unwrap_or_else(PoisonError::into_inner)[at] = Some(chunks);
        }
    };
    std::thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(work)));
        work();
    });
    let mut chunks = Vec::new();
    for column in encoded.into_iter().flatten() {
        chunks.extend(column?);
    }
    Ok(chunks)
}

impl Job<'_> {
    fn run(mut self, batches: &[RecordBatch]) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
        for batch in batches {
            let leaves = compute_leaves(self.field, batch.column(self.at))?;
            for (writer, leaf) in self.leaves.iter_mut().zip(&leaves) {
                writer.write(leaf)?;
            }
        }
        self.leaves.into_iter().map(ArrowColumnWriter::close).collect()
    }
}
