//! What it takes to read records into memory: from bytes of CSV, JSON lines and Parquet to the cases and employers.

mod columnar;
mod written;

use peers::measure::Way;
use peers::texts::{csv, employer_json, json};
use qingce_bench::records::{cases, employers};
use qingce_bench::timer::records;
use written::{WrittenCase, WrittenEmployer};

fn main() {
    let count = records();
    let way = |peer, work, way| Way { peer, work, way };

    let cases = cases(count);
    let text: String = cases.iter().map(|case| csv(case) + "\n").collect();
    way("csv", "reading W2", "CSV to structs").read(&cases, |read| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut line = csv::StringRecord::new();
        while reader.read_record(&mut line).expect("CSV") {
            read.extend(line.deserialize(None).ok().and_then(|case: WrittenCase| case.case()));
        }
    });
    let text: String = cases.iter().map(|case| json(case) + "\n").collect();
    way("serde_json", "reading W2", "JSON lines to structs").read(&cases, |read| {
        read.extend(text.lines().filter_map(|line| serde_json::from_str::<WrittenCase>(line).ok()?.case()));
    });
    let bytes = columnar::write(&cases);
    way("parquet", "reading W2", "Parquet to Arrow to structs").read(&cases, |read| {
        columnar::read(bytes.clone(), |batch| columnar::cases(batch, read));
    });
    let employers = employers(count);
    let text: String = employers.iter().map(|one| employer_json(one) + "\n").collect();
    way("serde_json", "reading W3", "JSON lines to structs").read(&employers, |read| {
        let employer = |line| serde_json::from_str::<WrittenEmployer>(line).ok()?.employer();
        read.extend(text.lines().filter_map(employer));
    });
}
