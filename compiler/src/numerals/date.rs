//! Dates in sentences: 2022年6月1日, 二〇二二年六月一日, 2022-06-01, 6月1日, 2021年底, 1 June 2022.

use super::chinese;
use super::digits::run;
use super::letters::Letters;
use chrono::{Datelike, NaiveDate};

/// As much of a day as a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct PartialDate {
    /// The year.
    pub year: Option<i32>,
    /// The month of the year, from 1.
    pub month: Option<u32>,
    /// The day of the month, from 1.
    pub day: Option<u32>,
}

impl PartialDate {
    /// Whether the day may be the one that is meant: equal in all that is said, and where the day is not said, the first
    /// or last day of the month or year.
    pub(crate) fn admits(self, date: NaiveDate) -> bool {
        let next = date.succ_opt();
        let opens = |same: fn(NaiveDate, NaiveDate) -> bool| {
            date.pred_opt().is_none_or(|d| !same(d, date)) || next.is_none_or(|d| !same(d, date))
        };
        let edge = match (self.month, self.day) {
            (_, Some(day)) => day == date.day(),
            (Some(_), None) => opens(|a, b| a.month() == b.month()),
            (None, None) => opens(|a, b| a.year() == b.year()),
        };
        edge && self.year.is_none_or(|year| year == date.year())
            && self.month.is_none_or(|month| month == date.month())
    }
}

/// The date that begins at `at`, with the position after it.
pub(super) fn date(letters: &Letters, at: usize) -> Option<(PartialDate, usize)> {
    chinese_date(letters, at).or_else(|| numeric_date(letters, at)).or_else(|| english_date(letters, at))
}

/// A year as it is written in dates: four digits, arabic or Chinese.
pub(super) fn year(letters: &Letters, at: usize) -> Option<(i32, usize)> {
    let (digits, end) = run(letters, at).or_else(|| chinese_digits(letters, at))?;
    let year: i32 = digits.parse().ok()?;
    (digits.len() == 4 && (1900..=2199).contains(&year)).then_some((year, end))
}

/// 二〇二二 as `2022`.
fn chinese_digits(letters: &Letters, at: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut end = at;
    while let Some(d) = letters.get(end).and_then(chinese::digit) {
        digits.push_str(&d.to_string());
        end += 1;
    }
    (!digits.is_empty()).then_some((digits, end))
}

fn chinese_date(letters: &Letters, at: usize) -> Option<(PartialDate, usize)> {
    let Some((year, end)) = year(letters, at).and_then(|(y, end)| Some((y, letters.after(end, "年")?)))
    else {
        let (month, end) = part(letters, at, &["月"], 12)?;
        let (day, end) = part(letters, end, &["日", "号"], 31)?;
        return Some((PartialDate { year: None, month: Some(month), day: Some(day) }, end));
    };
    let mut date = PartialDate { year: Some(year), month: None, day: None };
    if let Some((month, after)) = part(letters, end, &["月份", "月"], 12) {
        date.month = Some(month);
        return Some(match part(letters, after, &["日", "号"], 31) {
            Some((day, after)) => (PartialDate { day: Some(day), ..date }, after),
            None => (date, after),
        });
    }
    let closes = ["年底", "年末", "底", "末"].iter().find_map(|word| letters.after(end, word));
    Some(match closes {
        Some(after) => (PartialDate { month: Some(12), day: Some(31), ..date }, after),
        None => (date, ["度"].iter().find_map(|word| letters.after(end, word)).unwrap_or(end)),
    })
}

/// A month or day: a number of at most `most` with its word.
fn part(letters: &Letters, at: usize, words: &[&str], most: u32) -> Option<(u32, usize)> {
    let (number, end) = small(letters, at)?;
    let end = words.iter().find_map(|word| letters.after(end, word))?;
    (1..=most).contains(&number).then_some((number, end))
}

fn small(letters: &Letters, at: usize) -> Option<(u32, usize)> {
    if let Some((digits, end)) = run(letters, at) {
        return (digits.len() <= 2).then_some((digits.parse().ok()?, end));
    }
    let number = chinese::numeral(letters, at)?;
    Some((u32::try_from(number.value.floor()).ok()?, number.end))
}

/// 2022-06-01, 2022.6.1, 2022/6/1.
fn numeric_date(letters: &Letters, at: usize) -> Option<(PartialDate, usize)> {
    let (year, end) = year(letters, at)?;
    let mark = letters.get(end).filter(|c| "-./".contains(*c))?;
    let (month, end) = small(letters, end + 1)?;
    if letters.get(end) != Some(mark) {
        return None;
    }
    let (day, end) = small(letters, end + 1)?;
    NaiveDate::from_ymd_opt(year, month, day)?;
    Some((PartialDate { year: Some(year), month: Some(month), day: Some(day) }, end))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// 1 June 2022, June 1, 2022, June 2022, 1 June.
fn english_date(letters: &Letters, at: usize) -> Option<(PartialDate, usize)> {
    if let Some((day, end)) = english_day(letters, at) {
        let end = letters.past_blanks(end);
        let end = letters.after(end, "of").map_or(end, |end| letters.past_blanks(end));
        let (month, end) = month(letters, end)?;
        let (year, end) = english_year(letters, end);
        // `may` without a year is a verb.
        let said = month != 5 || year.is_some();
        return said.then_some((PartialDate { year, month: Some(month), day: Some(day) }, end));
    }
    let (month, named) = month(letters, at)?;
    if let Some((day, end)) = english_day(letters, letters.past_blanks(named)) {
        let (year, end) = english_year(letters, end);
        return Some((PartialDate { year, month: Some(month), day: Some(day) }, end));
    }
    let (year, end) = english_year(letters, named);
    year.map(|year| (PartialDate { year: Some(year), month: Some(month), day: None }, end))
}

fn english_day(letters: &Letters, at: usize) -> Option<(u32, usize)> {
    let (digits, end) = run(letters, at).filter(|(digits, _)| digits.len() <= 2)?;
    let day: u32 = digits.parse().ok()?;
    let end = ["st", "nd", "rd", "th"].iter().find_map(|word| letters.after(end, word)).unwrap_or(end);
    (1..=31).contains(&day).then_some((day, end))
}

fn month(letters: &Letters, at: usize) -> Option<(u32, usize)> {
    let (word, end) = letters.word(at)?;
    let number = MONTHS.iter().position(|month| *month == word)?;
    Some((u32::try_from(number).ok()? + 1, end))
}

fn english_year(letters: &Letters, at: usize) -> (Option<i32>, usize) {
    let after_comma = letters.after(at, ",").unwrap_or(at);
    match year(letters, letters.past_blanks(after_comma)) {
        Some((year, end)) => (Some(year), end),
        None => (None, at),
    }
}
