//! What a number counts: the word that follows it.

use super::Measure;
use super::letters::Letters;
use super::ratio::Ratio;

/// A unit behind a number: what one of it is worth, in each sense that the word has.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub senses: Vec<(Ratio, Measure)>,
    /// The position after it.
    pub end: usize,
}

#[derive(Clone, Copy)]
enum Kind {
    Money,
    Months,
    Days,
    Age,
    Rate,
    Times,
    Things,
}

/// Words with what one of them is worth, as a fraction.
const WORDS: [(&str, Kind, i128, i128); 80] = {
    use Kind::{Age, Days, Money, Months, Rate, Things, Times};
    [
        ("%", Rate, 1, 100),
        ("‰", Rate, 1, 1000),
        ("个百分点", Rate, 1, 100),
        ("百分点", Rate, 1, 100),
        ("个基点", Rate, 1, 10_000),
        ("成", Rate, 1, 10),
        ("折", Rate, 1, 10),
        ("倍", Times, 1, 1),
        ("元", Money, 1, 1),
        ("块钱", Money, 1, 1),
        ("角", Money, 1, 10),
        ("分钱", Money, 1, 100),
        ("个月", Months, 1, 1),
        ("个自然月", Months, 1, 1),
        ("月", Months, 1, 1),
        ("个季度", Months, 3, 1),
        ("季度", Months, 3, 1),
        ("年", Months, 12, 1),
        ("周年", Months, 12, 1),
        ("年度", Months, 12, 1),
        ("个年度", Months, 12, 1),
        ("个自然年度", Months, 12, 1),
        ("天", Days, 1, 1),
        ("日", Days, 1, 1),
        ("个工作日", Days, 1, 1),
        ("工作日", Days, 1, 1),
        ("个自然日", Days, 1, 1),
        ("个日历日", Days, 1, 1),
        ("周", Days, 7, 1),
        ("星期", Days, 7, 1),
        ("个星期", Days, 7, 1),
        ("周岁", Age, 1, 1),
        ("岁", Age, 1, 1),
        ("个", Things, 1, 1),
        ("名", Things, 1, 1),
        ("位", Things, 1, 1),
        ("家", Things, 1, 1),
        ("所", Things, 1, 1),
        ("次", Things, 1, 1),
        ("件", Things, 1, 1),
        ("项", Things, 1, 1),
        ("间", Things, 1, 1),
        ("台", Things, 1, 1),
        ("套", Things, 1, 1),
        ("辆", Things, 1, 1),
        ("头", Things, 1, 1),
        ("只", Things, 1, 1),
        ("株", Things, 1, 1),
        ("棵", Things, 1, 1),
        ("条", Things, 1, 1),
        ("批", Things, 1, 1),
        ("级", Things, 1, 1),
        ("类", Things, 1, 1),
        ("种", Things, 1, 1),
        ("座", Things, 1, 1),
        ("处", Things, 1, 1),
        ("份", Things, 1, 1),
        ("percent", Rate, 1, 100),
        ("per cent", Rate, 1, 100),
        ("percentage point", Rate, 1, 100),
        ("percentage points", Rate, 1, 100),
        ("times", Times, 1, 1),
        ("yuan", Money, 1, 1),
        ("rmb", Money, 1, 1),
        ("cny", Money, 1, 1),
        ("jiao", Money, 1, 10),
        ("fen", Money, 1, 100),
        ("month", Months, 1, 1),
        ("months", Months, 1, 1),
        ("calendar months", Months, 1, 1),
        ("year", Months, 12, 1),
        ("years", Months, 12, 1),
        ("day", Days, 1, 1),
        ("days", Days, 1, 1),
        ("calendar days", Days, 1, 1),
        ("working days", Days, 1, 1),
        ("week", Days, 7, 1),
        ("weeks", Days, 7, 1),
        ("years of age", Age, 1, 1),
        ("years old", Age, 1, 1),
    ]
};

/// Words for things of one kind, which a declared unit must equal.
const KINDS: [&str; 17] = [
    "人次",
    "人",
    "户",
    "亩",
    "平方米",
    "立方米",
    "公里",
    "米",
    "吨",
    "公斤",
    "千克",
    "克",
    "小时",
    "分钟",
    "课时",
    "学时",
    "美元",
];

/// Words that a unit word may begin, and then is not one: 成本, 年级, 一次性, 一元化.
const LONGER: [&str; 13] =
    ["成本", "成员", "成功", "成果", "成为", "成立", "成绩", "成熟", "年级", "年代", "次性", "元化", "级别"];

/// The unit word at `at`, the longest one that fits; `units` are further names.
pub(super) fn unit(letters: &Letters, at: usize, units: &[String]) -> Option<Unit> {
    let at = match letters.get(at) {
        Some('-') if letters.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic()) => at + 1,
        _ => letters.past_blanks(at),
    };
    if LONGER.iter().any(|word| letters.after(at, word).is_some()) {
        return None;
    }
    let declared = units.iter().filter_map(|name| {
        let name = name.to_lowercase();
        Some((letters.after(at, &name)?, vec![(Ratio::ONE, Measure::Count(name))]))
    });
    let kinds = KINDS.iter().filter_map(|name| {
        Some((letters.after(at, name)?, vec![(Ratio::ONE, Measure::Count((*name).to_owned()))]))
    });
    let usual = WORDS.iter().filter_map(|(word, kind, top, bottom)| {
        let end = letters.after(at, word)?;
        Some((end, vec![(Ratio::new(*top, *bottom)?, measure(*kind))]))
    });
    let (end, senses) = usual
        .chain(kinds)
        .chain(declared)
        .max_by_key(|(end, _)| *end)
        .or_else(|| english_noun(letters, at))?;
    Some(Unit { senses: with_age(letters, at, senses), end })
}

fn measure(kind: Kind) -> Measure {
    match kind {
        Kind::Money => Measure::Money,
        Kind::Months => Measure::Months,
        Kind::Days => Measure::Days,
        Kind::Age => Measure::Age,
        Kind::Rate => Measure::Rate,
        Kind::Times => Measure::Times,
        Kind::Things => Measure::Things,
    }
}

/// `60 years` may be an age.
fn with_age(letters: &Letters, at: usize, mut senses: Vec<(Ratio, Measure)>) -> Vec<(Ratio, Measure)> {
    let period = senses.iter().any(|(_, measure)| *measure == Measure::Months);
    if period && letters.after(at, "years").is_some() {
        senses.push((Ratio::ONE, Measure::Age));
    }
    senses
}

/// An English noun that is no unit of any kind: `25 counties`, `two quarters`.
fn english_noun(letters: &Letters, at: usize) -> Option<(usize, Vec<(Ratio, Measure)>)> {
    const NOT_NOUNS: [&str; 26] = [
        "a", "an", "and", "are", "as", "at", "but", "by", "each", "for", "from", "if", "in", "is", "of",
        "on", "or", "per", "shall", "than", "the", "to", "up", "when", "where", "with",
    ];
    let (word, end) = letters.word(at)?;
    if word == "quarters" || word == "quarter" {
        return Some((end, vec![(Ratio::whole(3), Measure::Months), (Ratio::new(1, 4)?, Measure::Rate)]));
    }
    (!NOT_NOUNS.contains(&word.as_str())).then_some((end, vec![(Ratio::ONE, Measure::Things)]))
}

/// Whether a currency word or sign stands before the number, with the position at which it begins.
pub(super) fn currency_before(letters: &Letters, at: usize) -> Option<usize> {
    const SIGNS: [&str; 5] = ["¥", "￥", "人民币", "rmb", "cny"];
    let found = SIGNS.iter().find(|word| letters.preceded_by(at, word))?;
    let mut start = at;
    while letters.before(start) == Some(' ') {
        start -= 1;
    }
    start.checked_sub(found.chars().count())
}
