//! Reads the same files for two policies at once, each in its own words, and pairs what is decided chunk by chunk.

use crate::decided::{Around, Decided};
use crate::decider::Decider;
use crate::fault::{FAILED, Fault, Outcome};
use crate::policy::Policy;
use crate::run::{Given, Run};
use crate::screen::Screen;
use chrono::NaiveDate;
use qingce_change::{Impact, Moved, Pair, Ruled};
use qingce_runtime::Machine;
use qingce_runtime::columns::Batch;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// So many chunks may one side be ahead of the other.
const AHEAD: usize = 2;

/// A record that a rule decides differently.
#[derive(Debug)]
pub struct Concerned {
    /// The record type's name.
    pub record: String,
    /// Its number among those of its type.
    pub number: u64,
    /// Its key, masked if sensitive.
    pub key: Option<String>,
    /// The day that it was decided for.
    pub date: Option<NaiveDate>,
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
    /// What the new policy changes; every rule that decides a record differently is given to `take`. Also how many records either
    /// side can't read.
    ///
    /// # Errors
    /// Files that can't be read, records without a reference date, and whatever `take` fails with.
    pub fn impact(
        &self,
        screen: &Screen,
        take: &mut dyn FnMut(&Concerned, &Moved) -> Outcome<()>,
    ) -> Outcome<(Impact, u64)> {
        let [old, new] = self.policies;
        let (before, after) = (self.around(old, screen), self.around(new, screen));
        std::thread::scope(|scope| {
            let (to_before, from_before) = sync_channel(AHEAD);
            let (to_after, from_after) = sync_channel(AHEAD);
            let first = scope.spawn(move || self.side(old, before, screen, &to_before));
            let other = scope.spawn(move || self.side(new, after, screen, &to_after));
            let sides = Pair { before: Side::new(before, from_before), after: Side::new(after, from_after) };
            let mut pairing = Pairing { sides, impact: Impact::default(), bad: 0 };
            let paired = pairing.all(take);
            let Pairing { sides, impact, bad } = pairing;
            // A side that waits to hand over its next chunk must not wait for ever.
            drop(sides);
            let joined = [first.join(), other.join()]
                .map(|side| side.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            let mut faults: Vec<Fault> = joined.into_iter().chain([paired]).filter_map(Result::err).collect();
            faults.sort_by_key(|fault| fault.message.is_none());
            faults.into_iter().next().map_or(Ok((impact, bad)), Err)
        })
    }

    fn around<'p>(&self, policy: &'p Policy, screen: &Screen) -> Around<'p> {
        Around {
            program: &policy.program,
            as_of: self.as_of,
            for_all: true,
            rules: &[],
            language: screen.language,
        }
    }

    fn side(
        &self,
        policy: &Policy,
        around: Around<'_>,
        screen: &Screen,
        out: &SyncSender<Decided>,
    ) -> Outcome<()> {
        let given = Given {
            records: self.records,
            rules: &[],
            granted: None,
            record: self.record,
            as_of: self.as_of,
        };
        let Run { mut sources, ledger, .. } = Run::prepare(policy, given, screen)?;
        let mut decider = Decider::new(around, ledger);
        Run::chunks(&mut sources, around.program, &mut |first, chunk| {
            // Nobody takes any more: the run was given up for a fault that is told elsewhere.
            out.send(decider.decide(first, chunk)?).map_err(|_| Fault::silent(FAILED))
        })
    }
}

/// What is left of one side's chunk.
struct Side<'p> {
    around: Around<'p>,
    from: Receiver<Decided>,
    chunk: Option<Decided>,
    next: usize,
    machine: Machine<'p>,
}

impl<'p> Side<'p> {
    fn new(around: Around<'p>, from: Receiver<Decided>) -> Self {
        Self { around, from, chunk: None, next: 0, machine: Machine::new(around.program) }
    }

    /// How many rows are left, after the next chunk is taken if there are none; 0 at the end.
    fn left(&mut self) -> usize {
        while self.chunk.as_ref().is_none_or(|decided| self.next >= rows(decided)) {
            let Ok(decided) = self.from.recv() else { return 0 };
            (self.chunk, self.next) = (Some(decided), 0);
        }
        self.chunk.as_ref().map_or(0, |decided| rows(decided) - self.next)
    }
}

/// Rows, or what can't be read of records whose type isn't known.
fn rows(decided: &Decided) -> usize {
    decided.chunk.len().max(decided.chunk.bad().len())
}

struct Pairing<'p> {
    sides: Pair<Side<'p>>,
    impact: Impact,
    bad: u64,
}

impl Pairing<'_> {
    fn all(&mut self, take: &mut dyn FnMut(&Concerned, &Moved) -> Outcome<()>) -> Outcome<()> {
        loop {
            let count = self.sides.before.left().min(self.sides.after.left());
            if count == 0 {
                return Ok(());
            }
            self.some(count, take)?;
            self.sides.before.next += count;
            self.sides.after.next += count;
        }
    }

    /// Pairs the next so many rows.
    fn some(&mut self, count: usize, take: &mut dyn FnMut(&Concerned, &Moved) -> Outcome<()>) -> Outcome<()> {
        let Pair { before, after } = &mut self.sides;
        let (Some(was), Some(is)) = (&before.chunk, &after.chunk) else { return Ok(()) };
        let unread = |decided: &Decided, row: usize| {
            row >= decided.chunk.len()
                || decided.chunk.bad().binary_search_by_key(&row, |(bad, _)| *bad).is_ok()
        };
        let pairs = (before.next..).zip(after.next..).take(count);
        let good: Vec<(usize, usize)> =
            pairs.filter(|(old, new)| !unread(was, *old) && !unread(is, *new)).collect();
        self.bad += (count - good.len()) as u64;
        let sides = Pair { before: ruled(before.around, was), after: ruled(after.around, is) };
        let mut settled = self.impact.settle(sides, &good);
        let (old, new) = (was.chunk.batch(), is.chunk.batch());
        for place in settled.unsettled {
            let Some((was_row, is_row)) = good.get(place) else { continue };
            let earlier = was.decisions(before.around, &mut before.machine, (&old, *was_row))?;
            let later = is.decisions(after.around, &mut after.machine, (&new, *is_row))?;
            let moved = self.impact.add(&earlier, &later);
            settled.moved.insert(place, moved);
        }
        for (place, moved) in settled.moved {
            let Some((_, row)) = good.get(place).filter(|_| !moved.is_empty()) else { continue };
            let concerned = concerned(after.around, is, (&new, *row));
            moved.iter().try_for_each(|moved| take(&concerned, moved))?;
        }
        Ok(())
    }
}

fn ruled<'d>(around: Around<'d>, decided: &'d Decided) -> Ruled<'d> {
    Ruled { program: around.program, columns: &decided.columns }
}

fn concerned(around: Around<'_>, decided: &Decided, (batch, row): (&Batch<'_>, usize)) -> Concerned {
    Concerned {
        record: around.program.record(decided.record()).map(|ty| ty.name.clone()).unwrap_or_default(),
        number: decided.first + row as u64,
        key: decided.key(around, batch, row),
        date: decided.date(around, batch, row),
    }
}
