//! Deciding by columns says the very same as deciding record by record.
//!
//! `QINGCE_CASES` asks for more random policies, `QINGCE_RECORDS` for more records of the shipped ones, `QINGCE_SEED` for others.

use chrono::NaiveDate;
use qingce::folder::Folder;
use qingce::sample::make::Maker;
use qingce_compiler::compile;
use qingce_compiler::model::RecordId as ModelRecordId;
use qingce_compiler::scenario::record_of;
use qingce_runtime::columns::{ColumnMachine, Columns, RuleColumn, Status};
use qingce_runtime::program::{CellType, RecordId, SlotType};
use qingce_runtime::{Decision, Effect, Machine, MemoryLedger, Outcome, Record, Value, Verified};
use qingce_tests::random::compare::compiled;
use qingce_tests::random::data::{Filling, day, record};
use qingce_tests::random::policy::RandomPolicy;
use qingce_tests::random::rng::Rng;
use qingce_tests::random::vocabulary::DAYS;
use std::path::Path;

fn asked(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// How many decisions were compared, and how many of them the columns made themselves.
#[derive(Debug, Default)]
struct Tally {
    records: usize,
    decisions: usize,
    by_columns: usize,
    applying: usize,
}

/// Status, case and value of a decision.
fn brief(decision: &Decision) -> (Status, usize, i128) {
    match &decision.outcome {
        Outcome::Applies { case, effect } => {
            let value = match effect {
                Effect::Grant { amount, .. } | Effect::Ceiling { at_most: amount, .. } => {
                    assert_eq!(amount.scale(), 2, "{decision:#?}");
                    amount.mantissa()
                }
                Effect::Duty { done, .. } => i128::from(*done == Some(true)),
                Effect::Target { met, .. } => i128::from(*met == Some(true)),
                _ => 0,
            };
            (Status::Applies, *case, value)
        }
        Outcome::DoesNotApply => (Status::DoesNotApply, 0, 0),
        Outcome::Undetermined { .. } => (Status::Undetermined, 0, 0),
        Outcome::NotInForce { .. } => (Status::NotInForce, 0, 0),
        Outcome::Failed { .. } => (Status::Failed, 0, 0),
        Outcome::AlreadyGranted { .. } => panic!("nothing was granted before"),
    }
}

fn check_row(column: &RuleColumn, row: usize, decision: &Decision, tally: &mut Tally) -> Result<(), String> {
    let (status, case, value) = brief(decision);
    tally.decisions += 1;
    tally.applying += usize::from(status == Status::Applies);
    if let Some(told) = column.told.get(&row) {
        return if told == decision { Ok(()) } else { Err(format!("told {told:#?}\nscalar {decision:#?}")) };
    }
    tally.by_columns += 1;
    let found = (column.status(row).unwrap(), usize::from(column.case[row]), i128::from(column.value[row]));
    if found == (status, case, value) {
        return Ok(());
    }
    Err(format!("columns {found:?}\nscalar {decision:#?}"))
}

/// Compares both ways on records of one type.
fn agree(
    program: &Verified,
    ty: RecordId,
    (records, as_of): (&[Record], Option<NaiveDate>),
    tally: &mut Tally,
) -> Result<(), String> {
    let mut columns = Columns::new(program, ty).unwrap();
    for (row, record) in records.iter().enumerate() {
        columns.push(program, record).unwrap();
        assert_eq!(&columns.record(row), record);
    }
    let mut machine = Machine::new(program);
    let decided = ColumnMachine::new(program).decide(&columns.batch(), as_of);
    let decided = match decided {
        Ok(decided) => decided,
        Err(error) => {
            let scalar = machine.decide(&records[0], as_of, &mut MemoryLedger::new());
            return if scalar == Err(error) { Ok(()) } else { Err(format!("{scalar:?}")) };
        }
    };
    for (row, record) in records.iter().enumerate() {
        let decisions = machine.decide(record, as_of, &mut MemoryLedger::new()).unwrap();
        assert_eq!(decisions.len(), decided.len());
        for (decision, (id, column)) in decisions.iter().zip(&decided) {
            assert_eq!(decision.id, *id);
            check_row(column, row, decision, tally)
                .map_err(|what| format!("{what}\nas of {as_of:?}\n{record:?}\n{}", program.listing()))?;
        }
        tally.records += 1;
    }
    Ok(())
}

/// Makes some numbers of a record as large as they can be.
fn enlarge(rng: &mut Rng, program: &Verified, record: &mut Record) {
    let ty = program.record(record.ty).unwrap();
    for (slot, value) in ty.slots.iter().zip(&mut record.values) {
        match value {
            Value::Cell(cell)
                if matches!(slot.ty, SlotType::Cell(CellType::Number { .. })) && rng.percent(15) =>
            {
                let sign = if rng.percent(50) { -1 } else { 1 };
                *cell = sign * *rng.one(&[i128::from(i64::MAX), 1 << 62, 1 << 40, 1 << 70]);
            }
            Value::List(members) => members.iter_mut().for_each(|member| enlarge(rng, program, member)),
            _ => {}
        }
    }
}

#[test]
fn random_policies() {
    let (cases, first) = (asked("QINGCE_CASES", 60), asked("QINGCE_SEED", 1));
    let mut tally = Tally::default();
    for seed in first..first + cases {
        let mut rng = Rng::new(seed);
        let policy = RandomPolicy::new(&mut rng);
        let Ok(Some((model, program))) = compiled(&policy) else { continue };
        let place = model.records.iter().position(|record| record.name == "申请人").unwrap();
        let ty = program.record_named("申请人").unwrap();
        let missing = *rng.one(&[0, 3, 10, 30]);
        let large = rng.percent(30);
        let records: Vec<Record> = (0..70)
            .map(|_| {
                let filling = Filling { missing, members: rng.between(0, 4) };
                let data = record(&mut rng, &model, ModelRecordId(place), filling);
                let mut record = record_of(&model, ModelRecordId(place), &data);
                if large {
                    enlarge(&mut rng, &program, &mut record);
                }
                record
            })
            .collect();
        let as_of = rng.percent(60).then(|| day(&mut rng, &DAYS[3..]));
        if let Err(what) = agree(&program, ty, (&records, as_of), &mut tally) {
            panic!("seed {seed}: {what}");
        }
    }
    println!("{tally:?}");
    assert!(tally.by_columns * 3 > tally.decisions, "the columns decide too little: {tally:?}");
}

#[test]
fn shipped_policies() {
    let count = asked("QINGCE_RECORDS", 300);
    for name in ["qinghai-labour-brand", "municipal-heat-grant"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(name);
        let Ok(folder) = Folder::read(&folder) else { panic!("{name} cannot be read") };
        let program = Verified::new(compile(&folder.text).unwrap().program).unwrap();
        let mut tally = Tally::default();
        for (place, record) in program.records.iter().enumerate() {
            let ty = RecordId(u16::try_from(place).unwrap());
            if program.rules_of(ty).next().is_none() {
                continue;
            }
            let mut maker = Maker::new(&program, ty, asked("QINGCE_SEED", 1));
            let as_of = NaiveDate::from_ymd_opt(2024, 2, 29);
            let mut left = count;
            while left > 0 {
                let part = left.min(10_000);
                left -= part;
                let records: Vec<Record> = (0..part).map(|_| maker.make()).collect();
                if let Err(what) = agree(&program, ty, (&records, as_of), &mut tally) {
                    panic!("{name}, {}: {what}", record.name);
                }
            }
        }
        println!("{name}: {tally:?}");
        assert!(tally.applying > 0 && tally.by_columns > 0, "{name}: {tally:?}");
    }
}
