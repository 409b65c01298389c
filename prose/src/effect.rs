//! What results, in words, with what must be added about its weight.

use crate::condition::Condition;
use crate::passage::Passage;
use crate::phrases::{Phrases, Speaker};
use qingce_compiler::model::{Effect, Modality, Rule};

impl Phrases<'_> {
    /// What shows that a rule's duty was done.
    pub fn shown(&self, rule: &Rule, effect: &Effect) -> Option<Passage> {
        self.speaker_of(rule).shown(effect)
    }
}

impl Speaker<'_> {
    /// The result as the end of a sentence, without its full stop.
    pub fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::Grant(value, label) => {
                let (what, value) = (self.granted(label.as_deref()), self.amount(value));
                self.say(format!("给予{what}，数额为{value}"), format!("{what} is granted: {value}"))
            }
            Effect::Ceiling(value, label) => {
                let (what, value) = (self.granted(label.as_deref()), self.amount(value));
                self.say(
                    format!("给予{what}，最高不超过{value}"),
                    format!("{what} of at most {value} may be granted"),
                )
            }
            Effect::Delegated(what) => self.say(
                format!("按规定给予：{}", foreign(what)),
                format!("“{what}” is given as other rules provide"),
            ),
            Effect::Classify(list, option) => {
                let option = self.option(*list, *option);
                let list = self
                    .model()
                    .lists
                    .get(list.0)
                    .map(|list| self.phrases.name(&list.name))
                    .unwrap_or_default();
                self.say(format!("认定为“{option}”（{list}）"), format!("the class ({list}) is “{option}”"))
            }
            Effect::Duty(what, _) => {
                self.say(format!("应当{}", foreign(what)), format!("there is a duty to “{what}”"))
            }
            Effect::Target(condition, label) => {
                let condition = self.inline(&Condition::of(self, condition, true));
                match label {
                    Some(label) => self.say(
                        format!("工作目标“{label}”是：{condition}"),
                        format!("the target “{label}” is that {condition}"),
                    ),
                    None => self
                        .say(format!("工作目标是：{condition}"), format!("the target is that {condition}")),
                }
            }
            Effect::Said(modality, what) => self.said(*modality, what),
        }
    }

    fn granted(&self, label: Option<&str>) -> String {
        match label {
            Some(label) if self.is_chinese() && !label.is_ascii() => label.to_owned(),
            Some(label) => format!("“{label}”"),
            None => self.say("补助", "an allowance"),
        }
    }

    fn said(&self, modality: Modality, what: &str) -> String {
        let (zh, en) = match modality {
            Modality::Support => ("支持", "support is given to"),
            Modality::Encourage => ("鼓励", "encouragement is given to"),
            Modality::Guide => ("引导", "guidance is given to"),
            Modality::Priority => ("优先：", "priority is given:"),
            Modality::May => ("可以", "it is allowed, not required, to"),
            Modality::Secure => ("重点保障", "it is secured:"),
        };
        self.say(format!("{zh}{}", foreign(what)), format!("{en} “{what}”"))
    }

    /// What must be added so that nobody takes it for more than it is.
    pub fn weight(&self, effect: &Effect) -> Option<String> {
        let (zh, en) = match effect {
            Effect::Grant(..) | Effect::Classify(..) | Effect::Duty(..) => return None,
            Effect::Ceiling(..) => {
                ("以上数额是上限，不是承诺给付的数额。", "This amount is a ceiling, not a promise.")
            }
            Effect::Delegated(_) => (
                "具体标准和办法由有关规定确定，本政策没有写明。",
                "How much and how is set by those rules; this policy states no amount.",
            ),
            Effect::Target(..) => ("这是工作目标，不是给付。", "This is a target of work, not a grant."),
            Effect::Said(Modality::Support | Modality::Secure, _) => {
                ("这是支持性规定，没有写明给付数额。", "This is a provision of support; it states no amount.")
            }
            Effect::Said(Modality::Encourage | Modality::Guide, _) => (
                "这是倡导性规定，不是义务，也没有写明给付。",
                "This is an encouragement, neither a duty nor a grant.",
            ),
            Effect::Said(Modality::Priority, _) => {
                ("这是优先次序，没有写明给付数额。", "This is an order of priority; it states no amount.")
            }
            Effect::Said(Modality::May, _) => {
                ("这是授权，是否实行由有关方面决定。", "Whether it is done is left to those concerned.")
            }
        };
        Some(self.say(zh, en))
    }

    /// What shows that a duty was done.
    pub fn shown(&self, effect: &Effect) -> Option<Passage> {
        let Effect::Duty(_, shown) = effect else { return None };
        let Some(shown) = shown else {
            return Some(Passage::plain(
                self.say("没有写明以什么为完成的标志。", "What shows that it was done is not stated."),
            ));
        };
        let condition = Condition::of(self, shown, true);
        Some(match self.short(&condition) {
            Some(words) => Passage::plain(
                self.say(format!("{words}的，视为已经完成。"), format!("It counts as done where {words}.")),
            ),
            None => {
                let (all, items) = self.listed(&condition);
                Passage::list(
                    match all {
                        true => self.say(
                            "同时具备以下各项的，视为已经完成：",
                            "It counts as done where all of these hold:",
                        ),
                        false => self.say(
                            "具备下列情形之一的，视为已经完成：",
                            "It counts as done where one of these holds:",
                        ),
                    },
                    items,
                )
            }
        })
    }
}

/// The policy's own words in a Chinese sentence: in quotation marks if they are of another language.
fn foreign(words: &str) -> String {
    if words.is_ascii() { format!("“{words}”") } else { words.to_owned() }
}
