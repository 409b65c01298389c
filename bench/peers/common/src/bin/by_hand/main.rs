//! The policies written by hand in Rust: over rows, over rows whose options are words, and over columns. How fast it can be.

mod columns;
mod rows;

use columns::{Cases, Hires};
use fearless_simd::Level;
use peers::measure::Way;
use qingce_bench::records::{cases, employers, flat_case_pays, hires_pay};
use qingce_bench::timer::records;
use qingce_runtime::calendar;
use rows::{WordedCase, WordedEmployer};
use std::hint::black_box;

fn main() {
    let count = records();
    let (level, baseline) = (Level::new(), Level::baseline());
    let way = |work, way| Way { peer: "Rust by hand", work, way };

    let cases = cases(count);
    let year_ago = black_box(calendar::day(2023, 2, 28).expect("a day of the calendar"));
    let pays: Vec<_> = cases.iter().map(flat_case_pays).collect();
    way("W2", "rows").rows(&pays, |paid| {
        for (paid, case) in paid.iter_mut().zip(black_box(&cases)) {
            *paid = rows::case(case, year_ago);
        }
    });
    let worded: Vec<_> = cases.iter().map(WordedCase::new).collect();
    way("W2", "rows, options as text").rows(&pays, |paid| {
        for (paid, case) in paid.iter_mut().zip(black_box(&worded)) {
            *paid = rows::worded_case(case, year_ago);
        }
    });
    let columns = Cases::new(&cases);
    way("W2", "columns, baseline instructions").columns(&pays, |paid| {
        columns::cases(baseline, black_box(&columns), year_ago, paid);
    });
    way("W2", "columns").columns(&pays, |paid| {
        columns::cases(level, black_box(&columns), year_ago, paid);
    });

    let employers = employers(count);
    let pays: Vec<_> = employers.iter().map(|one| [hires_pay(one)]).collect();
    way("W3", "rows").rows(&pays, |paid| {
        for ([paid], employer) in paid.iter_mut().zip(black_box(&employers)) {
            *paid = rows::employer(employer);
        }
    });
    let worded: Vec<_> = employers.iter().map(WordedEmployer::new).collect();
    way("W3", "rows, options as text").rows(&pays, |paid| {
        for ([paid], employer) in paid.iter_mut().zip(black_box(&worded)) {
            *paid = rows::worded_employer(employer);
        }
    });
    let columns = Hires::new(&employers);
    let mut room = Vec::new();
    way("W3", "columns, baseline instructions").columns(&pays, |[paid]| {
        columns::hires(baseline, black_box(&columns), &mut room, paid);
    });
    way("W3", "columns").columns(&pays, |[paid]| {
        columns::hires(level, black_box(&columns), &mut room, paid);
    });
}
