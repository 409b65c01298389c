//! Every amount, rate, count, period, age and date stands in a sentence that its rule cites, in whatever spelling.
//!
//! This is the check that finds an amount copied wrongly. A number that comes from elsewhere needs a written reason (理由). What
//! rests on another document only can't be checked. Nothing is 0 of anything, and a plain 1 (100%) is arithmetic.

use super::citation::Cited;
use super::context::LintContext;
use super::literals::Group;
use super::quantity::Quantity;
use crate::model::Rule;
use crate::numerals::{Measure, Numeral, Ratio, Reading};
use crate::report::{Details, error};
use qingce_grammar::{Code, Diagnostic, Place};

/// The numbers of definitions, standards and scales that their citation doesn't have.
pub(super) fn check(cx: &LintContext) -> Vec<Diagnostic> {
    cx.groups_beside_rules().iter().flat_map(|group| of_group(cx, group)).collect()
}

/// The same of a rule.
pub(super) fn of_rule(cx: &LintContext, rule: &Rule) -> Vec<Diagnostic> {
    of_group(cx, &cx.group_of_rule(rule))
}

fn of_group(cx: &LintContext, group: &Group) -> Vec<Diagnostic> {
    if group.reasoned {
        return Vec::new();
    }
    let wanted: Vec<_> = group.literals.iter().filter(|(_, quantity)| !quantity.is_trivial()).collect();
    let cited = if wanted.is_empty() { Vec::new() } else { cx.cited(group.cited.iter().copied()) };
    if cited.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (place, quantity) in wanted {
        if !cited.iter().flat_map(|cited| cited.numerals.iter()).any(|numeral| quantity.is_said_by(numeral)) {
            out.push(report(cx, *place, &cited));
        } else if group.single {
            out.extend(other_in_quotation(cx, *place, quantity, group));
        }
    }
    out
}

/// The value is in the sentence, but the quoted words have another one of its kind: two amounts of one sentence got mixed up.
fn other_in_quotation(
    cx: &LintContext,
    place: Place,
    quantity: &Quantity,
    group: &Group,
) -> Option<Diagnostic> {
    let quoted = cx.quoted(&group.cited);
    let numerals = || quoted.iter().flat_map(|(_, numerals)| numerals.iter());
    if numerals().any(|numeral| quantity.is_said_by(numeral)) {
        return None;
    }
    let (phrase, other) = quoted.iter().find_map(|(phrase, numerals)| {
        let other = numerals.iter().find(|numeral| quantity.is_like(numeral))?;
        Some((phrase, phrase.get(other.start..other.end)?.trim()))
    })?;
    let written = cx.short_words(place);
    let fault = error(
        Code::NumberNotInCitation,
        place,
        format!("所引的文字里是「{other}」，不是「{written}」"),
        format!("the quoted words have 「{other}」, not 「{written}」"),
    );
    Some(fault.help(
        format!("引文是「{phrase}」。请核对数值，或者改引写着这个数的文字"),
        format!("the quotation is 「{phrase}」; check the value, or quote the words that have it"),
    ))
}

fn report(cx: &LintContext, place: Place, cited: &[Cited]) -> Diagnostic {
    let written = cx.short_words(place);
    let ids: Vec<&str> = cited.iter().map(|cited| cited.id).collect();
    let (zh_ids, en_ids) = (ids.join("、"), ids.join(", "));
    let fault = error(
        Code::NumberNotInCitation,
        place,
        format!("所依据的原文 {zh_ids} 里没有「{written}」这个数"),
        format!("「{written}」 does not occur in the cited sentence {en_ids}"),
    );
    let zh = cited
        .iter()
        .filter_map(|cited| Some(format!("原文 {} 里的数是：{}", cited.id, numbers_of(cited, "、")?)));
    let en = cited
        .iter()
        .filter_map(|cited| Some(format!("sentence {} has {}", cited.id, numbers_of(cited, ", ")?)));
    let (mut zh, mut en) = (zh.collect::<Vec<_>>().join("；"), en.collect::<Vec<_>>().join("; "));
    if zh.is_empty() {
        (zh, en) = ("所依据的句子里没有数".to_owned(), "the cited sentence has no numbers".to_owned());
    }
    fault.help(
        format!("{zh}。请核对；另有来历的，用「理由 「…」」写明"),
        format!("{en}; check it, or say where it comes from with `because \"…\"`"),
    )
}

/// `2个月、6个月、50元`.
fn numbers_of(cited: &Cited, joint: &str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for numeral in cited.numerals.iter().filter(|numeral| !is_article(numeral)) {
        let word = cited.sentence.get(numeral.start..numeral.end).unwrap_or_default().trim();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    (!words.is_empty()).then(|| words.join(joint))
}

/// The 一 of 一个 and 一批 says nothing.
fn is_article(numeral: &Numeral) -> bool {
    matches!(numeral.readings.as_slice(), [Reading::Number(value, Measure::Things)] if *value == Ratio::ONE)
}
