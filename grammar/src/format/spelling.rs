//! How keywords, marks, dates and quoted texts are written in a language.

use super::Style;
use crate::parse::Rule;
use crate::vocabulary::{self, Entry};
use crate::{Language, fold, numerals};

/// A keyword. Unless it is rewritten it keeps its own language; several words have one blank between them.
pub(super) fn keyword(entry: &Entry, written: &str, style: Style) -> String {
    if written.contains(['#', '＃']) {
        return written.to_owned();
    }
    if style.rewrite {
        return entry.spelling(style.language).to_owned();
    }
    match written {
        "’s" => "'s".to_owned(),
        _ => written.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A mark, by its rule.
pub(super) fn mark(pair: Rule, style: Style) -> &'static str {
    let id = match pair {
        Rule::equals => "eq",
        Rule::listed => "listed",
        Rule::comma => "comma",
        Rule::colon => "colon",
        Rule::open => "open",
        Rule::close => "close",
        Rule::le => "le",
        Rule::ge => "ge",
        Rule::ne => "ne",
        Rule::lt => "lt",
        Rule::gt => "gt",
        Rule::eq => "eq",
        Rule::plus => "plus",
        Rule::minus => "minus",
        Rule::times => "times",
        _ => "over",
    };
    vocabulary::entry(id).map_or("", |entry| entry.spelling(style.language))
}

/// A date. Unless it is rewritten it keeps its form.
pub(super) fn date(written: &str, style: Style) -> String {
    let folded: String = fold(written).chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<&str> = folded.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty()).collect();
    let [year, month, day] = parts.as_slice() else { return folded };
    match (style.rewrite, style.language) {
        (true, Language::Chinese) => {
            let bare = |digits: &str| digits.trim_start_matches('0').to_owned();
            format!("{year}年{}月{}日", bare(month), bare(day))
        }
        (true, Language::English) => format!("{year}-{month:0>2}-{day:0>2}"),
        (false, _) => folded,
    }
}

/// `第六条` or `clause 6`.
pub(super) fn clause(written: &str, style: Style) -> String {
    let folded = fold(written);
    let number = folded.trim_start_matches("clause").trim();
    match (style.rewrite, style.language, numerals::clause_number(number)) {
        (true, Language::Chinese, Some(number)) => format!("第{}条", numerals::in_chinese(number)),
        (true, Language::English, Some(number)) => format!("clause {number}"),
        _ if folded.starts_with("clause") => format!("clause {number}"),
        _ => folded,
    }
}

/// A quoted text in the language's marks, unless it has such marks inside.
pub(super) fn quoted(written: &str, style: Style) -> String {
    let mut inner = written.chars();
    inner.next();
    inner.next_back();
    let inner = inner.as_str();
    match style.language {
        Language::Chinese if !inner.contains(['「', '」']) => format!("「{inner}」"),
        Language::English if !inner.contains('"') => format!("\"{inner}\""),
        _ => written.to_owned(),
    }
}
