//! Options and days as the peers have them.

use qingce_bench::records::{Case, Employer, Hire};
use qingce_runtime::calendar;
use qingce_runtime::program::Day;

/// Of `Case::household`.
pub const HOUSEHOLDS: [&str; 4] = ["qinghai", "gansu", "henan", "sichuan"];
/// Of `Case::destination`.
pub const DESTINATIONS: [&str; 4] = ["haixi", "xining", "haidong", "elsewhere"];
/// Of `Case::category` and `Hire::category`.
pub const CATEGORIES: [&str; 8] = [
    "hard_to_employ",
    "graduate",
    "veteran",
    "out_of_poverty",
    "monitored",
    "migrant",
    "laid_off",
    "anyone_else",
];
/// Of `Case::organisation`.
pub const ORGANISATIONS: [&str; 5] = ["small", "sole_trader", "cooperative", "medium", "large"];
/// Of `Case::level`.
pub const LEVELS: [&str; 3] = ["unrecognised", "provincial", "national"];
/// Of `Case::loan`.
pub const LOANS: [&str; 3] = ["personal", "partnership", "business"];
/// Of `Employer::kind`.
pub const KINDS: [&str; 8] = [
    "brand",
    "workshop",
    "cooperative",
    "sole_trader",
    "non_profit",
    "state_owned",
    "private",
    "public_institution",
];

/// A case whose options are words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Of `HOUSEHOLDS`.
    pub household: &'static str,
    /// Of `DESTINATIONS`.
    pub destination: &'static str,
    /// Of `CATEGORIES`.
    pub category: &'static str,
    /// Of `ORGANISATIONS`.
    pub organisation: &'static str,
    /// Of `LEVELS`.
    pub level: &'static str,
    /// Of `LOANS`.
    pub loan: &'static str,
}

/// The words of a case.
pub fn words(case: &Case) -> Words {
    Words {
        household: name(&HOUSEHOLDS, case.household),
        destination: name(&DESTINATIONS, case.destination),
        category: name(&CATEGORIES, case.category),
        organisation: name(&ORGANISATIONS, case.organisation),
        level: name(&LEVELS, case.level),
        loan: name(&LOANS, case.loan),
    }
}

/// The word of an employer's kind.
pub fn kind(employer: &Employer) -> &'static str {
    name(&KINDS, employer.kind)
}

/// The word of a hire's category.
pub fn category(hire: &Hire) -> &'static str {
    name(&CATEGORIES, hire.category)
}

fn name(names: &[&'static str], option: u8) -> &'static str {
    names.get(usize::from(option)).expect("an option of the field")
}

/// The option of a word.
pub fn option(names: &[&str], word: &str) -> Option<u8> {
    names.iter().position(|name| *name == word).and_then(|at| u8::try_from(at).ok())
}

/// A day as 20240229, for peers without days.
pub fn yyyymmdd(day: Day) -> i64 {
    let (year, month, day) = calendar::civil(day);
    i64::from((year * 100 + month) * 100 + day)
}

/// A day as 2024-02-29.
pub fn iso(day: Day) -> String {
    let (year, month, day) = calendar::civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The day of 2024-02-29.
pub fn day(text: &str) -> Option<Day> {
    let &[y, yy, yyy, yyyy, b'-', m, mm, b'-', d, dd] = text.as_bytes() else { return None };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| 10 * sum + i32::from(digit - b'0')))
    };
    calendar::day(number(&[y, yy, yyy, yyyy])?, number(&[m, mm])?, number(&[d, dd])?)
}

/// Tenths as 4.5.
pub fn tenths(count: i16) -> String {
    format!("{}.{}", count / 10, count % 10)
}

/// Fen as yuan: 12.34.
pub fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
