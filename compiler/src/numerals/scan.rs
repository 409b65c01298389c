//! Going through a sentence for its numbers and dates.

use super::chinese::{self, Fraction};
use super::date::{self, PartialDate};
use super::digits::{Bare, arabic};
use super::letters::Letters;
use super::ratio::Ratio;
use super::unit::{Unit, currency_before, unit};
use super::{Measure, Numeral, Reading, english};

/// All numerals of a sentence, in order.
pub(super) fn scan(letters: &Letters, units: &[String]) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        at = match numeral_at(letters, at, units, &mut found) {
            Some(end) => end.max(at + 1),
            None => past_word(letters, at),
        };
    }
    join_parts(letters, &mut found);
    found.sort_by_key(|n| (n.start, n.end));
    found
}

/// One letter on, or to the end of a word of ASCII letters with the digits in it (A4, B2B), or of a run of Chinese numerals
/// that is no number (十四五).
fn past_word(letters: &Letters, at: usize) -> usize {
    if letters.get(at).is_some_and(chinese::is_numeral) {
        return (at..letters.len())
            .find(|i| !letters.get(*i).is_some_and(chinese::is_numeral))
            .unwrap_or(letters.len());
    }
    let ascii = |at| letters.get(at).is_some_and(|c| c.is_ascii_alphabetic());
    let mut end = at + 1;
    if ascii(at) {
        while letters.get(end).is_some_and(|c| c.is_ascii_alphanumeric()) {
            end += 1;
        }
        // RMB1,000: the currency ends where the digits begin.
        if let Some((word, after)) = letters.word(at)
            && ["rmb", "cny"].contains(&word.as_str())
        {
            return after;
        }
    }
    end
}

/// Reads what begins at `at` into `found`; the position after it.
fn numeral_at(letters: &Letters, at: usize, units: &[String], found: &mut Vec<Numeral>) -> Option<usize> {
    if let Some(end) = numbered(letters, at) {
        return Some(end);
    }
    if let Some((date, end)) = date::date(letters, at) {
        found.push(numeral(letters, at, end, vec![Reading::Date(date)])?);
        return Some(end);
    }
    if let Some(fraction) = chinese::fraction(letters, at).or_else(|| simple_fraction(letters, at)) {
        return fractions(letters, at, &fraction, units, found);
    }
    half(letters, at, found).or_else(|| series(letters, at, units, found))
}

fn numeral(letters: &Letters, start: usize, end: usize, readings: Vec<Reading>) -> Option<Numeral> {
    let start = currency_before(letters, start).unwrap_or(start);
    (!readings.is_empty()).then(|| Numeral { start: letters.byte(start), end: letters.byte(end), readings })
}

/// A number that names something instead of counting it: 第三, 〔2022〕34号, No. 5, clause 6, 3rd, or that heads an item: （2）.
fn numbered(letters: &Letters, at: usize) -> Option<usize> {
    const BEFORE: [&str; 12] = [
        "第",
        "no.",
        "no",
        "number",
        "article",
        "section",
        "clause",
        "chapter",
        "annex",
        "table",
        "paragraph",
        "item",
    ];
    let number = bare(letters, at)?;
    let by_word = BEFORE.iter().any(|word| letters.preceded_by(at, word));
    let in_brackets =
        matches!((letters.before(at), letters.get(number.end)), (Some('〔' | '['), Some('〕' | ']')));
    let by_suffix =
        ["号", "st", "nd", "rd", "th"].iter().any(|word| letters.after(number.end, word).is_some());
    let is_date = || date::date(letters, at).is_some();
    let heads_item = matches!(letters.before(at), None | Some('('))
        && letters.get(at).is_some_and(|c| c.is_ascii_digit())
        && matches!(letters.get(number.end), Some('、' | '.' | ')'))
        && !letters.get(number.end + 1).is_some_and(|c| c.is_ascii_digit());
    (by_word || in_brackets || heads_item || (by_suffix && !is_date())).then_some(number.end)
}

/// A number without its unit, in any spelling.
fn bare(letters: &Letters, at: usize) -> Option<Bare> {
    let mut number = arabic(letters, at)
        .or_else(|| chinese::numeral(letters, at))
        .or_else(|| english::numeral(letters, at))?;
    if let Some(end) = letters.after(letters.past_blanks(number.end), "and a half") {
        number.value = number.value.plus(Ratio::HALF)?;
        number.end = end;
    }
    Some(number)
}

/// 1/3, one third, half a year.
fn simple_fraction(letters: &Letters, at: usize) -> Option<Fraction> {
    if let Some(fraction) = english::fraction(letters, at) {
        return Some(fraction);
    }
    let top = arabic(letters, at)?;
    let bottom = arabic(letters, letters.after(top.end, "/")?)?;
    let value = top.value.over(bottom.value)?;
    Some(Fraction { value, decimal: false, parts: [top.value, bottom.value], end: bottom.end })
}

/// A fraction is a rate, part of a period (half a year) and, unless it is a percentage, two numbers of its own. Behind a
/// percentage a range goes on in the same hundredths: 百分之十至二十.
fn fractions(
    letters: &Letters,
    at: usize,
    fraction: &Fraction,
    units: &[String],
    found: &mut Vec<Numeral>,
) -> Option<usize> {
    let mut end = fraction.end;
    let mut readings = vec![Reading::Number(fraction.value, Measure::Rate)];
    if ["quarter", "quarters"].iter().any(|word| letters.preceded_by(end, word)) {
        readings.push(Reading::Number(fraction.value.times(Ratio::whole(12))?, Measure::Months));
    }
    if !fraction.decimal {
        readings.extend(fraction.parts.map(|part| Reading::Number(part, Measure::Unsaid)));
    }
    let after_article = ["a", "an", "of a"].iter().find_map(|w| letters.after(letters.past_blanks(end), w));
    if let Some(unit) = unit(letters, after_article.unwrap_or(end), units)
        && unit.senses.iter().all(|(_, m)| matches!(m, Measure::Months | Measure::Days | Measure::Money))
    {
        readings.extend(readings_of(fraction.value, &unit));
        end = unit.end;
    }
    found.push(numeral(letters, at, end, readings)?);
    let [_, hundred] = fraction.parts;
    if fraction.decimal
        && let Some(next) = connector(letters, end)
        && let Some(number) = bare(letters, next)
        && unit(letters, number.end, units).is_none()
    {
        let value = number.value.over(hundred)?;
        found.push(numeral(letters, next, number.end, vec![Reading::Number(value, Measure::Rate)])?);
        end = number.end;
    }
    Some(end)
}

/// 半年, 半个月, 一半, 半数, 过半; twice, double.
fn half(letters: &Letters, at: usize, found: &mut Vec<Numeral>) -> Option<usize> {
    let months = |n: Ratio| vec![Reading::Number(n, Measure::Months)];
    let fortnight = || {
        vec![Reading::Number(Ratio::HALF, Measure::Months), Reading::Number(Ratio::whole(15), Measure::Days)]
    };
    let rate = || vec![Reading::Number(Ratio::HALF, Measure::Rate)];
    let twice = || vec![Reading::Number(Ratio::whole(2), Measure::Times)];
    let words: [(&str, Vec<Reading>); 9] = [
        ("半年", months(Ratio::whole(6))),
        ("半个月", fortnight()),
        ("半月", fortnight()),
        ("一半", rate()),
        ("半数", rate()),
        ("过半", rate()),
        ("twice", twice()),
        ("double", twice()),
        ("翻番", twice()),
    ];
    let (readings, end) = words.into_iter().find_map(|(w, r)| Some((r, letters.after(at, w)?)))?;
    found.push(numeral(letters, at, end, readings)?);
    Some(end)
}

/// Numbers joined into a range or a list whose last one has the unit (2至6个月, 10—20万元, 1、2或3年), or a single number.
fn series(letters: &Letters, at: usize, units: &[String], found: &mut Vec<Numeral>) -> Option<usize> {
    let mut members: Vec<(usize, Bare)> = Vec::new();
    let mut next = at;
    let unit = loop {
        let Some(number) = article(letters, next, units).or_else(|| bare(letters, next)) else { break None };
        let end = past_vague(letters, number.end);
        members.push((next, number));
        if let Some(unit) = unit(letters, end, units) {
            break Some(unit);
        }
        match connector(letters, end) {
            Some(after) if members.len() < 8 => next = after,
            _ => break None,
        }
        if let Some((PartialDate { year: Some(_), month: None, .. }, _)) = date::date(letters, next) {
            return years(letters, at, members.first().map(|(_, number)| number)?, found);
        }
    };
    let scale = members.last().map_or(Ratio::ONE, |(_, last)| last.scale);
    let (last, _) = members.last().map(|(start, n)| (*start, n.end))?;
    let Some(unit) = unit else {
        let (start, first) = members.into_iter().next()?;
        return single(letters, start, &first, found);
    };
    let end_with_half = half_after(letters, &unit);
    for (start, number) in &members {
        let half = end_with_half.filter(|_| *start == last).map_or(Ratio::ZERO, |_| Ratio::HALF);
        let mut readings = readings_of(number.value.plus(half)?, &unit);
        if *start != last && number.scale == Ratio::ONE && scale != Ratio::ONE {
            readings.extend(readings_of(number.value.times(scale)?, &unit));
        }
        let end = if *start == last { end_with_half.unwrap_or(unit.end) } else { number.end };
        found.push(numeral(letters, *start, end, readings)?);
    }
    Some(end_with_half.unwrap_or(unit.end))
}

/// The `a` of `a month`.
fn article(letters: &Letters, at: usize, units: &[String]) -> Option<Bare> {
    let (word, end) = letters.word(at).filter(|(word, _)| word == "a" || word == "an")?;
    let unit = unit(letters, end, units)?;
    let period = unit.senses.iter().any(|(_, m)| matches!(m, Measure::Months | Measure::Days));
    (period && !word.is_empty()).then_some(Bare::plain(Ratio::ONE, end))
}

/// A number without any unit; after 人民币 or ¥ it is money. A lone Chinese numeral is only part of a word then.
fn single(letters: &Letters, at: usize, number: &Bare, found: &mut Vec<Numeral>) -> Option<usize> {
    let measure = if currency_before(letters, at).is_some() { Measure::Money } else { Measure::Unsaid };
    if !number.lone {
        found.push(numeral(letters, at, number.end, vec![Reading::Number(number.value, measure)])?);
    }
    Some(number.end)
}

/// 2021—2025年: the first number is a year too.
fn years(letters: &Letters, at: usize, first: &Bare, found: &mut Vec<Numeral>) -> Option<usize> {
    let reading = match date::year(letters, at) {
        Some((year, _)) => Reading::Date(PartialDate { year: Some(year), month: None, day: None }),
        None => Reading::Number(first.value, Measure::Unsaid),
    };
    found.push(numeral(letters, at, first.end, vec![reading])?);
    Some(first.end)
}

fn readings_of(value: Ratio, unit: &Unit) -> Vec<Reading> {
    let senses = unit.senses.iter();
    senses.filter_map(|(worth, m)| Some(Reading::Number(value.times(*worth)?, m.clone()))).collect()
}

/// The position after the 半 of 一年半: half a unit more.
fn half_after(letters: &Letters, unit: &Unit) -> Option<usize> {
    let period = unit.senses.iter().any(|(_, m)| matches!(m, Measure::Months | Measure::Days | Measure::Age));
    let end = letters.after(unit.end, "半").filter(|_| period)?;
    // 半数 and 半年 begin a number of their own.
    (!matches!(letters.get(end), Some('数' | '年' | '月' | '个'))).then_some(end)
}

/// Words between a number and its unit that leave the number as it is.
fn past_vague(letters: &Letters, at: usize) -> usize {
    ["多", "余"].iter().find_map(|word| letters.after(at, word)).unwrap_or(at)
}

/// The position after a word that joins numbers into a range or list.
fn connector(letters: &Letters, at: usize) -> Option<usize> {
    const MARKS: [&str; 12] = ["——", "—", "–", "-", "~", "至", "到", "、", "或", "to", "and", "or"];
    let next = letters.past_blanks(at);
    let after = MARKS.iter().find_map(|mark| letters.after(next, mark))?;
    Some(letters.past_blanks(after))
}

/// Parts of one amount are also read together: 1年6个月, 1年零6个月, 5元5角, 1 year and 6 months.
fn join_parts(letters: &Letters, found: &mut Vec<Numeral>) {
    let mut joined = Vec::new();
    for pair in found.windows(2) {
        let [large, small] = pair else { continue };
        let apart = (0..letters.len()).filter(|i| (large.end..small.start).contains(&letters.byte(*i)));
        let gap: String = apart.filter_map(|i| letters.get(i)).collect();
        if !["", "零", "又", " ", " and "].contains(&gap.as_str()) {
            continue;
        }
        let sums: Vec<Reading> = large.readings.iter().filter_map(|a| sum(a, &small.readings)).collect();
        if !sums.is_empty() {
            joined.push(Numeral { start: large.start, end: small.end, readings: sums });
        }
    }
    found.append(&mut joined);
}

fn sum(large: &Reading, small: &[Reading]) -> Option<Reading> {
    let Reading::Number(a, measure @ (Measure::Months | Measure::Days | Measure::Money)) = large else {
        return None;
    };
    small.iter().find_map(|reading| match reading {
        Reading::Number(b, same) if same == measure && b < a => {
            Some(Reading::Number(a.plus(*b)?, measure.clone()))
        }
        _ => None,
    })
}
