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

/// A compiled rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Its subject.
    pub subject: RecordId,
    /// Its own period, within the policy's.
    pub effective: Effective,
    /// The clause that it stands in: `第六条` (as shown to people), its heading.
    pub clause: Option<(String, String)>,
    /// What it cites.
    pub cited: Vec<Cited>,
    /// Who is responsible.
    pub departments: Vec<String>,
    /// Its readings: the chosen one, the other one.
    pub readings: Vec<(String, Option<String>)>,
    /// Its cases; one with no guard if it has none written.
    pub cases: Vec<Case>,
    /// How it relates to others (all of the same subject; stacking and exception already are part of the code).
    pub relations: Vec<(Relation, RuleId)>,
    /// 一次性.
    pub once: Option<Once>,
    /// Registers.
    pub registers: Vec<CellType>,
    /// Number of selections.
    pub selections: u16,
    /// Its code; ends with [`Instr::End`].
    pub code: Vec<Instr>,
    /// Where each instruction comes from, one an instruction.
    pub places: Vec<Place>,
    /// How to tell its reasoning: roots are the condition's parts, then the effect's.
    pub reasoning: Vec<Reason>,
}

/// A sentence or document cited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// `6.4`, empty for a document.
    pub sentence: String,
    /// The phrases quoted, or the document's name.
    pub phrases: Vec<String>,
}

/// How a rule relates to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// 叠加于.
    StacksOn,
    /// 除外.
    Except,
    /// 不得重复享受 (kept on both rules).
    Excludes,
    /// 并享未明 (kept on both rules).
    Unstated,
}

/// 一次性: which keys a grant is remembered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Once {
    /// One grant a subject, by this text slot of it.
    Subject(SlotId),
    /// One grant a member, by [`Instr::Claim`].
    Member,
}

/// One case of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The case's guard as written; empty without one.
    pub title: String,
    /// What it results in.
    pub effect: Effect,
}

/// What a case results in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Effect {
    /// Value register of [`Instr::Effect`]: money with 2 decimals.
    Grant {
        label: Option<String>,
    },
    Ceiling {
        label: Option<String>,
    },
    Delegated {
        what: String,
    },
    Classify {
        list: OptionListId,
        option: u16,
    },
    /// Value register: whether it is shown to be done; none if the rule doesn't say.
    Duty {
        what: String,
        shown: bool,
    },
    /// Value register: whether it is met.
    Target {
        label: Option<String>,
    },
    Said {
        modality: Modality,
        what: String,
    },
}

/// Effects that are a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Modality {
    Support,
    Encourage,
    Guide,
    Priority,
    May,
    Secure,
}

/// A range of bytes in one of [`Program::files`], with the line (from 1) for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Place {
    pub file: u16,
    pub start: u32,
    pub end: u32,
    pub line: u32,
}

/// One step of a rule's reasoning, told from the registers after a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The part of the policy, as written (blanks folded).
    pub text: String,
    /// The register that holds its value.
    pub value: Reg,
    /// What it is.
    pub kind: ReasonKind,
    /// Its parts.
    pub parts: Vec<Reason>,
}

/// Kinds of reasoning step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReasonKind {
    /// 且.
    And,
    /// 或.
    Or,
    /// 非.
    Not,
    /// Any other condition; its parts are the values that it looked at.
    Condition,
    /// A field.
    Field {
        /// Which frame.
        frame: u8,
        /// Which slot.
        slot: SlotId,
    },
    /// A standard.
    Standard(StandardId),
    /// A scale.
    Scale(ScaleId),
    /// Another rule's outcome.
    Rule(RuleId),
    /// Arithmetic, rounding, calendar: the value and what it was worked out from.
    Value,
    /// A local name (设) or definition; one part.
    Named,
    /// A selection of members: the part is the member's condition, told once a member from the trace.
    Members(Selection),
    /// A guard or the effect's value of the case with this place.
    Case(u16),
}

/// Ways of rounding; a half goes away from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Rounding {
    Nearest,
    Down,
    Up,
}

/// Comparison of two cells of one scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum PeriodUnit {
    Months,
    Days,
    /// Years of age.
    Age,
}

/// How members of a selection are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fold {
    /// Sum of a number; of none: 0.
    Sum,
    /// Largest; of none: an error.
    Largest,
    /// Smallest; of none: an error.
    Smallest,
    /// Whether one is true (Kleene); of none: no.
    Any,
    /// Whether all are true (Kleene); of none: yes.
    All,
}

/// A text to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextOperand {
    /// A text slot of the record in a frame.
    Slot {
        /// Which frame.
        frame: u8,
        /// Which slot.
        slot: SlotId,
    },
    /// A constant.
    Text(TextId),
}

/// One instruction. Cells that are not known pass through as the language's rules of missing values say; nothing but the two
/// skips and the loops change the order, and leaving every skip untaken gives the same result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Instr {
    /// A constant cell.
    Const {
        dst: Reg,
        constant: ConstId,
    },
    /// A scalar slot of the record in a frame.
    Load {
        dst: Reg,
        frame: u8,
        slot: SlotId,
    },
    /// The reference date.
    ReferenceDate {
        dst: Reg,
    },
    /// The value in force; `Lapsed` if there is none, `Delegated` if another document sets it.
    Standard {
        dst: Reg,
        standard: StandardId,
    },
    /// The value in force for an option.
    StandardBy {
        dst: Reg,
        standard: StandardId,
        option: Reg,
    },
    /// A scale at `x`.
    Scale {
        dst: Reg,
        scale: ScaleId,
        x: Reg,
    },
    Add {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Subtract {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// Decimals add up.
    Multiply {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Negate {
        dst: Reg,
        a: Reg,
    },
    /// a × 10^by: more decimals.
    Widen {
        dst: Reg,
        a: Reg,
        by: u8,
    },
    /// `a` is counted in multiples of the constant `step` (> 0) and rounded: result = round(a / step). Fewer decimals.
    Round {
        dst: Reg,
        a: Reg,
        step: ConstId,
        rounding: Rounding,
    },
    /// round(a × constant / b), an error if b is 0. `times` brings the quotient to the decimals wanted.
    Divide {
        dst: Reg,
        a: Reg,
        b: Reg,
        times: ConstId,
        rounding: Rounding,
    },
    /// An error if `a` is zero, else `a` (made before a quotient is only compared).
    NonZero {
        dst: Reg,
        a: Reg,
    },
    Min {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Max {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Compare {
        dst: Reg,
        a: Reg,
        b: Reg,
        how: Compare,
    },
    Not {
        dst: Reg,
        a: Reg,
    },
    And {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    Or {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// Whether the mask `set` holds the option `option`.
    Contains {
        dst: Reg,
        set: Reg,
        option: Reg,
    },
    /// Whether two masks share a member.
    Overlaps {
        dst: Reg,
        a: Reg,
        b: Reg,
    },
    /// `yes` if `guard` is true, `no` if it is false; else as unknown as `guard`. All three of `dst`, `yes`, `no` have one type.
    Choose {
        dst: Reg,
        guard: Reg,
        yes: Reg,
        no: Reg,
    },
    /// Whether `a` is known and true; itself always known (of the cases of a definition the first that surely holds counts).
    Surely {
        dst: Reg,
        a: Reg,
    },
    /// Whether two texts are the same.
    SameText {
        dst: Reg,
        a: TextOperand,
        b: TextOperand,
    },
    /// `day` moved by `n` months or days (n may be negative), clamped once to the month's last day.
    Shift {
        dst: Reg,
        day: Reg,
        n: Reg,
        unit: PeriodUnit,
    },
    /// The day on which the period of `n` from `from` is full.
    PeriodFull {
        dst: Reg,
        from: Reg,
        n: Reg,
        unit: PeriodUnit,
    },
    /// `to`, or an error if it is before `from`.
    SpanEnd {
        dst: Reg,
        from: Reg,
        to: Reg,
    },
    /// Whole months / days / years (Age: whole years by the span convention, not by birthdays) in a span; `to` not before `from`.
    Whole {
        dst: Reg,
        from: Reg,
        to: Reg,
        unit: PeriodUnit,
    },
    /// Begins a loop over the members of a list slot of the record in `frame`, any frame that is open here. The member
    /// becomes the next frame: frame `d + 1` where `d` loops are open around this one (so that a loop over a list of the
    /// subject inside another loop leaves the outer member in its place).
    /// `within`: only members of that selection (membership carried over). Ends at the matching [`Instr::Next`] at `end`.
    Each {
        frame: u8,
        slot: SlotId,
        within: Option<Selection>,
        into: Option<Selection>,
        end: u32,
    },
    /// Sets the current member's membership in the `into` selection of the innermost loop.
    Keep {
        member: Reg,
    },
    /// Folds `value` of the current member into `acc`, which [`Instr::Start`] set before the loop.
    /// A member with unknown membership makes the result as unknown as its membership.
    Gather {
        acc: Reg,
        value: Reg,
        how: Fold,
    },
    /// Start value of a fold.
    Start {
        acc: Reg,
        how: Fold,
    },
    /// Ends a fold after the loop: largest or smallest of none is an error.
    Finish {
        dst: Reg,
        acc: Reg,
        how: Fold,
    },
    /// Next member or out of the loop. `begin`: its [`Instr::Each`].
    Next {
        begin: u32,
    },
    /// How many are in a selection.
    Count {
        dst: Reg,
        selection: Selection,
    },
    /// Whether a selection is empty.
    Empty {
        dst: Reg,
        selection: Selection,
    },
    /// Whether another rule of the same subject, decided before, applies.
    Applies {
        dst: Reg,
        rule: RuleId,
    },
    /// `member`, but false if the grant of this rule to the text `key` of the current member (frame) is known in the ledger
    /// or was claimed by an earlier member of this record.
    Claim {
        dst: Reg,
        member: Reg,
        frame: u8,
        key: SlotId,
    },
    /// If `test` is known false, `dst` is false and the code up to `to` is left out. Forward only.
    SkipIfFalse {
        test: Reg,
        dst: Reg,
        to: u32,
    },
    /// If `test` is known true, `dst` is true and the code up to `to` is left out. Forward only.
    SkipIfTrue {
        test: Reg,
        dst: Reg,
        to: u32,
    },
    /// The rule's condition. If it is not true the rest is left out.
    Decide {
        condition: Reg,
    },
    /// If `guard` is true (absent: always) the rule results in this case with this value, and the rest is left out.
    Effect {
        case: u16,
        guard: Option<Reg>,
        value: Option<Reg>,
    },
    /// No case was true: if one of the guards seen was unknown the decision is undetermined, else the rule doesn't apply.
    End,
}
