//! Counting days with chrono's calendar.

use crate::model::Policy;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A day within the years 1 to 9999.
fn in_years(date: NaiveDate) -> Option<NaiveDate> {
    (1..=9999).contains(&date.year()).then_some(date)
}

/// Months on (or back), clamped once to the month's last day.
pub fn months_on(date: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    let moved = if months < 0 { date.checked_sub_months(count) } else { date.checked_add_months(count) };
    in_years(moved?)
}

/// Days on (or back).
pub fn days_on(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    let moved = if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) };
    in_years(moved?)
}

/// The day on which a period of months is full.
pub fn months_full(policy: &Policy, from: NaiveDate, months: i64) -> Option<NaiveDate> {
    let moved = months_on(from, months)?;
    let first_counts = policy.first_day_counts.unwrap_or(false);
    // Counting the first day, the period ends the day before the corresponding one; with none, on the month's last.
    if first_counts && moved.day() == from.day() { days_on(moved, -1) } else { Some(moved) }
}

/// The day on which a period of days is full.
pub fn days_full(policy: &Policy, from: NaiveDate, days: i64) -> Option<NaiveDate> {
    days_on(from, if policy.first_day_counts.unwrap_or(false) { days - 1 } else { days })
}

/// The day on which an age is reached.
pub fn age_reached(policy: &Policy, birth: NaiveDate, years: i64) -> Option<NaiveDate> {
    let birthday = months_on(birth, years * 12)?;
    if policy.age_next_day.unwrap_or(false) { days_on(birthday, 1) } else { Some(birthday) }
}

/// The greatest number of periods of `step` months that is full on `to`.
pub fn whole_months(policy: &Policy, from: NaiveDate, to: NaiveDate, step: i64) -> i64 {
    let mut n = 0;
    while months_full(policy, from, (n + 1) * step).is_some_and(|full| full <= to) {
        n += 1;
    }
    n
}

/// Days from one day to another.
pub fn whole_days(policy: &Policy, from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days() + i64::from(policy.first_day_counts.unwrap_or(false))
}
