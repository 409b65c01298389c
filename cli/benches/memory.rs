//! How fast `qingce decide` is and how much memory it takes: 100 000 and 900 000 sampled records as JSON lines and as CSV with a
//! child table, whose keys ascend. The peak must not grow with the records; run it with `cargo bench -p qingce --bench memory`.
//!
//! Peaks are read from `/proc`, so that memory is told on Linux only.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const POLICY: &str = "../policies/qinghai-labour-brand";
const RECORD: &str = "劳务经纪人";
/// The larger run may take so much more memory than the smaller one, in KiB: what the allocator happens to keep, which is some
/// 40 MiB after the first seconds.
const SLACK: u64 = 8 * 1024;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let program = folder.path().join("policy.qcb");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    qingce(&[
        "build".into(),
        root.join(POLICY).display().to_string(),
        "-o".into(),
        program.display().to_string(),
    ]);
    for form in ["jsonl", "csv"] {
        let mut peaks = Vec::new();
        for count in [100_000_u64, 900_000] {
            let records = sample(&program, folder.path(), form, count);
            let (time, peak) = decide(&program, &records);
            let rate = count as f64 / time.as_secs_f64();
            println!(
                "{form:>6} {count:>7} records  {:>6.2} s  {rate:>8.0} records/s  peak {peak:>6} KiB",
                time.as_secs_f64()
            );
            peaks.push(peak);
        }
        let grown = peaks[1].saturating_sub(peaks[0]);
        assert!(grown <= SLACK, "{form}: the peak grew by {grown} KiB");
    }
}

fn qingce(arguments: &[String]) {
    let status = Command::new(env!("CARGO_BIN_EXE_qingce")).args(arguments).stderr(Stdio::null()).status();
    assert!(status.expect("qingce runs").success(), "qingce {arguments:?}");
}

fn sample(program: &Path, folder: &Path, form: &str, count: u64) -> PathBuf {
    let out = match form {
        "csv" => folder.join(format!("{count}")),
        form => {
            let own = folder.join(format!("{form}-{count}"));
            std::fs::create_dir_all(&own).expect("a folder for the records");
            own.join(format!("{RECORD}.{form}"))
        }
    };
    let text = |path: &Path| path.display().to_string();
    let arguments = [
        "sample",
        &text(program),
        "--record",
        RECORD,
        "-n",
        &count.to_string(),
        "--format",
        form,
        "--out",
        &text(&out),
    ];
    qingce(&arguments.map(str::to_owned));
    out
}

/// Decides the records into a file; how long it took, and the peak of its memory in KiB.
fn decide(program: &Path, records: &Path) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_qingce"))
        .args([Path::new("decide"), program, records, Path::new("--format"), Path::new("jsonl")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("qingce runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok());
            peak = kib.unwrap_or(peak);
        }
        if let Some(status) = child.try_wait().expect("a child") {
            assert!(status.success(), "{}", records.display());
            return (begun.elapsed(), peak);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
