//! Columns decide as the machine does, whatever the code: any instruction, over values that may be missing, delegated, lapsed or
//! failed.
//!
//! `QINGCE_CASES` asks for more random programs, `QINGCE_SEED` for others.

mod support;

use chrono::NaiveDate;
use qingce_runtime::columns::{Batch, ColumnMachine, Columns, RuleColumn, Status, fields};
use qingce_runtime::program::{RecordId, SlotId, SlotType};
use qingce_runtime::{Decision, FieldRef, Machine, MemoryLedger, Outcome, Record, Value, Verified};
use support::random::{Dice, Kind, program, record};
use support::{date, verified};

fn asked(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// How much was compared, and how much of it the columns decided themselves.
#[derive(Debug, Default)]
struct Tally {
    pairs: usize,
    decisions: usize,
    by_columns: usize,
    undetermined: usize,
}

fn status(decision: &Decision) -> Status {
    match decision.outcome {
        Outcome::Applies { .. } => Status::Applies,
        Outcome::DoesNotApply | Outcome::AlreadyGranted { .. } => Status::DoesNotApply,
        Outcome::Undetermined { .. } => Status::Undetermined,
        Outcome::NotInForce { .. } => Status::NotInForce,
        Outcome::Failed { .. } => Status::Failed,
    }
}

/// The names of the fields of a type, in the order of their bits.
fn names(program: &Verified, ty: RecordId) -> Vec<Vec<String>> {
    let title = |path: &Vec<SlotId>| {
        let mut record = ty;
        let step = |slot: &SlotId| {
            let slot = program.slot(record, *slot).unwrap();
            if let SlotType::List(member) = slot.ty {
                record = member;
            }
            slot.title(program.english)
        };
        path.iter().map(step).collect()
    };
    fields(program, ty).iter().map(title).collect()
}

/// The fields that a decision hangs on, without telling which members'.
fn wanted(names: &[Vec<String>], decision: &Decision) -> u64 {
    let Outcome::Undetermined { missing, delegated } = &decision.outcome else { return 0 };
    assert!(delegated.is_empty(), "{decision:?}");
    let bit = |field: &FieldRef| {
        let path: Vec<String> = field.steps.iter().map(|step| step.field.clone()).collect();
        1 << names.iter().position(|name| *name == path).unwrap()
    };
    missing.iter().map(bit).fold(0, |all, bit: u64| all | bit)
}

fn check(names: &[Vec<String>], (column, row): (&RuleColumn, usize), decision: &Decision, tally: &mut Tally) {
    tally.decisions += 1;
    if let Some(told) = column.told.get(&row) {
        return assert_eq!(told, decision);
    }
    tally.by_columns += 1;
    let case = if let Outcome::Applies { case, .. } = decision.outcome { case } else { 0 };
    let found = (column.status(row), usize::from(column.case[row]));
    assert_eq!(found, (Some(status(decision)), case), "{decision:?}");
    tally.undetermined += usize::from(status(decision) == Status::Undetermined);
    let missing = column.missing.get(row).copied().unwrap_or(0);
    assert_eq!(missing, wanted(names, decision), "{missing:b} {decision:?}");
    let amount = match &decision.outcome {
        Outcome::Applies { effect, .. } => match effect {
            qingce_runtime::Effect::Grant { amount, .. } => amount.mantissa(),
            qingce_runtime::Effect::Ceiling { at_most, .. } => at_most.mantissa(),
            qingce_runtime::Effect::Duty { done, .. } => i128::from(*done == Some(true)),
            qingce_runtime::Effect::Target { met, .. } => i128::from(*met == Some(true)),
            _ => 0,
        },
        _ => 0,
    };
    assert_eq!(i128::from(column.value[row]), amount, "{decision:?}");
}

fn agree(
    program: &Verified,
    batch: &Batch<'_>,
    records: &[Record],
    as_of: Option<NaiveDate>,
    tally: &mut Tally,
) {
    let names = names(program, records[0].ty);
    let (mut machine, mut columns) = (Machine::new(program), ColumnMachine::new(program));
    let decided = columns.decide(batch, as_of).unwrap();
    for (row, record) in records.iter().enumerate() {
        assert_eq!(&batch.record(row), record);
        let decisions = machine.decide(record, as_of, &mut MemoryLedger::new()).unwrap();
        for (decision, (id, column)) in decisions.iter().zip(&decided) {
            assert_eq!(decision.id, *id);
            check(&names, (column, row), decision, tally);
        }
        tally.pairs += 1;
    }
}

#[test]
fn any_code() {
    let (cases, first) = (asked("QINGCE_CASES", 200), asked("QINGCE_SEED", 1));
    let mut tally = Tally::default();
    for seed in first..first + cases {
        let program = verified(program(seed, Kind { beyond_kleene: true, unknown_standards: true }));
        let mut dice = Dice(!seed);
        let subject = program.record_named("经纪人").unwrap();
        let records: Vec<Record> = (0..300).map(|_| record(&program, subject, &mut dice)).collect();
        let mut columns = Columns::new(&program, subject).unwrap();
        records.iter().for_each(|record| columns.push(&program, record).unwrap());
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let cut = dice.below(records.len());
            let as_of = Some(date("2023-10-01"));
            agree(&program, &columns.batch().part(cut, records.len()), &records[cut..], as_of, &mut tally);
        }));
        assert!(result.is_ok(), "seed {seed}\n{}", program.listing());
    }
    println!("{tally:?}");
    assert!(tally.by_columns * 5 > tally.decisions && tally.undetermined > 0, "{tally:?}");
}

#[test]
fn many_blocks_with_a_missing_field_each() {
    let program = verified(program(3, Kind { beyond_kleene: false, unknown_standards: false }));
    let subject = program.record_named("经纪人").unwrap();
    let mut dice = Dice(7);
    let mut columns = Columns::new(&program, subject).unwrap();
    let mut records = Vec::new();
    for row in 0..5_000usize {
        let mut record = record(&program, subject, &mut dice);
        let slot = row % record.values.len();
        record.values[slot] = Value::Missing;
        columns.push(&program, &record).unwrap();
        records.push(record);
    }
    agree(&program, &columns.batch(), &records, Some(date("2023-10-01")), &mut Tally::default());
}
