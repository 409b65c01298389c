//! The program: what the compiler writes and the machine runs. Plain data, serialised with serde.
//!
//! # Terms
//! - A *cell* is one value of the machine: a whole number with a state (known, missing, …). What the number means is fixed
//!   by the register's [`CellType`]: an amount is counted in units of 10^-decimals of the type's base unit, a day is a
//!   count from 1970-01-01, an option is its place in its list, a set of options is a bit mask, a truth value is 0 or 1.
//! - A *frame* is the record that names are looked up in: frame 0 is the rule's subject, frame 1 the member of the list
//!   that the outermost loop stands on, and so on.
//! - A *slot* is one scalar field or list of a record; fields of nested records are slots of the outer one, named by path.
//! - Registers are written once per rule (in a loop: once per turn), so that after a run they still hold what was seen.

mod instr;
mod rule;

pub use instr::{Compare, Fold, Instr, PeriodUnit, Rounding, TextOperand};
pub use rule::{Case, Cited, Effect, JointLimit, Modality, Once, Place, Reason, ReasonKind, Relation, Rule};

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u16);
        impl $name {
            /// The place in its table.
            pub fn index(self) -> usize {
                usize::from(self.0)
            }
        }
    )*};
}

ids! {
    /// A register of the rule at hand.
    Reg,
    /// A place in [`Program::constants`].
    ConstId,
    /// A place in [`Program::texts`].
    TextId,
    /// A place in [`Program::lists`].
    OptionListId,
    /// A place in [`Program::records`].
    RecordId,
    /// A place in [`RecordType::slots`].
    SlotId,
    /// A place in [`Program::standards`].
    StandardId,
    /// A place in [`Program::scales`].
    ScaleId,
    /// A place in [`Program::rules`].
    RuleId,
    /// A selection of the rule at hand: the members of a list with their membership.
    Selection,
}

/// Days since 1970-01-01.
pub type Day = i32;

/// A compiled policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// 政策: its name.
    pub name: String,
    /// 文号.
    pub number: String,
    /// Whether the policy's own words are English (else Chinese).
    pub english: bool,
    /// In-force period, both days included.
    pub effective: Effective,
    /// How days are counted.
    pub conventions: Conventions,
    /// Option lists.
    pub lists: Vec<OptionList>,
    /// Record types.
    pub records: Vec<RecordType>,
    /// Standards with their histories.
    pub standards: Vec<Standard>,
    /// Scales with their histories.
    pub scales: Vec<Scale>,
    /// Rules in an order in which each stands after those that it relates to.
    pub rules: Vec<Rule>,
    /// Numbers used by the code.
    pub constants: Vec<i128>,
    /// Texts that fields are compared with.
    pub texts: Vec<String>,
    /// The files that places point into, by the name shown to people (relative to the policy's folder).
    pub files: Vec<String>,
}

/// A period of days, both included; `to` absent: open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effective {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Option<Day>,
}

impl Effective {
    /// Whether `day` lies in the period.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// What a policy declares once about counting days (Civil Code of the PRC, arts. 200-203).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conventions {
    /// 期间首日 计入: the first day of a span counts.
    pub first_day_counts: bool,
    /// 周岁 生日次日: an age is reached on the day after the birthday.
    pub age_next_day: bool,
}

/// A closed set of named values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionList {
    /// Its name.
    pub name: String,
    /// Its members (at most 127, so that a set fits a non-negative cell) with their glosses.
    pub options: Vec<(String, Option<String>)>,
}

/// A record type, nested records flattened into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordType {
    /// Its name.
    pub name: String,
    /// Its gloss.
    pub gloss: Option<String>,
    /// Its slots.
    pub slots: Vec<Slot>,
    /// The slot marked 主键.
    pub key: Option<SlotId>,
    /// The slot marked 基准日.
    pub reference_date: Option<SlotId>,
}

/// One scalar field or list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Field names from the outside in; more than one for a field of a nested record.
    pub path: Vec<String>,
    /// What it holds.
    pub ty: SlotType,
    /// 敏感: never shown but masked.
    pub sensitive: bool,
    /// Its gloss.
    pub gloss: Option<String>,
}

impl Slot {
    /// The path as one writes it in the policy.
    pub fn title(&self, english: bool) -> String {
        self.path.join(if english { "'s " } else { " 的 " })
    }
}

/// What a slot holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SlotType {
    /// 文字.
    Text,
    /// A cell.
    Cell(CellType),
    /// 若干 of a record.
    List(RecordId),
}

/// What a cell's number means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellType {
    /// 0 or 1.
    Truth,
    /// Days since 1970-01-01.
    Date,
    /// Place in the list.
    Option(OptionListId),
    /// Bit mask over the list.
    Options(OptionListId),
    /// A number of 10^-decimals base units.
    Number {
        /// Decimal places.
        decimals: u8,
        /// The unit as shown to people, in the policy's language: `元/人`, `人`, empty for plain numbers; `%` for rates
        /// (then the cell still is the plain fraction).
        unit: String,
        /// What kind of unit, for reading data and for showing amounts.
        kind: UnitKind,
    },
}

/// Kinds of unit that reading and showing data distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnitKind {
    /// Money; base unit 元.
    Money,
    /// 比例.
    Rate,
    /// Months (年 is 12 of them).
    Months,
    /// Days.
    Days,
    /// 周岁.
    Age,
    /// A declared unit.
    Count,
    /// A compound unit (元/人) or a plain number.
    Other,
}

/// A standard: dated values with the authority for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standard {
    /// Its name.
    pub name: String,
    /// What its cells mean.
    pub ty: CellType,
    /// 按: one value an option of this list.
    pub by: Option<OptionListId>,
    /// Its values, ascending, not overlapping.
    pub values: Vec<DatedValue>,
    /// 授权: the document that sets it while it has no value of its own.
    pub delegated: Option<String>,
}

/// The value of a standard over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedValue {
    /// When.
    pub effective: Effective,
    /// One cell, or one an option in the list's order.
    pub cells: Vec<i128>,
    /// By which authority, as shown to people.
    pub authority: String,
}

/// A scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// Its name.
    pub name: String,
    /// What goes in.
    pub from: CellType,
    /// What comes out.
    pub to: CellType,
    /// 累进: parts in brackets times their rates, summed; else 定额: the bracket's value. Of a marginal scale the bracket
    /// values have `rate_decimals` decimals and `to.decimals = from.decimals + rate_decimals`.
    pub marginal: bool,
    /// Decimals of the bracket values.
    pub rate_decimals: u8,
    /// Its tables.
    pub tables: Vec<DatedTable>,
}

/// The table of a scale over a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedTable {
    /// When.
    pub effective: Effective,
    /// Lower bound (included) and value, bounds ascending; never empty.
    pub brackets: Vec<(i128, i128)>,
    /// By which authority.
    pub authority: String,
}
