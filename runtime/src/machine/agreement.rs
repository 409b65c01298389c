//! The ways of running agree: quickly where that settles the outcome, with skips taken or not, traced or not.
//!
//! `QINGCE_CASES` asks for more random programs.

use super::causes::Causes;
use super::cell::{Cell, State};
use super::claims::Claims;
use super::quick::{Around, Cells};
use super::room::Room;
use super::run::{Run, Setting, Standing, Verdict};
use crate::decision::Status;
use crate::decisions::Ruling;
use crate::program::{Once, RuleId};
use crate::record::Record;
use crate::row::Row;
use crate::support::random::{Dice, Kind, program, record};
use crate::support::tables::day;
use crate::{MemoryLedger, Verified};
use proptest::prelude::*;

/// A verdict without causes: a case (or what stands for none), and the cell that it came with.
type Seen = (Option<u16>, Option<(State, i128)>);

fn see(
    program: &Verified,
    id: RuleId,
    row: &Row,
    standings: &[Standing],
    traced: bool,
) -> (Seen, Vec<String>, Causes, Option<Cell>) {
    let rule = program.rule(id).unwrap();
    let mut room = Room::new(program.plan().registers, program.plan().selections);
    let setting = Setting { program, rule, row, day: day("2023-10-01"), standings };
    let ledger = MemoryLedger::new();
    let claims = (rule.once == Some(Once::Member)).then(|| Claims::new(Some(&ledger), &rule.name));
    let mut causes = Causes::default();
    let mut run = Run::new(setting, &mut causes, &mut room, claims);
    run.trace = traced.then(Vec::new);
    let verdict = run.run();
    let (keys, _) = run.claims.map(Claims::finish).unwrap_or_default();
    let plain = |cell: Cell| (cell.state, cell.value);
    let (seen, cell) = match verdict {
        Verdict::Applies { case, value, .. } => ((Some(case), value.map(plain)), value),
        Verdict::DoesNotApply => ((None, None), None),
        Verdict::Unsettled(cell) => ((None, Some(plain(cell))), Some(cell)),
    };
    (seen, keys, causes, cell)
}

/// What the quick machine sees of all rules of a record; `None` where it doesn't settle a rule.
fn see_quickly(program: &Verified, row: &Row, cells: &mut [Cells]) -> Vec<Option<Seen>> {
    let subject = row.subject().unwrap().ty;
    let (sheet, cells) = (&program.plan().sheets[subject.index()], &mut cells[subject.index()]);
    let day = day("2023-10-01");
    cells.begin(sheet, program, row.cells(subject), day);
    let (mut rulings, mut open) = (Vec::new(), Vec::new());
    cells.decide(sheet, Around { program, row, day }, &mut rulings, &mut open);
    assert!(open.iter().all(|place| rulings[*place].status == Status::Undetermined));
    let seen = |ruling: Ruling| match ruling.status {
        Status::Applies => {
            Some((Some(ruling.case), ruling.value.map(|value| (State::Known, i128::from(value)))))
        }
        Status::DoesNotApply => Some((None, None)),
        _ => None,
    };
    rulings.into_iter().map(seen).collect()
}

/// How many rules of records were run, and how many of them the quick machine settled.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub rules: usize,
    pub quickly: usize,
}

/// Checks that all ways of running a program on records agree.
pub(crate) fn agree(program: &Verified, records: &[Record], tally: &mut Tally) {
    let mut row = Row::new();
    let mut cells: Vec<Cells> = program.plan().sheets.iter().map(Cells::new).collect();
    for record in records {
        row.fill(program, record).unwrap();
        assert_eq!(row.record(program).as_ref(), Some(record));
        let mut standings = vec![Standing::DoesNot; program.rules.len()];
        let quick = see_quickly(program, &row, &mut cells);
        for ((id, _), quick) in program.rules_of(record.ty).zip(quick) {
            let plain = see(program, id, &row, &standings, false);
            let traced = see(program, id, &row, &standings, true);
            assert_eq!((plain.0, &plain.1), (traced.0, &traced.1), "{}", program.listing());
            let hangs = |(_, _, causes, cell): &(Seen, Vec<String>, Causes, Option<Cell>)| {
                cell.map(|cell| causes.gather(cell.cause, |_| None))
            };
            assert_eq!(hangs(&plain), hangs(&traced), "{}", program.listing());
            tally.rules += 1;
            if let Some(quick) = quick {
                tally.quickly += 1;
                assert_eq!(quick, plain.0, "{id:?} of {record:?}\n{}", program.listing());
            }
            standings[id.index()] = match plain.0 {
                (Some(_), _) => Standing::Applies,
                (None, None) => Standing::DoesNot,
                (None, Some((State::Failed, _))) => Standing::Failed,
                (None, Some(_)) => Standing::Missing,
            };
        }
    }
}

#[test]
fn all_ways_of_running_agree() {
    let mut tally = Tally::default();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) };
    let tried = proptest::test_runner::TestRunner::new(config).run(&any::<u64>(), |seed| {
        let program = program(seed, Kind { beyond_kleene: true, unknown_standards: true });
        let listing = program.listing();
        let program = Verified::new(program).unwrap_or_else(|error| panic!("{error}\n{listing}"));
        let mut dice = Dice(!seed);
        let subject = program.record_named("经纪人").unwrap();
        let records: Vec<Record> = (0..5).map(|_| record(&program, subject, &mut dice)).collect();
        let mut one = Tally::default();
        agree(&program, &records, &mut one);
        Ok(())
    });
    tried.unwrap();
    let cases = std::env::var("QINGCE_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    for seed in 0..cases {
        let program =
            Verified::new(program(seed, Kind { beyond_kleene: true, unknown_standards: false })).unwrap();
        let subject = program.record_named("经纪人").unwrap();
        let records: Vec<Record> = (0..5).map(|_| record(&program, subject, &mut Dice(seed))).collect();
        agree(&program, &records, &mut tally);
    }
    println!("{tally:?}");
    assert!(tally.quickly * 5 > tally.rules, "the quick machine settles too little: {tally:?}");
}
