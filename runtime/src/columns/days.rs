//! Moving days by a number of months, days or years that is the same for all rows.
//!
//! Later days never move to before earlier ones. So a moved day is compared with one day by comparing the unmoved one with a
//! threshold, found once; otherwise moved days come from a table of the days that occur.

use super::kernel::Move;
use crate::calendar::{self, FIRST_DAY, LAST_DAY};
use crate::program::{Compare, Conventions, Day};
use std::collections::HashMap;

/// The most days of a table: some 180 years.
const MOST: usize = 1 << 16;
/// The most thresholds and tables to keep.
const KEPT: usize = 1 << 10;

/// Stands for a day outside the years 1 to 9999.
pub(super) const NONE: Day = Day::MIN;

/// How days are moved: by what, how often.
pub(super) type By = (Move, i64);

/// What has been worked out, by the way of moving.
#[derive(Debug, Default)]
pub(super) struct Tables {
    tables: HashMap<By, Table>,
    thresholds: HashMap<(By, Day), Thresholds>,
}

#[derive(Debug, Default)]
struct Table {
    first: Day,
    moved: Vec<Day>,
}

/// The days that can be moved within the calendar, and where among them moved days reach a given one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Thresholds {
    /// The first and last day that can be moved; crossed if none can.
    pub can: (Day, Day),
    /// The first day that moves to the given one or after it; that moves to after it. One past the last that can be moved if none.
    pub reaches: Day,
    pub passes: Day,
}

/// A day moved.
pub(super) fn moved(day: Day, n: i64, by: Move, conventions: Conventions) -> Option<Day> {
    match by {
        Move::Shift(unit) => calendar::shift(day, n, unit),
        Move::Full(unit) => calendar::period_full(day, n, unit, conventions),
    }
}

/// The first day from `first` to `last` on which `holds`, if it holds from some day on; else the day after `last`.
fn first_day((first, last): (Day, Day), holds: impl Fn(Day) -> bool) -> Day {
    let (mut low, mut high) = (first, last + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

impl Thresholds {
    fn new((by, n): By, with: Day, conventions: Conventions) -> Self {
        let f = |day| moved(day, n, by, conventions);
        // Going forward the last days leave the calendar, going back the first ones.
        let can = if n >= 0 {
            // Only where the first day counts may the first day of all lead out, by ending the day before.
            let first = if f(FIRST_DAY).is_some() {
                FIRST_DAY
            } else {
                first_day((FIRST_DAY, LAST_DAY), |day| f(day).is_some())
            };
            (first, first_day((first, LAST_DAY), |day| f(day).is_none()) - 1)
        } else {
            let first = first_day((FIRST_DAY, LAST_DAY), |day| f(day).is_some());
            (
                first,
                if f(LAST_DAY).is_some() {
                    LAST_DAY
                } else {
                    first_day((first, LAST_DAY), |day| f(day).is_none()) - 1
                },
            )
        };
        Self {
            can,
            reaches: first_day(can, |day| f(day).is_some_and(|day| day >= with)),
            passes: first_day(can, |day| f(day).is_some_and(|day| day > with)),
        }
    }

    /// The days from and to which (both included) a moved day stands so to the given one; crossed if none does. `None`: see the
    /// opposite comparison.
    pub fn holds(self, how: Compare) -> Option<(Day, Day)> {
        let (first, last) = self.can;
        match how {
            Compare::Less => Some((first, self.reaches - 1)),
            Compare::LessOrEqual => Some((first, self.passes - 1)),
            Compare::Greater => Some((self.passes, last)),
            Compare::GreaterOrEqual => Some((self.reaches, last)),
            Compare::Equal => Some((self.reaches, self.passes - 1)),
            Compare::NotEqual => None,
        }
    }
}

impl Tables {
    /// Where days moved so reach `with`.
    pub fn thresholds(&mut self, by: By, with: Day, conventions: Conventions) -> Thresholds {
        if self.thresholds.len() > KEPT {
            self.thresholds.clear();
        }
        *self.thresholds.entry((by, with)).or_insert_with(|| Thresholds::new(by, with, conventions))
    }

    /// Every day moved, [`NONE`] where that leads out of the calendar. `None` if the days lie too far apart.
    pub fn moved(
        &mut self,
        by: By,
        days: &[Day],
        conventions: Conventions,
        out: &mut Vec<Day>,
    ) -> Option<()> {
        let (least, greatest) = (*days.iter().min()?, *days.iter().max()?);
        if self.tables.len() > KEPT {
            self.tables.clear();
        }
        let table = self.tables.entry(by).or_default();
        if table.moved.is_empty() || least < table.first || greatest > table.last() {
            let (least, greatest) = match table.moved.is_empty() {
                true => (least, greatest),
                false => (least.min(table.first), greatest.max(table.last())),
            };
            let count = usize::try_from(i64::from(greatest) - i64::from(least) + 1).ok()?;
            if count > MOST {
                return None;
            }
            let (by, n) = by;
            let all = (least..=greatest).map(|day| moved(day, n, by, conventions).unwrap_or(NONE));
            *table = Table { first: least, moved: all.collect() };
        }
        let (first, moved) = (table.first, table.moved.as_slice());
        let place = |day: Day| usize::try_from(day.wrapping_sub(first)).ok();
        out.clear();
        out.extend(
            days.iter().map(|day| place(*day).and_then(|place| moved.get(place)).copied().unwrap_or(NONE)),
        );
        Some(())
    }
}

impl Table {
    fn last(&self) -> Day {
        Day::try_from(self.moved.len()).map_or(Day::MAX, |len| self.first.saturating_add(len - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::run;
    use crate::program::PeriodUnit;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn thresholds_compare_as_moved_days_do(
            day in FIRST_DAY..=LAST_DAY, near in -800i32..800, n in -40i64..400, far in any::<bool>(), counts in any::<bool>(), full in any::<bool>(), unit in 0usize..3,
        ) {
            let conventions = Conventions { first_day_counts: counts, age_next_day: counts };
            let unit = [PeriodUnit::Months, PeriodUnit::Days, PeriodUnit::Age][unit];
            let by = if full { Move::Full(unit) } else { Move::Shift(unit) };
            let n = if far { n * 300 } else { n };
            let result = moved(day, n, by, conventions);
            let with = result.unwrap_or(day).saturating_add(near).clamp(FIRST_DAY, LAST_DAY);
            let thresholds = Thresholds::new((by, n), with, conventions);
            let (first, last) = thresholds.can;
            prop_assert_eq!((first..=last).contains(&day), result.is_some());
            if let Some(result) = result {
                for how in [Compare::Less, Compare::LessOrEqual, Compare::Greater, Compare::GreaterOrEqual, Compare::Equal] {
                    let (from, to) = thresholds.holds(how).unwrap();
                    prop_assert_eq!((from..=to).contains(&day), run::compare(result.into(), how, with.into()));
                }
            }
        }
    }
}
