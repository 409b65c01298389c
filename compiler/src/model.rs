//! The typed model: what a policy means, with ids instead of names and no syntax in it.
//!
//! `analyse` fills it as far as it can; parts that had errors are left out, and lowering is asked for only if there were none.
//!
//! # Numbers
//! Every number is an exact decimal: `value / 10^decimals` in base units of its [`Dimension`]. The base unit of money is 元, of
//! month periods the month, of day periods the day, of each declared unit itself. A [`NumberType`] also bounds the decimals
//! statically; a quotient has no bound until it is rounded (`decimals: None`).

mod expression;
mod guarantee;
mod parts;
mod related;
mod scenario;

use chrono::NaiveDate;
use qingce_grammar::Place;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

pub use expression::{Expr, ExprKind, PeriodUnit};
pub use guarantee::{Guarantee, Property};
pub use scenario::{Data, Datum, EarlierGrant, Expectation, Expected, Origin, Scenario};

pub use qingce_grammar::tree::{Aggregate, Arithmetic, Building, Comparison, Modality, Relation, Rounding};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub usize);
    )*};
}

ids! {
    /// A place in [`Model::units`].
    UnitId,
    /// A place in [`Model::lists`].
    ListId,
    /// A place in [`Model::records`].
    RecordId,
    /// A place in [`Model::standards`].
    StandardId,
    /// A place in [`Model::scales`].
    ScaleId,
    /// A place in [`Model::definitions`].
    DefinitionId,
    /// A place in [`Model::rules`].
    RuleId,
    /// A place in [`Model::clauses`].
    ClauseId,
    /// A place in [`Model::departments`].
    DepartmentId,
    /// A place in [`Rule::lets`].
    LetId,
    /// A place in [`Record::fields`].
    FieldId,
    /// A place in [`Model::scenarios`].
    ScenarioId,
    /// A place in [`Model::guarantees`].
    GuaranteeId,
}

/// A whole policy: the base first, then what builds on it, already merged.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Model {
    pub policy: Option<Policy>,
    pub units: Vec<Unit>,
    pub lists: Vec<OptionList>,
    pub records: Vec<Record>,
    pub departments: Vec<Department>,
    pub clauses: Vec<Clause>,
    pub standards: Vec<Standard>,
    pub scales: Vec<Scale>,
    pub definitions: Vec<Definition>,
    pub rules: Vec<Rule>,
    pub aims: Vec<Aim>,
    pub scenarios: Vec<Arc<Scenario>>,
    pub guarantees: Vec<Guarantee>,
    /// The ends of rules (停止).
    pub endings: Vec<Ending>,
    /// The source texts, one a layer: sentence ids with their sentences, in order.
    pub sources: Vec<Arc<SourceText>>,
}

/// The policy's head: name, number and building are the outermost layer's, conventions come from the base. The period is
/// the smallest that holds every layer's; each rule carries its own layer's.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Policy {
    pub name: String,
    pub number: String,
    pub english: bool,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    /// `None` where the policy doesn't use spans and doesn't say.
    pub first_day_counts: Option<bool>,
    pub age_next_day: Option<bool>,
    pub building: Option<Building>,
    pub place: Place,
}

/// The official text of one layer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceText {
    /// `6.4` and its sentence.
    pub sentences: Vec<(String, String)>,
    /// The place of each id among them; of one that is there twice the first.
    places: FxHashMap<String, usize>,
}

impl SourceText {
    /// A text of these sentences.
    pub fn new(sentences: Vec<(String, String)>) -> Self {
        let mut places = FxHashMap::default();
        for (at, (id, _)) in sentences.iter().enumerate() {
            places.entry(id.clone()).or_insert(at);
        }
        Self { sentences, places }
    }

    /// The sentence with an id.
    pub fn sentence(&self, id: &str) -> Option<&str> {
        self.sentences.get(*self.places.get(id)?).map(|(_, text)| text.as_str())
    }
}

/// A base unit: built in (元, 个月, 年, 天, 周岁) or declared.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Unit {
    pub name: String,
    /// Another form of its name (English plural).
    pub plural: Option<String>,
    pub kind: UnitKind,
    pub counting: Option<String>,
    pub decimals: u32,
    pub place: Option<Place>,
}

/// Kinds of base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum UnitKind {
    Money,
    Months,
    /// Only under others (元/年).
    Years,
    Days,
    Age,
    Declared,
}

/// Powers of base units; empty: a plain number. Zero powers are left out.
pub type Dimension = BTreeMap<UnitId, i32>;

/// The type of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberType {
    /// Its dimension.
    pub dimension: Dimension,
    /// At most so many decimals; `None` for a quotient that isn't rounded.
    pub decimals: Option<u32>,
    /// A 比例 (shown in percent; a plain number otherwise).
    pub rate: bool,
}

/// Types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Type {
    Truth,
    Text,
    Date,
    Number(NumberType),
    Option(ListId),
    Options(ListId),
    /// 自 A 至 B.
    Range,
    Record(RecordId),
    List(RecordId),
}

/// 选项.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct OptionList {
    pub name: String,
    pub options: Vec<OptionItem>,
    pub place: Place,
}

/// One option.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct OptionItem {
    pub name: String,
    pub gloss: Option<String>,
    pub place: Place,
}

/// 档案.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Record {
    pub name: String,
    pub gloss: Option<String>,
    pub fields: Vec<Field>,
    pub place: Place,
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Field {
    pub name: String,
    pub ty: Type,
    pub key: bool,
    pub sensitive: bool,
    pub reference_date: bool,
    pub gloss: Option<String>,
    pub place: Place,
}

/// An authority.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Department {
    pub name: String,
    pub aliases: Vec<String>,
    pub place: Place,
}

/// 第六条.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Clause {
    pub number: u32,
    /// As written: `第六条`.
    pub title: String,
    pub heading: String,
    pub departments: Vec<DepartmentId>,
    /// The sentences that print the departments.
    pub cited: Vec<Citation>,
    /// Which layer (0 is the base) declares it.
    pub layer: usize,
    pub readings: Vec<Reading>,
    pub place: Place,
}

/// A note of reading.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Reading {
    pub chosen: String,
    pub rejected: Option<String>,
}

/// What is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Citation {
    Sentence { layer: usize, id: String, phrases: Vec<String>, place: Place },
    Document { name: String, place: Place },
}

/// A number with its decimals: `digits / 10^decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub struct Exact {
    pub digits: i128,
    pub decimals: u32,
}

/// A value over a period. `to` is filled in by the analysis: the day before the next value begins, or as written.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Dated<V> {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub value: V,
    pub cited: Vec<Citation>,
    pub place: Place,
    /// Which layer (0 is the base) set it.
    pub layer: usize,
}

/// 标准.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Standard {
    pub name: String,
    /// Decimals are the most that any value has.
    pub ty: NumberType,
    /// The unit as written.
    pub unit: String,
    pub by: Option<ListId>,
    /// One number, or one an option in the list's order. All with the type's decimals.
    pub values: Vec<Dated<Vec<Exact>>>,
    pub delegated: Option<String>,
    pub cited: Vec<Citation>,
    pub readings: Vec<Reading>,
    pub clause: Option<ClauseId>,
    pub place: Place,
}

/// 分档.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Scale {
    pub name: String,
    pub from: NumberType,
    pub to: NumberType,
    pub from_unit: String,
    pub to_unit: String,
    pub marginal: bool,
    /// Bracket bounds (with `from.decimals`, at least those of the unit) and values (with `value_decimals`).
    pub values: Vec<Dated<Vec<(Exact, Exact)>>>,
    pub value_decimals: u32,
    pub place: Place,
}

/// 定义.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Definition {
    pub name: String,
    pub subject: RecordId,
    pub ty: Type,
    pub body: Body<Expr>,
    pub cited: Vec<Citation>,
    pub readings: Vec<Reading>,
    pub place: Place,
}

/// One result, or cases.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Body<T> {
    One(T),
    /// Guards are conditions (options of 按 have become comparisons). `otherwise` holds where no guard is true.
    /// Neither a case nor an `otherwise`: what was written had errors (never so in a model that is lowered).
    Cases {
        cases: Vec<Case<T>>,
        otherwise: Option<T>,
    },
}

/// One case.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Case<T> {
    pub guard: Expr,
    pub result: T,
    pub place: Place,
}

/// 规则.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Rule {
    pub name: String,
    pub subject: RecordId,
    pub clause: Option<ClauseId>,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub lets: Vec<Let>,
    pub condition: Option<Expr>,
    pub body: Body<Effect>,
    /// Each holds for whichever of [`Model::with_successors`] is in force.
    pub relations: Vec<(Relation, RuleId)>,
    /// Of 连同 … 合计不高于 …: a number or a standard, in money, that holds together with the rules in [`Relation::Within`].
    pub joint_ceiling: Option<Expr>,
    /// 取代: the rule of an earlier layer that this one stands in for.
    pub replaces: Option<RuleId>,
    pub once: Option<Once>,
    pub cited: Vec<Citation>,
    pub departments: Vec<DepartmentId>,
    pub readings: Vec<Reading>,
    pub layer: usize,
    pub place: Place,
}

/// 停止: a rule of an earlier layer that isn't in force any more from a day on.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Ending {
    pub rule: RuleId,
    pub from: NaiveDate,
    pub cited: Vec<Citation>,
}

/// 设.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Let {
    pub name: String,
    pub value: Expr,
    pub place: Place,
}

/// 一次性.
#[derive(Debug, Clone, PartialEq)]
pub enum Once {
    /// By a text field of the subject (path through nested records).
    Subject(Vec<FieldId>),
    /// By a text field of each member of a local selection (设 … 其中 …): claimed where that selection is made.
    Member(LetId, Vec<FieldId>),
}

/// What results.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Effect {
    Grant(Expr, Option<String>),
    Ceiling(Expr, Option<String>),
    Delegated(String),
    Classify(ListId, usize),
    Duty(String, Option<Expr>),
    Target(Expr, Option<String>),
    Said(Modality, String),
}

/// 宗旨.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Aim {
    pub cited: Vec<Citation>,
    pub note: Option<String>,
    pub clause: Option<ClauseId>,
    pub layer: usize,
    pub place: Place,
}
