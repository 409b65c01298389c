//! A missing field is asked for exactly where it can matter: over random programs and records.

mod support;

use proptest::prelude::*;
use qingce_runtime::program::{RecordId, SlotType};
use qingce_runtime::{Outcome, Record, Value, Verified};
use support::random::{Dice, Kind, program, record, value};
use support::{outcome, short};

const KIND: Kind = Kind { beyond_kleene: false, unknown_standards: true };

/// The missing fields of a record and its members: how one shows them, and the way there.
fn missing(program: &Verified, record: &Record) -> Vec<(String, Vec<(usize, usize)>)> {
    let mut found = Vec::new();
    let slots = &program.records[record.ty.index()].slots;
    for (at, (slot, value)) in slots.iter().zip(&record.values).enumerate() {
        match value {
            Value::Missing => found.push((slot.title(false), vec![(at, 0)])),
            Value::List(members) => {
                for (place, member) in members.iter().enumerate() {
                    let inner = missing(program, member).into_iter().map(|(name, way)| {
                        let way = std::iter::once((at, place)).chain(way).collect();
                        (format!("{}[{}].{name}", slot.title(false), place + 1), way)
                    });
                    found.extend(inner);
                }
            }
            Value::Cell(_) | Value::Text(_) => {}
        }
    }
    found
}

/// The record with a random value in one missing place.
fn filled(program: &Verified, record: &Record, way: &[(usize, usize)], dice: &mut Dice) -> Record {
    fn place<'r>(record: &'r mut Record, way: &[(usize, usize)]) -> (RecordId, usize, &'r mut Value) {
        let ((at, member), rest) = (way[0], &way[1..]);
        if rest.is_empty() {
            return (record.ty, at, &mut record.values[at]);
        }
        let Value::List(members) = &mut record.values[at] else { unreachable!() };
        place(&mut members[member], rest)
    }
    let mut record = record.clone();
    let (ty, at, value_at) = place(&mut record, way);
    let slot: &SlotType = &program.records[ty.index()].slots[at].ty;
    *value_at = value(program, slot, dice);
    record
}

/// What a decision comes to, counted to see that the random programs reach it.
#[derive(Default, Debug)]
struct Reached {
    applies: usize,
    does_not: usize,
    undetermined: usize,
    unaffected: usize,
}

fn check(seed: u64, reached: &mut Reached) {
    let program = Verified::new(program(seed, KIND)).unwrap();
    let subject = program.record_named("经纪人").unwrap();
    let mut dice = Dice(!seed);
    for _ in 0..4 {
        let record = record(&program, subject, &mut dice);
        let before = outcome(&program, &record);
        let asked: Vec<String> = match &before {
            Outcome::Applies { .. } => {
                reached.applies += 1;
                Vec::new()
            }
            Outcome::DoesNotApply => {
                reached.does_not += 1;
                Vec::new()
            }
            Outcome::Undetermined { missing, .. } => {
                reached.undetermined += 1;
                missing.iter().map(ToString::to_string).collect()
            }
            _ => continue,
        };
        let fields = missing(&program, &record);
        for asked in &asked {
            assert!(fields.iter().any(|(name, _)| name == asked), "{asked} isn't missing");
        }
        for (name, way) in fields.iter().filter(|(name, _)| !asked.contains(name)) {
            reached.unaffected += 1;
            let after = outcome(&program, &filled(&program, &record, way, &mut dice));
            assert_eq!(short(&after), short(&before), "{name} matters\n{record:#?}\n{}", program.listing());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn what_is_not_asked_for_does_not_matter(seed in any::<u64>()) {
        check(seed, &mut Reached::default());
    }
}

#[test]
fn random_programs_reach_every_outcome() {
    let mut reached = Reached::default();
    (0..400).for_each(|seed| check(seed, &mut reached));
    let Reached { applies, does_not, undetermined, unaffected } = reached;
    assert!(applies > 100 && does_not > 100 && undetermined > 100 && unaffected > 1_000, "{reached:?}");
}
