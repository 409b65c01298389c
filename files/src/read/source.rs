//! A source of records of one type.

use super::bad::{Bad, Place};
use super::children::Node;
use super::json;
use crate::fault::Outcome;
use qingce_runtime::program::RecordId;
use qingce_runtime::{Program, Record};
use std::path::PathBuf;

/// One record, or why it couldn't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Item {
    Record(Record),
    Bad(Vec<Bad>),
}

/// Where records come from.
pub enum Source {
    /// A table with its child tables.
    Table(Node),
    /// A JSON file, with the type of records that don't name their own.
    Json {
        /// The file.
        path: PathBuf,
        /// The type.
        record: Option<RecordId>,
    },
}

impl Source {
    /// The type of its records, as far as known beforehand.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            Self::Table(node) => Some(node.record),
            Self::Json { record, .. } => *record,
        }
    }

    /// Where it lies.
    pub fn place(&self) -> Place {
        match self {
            Self::Table(node) => node.table.place().clone(),
            Self::Json { path, .. } => Place::file(path),
        }
    }

    /// Gives every record to `take`, in the order of the source.
    ///
    /// # Errors
    /// A file that can't be read, and whatever `take` fails with.
    pub fn each(&mut self, program: &Program, take: &mut dyn FnMut(Item) -> Outcome<()>) -> Outcome<()> {
        match self {
            Self::Json { path, record } => json::each_record(path, program, *record, take),
            Self::Table(node) => {
                loop {
                    match node.table.advance() {
                        Ok(false) => break,
                        Ok(true) => match node.read(program, "") {
                            Ok(record) => take(Item::Record(record))?,
                            Err(bad) => take(Item::Bad(bad))?,
                        },
                        Err(what) => {
                            let row = node.table.offset().row;
                            take(Item::Bad(vec![node.table.place().row(row, &what)]))?;
                            break;
                        }
                    }
                }
                for bad in node.left_over() {
                    take(Item::Bad(vec![bad]))?;
                }
                Ok(())
            }
        }
    }
}
