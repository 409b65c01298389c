//! Decisions as CSV, one a row.

use super::flat;
use super::sink::Sink;
use super::{Entry, RecordWriter};
use crate::fault::Outcome;
use crate::lang::Language;
use std::io::Write;

/// Rows of a CSV file. In a file a byte order mark goes first: without it office software takes Chinese for another encoding.
pub struct Rows {
    rows: ::csv::Writer<Sink>,
    language: Language,
}

impl Rows {
    /// A writer to the sink, which gets its titles at once.
    ///
    /// # Errors
    /// A sink that can't be written to.
    pub fn new(mut sink: Sink, mark: bool, language: Language) -> Outcome<Self> {
        if mark {
            sink.write_all("\u{feff}".as_bytes())?;
        }
        let mut rows = ::csv::Writer::from_writer(sink);
        rows.write_record(flat::titles(language)).map_err(std::io::Error::from)?;
        Ok(Self { rows, language })
    }
}

impl RecordWriter for Rows {
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()> {
        for decision in entry.decisions {
            let cells = flat::cells(entry, decision, self.language);
            self.rows.write_record(cells).map_err(std::io::Error::from)?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        let sink = self.rows.into_inner().map_err(|error| error.into_error())?;
        sink.finish()
    }
}
