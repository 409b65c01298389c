//! A number: how it reads, written out in its base unit.

use super::Hover;
use crate::queries::{Cursor, View};
use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::tree::{Body, Decl, ExprKind, Number};
use qingce_grammar::vocabulary::{self, Category};
use qingce_grammar::{FileId, Language, Span, fold, parse};

/// How the number at the cursor reads.
pub fn told(view: &View<'_>, at: Cursor) -> Option<Hover> {
    let text = view.file(at.file);
    let start = text.get(..at.offset)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let here = at.offset - start;
    let span = quantities(line).into_iter().find(|span| span.start <= here && here <= span.end)?;
    let written = line.get(span.start..span.end)?;
    let reading = reading(view, &number(written)?)?;
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    if bare(&reading) == bare(&fold(written)) {
        return None;
    }
    let markdown = format!("{written} = {reading}");
    Some(Hover { span: Span::new(start + span.start, start + span.end), markdown })
}

/// The numbers of a line, each with its unit.
fn quantities(line: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open = false;
    for (span, colour) in highlight(line) {
        let after_stroke = found.last().is_some_and(|last| {
            last.end == span.start && line.get(..last.end).is_some_and(|l| l.ends_with(['/', '／']))
        });
        let stroke = matches!(line.get(span.start..span.end), Some("/" | "／"));
        match colour {
            Highlight::Number => {
                found.push(span);
                open = true;
                continue;
            }
            Highlight::Unit | Highlight::Keyword(Category::Magnitude | Category::Unit) if open => {}
            Highlight::Mark if open && stroke => {}
            Highlight::Name if open && after_stroke => {}
            _ => open = false,
        }
        if let Some(last) = found.last_mut().filter(|_| open) {
            *last = last.to(span);
        }
    }
    found
}

/// A number as the grammar reads it.
fn number(written: &str) -> Option<Number> {
    let text = format!("define a\n  subject b\n  value {written}\n");
    match parse(&text, FileId(0)).tree.items.into_iter().next()?.decl? {
        Decl::Define(define) => match define.body {
            Body::One(expr) => match expr.kind {
                ExprKind::Number(number) => Some(number),
                _ => None,
            },
            Body::Cases { .. } => None,
        },
        _ => None,
    }
}

/// `2 200 000.00 元`; `None` if nothing is to be added to what is written.
fn reading(view: &View<'_>, number: &Number) -> Option<String> {
    if number.percent {
        return Some(grouped(number.digits, number.decimals + 2, 0, view.language));
    }
    let Some(unit) = &number.unit else {
        let long = number.digits.unsigned_abs() >= 10_000;
        return long.then(|| grouped(number.digits, number.decimals, 0, view.language));
    };
    let (power, word) = vocabulary::split_magnitude(&unit.over.text)
        .map_or((0, unit.over.text.as_str()), |(magnitude, rest)| (magnitude.power, rest));
    let base = Base::of(view, word);
    let digits = number.digits.checked_mul(10_i128.checked_pow(power)?)?.checked_mul(base.times)?;
    let mut told = grouped(digits, number.decimals + base.decimals, base.shown, view.language);
    if !base.name.is_empty() {
        told.push(' ');
        told.push_str(&base.name);
    }
    for under in &unit.under {
        told.push('/');
        told.push_str(&under.text);
    }
    Some(told)
}

/// What a unit word counts: `times / 10^decimals` of the unit `name`, which is shown with so many decimals.
struct Base {
    name: String,
    times: i128,
    decimals: u32,
    shown: u32,
}

impl Base {
    fn of(view: &View<'_>, word: &str) -> Self {
        let built_in = |id: &str, times, decimals, shown| {
            let name = vocabulary::entry(id).map_or(word, |entry| entry.spelling(view.language)).to_owned();
            Self { name, times, decimals, shown }
        };
        match vocabulary::unit(word).map(|entry| entry.id) {
            Some("yuan") => built_in("yuan", 1, 0, 2),
            Some("jiao") => built_in("yuan", 1, 1, 2),
            Some("fen") => built_in("yuan", 1, 2, 2),
            Some("years") => built_in("months", 12, 0, 0),
            Some("weeks") => built_in("days", 7, 0, 0),
            Some(id) => built_in(id, 1, 0, 0),
            None => {
                let units = &view.analysis.model.units;
                let declared = units.iter().find(|unit| unit.name == word);
                Self {
                    name: word.to_owned(),
                    times: 1,
                    decimals: 0,
                    shown: declared.map_or(0, |unit| unit.decimals),
                }
            }
        }
    }
}

/// `digits / 10^decimals` in groups of three, with at least `shown` decimals and no needless zeros beyond.
fn grouped(digits: i128, decimals: u32, shown: u32, language: Language) -> String {
    let joint = match language {
        Language::Chinese => ' ',
        Language::English => ',',
    };
    let (decimals, shown) = (usize::try_from(decimals).unwrap_or(0), usize::try_from(shown).unwrap_or(0));
    let all = format!("{:0>width$}", digits.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = all.split_at_checked(all.len() - decimals).unwrap_or((&all, ""));
    let mut out = String::from(if digits < 0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(joint);
        }
        out.push(digit);
    }
    let needed = fraction.trim_end_matches('0');
    let fraction = format!("{needed:0<shown$}");
    match fraction.is_empty() {
        true => out,
        false => format!("{out}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_padded() {
        assert_eq!(grouped(2_200_000, 0, 2, Language::Chinese), "2 200 000.00");
        assert_eq!(grouped(-15, 1, 2, Language::English), "-1.50");
        assert_eq!(grouped(5, 3, 0, Language::Chinese), "0.005");
        assert_eq!(grouped(1000, 1, 0, Language::English), "100");
    }

    #[test]
    fn a_quantity_ends_with_its_unit() {
        let found = |line: &str| -> Vec<String> {
            quantities(line).iter().map(|span| line[span.start..span.end].to_owned()).collect()
        };
        assert_eq!(found("  给予 50元/人 × 队员 的 人数"), ["50元/人"]);
        assert_eq!(
            found("  when wage at most 2 thousand yuan/month and x > 3"),
            ["2 thousand yuan/month", "3"]
        );
    }
}
