//! What differs in meaning between two policies, and from which day on.
//!
//! # Why decisions before the first day are the same
//! A decision of a rule on a day reads: whether the rule is in force on that day; its condition, cases, effect, once and
//! relations; the definitions that these name; the values that the named standards and scales have **on that very day** (no
//! expression reads a standard on another day); the record; the conventions of the head; and the decisions of the rules that it
//! relates to, on the same day. Each of these is compared in a form that determines it ([`crate::canon`]). A difference in one of
//! them is given the first day on which it can be read; where nothing that a decision on a day reads differs, the decision is the
//! same, whatever the record. So [`Comparison::first`] is proven from the two models, not sampled.

mod find;
mod parts;
mod tell;
mod touched;
mod words;

use chrono::NaiveDate;
use qingce_compiler::model::Model;
use qingce_grammar::Message;
use serde::Serialize;

/// The differences of two policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The first day on which any decision can differ; `None`: none can.
    pub first: Option<NaiveDate>,
    /// What differs, in the order of the policy.
    pub differences: Vec<Difference>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What kind of thing.
    pub matter: Matter,
    /// Its name.
    pub name: String,
    /// What happened to it.
    pub change: Change,
    /// The first day on which a decision can differ for it; `None`: only words, authorities or departments differ.
    pub from: Option<NaiveDate>,
    /// What it was and what it is, in words: (what, before, after); an empty side: there was or is nothing.
    pub details: Vec<(Message, Message, Message)>,
    /// The rules whose decisions it can change.
    pub rules: Vec<String>,
}

/// Kinds of thing that differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Matter {
    Head,
    Standard,
    Scale,
    Definition,
    Rule,
    Record,
    Options,
    Clause,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Change {
    Added,
    Removed,
    Changed,
}

/// Compares two policies.
pub fn compare(old: &Model, new: &Model) -> Comparison {
    let differences = find::Finder::new(old, new).all();
    Comparison { first: differences.iter().filter_map(|difference| difference.from).min(), differences }
}

impl Comparison {
    /// Whether the policies mean the same.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }
}
