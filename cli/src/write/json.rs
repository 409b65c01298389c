//! Decisions as JSON: one array, or a line for each record. The field names are the same in every language.

use super::sink::Sink;
use super::{Entry, RecordWriter};
use crate::fault::Outcome;
use chrono::NaiveDate;
use qingce_runtime::Decision;
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
struct Told<'a> {
    record: &'a str,
    number: u64,
    key: Option<&'a str>,
    reference_date: Option<NaiveDate>,
    decisions: Vec<Decided<'a>>,
}

#[derive(Serialize)]
struct Decided<'a> {
    #[serde(flatten)]
    decision: &'a Decision,
    #[serde(skip_serializing_if = "Option::is_none")]
    case: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a str>,
    cited: Vec<&'a str>,
    departments: &'a [String],
}

fn told<'a>(entry: &'a Entry<'a>) -> Told<'a> {
    let decided = |decision: &'a Decision| {
        let rule = entry.rule(decision);
        let cited = rule.map(|rule| rule.cited.iter()).into_iter().flatten();
        let cited = cited.map(|cited| match cited.phrases.first() {
            Some(document) if cited.sentence.is_empty() => document.as_str(),
            _ => cited.sentence.as_str(),
        });
        let case = match &decision.outcome {
            qingce_runtime::Outcome::Applies { case, .. } => rule.and_then(|rule| rule.cases.get(*case)),
            _ => None,
        };
        Decided {
            decision,
            case: case.map(|case| case.title.as_str()).filter(|title| !title.is_empty()),
            clause: rule.and_then(|rule| rule.clause.as_ref()).map(|(title, _)| title.as_str()),
            cited: cited.collect(),
            departments: rule.map_or(&[], |rule| &rule.departments),
        }
    };
    Told {
        record: entry.record,
        number: entry.number,
        key: entry.key.as_deref(),
        reference_date: entry.date,
        decisions: entry.decisions.iter().map(decided).collect(),
    }
}

/// A line for each record.
pub struct Lines {
    sink: Sink,
}

impl Lines {
    /// A writer to the sink.
    pub fn new(sink: Sink) -> Self {
        Self { sink }
    }
}

impl RecordWriter for Lines {
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()> {
        serde_json::to_writer(&mut self.sink, &told(entry)).map_err(std::io::Error::from)?;
        Ok(self.sink.write_all(b"\n")?)
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        self.sink.finish()
    }
}

/// One array, with a line for each record.
pub struct Array {
    sink: Sink,
    begun: bool,
}

impl Array {
    /// A writer to the sink.
    pub fn new(sink: Sink) -> Self {
        Self { sink, begun: false }
    }
}

impl RecordWriter for Array {
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()> {
        self.sink.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        serde_json::to_writer(&mut self.sink, &told(entry)).map_err(std::io::Error::from)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Outcome<()> {
        self.sink.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        self.sink.finish()
    }
}
