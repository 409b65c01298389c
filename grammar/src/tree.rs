//! The syntax tree: one typed tree for the whole language, with the place of every part and nothing about meaning.
//!
//! Spans are byte offsets into the file's text. Names are kept as written (full-width letters and digits folded to half-width).

mod expression;
mod facts;
mod rules;
mod scenario;

pub use expression::*;
pub use facts::*;
pub use rules::*;
pub use scenario::*;

use crate::{Language, Span};
use chrono::NaiveDate;

/// A word chosen by the drafter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A quoted text: 「…」.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// What stands between the marks.
    pub text: String,
    /// Where it stands, marks included.
    pub span: Span,
}

/// One parsed file.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// The language of its keywords: that of its first header.
    pub language: Language,
    /// Its declarations in order, the broken ones included.
    pub items: Vec<Item>,
}

/// One declaration, from its header keyword up to the next one's.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Which header keyword it begins with.
    pub kind: ItemKind,
    /// The header keyword's place.
    pub keyword: Span,
    /// The declared name, if one could be read (a clause's is its number word).
    pub name: Option<Name>,
    /// The whole declaration, trailing blanks and comments excluded.
    pub span: Span,
    /// The parsed declaration; `None` if it is broken (a diagnostic says how).
    pub decl: Option<Decl>,
}

/// The header keywords.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ItemKind {
    Policy,
    Departments,
    Unit,
    Options,
    Record,
    Clause,
    Standard,
    Scale,
    Define,
    Rule,
    Aim,
    Scenario,
    Guarantee,
    Adjust,
    Discontinue,
}

/// A declaration.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Decl {
    Policy(Policy),
    Departments(Vec<Department>),
    Unit(Unit),
    Options(Options),
    Record(Record),
    Clause(Clause),
    Standard(Standard),
    Scale(Scale),
    Define(Box<Define>),
    Rule(Box<Rule>),
    Aim(Aim),
    Scenario(Box<Scenario>),
    Guarantee(Box<Guarantee>),
    Adjust(Adjust),
    Discontinue(Discontinue),
}

/// A date as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The day.
    pub value: NaiveDate,
    /// Where it stands.
    pub span: Span,
}

/// A period of whole days; no `to` means that it stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Option<Date>,
}
