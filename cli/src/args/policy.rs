//! The arguments of commands that look at a policy.

use super::day;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Policy folder, or one of its files.
    #[arg(required_unless_present = "explain")]
    pub path: Option<PathBuf>,
    /// Make the mends that are obvious, in the policy's own files.
    #[arg(long)]
    pub fix: bool,
    /// Form of the output.
    #[arg(long, default_value = "text")]
    pub format: CheckFormat,
    /// Show the page of a diagnostic.
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
}

/// Forms of `check`'s output: for people, for tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum CheckFormat {
    Text,
    Json,
}

/// `read`.
#[derive(Debug, Args)]
pub struct Read {
    /// Policy folder.
    pub policy: PathBuf,
    /// Only this clause.
    #[arg(long, value_name = "N")]
    pub clause: Option<u32>,
    /// Only what this department answers for.
    #[arg(long, value_name = "NAME")]
    pub department: Option<String>,
    /// Say which amounts are in force on this day (default: tell every amount with its days).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// Form of the text (default: by --out, else text).
    #[arg(long)]
    pub format: Option<ReadFormat>,
    /// Write it to a file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Forms of the text to read: plain; Markdown; a page of its own; a document for an office suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ReadFormat {
    Text,
    Markdown,
    Html,
    Docx,
}

/// `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Policy folder: the old one, or with --git the one whose versions are compared.
    pub old: PathBuf,
    /// The new policy folder.
    #[arg(required_unless_present = "git", conflicts_with = "git")]
    pub new: Option<PathBuf>,
    /// Two revisions A..B of the folder, or one that is compared with the folder as it lies.
    #[arg(long, value_name = "REVISIONS")]
    pub git: Option<String>,
    /// Form of the comparison.
    #[arg(long, default_value = "text")]
    pub format: DiffFormat,
    /// Write it to a file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Forms of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum DiffFormat {
    Text,
    Json,
    Html,
}

/// `prove`.
#[derive(Debug, Args)]
pub struct Prove {
    /// Policy folder.
    pub policy: PathBuf,
    /// Only this guarantee.
    #[arg(long, value_name = "NAME")]
    pub guarantee: Option<String>,
    /// Program of a solver that reads SMT-LIB 2, asked about what stays open; `none` for none (default: z3 if it is installed).
    #[arg(long, value_name = "PROGRAM")]
    pub solver: Option<String>,
    /// Form of the output.
    #[arg(long, default_value = "text")]
    pub format: ProveFormat,
}

/// Forms of `prove`'s output: for people, for tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ProveFormat {
    Text,
    Json,
}

/// `test`.
#[derive(Debug, Args)]
pub struct Test {
    /// Policy folder.
    pub policy: PathBuf,
    /// Only scenarios whose name holds this.
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Change the policy a little, one place at a time, and list the changes that no scenario notices.
    #[arg(long, conflicts_with = "filter")]
    pub mutate: bool,
    /// With --mutate: only changes that stand in this rule, standard, scale or definition.
    #[arg(long, value_name = "NAME", requires = "mutate")]
    pub rule: Option<String>,
    /// Print scenarios at the boundaries of this standard, with what the rules decide now, to be confirmed.
    #[arg(long, value_name = "STANDARD", conflicts_with_all = ["filter", "mutate"])]
    pub suggest: Option<String>,
}

/// `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Policy folder.
    pub policy: PathBuf,
    /// Where to write the program (default: the folder's name with .qcb).
    #[arg(short, long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print the program in readable form instead.
    #[arg(long)]
    pub listing: bool,
}
