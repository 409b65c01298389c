//! The ways of running agree: skips taken or not, with or without account of what is missing, traced or not.

use super::causes::Causes;
use super::cell::{Cell, State};
use super::claims::Claims;
use super::mode::{Mode, Plain, Traced, Tracked};
use super::room::Room;
use super::run::{Run, Setting, Standing, Verdict};
use crate::program::{Once, RuleId};
use crate::record::Record;
use crate::support::random::{Dice, Kind, program, record};
use crate::support::tables::day;
use crate::{MemoryLedger, Verified};
use proptest::prelude::*;

/// A verdict without causes: a case (or what stands for none), and the cell that it came with.
type Seen = (Option<u16>, Option<(State, i128)>);

fn see<M: Mode>(
    program: &Verified,
    id: RuleId,
    record: &Record,
    standings: &[Standing],
    mut mode: M,
    ledger: &MemoryLedger,
) -> (Seen, Vec<String>) {
    let rule = program.rule(id).unwrap();
    let mut room = Room::new(program.plan().registers, program.plan().selections);
    let setting = Setting { program, rule, record, day: day("2023-10-01"), standings };
    let claims = (rule.once == Some(Once::Member)).then(|| Claims::new(Some(ledger), &rule.name));
    let mut run = Run::new(setting, &mut mode, &mut room, claims);
    let verdict = run.run();
    let (keys, _) = run.claims.map(Claims::finish).unwrap_or_default();
    let plain = |cell: Cell<M::Cause>| (cell.state, cell.value);
    let seen = match verdict {
        Verdict::Applies { case, value, .. } => (Some(case), value.map(plain)),
        Verdict::DoesNotApply => (None, None),
        Verdict::Unsettled(cell) => (None, Some(plain(cell))),
    };
    (seen, keys)
}

/// Checks that all ways of running a program on records agree.
pub(crate) fn agree(program: &Verified, records: &[Record]) {
    let ledger: MemoryLedger = MemoryLedger::new();
    for record in records {
        let mut standings = vec![Standing::DoesNot; program.rules.len()];
        for (id, _) in program.rules_of(record.ty) {
            let plain = see(program, id, record, &standings, Plain, &ledger);
            let (mut causes, mut more) = (Causes::default(), Causes::default());
            let tracked = see(program, id, record, &standings, Tracked { causes: &mut causes }, &ledger);
            let mode = Traced { causes: &mut more, turns: Vec::new() };
            let traced = see(program, id, record, &standings, mode, &ledger);
            assert_eq!(plain, tracked, "{}", program.listing());
            assert_eq!(plain, traced, "{}", program.listing());
            standings[id.index()] = match plain.0 {
                (Some(_), _) => Standing::Applies,
                (None, None) => Standing::DoesNot,
                (None, Some((State::Failed, _))) => Standing::Failed,
                (None, Some(_)) => Standing::Missing,
            };
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn all_ways_of_running_agree(seed in any::<u64>()) {
        let program = program(seed, Kind { beyond_kleene: true, unknown_standards: true });
        let listing = program.listing();
        let program = Verified::new(program).unwrap_or_else(|error| panic!("{error}\n{listing}"));
        let mut dice = Dice(!seed);
        let subject = program.record_named("经纪人").unwrap();
        let records: Vec<Record> = (0..5).map(|_| record(&program, subject, &mut dice)).collect();
        agree(&program, &records);
    }
}
