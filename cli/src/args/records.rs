//! The arguments of commands that have to do with records.

use super::day;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `decide`.
#[derive(Debug, Args)]
pub struct Decide {
    /// Policy folder or built .qcb file.
    pub policy: PathBuf,
    /// Files or folders of records: JSON, JSON lines, CSV, XLSX, Parquet, Arrow (default: the policy's samples).
    pub records: Vec<PathBuf>,
    /// Reference date for records that carry none.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// Only this rule (may be repeated).
    #[arg(long, value_name = "NAME")]
    pub rule: Vec<String>,
    /// What was granted before: beneficiary key, rule, date, amount (CSV, JSON, JSON lines or XLSX).
    #[arg(long, value_name = "FILE")]
    pub granted: Option<PathBuf>,
    /// Write the decisions to a file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Form of the decisions (default: by --out, else table).
    #[arg(long)]
    pub format: Option<DecisionFormat>,
    /// Record type of the files (default: the file's name).
    #[arg(long, value_name = "NAME")]
    pub record: Option<String>,
    /// In tables, also show rules that do not apply or are not in force.
    #[arg(long)]
    pub all: bool,
}

/// Forms of decisions: for people; one array; one record a line; one decision a row; one column a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum DecisionFormat {
    Table,
    Json,
    Jsonl,
    Csv,
    Xlsx,
    #[cfg(feature = "parquet")]
    Parquet,
    #[cfg(feature = "parquet")]
    Arrow,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Policy folder or built .qcb file.
    pub policy: PathBuf,
    /// Files or folders of records (default: the policy's samples).
    pub records: Vec<PathBuf>,
    /// The record's key.
    #[arg(long, value_name = "KEY")]
    pub key: String,
    /// Only this rule (may be repeated).
    #[arg(long, value_name = "NAME")]
    pub rule: Vec<String>,
    /// Reference date for records that carry none.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
    /// What was granted before.
    #[arg(long, value_name = "FILE")]
    pub granted: Option<PathBuf>,
    /// Record type of the files (default: the file's name).
    #[arg(long, value_name = "NAME")]
    pub record: Option<String>,
    /// Form: every step as a tree, or a notice for the person concerned.
    #[arg(long, default_value = "tree")]
    pub format: ExplainFormat,
    /// Write it to a file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Show sensitive values as they are.
    #[arg(long)]
    pub unmask: bool,
}

/// Forms of an explanation: every step as a tree; a notice for the person concerned, as text or as a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ExplainFormat {
    Tree,
    Text,
    Html,
}

/// `impact`.
#[derive(Debug, Args)]
pub struct Impact {
    /// The old policy: a folder or a built .qcb file.
    pub old: PathBuf,
    /// The new policy.
    pub new: PathBuf,
    /// Files or folders of records (default: the new policy's samples).
    pub records: Vec<PathBuf>,
    /// Decide every record as of these days (default: each as of its own reference date).
    #[arg(long, value_name = "DATE,…", value_parser = day, value_delimiter = ',')]
    pub as_of: Vec<NaiveDate>,
    /// Record type of the files (default: the file's name).
    #[arg(long, value_name = "NAME")]
    pub record: Option<String>,
    /// Also try a standard's values: STANDARD=FROM..TO:STEP.
    #[arg(long, value_name = "SWEEP")]
    pub sweep: Option<String>,
    /// Form of the result.
    #[arg(long, default_value = "table")]
    pub format: ImpactFormat,
    /// Write it to a file, whole or not at all.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write the records that gain or lose to a file (.csv or .xlsx).
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
}

/// Forms of an impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ImpactFormat {
    Table,
    Json,
    Csv,
    Html,
}

/// `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Policy folder or built .qcb file.
    pub policy: PathBuf,
    /// Only this record type.
    #[arg(long, value_name = "NAME")]
    pub record: Option<String>,
    /// Form: a JSON schema, or an empty table.
    #[arg(long, default_value = "json-schema")]
    pub format: SchemaFormat,
    /// Where to write it (XLSX needs it; CSV with lists wants a folder).
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Forms of a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum SchemaFormat {
    JsonSchema,
    Csv,
    Xlsx,
}

/// `sample`.
#[derive(Debug, Args)]
pub struct Sample {
    /// Policy folder or built .qcb file.
    pub policy: PathBuf,
    /// The record type.
    #[arg(long, value_name = "NAME")]
    pub record: String,
    /// How many.
    #[arg(short, long, default_value_t = 10)]
    pub n: u64,
    /// The same seed gives the same records.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Form of the records (default: by --out, else JSON lines).
    #[arg(long)]
    pub format: Option<SampleFormat>,
    /// Where to write them (CSV with lists wants a folder).
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
}

/// Forms of sampled records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum SampleFormat {
    Json,
    Jsonl,
    Csv,
    Xlsx,
}
