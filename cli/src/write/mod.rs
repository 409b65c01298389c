//! Writing decisions in the form that was asked for. What is written depends on the records and
//! decisions only, not on the form that the records came in.

#[cfg(feature = "parquet")]
pub mod arrow;
pub mod csv;
pub mod entry;
pub mod flat;
pub mod json;
#[cfg(feature = "parquet")]
mod parquet;
pub mod sink;
pub mod table;
pub mod xlsx;

pub use entry::Entry;

use crate::args::DecisionFormat;
use crate::decided::{Around, Decided};
use crate::fault::Outcome;
use crate::screen::Screen;
use qingce_runtime::Machine;
use qingce_runtime::program::RecordId;
use std::path::Path;

/// Takes decisions, chunk by chunk.
pub trait Writer: Send {
    /// Writes the decisions on a chunk.
    ///
    /// # Errors
    /// A place that can't be written to.
    fn write(&mut self, decided: &Decided) -> Outcome<()>;

    /// Ends the output; a file appears only now.
    ///
    /// # Errors
    /// As [`Writer::write`].
    fn finish(self: Box<Self>) -> Outcome<()>;
}

/// Takes decisions, record by record.
pub trait RecordWriter: Send {
    /// Writes the decisions on one record.
    ///
    /// # Errors
    /// A place that can't be written to.
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()>;

    /// Ends the output; a file appears only now.
    ///
    /// # Errors
    /// As [`RecordWriter::write`].
    fn finish(self: Box<Self>) -> Outcome<()>;
}

/// Writes the records of each chunk.
struct EachRecord<'p> {
    around: Around<'p>,
    machine: Machine<'p>,
    writer: Box<dyn RecordWriter>,
}

impl Writer for EachRecord<'_> {
    fn write(&mut self, decided: &Decided) -> Outcome<()> {
        decided.each(self.around, &mut self.machine, &mut |entry| self.writer.write(entry))
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        self.writer.finish()
    }
}

/// Where decisions go, and in which form.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'d> {
    /// The form.
    pub format: DecisionFormat,
    /// The file; none: standard output.
    pub out: Option<&'d Path>,
    /// In tables, also rules that don't apply or aren't in force.
    pub all: bool,
}

/// A writer of decisions on records of these types, as far as they are known.
///
/// # Errors
/// A file that can't be made; a workbook without a file to write it to.
pub fn writer<'p>(
    to: Destination<'_>,
    around: Around<'p>,
    types: &[Option<RecordId>],
    screen: &Screen,
) -> Outcome<Box<dyn Writer + 'p>> {
    let Destination { format, out, all } = to;
    let screen = if out.is_some() { Screen::plain(screen.language) } else { *screen };
    let writer: Box<dyn RecordWriter> = match format {
        DecisionFormat::Table => Box::new(table::Table::new(sink::Sink::open(out)?, all, screen)),
        DecisionFormat::Json => Box::new(json::Array::new(sink::Sink::open(out)?)),
        DecisionFormat::Jsonl => Box::new(json::Lines::new(sink::Sink::open(out)?)),
        DecisionFormat::Csv => {
            Box::new(csv::Rows::new(sink::Sink::open(out)?, out.is_some(), screen.language)?)
        }
        DecisionFormat::Xlsx => Box::new(xlsx::Book::new(out, screen.language)?),
        #[cfg(feature = "parquet")]
        DecisionFormat::Parquet | DecisionFormat::Arrow => {
            return Ok(Box::new(arrow::Columns::new(to, around, types)?));
        }
    };
    #[cfg(not(feature = "parquet"))]
    let _ = types;
    Ok(Box::new(EachRecord { around, machine: Machine::new(around.program), writer }))
}

/// The form that a file's name says.
pub fn format_of(out: &Path) -> Option<DecisionFormat> {
    let extension = out.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "json" => Some(DecisionFormat::Json),
        "jsonl" | "ndjson" => Some(DecisionFormat::Jsonl),
        "csv" => Some(DecisionFormat::Csv),
        "xlsx" => Some(DecisionFormat::Xlsx),
        "txt" => Some(DecisionFormat::Table),
        #[cfg(feature = "parquet")]
        "parquet" | "pq" => Some(DecisionFormat::Parquet),
        #[cfg(feature = "parquet")]
        "arrow" | "feather" | "ipc" => Some(DecisionFormat::Arrow),
        _ => None,
    }
}
