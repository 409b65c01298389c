//! The arguments of commands that write a policy's texts.

use super::{Lang, day};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `amend`.
#[derive(Debug, Args)]
pub struct Amend {
    /// Policy folder.
    pub policy: PathBuf,
    /// The standard's name.
    pub standard: String,
    /// The first day of the new value.
    #[arg(long, value_name = "DATE", value_parser = day, requires = "to", required_unless_present = "end")]
    pub from: Option<NaiveDate>,
    /// The new value, with or without its unit.
    #[arg(long, value_name = "VALUE", requires = "from")]
    pub to: Option<String>,
    /// What sets it: a document, or a sentence of the source such as 6.3「…」.
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub authority: String,
    /// The last day of the new value; without --from, of the value in force then.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub end: Option<NaiveDate>,
    /// Put it in the place of a value that begins on the same day.
    #[arg(long)]
    pub replace: bool,
}

/// `standards`.
#[derive(Debug, Args)]
pub struct Standards {
    /// Policy folder.
    pub policy: PathBuf,
    /// Form of the values (default: by --out, else table).
    #[arg(long)]
    pub format: Option<StandardsFormat>,
    /// Write them to a file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Take over the values of a sheet (CSV or XLSX): all of them or none.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "out"])]
    pub import: Option<PathBuf>,
}

/// Forms of dated values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum StandardsFormat {
    Table,
    Csv,
    Xlsx,
}

/// `fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    /// Policy folders or files.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Change nothing; exit with 1 if a file is not laid out.
    #[arg(long)]
    pub check: bool,
    /// Turn the keywords into this language.
    #[arg(long, value_name = "LANG")]
    pub to: Option<Lang>,
}

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The policy's name, and its folder's.
    pub name: String,
}
