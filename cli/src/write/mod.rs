//! Writing decisions, one record at a time, in the form that was asked for. What is written depends on the records and
//! decisions only, not on the form that the records came in.

pub mod csv;
pub mod entry;
pub mod flat;
pub mod json;
pub mod sink;
pub mod table;
pub mod xlsx;

pub use entry::Entry;

use crate::args::DecisionFormat;
use crate::fault::Outcome;
use crate::screen::Screen;
use std::path::Path;

/// Takes decisions, record by record.
pub trait Writer {
    /// Writes the decisions on one record.
    ///
    /// # Errors
    /// A place that can't be written to.
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()>;

    /// Ends the output; a file appears only now.
    ///
    /// # Errors
    /// As [`Writer::write`].
    fn finish(self: Box<Self>) -> Outcome<()>;
}

/// A writer to the file, or to standard output.
///
/// # Errors
/// A file that can't be made; a workbook without a file to write it to.
pub fn writer(
    format: DecisionFormat,
    out: Option<&Path>,
    all: bool,
    screen: &Screen,
) -> Outcome<Box<dyn Writer>> {
    let screen = if out.is_some() { Screen::plain(screen.language) } else { *screen };
    Ok(match format {
        DecisionFormat::Table => Box::new(table::Table::new(sink::Sink::open(out)?, all, screen)),
        DecisionFormat::Json => Box::new(json::Array::new(sink::Sink::open(out)?)),
        DecisionFormat::Jsonl => Box::new(json::Lines::new(sink::Sink::open(out)?)),
        DecisionFormat::Csv => {
            Box::new(csv::Rows::new(sink::Sink::open(out)?, out.is_some(), screen.language)?)
        }
        DecisionFormat::Xlsx => Box::new(xlsx::Book::new(out, screen.language)?),
    })
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
        _ => None,
    }
}
