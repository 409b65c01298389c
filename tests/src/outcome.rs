//! Decisions as one line of text, as our documentation prints them.

use qingce_runtime::program::Modality;
use qingce_runtime::{Decision, Effect, Failure, FieldRef, Outcome};
use rust_decimal::Decimal;

/// The decision without its rule's name: `给予 100元；与 甲 择一` or `grant 100 yuan; one of with a`.
pub fn line(decision: &Decision, english: bool) -> String {
    let words = Words { english };
    let mut text = words.outcome(&decision.outcome);
    for rule in &decision.choose_one_of {
        text += &words.pick(format!("；与 {rule} 择一"), format!("; one of with {rule}"));
    }
    for rule in &decision.yields_to {
        text += &words.pick(format!("；就高享受 {rule}"), format!("; the higher is {rule}"));
    }
    if let Some(joint) = &decision.joint_ceiling {
        let (with, limit) = (joint.with.join("、"), joint.limit.normalize());
        text += &words.pick(
            format!("；连同 {with} 合计不高于 {limit}元"),
            format!("; together with {with} in all at most {limit} yuan"),
        );
    }
    for rule in &decision.combination_unstated {
        text += &words.pick(format!("；与 {rule} 并享未明"), format!("; combination unstated with {rule}"));
    }
    text
}

struct Words {
    english: bool,
}

impl Words {
    fn pick<T>(&self, zh: T, en: T) -> T {
        if self.english { en } else { zh }
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Applies { effect, .. } => self.effect(effect),
            Outcome::DoesNotApply => self.pick("不适用", "not applicable").into(),
            Outcome::Undetermined { missing, delegated } => {
                let mut names: Vec<String> = missing.iter().map(FieldRef::to_string).collect();
                names.extend(delegated.iter().cloned());
                self.undetermined(&names)
            }
            Outcome::NotInForce { standard: None } => self.pick("未施行", "not in force").into(),
            Outcome::NotInForce { standard: Some(name) } => {
                self.pick(format!("未施行（{name}）"), format!("not in force ({name})"))
            }
            Outcome::AlreadyGranted { first } => {
                self.pick(format!("已享受（{}）", first.date), format!("already granted ({})", first.date))
            }
            Outcome::Failed { reason } => {
                let why = self.failure(reason);
                self.pick(format!("出错（{why}）"), format!("failed ({why})"))
            }
        }
    }

    fn undetermined(&self, names: &[String]) -> String {
        self.pick(
            format!("待定，缺 {}", names.join("、")),
            format!("undetermined without {}", names.join(", ")),
        )
    }

    fn effect(&self, effect: &Effect) -> String {
        match effect {
            Effect::Grant { amount, .. } => {
                self.pick(format!("给予 {}", self.yuan(amount)), format!("grant {}", self.yuan(amount)))
            }
            Effect::Ceiling { at_most, .. } => self.pick(
                format!("给予 不高于 {}", self.yuan(at_most)),
                format!("grant at most {}", self.yuan(at_most)),
            ),
            Effect::Delegated { what } => {
                self.pick(format!("按规定给予「{what}」"), format!("as regulated \"{what}\""))
            }
            Effect::Class { option, .. } => {
                self.pick(format!("认定为 {option}"), format!("classed as {option}"))
            }
            Effect::Duty { what, done, missing } => {
                let state = match (done, missing.is_empty()) {
                    (Some(true), _) => self.pick("已完成", "done").into(),
                    (Some(false), _) => self.pick("未完成", "not done").into(),
                    (None, true) => self.pick("未载明", "not stated").into(),
                    (None, false) => self.undetermined(&names(missing)),
                };
                self.pick(format!("应当「{what}」（{state}）"), format!("must \"{what}\" ({state})"))
            }
            Effect::Target { met, label, missing } => {
                let state = match met {
                    Some(true) => self.pick("达到", "met").into(),
                    Some(false) => self.pick("未达到", "not met").into(),
                    None => self.undetermined(&names(missing)),
                };
                let label = label.as_deref().unwrap_or_default();
                self.pick(format!("目标「{label}」（{state}）"), format!("target \"{label}\" ({state})"))
            }
            Effect::Said { modality, what } => {
                let verb = self.modality(*modality);
                self.pick(format!("{verb}「{what}」"), format!("{verb} \"{what}\""))
            }
        }
    }

    fn yuan(&self, amount: &Decimal) -> String {
        self.pick(format!("{}元", amount.normalize()), format!("{} yuan", amount.normalize()))
    }

    fn modality(&self, modality: Modality) -> &'static str {
        match modality {
            Modality::Support => self.pick("支持", "support"),
            Modality::Encourage => self.pick("鼓励", "encourage"),
            Modality::Guide => self.pick("引导", "guide"),
            Modality::Priority => self.pick("优先", "prioritise"),
            Modality::May => self.pick("可以", "may"),
            Modality::Secure => self.pick("保障", "secure"),
        }
    }

    fn failure(&self, failure: &Failure) -> String {
        match failure {
            Failure::Overflow { .. } => self.pick("数太大", "overflow").into(),
            Failure::DivisionByZero { .. } => self.pick("除以零", "division by zero").into(),
            Failure::SpanReversed { .. } => self.pick("末日早于首日", "span reversed").into(),
            Failure::NoMembers { .. } => self.pick("没有成员", "no members").into(),
            Failure::BelowScale { .. } => self.pick("低于第一档", "below the scale").into(),
            Failure::DateOutOfRange { .. } => self.pick("日期超出范围", "date out of range").into(),
            Failure::EarlierAmountUnknown { .. } => {
                self.pick("台账里没有以前给付的数额", "the ledger lacks an earlier amount").into()
            }
            Failure::OtherRule { rule } => rule.clone(),
        }
    }
}

fn names(fields: &[FieldRef]) -> Vec<String> {
    fields.iter().map(FieldRef::to_string).collect()
}
