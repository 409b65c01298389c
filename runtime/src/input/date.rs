//! Dates as people write them.

use crate::calendar;
use crate::program::Day;

/// Reads a date with half-width characters.
pub(super) fn read(text: &str) -> Option<Day> {
    let text = without_midnight(text.trim());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() == 8 && digits(text) {
        return calendar::day(
            text.get(..4)?.parse().ok()?,
            text.get(4..6)?.parse().ok()?,
            text.get(6..)?.parse().ok()?,
        );
    }
    let (year, month, day) = match text.split_once('年') {
        Some((year, rest)) => {
            let (month, day) = rest.split_once('月')?;
            (year, month, day.strip_suffix(['日', '号']).unwrap_or(day))
        }
        None => {
            let mark = text.chars().find(|c| !c.is_ascii_digit()).filter(|mark| "-/.".contains(*mark))?;
            let mut parts = text.split(mark);
            let date = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() {
                return None;
            }
            date
        }
    };
    let number = |text: &str, most: usize| -> Option<i32> {
        let text = text.trim();
        if text.is_empty() || text.len() > most || !digits(text) { None } else { text.parse().ok() }
    };
    // A year in fewer digits might mean another century.
    if year.trim().len() != 4 {
        return None;
    }
    calendar::day(number(year, 4)?, number(month, 2)?, number(day, 2)?)
}

/// Spreadsheets write a day as its midnight.
fn without_midnight(text: &str) -> &str {
    let zero = |time: &str| !time.is_empty() && time.chars().all(|c| "0:.Z".contains(c));
    match text.split_once([' ', 'T']) {
        Some((date, time)) if zero(time.trim()) => date,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings() {
        let expected = calendar::day(2023, 7, 1);
        for text in [
            "2023-07-01",
            "2023/7/1",
            "2023.7.1",
            "2023年7月1日",
            "2023年07月01号",
            "20230701",
            "2023-07-01 00:00:00",
            "2023-07-01T00:00:00Z",
            " 2023 年 7 月 1 日 ",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        for text in [
            "2023-02-29",
            "23-7-1",
            "2023-7",
            "2023-7-1-1",
            "2023-07-01 12:00",
            "7/1/2023",
            "2023年7月",
            "0000-01-01",
            "",
            "2023-007-1",
            "+2023-1-1",
            "2023-7/1",
            "45108",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
