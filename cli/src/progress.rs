//! Progress of long runs: on standard error, and only on a terminal.

use crate::lang::pick;
use crate::screen::Screen;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use std::fmt::Write;

/// A count of records that shows once a run takes a while.
pub struct Progress {
    bar: ProgressBar,
    records: u64,
}

impl Progress {
    /// A count that shows itself if standard error is a terminal, unless the decisions themselves run over the screen: then
    /// `to_file` is false and standard output is a terminal too.
    pub fn new(screen: &Screen, to_file: bool) -> Self {
        use std::io::IsTerminal;
        let bar = if !to_file && std::io::stdout().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(8))
        };
        let words = pick(
            screen.language,
            "{spinner} 已决定 {human_pos} 份（每秒 {rate} 份），用时 {elapsed}",
            "{spinner} {human_pos} records decided ({rate} a second), {elapsed}",
        );
        if let Ok(style) = ProgressStyle::with_template(words) {
            // The crate's own rate has four decimals.
            let rate = |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.with_key("rate", rate));
        }
        Self { bar, records: 0 }
    }

    /// So many more records.
    pub fn step(&mut self, records: u64) {
        self.records += records;
        self.bar.set_position(self.records);
    }

    /// Prints a line to standard error without disturbing the count.
    pub fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    /// Takes the count off the screen.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
