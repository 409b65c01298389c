//! Timing that a busy machine disturbs little: the least of many runs.

use std::time::{Duration, Instant};

/// Runs to time at least, and how long to go on.
const RUNS: usize = 15;
const TIME: Duration = Duration::from_millis(600);

/// The least and the median nanoseconds an item that `run` takes on `items` of them, after one run that isn't timed.
pub fn nanoseconds(items: usize, mut run: impl FnMut()) -> (f64, f64) {
    run();
    let all = Instant::now();
    let mut times = Vec::new();
    while times.len() < RUNS || all.elapsed() < TIME {
        let begin = Instant::now();
        run();
        times.push(begin.elapsed().as_secs_f64() * 1e9 / items as f64);
    }
    times.sort_by(f64::total_cmp);
    (times[0], times[times.len() / 2])
}

/// How many records to decide: the program's first argument, or 100 000.
pub fn records() -> usize {
    std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000)
}
