//! `qingce decide`: records in, decisions out.

use crate::args::{Decide, DecisionFormat};
use crate::decided::{Around, Decided};
use crate::decider::Decider;
use crate::fault::{BAD_RECORDS, FAILED, Fault, Outcome};
use crate::policy::Policy;
use crate::progress::Progress;
use crate::read::Source;
use crate::run::{Given, Run, bad_line};
use crate::screen::Screen;
use crate::tally::Tally;
use crate::write::{self, Destination, Writer};
use qingce_runtime::program::RecordId;
use std::sync::mpsc::sync_channel;

/// So many chunks may reading be ahead of deciding, and deciding of writing.
const AHEAD: usize = 2;

/// Decides the records and tells on standard error what the run came to.
pub fn run(given: &Decide, screen: &Screen) -> Outcome<()> {
    let policy = Policy::load(&given.policy, screen)?;
    let tally = decide(&policy, given, screen)?;
    eprintln!("{}", tally.text(&Screen { colour: screen.error_colour, ..*screen }));
    if tally.bad > 0 { Err(Fault::silent(BAD_RECORDS)) } else { Ok(()) }
}

/// Decides the records.
///
/// # Errors
/// What stops a run as a whole; records that can't be read don't, they are told and counted.
pub fn decide(policy: &Policy, given: &Decide, screen: &Screen) -> Outcome<Tally> {
    let asked = Given {
        records: &given.records,
        rules: &given.rule,
        granted: given.granted.as_deref(),
        record: given.record.as_deref(),
        as_of: given.as_of,
    };
    let Run { mut sources, rules, ledger, as_of } = Run::prepare(policy, asked, screen)?;
    let by_name = given.out.as_deref().and_then(write::format_of);
    let format = given.format.or(by_name).unwrap_or(DecisionFormat::Table);
    let around =
        Around { program: &policy.program, as_of, for_all: false, rules: &rules, language: screen.language };
    let types: Vec<Option<RecordId>> = sources.iter().map(Source::record).collect();
    let to = Destination { format, out: given.out.as_deref(), all: given.all };
    let mut writer = write::writer(to, around, &types, screen)?;
    let mut progress = Progress::new(screen, given.out.is_some());
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let (read, chunks) = sync_channel(AHEAD);
        let reader = scope.spawn(move || {
            Run::chunks(&mut sources, around.program, &mut |first, chunk| {
                // Nobody takes any more: the run was given up for a fault that is told elsewhere.
                read.send((first, chunk)).map_err(|_| Fault::silent(FAILED))
            })
        });
        let (decided, waiting) = sync_channel::<Decided>(AHEAD);
        let writing = scope.spawn(move || -> Outcome<Box<dyn Writer + '_>> {
            waiting.iter().try_for_each(|decided| writer.write(&decided))?;
            Ok(writer)
        });
        let mut decider = Decider::new(around, ledger);
        let deciding = chunks.iter().try_for_each(|(first, chunk)| {
            for bad in chunk.bad().iter().flat_map(|(_, bad)| bad) {
                progress.say(&bad_line(bad, screen));
            }
            let done = decider.decide(first, chunk)?;
            tally.add(&done, around);
            progress.step(done.chunk.len() as u64);
            decided.send(done).map_err(|_| Fault::silent(FAILED))
        });
        // Whoever waits for the other side must not wait for ever. A side that stops for another one's fault has none to tell.
        drop((chunks, decided));
        progress.finish();
        let read = reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let written = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let (writer, written) = match written {
            Ok(writer) => (Some(writer), Ok(())),
            Err(fault) => (None, Err(fault)),
        };
        let faults = [read, deciding, written].into_iter().filter_map(Result::err);
        match (faults.max_by_key(|fault| fault.message.is_some()), writer) {
            (Some(fault), _) => Err(fault),
            (None, Some(writer)) => writer.finish(),
            (None, None) => Ok(()),
        }
    })?;
    Ok(tally)
}
