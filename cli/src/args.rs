//! The arguments of `qingce`. Help texts here are English; [`crate::help_zh`] has the Chinese ones.

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Qingce decides records by public policy, exactly and with reasons.
#[derive(Debug, Parser)]
#[command(name = "qingce", version, max_term_width = 100, disable_help_subcommand = true, after_help = crate::help_en::TOP)]
pub struct Arguments {
    /// Language of messages and help (default: by the locale).
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Lang>,
    /// What to do; without it every policy under ./policies decides its samples.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// `--lang`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Lang {
    Zh,
    En,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check a policy: what it covers and what is wrong with it.
    Check(Check),
    /// Decide records by a policy.
    #[command(after_help = crate::help_en::DECIDE)]
    Decide(Decide),
    /// Tell the full reasoning for one record.
    Explain(Explain),
    /// Write a policy as official prose, beside its source.
    Read(Read),
    /// Give a standard another value from a day on.
    #[command(after_help = crate::help_en::AMEND)]
    Amend(Amend),
    /// Write a policy's dated values as a sheet, or take those of a sheet over.
    Standards(Standards),
    /// Tell what differs in meaning between two policies, or two versions of one.
    Diff(Diff),
    /// Tell whom a change concerns, and what it costs, for given records.
    #[command(after_help = crate::help_en::IMPACT)]
    Impact(Impact),
    /// Prove a policy's guarantees of all records, or show a record that breaks one.
    #[command(after_help = crate::help_en::PROVE)]
    Prove(Prove),
    /// Run a policy's scenarios.
    Test(Test),
    /// Lay out policy files.
    Fmt(Fmt),
    /// Compile a policy into one file.
    Build(Build),
    /// Make an empty form for data entry.
    Schema(Schema),
    /// Make random records for trying a policy out.
    Sample(Sample),
    /// Start a new policy folder.
    New(New),
    /// Serve an editor (the language server, on standard input and output).
    Lsp(Lsp),
    /// Print completions for a shell.
    Completions(Completions),
}

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

/// `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The policy's name, and its folder's.
    pub name: String,
}

/// `lsp`. Messages are in the language of `--lang` unless the editor names another.
#[derive(Debug, Args)]
pub struct Lsp {
    /// Speak on standard input and output, which is what it does anyway; editors like to say so.
    #[arg(long)]
    pub stdio: bool,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    pub shell: clap_complete::Shell,
}

/// A day as people write it: 2023-07-01, 2023/7/1 or 2023年7月1日.
fn day(text: &str) -> Result<NaiveDate, String> {
    ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .ok_or_else(|| "2023-07-01 / 2023年7月1日".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn days_are_read_in_three_spellings() {
        let expected = NaiveDate::from_ymd_opt(2023, 7, 1).unwrap();
        for text in ["2023-07-01", "2023/7/1", "2023年7月1日"] {
            assert_eq!(day(text), Ok(expected));
        }
        assert!(day("2023-02-30").is_err());
    }
}
