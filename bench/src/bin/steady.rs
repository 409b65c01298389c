//! Decides a fixed input over and over, for a profiler or a counter of instructions.
//!
//! `steady (W2|W3) (rows|records|columns) RECORDS TIMES`

use qingce_bench::records::filled;
use qingce_bench::workload::{Workload, day};
use qingce_runtime::columns::ColumnMachine;
use qingce_runtime::{Decisions, Machine, MemoryLedger};
use std::hint::black_box;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [work, way, count, times] = words.as_slice() else { panic!("steady WORK WAY RECORDS TIMES") };
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let (count, times) = (number(count), number(times));
    let work = if work == "W2" { Workload::flat(count) } else { Workload::listed(count) };
    let (mut machine, mut ledger) = (Machine::new(&work.program), MemoryLedger::new());
    match way.as_str() {
        "rows" => {
            let rows = filled(&work.program, &work.records);
            let mut decisions = Decisions::new();
            for row in std::iter::repeat_n(&rows, times).flatten() {
                machine.decide_into(row, day(), &mut ledger, &mut decisions).expect("the row fits");
                black_box(&decisions);
            }
        }
        "records" => {
            for record in std::iter::repeat_n(&work.records, times).flatten() {
                black_box(machine.decide(record, day(), &mut ledger).expect("the record fits"));
            }
        }
        _ => {
            let columns = work.columns(&work.records);
            let (mut machine, mut decided) = (ColumnMachine::new(&work.program), Vec::new());
            for _ in 0..times {
                machine.decide_into(&columns.batch(), day(), &mut decided).expect("the day is given");
                black_box(&decided);
            }
        }
    }
}
