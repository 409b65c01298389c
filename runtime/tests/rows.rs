//! Rows filled value by value hold what records hold.

mod support;

use proptest::prelude::*;
use qingce_runtime::program::{Slot, SlotId, SlotType};
use qingce_runtime::{
    DecideError, Decisions, Machine, MemoryLedger, Record, Row, Value, ValueError, Verified, read_slot,
};
use support::random::{Dice, Kind, program, record};
use support::tables::day;

/// Texts of every kind of value, plain and odd.
const TEXTS: [&str; 38] = [
    "",
    " ",
    "是",
    "否",
    "true",
    "false",
    "1",
    "0",
    "-1",
    "12",
    "012",
    "1.5",
    "1.50",
    "1.",
    ".5",
    "-",
    ".",
    "1..2",
    "1,000",
    "1.5万元",
    "10%",
    "999999999999999999",
    "9999999999999999999999",
    "99999999999999999999999999999999999999999",
    "2024-02-29",
    "2023-02-29",
    "2023/7/1",
    "20230701",
    "2023-7-1",
    "0000-01-01",
    "甲",
    "乙",
    "甲、乙",
    "无",
    " 甲 ",
    "-0",
    "１２",
    "1e3",
];

fn programs() -> Vec<Verified> {
    let kind = || Kind { beyond_kleene: true, unknown_standards: true };
    (0..40).map(|seed| Verified::new(program(seed, kind())).unwrap()).collect()
}

#[test]
fn every_text_is_read_as_in_a_record() {
    for program in programs() {
        for (place, ty) in program.records.iter().enumerate() {
            let id = program.record_named(&ty.name).unwrap();
            let options = program.lists.iter().flat_map(|list| &list.options).map(|(name, _)| name.as_str());
            let texts: Vec<&str> = TEXTS.into_iter().chain(options).collect();
            for (slot, of) in ty.slots.iter().enumerate() {
                for text in &texts {
                    let mut row = Row::new();
                    let filled =
                        row.begin(&program, id).unwrap().read(SlotId(u16::try_from(slot).unwrap()), text);
                    match read_slot(&program, of, text) {
                        Ok(value) => {
                            assert_eq!(filled, Ok(()), "{text} in {place}.{slot}");
                            assert_eq!(row.record(&program).unwrap().values[slot], value, "{text}");
                        }
                        Err(error) => assert_eq!(filled, Err(error), "{text} in {place}.{slot}"),
                    }
                }
            }
        }
    }
}

/// Fills a record's lists, and of its cells those that a text tells.
fn fill(
    filler: &mut qingce_runtime::Filler<'_>,
    program: &Verified,
    record: &Record,
) -> Result<(), ValueError> {
    let ty = program.record(record.ty).unwrap();
    for ((slot, of), value) in (0..).map(SlotId).zip(&ty.slots).zip(&record.values) {
        match (value, &of.ty) {
            (Value::List(members), _) => filler
                .list(slot, members.len(), |place, mut member| fill(&mut member, program, &members[place]))?,
            (Value::Text(text), _) => filler.read(slot, text)?,
            (Value::Cell(cell), SlotType::Cell(ty)) => {
                filler.read(slot, &qingce_runtime::show_plain(program, ty, *cell))?;
            }
            _ => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_row_is_decided_as_its_record(seed in any::<u64>()) {
        let program = program(seed, Kind { beyond_kleene: true, unknown_standards: true });
        let program = Verified::new(program).unwrap();
        let subject = program.record_named("经纪人").unwrap();
        let (mut machine, mut other) = (Machine::new(&program), Machine::new(&program));
        let (mut row, mut decisions) = (Row::new(), Decisions::new());
        let mut dice = Dice(!seed);
        for _ in 0..4 {
            let record = record(&program, subject, &mut dice);
            fill(&mut row.begin(&program, subject).unwrap(), &program, &record).unwrap();
            let as_of = qingce_runtime::calendar::to_date(day("2023-10-01"));
            machine.decide_into(&row, as_of, &mut MemoryLedger::new(), &mut decisions).unwrap();
            // What the row holds, which is the record but for texts that are nothing but blanks.
            let held = row.record(&program).unwrap();
            let told = other.decide(&held, as_of, &mut MemoryLedger::new()).unwrap();
            prop_assert_eq!(decisions.all(&program), told);
        }
    }
}

#[test]
fn a_row_of_another_program_is_refused() {
    let kind = || Kind { beyond_kleene: true, unknown_standards: true };
    let own = Verified::new(program(1, kind())).unwrap();
    let mut longer = program(1, kind());
    let path = vec!["备注".to_owned()];
    let slot = Slot { path, ty: SlotType::Text, sensitive: false, gloss: None };
    longer.records.iter_mut().for_each(|record| record.slots.push(slot.clone()));
    let longer = Verified::new(longer).unwrap();
    let ty = own.record_named("经纪人").unwrap();
    let mut row = Row::new();
    let decide = |program: &Verified, row: &Row| {
        let as_of = qingce_runtime::calendar::to_date(day("2023-10-01"));
        Machine::new(program).decide_into(row, as_of, &mut MemoryLedger::new(), &mut Decisions::new())
    };
    assert_eq!(decide(&own, &row), Err(DecideError::UnknownRecord));
    row.begin(&own, ty).unwrap();
    assert_eq!(decide(&own, &row), Ok(()));
    assert_eq!(decide(&longer, &row), Err(DecideError::UnknownRecord));
}
