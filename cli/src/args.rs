//! The arguments of `qingce`. Help texts here are English; [`crate::help_zh`] has the Chinese ones.

mod policy;
mod records;
mod texts;

pub use policy::*;
pub use records::*;
pub use texts::*;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

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
