//! Decisions and reasoning as plain text.

use super::{ExplainedMember, ExplainedStep, Explanation, StepKind, Verdict};
use crate::calendar;
use crate::decision::{Decision, Effect, Failure, Outcome};
use crate::language::Language;
use crate::program::{CellType, Modality, Program, UnitKind};
use crate::show::{show_cell, show_day};
use chrono::NaiveDate;
use rust_decimal::Decimal;

impl Explanation {
    /// The reasoning as an indented text in plain words, a line a step. Steps that weren't reached are left out.
    ///
    /// `✓` marks a condition that holds, `✗` one that doesn't, `？` one that is undetermined, `！` what can't be worked out and
    /// `·` a value.
    pub fn text(&self, program: &Program, language: Language) -> String {
        let mut lines = vec![headline(program, &self.decision, language)];
        if let Some(rule) = program.rule(self.decision.id) {
            let cited = rule.cited.iter().map(|cited| {
                let phrases: String = cited.phrases.iter().map(|phrase| format!("「{phrase}」")).collect();
                format!("{}{phrases}", cited.sentence)
            });
            let cited = list_of(cited, language);
            if !cited.is_empty() {
                lines.push(format!("  {} {cited}", language.pick("依据", "per")));
            }
        }
        if let Some(date) = self.reference_date {
            let date = show_day(calendar::from_date(date), language);
            lines.push(format!("  {} {date}", language.pick("基准日", "reference date")));
        }
        self.steps.iter().for_each(|step| tell(step, 1, language, &mut lines));
        lines.push(String::new());
        lines.join("\n")
    }
}

fn headline(program: &Program, decision: &Decision, language: Language) -> String {
    let mut line = format!(
        "{}{}{}",
        decision.rule,
        language.pick("：", ": "),
        outcome_text(program, &decision.outcome, language)
    );
    let mut add = |names: &[String], zh: &str, en: &str| {
        if !names.is_empty() {
            let names = list_of(names.iter().cloned(), language);
            line.push_str(&language.pick(format!("；{zh}{names}"), format!("; {en} {names}")));
        }
    };
    add(&decision.choose_one_of, "不得重复享受，只能选其一：另有", "only one may be had, the other being");
    add(
        &decision.combination_unstated,
        "能否并享，政策没有说明：另有",
        "the policy doesn't say whether it combines with",
    );
    add(&decision.yields_to, "就高不重复，享受", "only the higher is given:");
    if let Some(joint) = &decision.joint_ceiling {
        let with = list_of(joint.with.iter().cloned(), language);
        let (limit, before) = (money(program, joint.limit, language), money(program, joint.before, language));
        line.push_str(&language.pick(
            format!("；连同{with}合计不高于 {limit}，由 {before} 减至此数"),
            format!("; together with {with} in all at most {limit}, cut from {before}"),
        ));
    }
    line
}

/// An outcome in words: `适用，给予 100.00元`, `待定，缺 采摘开始`.
pub fn outcome_text(program: &Program, outcome: &Outcome, language: Language) -> String {
    match outcome {
        Outcome::Applies { effect, .. } => {
            let effect = effect_text(program, effect, language);
            language.pick(format!("适用，{effect}"), format!("applies, {effect}"))
        }
        Outcome::DoesNotApply => language.pick("不适用", "does not apply").to_owned(),
        Outcome::Undetermined { missing, delegated } => {
            let mut text = language.pick("待定", "undetermined").to_owned();
            if !missing.is_empty() {
                let missing = list_of(missing.iter().map(ToString::to_string), language);
                text.push_str(&language.pick(format!("，缺 {missing}"), format!(", missing {missing}")));
            }
            if !delegated.is_empty() {
                let names = list_of(delegated.iter().cloned(), language);
                text.push_str(
                    &language
                        .pick(format!("，「{names}」另有规定"), format!(", 「{names}」 is set elsewhere")),
                );
            }
            text
        }
        Outcome::NotInForce { standard: None } => language.pick("未施行", "not in force").to_owned(),
        Outcome::NotInForce { standard: Some(name) } => language.pick(
            format!("未施行，「{name}」在基准日没有值"),
            format!("not in force, 「{name}」 has no value on the reference date"),
        ),
        Outcome::AlreadyGranted { first } => {
            let (key, date) = (&first.key, date_text(first.date, language));
            let amount = first.amount.map(|amount| money(program, amount, language)).unwrap_or_default();
            match amount.is_empty() {
                true => language
                    .pick(format!("已享受，{date}（{key}）"), format!("already granted on {date} ({key})")),
                false => language.pick(
                    format!("已享受，{date} {amount}（{key}）"),
                    format!("already granted {amount} on {date} ({key})"),
                ),
            }
        }
        Outcome::Failed { reason } => {
            let reason = failure_text(reason, language);
            language.pick(format!("无法裁定，{reason}"), format!("can't be decided, {reason}"))
        }
    }
}

fn effect_text(program: &Program, effect: &Effect, language: Language) -> String {
    let labelled = |text: String, label: &Option<String>| match label {
        Some(label) => format!("{text}「{label}」"),
        None => text,
    };
    match effect {
        Effect::Grant { amount, label } => {
            let amount = money(program, *amount, language);
            labelled(language.pick(format!("给予 {amount}"), format!("grant {amount}")), label)
        }
        Effect::Ceiling { at_most, label } => {
            let amount = money(program, *at_most, language);
            labelled(language.pick(format!("给予 不高于 {amount}"), format!("grant at most {amount}")), label)
        }
        Effect::Delegated { what } => {
            language.pick(format!("按规定给予「{what}」"), format!("grant as regulated 「{what}」"))
        }
        Effect::Class { list, option } => {
            language.pick(format!("认定为 {option}（{list}）"), format!("classified as {option} ({list})"))
        }
        Effect::Duty { what, done, missing } => {
            let state = settled(*done, ("已完成", "done"), ("未完成", "not done"), language);
            format!("{}「{what}」{state}{}", language.pick("应当", "must "), lacking(missing, language))
        }
        Effect::Target { met, label, missing } => {
            let state = settled(*met, ("已达到", "met"), ("未达到", "not met"), language);
            labelled(
                format!("{}{state}{}", language.pick("目标", "target "), lacking(missing, language)),
                label,
            )
        }
        Effect::Said { modality, what } => {
            let word = match modality {
                Modality::Support => ("支持", "support"),
                Modality::Encourage => ("鼓励", "encourage"),
                Modality::Guide => ("引导", "guide"),
                Modality::Priority => ("优先", "prioritise"),
                Modality::May => ("可以", "may"),
                Modality::Secure => ("保障", "secure"),
            };
            language.pick(format!("{}「{what}」", word.0), format!("{} 「{what}」", word.1))
        }
    }
}

fn settled(state: Option<bool>, yes: (&str, &str), no: (&str, &str), language: Language) -> String {
    let (zh, en) = match state {
        Some(true) => yes,
        Some(false) => no,
        None => ("是否完成未知", "unknown"),
    };
    language.pick(format!("（{zh}）"), format!(" ({en})"))
}

fn lacking(missing: &[crate::decision::FieldRef], language: Language) -> String {
    if missing.is_empty() {
        return String::new();
    }
    let fields = list_of(missing.iter().map(ToString::to_string), language);
    language.pick(format!("，缺 {fields}"), format!(", missing {fields}"))
}

fn money(program: &Program, amount: Decimal, language: Language) -> String {
    let mut amount = amount;
    amount.rescale(amount.scale().max(2));
    let ty = CellType::Number {
        decimals: u8::try_from(amount.scale()).unwrap_or(0),
        unit: String::new(),
        kind: UnitKind::Money,
    };
    show_cell(program, &ty, amount.mantissa(), language)
}

fn date_text(date: NaiveDate, language: Language) -> String {
    show_day(calendar::from_date(date), language)
}

impl Failure {
    /// Why, in words: `除数为零（第六条.ce 第12行）`.
    pub fn message(&self, language: Language) -> String {
        failure_text(self, language)
    }
}

/// Why a record can't be decided under a rule.
pub(super) fn failure_text(failure: &Failure, language: Language) -> String {
    let (zh, en, line, file) = match failure {
        Failure::Overflow { line, file } => ("数值过大", "a number is too large", line, file),
        Failure::DivisionByZero { line, file } => ("除数为零", "division by zero", line, file),
        Failure::SpanReversed { line, file } => {
            ("期间的止日早于起日", "a span ends before it begins", line, file)
        }
        Failure::NoMembers { line, file } => (
            "没有成员，无从取最大或最小",
            "there are no members to take the largest or smallest of",
            line,
            file,
        ),
        Failure::BelowScale { line, file } => {
            ("数值低于分档的起点", "a number lies under the first bound of a scale", line, file)
        }
        Failure::DateOutOfRange { line, file } => {
            ("日期超出公元1年至9999年", "a day lies outside the years 1 to 9999", line, file)
        }
        Failure::EarlierAmountUnknown { rule } => {
            return language.pick(
                format!("台账里没有「{rule}」以前给付的数额，算不出总额上限还剩多少"),
                format!("the ledger doesn't say how much 「{rule}」 gave before, so what is left of the joint ceiling isn't known"),
            );
        }
        Failure::OtherRule { rule } => {
            return language
                .pick(format!("所依的规则「{rule}」无法裁定"), format!("rule 「{rule}」 can't be decided"));
        }
    };
    language.pick(format!("{zh}（{file} 第{line}行）"), format!("{en} ({file}, line {line})"))
}

/// Names one after the other.
pub(super) fn list_of(names: impl Iterator<Item = String>, language: Language) -> String {
    names.collect::<Vec<_>>().join(language.pick("、", ", "))
}

fn tell(step: &ExplainedStep, depth: usize, language: Language, lines: &mut Vec<String>) {
    if step.verdict == Verdict::NotReached {
        return;
    }
    let mut line = format!("{}{} {}", "  ".repeat(depth), mark(step.verdict), step.text);
    let settled = matches!(step.verdict, Verdict::True | Verdict::False) && step.kind != StepKind::Field;
    if !settled && !step.value.is_empty() {
        line.push_str(language.pick("：", ": "));
        line.push_str(&step.value);
    }
    if let Some(used) = &step.standard {
        let from = date_text(used.from, language);
        let period = match used.to.map(|to| date_text(to, language)) {
            Some(to) => language.pick(format!("{from}至{to}"), format!("{from} to {to}")),
            None => language.pick(format!("{from}起"), format!("from {from}")),
        };
        let authority = &used.authority;
        line.push_str(
            &language.pick(format!("（{period}，{authority}）"), format!(" ({period}, {authority})")),
        );
    }
    lines.push(line);
    step.parts.iter().for_each(|part| tell(part, depth + 1, language, lines));
    step.members.iter().for_each(|member| tell_member(member, depth + 1, language, lines));
}

fn tell_member(member: &ExplainedMember, depth: usize, language: Language, lines: &mut Vec<String>) {
    let place = member.place;
    let mut line = language.pick(format!("第{place}项"), format!("member {place}"));
    if let Some(key) = &member.key {
        line.push_str(&language.pick(format!("（{key}）"), format!(" ({key})")));
    }
    lines.push(format!("{}{} {line}", "  ".repeat(depth), mark(member.verdict)));
    member.parts.iter().for_each(|part| tell(part, depth + 1, language, lines));
}

fn mark(verdict: Verdict) -> char {
    match verdict {
        Verdict::True => '✓',
        Verdict::False => '✗',
        Verdict::Known | Verdict::NotReached => '·',
        Verdict::Missing | Verdict::Delegated => '？',
        Verdict::Lapsed | Verdict::Failed => '！',
    }
}
