//! The plainest spellings, read straight into cells: what almost every value of a large table is written as. All others are left
//! to the readers of all spellings.

use crate::calendar;
use crate::program::{CellType, Program, SlotType};

/// The most digits that surely fit 64 bits.
const DIGITS: usize = 18;

/// The cell of a value that is written plainly; `None` if it has to be read with more care.
pub(crate) fn at_once(program: &Program, ty: &SlotType, text: &str) -> Option<i64> {
    match ty {
        SlotType::Text | SlotType::List(_) | SlotType::Cell(CellType::Options(_)) => None,
        SlotType::Cell(CellType::Truth) => truth(text.as_bytes()),
        SlotType::Cell(CellType::Date) => date(text.as_bytes()),
        SlotType::Cell(CellType::Option(list)) => {
            let options = &program.lists.get(list.index())?.options;
            let place = options.iter().position(|(name, _)| name == text)?;
            i64::try_from(place).ok()
        }
        SlotType::Cell(CellType::Number { decimals, .. }) => number(text.as_bytes(), usize::from(*decimals)),
    }
}

/// `是`, `true`, `1` and their contraries.
pub(crate) fn truth(text: &[u8]) -> Option<i64> {
    match text {
        b"true" | b"1" => Some(1),
        b"false" | b"0" => Some(0),
        other if other == "是".as_bytes() => Some(1),
        other if other == "否".as_bytes() => Some(0),
        _ => None,
    }
}

/// `2023-07-01`.
pub(crate) fn date(text: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0i32, |number, digit| Some(number * 10 + i32::from(value(*digit)?)))
    };
    calendar::day(number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?).map(i64::from)
}

/// `1500`, `-3`, `12.50`: with no more decimals than the slot has.
pub(crate) fn number(text: &[u8], decimals: usize) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if digits.len() > DIGITS {
        return None;
    }
    let (mut number, mut after, mut point) = (0i64, 0usize, false);
    for byte in digits {
        match (byte, value(*byte)) {
            (_, Some(digit)) => {
                number = number * 10 + i64::from(digit);
                after += usize::from(point);
            }
            (b'.', None) if !point => point = true,
            _ => return None,
        }
    }
    // A point wants digits on both of its sides, or a careful look.
    if digits.len() <= usize::from(point) || (point && (after == 0 || after + 1 == digits.len())) {
        return None;
    }
    let power = u32::try_from(decimals.checked_sub(after)?).ok()?;
    let number = number.checked_mul(10i64.checked_pow(power)?)?;
    Some(if negative { -number } else { number })
}

fn value(digit: u8) -> Option<u8> {
    digit.is_ascii_digit().then(|| digit - b'0')
}
