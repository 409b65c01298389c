//! Values as people read them.

use crate::calendar;
use crate::language::Language;
use crate::mask::mask;
use crate::program::{CellType, Program, Slot, SlotType, UnitKind};
use crate::record::Value;

/// Decimals that amounts of money are shown with at least.
const MONEY_DECIMALS: usize = 2;

/// A known cell as people read it: `1000.00元` / `1,000.00 yuan`, `2023年7月1日` / `2023-07-01`, `是` / `yes`, `10%`.
///
/// Names of options and of declared units stay as the policy writes them.
pub fn show_cell(program: &Program, ty: &CellType, cell: i128, language: Language) -> String {
    match ty {
        CellType::Truth => {
            let (zh, en) = if cell == 0 { ("否", "no") } else { ("是", "yes") };
            language.pick(zh, en).to_owned()
        }
        CellType::Date => i32::try_from(cell).map(|day| show_day(day, language)).unwrap_or_default(),
        CellType::Option(list) => {
            let list = program.lists.get(list.index());
            let place = usize::try_from(cell).ok();
            let option = list.zip(place).and_then(|(list, place)| list.options.get(place));
            option.map(|(name, _)| name.clone()).unwrap_or_default()
        }
        CellType::Options(list) => {
            let options =
                program.lists.get(list.index()).map(|list| list.options.as_slice()).unwrap_or_default();
            let held = options.iter().enumerate().filter(|(place, _)| (cell >> *place) & 1 == 1);
            let names: Vec<&str> = held.map(|(_, (name, _))| name.as_str()).collect();
            match names.is_empty() {
                true => language.pick("无", "none").to_owned(),
                false => names.join(language.pick("、", ", ")),
            }
        }
        CellType::Number { decimals, unit, kind } => {
            number(cell, usize::from(*decimals), unit, *kind, language)
        }
    }
}

/// A known cell in the spelling for data: numbers as plain digits in the base unit without superfluous zeros (rates as
/// fractions), days as `2023-07-01`. [`crate::read_cell`] reads it back.
pub fn show_plain(program: &Program, ty: &CellType, cell: i128) -> String {
    match ty {
        CellType::Number { decimals, .. } => digits(cell, usize::from(*decimals), 0, 0, false),
        CellType::Options(_) if cell == 0 => "{}".to_owned(),
        CellType::Options(_) => show_cell(program, ty, cell, Language::Chinese),
        CellType::Truth | CellType::Date | CellType::Option(_) => {
            show_cell(program, ty, cell, Language::English)
        }
    }
}

/// A day: `2023年7月1日` / `2023-07-01`.
pub fn show_day(day: crate::program::Day, language: Language) -> String {
    let (year, month, day) = calendar::civil(day);
    language.pick(format!("{year}年{month}月{day}日"), format!("{year:04}-{month:02}-{day:02}"))
}

/// A slot's value as people read it, masked if the slot is sensitive and not `reveal`. A missing one is `缺` / `missing`, a list
/// the number of its members.
pub fn show_value(program: &Program, slot: &Slot, value: &Value, language: Language, reveal: bool) -> String {
    let text = match (value, &slot.ty) {
        (Value::Missing, _) => return language.pick("缺", "missing").to_owned(),
        (Value::List(members), _) => {
            let count = members.len();
            return language.pick(format!("{count}项"), format!("{count} members"));
        }
        (Value::Text(text), _) => text.to_string(),
        (Value::Cell(cell), SlotType::Cell(ty)) => show_cell(program, ty, *cell, language),
        (Value::Cell(cell), SlotType::Text | SlotType::List(_)) => cell.to_string(),
    };
    if slot.sensitive && !reveal { mask(&text) } else { text }
}

fn number(cell: i128, decimals: usize, unit: &str, kind: UnitKind, language: Language) -> String {
    let grouped = language == Language::English;
    let (unit, least) = match kind {
        UnitKind::Rate => return format!("{}%", digits(cell, decimals, 2, 0, grouped)),
        UnitKind::Money => (language.pick("元", "yuan"), MONEY_DECIMALS),
        UnitKind::Months => (language.pick("个月", "months"), 0),
        UnitKind::Days => (language.pick("天", "days"), 0),
        UnitKind::Age => (language.pick("周岁", "years old"), 0),
        UnitKind::Count | UnitKind::Other => (unit, 0),
    };
    let digits = digits(cell, decimals, 0, least, grouped);
    match (unit, language) {
        ("", _) => digits,
        (unit, Language::Chinese) if !unit.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
            format!("{digits}{unit}")
        }
        (unit, _) => format!("{digits} {unit}"),
    }
}

/// `cell / 10^decimals × 10^shift` in digits: zeros at the end of the fraction are left out down to `least` of them.
fn digits(cell: i128, decimals: usize, shift: usize, least: usize, grouped: bool) -> String {
    let mut digits = cell.unsigned_abs().to_string();
    // With fewer decimals than the shift takes away, the rest are zeros before the point.
    digits.extend(std::iter::repeat_n('0', shift.saturating_sub(decimals)));
    let decimals = decimals.saturating_sub(shift);
    if digits.len() <= decimals {
        digits.insert_str(0, &"0".repeat(decimals + 1 - digits.len()));
    }
    let (whole, fraction) = digits.split_at_checked(digits.len() - decimals).unwrap_or((&digits, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    let kept = fraction.trim_end_matches('0').len().max(least.min(fraction.len()));
    let fraction = fraction.get(..kept).unwrap_or(fraction);
    let padding = "0".repeat(least.saturating_sub(fraction.len()));
    let mut text = String::new();
    if cell < 0 {
        text.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if grouped && place > 0 && (whole.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() || !padding.is_empty() {
        text.push('.');
        text.push_str(fraction);
        text.push_str(&padding);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_text(cell: i128, decimals: u8, unit: &str, kind: UnitKind) -> [String; 2] {
        let show = |language| number(cell, usize::from(decimals), unit, kind, language);
        [show(Language::Chinese), show(Language::English)]
    }

    #[test]
    fn numbers_with_their_units() {
        for (cell, decimals, unit, kind, zh, en) in [
            (100_000, 2, "元", UnitKind::Money, "1000.00元", "1,000.00 yuan"),
            (5, 0, "元", UnitKind::Money, "5.00元", "5.00 yuan"),
            (12_345, 4, "元", UnitKind::Money, "1.2345元", "1.2345 yuan"),
            (-5, 2, "元", UnitKind::Money, "-0.05元", "-0.05 yuan"),
            (1_000, 4, "%", UnitKind::Rate, "10%", "10%"),
            (1_050, 4, "%", UnitKind::Rate, "10.5%", "10.5%"),
            (1, 0, "%", UnitKind::Rate, "100%", "100%"),
            (5_000, 2, "元/人", UnitKind::Other, "50元/人", "50 元/人"),
            (25, 1, "亩", UnitKind::Count, "2.5亩", "2.5 亩"),
            (3, 0, "person", UnitKind::Count, "3 person", "3 person"),
            (60, 0, "周岁", UnitKind::Age, "60周岁", "60 years old"),
            (2, 0, "个月", UnitKind::Months, "2个月", "2 months"),
            (0, 3, "", UnitKind::Other, "0", "0"),
            (1_234_567, 0, "", UnitKind::Other, "1234567", "1,234,567"),
        ] {
            assert_eq!(number_text(cell, decimals, unit, kind), [zh, en]);
        }
        assert_eq!(digits(i128::MIN, 38, 0, 0, false), "-1.70141183460469231731687303715884105728");
    }
}
