//! Numbers with their units, in either language: 20万元 and 200 thousand yuan.

use super::Style;
use crate::parse::Rule;
use crate::vocabulary::{split_magnitude, unit as built_in, unit_in};
use crate::{Language, fold};
use pest::iterators::Pair;

/// `50元/人`, `2.2 million yuan`, `10%`.
pub(super) fn quantity<'t>(
    pair: &Pair<'_, Rule>,
    text: impl Fn(&Pair<'_, Rule>) -> &'t str,
    style: Style,
) -> String {
    let mut number = String::new();
    let mut magnitude = None;
    let (mut percent, mut unit) = (None, None);
    for part in pair.clone().into_inner() {
        match part.as_rule() {
            Rule::number => number = fold(text(&part)),
            Rule::kw_percent => percent = Some(text(&part).to_owned()),
            Rule::magnitude => magnitude = Some(text(&part).to_owned()),
            _ => unit = Some(text(&part).to_owned()),
        }
    }
    if let Some(percent) = percent {
        return if percent == "percent" && !style.rewrite {
            format!("{number} percent")
        } else {
            format!("{number}%")
        };
    }
    let unit = unit.unwrap_or_default();
    if style.rewrite {
        return rewritten(&number, magnitude.as_deref(), &unit, style.language);
    }
    let one = number == "1" && magnitude.is_none();
    let number = magnitude.map_or(number.clone(), |magnitude| format!("{number} {magnitude}"));
    joined(&number, &self::unit(&unit, one, style))
}

/// Number and unit: a unit in letters has a blank before it.
fn joined(number: &str, unit: &str) -> String {
    let blank = unit.starts_with(|c: char| c.is_ascii_alphabetic())
        || number.ends_with(|c: char| c.is_ascii_alphabetic()) && !unit.is_empty();
    format!("{number}{}{unit}", if blank { " " } else { "" })
}

/// `2位小数`, `2 decimals`.
pub(super) fn decimals<'t>(
    pair: &Pair<'_, Rule>,
    text: impl Fn(&Pair<'_, Rule>) -> &'t str,
    style: Style,
) -> String {
    let mut parts = pair.clone().into_inner();
    let number = parts.next().map(|part| fold(text(&part))).unwrap_or_default();
    let word = parts.next().map(|part| text(&part).to_owned()).unwrap_or_default();
    let english = if style.rewrite { style.language == Language::English } else { word.is_ascii() };
    if english { format!("{number} decimals") } else { format!("{number}位小数") }
}

/// A unit expression; built-in words are put into the style's language when it rewrites.
pub(super) fn unit(written: &str, one: bool, style: Style) -> String {
    let folded = fold(written);
    let words: Vec<String> = folded
        .split('/')
        .enumerate()
        .map(|(place, word)| {
            let rewritten = unit_in(word, style.language, place > 0, one).filter(|_| style.rewrite);
            rewritten.map_or_else(|| word.to_owned(), str::to_owned)
        })
        .collect();
    words.join("/")
}

/// The quantity in another language. A magnitude moves only before a built-in unit or none: `千克` may be a unit of its own.
fn rewritten(number: &str, magnitude: Option<&str>, unit: &str, language: Language) -> String {
    let style = Style { language, rewrite: true };
    let folded = fold(unit);
    let over = folded.split('/').next().unwrap_or_default();
    let spelled = |number: String, one: bool, unit: &str| joined(&number, &self::unit(unit, one, style));
    match (language, magnitude, split_magnitude(over)) {
        (Language::Chinese, Some(word), _) => {
            let power = match word {
                "thousand" => 3,
                "million" => 6,
                _ => 9,
            };
            let plain = !over.is_empty() && built_in(over).is_none();
            let (number, word) = if plain { (shifted(number, power), "") } else { in_chinese(number, power) };
            let spelled = self::unit(&folded, false, style);
            if plain { joined(&number, &spelled) } else { format!("{number}{word}{spelled}") }
        }
        (Language::English, None, Some((magnitude, rest))) if rest.is_empty() || built_in(rest).is_some() => {
            let unit = folded.strip_prefix(magnitude.word).unwrap_or(&folded);
            spelled(in_english(number, magnitude.power), false, unit)
        }
        (_, Some(word), _) => spelled(format!("{number} {word}"), false, &folded),
        (_, None, _) => spelled(number.to_owned(), number == "1", &folded),
    }
}

/// `number` × 10^`power` in the largest of 亿, 万 and nothing that it reaches.
fn in_chinese(number: &str, power: i32) -> (String, &'static str) {
    match whole_digits(number) + power {
        9.. => (shifted(number, power - 8), "亿"),
        5.. => (shifted(number, power - 4), "万"),
        _ => (shifted(number, power), ""),
    }
}

/// `number` × 10^`power` in the largest of million, thousand and nothing that it reaches.
fn in_english(number: &str, power: u32) -> String {
    let power = i32::try_from(power).unwrap_or_default();
    match whole_digits(number) + power {
        7.. => format!("{} million", shifted(number, power - 6)),
        4.. => format!("{} thousand", shifted(number, power - 3)),
        _ => shifted(number, power),
    }
}

/// How many digits stand before the point; of 0.05 it is -1.
fn whole_digits(number: &str) -> i32 {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.replace(',', "");
    let whole = whole.trim_start_matches('0');
    let zeros = fraction.len() - fraction.trim_start_matches('0').len();
    let length = |n: usize| i32::try_from(n).unwrap_or(i32::MAX / 2);
    if whole.is_empty() { -length(zeros) } else { length(whole.len()) }
}

/// `number` × 10^`power`, exactly, without a point where there is no fraction.
fn shifted(number: &str, power: i32) -> String {
    let plain = number.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let steps = usize::try_from(power.unsigned_abs()).unwrap_or_default();
    let (whole, fraction) = if power >= 0 {
        let padded = format!("{fraction:0<steps$}");
        let (moved, rest) = padded.split_at_checked(steps).unwrap_or((&padded, ""));
        (format!("{whole}{moved}"), rest.to_owned())
    } else {
        let width = steps + 1;
        let padded = format!("{whole:0>width$}");
        let (rest, moved) = padded.split_at_checked(padded.len() - steps).unwrap_or((&padded, ""));
        (rest.to_owned(), format!("{moved}{fraction}"))
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_move_their_point_exactly() {
        for (number, power, moved) in [
            ("20", 4, "200000"),
            ("1.5", 8, "150000000"),
            ("1.55", 1, "15.5"),
            ("220", -2, "2.2"),
            ("5", -3, "0.005"),
            ("1,000", -3, "1"),
            ("0.05", 2, "5"),
        ] {
            assert_eq!(shifted(number, power), moved, "{number} {power}");
        }
    }

    #[test]
    fn quantities_change_their_language() {
        for (zh, en) in [
            ("20万元", "200 thousand yuan"),
            ("1.5亿元", "150 million yuan"),
            ("220万元/人", "2.2 million yuan/人"),
            ("50元/月", "50 yuan/month"),
            ("2个月", "2 months"),
            ("1天", "1 day"),
            ("5万", "50 thousand"),
            ("40万人次", "40万人次"),
        ] {
            let (number, unit) = zh.split_at(zh.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap());
            assert_eq!(rewritten(number, None, unit, Language::English), en);
        }
        assert_eq!(rewritten("2.2", Some("million"), "yuan", Language::Chinese), "220万元");
        assert_eq!(rewritten("2", Some("thousand"), "persons", Language::Chinese), "2000 persons");
        assert_eq!(rewritten("2", Some("billion"), "", Language::Chinese), "20亿");
        assert_eq!(rewritten("3", None, "yuan/month", Language::Chinese), "3元/月");
    }
}
