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

/// The nanoseconds an item that `run` takes, by pieces of `items` so short that most of them are left alone by whatever else
/// the machine does: of each piece the least of many passes counts.
pub fn by_pieces<T>(items: &[T], length: usize, mut run: impl FnMut(&[T])) -> f64 {
    let mut least = vec![f64::INFINITY; items.len().div_ceil(length)];
    let all = Instant::now();
    let mut passes = 0;
    while passes < RUNS || all.elapsed() < TIME {
        passes += 1;
        for (piece, least) in items.chunks(length).zip(&mut least) {
            let begin = Instant::now();
            run(piece);
            *least = least.min(begin.elapsed().as_secs_f64() * 1e9);
        }
    }
    least.iter().sum::<f64>() / items.len() as f64
}
