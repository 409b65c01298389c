//! Words beside a number that say on which side of the boundary the number itself lies.
//!
//! Civil Code art. 1259: 以上, 以下, 以内 and 届满 include the number, 不满, 不足, 超过 and 以外 do not. What matters is the side:
//! `满 2个月` and `不足 2个月` both leave the two months themselves to the upper side, `超过` and `不超过` to the lower one.

use crate::numerals::Numeral;
use qingce_grammar::tree::Comparison;

/// To which side a boundary value belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// At least against less than: the value is of the upper side.
    Upper,
    /// More than against at most: it is of the lower side.
    Lower,
}

/// To which side a comparison leaves the value that it compares with; `None`: it is no boundary.
pub(super) fn side_of(how: Comparison) -> Option<Side> {
    match how {
        Comparison::GreaterOrEqual | Comparison::Less => Some(Side::Upper),
        Comparison::Greater | Comparison::LessOrEqual => Some(Side::Lower),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

/// Words before a number, the longer ones before those that end them.
const BEFORE: [(&str, Side); 62] = [
    ("不得低于", Side::Upper),
    ("不应低于", Side::Upper),
    ("不低于", Side::Upper),
    ("不得少于", Side::Upper),
    ("不应少于", Side::Upper),
    ("不少于", Side::Upper),
    ("不小于", Side::Upper),
    ("不短于", Side::Upper),
    ("至少", Side::Upper),
    ("最低", Side::Upper),
    ("最少", Side::Upper),
    ("不满", Side::Upper),
    ("未满", Side::Upper),
    ("满", Side::Upper),
    ("不足", Side::Upper),
    ("未达到", Side::Upper),
    ("达到", Side::Upper),
    ("未达", Side::Upper),
    ("达", Side::Upper),
    ("不到", Side::Upper),
    ("不得高于", Side::Lower),
    ("不高于", Side::Lower),
    ("不得超过", Side::Lower),
    ("不超过", Side::Lower),
    ("未超过", Side::Lower),
    ("不得多于", Side::Lower),
    ("不多于", Side::Lower),
    ("不大于", Side::Lower),
    ("不长于", Side::Lower),
    ("最高", Side::Lower),
    ("最多", Side::Lower),
    ("最长", Side::Lower),
    ("至多", Side::Lower),
    ("低于", Side::Upper),
    ("少于", Side::Upper),
    ("小于", Side::Upper),
    ("短于", Side::Upper),
    ("超过", Side::Lower),
    ("超出", Side::Lower),
    ("高于", Side::Lower),
    ("多于", Side::Lower),
    ("大于", Side::Lower),
    ("长于", Side::Lower),
    ("at least", Side::Upper),
    ("no less than", Side::Upper),
    ("not less than", Side::Upper),
    ("no fewer than", Side::Upper),
    ("not fewer than", Side::Upper),
    ("no more than", Side::Lower),
    ("not more than", Side::Lower),
    ("not exceeding", Side::Lower),
    ("not exceed", Side::Lower),
    ("at most", Side::Lower),
    ("up to", Side::Lower),
    ("less than", Side::Upper),
    ("fewer than", Side::Upper),
    ("short of", Side::Upper),
    ("under", Side::Upper),
    ("below", Side::Upper),
    ("more than", Side::Lower),
    ("exceeding", Side::Lower),
    ("over", Side::Lower),
];

/// Words after a number.
const AFTER: [(&str, Side); 20] = [
    ("及以上", Side::Upper),
    ("以上", Side::Upper),
    ("届满", Side::Upper),
    ("及以下", Side::Lower),
    ("以下", Side::Lower),
    ("及以内", Side::Lower),
    ("以内", Side::Lower),
    ("之内", Side::Lower),
    ("内", Side::Lower),
    ("以外", Side::Lower),
    ("之外", Side::Lower),
    ("or more", Side::Upper),
    ("or above", Side::Upper),
    ("and above", Side::Upper),
    ("or over", Side::Upper),
    ("or longer", Side::Upper),
    ("or less", Side::Lower),
    ("or fewer", Side::Lower),
    ("or below", Side::Lower),
    ("or under", Side::Lower),
];

/// Words that may stand between a boundary word and the number.
const BETWEEN: [&str; 8] = ["每人", "每户", "每月", "每年", "每个", "人民币", "的", "为"];

/// What a sentence says of the boundary at one of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Boundary {
    pub side: Side,
    /// The words with the number: `2个月以上`.
    pub words: String,
}

/// The boundary words that stand at a number of a sentence, before and after it.
pub(super) fn boundaries(sentence: &str, numeral: &Numeral) -> Vec<Boundary> {
    let number = sentence.get(numeral.start..numeral.end).unwrap_or_default();
    let before = sentence.get(..numeral.start).unwrap_or_default();
    let after = sentence.get(numeral.end..).unwrap_or_default();
    [word_before(before, number), word_after(after, number)].into_iter().flatten().collect()
}

fn word_before(text: &str, number: &str) -> Option<Boundary> {
    let mut near = text.trim_end();
    while let Some(shorter) = BETWEEN.iter().find_map(|word| near.strip_suffix(word)) {
        near = shorter.trim_end();
    }
    let lower = near.to_lowercase();
    let found = BEFORE.iter().filter(|(word, _)| ends_with_word(&lower, word));
    let (word, side) = found.max_by_key(|(word, _)| word.len())?;
    let between = text.get(near.len()..).unwrap_or_default();
    Some(Boundary { side: *side, words: format!("{word}{between}{number}") })
}

/// English words begin after a blank.
fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| {
        !word.is_ascii() || !rest.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

fn word_after(text: &str, number: &str) -> Option<Boundary> {
    let mut near = text.trim_start();
    for included in ["（含）", "(含)", "（含本数）", "（含本级）"] {
        near = near.strip_prefix(included).unwrap_or(near);
    }
    let lower = near.to_lowercase();
    let (word, side) = AFTER.iter().find(|(word, _)| lower.starts_with(word))?;
    let rest = lower.get(word.len()..).unwrap_or_default();
    let excluded = ["（不含", "(不含", "，不含"].iter().any(|words| rest.starts_with(words));
    let outside = word.ends_with('外');
    let side = match (side, excluded && !outside) {
        (Side::Upper, true) => Side::Lower,
        (Side::Lower, true) => Side::Upper,
        (side, false) => *side,
    };
    let gap = if word.is_ascii() { " " } else { "" };
    Some(Boundary { side, words: format!("{number}{gap}{word}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerals::numerals;

    #[test]
    fn words_beside_a_number_give_its_side() {
        let table = [
            ("采摘枸杞2个月以上不足6个月的", "2个月以上 Upper; 不足6个月 Upper"),
            ("超过40万人次", "超过40万人次 Lower"),
            ("给予每人不高于1000元的补助", "不高于1000元 Lower"),
            ("给予不高于每人1000元的补助", "不高于每人1000元 Lower"),
            ("总额度最高不超过220万元", "不超过220万元 Lower"),
            ("满16周岁", "满16周岁 Upper"),
            ("3年以内", "3年以内 Lower"),
            ("3年（含）以上", "3年以上 Upper"),
            ("3年以上（不含3年）", "3年以上 Lower"),
            ("5公里以外", "5公里以外 Lower"),
            ("不得少于30天", "不得少于30天 Upper"),
            ("按每人50元标准", ""),
            (
                "at least two months and less than 6 months",
                "at least two months Upper; less than 6 months Upper",
            ),
            ("no less than 3 years", "no less than 3 years Upper"),
            ("10 persons or more", "10 persons or more Upper"),
            ("up to 200,000 yuan", "up to 200,000 yuan Lower"),
        ];
        for (sentence, expected) in table {
            let shown: Vec<String> = numerals(sentence, &[])
                .iter()
                .flat_map(|numeral| boundaries(sentence, numeral))
                .map(|b| format!("{} {:?}", b.words, b.side))
                .filter(|shown| !shown.starts_with('（'))
                .collect();
            assert_eq!(shown.join("; "), expected, "{sentence}");
        }
    }
}
