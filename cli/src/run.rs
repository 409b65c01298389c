//! Deciding the records of some sources, one after the other.

use crate::fault::{Fault, Outcome};
use crate::lang::{Message, both, pick};
use crate::ledger::RunLedger;
use crate::message;
use crate::policy::Policy;
use crate::read::{self, Bad, Item, Source, granted};
use crate::screen::{Screen, Style};
use chrono::NaiveDate;
use qingce_files::chunk::Chunk;
use qingce_runtime::program::{RecordId, RuleId};
use qingce_runtime::{DecideError, Program, Verified};
use std::path::{Path, PathBuf};

/// What `decide` and `explain` are both given.
#[derive(Debug, Clone, Copy)]
pub struct Given<'a> {
    /// Files and folders; none: the policy's samples.
    pub records: &'a [PathBuf],
    /// Names of rules.
    pub rules: &'a [String],
    /// Earlier grants.
    pub granted: Option<&'a Path>,
    /// The record type of the files.
    pub record: Option<&'a str>,
    /// The reference date for records that carry none.
    pub as_of: Option<NaiveDate>,
}

/// Everything that a run needs, found and opened.
pub struct Run {
    /// Where the records come from.
    pub sources: Vec<Source>,
    /// Only these rules; empty: all.
    pub rules: Vec<RuleId>,
    /// What was granted before.
    pub ledger: RunLedger,
    /// The reference date for records that carry none.
    pub as_of: Option<NaiveDate>,
}

impl Run {
    /// Finds the rules, the earlier grants and the records. Remarks are told on standard error.
    ///
    /// # Errors
    /// Names that the policy doesn't have, files that can't be read, no records at all.
    pub fn prepare(policy: &Policy, given: Given<'_>, screen: &Screen) -> Outcome<Self> {
        let program = &policy.program;
        let rules = given.rules.iter().map(|name| rule(program, name)).collect::<Outcome<Vec<_>>>()?;
        let record = given.record.map(|name| record(program, name)).transpose()?;
        let ledger = given.granted.map(|path| granted::read(path, program)).transpose()?.unwrap_or_default();
        let samples = policy.samples();
        let paths = match (given.records, &samples) {
            ([], Some(samples)) => std::slice::from_ref(samples),
            ([], None) => {
                return Err(Fault::usage(message!(
                    "没有写明档案文件，政策里也没有样例（样例 文件夹）",
                    "no records were named, and the policy has no samples (a folder `samples`)"
                )));
            }
            (paths, _) => paths,
        };
        let mut remarks = Vec::new();
        let sources = read::open(program, paths, record, &mut remarks)?;
        for remark in remarks {
            let word = screen.paint_error(Style::Doubtful, pick(screen.language, "提醒：", "note: "));
            eprintln!("{word}{}", remark.in_language(screen.language));
        }
        Ok(Self { sources, rules, ledger, as_of: given.as_of })
    }

    /// Gives the records of every source to `take` by columns, each chunk with the number of its first record among those of its
    /// type.
    ///
    /// # Errors
    /// A file that can't be read, and whatever `take` fails with.
    pub fn chunks(
        sources: &mut [Source],
        program: &Verified,
        take: &mut dyn FnMut(u64, Chunk) -> Outcome<()>,
    ) -> Outcome<()> {
        let mut counts = vec![0_u64; program.records.len()];
        for source in sources {
            source.chunks(program, &mut |chunk| {
                let count = &mut counts[chunk.record().index()];
                let first = *count + 1;
                *count += chunk.len() as u64;
                take(first, chunk)
            })?;
        }
        Ok(())
    }

    /// Gives every record of every source to `take`, with its number among those of its type.
    ///
    /// # Errors
    /// A file that can't be read, and whatever `take` fails with.
    pub fn each(
        sources: &mut [Source],
        program: &Program,
        take: &mut dyn FnMut(u64, Item) -> Outcome<()>,
    ) -> Outcome<()> {
        let mut counts = vec![0_u64; program.records.len()];
        for source in sources {
            let record = source.record();
            source.each(program, &mut |item| {
                let ty = match &item {
                    Item::Record(record) => Some(record.ty),
                    Item::Bad(_) => record,
                };
                let count = ty.and_then(|ty| counts.get_mut(ty.index()));
                let number = count.map_or(0, |count| {
                    *count += 1;
                    *count
                });
                take(number, item)
            })?;
        }
        Ok(())
    }
}

/// What is to be told of a value that can't be read.
pub fn bad_line(bad: &Bad, screen: &Screen) -> String {
    let word = screen.paint_error(Style::Bad, pick(screen.language, "读不了：", "unreadable: "));
    format!("{word}{}", bad.0.in_language(screen.language))
}

/// Why a record can't be decided at all.
pub fn undecidable(error: &DecideError) -> Fault {
    match error {
        DecideError::NoReferenceDate { record } => Fault::new(message!(
            "「{record}」没有基准日字段，请用 --as-of 写明以哪一天为准，例如 --as-of 2023-10-01",
            "「{record}」 has no reference date of its own: say the day with --as-of, as --as-of 2023-10-01"
        )),
        other => Fault::new(both(|language| other.message(language))),
    }
}

/// The rule of this name.
fn rule(program: &Program, name: &str) -> Outcome<RuleId> {
    let known = || program.rules.iter().map(|rule| rule.name.as_str());
    program.rule_named(name).ok_or_else(|| unknown(("规则", "rule"), name, known()))
}

/// The record type of this name.
///
/// # Errors
/// No such record type.
pub fn record(program: &Program, name: &str) -> Outcome<RecordId> {
    let known = || program.records.iter().map(|record| record.name.as_str());
    program.record_named(name).ok_or_else(|| unknown(("档案", "record type"), name, known()))
}

/// That there is nothing of this name, with the names that there are: the nearest ones, or all of a few.
fn unknown<'a>(what: (&str, &str), name: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let mut known: Vec<&str> = known.collect();
    known.sort_by_key(|known| strsim::damerau_levenshtein(known, name));
    known.truncate(if known.len() <= 12 { 12 } else { 3 });
    let (zh, en) = (known.join("、"), known.join(", "));
    Fault::usage(Message::new(
        format!("没有{}「{name}」，可选的有：{zh}", what.0),
        format!("there is no {} 「{name}」; there are: {en}", what.1),
    ))
}
