//! Qingce itself: record by record and by columns, one thread.

use peers::decided::{Decided, amounts};
use peers::measure::{NOTHING, Way};
use qingce_bench::records::{cases, employers, filled, flat_case_pays, hires_pay};
use qingce_bench::timer::{nanoseconds, records};
use qingce_bench::workload::{Workload, day};
use qingce_runtime::columns::ColumnMachine;
use qingce_runtime::{Decisions, Machine, MemoryLedger, Ruling, Status};
use std::hint::black_box;

fn main() {
    let count = records();
    let pays: Vec<_> = cases(count).iter().map(flat_case_pays).collect();
    work("W2", &Workload::flat(count), &pays);
    let pays: Vec<_> = employers(count).iter().map(|one| [hires_pay(one)]).collect();
    work("W3", &Workload::listed(count), &pays);
}

fn work<const RULES: usize>(name: &str, work: &Workload, pays: &[[i64; RULES]]) {
    let way = |way| Way { peer: "Qingce", work: name, way };
    {
        let (mut machine, mut ledger) = (Machine::new(&work.program), MemoryLedger::new());
        let rows = filled(&work.program, &work.records);
        let mut decisions = Decisions::new();
        way("record by record").rows(pays, |paid| {
            for (paid, row) in paid.iter_mut().zip(&rows) {
                machine.decide_into(row, day(), &mut ledger, &mut decisions).expect("the row fits");
                for (paid, ruling) in paid.iter_mut().zip(decisions.rulings()) {
                    *paid = amount(ruling);
                }
            }
        });
    }
    let columns = work.columns(&work.records);
    let (mut machine, mut decided) = (ColumnMachine::new(&work.program), Vec::new());
    for (name, chunk) in [("by columns", pays.len()), ("by columns, 8192 records at a time", 8_192)] {
        let batch = columns.batch();
        let mut decide = |take: &mut dyn FnMut(&Decided, usize)| {
            for from in (0..pays.len()).step_by(chunk) {
                let part = batch.part(from, chunk.min(pays.len() - from));
                machine.decide_into(&part, day(), &mut decided).expect("the day is given");
                take(&decided, part.len());
            }
        };
        let times = nanoseconds(pays.len(), || {
            decide(&mut |decided, _| {
                black_box(decided);
            })
        });
        let mut paid = Vec::new();
        decide(&mut |decided, rows| paid.extend((0..rows).map(|row| amounts(decided, row))));
        way(name).print(times, pays.iter().copied(), paid.into_iter());
    }
}

fn amount(ruling: &Ruling) -> i64 {
    match ruling.status {
        Status::Applies => ruling.value.unwrap_or(NOTHING),
        Status::DoesNotApply => 0,
        _ => NOTHING,
    }
}
