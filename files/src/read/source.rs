//! A source of records of one type.

use super::bad::{Bad, Place};
use super::children::Node;
use super::json;
use super::scan::Scanner;
use crate::chunk::{Chunk, Gatherer};
use crate::fault::Outcome;
use qingce_runtime::program::RecordId;
use qingce_runtime::{Program, Record, Verified};
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
    /// A Parquet or Arrow file.
    #[cfg(feature = "parquet")]
    Arrow(super::arrow::ArrowFile),
}

impl Source {
    /// The type of its records, as far as known beforehand.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            Self::Table(node) => Some(node.record),
            Self::Json { record, .. } => *record,
            #[cfg(feature = "parquet")]
            Self::Arrow(file) => Some(file.record()),
        }
    }

    /// Where it lies.
    pub fn place(&self) -> Place {
        match self {
            Self::Table(node) => node.table.place().clone(),
            Self::Json { path, .. } => Place::file(path),
            #[cfg(feature = "parquet")]
            Self::Arrow(file) => file.place(),
        }
    }

    /// Gives the records to `take` by columns, chunk by chunk in the order of the source.
    ///
    /// # Errors
    /// A file that can't be read, and whatever `take` fails with.
    pub fn chunks(&mut self, program: &Verified, take: &mut dyn FnMut(Chunk) -> Outcome<()>) -> Outcome<()> {
        #[cfg(feature = "parquet")]
        if let Self::Arrow(file) = self {
            return file.chunks(program, take);
        }
        let mut gatherer = Gatherer::new(program, self.record(), take)?;
        match self {
            Self::Table(node) => each_row(node, &mut |row| match row {
                Row::At(node) if gatherer.plainly(|record| node.fill(record))? => Ok(()),
                Row::At(node) => gatherer.add(item(node, program)),
                Row::Bad(bad) => gatherer.add(Item::Bad(bad)),
            })?,
            Self::Json { path, record: Some(ty) } if json::is_lines(path) => {
                let (mut scanner, ty) = (Scanner::new(program, *ty), *ty);
                json::each_line(path, &mut |number, line| {
                    if gatherer.plainly(|record| scanner.line(line, record))? {
                        return Ok(());
                    }
                    gatherer.add(json::of_line(path, program, ty, (number, line)))
                })?;
            }
            other => other.each(program, &mut |item| gatherer.add(item))?,
        }
        gatherer.finish()
    }

    /// Gives every record to `take`, in the order of the source.
    ///
    /// # Errors
    /// A file that can't be read, and whatever `take` fails with.
    pub fn each(&mut self, program: &Program, take: &mut dyn FnMut(Item) -> Outcome<()>) -> Outcome<()> {
        match self {
            Self::Json { path, record } => json::each_record(path, program, *record, take),
            #[cfg(feature = "parquet")]
            Self::Arrow(file) => file.chunks(program, &mut |chunk| {
                let (batch, mut bad) = (chunk.batch(), chunk.bad().iter().peekable());
                (0..chunk.len()).try_for_each(|row| match bad.next_if(|(bad, _)| *bad == row) {
                    Some((_, bad)) => take(Item::Bad(bad.clone())),
                    None => take(Item::Record(batch.record(row))),
                })
            }),
            Self::Table(node) => each_row(node, &mut |row| match row {
                Row::At(node) => take(item(node, program)),
                Row::Bad(bad) => take(Item::Bad(bad)),
            }),
        }
    }
}

/// A row of a table.
enum Row<'n> {
    /// The table stands on it.
    At(&'n mut Node),
    Bad(Vec<Bad>),
}

fn each_row(node: &mut Node, take: &mut dyn FnMut(Row<'_>) -> Outcome<()>) -> Outcome<()> {
    loop {
        match node.table.advance() {
            Ok(false) => break,
            Ok(true) => take(Row::At(node))?,
            Err(what) => {
                let row = node.table.offset().row;
                take(Row::Bad(vec![node.table.place().row(row, &what)]))?;
                break;
            }
        }
    }
    node.left_over().into_iter().try_for_each(|bad| take(Row::Bad(vec![bad])))
}

fn item(node: &mut Node, program: &Program) -> Item {
    match node.read(program, "") {
        Ok(record) => Item::Record(record),
        Err(bad) => Item::Bad(bad),
    }
}
