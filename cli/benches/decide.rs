//! How fast the shipped policy is compiled, and how many records a second one thread decides.
//!
//! Each record type's records are sampled (seeded, all distinct, some fields missing) before the clock starts; every rule of
//! the record type is decided, with the ledger of one-off grants empty at the start of each run.

use divan::Bencher;
use divan::counter::ItemsCount;
use qingce::folder::Folder;
use qingce::sample::make::Maker;
use qingce_runtime::program::Program;
use qingce_runtime::verify::Verified;
use qingce_runtime::{Machine, MemoryLedger};
use std::path::PathBuf;

const RECORDS: usize = 10_000;

fn main() {
    divan::main();
}

fn folder() -> Folder {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../policies/qinghai-labour-brand");
    Folder::read(&path).expect("the shipped policy can be read")
}

fn program() -> Program {
    qingce_compiler::compile(&folder().text).expect("the shipped policy compiles").program
}

#[divan::bench]
fn compile(bencher: Bencher<'_, '_>) {
    let folder = folder();
    bencher.bench_local(|| qingce_compiler::compile(&folder.text));
}

#[divan::bench(args = ["用工单位", "劳务经纪人", "劳动者", "借款人", "企业"])]
fn decide(bencher: Bencher<'_, '_>, record: &str) {
    let program = Verified::new(program()).expect("the shipped program verifies");
    let ty = program.record_named(record).expect("a record type of the shipped policy");
    let mut maker = Maker::new(&program, ty, 20_220_601);
    let records: Vec<_> = (0..RECORDS).map(|_| maker.make()).collect();
    let day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29);
    let mut machine = Machine::new(&program);
    bencher.counter(ItemsCount::new(RECORDS)).bench_local(|| {
        let mut ledger = MemoryLedger::default();
        for record in &records {
            let decisions =
                machine.decide(record, day, &mut ledger).expect("a sampled record can be decided");
            divan::black_box(decisions);
        }
    });
}
