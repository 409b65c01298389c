//! An impact told: as lines, as rows, as a page with charts.

use crate::lang::spoken;
use crate::lang::{Language, pick};
use crate::{say, words};
use chrono::NaiveDate;
use maud::{Markup, PreEscaped, html};
use qingce_change::{Impact, Pair, RuleImpact};
use qingce_prose::render::chart::{self, Kind, Point};
use qingce_prose::render::page::page;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An impact as of a day (or of each record's own).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsOf {
    /// The day asked for.
    pub day: Option<NaiveDate>,
    /// What changes.
    pub impact: Impact,
    /// Records that couldn't be read.
    pub bad: u64,
}

/// What each value of a standard would cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swept {
    /// The standard.
    pub standard: String,
    /// Its values, with yuan granted and yuan of ceilings.
    pub costs: Vec<(Decimal, Decimal, Decimal)>,
}

fn more(amount: Decimal, language: Language) -> String {
    let sign = if amount > Decimal::ZERO { "＋" } else { "" };
    format!("{sign}{}", words::yuan(amount, language))
}

fn moved(rule: &RuleImpact) -> bool {
    rule.moved > 0
}

fn heading(one: &AsOf, language: Language) -> String {
    let records = one.impact.records;
    let bad = match one.bad {
        0 => String::new(),
        bad => say!(language, "，另有 {bad} 份读不了", "; {bad} more could not be read"),
    };
    match one.day.map(|day| words::day(day, language)) {
        Some(day) => {
            say!(language, "以{day}为基准日，{records} 份档案{bad}", "as of {day}: {records} records{bad}")
        }
        None => say!(
            language,
            "各按自己的基准日，{records} 份档案{bad}",
            "each as of its own day: {records} records{bad}"
        ),
    }
}

fn total(impact: &Impact, language: Language) -> String {
    if impact.is_nothing() {
        return pick(
            language,
            "这次改动对这些档案没有任何影响。",
            "This edit changes nothing for these records.",
        )
        .to_owned();
    }
    let (granted, ceilings, moved) = (impact.granted(), impact.ceilings(), impact.moved);
    let sum = |pair: Pair<Decimal>| {
        let difference = more(pair.after - pair.before, language);
        let (before, after) = (words::yuan(pair.before, language), words::yuan(pair.after, language));
        format!("{before} → {after}（{difference}）")
    };
    let ceilings = match ceilings == Pair::default() {
        true => String::new(),
        false => {
            let ceilings = sum(ceilings);
            say!(language, "；上限合计 {ceilings}", "; ceilings {ceilings}")
        }
    };
    let granted = sum(granted);
    say!(
        language,
        "{moved} 份档案有变化；给予合计 {granted}{ceilings}",
        "{moved} records change; granted {granted}{ceilings}"
    )
}

/// Lines for a terminal.
pub fn text(all: &[AsOf], swept: Option<&Swept>, language: Language) -> String {
    let mut out = String::new();
    for one in all {
        out.push_str(&format!("{}\n", heading(one, language)));
        for (name, rule) in one.impact.rules.iter().filter(|(_, rule)| moved(rule)) {
            out.push_str(&format!("\n  {name}\n"));
            for (what, words) in cells(rule, language) {
                out.push_str(&say!(language, "    {what}：{words}\n", "    {what}: {words}\n"));
            }
        }
        out.push_str(&format!("\n{}\n\n", total(&one.impact, language)));
    }
    if let Some(swept) = swept {
        let name = &swept.standard;
        out.push_str(&say!(
            language,
            "「{name}」取不同数值时的合计\n",
            "totals for other values of 「{name}」\n"
        ));
        for (value, granted, ceilings) in &swept.costs {
            let (granted, ceilings) = (words::yuan(*granted, language), words::yuan(*ceilings, language));
            out.push_str(&say!(
                language,
                "  {value}：给予 {granted}，上限 {ceilings}\n",
                "  {value}: granted {granted}, ceilings {ceilings}\n"
            ));
        }
    }
    out
}

/// What is told of a rule: what, and the numbers.
fn cells(rule: &RuleImpact, language: Language) -> Vec<(&'static str, String)> {
    let pair = |pair: Pair<u64>| format!("{} → {}", pair.before, pair.after);
    let (newly, gone) = (rule.newly, rule.no_longer);
    let applied = pair(rule.applied);
    let mut cells = vec![(
        pick(language, "适用", "applies"),
        say!(
            language,
            "{applied}（新符合 {newly}，不再符合 {gone}）",
            "{applied} (newly {newly}, no longer {gone})"
        ),
    )];
    if rule.undetermined != Pair::default() {
        cells.push((pick(language, "待定", "undetermined"), pair(rule.undetermined)));
    }
    for (what, sums) in [
        (pick(language, "给予", "granted"), rule.granted),
        (pick(language, "上限", "ceilings"), rule.ceilings),
    ] {
        if sums != Pair::default() {
            let (before, after) = (words::yuan(sums.before, language), words::yuan(sums.after, language));
            let difference = more(sums.after - sums.before, language);
            cells.push((
                what,
                say!(
                    language,
                    "{before} → {after}，差额 {difference}",
                    "{before} → {after}, difference {difference}"
                ),
            ));
        }
    }
    cells
}

/// The titles of [`rows`].
pub const TITLES: [(&str, &str); 12] = [
    ("基准日", "as_of"),
    ("规则", "rule"),
    ("原适用", "applied_before"),
    ("现适用", "applied_after"),
    ("新符合", "newly"),
    ("不再符合", "no_longer"),
    ("原待定", "undetermined_before"),
    ("现待定", "undetermined_after"),
    ("原给予", "granted_before"),
    ("现给予", "granted_after"),
    ("原上限", "ceilings_before"),
    ("现上限", "ceilings_after"),
];

/// Rows for a sheet: every rule, moved or not.
pub fn rows(all: &[AsOf]) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for one in all {
        for (name, rule) in &one.impact.rules {
            let numbers = [
                rule.applied.before,
                rule.applied.after,
                rule.newly,
                rule.no_longer,
                rule.undetermined.before,
                rule.undetermined.after,
            ];
            let sums = [rule.granted.before, rule.granted.after, rule.ceilings.before, rule.ceilings.after];
            let mut row = vec![one.day.map(|day| day.to_string()).unwrap_or_default(), name.clone()];
            row.extend(numbers.iter().map(u64::to_string));
            row.extend(sums.iter().map(|sum| sum.normalize().to_string()));
            rows.push(row);
        }
    }
    rows
}

/// A page with a table and charts.
pub fn page_of(all: &[AsOf], swept: Option<&Swept>, language: Language) -> String {
    let body = html! {
        main {
            @for one in all {
                section {
                    h2 { (heading(one, language)) }
                    p.now { (total(&one.impact, language)) }
                    @if !one.impact.is_nothing() { (table(&one.impact, language)) (bars(&one.impact, language)) }
                }
            }
            @if let Some(swept) = swept { (sweep(swept, language)) }
        }
    };
    page(spoken(language), pick(language, "改动的影响", "What the change does"), false, &body)
}

fn table(impact: &Impact, language: Language) -> Markup {
    html! {
        div.wide { table {
            thead { tr { th scope="col" { (pick(language, "规则", "rule")) } th scope="col" { (pick(language, "变化", "change")) } } }
            tbody {
                @for (name, rule) in impact.rules.iter().filter(|(_, rule)| moved(rule)) {
                    tr { td { (name) } td { @for (what, words) in cells(rule, language) { p { (what) (pick(language, "：", ": ")) (words) } } } }
                }
            }
        } }
    }
}

fn bars(impact: &Impact, language: Language) -> Markup {
    let points: Vec<Point> = impact
        .rules
        .iter()
        .filter(|(_, rule)| {
            moved(rule) && (rule.granted != Pair::default() || rule.ceilings != Pair::default())
        })
        .flat_map(|(name, rule)| {
            let side = |label: &str, granted: Decimal, ceilings: Decimal| {
                let sum = granted + ceilings;
                Some(Point {
                    label: format!("{label} {name}"),
                    height: sum.to_f64()?,
                    shown: words::yuan(sum, language),
                })
            };
            let before = side(pick(language, "原", "before"), rule.granted.before, rule.ceilings.before);
            let after = side(pick(language, "现", "after"), rule.granted.after, rule.ceilings.after);
            before.into_iter().chain(after)
        })
        .take(8)
        .collect();
    let title = pick(language, "数额：原来与现在", "amounts before and after");
    html! { @if let Some(svg) = chart::svg(title, Kind::Bars, &points) { (PreEscaped(svg)) } }
}

fn sweep(swept: &Swept, language: Language) -> Markup {
    // The sum that the amount moves: what is granted, else the ceilings.
    let varies = swept.costs.windows(2).any(|pair| pair[0].1 != pair[1].1);
    let shown: Vec<Point> = swept
        .costs
        .iter()
        .step_by(swept.costs.len().div_ceil(8).max(1))
        .filter_map(|(value, granted, ceilings)| {
            let sum = if varies { *granted } else { *ceilings };
            Some(Point {
                label: value.normalize().to_string(),
                height: sum.to_f64()?,
                shown: words::yuan(sum, language),
            })
        })
        .collect();
    html! {
        section {
            h2 { (swept.standard) }
            @if let Some(svg) = chart::svg(&swept.standard, Kind::Line, &shown) { (PreEscaped(svg)) }
            div.wide { table {
                thead { tr {
                    @for (zh, en) in [("数值", "value"), ("给予合计", "granted"), ("上限合计", "ceilings")] { th scope="col" { (pick(language, zh, en)) } }
                } }
                tbody { @for (value, granted, ceilings) in &swept.costs {
                    tr { td.number { (value) } td.number { (words::yuan(*granted, language)) } td.number { (words::yuan(*ceilings, language)) } }
                } }
            } }
        }
    }
}
