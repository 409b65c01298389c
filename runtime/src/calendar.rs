//! Counting days, months and years of age.
//!
//! # Conventions
//! A *day* is a count from 1970-01-01 in the Gregorian calendar (公历, Civil Code of the PRC, art. 200), within the years 1 to
//! 9999. Every function that could leave those years answers `None`.
//!
//! A *period* of months or years is added to its first day in one step: years as twelve months each, then the day of the month
//! is clamped once to the last day of the month reached. 31 January and one month is 28 (29) February; 31 January and two
//! months is 31 March, not 28 March.
//!
//! # When a period is full (期间届满)
//! Arts. 201 and 202: the day on which a period begins doesn't count, and the period ends on the corresponding day (对应日) of
//! the month in which it expires, or on that month's last day if it has no such day. A policy may instead declare that the
//! first day counts (art. 204 lets a law or an agreement count otherwise); then the period ends on the day before the
//! corresponding day, and still on the month's last day where there is no corresponding one.
//!
//! Art. 1259: 满, 以上, 以下, 以内 and 届满 include the number itself, 不满 and 超过 don't. So a span *reaches* (满) a period if its
//! last day is on or after the day on which the period is full, and *exceeds* (超过) it if its last day is after that day.
//!
//! Nothing is moved because of holidays (art. 203): policies state periods that people have worked or lived, not deadlines.
//!
//! An age (周岁) is reached on the birthday, or on the day after it, as the policy declares. For those born on 29 February the
//! birthday in a common year is 28 February, by the clamping above.

use crate::program::{Conventions, Day, Effective, PeriodUnit};
use chrono::{Datelike, NaiveDate};

/// 0001-01-01.
pub const FIRST_DAY: Day = -719_162;
/// 9999-12-31.
pub const LAST_DAY: Day = 2_932_896;

/// Days from 0000-03-01 to 1970-01-01.
const ERA_TO_EPOCH: i32 = 719_468;
/// Days in 400 years.
const ERA: i32 = 146_097;
/// Day 1970-01-01 counted as chrono does, from 0000-12-31.
const CHRONO_EPOCH: i32 = 719_163;

/// Whether a day lies in the years 1 to 9999.
pub fn in_range(day: Day) -> bool {
    (FIRST_DAY..=LAST_DAY).contains(&day)
}

/// Year, month (1-12) and day (1-31) of a day; of one outside the years 1 to 9999, those of the nearest day inside them.
pub fn civil(day: Day) -> (i32, i32, i32) {
    // Years are counted from March, so that a leap day is the last day of its year.
    let days = day.clamp(FIRST_DAY, LAST_DAY) + ERA_TO_EPOCH;
    let era = days.div_euclid(ERA);
    let of_era = days.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month, day)
}

/// The day with this year, month and day of the month; `None` if there is no such day in the years 1 to 9999.
pub fn day(year: i32, month: i32, day: i32) -> Option<Day> {
    let exists = (1..=9999).contains(&year) && (1..=12).contains(&month);
    (exists && (1..=last_of_month(year, month)).contains(&day)).then(|| count(year, month, day))
}

/// [`day`] for what is known to exist.
fn count(year: i32, month: i32, day: i32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * month_from_march + 2) / 5 + day - 1;
    era * ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - ERA_TO_EPOCH
}

/// The last day of a month (1-12), 28 to 31.
pub fn last_of_month(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day of a chrono date; may lie outside the years 1 to 9999 if the date does.
pub fn from_date(date: NaiveDate) -> Day {
    date.num_days_from_ce() - CHRONO_EPOCH
}

/// The chrono date of a day; `None` outside the years 1 to 9999.
pub fn to_date(day: Day) -> Option<NaiveDate> {
    if !in_range(day) {
        return None;
    }
    NaiveDate::from_num_days_from_ce_opt(day + CHRONO_EPOCH)
}

/// First and last day of a period as chrono dates; days outside the years 1 to 9999 are left out.
pub fn to_dates(effective: &Effective) -> (Option<NaiveDate>, Option<NaiveDate>) {
    (to_date(effective.from), effective.to.and_then(to_date))
}

/// The month that lies `months` after the one of `from`, as year, month, and the day of the month of `from`.
fn month_after(from: Day, months: i64) -> Option<(i32, i32, i32)> {
    let (year, month, day) = civil(from);
    let months = (i64::from(year) * 12 + i64::from(month) - 1).checked_add(months)?;
    let year = i32::try_from(months.div_euclid(12)).ok()?;
    let month = i32::try_from(months.rem_euclid(12)).ok()? + 1;
    (1..=9999).contains(&year).then_some((year, month, day))
}

/// A day moved by months (back if negative), clamped once to the month's last day.
pub fn add_months(from: Day, months: i64) -> Option<Day> {
    let (year, month, day) = month_after(from, months)?;
    Some(count(year, month, day.min(last_of_month(year, month))))
}

/// A day moved by days (back if negative).
pub fn add_days(from: Day, days: i64) -> Option<Day> {
    let day = Day::try_from(i64::from(from).checked_add(days)?).ok()?;
    in_range(day).then_some(day)
}

/// A day moved by a period: months, days, or years of age (twelve months each). Negative periods go back.
pub fn shift(from: Day, n: i64, unit: PeriodUnit) -> Option<Day> {
    match unit {
        PeriodUnit::Months => add_months(from, n),
        PeriodUnit::Days => add_days(from, n),
        PeriodUnit::Age => add_months(from, n.checked_mul(12)?),
    }
}

/// The last day of a period of months by the policy's convention about the first day.
fn months_full(from: Day, months: i64, conventions: Conventions) -> Option<Day> {
    if !conventions.first_day_counts {
        return add_months(from, months);
    }
    let (year, month, day) = month_after(from, months)?;
    let last = last_of_month(year, month);
    if day > last {
        return Some(count(year, month, last));
    }
    add_days(count(year, month, day), -1)
}

/// The day on which the period of `n` that begins on `from` is full; for [`PeriodUnit::Age`], on which a person born on `from`
/// reaches the age of `n`.
pub fn period_full(from: Day, n: i64, unit: PeriodUnit, conventions: Conventions) -> Option<Day> {
    match unit {
        PeriodUnit::Months => months_full(from, n, conventions),
        PeriodUnit::Days => add_days(from, n.checked_sub(i64::from(conventions.first_day_counts))?),
        PeriodUnit::Age => {
            add_days(add_months(from, n.checked_mul(12)?)?, i64::from(conventions.age_next_day))
        }
    }
}

/// How many whole months, days or years lie in the span from `from` to `to` (not before `from`): the greatest n ≥ 0 whose period
/// is full on or before `to`. [`PeriodUnit::Age`] means whole years by the convention about the first day, not ages.
pub fn whole(from: Day, to: Day, unit: PeriodUnit, conventions: Conventions) -> i64 {
    match unit {
        PeriodUnit::Days => {
            (i64::from(to) - i64::from(from) + i64::from(conventions.first_day_counts)).max(0)
        }
        PeriodUnit::Months => whole_months(from, to, 1, conventions),
        PeriodUnit::Age => whole_months(from, to, 12, conventions),
    }
}

/// Whole periods of `step` months.
fn whole_months(from: Day, to: Day, step: i64, conventions: Conventions) -> i64 {
    let (first_year, first_month, _) = civil(from);
    let (year, month, _) = civil(to);
    // A period is full in the month it leads to or on the last day of the one before, so the answer is at most one more than
    // the difference of the months tells, and at most one step less.
    let months = i64::from(year - first_year) * 12 + i64::from(month - first_month);
    let mut n = (months + 1).div_euclid(step).max(0);
    while n > 0 && months_full(from, n * step, conventions).is_none_or(|full| full > to) {
        n -= 1;
    }
    n
}
