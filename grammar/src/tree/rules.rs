//! Definitions and rules, their cases and effects; aims; and what changes another policy.

use super::{
    Bracket, Citation, Date, Dated, Expr, Name, Period, Quoted, Reading, Responsible, StandardValue,
};
use crate::vocabulary::entry;
use crate::{Language, Span};

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
    /// 不得重复享受: only one of the two, as the applicant chooses.
    Excludes,
    /// 可同时享受: both, and their amounts add up.
    Combines,
    /// 就高不重复: only the one with the greater amount.
    OnlyHigher,
    /// 连同 … 合计不高于 …: both, up to a joint ceiling; this rule gives what the other leaves of it.
    Within,
    /// 并享未明: whether both may be had isn't said.
    Unstated,
}

impl Relation {
    /// All of them; of several that are said of two rules, the one that tells how they combine first.
    pub const ALL: [Self; 7] = [
        Self::StacksOn,
        Self::Within,
        Self::Except,
        Self::Excludes,
        Self::OnlyHigher,
        Self::Combines,
        Self::Unstated,
    ];

    /// Whether it holds both ways, whichever rule says so.
    pub fn is_mutual(self) -> bool {
        match self {
            Self::Excludes | Self::Combines | Self::OnlyHigher | Self::Unstated => true,
            Self::StacksOn | Self::Except | Self::Within => false,
        }
    }

    /// The keyword's name in the vocabulary.
    pub fn id(self) -> &'static str {
        match self {
            Self::StacksOn => "stacks_on",
            Self::Except => "except",
            Self::Excludes => "excludes",
            Self::Combines => "combines_with",
            Self::OnlyHigher => "only_the_higher",
            Self::Within => "together_with",
            Self::Unstated => "combination_unstated",
        }
    }

    /// The keyword as it is written.
    pub fn keyword(self, language: Language) -> &'static str {
        entry(self.id()).map_or("", |entry| entry.spelling(language))
    }
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
    /// Of 连同 … 合计不高于 …: the joint ceiling with the rules in [`Relation::Within`].
    pub joint_ceiling: Option<Expr>,
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

/// 保证.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Guarantee {
    pub name: Name,
    pub subject: Name,
    pub condition: Option<Expr>,
    pub property: Property,
    pub cited: Vec<Citation>,
    pub readings: Vec<Reading>,
    pub reason: Option<Quoted>,
}

/// What a guarantee states.
#[derive(Debug, Clone, PartialEq)]
pub enum Property {
    /// 恒有 C.
    Always(Expr),
    /// 随 A 增加 B 不减少.
    #[allow(missing_docs)]
    Rising { grows: Expr, amount: Expr },
    /// 一次性 R 按 K.
    #[allow(missing_docs)]
    Once { rule: Name, key: Expr },
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
