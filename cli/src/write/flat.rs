//! A decision as a row of a table for further work.

use super::Entry;
use crate::lang::{Language, pick};
use crate::words;
use qingce_runtime::{Decision, Effect, Outcome, Status};

/// The columns, in order.
pub fn titles(language: Language) -> [&'static str; 14] {
    match language {
        Language::Chinese => [
            "档案",
            "序号",
            "主键",
            "基准日",
            "规则",
            "结果",
            "效力",
            "金额（元）",
            "内容",
            "缺少的字段",
            "说明",
            "条款",
            "依据",
            "责任部门",
        ],
        Language::English => [
            "record",
            "number",
            "key",
            "reference date",
            "rule",
            "outcome",
            "effect",
            "amount (yuan)",
            "content",
            "missing fields",
            "remarks",
            "clause",
            "cited",
            "departments",
        ],
    }
}

/// The column of the record's number and that of the amount: numbers, the others are texts.
pub const NUMBER: usize = 1;
/// See [`NUMBER`].
pub const AMOUNT: usize = 7;

/// The cells of one decision.
pub fn cells(entry: &Entry<'_>, decision: &Decision, language: Language) -> [String; 14] {
    let rule = entry.rule(decision);
    let mark = pick(language, "、", ", ");
    let missing = words::missing(&decision.outcome);
    let mut remarks = words::remarks(decision, language);
    if !matches!(decision.outcome, Outcome::Applies { .. }) {
        let said = words::outcome(decision, language);
        remarks.splice(0..0, (!said.is_empty()).then_some(said));
    }
    [
        entry.record.to_owned(),
        entry.number.to_string(),
        entry.key.clone().unwrap_or_default(),
        entry.date.map(|date| date.to_string()).unwrap_or_default(),
        decision.rule.clone(),
        words::status(Status::of(&decision.outcome), language).to_owned(),
        words::kind(&decision.outcome, language).to_owned(),
        words::amount(&decision.outcome).map(|amount| amount.normalize().to_string()).unwrap_or_default(),
        content(&decision.outcome, language),
        words::fields(missing, language),
        remarks.join(pick(language, "；", "; ")),
        rule.and_then(|rule| rule.clause.as_ref()).map(|(title, _)| title.clone()).unwrap_or_default(),
        rule.map(|rule| words::cited(rule, language)).unwrap_or_default(),
        rule.map(|rule| rule.departments.join(mark)).unwrap_or_default(),
    ]
}

/// What results, but for the amount.
fn content(outcome: &Outcome, language: Language) -> String {
    let Outcome::Applies { effect, .. } = outcome else { return String::new() };
    match effect {
        Effect::Grant { label, .. } | Effect::Ceiling { label, .. } => label.clone().unwrap_or_default(),
        Effect::Delegated { what } | Effect::Said { what, .. } => what.clone(),
        Effect::Class { option, .. } => option.clone(),
        Effect::Duty { .. } | Effect::Target { .. } => words::effect(effect, language),
    }
}
