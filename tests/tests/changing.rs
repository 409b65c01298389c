//! Amendments of the shipped policy: every decision dated before the first difference is the same, and what a change costs is what
//! deciding twice and subtracting gives.
//!
//! `QINGCE_CASES` asks for more decisions compared, or more records counted, than the few of an ordinary run.

use chrono::{Days, NaiveDate};
use qingce::folder::Folder;
use qingce::sample::make::Maker;
use qingce_change::{Impact, Pair, Request, Ruled, Wanted, alike, amend, compare};
use qingce_compiler::{PolicyText, compile};
use qingce_runtime::columns::{ColumnMachine, Columns};
use qingce_runtime::decision::Effect;
use qingce_runtime::program::RecordId;
use qingce_runtime::{Decision, Machine, MemoryLedger, Outcome, Record, Value, Verified};
use qingce_tests::amendments::{self, Amendment, KINDS};
use qingce_tests::random::rng::Rng;
use rust_decimal::Decimal;
use std::path::Path;

/// The shipped rules, without scenarios and guarantees.
fn shipped() -> PolicyText {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/qinghai-labour-brand");
    let mut text = Folder::read(&path).expect("the policy can be read").text;
    text.layers[0].files.retain(|file| !file.path.starts_with("案例"));
    for file in &mut text.layers[0].files {
        let parts: Vec<&str> = file.text.split("\n\n").filter(|part| !part.starts_with("保证")).collect();
        file.text = parts.join("\n\n");
    }
    text
}

fn asked(usual: usize) -> usize {
    std::env::var("QINGCE_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn program(text: &PolicyText) -> Verified {
    let compiled = compile(text).unwrap_or_else(|faults| panic!("{}", faults[0].message.en));
    Verified::new(compiled.program).expect("it verifies")
}

fn decided(machine: &mut Machine<'_>, record: &Record, on: NaiveDate) -> Vec<Decision> {
    machine.decide(record, Some(on), &mut MemoryLedger::default()).expect("a sampled record can be decided")
}

/// A rule that only one of them has is in force in neither.
fn same_decisions(a: &[Decision], b: &[Decision]) -> bool {
    let in_both = |decision: &Decision, all: &[Decision]| {
        let other = all.iter().find(|other| other.rule == decision.rule);
        match other {
            Some(other) => {
                decision.choose_one_of == other.choose_one_of
                    && decision.combination_unstated == other.combination_unstated
                    && alike(&decision.outcome, &other.outcome)
            }
            None => matches!(decision.outcome, Outcome::NotInForce { standard: None }),
        }
    };
    a.iter().all(|decision| in_both(decision, b)) && b.iter().all(|decision| in_both(decision, a))
}

/// The record as if it applied on a day.
fn on(program: &Verified, record: &Record, day: NaiveDate) -> Record {
    let mut record = record.clone();
    if let Some(slot) = program.record(record.ty).and_then(|ty| ty.reference_date) {
        let epoch = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();
        record.values[slot.index()] = Value::Cell(i128::from((day - epoch).num_days()));
    }
    record
}

#[test]
fn before_the_first_difference_every_decision_is_the_same() {
    let text = shipped();
    let old = program(&text);
    let model = compile(&text).expect("it compiles").model;
    let (first, last) = (model.policy.as_ref().unwrap().from, model.policy.as_ref().unwrap().to.unwrap());
    let mut rng = Rng::new(20_270_531);
    let (mut same, mut later, mut refused, cases) = (0, 0, 0, asked(800));
    let (mut made, mut differ) = ([0; KINDS.len()], [0; KINDS.len()]);
    while same < cases {
        let Some(Amendment { text, kind, told }) = amendments::random(&text, &model, &mut rng) else {
            refused += 1;
            continue;
        };
        let Ok(compiled) = compile(&text) else {
            refused += 1;
            continue;
        };
        made[kind] += 1;
        let comparison = compare(&model, &compiled.model);
        let new = Verified::new(compiled.program).expect("it verifies");
        let (mut before, mut after) = (Machine::new(&old), Machine::new(&new));
        for ty in 0..old.records.len() {
            let name = old.records[ty].name.clone();
            let mut maker = Maker::new(&old, old.record_named(&name).unwrap(), rng.below(1_000_000) as u64);
            for _ in 0..2 {
                let (record, day) = (maker.make(), amendments::day(&mut rng, first, last));
                let record = on(&old, &record, day);
                let (a, b) = (decided(&mut before, &record, day), decided(&mut after, &record, day));
                if comparison.first.is_none_or(|first| day < first) {
                    let first = comparison.first;
                    assert!(
                        same_decisions(&a, &b),
                        "{told} on {day}, said to differ from {first:?} on: {a:?} {b:?}"
                    );
                    same += 1;
                } else {
                    later += 1;
                    differ[kind] += usize::from(!same_decisions(&a, &b));
                }
            }
        }
    }
    for (kind, name) in KINDS.iter().enumerate() {
        println!("{name}: {} amendments, {} later decisions that differ", made[kind], differ[kind]);
        assert!(differ[kind] > 0, "{name}: amendments that change nothing prove nothing");
    }
    println!(
        "{same} decisions before the first difference are the same; {later} are later; {refused} refused"
    );
}

#[test]
fn an_impact_is_what_deciding_twice_and_subtracting_gives() {
    let text = shipped();
    let wanted = Wanted::Value {
        from: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
        to: None,
        value: "1500".into(),
        authority: "另一份文件".into(),
        replace: false,
    };
    let amended =
        amend(&text, &Request { standard: "吸纳就业奖励标准".into(), wanted }).expect("it can be amended");
    let (old, new) = (program(&text), program(&amended.text));
    let mut maker = Maker::new(&old, old.record_named("用工单位").unwrap(), 7);
    let (mut before, mut after) = (Machine::new(&old), Machine::new(&new));
    let (mut impact, mut plain) = (Impact::default(), Pair::<Decimal>::default());
    let granted = |decisions: &[Decision]| -> Decimal {
        let amounts = decisions.iter().map(|decision| match &decision.outcome {
            Outcome::Applies { effect: Effect::Grant { amount, .. }, .. } => *amount,
            _ => Decimal::ZERO,
        });
        amounts.sum()
    };
    let on_day = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
    let mut gained = Decimal::ZERO;
    for _ in 0..asked(2_000) {
        let record = on(&old, &maker.make(), on_day);
        let (a, b) = (decided(&mut before, &record, on_day), decided(&mut after, &record, on_day));
        plain.before += granted(&a);
        plain.after += granted(&b);
        gained += impact.add(&a, &b).iter().map(qingce_change::Moved::difference).sum::<Decimal>();
    }
    assert_eq!(impact.granted(), plain);
    assert_eq!(gained, plain.after - plain.before);
    assert!(
        impact.moved > 0 && plain.after * Decimal::TWO == plain.before * Decimal::from(3),
        "1500 is 1000 and a half: {plain:?}"
    );
}

#[test]
fn an_impact_by_columns_is_the_one_record_by_record() {
    let text = shipped();
    let old = program(&text);
    let model = compile(&text).expect("it compiles").model;
    let standards: Vec<_> =
        model.standards.iter().filter(|one| one.by.is_none() && one.delegated.is_none()).collect();
    let mut rng = Rng::new(20_260_101);
    let from = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    let (mut settled, mut left, mut moved_all) = (0, 0, 0);
    while settled < asked(6_000) {
        let standard = rng.one(&standards);
        let value = if standard.ty.rate { "7%".to_owned() } else { (1 + rng.below(3_000_000)).to_string() };
        let wanted =
            Wanted::Value { from, to: None, value, authority: "另一份文件".into(), replace: true };
        let request = Request { standard: standard.name.clone(), wanted };
        let Ok(amended) = amend(&text, &request) else { continue };
        let new = program(&amended.text);
        let on = from + Days::new(rng.below(400) as u64);
        let (mut by_columns, mut one_by_one) = (Impact::default(), Impact::default());
        for (place, _) in (0..).zip(&old.records) {
            let ty = RecordId(place);
            let mut maker = Maker::new(&old, ty, rng.below(1_000_000) as u64);
            let records: Vec<Record> = (0..100).map(|_| maker.make()).collect();
            let ruled = |program: &Verified| {
                let mut columns = Columns::new(program, ty).unwrap();
                records.iter().for_each(|record| columns.push(program, record).unwrap());
                ColumnMachine::new(program).decide(&columns.batch(), Some(on))
            };
            let (Ok(before), Ok(after)) = (ruled(&old), ruled(&new)) else { continue };
            let (mut first, mut second) = (Machine::new(&old), Machine::new(&new));
            let mut both = |row: usize| {
                (decided(&mut first, &records[row], on), decided(&mut second, &records[row], on))
            };
            let rows: Vec<(usize, usize)> = (0..records.len()).map(|row| (row, row)).collect();
            let sides = Pair {
                before: Ruled { program: &old, columns: &before },
                after: Ruled { program: &new, columns: &after },
            };
            let mut found = by_columns.settle(sides, &rows);
            settled += rows.len() - found.unsettled.len();
            left += found.unsettled.len();
            for row in found.unsettled {
                let (a, b) = both(row);
                let moved = by_columns.add(&a, &b);
                if !moved.is_empty() {
                    found.moved.insert(row, moved);
                }
            }
            for (row, record) in records.iter().enumerate() {
                let (a, b) = both(row);
                let moved = one_by_one.add(&a, &b);
                assert_eq!(found.moved.remove(&row).unwrap_or_default(), moved, "{request:?} {record:?}");
                moved_all += moved.len();
            }
        }
        assert_eq!(by_columns, one_by_one, "{request:?} on {on}");
    }
    println!("{settled} records settled by columns, {left} left, {moved_all} moves");
    assert!(moved_all > 20, "changes that move nothing prove nothing: {moved_all}");
}
