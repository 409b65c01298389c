//! Reads the same files for two policies at once, each in its own words, and pairs the decisions record by record.

use crate::fault::Outcome;
use crate::policy::Policy;
use crate::read::Item;
use crate::run::{Given, Run, undecidable};
use crate::screen::Screen;
use chrono::NaiveDate;
use qingce_files::key::shown_key;
use qingce_files::reference_date::{reference_date, set_reference_date};
use qingce_runtime::{Decision, Machine};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// So many records may one side be ahead of the other.
const AHEAD: usize = 256;

/// One record decided under one policy.
#[derive(Debug)]
pub struct Decided {
    /// The record type's name.
    pub record: String,
    /// Its number among those of its type.
    pub number: u64,
    /// Its key, masked if sensitive.
    pub key: Option<String>,
    /// The day that it was decided for.
    pub date: Option<NaiveDate>,
    /// The decisions.
    pub decisions: Vec<Decision>,
}

/// What both sides are given.
#[derive(Debug, Clone, Copy)]
pub struct Both<'a> {
    /// The old policy and the new one.
    pub policies: [&'a Policy; 2],
    /// Files and folders.
    pub records: &'a [PathBuf],
    /// The record type of the files.
    pub record: Option<&'a str>,
    /// Every record is decided as of this day.
    pub as_of: Option<NaiveDate>,
}

impl Both<'_> {
    /// Gives every record, decided under both, to `take`. Records that either side can't read are counted.
    ///
    /// # Errors
    /// Files that can't be read, records without a reference date, and whatever `take` fails with.
    pub fn each(
        &self,
        screen: &Screen,
        take: &mut dyn FnMut(&Decided, &Decided) -> Outcome<()>,
    ) -> Outcome<u64> {
        let [old, new] = self.policies;
        let mut bad = 0;
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel(AHEAD);
            let quiet = Screen { ..*screen };
            let other = scope.spawn(move || self.side(new, &quiet, &sender));
            let (own, from_own) = sync_channel(AHEAD);
            let first = scope.spawn(move || self.side(old, &quiet, &own));
            let taken = pair(&from_own, &receiver, &mut bad, take);
            // A side that waits to hand over its next record must not wait for ever.
            drop(receiver);
            drop(from_own);
            for side in [first.join(), other.join()] {
                side.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            }
            taken
        })?;
        Ok(bad)
    }

    fn side(&self, policy: &Policy, screen: &Screen, out: &SyncSender<Option<Decided>>) -> Outcome<()> {
        let given = Given {
            records: self.records,
            rules: &[],
            granted: None,
            record: self.record,
            as_of: self.as_of,
        };
        let Run { mut sources, mut ledger, .. } = Run::prepare(policy, given, screen)?;
        let program = &policy.program;
        let mut machine = Machine::new(program);
        Run::each(&mut sources, program, &mut |number, item| {
            let decided = match item {
                Item::Bad(_) => None,
                Item::Record(mut record) => {
                    if let Some(day) = self.as_of {
                        set_reference_date(program, &mut record, day);
                    }
                    let decisions = machine.decide(&record, self.as_of, &mut ledger);
                    Some(Decided {
                        record: program.record(record.ty).map(|ty| ty.name.clone()).unwrap_or_default(),
                        number,
                        key: shown_key(program, &record, screen.language),
                        date: reference_date(program, &record, self.as_of),
                        decisions: decisions.map_err(|error| undecidable(&error))?,
                    })
                }
            };
            // Nobody takes any more: the run was given up for a fault that is told elsewhere.
            let _ = out.send(decided);
            Ok(())
        })
    }
}

fn pair(
    old: &Receiver<Option<Decided>>,
    new: &Receiver<Option<Decided>>,
    bad: &mut u64,
    take: &mut dyn FnMut(&Decided, &Decided) -> Outcome<()>,
) -> Outcome<()> {
    while let (Ok(before), Ok(after)) = (old.recv(), new.recv()) {
        match (before, after) {
            (Some(before), Some(after)) => take(&before, &after)?,
            _ => *bad += 1,
        }
    }
    Ok(())
}
