//! Numbers as people write them.

use crate::program::UnitKind;
use std::borrow::Cow;

/// `digits × 10^power`, exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Exact {
    pub digits: i128,
    pub power: i32,
}

/// Words that multiply, with the power of ten that they stand for; of several that fit, the longest.
const MAGNITUDES: [(&str, i32); 14] = [
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
    ("十", 1),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
];

/// Reads a number with half-width characters as a cell of a slot with this unit.
pub(super) fn read(text: &str, decimals: u8, unit: &str, kind: UnitKind) -> Option<i128> {
    let text = text.trim();
    let text = match kind {
        UnitKind::Money => text.trim_start_matches(['¥', '￥']).trim_start(),
        _ => text,
    };
    let length = text.find(|c: char| !(c.is_ascii_digit() || "+-.,eE".contains(c))).unwrap_or(text.len());
    let (digits, suffix) = text.split_at_checked(length)?;
    let number = exact(digits)?;
    let (factor, power) = factor(suffix.trim(), unit, kind)?;
    let digits = number.digits.checked_mul(factor)?;
    scaled(Exact { digits, power: number.power.checked_add(power)? }, decimals)
}

/// The cell of a number with so many decimals; `None` if it has more of them or too many digits.
pub(crate) fn scaled(number: Exact, decimals: u8) -> Option<i128> {
    let Exact { mut digits, power } = number;
    if digits == 0 {
        return Some(0);
    }
    let mut power = power.checked_add(i32::from(decimals))?;
    while power < 0 {
        if digits % 10 != 0 {
            return None;
        }
        (digits, power) = (digits / 10, power + 1);
    }
    digits.checked_mul(10i128.checked_pow(u32::try_from(power).ok()?)?)
}

/// Digits with a sign, thousands separators, a point and an exponent.
pub(crate) fn exact(text: &str) -> Option<Exact> {
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = ungrouped(whole)?;
    let digit = |byte: u8| byte.is_ascii_digit();
    if whole.is_empty() && fraction.is_empty() || !whole.bytes().chain(fraction.bytes()).all(digit) {
        return None;
    }
    let mut digits = 0i128;
    // Zeros at the end of the fraction say nothing.
    let fraction = fraction.trim_end_matches('0');
    for byte in whole.bytes().chain(fraction.bytes()) {
        digits = digits.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
    }
    let power = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    Some(Exact { digits: if negative { -digits } else { digits }, power })
}

/// The digits without separators, which may only stand between exact groups of three.
fn ungrouped(whole: &str) -> Option<Cow<'_, str>> {
    if !whole.contains(',') {
        return Some(Cow::Borrowed(whole));
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(Cow::Owned(digits))
}

/// What a unit behind a number multiplies it by: a factor and a power of ten. `None` for a unit that isn't the slot's.
fn factor(suffix: &str, unit: &str, kind: UnitKind) -> Option<(i128, i32)> {
    if let Some(found) = exact_unit(suffix, unit, kind) {
        return Some(found);
    }
    MAGNITUDES.iter().find_map(|(word, power)| {
        let rest = suffix.strip_prefix(word)?.trim_start();
        let (factor, more) = exact_unit(rest, unit, kind)?;
        Some((factor, power + more))
    })
}

fn exact_unit(suffix: &str, unit: &str, kind: UnitKind) -> Option<(i128, i32)> {
    if suffix.is_empty() || (suffix == unit && kind != UnitKind::Rate) {
        return Some((1, 0));
    }
    match (kind, suffix) {
        (UnitKind::Money, "元" | "圆" | "人民币" | "yuan" | "RMB" | "CNY") => Some((1, 0)),
        (UnitKind::Money, "角" | "jiao") => Some((1, -1)),
        (UnitKind::Money, "分" | "fen") => Some((1, -2)),
        (UnitKind::Rate, "%" | "percent") => Some((1, -2)),
        (UnitKind::Months, "个月" | "月" | "month" | "months") => Some((1, 0)),
        (UnitKind::Months, "年" | "year" | "years") => Some((12, 0)),
        (UnitKind::Days, "天" | "日" | "day" | "days") => Some((1, 0)),
        (UnitKind::Days, "周" | "week" | "weeks") => Some((7, 0)),
        (UnitKind::Age, "周岁" | "岁" | "years old" | "years-old" | "years") => Some((1, 0)),
        (UnitKind::Count, plural) if plural.strip_suffix('s') == Some(unit) => Some((1, 0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use UnitKind::{Age, Count, Days, Money, Months, Other, Rate};

    #[test]
    fn spellings() {
        for (text, decimals, unit, kind, expected) in [
            ("1000", 2, "元", Money, Some(100_000)),
            ("1,000,000.5", 2, "元", Money, Some(100_000_050)),
            ("1.5万元", 2, "元", Money, Some(1_500_000)),
            ("20万", 2, "元", Money, Some(20_000_000)),
            ("1.5 亿元", 2, "元", Money, Some(15_000_000_000)),
            ("¥ 12", 2, "元", Money, Some(1_200)),
            ("5角", 2, "元", Money, Some(50)),
            ("5分", 2, "元", Money, Some(5)),
            ("2.2 million yuan", 2, "yuan", Money, Some(220_000_000)),
            ("-3", 2, "元", Money, Some(-300)),
            ("1e3", 2, "元", Money, Some(100_000)),
            ("1.50E+2", 0, "", Other, Some(150)),
            ("10%", 4, "%", Rate, Some(1_000)),
            ("0.1", 4, "%", Rate, Some(1_000)),
            ("0.001%", 4, "%", Rate, None),
            ("2年", 0, "个月", Months, Some(24)),
            ("3", 0, "个月", Months, Some(3)),
            ("2周", 0, "天", Days, Some(14)),
            ("60周岁", 0, "周岁", Age, Some(60)),
            ("40万人", 0, "人", Count, Some(400_000)),
            ("3 persons", 0, "person", Count, Some(3)),
            ("50元/人", 2, "元/人", Other, Some(5_000)),
            ("1.250", 2, "", Other, Some(125)),
            ("1.255", 2, "", Other, None),
            ("50.00", 0, "人", Count, Some(50)),
            ("1,00", 0, "", Other, None),
            ("1000,000", 0, "", Other, None),
            ("1.2.3", 1, "", Other, None),
            ("", 0, "", Other, None),
            (".", 0, "", Other, None),
            ("-", 0, "", Other, None),
            ("5人", 2, "元", Money, None),
            ("5天", 0, "个月", Months, None),
            ("1e99", 0, "", Other, None),
            ("0e99999", 0, "", Other, Some(0)),
            ("1e-2147483648", 0, "", Other, None),
            ("99999999999999999999999999999999999999999", 0, "", Other, None),
        ] {
            assert_eq!(read(text, decimals, unit, kind), expected, "{text}");
        }
    }
}
