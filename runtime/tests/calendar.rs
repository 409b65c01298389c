//! Days, months and ages against the Civil Code's words and against chrono.

use chrono::{Datelike, Months, NaiveDate};
use proptest::prelude::*;
use qingce_runtime::calendar::{
    FIRST_DAY, LAST_DAY, add_days, add_months, civil, day, from_date, period_full, shift, to_date, whole,
};
use qingce_runtime::program::{Conventions, Day, PeriodUnit};

const NOT_COUNTED: Conventions = Conventions { first_day_counts: false, age_next_day: false };
const COUNTED: Conventions = Conventions { first_day_counts: true, age_next_day: true };
const UNITS: [PeriodUnit; 3] = [PeriodUnit::Months, PeriodUnit::Days, PeriodUnit::Age];

fn at(text: &str) -> Day {
    from_date(text.parse().unwrap())
}

fn text(day: Option<Day>) -> String {
    day.and_then(to_date).map_or("-".to_owned(), |date| date.to_string())
}

fn full(from: &str, n: i64, unit: PeriodUnit, conventions: Conventions) -> String {
    text(period_full(at(from), n, unit, conventions))
}

#[test]
fn every_day_agrees_with_chrono() {
    for number in FIRST_DAY..=LAST_DAY {
        let date = to_date(number).unwrap();
        let (year, month, of_month) = civil(number);
        assert_eq!((date.year(), date.month() as i32, date.day() as i32), (year, month, of_month));
        assert_eq!(day(year, month, of_month), Some(number));
    }
    assert_eq!(from_date(NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()), 0);
    assert_eq!(to_date(FIRST_DAY - 1), None);
    assert_eq!(to_date(LAST_DAY + 1), None);
}

#[test]
fn days_that_do_not_exist() {
    for (y, m, d) in [
        (2023, 2, 29),
        (1900, 2, 29),
        (2023, 4, 31),
        (2023, 0, 1),
        (2023, 13, 1),
        (0, 1, 1),
        (10000, 1, 1),
        (2023, 1, 0),
    ] {
        assert_eq!(day(y, m, d), None, "{y}-{m}-{d}");
    }
    assert!(day(2000, 2, 29).is_some() && day(2024, 2, 29).is_some());
}

#[test]
fn months_are_added_in_one_step_and_clamped_once() {
    let cases = [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 2, "2023-03-31"),
        ("2023-01-31", 3, "2023-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-03-31", -1, "2023-02-28"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2023-01-15", -1, "2022-12-15"),
        ("9999-12-01", 1, "-"),
        ("0001-01-31", -1, "-"),
    ];
    for (from, months, expected) in cases {
        assert_eq!(text(add_months(at(from), months)), expected, "{from} {months:+}");
    }
    assert_eq!(add_months(0, i64::MAX), None);
    assert_eq!(add_months(0, i64::MIN), None);
    assert_eq!(add_days(0, i64::MAX), None);
    assert_eq!(shift(0, i64::MAX, PeriodUnit::Age), None);
}

/// Art. 202: the corresponding day, or the month's last day where there is none.
#[test]
fn a_period_of_months_is_full() {
    let cases = [
        // first day, months, full if it isn't counted, full if it is
        ("2023-07-01", 2, "2023-09-01", "2023-08-31"),
        ("2023-06-15", 6, "2023-12-15", "2023-12-14"),
        ("2023-01-31", 1, "2023-02-28", "2023-02-28"),
        ("2023-01-30", 1, "2023-02-28", "2023-02-28"),
        ("2023-01-29", 1, "2023-02-28", "2023-02-28"),
        ("2023-01-28", 1, "2023-02-28", "2023-02-27"),
        ("2024-01-29", 1, "2024-02-29", "2024-02-28"),
        ("2024-01-30", 1, "2024-02-29", "2024-02-29"),
        ("2023-01-31", 2, "2023-03-31", "2023-03-30"),
        ("2023-01-31", 3, "2023-04-30", "2023-04-30"),
        ("2023-03-01", 1, "2023-04-01", "2023-03-31"),
        ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-28"),
        ("2023-08-31", 0, "2023-08-31", "2023-08-30"),
        ("9999-12-31", 1, "-", "-"),
    ];
    for (from, n, not_counted, counted) in cases {
        assert_eq!(full(from, n, PeriodUnit::Months, NOT_COUNTED), not_counted, "{from} {n} not counted");
        assert_eq!(full(from, n, PeriodUnit::Months, COUNTED), counted, "{from} {n} counted");
    }
}

#[test]
fn a_period_of_days_is_full() {
    assert_eq!(full("2023-02-27", 2, PeriodUnit::Days, NOT_COUNTED), "2023-03-01");
    assert_eq!(full("2023-02-27", 2, PeriodUnit::Days, COUNTED), "2023-02-28");
    assert_eq!(full("2024-02-28", 1, PeriodUnit::Days, NOT_COUNTED), "2024-02-29");
}

#[test]
fn an_age_is_reached() {
    let next_day = Conventions { first_day_counts: false, age_next_day: true };
    for (born, age, birthday, day_after) in [
        ("1963-10-01", 60, "2023-10-01", "2023-10-02"),
        ("2004-02-29", 19, "2023-02-28", "2023-03-01"),
        ("2004-02-29", 20, "2024-02-29", "2024-03-01"),
    ] {
        assert_eq!(full(born, age, PeriodUnit::Age, NOT_COUNTED), birthday);
        assert_eq!(full(born, age, PeriodUnit::Age, next_day), day_after);
    }
}

/// All first days of a leap and a common year, all last days of the four years after: whole(…) by its definition.
#[test]
fn whole_periods_around_every_month_end() {
    for conventions in [NOT_COUNTED, COUNTED] {
        for from in at("2023-12-20")..=at("2025-03-05") {
            let mut n = 0;
            for to in from..=from + 1500 {
                while period_full(from, n + 1, PeriodUnit::Months, conventions).unwrap() <= to {
                    n += 1;
                }
                assert_eq!(whole(from, to, PeriodUnit::Months, conventions), n);
                assert_eq!(whole(from, to, PeriodUnit::Age, conventions), n / 12);
            }
        }
    }
}

#[test]
fn whole_periods_at_the_ends_of_the_calendar() {
    for conventions in [NOT_COUNTED, COUNTED] {
        assert_eq!(whole(FIRST_DAY, FIRST_DAY, PeriodUnit::Months, conventions), 0);
        let months = whole(FIRST_DAY, LAST_DAY, PeriodUnit::Months, conventions);
        assert_eq!(months, 9999 * 12 - 1);
        assert_eq!(whole(FIRST_DAY, LAST_DAY, PeriodUnit::Age, conventions), 9998);
    }
    assert_eq!(whole(0, 10, PeriodUnit::Days, NOT_COUNTED), 10);
    assert_eq!(whole(0, 10, PeriodUnit::Days, COUNTED), 11);
}

fn any_day() -> impl Strategy<Value = Day> {
    FIRST_DAY..=LAST_DAY
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn adding_months_agrees_with_chrono(from in any_day(), months in 0u32..60_000) {
        let expected = to_date(from).unwrap().checked_add_months(Months::new(months)).filter(|date| date.year() <= 9999);
        prop_assert_eq!(add_months(from, i64::from(months)).and_then(to_date), expected);
    }

    #[test]
    fn whole_is_the_greatest_that_is_full(
        a in any_day(), span in 0i32..40_000, first in any::<bool>(), age in any::<bool>(), unit in 0usize..2,
    ) {
        let conventions = Conventions { first_day_counts: first, age_next_day: age };
        let (unit, b) = (UNITS[unit], (a + span).min(LAST_DAY));
        let n = whole(a, b, unit, conventions);
        prop_assert!(n == 0 || period_full(a, n, unit, conventions).unwrap() <= b);
        prop_assert!(period_full(a, n + 1, unit, conventions).is_none_or(|full| full > b));
    }

    #[test]
    fn longer_periods_are_full_later(
        a in any_day(), n in 0i64..3_000, more in 1i64..40, first in any::<bool>(), age in any::<bool>(), unit in 0usize..3,
    ) {
        let conventions = Conventions { first_day_counts: first, age_next_day: age };
        let at = |n| period_full(a, n, UNITS[unit], conventions);
        if let (Some(short), Some(long)) = (at(n), at(n + more)) {
            prop_assert!(short < long);
        }
    }

    #[test]
    fn later_first_days_are_never_full_earlier(
        a in any_day(), later in 0i32..400, n in 0i64..500, first in any::<bool>(), unit in 0usize..3,
    ) {
        let conventions = Conventions { first_day_counts: first, age_next_day: false };
        let at = |day| period_full(day, n, UNITS[unit], conventions);
        if let (Some(one), Some(other)) = (at(a), at((a + later).min(LAST_DAY))) {
            prop_assert!(one <= other);
        }
    }
}
