//! A compiled rule: its code, what it results in, and how its reasoning is told.

use super::{
    CellType, ConstId, Effective, Instr, OptionListId, RecordId, Reg, RuleId, ScaleId, Selection, SlotId,
    StandardId,
};
use serde::{Deserialize, Serialize};

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
    /// Of 连同 … 合计不高于 …: the ceiling that holds together with the rules in [`Relation::Within`].
    pub joint_limit: Option<JointLimit>,
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
    #[serde(with = "crate::reasoning")]
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
    /// 就高不重复 (kept on both rules).
    OnlyHigher,
    /// 连同 … 合计不高于 ….
    Within,
}

impl Rule {
    /// Whether what it comes to hangs on amounts of other rules.
    pub fn combines(&self) -> bool {
        let amounts = |relation: Relation| matches!(relation, Relation::OnlyHigher | Relation::Within);
        self.relations.iter().any(|(relation, _)| amounts(*relation))
    }
}

/// A joint ceiling, in yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JointLimit {
    /// A constant with two decimals.
    Amount(ConstId),
    /// A standard of money that isn't by options.
    Standard(StandardId),
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

/// A range of bytes in one of [`crate::Program::files`], with the line (from 1) for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Place {
    pub file: u16,
    pub start: u32,
    pub end: u32,
    pub line: u32,
}

/// One step of a rule's reasoning, told from the registers after a run.
#[derive(Debug, Clone, PartialEq, Eq)]
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
