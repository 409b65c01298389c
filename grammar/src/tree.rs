//! The syntax tree: one typed tree for the whole language, with the place of every part and nothing about meaning.
//!
//! Spans are byte offsets into the file's text. Names are kept as written (full-width letters and digits folded to half-width).

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

/// 定义.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Define {
    pub name: Name,
    pub subject: Name,
    pub body: Body<Expr>,
    pub cited: Vec<Citation>,
    pub readings: Vec<Reading>,
    pub reason: Option<Quoted>,
}

/// One result, or cases.
#[derive(Debug, Clone, PartialEq)]
pub enum Body<T> {
    /// One result.
    One(T),
    /// 情形 … 其余 ….
    Cases {
        /// 按 X: the field that `Guard::Options` speaks of.
        by: Option<Expr>,
        /// The cases in order.
        cases: Vec<Case<T>>,
        /// 其余, with its place.
        otherwise: Option<(T, Span)>,
    },
}

/// One case.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Case<T> {
    pub guard: Guard,
    pub result: T,
    pub span: Span,
}

/// What a case asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Guard {
    /// A condition.
    Condition(Expr),
    /// Options of the field named by 按. Written where `by` is present.
    Options(Vec<Name>),
}

/// How a rule relates to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// 叠加于: paid on top of the other.
    StacksOn,
    /// 除外: does not apply where the other applies.
    Except,
    /// 不得重复享受: only one of the two.
    Excludes,
    /// 并享未明: whether both may be had isn't said.
    Unstated,
}

/// 规则.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Rule {
    pub name: Name,
    pub subject: Name,
    pub lets: Vec<(Name, Expr)>,
    pub condition: Option<Expr>,
    pub body: Body<Effect>,
    pub relations: Vec<(Relation, Name)>,
    /// 一次性 按 …: the key path.
    pub once: Option<Expr>,
    pub replaces: Option<Name>,
    pub effective: Option<Period>,
    pub cited: Vec<Citation>,
    pub departments: Option<Responsible>,
    pub readings: Vec<Reading>,
    pub reason: Option<Quoted>,
}

/// What a rule results in.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Its kind with what belongs to it.
    pub kind: EffectKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of effect, keeping the document's modality.
#[derive(Debug, Clone, PartialEq)]
pub enum EffectKind {
    /// 给予 E.
    Grant(Expr, Option<Quoted>),
    /// 给予 不高于 E.
    Ceiling(Expr, Option<Quoted>),
    /// 按规定给予「…」.
    Delegated(Quoted),
    /// 认定为 X.
    Classify(Name),
    /// 应当「…」完成标志 C.
    Duty(Quoted, Option<Expr>),
    /// 目标 C.
    Target(Expr, Option<Quoted>),
    /// 支持, 鼓励, 引导, 优先, 可以, 保障 「…」.
    Said(Modality, Quoted),
}

/// Effects that are a text and nothing to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Modality {
    Support,
    Encourage,
    Guide,
    Priority,
    May,
    Secure,
}

/// 宗旨.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Aim {
    pub cited: Vec<Citation>,
    pub note: Option<Quoted>,
}

/// 调整.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Adjust {
    pub name: Name,
    pub values: AdjustValues,
}

/// The dated lines of 调整: which kind depends on what is written.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum AdjustValues {
    Standard(Vec<Dated<StandardValue>>),
    Scale(Vec<Dated<Vec<Bracket>>>),
}

/// 停止.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Discontinue {
    pub name: Name,
    pub from: Date,
    pub cited: Vec<Citation>,
}

/// 案例.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Scenario {
    pub name: Name,
    pub like: Option<Name>,
    pub reference_date: Option<Date>,
    pub given: Vec<Given>,
    pub without: Vec<Path>,
    pub granted: Vec<EarlierGrant>,
    pub expected: Vec<Expectation>,
}

/// `带领人员 的 采摘开始`: names from the outside in.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Path {
    pub names: Vec<Name>,
    pub span: Span,
}

/// 已知 R：… or 其 L：….
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Given {
    /// `None` for 已知 (then `name` is the record), the list or nested field for 其.
    pub target: GivenTarget,
    pub fields: Vec<(Name, Vec<Expr>, Span)>,
    pub span: Span,
}

/// What a given line fills.
#[derive(Debug, Clone, PartialEq)]
pub enum GivenTarget {
    /// 已知 R.
    Subject(Name),
    /// 其 L.
    Its(Path),
}

/// 已领.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct EarlierGrant {
    pub rule: Name,
    pub date: Date,
    pub key: Quoted,
    pub amount: Option<Number>,
}

/// What a scenario expects of a rule.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Expectation {
    pub rules: Vec<Name>,
    pub outcome: Expected,
    pub span: Span,
}

/// The outcomes a scenario can name.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Expected {
    Grant(Number),
    Ceiling(Number),
    Delegated,
    Class(Name),
    Applies,
    NotApplicable,
    NotInForce,
    AlreadyGranted,
    Undetermined(Vec<Path>),
    Done,
    NotDone,
    OneOf,
    Fails,
}

/// A number as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Digits without point, times the magnitude word of English (`million`) if any: value = `digits` / 10^`decimals`.
    pub digits: i128,
    /// How many of them stand after the point.
    pub decimals: u32,
    /// Written with %: the value is a hundredth of it.
    pub percent: bool,
    /// The unit, if written.
    pub unit: Option<UnitExpr>,
    /// Where it stands.
    pub span: Span,
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum ExprKind {
    Number(Number),
    Date(Date),
    Text(Quoted),
    YesNo(bool),
    Name(Name),
    /// 基准日.
    ReferenceDate,
    /// 对象.
    Subject,
    /// `{a、b}` or `a、b` after 属于.
    Set(Vec<Expr>),
    /// `a 的 b`.
    Member(Box<Expr>, Name),
    /// `L 的 人数` parses as `Member`; only the built-in aggregates are here.
    Aggregate(Box<Expr>, Aggregate, Option<Box<Expr>>),
    Where(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    /// Subject and its tests; the span is the operator's.
    Compare(Box<Expr>, Vec<(Comparison, Span, Expr)>),
    In {
        value: Box<Expr>,
        set: Box<Expr>,
        negated: bool,
    },
    Contains {
        set: Box<Expr>,
        value: Box<Expr>,
    },
    Empty {
        list: Box<Expr>,
        negated: bool,
    },
    Round {
        value: Box<Expr>,
        rounding: Rounding,
        to: RoundTo,
    },
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    /// 自 A 至 B.
    Range(Box<Expr>, Box<Expr>),
    /// Built-in function.
    Builtin(Builtin, Vec<Expr>),
    /// A standard by option or a scale.
    Call(Name, Vec<Expr>),
}

/// Built-in aggregates of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Aggregate {
    Count,
    Sum,
    Largest,
    Smallest,
    Any,
    All,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Ways of rounding; half goes away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Rounding {
    Nearest,
    Down,
    Up,
}

/// What is rounded to.
#[derive(Debug, Clone, PartialEq)]
pub enum RoundTo {
    /// A unit (元, 分, 万元, 人).
    Unit(Name),
    /// `2位小数`; 整数 is 0.
    Decimals(u32),
}

/// Arithmetic operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Built-in functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Builtin {
    Min,
    Max,
    WholeMonths,
    WholeYears,
    DaysBetween,
}
