//! Reading records from files, one at a time: memory holds one record, not the file (but for workbooks, which are loaded).
//!
//! # Terms
//! - A *table* is a CSV file or a sheet, with titles in its first row that is not blank.
//! - A *child table* holds the members of a list of another table's records, each with its record's key.
//! - A *source* is where records of one type come from: a table with its child tables, or a JSON file.

#[cfg(feature = "parquet")]
pub mod arrow;
pub mod bad;
pub mod children;
pub mod columns;
pub mod csv;
pub mod encoding;
pub mod files;
pub mod finder;
pub mod granted;
pub mod json;
pub mod names;
pub mod scan;
pub mod source;
pub mod table;
pub mod xlsx;

pub use bad::Bad;
pub use files::open;
pub use source::{Item, Source};
