//! What was expected and what was decided, in words.

use super::decimal;
use crate::model::{self, Exact, Expectation, Expected, Model, RuleId};
use qingce_grammar::Message;
use qingce_runtime::{Decision, Effect, Failure, FieldRef, Outcome, Program};
use std::collections::BTreeSet;

/// What joins the names on the way to a field.
pub(super) fn joint(english: bool) -> &'static str {
    if english { "'s " } else { " 的 " }
}

/// Fields by name, list members not told apart.
pub(super) fn fields(english: bool, fields: &[FieldRef]) -> BTreeSet<String> {
    let named = |field: &FieldRef| {
        let steps: Vec<&str> = field.steps.iter().map(|step| step.field.as_str()).collect();
        steps.join(joint(english))
    };
    fields.iter().map(named).collect()
}

/// The name of an option that a rule may recognise.
pub(super) fn class(model: &Model, rule: RuleId, option: usize) -> Option<&str> {
    let effects = match &model.rules.get(rule.0)?.body {
        model::Body::One(effect) => vec![effect],
        model::Body::Cases { cases, otherwise } => {
            cases.iter().map(|case| &case.result).chain(otherwise).collect()
        }
    };
    let list = effects.into_iter().find_map(|effect| match effect {
        model::Effect::Classify(list, _) => Some(*list),
        _ => None,
    })?;
    Some(model.lists.get(list.0)?.options.get(option)?.name.as_str())
}

fn names(names: &BTreeSet<String>) -> (String, String) {
    let of = |mark: &str| names.iter().map(String::as_str).collect::<Vec<_>>().join(mark);
    (of("、"), of(", "))
}

fn yuan(sum: Exact) -> String {
    decimal(sum).map_or_else(|| sum.digits.to_string(), |sum| sum.normalize().to_string())
}

/// What was expected.
pub(super) fn expected(model: &Model, expected: &Expectation, fields: &BTreeSet<String>) -> Message {
    let fixed = |zh: &str, en: &str| Message::new(zh, en);
    match &expected.outcome {
        Expected::Grant(sum) => {
            Message::new(format!("给予 {}元", yuan(*sum)), format!("a grant of {} yuan", yuan(*sum)))
        }
        Expected::Ceiling(sum) => {
            Message::new(format!("不高于 {}元", yuan(*sum)), format!("at most {} yuan", yuan(*sum)))
        }
        Expected::Delegated => fixed("按规定", "as regulated"),
        Expected::Class(option) => {
            let option = class(model, expected.rule, *option).unwrap_or_default();
            Message::new(format!("认定为 {option}"), format!("classified as {option}"))
        }
        Expected::Applies => fixed("适用", "applies"),
        Expected::NotApplicable => fixed("不适用", "does not apply"),
        Expected::NotInForce => fixed("未施行", "not in force"),
        Expected::AlreadyGranted => fixed("已享受", "already granted"),
        Expected::Undetermined(_) => undetermined(fields, &[]),
        Expected::Done => fixed("已完成", "done"),
        Expected::NotDone => fixed("未完成", "not done"),
        Expected::OneOf(rules) => one_of(&others(model, expected.rule, rules)),
        Expected::CombinationUnstated(rules) => {
            let (zh, en) = names(&others(model, expected.rule, rules));
            Message::new(
                format!("适用，与 {zh} 并享未明"),
                format!("applies, and its combination with {en} is unstated"),
            )
        }
        Expected::Fails => fixed("出错", "fails"),
    }
}

/// The names of the rules but one.
fn others(model: &Model, own: RuleId, rules: &[RuleId]) -> BTreeSet<String> {
    let others = rules.iter().filter(|rule| **rule != own);
    others.filter_map(|rule| model.rules.get(rule.0)).map(|rule| rule.name.clone()).collect()
}

fn one_of(others: &BTreeSet<String>) -> Message {
    let (zh, en) = names(others);
    Message::new(format!("适用，与 {zh} 择一"), format!("applies, but only one of it and {en}"))
}

fn undetermined(fields: &BTreeSet<String>, delegated: &[String]) -> Message {
    let (mut zh, mut en) = ("待定".to_owned(), "undetermined".to_owned());
    if !fields.is_empty() {
        let (fields_zh, fields_en) = names(fields);
        zh.push_str(&format!("，缺 {fields_zh}"));
        en.push_str(&format!(" for {fields_en}"));
    }
    if !delegated.is_empty() {
        let (set_zh, set_en) = names(&delegated.iter().cloned().collect());
        zh.push_str(&format!("，须由其他文件规定 {set_zh}"));
        en.push_str(&format!(", hangs on {set_en}, which another document sets"));
    }
    Message::new(zh, en)
}

/// What was decided.
pub(super) fn got(program: &Program, decision: &Decision) -> Message {
    let mut message = match &decision.outcome {
        Outcome::Applies { effect, .. } => effect_words(effect),
        Outcome::DoesNotApply => Message::new("不适用", "does not apply"),
        Outcome::Undetermined { missing, delegated } => {
            undetermined(&fields(program.english, missing), delegated)
        }
        Outcome::NotInForce { standard: Some(standard) } => Message::new(
            format!("未施行：标准 {standard} 在基准日没有数值"),
            format!("not in force: the standard {standard} has no value on the reference date"),
        ),
        Outcome::NotInForce { standard: None } => Message::new("未施行", "not in force"),
        Outcome::AlreadyGranted { first } => {
            Message::new(format!("已享受（{}）", first.date), format!("already granted ({})", first.date))
        }
        Outcome::Failed { reason } => {
            let (zh, en) = failure(reason);
            Message::new(format!("出错：{zh}"), format!("fails: {en}"))
        }
    };
    if !decision.yields_to.is_empty() {
        let (zh, en) = names(&decision.yields_to.iter().cloned().collect());
        message.zh.push_str(&format!("，就高享受 {zh}"));
        message.en.push_str(&format!(", the higher being {en}"));
    }
    if !decision.choose_one_of.is_empty() {
        let (zh, en) = names(&decision.choose_one_of.iter().cloned().collect());
        message.zh.push_str(&format!("，与 {zh} 择一"));
        message.en.push_str(&format!(", but only one of it and {en}"));
    }
    message
}

fn failure(reason: &Failure) -> (&'static str, &'static str) {
    match reason {
        Failure::Overflow { .. } => ("数太大", "a number is too large"),
        Failure::DivisionByZero { .. } => ("除数是零", "division by zero"),
        Failure::SpanReversed { .. } => ("期间的末日早于首日", "a span ends before it begins"),
        Failure::NoMembers { .. } => {
            ("没有成员可取最大或最小", "there is no member to take the largest or smallest of")
        }
        Failure::BelowScale { .. } => ("低于分档的起点", "below the first bound of a scale"),
        Failure::DateOutOfRange { .. } => {
            ("日期不在公元 1 年至 9999 年之内", "a date is outside the years 1 to 9999")
        }
        Failure::EarlierAmountUnknown { .. } => {
            ("台账里没有以前给付的数额", "the ledger lacks the amount of an earlier grant")
        }
        Failure::OtherRule { .. } => ("它所依据的规则出错", "the rule that it stands on fails"),
    }
}

fn effect_words(effect: &Effect) -> Message {
    match effect {
        Effect::Grant { amount, .. } => {
            let amount = amount.normalize();
            Message::new(format!("给予 {amount}元"), format!("a grant of {amount} yuan"))
        }
        Effect::Ceiling { at_most, .. } => {
            let at_most = at_most.normalize();
            Message::new(format!("不高于 {at_most}元"), format!("at most {at_most} yuan"))
        }
        Effect::Delegated { .. } => Message::new("按规定", "as regulated"),
        Effect::Class { option, .. } => {
            Message::new(format!("认定为 {option}"), format!("classified as {option}"))
        }
        Effect::Duty { done, .. } => done_words(*done, ("应当做到", "a duty")),
        Effect::Target { met, .. } => done_words(*met, ("目标", "a target")),
        Effect::Said { .. } => Message::new("适用", "applies"),
    }
}

fn done_words(done: Option<bool>, what: (&str, &str)) -> Message {
    match done {
        Some(true) => Message::new("已完成", "done"),
        Some(false) => Message::new("未完成", "not done"),
        None => {
            Message::new(format!("{}，是否完成不详", what.0), format!("{}, not known whether done", what.1))
        }
    }
}
