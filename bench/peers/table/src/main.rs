//! Qingce and hand-written Rust on W2 and W3, on the same seeded records; all amounts are compared with plain Rust. Prints
//! nanoseconds a record and the ratio to Qingce by columns.
//!
//! `table [RECORDS]`, 100 000 if not told.

use chrono::NaiveDate;
use qingce_bench::policy::{flat_case, hires, program};
use qingce_bench::records::{
    Case, DAY, Employer, case_record, cases, employer_record, employers, filled, flat_case_pays, hires_pay,
};
use qingce_bench::timer::{nanoseconds, records};
use qingce_runtime::columns::{ColumnMachine, Columns};
use qingce_runtime::{Decisions, Machine, MemoryLedger, Record, Verified};
use std::hint::black_box;

const QINGCE: &str = "Qingce, columns";

fn main() {
    let count = records();
    let mut lines = Vec::new();
    let (flat, listed) = (program(&flat_case()), program(&hires()));
    let (all, hiring) = (cases(count), employers(count));
    rust("W2", &all, flat_case_pays, &mut lines);
    rust("W3", &hiring, |employer| [hires_pay(employer)], &mut lines);
    let ty = flat.record_named("个案").expect("the workload's record type");
    let of_cases: Vec<Record> = all.iter().map(|case: &Case| case_record(ty, case)).collect();
    let of_hires: Vec<Record> = hiring.iter().map(|one: &Employer| employer_record(&listed, one)).collect();
    qingce("W2", &flat, &of_cases, |row, rule| flat_case_pays(&all[row])[rule], &mut lines);
    qingce("W3", &listed, &of_hires, |row, _| hires_pay(&hiring[row]), &mut lines);
    for work in ["W2", "W3"] {
        let base = lines.iter().find(|(of, what, _)| of == work && what == QINGCE).expect("Qingce's own").2;
        for (_, what, time) in lines.iter().filter(|(of, ..)| of == work) {
            println!("{work}\t{what}\t{time:.1}\t{:.1}", time / base);
        }
    }
}

type Line = (String, String, f64);

/// Plain Rust, a row at a time.
fn rust<R, const N: usize>(work: &str, rows: &[R], pays: impl Fn(&R) -> [i64; N], lines: &mut Vec<Line>) {
    let (time, _) = nanoseconds(rows.len(), || rows.iter().for_each(|row| drop(black_box(pays(row)))));
    lines.push((work.to_owned(), "hand-written Rust, rows".to_owned(), time));
}

fn qingce(
    work: &str,
    program: &Verified,
    records: &[Record],
    expected: impl Fn(usize, usize) -> i64,
    lines: &mut Vec<Line>,
) {
    let (year, month, day) = DAY;
    let day = NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs());
    let rows = filled(program, records);
    let (mut machine, mut ledger, mut decisions) = (Machine::new(program), MemoryLedger::new(), Decisions::new());
    let (time, _) = nanoseconds(rows.len(), || {
        for row in &rows {
            machine.decide_into(row, day, &mut ledger, &mut decisions).expect("the row fits");
            black_box(&decisions);
        }
    });
    lines.push((work.to_owned(), "Qingce, rows".to_owned(), time));
    let mut columns = Columns::new(program, records[0].ty).expect("the records' own type");
    records.iter().for_each(|record| columns.push(program, record).expect("the record fits"));
    let mut machine = ColumnMachine::new(program);
    let mut decided = machine.decide(&columns.batch(), day).expect("the day is given");
    for (rule, (_, column)) in decided.iter().enumerate() {
        let mut rows = column.value.iter().enumerate();
        assert!(column.told.is_empty() && rows.all(|(row, value)| *value == expected(row, rule)), "{work}");
    }
    let (time, _) = nanoseconds(records.len(), || {
        machine.decide_into(&columns.batch(), day, &mut decided).expect("the day is given");
        black_box(&decided);
    });
    lines.push((work.to_owned(), QINGCE.to_owned(), time));
}
