//! Giving a standard another value from a day on: the edits of the policy's text that do so and nothing else.
//!
//! The edits are worked out from the tree, in the file's own style (keywords, indentation, ends of lines); whether the value
//! is right is for the analysis of the amended text to say, so that an amendment is refused for exactly the faults that
//! `check` would report.

mod place;

use crate::edits::applied;
use chrono::NaiveDate;
use place::{Line, find, none_in_force};
use qingce_compiler::{Analysis, PolicyText, analyse};
use qingce_grammar::{Diagnostic, Edit, Message, Severity};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The standard's name.
    pub standard: String,
    /// What is to become of it.
    pub wanted: Wanted,
}

/// What is to become of a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Another value.
    Value {
        /// From this day on.
        from: NaiveDate,
        /// To this day; absent: until another value begins.
        to: Option<NaiveDate>,
        /// The value as people write it: `1500`, `1500元/人`; for a standard by option `一类 100元、二类 80元`.
        value: String,
        /// Who sets it: `6.3「…」` for a sentence of the policy's own source, else the name of a document.
        authority: String,
        /// Takes the place of a value that begins on the same day.
        replace: bool,
    },
    /// The value in force then ends with this day.
    End(NaiveDate),
}

/// An amended policy.
#[derive(Debug, Clone)]
pub struct Amended {
    /// The edits, of one file.
    pub edits: Vec<Edit>,
    /// The text with the edits made.
    pub text: PolicyText,
    /// What the analysis says of it.
    pub analysis: Analysis,
}

/// Works out an amendment.
///
/// # Errors
/// Messages that say what stands in the way: no such standard (with the nearest names), a date that has a value already, no
/// authority; or the faults that the amended text has and the present one hasn't.
pub fn amend(text: &PolicyText, request: &Request) -> Result<Amended, Vec<Refusal>> {
    let found = find(text, &request.standard)?;
    let edit = match &request.wanted {
        Wanted::Value { from, to, value, authority, replace } => {
            let authority = authority.trim();
            if authority.is_empty() {
                return Err(vec![Refusal::said(
                    "没有写明依据：用 --authority 写出规定这个数值的文件或者句子",
                    "no authority: name the document or sentence that sets this value with --authority",
                )]);
            }
            found.value(&Line { from: *from, to: *to, value, authority }, *replace)?
        }
        Wanted::End(day) => found.end(*day)?,
    };
    let amended = applied(text, [&edit]);
    let analysis = analyse(&amended);
    let before = analyse(text);
    let known = |diagnostic: &&Diagnostic| {
        !before.diagnostics.iter().any(|old| old.code == diagnostic.code && old.message == diagnostic.message)
    };
    let faults = analysis.diagnostics.iter().filter(|one| one.severity == Severity::Error).filter(known);
    let faults: Vec<Refusal> =
        faults.cloned().map(|one| Refusal::Fault(Box::new(one), Box::new(amended.clone()))).collect();
    match faults.is_empty() {
        true => Ok(Amended { edits: vec![edit], text: amended, analysis }),
        false => Err(faults),
    }
}

/// The first lines of an amendment that a drafter completes: from a day on (or the next one on which no value begins yet) the value
/// that is in force then, with the place of its authority left empty, which the analysis reports until it is filled.
///
/// # Errors
/// No such standard, or no value in force on that day.
pub fn draft(text: &PolicyText, standard: &str, day: NaiveDate) -> Result<Edit, Vec<Refusal>> {
    let found = find(text, standard)?;
    let begins = |day: &NaiveDate| found.lines.iter().any(|dated| dated.period.from.value == *day);
    let from = day.iter_days().find(|day| !begins(day)).unwrap_or(day);
    let value = found.in_force(from).ok_or_else(|| vec![none_in_force(from)])?;
    found.value(&Line { from, to: None, value: &value, authority: "" }, false)
}

/// The edit that ends the value in force on a day with that day.
///
/// # Errors
/// No such standard, or no value in force on that day.
pub fn ending(text: &PolicyText, standard: &str, day: NaiveDate) -> Result<Edit, Vec<Refusal>> {
    find(text, standard)?.end(day)
}

/// Why an amendment is refused.
#[derive(Debug, Clone)]
pub enum Refusal {
    /// Something about the request.
    Said(Message),
    /// A fault that the amended text would have, with that text.
    Fault(Box<Diagnostic>, Box<PolicyText>),
}

impl Refusal {
    /// What to tell.
    pub fn message(&self) -> &Message {
        match self {
            Self::Said(said) => said,
            Self::Fault(fault, _) => &fault.message,
        }
    }

    fn said(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Said(Message::new(zh, en))
    }
}
