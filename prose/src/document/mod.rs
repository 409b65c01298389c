//! A whole policy to be read: its sentences with what is decided for each, its amounts, its duties, and who answers for what.

mod anchors;
mod build;
mod lookup;

pub use anchors::anchors;

use crate::amounts::Amounts;
use crate::paragraph::{Note, Paragraph};
use crate::passage::Passage;
use crate::term::Term;
use qingce_runtime::Language;

/// What part of a policy is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Only this clause.
    pub clause: Option<u32>,
    /// Only what this department answers for.
    pub department: Option<String>,
}

/// A policy to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language of the prose.
    pub language: Language,
    /// The policy's name.
    pub title: String,
    /// Facts of its head: number, period, conventions, and the day to which current amounts refer.
    pub facts: Vec<(String, String)>,
    /// One text a layer: the policy's own first, then what it builds on.
    pub texts: Vec<Text>,
    /// Every amount with its history.
    pub amounts: Vec<AmountRow>,
    /// Every duty with who owes it and what shows it done.
    pub duties: Vec<DutyRow>,
    /// For each department the rules that it answers for.
    pub departments: Vec<(String, Vec<Link>)>,
    /// Sentences that nothing covers.
    pub uncovered: Vec<Link>,
}

/// The text of one layer, clause by clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What to call it: empty for the policy's own.
    pub title: String,
    /// Its clauses, and before them what stands outside of any.
    pub sections: Vec<Section>,
}

/// A clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Where links find it.
    pub anchor: String,
    /// `第六条`; empty outside of any clause.
    pub title: String,
    /// Its heading.
    pub heading: String,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// How unclear words of it were read.
    pub notes: Vec<Note>,
    /// Its sentences.
    pub rows: Vec<Row>,
}

/// A sentence and what is decided for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where links find it.
    pub anchor: String,
    /// `6.4`; empty for rules that rest on other documents only.
    pub id: String,
    /// The official sentence.
    pub sentence: String,
    /// Whether anything covers it.
    pub covered: bool,
    /// What is decided.
    pub entries: Vec<Entry>,
}

/// One thing that stands beside a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A rule, told at the first sentence that it rests on.
    Rule {
        /// Where links find it.
        anchor: String,
        /// The rule.
        paragraph: Box<Paragraph>,
    },
    /// A rule that is told at another sentence.
    See(Link),
    /// A standard or scale that no rule beside this sentence tells.
    Amounts(Amounts),
    /// A definition that no rule beside this sentence tells.
    Term(Term),
    /// An aim: nothing to decide.
    Aim(Option<String>),
    /// Who answers for the clause.
    Departments(Vec<String>),
    /// The clause's heading.
    Heading,
    /// A rule of the base that ends here.
    Ended {
        /// The rule.
        rule: Link,
        /// `自…起停止`.
        words: String,
    },
}

/// A name and where it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub anchor: String,
}

/// One amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountRow {
    /// Where links find it.
    pub anchor: String,
    /// The clause that it belongs to.
    pub clause: String,
    /// Its history.
    pub amounts: Amounts,
}

/// One duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRow {
    /// The rule.
    pub rule: Link,
    /// The sentences that it rests on.
    pub sentences: Vec<String>,
    /// Who owes it.
    pub departments: Vec<String>,
    /// What is to be done.
    pub duty: String,
    /// What shows that it was done.
    pub shown: Option<Passage>,
}
