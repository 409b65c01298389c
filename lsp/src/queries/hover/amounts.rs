//! A standard or a scale: its history as a table, what is in force today, what comes next, and who uses it.

use super::{citation, joined, phrases, title, used};
use crate::queries::View;
use chrono::NaiveDate;
use qingce_compiler::Symbol;
use qingce_compiler::model::{Citation, Dated};
use qingce_files::message::pick;
use qingce_files::say;
use qingce_prose::{Amounts, Phrases, Value};

/// What a standard or scale says.
pub fn told(view: &View<'_>, symbol: Symbol) -> Option<String> {
    let model = &view.analysis.model;
    let phrases = phrases(view);
    let (amounts, unit, cited): (_, String, Vec<&Citation>) = match symbol {
        Symbol::Standard(id) => {
            let standard = model.standards.get(id.0)?;
            let cited = citations(&standard.values).chain(&standard.cited).collect();
            (phrases.standard(id)?, standard.unit.clone(), cited)
        }
        Symbol::Scale(id) => {
            let scale = model.scales.get(id.0)?;
            let unit = say!(view.language, "{}到{}", "{} to {}", scale.from_unit, scale.to_unit);
            (phrases.scale(id)?, unit, citations(&scale.values).collect())
        }
        _ => return None,
    };
    let title = title(view, symbol);
    let title =
        if unit.is_empty() { title } else { say!(view.language, "{title}（{unit}）", "{title} ({unit})") };
    Some(joined([
        title,
        table(view, &phrases, &amounts),
        today(view, &phrases, &amounts),
        citation::sentences(model, cited),
        used(view, symbol),
    ]))
}

fn citations<V>(values: &[Dated<V>]) -> impl Iterator<Item = &Citation> {
    values.iter().flat_map(|dated| &dated.cited)
}

/// One row a value; where it has one an option or a bracket, one row each.
fn table(view: &View<'_>, phrases: &Phrases<'_>, amounts: &Amounts) -> String {
    if amounts.values.is_empty() {
        return phrases.history(amounts).line(phrases.language());
    }
    let cases = amounts.values.iter().flat_map(|value| &value.amounts).any(|(case, _)| case.is_some());
    let mut head = vec![pick(view.language, "时间", "when"), pick(view.language, "数额", "amount")];
    head.push(pick(view.language, "依据", "authority"));
    if cases {
        head.insert(1, pick(view.language, "情形", "case"));
    }
    let mut rows = vec![row(head.iter().copied()), row(head.iter().map(|_| "---"))];
    for value in &amounts.values {
        let when = phrases.period(value.span.from, value.span.to);
        let basis: Vec<String> = value.basis.iter().map(|basis| phrases.basis(basis)).collect();
        let basis = basis.join(pick(view.language, "、", ", "));
        for (at, (case, amount)) in value.amounts.iter().enumerate() {
            let (when, basis) = if at == 0 { (when.as_str(), basis.as_str()) } else { ("", "") };
            let mut cells = vec![when, amount, basis];
            if cases {
                cells.insert(1, case.as_deref().unwrap_or_default());
            }
            rows.push(row(cells.into_iter()));
        }
    }
    rows.join("\n")
}

fn row<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let cells: Vec<String> = cells.map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |", cells.join(" | "))
}

/// What is in force today, and what comes next.
fn today(view: &View<'_>, phrases: &Phrases<'_>, amounts: &Amounts) -> String {
    if amounts.values.is_empty() {
        return String::new();
    }
    let day = phrases.day(view.today);
    let current = amounts.values.iter().find(|value| value.current == Some(true));
    let now = match current {
        Some(value) => {
            let amount = listed(value, pick(view.language, "，", "; "));
            say!(view.language, "今天（{day}）执行：{amount}", "In force today ({day}): {amount}")
        }
        None => say!(view.language, "今天（{day}）没有执行中的数额", "Nothing is in force today ({day})"),
    };
    let next = amounts.values.iter().find(|value| value.span.from > view.today);
    let next = match (next, current.and_then(|value| value.span.to).and_then(|to: NaiveDate| to.succ_opt())) {
        (Some(value), _) => {
            let (from, amount) =
                (phrases.day(value.span.from), listed(value, pick(view.language, "，", "; ")));
            say!(view.language, "；自{from}起：{amount}", "; from {from}: {amount}")
        }
        (None, Some(end)) => {
            let end = phrases.day(end);
            say!(view.language, "；自{end}起不再执行", "; no longer from {end}")
        }
        (None, None) => String::new(),
    };
    now + &next
}

fn listed(value: &Value, joint: &str) -> String {
    let amounts: Vec<String> = value
        .amounts
        .iter()
        .map(|(case, amount)| case.as_ref().map_or(amount.clone(), |case| format!("{case} {amount}")))
        .collect();
    amounts.join(joint)
}
