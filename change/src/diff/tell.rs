//! A comparison told: as text, as data, as a page.

use super::{Change, Comparison, Difference, Matter};
use chrono::{Datelike, NaiveDate};
use maud::html;
use qingce_grammar::Message;
use qingce_prose::render::page::page;
use qingce_runtime::Language;
use serde::Serialize;

fn pick(message: &Message, language: Language) -> &str {
    language.pick(&message.zh, &message.en)
}

fn day(day: NaiveDate, language: Language) -> String {
    language.pick(format!("{}年{}月{}日", day.year(), day.month(), day.day()), day.to_string())
}

impl Matter {
    /// Its word.
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Head => ("政策", "policy"),
            Self::Standard => ("标准", "standard"),
            Self::Scale => ("分档", "scale"),
            Self::Definition => ("定义", "definition"),
            Self::Rule => ("规则", "rule"),
            Self::Record => ("档案", "record"),
            Self::Options => ("选项", "options"),
            Self::Clause => ("条", "clause"),
        };
        language.pick(zh, en)
    }
}

impl Change {
    /// Its word.
    pub fn word(self, language: Language) -> &'static str {
        let (zh, en) = match self {
            Self::Added => ("新增", "added"),
            Self::Removed => ("取消", "removed"),
            Self::Changed => ("改动", "changed"),
        };
        language.pick(zh, en)
    }
}

impl Difference {
    /// `改动 标准「甲」，自…起，影响：规则乙`.
    pub fn headline(&self, language: Language) -> String {
        let (change, matter) = (self.change.word(language), self.matter.word(language));
        let name = &self.name;
        let from = match self.from {
            Some(from) => language
                .pick(format!("，自{}起", day(from, language)), format!(", from {}", day(from, language))),
            None => language.pick("，不影响任何决定".to_owned(), ", changes no decision".to_owned()),
        };
        let rules = match (self.matter, self.rules.as_slice()) {
            (_, []) => String::new(),
            (Matter::Rule, [own]) if own == name => String::new(),
            (_, rules) => {
                let rules = rules.join(language.pick("、", ", "));
                language.pick(format!("，影响：{rules}"), format!("; concerns: {rules}"))
            }
        };
        language.pick(
            format!("{change} {matter}「{name}」{from}{rules}"),
            format!("{change}: {matter} 「{name}」{from}{rules}"),
        )
    }
}

/// A comparison as data.
#[derive(Debug, Serialize)]
struct Data<'c> {
    first_day: Option<NaiveDate>,
    differences: Vec<DifferenceData<'c>>,
}

#[derive(Debug, Serialize)]
struct DifferenceData<'c> {
    matter: Matter,
    name: &'c str,
    change: Change,
    from: Option<NaiveDate>,
    rules: &'c [String],
    details: Vec<DetailData<'c>>,
}

#[derive(Debug, Serialize)]
struct DetailData<'c> {
    what: &'c str,
    before: &'c str,
    after: &'c str,
}

impl Comparison {
    /// From which day on decisions can differ, and that all before are the same.
    pub fn verdict(&self, language: Language) -> String {
        match (self.differences.is_empty(), self.first) {
            (true, _) => language.pick("含义没有变化。", "No change in meaning.").to_owned(),
            (false, None) => language
                .pick(
                    "只有文字、依据或者责任部门有变化，任何决定都不变。",
                    "Only words, citations or departments differ; no decision does.",
                )
                .to_owned(),
            (false, Some(first)) => {
                let first = day(first, language);
                language.pick(
                    format!("自{first}起，决定可能不同；{first}以前的所有决定都不变（由两个版本的规定推出，不是抽样）。"),
                    format!("Decisions can differ from {first} on; all decisions before {first} are the same (proven from the two versions, not sampled)."),
                )
            }
        }
    }

    /// The comparison as text: the verdict, then each difference with what it was (−) and what it is (＋).
    pub fn text(&self, language: Language) -> String {
        let mut out = format!("{}\n", self.verdict(language));
        for difference in &self.differences {
            out.push_str(&format!("\n{}\n", difference.headline(language)));
            for (what, before, after) in &difference.details {
                let what = pick(what, language);
                for (sign, side) in [("−", pick(before, language)), ("＋", pick(after, language))] {
                    if !side.is_empty() {
                        out.push_str(&language.pick(
                            format!("  {sign} {what}：{side}\n"),
                            format!("  {sign} {what}: {side}\n"),
                        ));
                    }
                }
            }
        }
        out
    }

    /// The comparison as data, for `serde`.
    pub fn data<'c>(&'c self, language: Language) -> impl Serialize + use<'c> {
        let details = |difference: &'c Difference| {
            let each = difference.details.iter().map(|(what, before, after)| DetailData {
                what: pick(what, language),
                before: pick(before, language),
                after: pick(after, language),
            });
            each.collect()
        };
        let each = self.differences.iter().map(|difference| DifferenceData {
            matter: difference.matter,
            name: &difference.name,
            change: difference.change,
            from: difference.from,
            rules: &difference.rules,
            details: details(difference),
        });
        Data { first_day: self.first, differences: each.collect() }
    }

    /// The comparison as a page, what was left and what is right.
    pub fn html(&self, language: Language, title: &str) -> String {
        let body = html! {
            p.now { (self.verdict(language)) }
            main {
                @for difference in &self.differences {
                    section {
                        h2 { (difference.headline(language)) }
                        @for (what, before, after) in &difference.details {
                            div.row {
                                div { p.note { (language.pick("原来：", "before: ")) (pick(what, language)) } @if !pick(before, language).is_empty() { del { (pick(before, language)) } } }
                                div { p.note { (language.pick("现在：", "now: ")) (pick(what, language)) } @if !pick(after, language).is_empty() { ins { (pick(after, language)) } } }
                            }
                        }
                    }
                }
            }
        };
        page(language, title, false, &body)
    }
}
