//! Prints how long a record takes, after checking every amount against plain Rust.
//!
//! `cargo run --release --bin table [ways|rows|missing|rules|lists]`; all of them if not told. Each line: what was measured, the
//! least nanoseconds a record.

use qingce_bench::records::filled;
use qingce_bench::timer::{by_pieces, nanoseconds};
use qingce_bench::workload::{Workload, day};
use qingce_runtime::columns::{ColumnMachine, Columns, RuleColumn};
use qingce_runtime::program::RuleId;
use qingce_runtime::{Decision, Decisions, Effect, Machine, MemoryLedger, Outcome, Record};
use std::hint::black_box;

/// Records that stay in a processor's cache, as they do where each is decided as soon as it is read.
const FEW: usize = 2_048;
/// Records timed at a time.
const PIECE: usize = 64;
const MANY: usize = 100_000;
/// Records that `decide` takes at a time, and how often a thread decides them.
const CHUNK: usize = 8_192;
const TIMES: usize = 50;

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
        for (count, times) in [(2 * CHUNK, TIMES), (4 * MANY, 1)] {
            for (name, work) in [("W2", Workload::flat(count)), ("W3", Workload::listed(count))] {
                halves(&format!("{name}\tcolumns, {} records a thread", count / 2), &work, times);
            }
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
    let mut desk = Desk::of(work, &work.records);
    let (least, _) = nanoseconds(work.records.len(), || desk.decide(1));
    show(what, least);
}

/// Records as columns with a machine that decides them.
struct Desk<'w> {
    columns: Columns,
    machine: ColumnMachine<'w>,
    decided: Vec<(RuleId, RuleColumn)>,
}

impl<'w> Desk<'w> {
    fn of(work: &'w Workload, records: &[Record]) -> Self {
        Self {
            columns: work.columns(records),
            machine: ColumnMachine::new(&work.program),
            decided: Vec::new(),
        }
    }

    fn decide(&mut self, times: usize) {
        for _ in 0..times {
            let decided = &mut self.decided;
            self.machine.decide_into(&self.columns.batch(), day(), decided).expect("the day is given");
            black_box(&self.decided);
        }
    }
}

/// Two halves of the records, each decided so many times: by one thread, and by two, starting which is counted.
fn halves(what: &str, work: &Workload, times: usize) {
    let (first, second) = work.records.split_at(work.records.len() / 2);
    let mut desks = [first, second].map(|records| Desk::of(work, records));
    let items = work.records.len() * times;
    let (one, _) = nanoseconds(items, || desks.iter_mut().for_each(|desk| desk.decide(times)));
    let (two, _) = nanoseconds(items, || {
        std::thread::scope(|scope| {
            for desk in &mut desks {
                scope.spawn(|| desk.decide(times));
            }
        });
    });
    show(&format!("{what}, one thread"), one);
    show(&format!("{what}, two threads"), two);
}

fn show(what: &str, least: f64) {
    println!("{what}\t{least:.2}");
}
