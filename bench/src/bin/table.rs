//! Prints how long a record takes, after checking every amount against plain Rust.
//!
//! `cargo run --release --bin table [ways|rows|missing|rules|lists]`; all of them if not told. Each line: what was measured, the
//! least nanoseconds a record.

use qingce_bench::records::filled;
use qingce_bench::timer::{by_pieces, nanoseconds};
use qingce_bench::workload::{Workload, day};
use qingce_runtime::columns::ColumnMachine;
use qingce_runtime::{Decision, Decisions, Effect, Machine, MemoryLedger, Outcome};
use std::hint::black_box;

/// Records that stay in a processor's cache, as they do where each is decided as soon as it is read.
const FEW: usize = 2_048;
/// Records timed at a time.
const PIECE: usize = 64;
const MANY: usize = 100_000;

fn main() {
    let wanted = std::env::args().nth(1);
    let asked = |table: &str| wanted.as_deref().is_none_or(|wanted| wanted == table);
    if asked("ways") {
        for (name, work) in [("W2", Workload::flat(FEW)), ("W3", Workload::listed(FEW))] {
            check(name, &work);
            one_by_one(&format!("{name}\tmachine, rows"), &work);
            records(&format!("{name}\tmachine, records"), &work);
            columns(&format!("{name}\tcolumns, one thread"), &work);
        }
        for (name, work) in [("W2", Workload::flat(4 * MANY)), ("W3", Workload::listed(4 * MANY))] {
            columns(&format!("{name}\tcolumns, one thread, {} records", 4 * MANY), &work);
            threads(&format!("{name}\tcolumns, two threads, {} records", 4 * MANY), &work);
        }
    }
    if asked("rows") {
        for count in [1_000, 10_000, MANY] {
            both(&format!("W2\t{count} records"), &Workload::flat(count));
            both(&format!("W3\t{count} records"), &Workload::listed(count));
        }
    }
    if asked("missing") {
        for percent in [0, 1, 10, 50] {
            both(&format!("W2\t{percent} % missing"), &Workload::flat(FEW).missing(percent));
            both(&format!("W3\t{percent} % missing"), &Workload::listed(FEW).missing(percent));
        }
    }
    if asked("rules") {
        for times in [1, 4, 16, 64] {
            let work = Workload::flat_times(times, FEW);
            check("W2", &work);
            both(&format!("W2\t{} rules", 4 * times), &work);
        }
    }
    if asked("lists") {
        for hires in [0, 1, 10, 100, 1_000] {
            let work = Workload::listed_with(hires, 100_000 / hires.max(20));
            check("W3", &work);
            both(&format!("W3\t{hires} hires"), &work);
        }
    }
}

/// Checks every amount.
fn check(name: &str, work: &Workload) {
    let (mut machine, mut ledger) = (Machine::new(&work.program), MemoryLedger::new());
    let pays = work.pays.as_ref().expect("what the rules pay");
    for (record, expected) in work.records.iter().zip(pays) {
        let decisions = machine.decide(record, day(), &mut ledger).expect("the record fits");
        let paid: Vec<i64> = decisions.iter().map(paid).collect();
        assert_eq!(&paid, expected, "{name}: {record:?}");
    }
    let decided = ColumnMachine::new(&work.program).decide(&work.columns(&work.records).batch(), day());
    for (rule, (_, column)) in decided.expect("the day is given").iter().enumerate() {
        assert!(column.told.is_empty(), "{name}: the columns decide every record");
        assert!(column.value.iter().zip(pays).all(|(value, expected)| *value == expected[rule]));
    }
}

/// The fen that a decision pays.
fn paid(decision: &Decision) -> i64 {
    let fen = |mantissa| i64::try_from(mantissa).expect("an amount of the workload");
    match &decision.outcome {
        Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => fen(amount.mantissa()),
        Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. } => fen(at_most.mantissa()),
        Outcome::DoesNotApply => 0,
        other => panic!("{other:?}"),
    }
}

fn both(what: &str, work: &Workload) {
    one_by_one(&format!("{what}\tmachine, rows"), work);
    columns(&format!("{what}\tcolumns, one thread"), work);
}

fn one_by_one(what: &str, work: &Workload) {
    let (mut machine, mut ledger) = (Machine::new(&work.program), MemoryLedger::new());
    let rows = filled(&work.program, &work.records);
    let mut decisions = Decisions::new();
    let least = by_pieces(&rows, PIECE, |rows| {
        for row in rows {
            machine.decide_into(row, day(), &mut ledger, &mut decisions).expect("the row fits");
            black_box(&decisions);
        }
    });
    show(what, least);
}

fn records(what: &str, work: &Workload) {
    let (mut machine, mut ledger) = (Machine::new(&work.program), MemoryLedger::new());
    let least = by_pieces(&work.records, PIECE, |records| {
        for record in records {
            black_box(machine.decide(record, day(), &mut ledger).expect("the record fits"));
        }
    });
    show(what, least);
}

fn columns(what: &str, work: &Workload) {
    let columns = work.columns(&work.records);
    let (mut machine, mut decided) = (ColumnMachine::new(&work.program), Vec::new());
    let (least, _) = nanoseconds(work.records.len(), || {
        machine.decide_into(&columns.batch(), day(), &mut decided).expect("the day is given");
        black_box(&decided);
    });
    show(what, least);
}

/// Two threads, each with a machine of its own and half of the records; starting them is counted.
fn threads(what: &str, work: &Workload) {
    let (first, second) = work.records.split_at(work.records.len() / 2);
    let half = |records| (work.columns(records), ColumnMachine::new(&work.program), Vec::new());
    let mut halves = [first, second].map(half);
    let (least, _) = nanoseconds(work.records.len(), || {
        std::thread::scope(|scope| {
            for (columns, machine, decided) in &mut halves {
                scope.spawn(move || {
                    machine.decide_into(&columns.batch(), day(), decided).expect("the day is given");
                });
            }
        });
    });
    show(what, least);
}

fn show(what: &str, least: f64) {
    println!("{what}\t{least:.2}");
}
