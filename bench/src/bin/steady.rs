//! Decides a fixed input over and over, for a profiler or a counter of instructions.
//!
//! `steady (W2|W3) (rows|records|columns) RECORDS TIMES`

use chrono::NaiveDate;
use qingce_bench::policy::{flat_case, hires, program};
use qingce_bench::records::{DAY, case_record, cases, employer_record, employers, filled};
use qingce_runtime::columns::{ColumnMachine, Columns};
use qingce_runtime::{Decisions, Machine, MemoryLedger, Record};
use std::hint::black_box;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [work, way, count, times] = words.as_slice() else { panic!("steady WORK WAY RECORDS TIMES") };
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let (count, times) = (number(count), number(times));
    let (program, records): (_, Vec<Record>) = match work.as_str() {
        "W2" => {
            let program = program(&flat_case());
            let ty = program.record_named("个案").expect("the workload's record type");
            let records = cases(count).iter().map(|case| case_record(ty, case)).collect();
            (program, records)
        }
        _ => {
            let program = program(&hires());
            let records = employers(count).iter().map(|one| employer_record(&program, one)).collect();
            (program, records)
        }
    };
    let (year, month, day) = DAY;
    let day = NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs());
    let (mut machine, mut ledger) = (Machine::new(&program), MemoryLedger::new());
    if way == "rows" {
        let rows = filled(&program, &records);
        let mut decisions = Decisions::new();
        for row in std::iter::repeat_n(&rows, times).flatten() {
            machine.decide_into(row, day, &mut ledger, &mut decisions).expect("the row fits");
            black_box(&decisions);
        }
        return;
    }
    if way == "records" {
        for record in std::iter::repeat_n(&records, times).flatten() {
            black_box(machine.decide(record, day, &mut ledger).expect("the record fits"));
        }
        return;
    }
    let mut columns = Columns::new(&program, records[0].ty).expect("the record's own type");
    records.iter().for_each(|record| columns.push(&program, record).expect("the record fits"));
    let mut machine = ColumnMachine::new(&program);
    let batch = columns.batch();
    let mut decided = Vec::new();
    for _ in 0..times {
        machine.decide_into(&batch, day, &mut decided).expect("the day is given");
        black_box(&decided);
    }
}
