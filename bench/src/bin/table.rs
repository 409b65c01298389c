//! Prints how long a record takes on each workload, after checking every amount against plain Rust.
//!
//! `cargo run --release --bin table [RECORDS]`; 100 000 records if not told.

use chrono::NaiveDate;
use qingce_bench::policy::{flat_case, hires, program};
use qingce_bench::records::{
    DAY, case_record, cases, employer_record, employers, filled, flat_case_pays, hires_pay,
};
use qingce_bench::timer::nanoseconds;
use qingce_runtime::columns::{ColumnMachine, Columns};
use qingce_runtime::{Decision, Decisions, Effect, Machine, MemoryLedger, Outcome, Record, Verified};
use std::hint::black_box;

fn main() {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let flat = program(&flat_case());
    let ty = flat.record_named("个案").expect("the workload's record type");
    let cases = cases(count);
    let records: Vec<Record> = cases.iter().map(|case| case_record(ty, case)).collect();
    let expected: Vec<Vec<i64>> = cases.iter().map(|case| flat_case_pays(case).to_vec()).collect();
    measure("W2", &flat, &records, &expected);

    let listed = program(&hires());
    let employers = employers(count);
    let records: Vec<Record> = employers.iter().map(|one| employer_record(&listed, one)).collect();
    let expected: Vec<Vec<i64>> = employers.iter().map(|one| vec![hires_pay(one)]).collect();
    measure("W3", &listed, &records, &expected);
}

fn measure(work: &str, program: &Verified, records: &[Record], expected: &[Vec<i64>]) {
    let (year, month, day) = DAY;
    let day = NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs());
    let (mut machine, mut ledger) = (Machine::new(program), MemoryLedger::new());
    for (record, expected) in records.iter().zip(expected) {
        let decisions = machine.decide(record, day, &mut ledger).expect("the record fits");
        let paid: Vec<i64> = decisions.iter().map(pays).collect();
        assert_eq!(&paid, expected, "{work}: {record:?}");
    }
    let rows = filled(program, records);
    let mut decisions = Decisions::new();
    show(
        work,
        "machine, one row at a time",
        nanoseconds(rows.len(), || {
            for row in &rows {
                machine.decide_into(row, day, &mut ledger, &mut decisions).expect("the row fits");
                black_box(&decisions);
            }
        }),
    );
    show(
        work,
        "machine, one record at a time",
        nanoseconds(records.len(), || {
            for record in records {
                black_box(machine.decide(record, day, &mut ledger).expect("the record fits"));
            }
        }),
    );
    let ty = records.first().map(|record| record.ty).expect("at least one record");
    let mut columns = Columns::new(program, ty).expect("the record's own type");
    for record in records {
        columns.push(program, record).expect("the record fits");
    }
    let mut machine = ColumnMachine::new(program);
    let mut decided = machine.decide(&columns.batch(), day).expect("the day is given");
    for (rule, (_, column)) in decided.iter().enumerate() {
        assert!(column.told.is_empty(), "{work}: the columns decide every record");
        assert!(column.value.iter().zip(expected).all(|(value, expected)| *value == expected[rule]));
    }
    show(
        work,
        "columns, one thread",
        nanoseconds(records.len(), || {
            machine.decide_into(&columns.batch(), day, &mut decided).expect("the day is given");
            black_box(&decided);
        }),
    );
    let (first, second) = records.split_at(records.len() / 2);
    let mut halves = [first, second].map(|records| {
        let mut columns = Columns::new(program, ty).expect("the record's own type");
        records.iter().for_each(|record| columns.push(program, record).expect("the record fits"));
        (columns, ColumnMachine::new(program), Vec::new())
    });
    show(
        work,
        "columns, two threads",
        nanoseconds(records.len(), || {
            std::thread::scope(|scope| {
                for (columns, machine, decided) in &mut halves {
                    scope.spawn(move || {
                        machine.decide_into(&columns.batch(), day, decided).expect("the day is given")
                    });
                }
            });
        }),
    );
}

fn show(work: &str, what: &str, (least, median): (f64, f64)) {
    println!("{work}\t{what}\t{least:.2}\t{median:.2}");
}

/// The fen that a decision pays.
fn pays(decision: &Decision) -> i64 {
    match &decision.outcome {
        Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => fen(amount.mantissa()),
        Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. } => fen(at_most.mantissa()),
        Outcome::DoesNotApply => 0,
        other => panic!("{other:?}"),
    }
}

fn fen(mantissa: i128) -> i64 {
    i64::try_from(mantissa).expect("an amount of the workload")
}
