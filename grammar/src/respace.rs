//! Words written in one piece, as Chinese prose does, and where the blanks between them belong.

use crate::vocabulary::{self, Category};

/// Where the blanks belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Respaced {
    pub words: Vec<String>,
    cost: u32,
    /// Whether a keyword of several characters, a quantity or a known name is among them.
    anchored: bool,
}

/// What a piece costs. An unknown one costs by its length, so that keywords are found inside it.
const KNOWN: u32 = 4;
const UNKNOWN: u32 = 15;
const UNKNOWN_CHARACTER: u32 = 10;

/// Parts a word into keywords, quantities (`6个月`), dates and known names; `None` if it can't be, or is one of them.
/// Of several ways the one with the fewest pieces is taken.
///
/// ```
/// let known = |name: &str| name == "采摘时长";
/// let words = qingce_grammar::respace("当采摘时长不足6个月", &known);
/// assert_eq!(words.as_deref(), Some(["当", "采摘时长", "不足", "6个月"].map(String::from).as_slice()));
/// ```
pub fn respace(word: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    part(word, is_known, false).map(|respaced| respaced.words)
}

/// Like [`respace`]; but where a word begins with a keyword or has a longer one inside, the rest may be names that aren't known.
pub(crate) fn guess(word: &str, is_known: &dyn Fn(&str) -> bool) -> Option<Respaced> {
    part(word, is_known, false).or_else(|| part(word, is_known, true))
}

/// Dynamic programming over the places where a word may be cut.
fn part(word: &str, is_known: &dyn Fn(&str) -> bool, guessing: bool) -> Option<Respaced> {
    const LONGEST: usize = 200;
    let whole = vocabulary::keyword(&[word]).is_some() || is_known(word) || is_quantity(word, is_known);
    if word.len() > LONGEST || whole {
        return None;
    }
    let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let cuts: Vec<usize> = cuts.into_iter().filter(|at| may_cut(word, *at)).collect();
    let mut best: Vec<Option<Respaced>> =
        vec![Some(Respaced { words: Vec::new(), cost: 0, anchored: false })];
    for (index, end) in cuts.iter().enumerate().skip(1) {
        let mut here: Option<Respaced> = None;
        for (from, start) in cuts.iter().enumerate().take(index) {
            let Some(Some(before)) = best.get(from) else { continue };
            let Some(piece) = word.get(*start..*end).filter(|piece| piece.len() < word.len()) else {
                continue;
            };
            let Some(of_piece) = cost(word, *start, piece, is_known, guessing) else { continue };
            let cost = before.cost + of_piece;
            if here.as_ref().is_none_or(|found| cost < found.cost) {
                let mut words = before.words.clone();
                words.push(piece.to_owned());
                let anchored = before.anchored || (of_piece < UNKNOWN && piece.chars().nth(1).is_some());
                here = Some(Respaced { words, cost, anchored });
            }
        }
        best.push(here);
    }
    best.pop().flatten().filter(|found| found.words.len() > 1 && found.anchored)
}

/// Letters of one English word stay together, and so do digits.
fn may_cut(word: &str, at: usize) -> bool {
    let before = word.get(..at).and_then(|t| t.chars().next_back());
    let after = word.get(at..).and_then(|t| t.chars().next());
    match (before, after) {
        (Some(a), Some(b)) => {
            let digits = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
            !(a.is_ascii_alphabetic() && b.is_ascii_alphabetic() || digits(a) && digits(b))
        }
        _ => true,
    }
}

/// What the piece of a word that begins at `start` costs; `None` if it can't be one.
fn cost(
    word: &str,
    start: usize,
    piece: &str,
    is_known: &dyn Fn(&str) -> bool,
    guessing: bool,
) -> Option<u32> {
    let one_character = piece.chars().nth(1).is_none();
    let rounds = word.get(..start).is_some_and(|before| before.ends_with('至'));
    let counted = |unit: &str| is_known(unit) || guessing && (1..=3).contains(&unit.chars().count());
    if is_known(piece)
        || is_quantity(piece, &counted)
        || rounds && vocabulary::unit(without_magnitude(piece)).is_some()
    {
        return Some(KNOWN);
    }
    if let Some((entry, _)) = vocabulary::keyword(&[piece]) {
        let usable = entry.reserved && entry.category != Category::Header;
        // 的, 且, 满 … stand inside many names: a guess takes them only where a line may begin with them.
        let bracket = entry.id == "up" && word.starts_with(|c: char| c.is_ascii_digit());
        if usable && (!guessing || start == 0 || bracket || !one_character) {
            return Some(KNOWN + 1);
        }
    }
    let nameable = piece.starts_with(|c: char| c.is_alphabetic() || c == '_') && !one_character;
    let length = u32::try_from(piece.chars().count()).ok()?;
    (guessing && nameable).then_some(UNKNOWN + UNKNOWN_CHARACTER * length)
}

/// A number with a built-in or known unit, or a date.
fn is_quantity(piece: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let digits = piece.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(piece.len());
    let Some((number, unit)) = piece.split_at_checked(digits) else { return false };
    if number.is_empty() || number.starts_with(['.', ',']) || number.ends_with(['.', ',']) {
        return false;
    }
    [unit, without_magnitude(unit)]
        .iter()
        .any(|unit| unit.is_empty() || vocabulary::unit(unit).is_some() || is_known(unit))
        || is_date(piece)
}

fn without_magnitude(unit: &str) -> &str {
    vocabulary::split_magnitude(unit).map_or(unit, |(_, rest)| rest)
}

fn is_date(piece: &str) -> bool {
    let tokens = crate::lexer::tokens(piece);
    matches!(tokens.as_slice(), [token] if token.kind == crate::lexer::TokenKind::Date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> bool {
        ["采摘时长", "采摘带工补贴", "人", "培训天数", "合格人员", "人数"].contains(&name)
    }

    fn spaced(word: &str) -> Option<String> {
        respace(word, &known).map(|words| words.join(" "))
    }

    #[test]
    fn known_names_keywords_and_quantities_come_apart() {
        for (word, apart) in [
            ("当采摘时长不足6个月", "当 采摘时长 不足 6个月"),
            ("给予采摘带工补贴", "给予 采摘带工补贴"),
            ("培训天数不足5天", "培训天数 不足 5天"),
            ("合格人员的人数", "合格人员 的 人数"),
            ("0人起", "0人 起"),
            ("自2022年6月1日", "自 2022年6月1日"),
            ("不低于20万元", "不低于 20万元"),
            ("不足1.5万元", "不足 1.5万元"),
            ("四舍五入至元", "四舍五入至 元"),
            ("舍尾至万元", "舍尾至 万元"),
        ] {
            assert_eq!(spaced(word).as_deref(), Some(apart), "{word}");
        }
    }

    #[test]
    fn a_single_word_and_an_unknown_one_stay() {
        for word in ["采摘时长", "不足", "采摘时间不足6个月", "reaches", "水分", "2024年1月1日", "6个月"]
        {
            assert_eq!(spaced(word), None, "{word}");
        }
    }

    #[test]
    fn a_guess_allows_unknown_names_after_keywords() {
        let guessed = |word| guess(word, &|_| false).map(|found| found.words.join(" "));
        assert_eq!(guessed("当带工时长不足6个月").as_deref(), Some("当 带工时长 不足 6个月"));
        assert_eq!(guessed("0人起").as_deref(), Some("0人 起"));
        assert_eq!(guessed("带工时长").as_deref(), None);
        assert_eq!(guessed("满意度").as_deref(), None);
    }
}
