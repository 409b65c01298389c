//! Moving days by a number of months, days or years that is the same for all rows: from a table of the days that occur.

use crate::program::{Day, RuleId};
use std::collections::HashMap;

/// The most days of a table: some 180 years.
const MOST: usize = 1 << 16;

/// The tables of a program, by instruction.
#[derive(Debug, Default)]
pub(super) struct Tables(HashMap<(RuleId, usize), Table>);

#[derive(Debug)]
struct Table {
    by: i64,
    first: Day,
    moved: Vec<Day>,
}

/// Stands for a day outside the years 1 to 9999.
pub(super) const NONE: Day = Day::MIN;

impl Tables {
    /// Every day moved by `by`, [`NONE`] where that leads out of the calendar; `None` if the days lie too far apart.
    pub fn moved(
        &mut self,
        at: (RuleId, usize),
        (by, days): (i64, &[Day]),
        f: impl Fn(Day) -> Option<Day>,
        out: &mut Vec<i64>,
    ) -> Option<()> {
        let (least, greatest) = (*days.iter().min()?, *days.iter().max()?);
        let table = self.0.entry(at).or_insert(Table { by, first: least, moved: Vec::new() });
        let last = table.last();
        if table.by != by || least < table.first || greatest > last {
            let (least, greatest) = match table.by == by && !table.moved.is_empty() {
                true => (least.min(table.first), greatest.max(last)),
                false => (least, greatest),
            };
            let count = usize::try_from(i64::from(greatest) - i64::from(least) + 1).ok()?;
            if count > MOST {
                return None;
            }
            let moved = (least..=greatest).map(|day| f(day).unwrap_or(NONE)).collect();
            *table = Table { by, first: least, moved };
        }
        let (first, moved) = (table.first, table.moved.as_slice());
        let place = |day: Day| usize::try_from(day.wrapping_sub(first)).ok();
        out.clear();
        out.extend(
            days.iter().map(|day| {
                i64::from(place(*day).and_then(|place| moved.get(place)).copied().unwrap_or(NONE))
            }),
        );
        Some(())
    }
}

impl Table {
    fn last(&self) -> Day {
        Day::try_from(self.moved.len()).map_or(Day::MAX, |len| self.first.saturating_add(len - 1))
    }
}
