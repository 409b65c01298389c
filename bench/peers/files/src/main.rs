//! What it takes Qingce to read records: from files of CSV and JSON lines to columns, and on to amounts.

use peers::decided::amounts;
use peers::measure::Way;
use qingce_bench::records::{cases, flat_case_pays};
use qingce_bench::timer::{nanoseconds, records};
use qingce_bench::workload::{Workload, day};
use qingce_files::chunk::Chunk;
use qingce_files::read::open;
use qingce_runtime::columns::ColumnMachine;
use qingce_runtime::{Record, write_json};
use serde_json::Value;
use std::fs::write;
use std::hint::black_box;
use std::path::{Path, PathBuf};

fn main() {
    let count = records();
    let folder = tempfile::tempdir().expect("a folder");
    let way = |work, way| Way { peer: "Qingce", work, way };

    let flat = Workload::flat(count);
    let csv = folder.path().join("cases.csv");
    write(&csv, csv_of(&flat)).expect("a file");
    let json = folder.path().join("cases.jsonl");
    write(&json, lines_of(&flat)).expect("a file");
    measure(way("reading W2", "CSV to columns"), &flat, &csv);
    measure(way("reading W2", "JSON lines to columns"), &flat, &json);
    decide(way("W2, with reading", "CSV to columns to amounts"), &flat, &csv);

    let listed = Workload::listed(count);
    let json = folder.path().join("employers.jsonl");
    write(&json, lines_of(&listed)).expect("a file");
    measure(way("reading W3", "JSON lines to columns"), &listed, &json);
}

/// Times reading a file, and compares the records with those that were written.
fn measure(way: Way<'_>, work: &Workload, file: &Path) {
    let times = nanoseconds(work.records.len(), || read(work, file, |chunk| drop(black_box(chunk))));
    let mut same = Vec::new();
    read(work, file, |chunk| {
        let batch = chunk.batch();
        let good: Vec<usize> = chunk.good().collect();
        let begin = same.len();
        let is_same = |row| {
            let read = batch.record(row);
            good.binary_search(&row).is_ok() && work.records.get(begin + row) == Some(&read)
        };
        same.extend((0..chunk.len()).map(|row| [i64::from(is_same(row))]));
    });
    same.resize(work.records.len(), [0]);
    way.print(times, work.records.iter().map(|_| [1]), same.into_iter());
}

/// Times reading a file and deciding what is read.
fn decide(way: Way<'_>, work: &Workload, file: &Path) {
    let pays: Vec<_> = cases(work.records.len()).iter().map(flat_case_pays).collect();
    let (mut machine, mut decided) = (ColumnMachine::new(&work.program), Vec::new());
    way.rows(&pays, |paid| {
        let mut paid = paid.iter_mut();
        read(work, file, |chunk| {
            machine.decide_into(&chunk.batch(), day(), &mut decided).expect("the day is given");
            for (row, paid) in (0..chunk.len()).zip(&mut paid) {
                *paid = amounts(&decided, row);
            }
        });
    });
}

fn read(work: &Workload, file: &Path, mut take: impl FnMut(Chunk)) {
    let record = work.records.first().map(|record| record.ty);
    let sources = open(&work.program, &[PathBuf::from(file)], record, &mut Vec::new());
    for mut source in sources.expect("a file of records") {
        let taken = source.chunks(&work.program, &mut |chunk| {
            take(chunk);
            Ok(())
        });
        taken.expect("a file that can be read");
    }
}

/// The records as JSON lines.
fn lines_of(work: &Workload) -> String {
    work.records.iter().map(|record| format!("{}\n", write_json(&work.program, record))).collect()
}

/// The records as CSV.
fn csv_of(work: &Workload) -> String {
    let written = |record: &Record| match write_json(&work.program, record) {
        Value::Object(fields) => fields,
        other => panic!("{other}"),
    };
    let head = work.records.first().map(|record| written(record).keys().cloned().collect::<Vec<_>>());
    let cell = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Bool(is) => (if *is { "是" } else { "否" }).to_owned(),
        other => other.to_string(),
    };
    let line = |record| written(record).values().map(cell).collect::<Vec<_>>().join(",");
    let lines = head.map(|head| head.join(",")).into_iter().chain(work.records.iter().map(line));
    lines.map(|line| line + "\n").collect()
}
