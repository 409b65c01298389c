//! How every two grants on one subject combine, as a table for people and as data.

use crate::lang::{Language, pick};
use crate::say;
use crate::screen::{Screen, Style, pad, width, wrap};
use qingce_compiler::combination::{Combination, Pair, combinations};
use qingce_compiler::model::{Model, RecordId, RuleId};
use serde_json::{Value as Json, json};

/// A table stays within so many columns.
const COLUMNS: usize = 100;

/// Every pair that can apply together with how it combines: by subject, one line for each rule and way. Nothing if no two grants
/// are about the same subject.
pub fn table(model: &Model, screen: &Screen) -> String {
    let pairs = combinations(model);
    if pairs.is_empty() {
        return String::new();
    }
    let language = screen.language;
    let head = pick(language, "能同时适用的待遇怎样并享", "how grants that can apply together combine");
    let mut text = format!("\n{}\n", screen.paint(Style::Bold, head));
    let mut subjects: Vec<RecordId> = Vec::new();
    for subject in pairs.iter().filter_map(|pair| subject(model, pair)) {
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    for id in subjects {
        let own: Vec<&Pair> = pairs.iter().filter(|pair| subject(model, pair) == Some(id)).collect();
        let lines = lines(model, &own, language);
        let apart = own.iter().filter(|pair| pair.how == Combination::Apart).count();
        let name = model.records.get(id.0).map_or("", |record| record.name.as_str());
        text.push_str(&format!("  {}\n", screen.paint(Style::Accent, name)));
        text.push_str(&drawn(&lines, screen));
        if apart > 0 {
            let plural = if apart == 1 { "" } else { "s" };
            let never = say!(
                language,
                "另有 {apart} 对不会同时适用",
                "{apart} more pair{plural} that can't apply together"
            );
            text.push_str(&format!("    {}\n", screen.paint(Style::Dim, &never)));
        }
    }
    text
}

/// The pairs, for tools, in the order in which `how` is said of them; `how` is the keyword's name in the vocabulary, `apart` or `missing`.
pub fn data(model: &Model) -> Json {
    let of = |pair: &Pair| {
        let how = match pair.how {
            Combination::Stated(relation) => relation.id(),
            Combination::Apart => "apart",
            Combination::Missing => "missing",
        };
        let (first, second) = pair.in_words(model);
        let subject = subject(model, pair).and_then(|id| model.records.get(id.0));
        json!({
            "subject": subject.map(|record| &record.name),
            "first": name(model, first), "second": name(model, second), "how": how,
        })
    };
    combinations(model).iter().map(of).collect()
}

fn name(model: &Model, id: RuleId) -> &str {
    model.rules.get(id.0).map_or("", |rule| rule.name.as_str())
}

fn subject(model: &Model, pair: &Pair) -> Option<RecordId> {
    model.rules.get(pair.first.0).map(|rule| rule.subject)
}

/// A rule, a way to combine, and the rules with which it does.
struct Line {
    rule: RuleId,
    how: Combination,
    others: Vec<RuleId>,
}

/// Each line as the rule, the way, and the other rules.
fn lines(model: &Model, pairs: &[&Pair], language: Language) -> Vec<[String; 3]> {
    let mut lines: Vec<Line> = Vec::new();
    for pair in pairs.iter().filter(|pair| pair.how != Combination::Apart) {
        let (rule, other) = pair.in_words(model);
        match lines.iter_mut().find(|line| line.rule == rule && line.how == pair.how) {
            Some(line) => line.others.push(other),
            None => lines.push(Line { rule, how: pair.how, others: vec![other] }),
        }
    }
    lines.sort_by_key(|line| line.rule);
    let mark = pick(language, "、", ", ");
    let told = |line: &Line| {
        let others: Vec<&str> = line.others.iter().map(|other| name(model, *other)).collect();
        [name(model, line.rule).to_owned(), how(line.how, language), others.join(mark)]
    };
    lines.iter().map(told).collect()
}

fn how(how: Combination, language: Language) -> String {
    match how {
        Combination::Stated(relation) => relation.keyword(language).to_owned(),
        Combination::Missing => pick(language, "没有写明", "not stated").to_owned(),
        Combination::Apart => String::new(),
    }
}

fn drawn(lines: &[[String; 3]], screen: &Screen) -> String {
    let widest =
        |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|text| width(text)).max();
    let (first, second) = (widest(0).unwrap_or(0), widest(1).unwrap_or(0));
    let indent = 4 + first + 2 + second + 2;
    let mut text = String::new();
    let mut before = "";
    for [rule, how, others] in lines {
        let shown = if rule == before { "" } else { rule.as_str() };
        before = rule;
        let mut rows = wrap(others, COLUMNS.saturating_sub(indent).max(24)).into_iter();
        let row = rows.next().unwrap_or_default();
        text.push_str(&format!(
            "    {}  {}  {row}\n",
            pad(shown, first),
            screen.paint(Style::Dim, &pad(how, second))
        ));
        for row in rows {
            text.push_str(&format!("{}{row}\n", " ".repeat(indent)));
        }
    }
    text
}
