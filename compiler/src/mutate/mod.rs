//! Mutation: the policy changed a little, in one place at a time, to see whether its scenarios notice.
//!
//! What is changed is the typed model, never the text. A [`Mutation`] holds what it puts in place of which parts of the model;
//! a [`Trial`] compiles the changed model and runs those scenarios that can notice.

use crate::input::PolicyText;
use crate::model::{
    Definition, DefinitionId, Model, Policy, Rule, RuleId, Scale, ScaleId, Standard, StandardId,
};
use qingce_grammar::{Message, Place};

pub use trial::{Trial, Verdict};

mod amounts;
mod expression;
mod periods;
mod rules;
mod trial;
mod twin;
mod users;

/// What is changed, in the order in which counts are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A dated value of a standard.
    Standard,
    /// A bound or value of a scale.
    Scale,
    /// The day on which something begins or ends: the policy, a rule, a dated value.
    Period,
    /// 满 ↔ 超过, 不足 ↔ 不超过.
    Boundary,
    /// A number, period, date or text written in a rule or definition.
    Literal,
    /// An option, or a member of a set of options.
    Option,
    /// A part of a condition: turned round or left out.
    Condition,
    /// Sums, bounds, roundings, aggregates.
    Arithmetic,
    /// What results: a grant or a ceiling, the class, the result of a case.
    Effect,
    /// How a rule relates to another one.
    Relation,
    /// 一次性.
    Once,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Standard,
        Self::Scale,
        Self::Period,
        Self::Boundary,
        Self::Literal,
        Self::Option,
        Self::Condition,
        Self::Arithmetic,
        Self::Effect,
        Self::Relation,
        Self::Once,
    ];

    /// Its name.
    pub fn name(self) -> Message {
        let (zh, en) = match self {
            Self::Standard => ("标准的数值", "values of standards"),
            Self::Scale => ("分档的界限和数值", "bounds and values of scales"),
            Self::Period => ("施行期间", "periods in force"),
            Self::Boundary => ("界限是否含本数", "whether a bound is included"),
            Self::Literal => ("写在规则里的数、日期和文字", "numbers, dates and texts written in rules"),
            Self::Option => ("选项", "options"),
            Self::Condition => ("条件", "conditions"),
            Self::Arithmetic => ("计算", "arithmetic"),
            Self::Effect => ("结果", "effects"),
            Self::Relation => ("规则之间的关系", "relations between rules"),
            Self::Once => ("一次性", "once only"),
        };
        Message::new(zh, en)
    }

    /// Which scenario would notice such a change.
    pub fn advice(self) -> Message {
        let (zh, en) = match self {
            Self::Standard => {
                ("一个结果直接由这个数值算出的案例", "a scenario whose result is worked out from this value")
            }
            Self::Scale => (
                "恰在界限上和刚好不到界限的两个案例",
                "two scenarios: exactly at the bound, and just under it",
            ),
            Self::Period => (
                "基准日恰在这一天和它前后一天的案例",
                "scenarios dated on this day, the day before and the day after",
            ),
            Self::Boundary => ("一个恰在界限上的案例", "a scenario exactly at the boundary"),
            Self::Literal => (
                "恰在这个数（这一天）和它前后的案例，或结果由它算出的案例",
                "scenarios exactly at this value and just beside it, or one whose result is worked out from it",
            ),
            Self::Option => (
                "这个选项一个案例，不在其中的选项一个案例",
                "one scenario with this option, one with an option outside the set",
            ),
            Self::Condition => (
                "其余条件都满足、只有这一部分不同的两个案例",
                "two scenarios that differ in this part alone, all other parts being met",
            ),
            Self::Arithmetic => (
                "一个换一种算法结果就不同的案例",
                "a scenario whose result differs when worked out the other way",
            ),
            Self::Effect => {
                ("一个写明结果种类和数额的案例", "a scenario that states the effect and its amount")
            }
            Self::Relation => ("另一条规则也适用的案例", "a scenario in which the other rule applies too"),
            Self::Once => {
                ("一个已经领过的案例（已领）", "a scenario of somebody to whom it was granted before")
            }
        };
        Message::new(zh, en)
    }
}

/// One small change.
#[derive(Debug, Clone, PartialEq)]
pub struct Mutation {
    /// What kind of change it is.
    pub kind: Kind,
    /// Where the changed part is written.
    pub place: Place,
    /// The declaration that holds it: `规则「…」`.
    pub within: Message,
    /// What is put for what: `50 → 51`.
    pub change: Message,
    parts: Vec<Part>,
}

/// A declaration as changed.
#[derive(Debug, Clone, PartialEq)]
enum Part {
    Policy(Policy),
    Standard(StandardId, Standard),
    Scale(ScaleId, Scale),
    Definition(DefinitionId, Definition),
    Rule(RuleId, Box<Rule>),
}

/// One edit of a declaration, before it is known where that stands.
struct Edit {
    kind: Kind,
    place: Place,
    change: Message,
}

impl Edit {
    fn of(self, within: Message, parts: Vec<Part>) -> Mutation {
        Mutation { kind: self.kind, place: self.place, within, change: self.change, parts }
    }
}

impl Mutation {
    /// Exchanges the changed parts with those of the model; a second time, it puts them back.
    pub fn swap(&mut self, model: &mut Model) {
        for part in &mut self.parts {
            match part {
                Part::Policy(policy) => {
                    model.policy.iter_mut().for_each(|own| std::mem::swap(own, policy));
                }
                Part::Standard(id, one) => {
                    model.standards.get_mut(id.0).into_iter().for_each(|own| std::mem::swap(own, one));
                }
                Part::Scale(id, one) => {
                    model.scales.get_mut(id.0).into_iter().for_each(|own| std::mem::swap(own, one));
                }
                Part::Definition(id, one) => {
                    model.definitions.get_mut(id.0).into_iter().for_each(|own| std::mem::swap(own, one));
                }
                Part::Rule(id, one) => {
                    model.rules.get_mut(id.0).into_iter().for_each(|own| std::mem::swap(own, one));
                }
            }
        }
    }
}

/// Every small change of what the outermost layer says, in the order of kinds of declaration.
pub fn mutations(model: &Model, text: &PolicyText) -> Vec<Mutation> {
    let mut found = periods::of_policy(model);
    let layer = model.outermost();
    for (id, standard) in model.standards.iter().enumerate() {
        found.extend(amounts::of_standard(StandardId(id), standard, layer));
    }
    for (id, scale) in model.scales.iter().enumerate() {
        found.extend(amounts::of_scale(ScaleId(id), scale, layer));
    }
    let inner = text.layers.split_last().map(|(_, inner)| inner).unwrap_or_default();
    let first: usize = inner.iter().map(|layer| layer.files.len()).sum();
    for (id, definition) in model.definitions.iter().enumerate().filter(|(_, one)| one.place.file.0 >= first)
    {
        found.extend(rules::of_definition(DefinitionId(id), definition, model));
    }
    for (id, rule) in model.rules.iter().enumerate().filter(|(_, rule)| rule.layer == layer) {
        found.extend(rules::of_rule(RuleId(id), rule, model));
    }
    found
}
