//! The policies in a Markdown page, with what is to be checked of each.
//!
//! # Fences
//! - `ce`: a whole policy; `ce unused`: one in which something may be unused; `ce part`: declarations that follow the nearest
//!   `ce frame` above; `ce fails` and `ce mended`: the two examples of a diagnostic's page.
//! - `ce base` (with `tsv base`): the policy that the next one builds on, as the folder `../base`.
//! - `tsv`: the source text of the policy after it (on a diagnostic's page: of all that follow).
//! - `json RECORD [DATE]` with a `text` after it: records and the decisions on them, in the form of [`crate::outcome`].
//! - a table after the mark `<!-- decide RECORD DATE -->`: a record a row. Columns named after rules hold decisions; those
//!   named after fields hold data; `说明` and `note` are remarks. `<!-- decide RECORD DATE; RULE OUTCOME -->` expects the
//!   same of every row.

use crate::markdown::{Block, Fence, Mark, Table, blocks};
use chrono::NaiveDate;
use qingce_compiler::{Layer, PolicyText, SourceFile, head};

/// What kind of example a policy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Without any diagnostic.
    Whole,
    /// Nothing but unused things.
    Unused,
    /// After a frame: unused things and uncovered sentences.
    Part,
    /// The failing example of a diagnostic.
    Fails,
    /// Its mended example.
    Mended,
}

/// One policy of a page.
#[derive(Debug, Clone)]
pub struct Example {
    /// The line of its fence.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
    /// Its text, ready to be analysed.
    pub policy: PolicyText,
    /// What its records come out as.
    pub checks: Vec<Check>,
}

/// Records and the decisions expected on them.
#[derive(Debug, Clone)]
pub struct Check {
    /// The record type.
    pub record: String,
    /// The reference date, if the records have none of their own.
    pub as_of: Option<NaiveDate>,
    /// What is decided and expected.
    pub given: Given,
}

/// Where the records of a check stand.
#[derive(Debug, Clone)]
pub enum Given {
    /// A JSON array of objects, and the fence with the decisions.
    Json {
        /// The array.
        records: String,
        /// One decision a line.
        expected: Fence,
    },
    /// A table, and what is expected of every row besides.
    Table {
        /// The table.
        table: Table,
        /// A rule with its outcome.
        each: Option<(String, String)>,
    },
}

/// What was read but is not yet part of an example.
#[derive(Default)]
struct Pending {
    frame: String,
    source: Option<String>,
    base: Option<(String, String)>,
    base_source: String,
    json: Option<Fence>,
    mark: Option<Mark>,
}

/// The examples of a page in order.
///
/// # Panics
/// If a fence, mark or table stands where it means nothing.
pub fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut pending = Pending::default();
    for block in blocks(page) {
        match block {
            Block::Fence(fence) => read_fence(fence, &mut pending, &mut found),
            Block::Mark(mark) if mark.text.starts_with("decide ") => pending.mark = Some(mark),
            Block::Table(table) => {
                if let (Some(mark), Some(example)) = (pending.mark.take(), found.last_mut()) {
                    example.checks.push(table_check(table, &mark));
                }
            }
            Block::Heading(..) | Block::Mark(_) => {}
        }
    }
    assert!(pending.json.is_none() && pending.mark.is_none(), "records without decisions");
    found
}

fn read_fence(fence: Fence, pending: &mut Pending, found: &mut Vec<Example>) {
    let info: Vec<&str> = fence.info.iter().map(String::as_str).collect();
    let kind = match info.as_slice() {
        ["tsv"] => return pending.source = Some(fence.text),
        ["tsv", "base"] => return pending.base_source = fence.text,
        ["ce", "base"] => return pending.base = Some((fence.text, std::mem::take(&mut pending.base_source))),
        ["ce", "frame"] => return pending.frame = fence.text,
        ["json", ..] => return pending.json = Some(fence),
        ["text"] => {
            if let (Some(records), Some(example)) = (pending.json.take(), found.last_mut()) {
                example.checks.push(json_check(&records, fence));
            }
            return;
        }
        ["ce"] => Kind::Whole,
        ["ce", "unused"] => Kind::Unused,
        ["ce", "part"] => Kind::Part,
        ["ce", "fails"] => Kind::Fails,
        ["ce", "mended"] => Kind::Mended,
        [] | ["console" | "sh" | "rust" | "toml", ..] => return,
        _ => panic!("line {}: unknown fence {info:?}", fence.line),
    };
    let text = if kind == Kind::Part { format!("{}\n{}", pending.frame, fence.text) } else { fence.text };
    let policy = policy(text, pending.source.as_deref(), pending.base.as_ref());
    if !matches!(kind, Kind::Fails | Kind::Mended) {
        pending.source = None;
        pending.base = None;
    }
    found.push(Example { line: fence.line, kind, policy, checks: Vec::new() });
}

/// A policy of one file, on the base if it names `../base`.
fn policy(text: String, source: Option<&str>, base: Option<&(String, String)>) -> PolicyText {
    let own = layer("policy", text, source);
    let wanted = head(&own.files).base;
    let on_base = wanted.is_some_and(|(_, folder)| folder == "../base");
    let base = base.filter(|_| on_base).map(|(text, source)| layer("base", text.clone(), Some(source)));
    PolicyText { layers: base.into_iter().chain([own]).collect() }
}

fn layer(folder: &str, text: String, source: Option<&str>) -> Layer {
    let files = vec![SourceFile { path: "policy.ce".into(), text }];
    let sources = head(&files).source.zip(source).map(|(path, text)| SourceFile { path, text: text.into() });
    Layer { folder: folder.into(), sources: sources.into_iter().collect(), files }
}

fn json_check(records: &Fence, expected: Fence) -> Check {
    let record = records.info.get(1).unwrap_or_else(|| panic!("line {}: which record?", records.line));
    let as_of = records.info.get(2).map(|date| date.parse().expect("a date"));
    Check { record: record.clone(), as_of, given: Given::Json { records: records.text.clone(), expected } }
}

fn table_check(table: Table, mark: &Mark) -> Check {
    let (what, each) = match mark.text.split_once(';') {
        Some((what, each)) => (what, each.trim().split_once(' ')),
        None => (mark.text.as_str(), None),
    };
    let mut words = what.split_whitespace().skip(1);
    let record = words.next().unwrap_or_else(|| panic!("line {}: which record?", mark.line)).to_owned();
    let as_of = words.next().map(|date| date.parse().expect("a date"));
    let each = each.map(|(rule, outcome)| (rule.to_owned(), outcome.to_owned()));
    Check { record, as_of, given: Given::Table { table, each } }
}
