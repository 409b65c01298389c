//! A row's decisions, put together from columns, are the machine's, word for word.

mod support;

use qingce_runtime::columns::{ColumnMachine, Columns, decisions};
use qingce_runtime::{Machine, MemoryLedger, Record};
use support::random::{Dice, Kind, program, record};
use support::{date, verified};

#[test]
fn any_code() {
    let (mut told, mut asked) = (0, 0);
    for seed in 1..60 {
        let program = verified(program(seed, Kind { beyond_kleene: true, unknown_standards: true }));
        let subject = program.record_named("经纪人").unwrap();
        let mut dice = Dice(!seed);
        let records: Vec<Record> = (0..200).map(|_| record(&program, subject, &mut dice)).collect();
        let mut columns = Columns::new(&program, subject).unwrap();
        records.iter().for_each(|record| columns.push(&program, record).unwrap());
        let as_of = Some(date("2023-10-01"));
        let decided = ColumnMachine::new(&program).decide(&columns.batch(), as_of).unwrap();
        let mut machine = Machine::new(&program);
        for (row, record) in records.iter().enumerate() {
            let expected = machine.decide(record, as_of, &mut MemoryLedger::new()).unwrap();
            match decisions(&program, &decided, row) {
                Some(found) => {
                    assert_eq!(found, expected, "seed {seed}\n{record:?}\n{}", program.listing());
                    told += 1;
                }
                None => asked += 1,
            }
        }
    }
    assert!(told > asked, "columns told {told} rows and left {asked}");
}
