//! The dated values of a policy as rows of a sheet, and the amendments that a sheet asks for.

use crate::amend::{Request, Wanted};
use crate::canon::shortest;
use chrono::NaiveDate;
use qingce_compiler::model::{Citation, Dated, Dimension, Exact, Model, Standard};

/// One value of one standard: of one option, where the standard is by option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The standard.
    pub standard: String,
    /// The option.
    pub option: Option<String>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, where one is written; a value that ends as the next one begins has none.
    pub to: Option<NaiveDate>,
    /// The number, in digits; a rate in percent.
    pub value: String,
    /// Its unit as the policy writes it; `%` for a rate.
    pub unit: String,
    /// What sets it, as the policy cites it.
    pub authority: String,
    /// The clause that the standard stands in.
    pub clause: String,
}

/// Every value of every standard, in the order of the policy.
pub fn rows(model: &Model) -> Vec<Row> {
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    model.standards.iter().flat_map(|standard| of_standard(model, standard, english)).collect()
}

fn of_standard(model: &Model, standard: &Standard, english: bool) -> Vec<Row> {
    let options = standard.by.and_then(|list| model.lists.get(list.0));
    let clause = standard.clause.and_then(|id| model.clauses.get(id.0)).map(|clause| clause.title.clone());
    let mut rows = Vec::new();
    for (at, dated) in standard.values.iter().enumerate() {
        let next = standard.values.get(at + 1).map(|next| next.from);
        let implied = dated.to.is_some() && dated.to.and_then(|to| to.succ_opt()) == next;
        for (place, exact) in dated.value.iter().enumerate() {
            let option = options.and_then(|list| list.options.get(place)).map(|option| option.name.clone());
            let rate = standard.ty.rate;
            rows.push(Row {
                standard: standard.name.clone(),
                option,
                from: dated.from,
                to: dated.to.filter(|_| !implied),
                value: digits(*exact, rate),
                unit: if rate { "%".to_owned() } else { unit(model, &standard.ty.dimension) },
                authority: authority(dated, english),
                clause: clause.clone().unwrap_or_default(),
            });
        }
    }
    rows
}

/// The number in digits; a rate times a hundred.
fn digits(exact: Exact, rate: bool) -> String {
    let short = shortest(exact);
    let (digits, decimals) = short.split_once("e-").unwrap_or((&short, "0"));
    let (mut digits, decimals) = (digits.to_owned(), decimals.parse::<usize>().unwrap_or(0));
    let shift: usize = if rate { 2 } else { 0 };
    let sign = if digits.starts_with('-') { "-" } else { "" };
    digits = digits.trim_start_matches('-').to_owned();
    if digits != "0" {
        digits.push_str(&"0".repeat(shift.saturating_sub(usize::min(decimals, shift))));
    }
    let decimals = decimals.saturating_sub(shift);
    if digits.len() <= decimals {
        digits.insert_str(0, &"0".repeat(decimals + 1 - digits.len()));
    }
    let (whole, fraction) = digits.split_at_checked(digits.len() - decimals).unwrap_or((&digits, ""));
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A unit as the policy writes it: `元/人`.
fn unit(model: &Model, dimension: &Dimension) -> String {
    let names = |over: bool| {
        let wanted = dimension.iter().filter(move |(_, power)| (**power > 0) == over);
        let names = wanted.filter_map(|(id, _)| model.units.get(id.0)).map(|unit| unit.name.as_str());
        names.collect::<Vec<_>>()
    };
    let mut unit = names(true).join("·");
    for under in names(false) {
        unit.push('/');
        unit.push_str(under);
    }
    unit
}

fn authority(dated: &Dated<Vec<Exact>>, english: bool) -> String {
    let quoted = |text: &String| if english { format!("\"{text}\"") } else { format!("「{text}」") };
    let each = dated.cited.iter().map(|citation| match citation {
        Citation::Sentence { id, phrases, .. } => {
            let phrases: Vec<String> = phrases.iter().map(quoted).collect();
            match english {
                true => format!("{id} {}", phrases.join(" ")).trim_end().to_owned(),
                false => format!("{id}{}", phrases.concat()),
            }
        }
        Citation::Document { name, .. } => quoted(name),
    });
    each.collect::<Vec<_>>().join(if english { ", " } else { "、" })
}

/// The amendments by which a policy gets the values of a sheet, each with the place of its first row; rows that say what the
/// policy says already ask for nothing, and values that the sheet leaves out stay.
pub fn requests(model: &Model, sheet: &[Row]) -> Vec<(usize, Request)> {
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    let present = rows(model);
    let value =
        |row: &Row| (row.option.clone(), row.to, row.value.clone(), row.unit.clone(), row.authority.clone());
    let of = |all: &[Row], row: &Row| -> Vec<Row> {
        all.iter().filter(|other| other.standard == row.standard && other.from == row.from).cloned().collect()
    };
    let mut requests: Vec<(usize, Request)> = Vec::new();
    for (at, row) in sheet.iter().enumerate() {
        let group = of(sheet, row);
        let first = sheet.iter().position(|other| other.standard == row.standard && other.from == row.from);
        if first != Some(at) {
            continue;
        }
        let known = of(&present, row);
        if known.iter().map(value).eq(group.iter().map(value)) {
            continue;
        }
        let blank = if english && !row.unit.starts_with('%') { " " } else { "" };
        let number = |row: &Row| format!("{}{blank}{}", row.value, row.unit);
        let told: Vec<String> = group
            .iter()
            .map(|row| {
                row.option.as_ref().map_or_else(|| number(row), |option| format!("{option} {}", number(row)))
            })
            .collect();
        let wanted = Wanted::Value {
            from: row.from,
            to: row.to,
            value: told.join(if english { ", " } else { "、" }),
            authority: row.authority.clone(),
            replace: !known.is_empty(),
        };
        requests.push((at, Request { standard: row.standard.clone(), wanted }));
    }
    requests
}
