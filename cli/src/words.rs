//! Decisions in words.

use crate::lang::spoken;
use crate::lang::{Language, pick};
use crate::say;
use chrono::{Datelike, NaiveDate};
use qingce_runtime::program::{Modality, Rule};
use qingce_runtime::{Decision, Effect, FieldRef, Outcome, Status};
use rust_decimal::Decimal;

/// The outcomes, as people sort them.
pub const STATUSES: [Status; 6] = [
    Status::Applies,
    Status::DoesNotApply,
    Status::Undetermined,
    Status::AlreadyGranted,
    Status::NotInForce,
    Status::Failed,
];

/// How it came out, in one word or two.
pub fn status(status: Status, language: Language) -> &'static str {
    match status {
        Status::Applies => pick(language, "适用", "applies"),
        Status::DoesNotApply => pick(language, "不适用", "not applicable"),
        Status::Undetermined => pick(language, "待定", "undetermined"),
        Status::NotInForce => pick(language, "未施行", "not in force"),
        Status::AlreadyGranted => pick(language, "已享受", "already granted"),
        Status::Failed => pick(language, "出错", "failed"),
    }
}

/// Yuan as people write them: without decimals if whole, else with two; in Chinese, thousands from one 万 up in 万元.
pub fn yuan(amount: Decimal, language: Language) -> String {
    let ten_thousand = Decimal::from(10_000);
    if language == Language::Chinese && amount >= ten_thousand && (amount % Decimal::ONE_THOUSAND).is_zero() {
        return format!("{}万元", (amount / ten_thousand).normalize());
    }
    let amount = if amount.fract().is_zero() { amount.trunc() } else { amount.round_dp(2) };
    let text = if amount.scale() == 0 { amount.to_string() } else { format!("{amount:.2}") };
    match language {
        Language::Chinese => format!("{text}元"),
        Language::English => format!("{} yuan", grouped(&text)),
    }
}

/// Digits in groups of three.
fn grouped(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::from(sign);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + rest
}

/// A day as people write it.
pub fn day(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => day.to_string(),
    }
}

/// What results, in one phrase.
pub fn effect(effect: &Effect, language: Language) -> String {
    match effect {
        Effect::Grant { amount, label } => {
            let amount = yuan(*amount, language);
            labelled(say!(language, "给予 {amount}", "grant of {amount}"), label.as_deref(), language)
        }
        Effect::Ceiling { at_most, label } => {
            let amount = yuan(*at_most, language);
            labelled(
                say!(language, "给予不高于 {amount}", "grant of at most {amount}"),
                label.as_deref(),
                language,
            )
        }
        Effect::Delegated { what } => say!(language, "按规定给予：{what}", "as regulated: {what}"),
        Effect::Class { option, .. } => say!(language, "认定为 {option}", "classified as {option}"),
        Effect::Duty { what, done, .. } => {
            let done = match done {
                Some(true) => pick(language, "已完成", "done"),
                Some(false) => pick(language, "未完成", "not done"),
                None => pick(language, "是否完成不详", "not known whether done"),
            };
            say!(language, "应当：{what}（{done}）", "must: {what} ({done})")
        }
        Effect::Target { met, label, .. } => {
            let met = match met {
                Some(true) => pick(language, "目标已达到", "target met"),
                Some(false) => pick(language, "目标未达到", "target not met"),
                None => pick(language, "是否达到目标不详", "not known whether the target is met"),
            };
            labelled(met.to_owned(), label.as_deref(), language)
        }
        Effect::Said { modality, what } => {
            let word = modality_word(*modality, language);
            say!(language, "{word}：{what}", "{word}: {what}")
        }
    }
}

fn labelled(text: String, label: Option<&str>, language: Language) -> String {
    match label {
        Some(label) => say!(language, "{text}（{label}）", "{text} ({label})"),
        None => text,
    }
}

fn modality_word(modality: Modality, language: Language) -> &'static str {
    match modality {
        Modality::Support => pick(language, "支持", "support"),
        Modality::Encourage => pick(language, "鼓励", "encourage"),
        Modality::Guide => pick(language, "引导", "guide"),
        Modality::Priority => pick(language, "优先", "priority"),
        Modality::May => pick(language, "可以", "may"),
        Modality::Secure => pick(language, "保障", "secure"),
    }
}

/// The kind of an effect, in one word; empty if the rule doesn't apply.
pub fn kind(outcome: &Outcome, language: Language) -> &'static str {
    let Outcome::Applies { effect, .. } = outcome else { return "" };
    match effect {
        Effect::Grant { .. } => pick(language, "给予", "grant"),
        Effect::Ceiling { .. } => pick(language, "不高于", "at most"),
        Effect::Delegated { .. } => pick(language, "按规定", "as regulated"),
        Effect::Class { .. } => pick(language, "认定", "class"),
        Effect::Duty { .. } => pick(language, "应当", "must"),
        Effect::Target { .. } => pick(language, "目标", "target"),
        Effect::Said { modality, .. } => modality_word(*modality, language),
    }
}

/// The sum of a grant or ceiling.
pub fn amount(outcome: &Outcome) -> Option<Decimal> {
    match outcome {
        Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => Some(*amount),
        Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. } => Some(*at_most),
        _ => None,
    }
}

/// The outcome in one phrase, without its status word where that goes before it.
pub fn outcome(decision: &Decision, language: Language) -> String {
    match &decision.outcome {
        Outcome::Applies { effect: told, .. } => effect(told, language),
        Outcome::DoesNotApply => String::new(),
        Outcome::Undetermined { missing, delegated } => {
            let mut parts = Vec::new();
            if !missing.is_empty() {
                let fields = fields(missing, language);
                parts.push(say!(language, "缺 {fields}", "for lack of {fields}"));
            }
            if !delegated.is_empty() {
                let named = delegated.join(pick(language, "、", ", "));
                parts.push(say!(
                    language,
                    "须由其他文件规定 {named}",
                    "hangs on {named}, set by another document"
                ));
            }
            parts.join(pick(language, "；", "; "))
        }
        Outcome::NotInForce { standard: Some(standard) } => {
            say!(
                language,
                "标准「{standard}」在基准日没有数值",
                "the standard 「{standard}」 has no value on the reference date"
            )
        }
        Outcome::NotInForce { standard: None } => String::new(),
        Outcome::AlreadyGranted { first } => {
            let date = day(first.date, language);
            match first.amount.map(|amount| yuan(amount, language)) {
                Some(amount) => say!(language, "{date}已领取 {amount}", "{amount} on {date}"),
                None => say!(language, "{date}已领取", "on {date}"),
            }
        }
        Outcome::Failed { reason } => reason.message(spoken(language)),
    }
}

/// How the rule stands to others that also apply.
pub fn remarks(decision: &Decision, language: Language) -> Vec<String> {
    let mark = pick(language, "、", ", ");
    let mut remarks = Vec::new();
    if !decision.choose_one_of.is_empty() {
        let others = decision.choose_one_of.join(mark);
        remarks.push(say!(
            language,
            "与「{others}」不得重复享受，只能择一",
            "only one of this and 「{others}」 may be had"
        ));
    }
    if !decision.yields_to.is_empty() {
        let others = decision.yields_to.join(mark);
        remarks.push(say!(
            language,
            "与「{others}」就高不重复，享受数额高的一项",
            "of this and 「{others}」 only the greater amount is given"
        ));
    }
    if let Some(joint) = &decision.joint_ceiling {
        let others = joint.with.join(mark);
        let (limit, before) = (yuan(joint.limit, language), yuan(joint.before, language));
        remarks.push(say!(
            language,
            "连同「{others}」合计不高于 {limit}，由 {before} 减至此数",
            "together with 「{others}」 in all at most {limit}, cut from {before}"
        ));
    }
    if !decision.combination_unstated.is_empty() {
        let others = decision.combination_unstated.join(mark);
        remarks.push(say!(
            language,
            "能否与「{others}」一并享受，文件没有说明",
            "whether it may be had with 「{others}」 is not stated"
        ));
    }
    remarks
}

/// The fields that an outcome lacks: those that would settle it, or would show a duty done.
pub fn missing(outcome: &Outcome) -> &[FieldRef] {
    match outcome {
        Outcome::Undetermined { missing, .. } => missing,
        Outcome::Applies {
            effect: Effect::Duty { missing, .. } | Effect::Target { missing, .. }, ..
        } => missing,
        _ => &[],
    }
}

/// Fields by name; the same field of several members is named once with their places.
pub fn fields(fields: &[FieldRef], language: Language) -> String {
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for field in fields {
        let name = field_name(field, language);
        let members: Vec<String> =
            field.steps.iter().filter_map(|step| step.member).map(|member| member.to_string()).collect();
        let members = members.join("-");
        match named.iter_mut().find(|(known, _)| *known == name) {
            Some((_, places)) => places.push(members),
            None => named.push((name, vec![members])),
        }
    }
    let told = named.into_iter().map(|(name, places)| {
        let places: Vec<&str> = places.iter().map(String::as_str).filter(|place| !place.is_empty()).collect();
        if places.is_empty() {
            return name;
        }
        let places = places.join(pick(language, "、", ", "));
        say!(language, "{name}（第 {places} 个）", "{name} (no. {places})")
    });
    told.collect::<Vec<_>>().join(pick(language, "、", ", "))
}

/// A field by name, list members not told apart.
pub fn field_name(field: &FieldRef, language: Language) -> String {
    let mut told = String::new();
    for step in &field.steps {
        if !told.is_empty() {
            let latin =
                told.ends_with(|c: char| c.is_ascii()) || step.field.starts_with(|c: char| c.is_ascii());
            told.push_str(pick(language, if latin { " 的 " } else { "的" }, "'s "));
        }
        told.push_str(&step.field);
    }
    told
}

/// The sentences and documents that a rule cites, each once.
pub fn cited(rule: &Rule, language: Language) -> String {
    let mut named: Vec<String> = Vec::new();
    for cited in &rule.cited {
        let name = if cited.sentence.is_empty() { cited.phrases.join(" ") } else { cited.sentence.clone() };
        if !named.contains(&name) {
            named.push(name);
        }
    }
    named.join(pick(language, "、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use qingce_runtime::decision::Step;

    fn field(list: &str, member: usize, name: &str) -> FieldRef {
        let step = |field: &str, member| Step { field: field.into(), member };
        FieldRef { steps: vec![step(list, Some(member)), step(name, None)] }
    }

    #[test]
    fn yuan_are_whole_or_with_two_decimals() {
        let told = |units, scale| yuan(Decimal::new(units, scale), Language::Chinese);
        assert_eq!(
            [told(1000, 0), told(100_000, 2), told(12345, 1), told(5, 2)],
            ["1000元", "1000元", "1234.50元", "0.05元"]
        );
        assert_eq!(
            [told(2_200_000, 0), told(1_500_000, 2), told(10_001, 0)],
            ["220万元", "1.5万元", "10001元"]
        );
        assert_eq!(yuan(Decimal::new(220_000_050, 2), Language::English), "2,200,000.50 yuan");
    }

    #[test]
    fn one_field_of_several_members_is_named_once() {
        let fields_of = [field("带领人员", 1, "采摘开始"), field("带领人员", 3, "采摘开始")];
        assert_eq!(fields(&fields_of, Language::Chinese), "带领人员的采摘开始（第 1、3 个）");
        assert_eq!(fields(&fields_of, Language::English), "带领人员's 采摘开始 (no. 1, 3)");
        assert_eq!(
            field_name(&field("household", 1, "yearly-income"), Language::Chinese),
            "household 的 yearly-income"
        );
    }
}
