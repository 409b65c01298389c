//! How long deciding takes on large files, beside merely reading them: `reading [RECORDS]`, ten million if not told.
//!
//! W2's records are written as Parquet, CSV and JSON lines. For each form a baseline (the crate that everybody reads it with, into
//! typed fields of a struct, one thread) and the steps of `qingce decide` (the readers of `qingce-files`, four rules by columns,
//! a Parquet file of the decisions; three threads with bounded channels between) run in processes of their own, over and over, on
//! the same file. Told are the least nanoseconds a record on the clock,
//! the processor time, the peak of memory, and how that stands to the baseline. Sums of the amounts are compared.

mod baseline;
mod decide;
mod files;

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Runs of each, of which the quickest counts.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["baseline", file] => measured(|| baseline::read(Path::new(file))),
        ["decide", program, file, out] => {
            measured(|| decide::decide(Path::new(program), Path::new(file), Path::new(out)));
        }
        [] => all(10_000_000),
        [count] => all(count.parse().expect("a number of records")),
        _ => panic!("reading [RECORDS]"),
    }
    ExitCode::SUCCESS
}

/// What a child process tells: seconds on the clock, seconds of the processors, KiB at the peak.
fn measured(run: impl FnOnce()) {
    let begun = Instant::now();
    run();
    let clock = begun.elapsed().as_secs_f64();
    let stat = std::fs::read_to_string("/proc/self/stat").expect("the process's own times");
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks: f64 = [11, 12].iter().map(|place| fields[*place].parse::<f64>().expect("ticks")).sum();
    let status = std::fs::read_to_string("/proc/self/status").expect("the process's own memory");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    println!("{clock} {} {}", ticks / 100.0, peak.trim().trim_end_matches("kB").trim());
}

#[derive(Debug, Clone, Copy)]
struct Figures {
    clock: f64,
    processor: f64,
    peak: f64,
}

/// The quickest of some runs of this program with these arguments.
fn figures(arguments: &[&str], count: usize) -> Figures {
    let own = std::env::current_exe().expect("this program");
    let runs = (0..RUNS).map(|_| {
        let output = Command::new(&own).args(arguments).output().expect("it runs");
        let told = String::from_utf8(output.stdout).expect("figures");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        let figures: Vec<f64> = told
            .lines()
            .last()
            .expect("figures")
            .split(' ')
            .map(|figure| figure.parse().expect("a figure"))
            .collect();
        let each = 1e9 / count as f64;
        Figures { clock: figures[0] * each, processor: figures[1] * each, peak: figures[2] / 1024.0 }
    });
    runs.min_by(|a, b| a.clock.total_cmp(&b.clock)).expect("at least one run")
}

fn all(count: usize) {
    let folder = std::env::temp_dir().join(format!("reading-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let program = folder.join("policy.qcb");
    let text = |path: &Path| path.display().to_string();
    std::fs::write(&program, files::program()).expect("a program file");
    println!("{count} records\nform\twhat\tns/record\tprocessor ns/record\tpeak MiB\tratio");
    for form in ["parquet", "csv", "jsonl"] {
        let file = folder.join(format!("个案.{form}"));
        let expected = files::write(&file, count);
        let out = folder.join("decided.parquet");
        let base = figures(&["baseline", &text(&file)], count);
        let whole = figures(&["decide", &text(&program), &text(&file), &text(&out)], count);
        assert_eq!(baseline::sums(&out), expected, "{form}: the amounts agree with plain Rust");
        for (what, one) in [("read into a struct", base), ("read, decide, write as Parquet", whole)] {
            println!(
                "{form}\t{what}\t{:.0}\t{:.0}\t{:.0}\t{:.2}",
                one.clock,
                one.processor,
                one.peak,
                one.clock / base.clock
            );
        }
        std::fs::remove_file(&file).expect("a file of its own");
    }
    std::fs::remove_dir_all(&folder).expect("a folder of its own");
}
