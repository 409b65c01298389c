//! Built-in units and the magnitudes that may stand before any unit.

use super::Category::{Magnitude as Times, Unit};
use super::Entry;
use super::example::Frame::{Condition, Field, Value};
use super::example::within;

pub(super) const ENTRIES: &[Entry] = &[
    Entry::word(
        "yuan",
        ("元", "yuan"),
        Unit,
        ("元，两位小数。", "Yuan, two decimals."),
        within(Field, "月工资：元"),
    )
    .free(),
    Entry::word("jiao", ("角", "jiao"), Unit, ("十分之一元。", "A tenth of a yuan."), within(Value, "5角"))
        .free(),
    Entry::word(
        "fen",
        ("分", "fen"),
        Unit,
        ("百分之一元。", "A hundredth of a yuan."),
        within(Value, "30分"),
    )
    .free(),
    Entry::word(
        "months",
        ("个月", "months"),
        Unit,
        ("月，按公历计算。", "Months of the calendar."),
        within(Condition, "自 上工日 至 下工日 满 3个月"),
    )
    .also(&["月", "month"])
    .free(),
    Entry::word(
        "years",
        ("年", "years"),
        Unit,
        (
            "年，单独用时就是12个月；在分母里自成一种单位。",
            "Years of 12 months; under a stroke a unit of its own.",
        ),
        within(Condition, "自 注册日 至 基准日 满 1年"),
    )
    .also(&["year"])
    .free(),
    Entry::word("days", ("天", "days"), Unit, ("天。", "Days."), within(Value, "上岗 + 30天"))
        .also(&["日", "day"])
        .free(),
    Entry::word(
        "weeks",
        ("周", "weeks"),
        Unit,
        ("周，就是7天。", "Weeks of 7 days."),
        within(Value, "上岗 + 2周"),
    )
    .also(&["week"])
    .free(),
    Entry::word(
        "years_old",
        ("周岁", "years-old"),
        Unit,
        ("年龄。", "An age."),
        within(Condition, "出生日期 满 60周岁"),
    )
    .free(),
    Entry::word(
        "plain",
        ("数", "number"),
        Unit,
        ("没有单位的数。", "A number without a unit."),
        within(Field, "日均工时：数 1位小数"),
    )
    .free(),
    Entry::word(
        "rate",
        ("比例", "rate"),
        Unit,
        ("比例，写作百分数，四位小数。", "A fraction, written in percent, four decimals."),
        within(Field, "占比：比例"),
    )
    .free(),
    Entry::word(
        "percent",
        ("%", "percent"),
        Unit,
        ("百分之几。", "Hundredths."),
        within(Value, "贷款 × 10%"),
    )
    .also(&["％"]),
    Entry::word("ten", ("十", ""), Times, ("十倍。", "Times ten."), within(Value, "5十元")).free(),
    Entry::word("hundred", ("百", ""), Times, ("百倍。", "Times a hundred."), within(Value, "5百元")).free(),
    Entry::word(
        "thousand",
        ("千", "thousand"),
        Times,
        ("千倍。", "Times a thousand."),
        within(Value, "5千元"),
    )
    .free(),
    Entry::word("myriad", ("万", ""), Times, ("万倍。", "Times ten thousand."), within(Value, "20万元"))
        .free(),
    Entry::word(
        "ten_myriad",
        ("十万", ""),
        Times,
        ("十万倍。", "Times a hundred thousand."),
        within(Value, "2十万元"),
    )
    .free(),
    Entry::word(
        "million",
        ("百万", "million"),
        Times,
        ("百万倍。", "Times a million."),
        within(Value, "2百万元"),
    )
    .free(),
    Entry::word(
        "ten_million",
        ("千万", ""),
        Times,
        ("千万倍。", "Times ten million."),
        within(Value, "2千万元"),
    )
    .free(),
    Entry::word(
        "hundred_million",
        ("亿", ""),
        Times,
        ("亿倍。", "Times a hundred million."),
        within(Value, "1.5亿元"),
    )
    .free(),
    Entry::word(
        "billion",
        ("十亿", "billion"),
        Times,
        ("十亿倍。", "Times a billion."),
        within(Value, "2十亿元"),
    )
    .free(),
];

/// A word that multiplies the unit after it by a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Magnitude {
    /// The word.
    pub word: &'static str,
    /// The power of ten.
    pub power: u32,
}

const fn times(word: &'static str, power: u32) -> Magnitude {
    Magnitude { word, power }
}

const MAGNITUDES: &[Magnitude] = &[
    times("十万", 5),
    times("百万", 6),
    times("千万", 7),
    times("十亿", 9),
    times("百亿", 10),
    times("千亿", 11),
    times("万亿", 12),
    times("十", 1),
    times("百", 2),
    times("千", 3),
    times("万", 4),
    times("亿", 8),
    times("thousand", 3),
    times("million", 6),
    times("billion", 9),
];

/// Every magnitude word, a longer one before the shorter one that it begins with.
pub fn magnitudes() -> &'static [Magnitude] {
    MAGNITUDES
}

/// Parts a Chinese unit word into its magnitude and the rest: `万元` into 10^4 and `元`. The rest may be empty.
pub fn split_magnitude(word: &str) -> Option<(Magnitude, &str)> {
    let chinese = magnitudes().iter().filter(|magnitude| !magnitude.word.is_ascii());
    chinese.copied().find_map(|magnitude| Some((magnitude, word.strip_prefix(magnitude.word)?)))
}
