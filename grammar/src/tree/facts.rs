//! What policies declare before they decide: head, vocabulary, clauses, citations, standards, scales.

use super::{Name, Number, Period, Quoted};
use crate::Span;

/// How a policy builds on another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Building {
    /// 补充: binds delegated standards, adds local values and rules.
    Supplement,
    /// 修订: new dated values, rules ended or replaced.
    Amendment,
}

/// 政策. Parts that were not written are `None`; the checker asks for those that are needed.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Policy {
    pub name: Name,
    pub number: Option<Quoted>,
    pub effective: Option<Period>,
    pub source: Option<Quoted>,
    /// 期间首日: `true` if the first day counts; with the place of the choice.
    pub first_day: Option<(bool, Span)>,
    /// 周岁: `true` if an age is reached the day after the birthday.
    pub age_next_day: Option<(bool, Span)>,
    /// 补充 / 修订 with the other policy's folder.
    pub base: Option<(Building, Quoted)>,
}

/// One authority and the other spellings under which the source prints it.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Department {
    pub name: Name,
    pub aliases: Vec<Name>,
}

/// 单位.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Unit {
    pub name: Name,
    /// Another form of the name (English plural).
    pub plural: Option<Name>,
    /// The word that counts a list in this unit (人数).
    pub counting: Option<Name>,
    pub decimals: Option<u32>,
}

/// 选项.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Options {
    pub name: Name,
    pub members: Vec<(Name, Option<Quoted>)>,
}

/// 档案.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Record {
    pub name: Name,
    pub gloss: Option<Quoted>,
    pub fields: Vec<Field>,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Field {
    pub name: Name,
    pub ty: FieldType,
    pub key: bool,
    pub sensitive: bool,
    pub reference_date: bool,
    pub gloss: Option<Quoted>,
}

/// A field's type as written.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldType {
    /// 文字.
    Text,
    /// 日期.
    Date,
    /// 是否.
    YesNo,
    /// 若干 X: a set of options or a list of records.
    Many(Name),
    /// A single name without `/`: an option list, a record or a unit (数 and 比例 are units too), with decimals if written.
    Named(Name, Option<u32>),
    /// A compound unit, with decimals if written.
    Unit(UnitExpr, Option<u32>),
}

/// 元/人/月: one unit over any number of others. Magnitudes (万元) are still inside the word.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct UnitExpr {
    pub over: Name,
    pub under: Vec<Name>,
    pub span: Span,
}

/// 第六条.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Clause {
    pub number: u32,
    pub number_span: Span,
    pub heading: Option<Quoted>,
    pub departments: Option<Responsible>,
    pub readings: Vec<Reading>,
}

/// 责任部门 with the sentence that prints them.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Responsible {
    pub names: Vec<Name>,
    pub cited: Vec<Citation>,
}

/// 解释「chosen」不采「rejected」.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Reading {
    pub chosen: Quoted,
    pub rejected: Option<Quoted>,
}

/// 依据: a sentence of the source text with quoted phrases of it, or another document.
#[derive(Debug, Clone, PartialEq)]
pub enum Citation {
    /// `6.4「…」「…」`.
    Sentence {
        /// `6.4`.
        id: Name,
        /// Phrases that must stand in that sentence.
        phrases: Vec<Quoted>,
    },
    /// `「青财社〔2023〕1号」`.
    Document(Quoted),
}

/// One dated line of a standard or scale.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Dated<V> {
    pub period: Period,
    pub value: V,
    pub cited: Vec<Citation>,
    pub reason: Option<Quoted>,
    pub span: Span,
}

/// The value of a standard: one number, or one an option.
#[derive(Debug, Clone, PartialEq)]
pub enum StandardValue {
    /// One number.
    One(Number),
    /// One number for each option.
    PerOption(Vec<(Name, Number)>),
}

/// 标准.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Standard {
    pub name: Name,
    pub unit: UnitExpr,
    pub by: Option<Name>,
    pub values: Vec<Dated<StandardValue>>,
    /// 授权: the document that sets it, and where that is said.
    pub delegated: Option<(Quoted, Vec<Citation>)>,
    pub readings: Vec<Reading>,
}

/// 分档.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Scale {
    pub name: Name,
    pub from: UnitExpr,
    pub to: UnitExpr,
    pub marginal: bool,
    pub values: Vec<Dated<Vec<Bracket>>>,
}

/// `50人 起 120元/人`.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Bracket {
    pub from: Number,
    pub value: Number,
}
