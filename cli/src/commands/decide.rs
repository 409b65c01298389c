//! `qingce decide`: records in, decisions out.

use crate::args::{Decide, DecisionFormat};
use crate::fault::{BAD_RECORDS, Fault, Outcome};
use crate::policy::Policy;
use crate::progress::Progress;
use crate::read::Item;
use crate::run::{Given, Run, bad_line, undecidable};
use crate::screen::Screen;
use crate::tally::Tally;
use crate::write::{self, Entry};
use qingce_files::key::{is_masked, shown_key};
use qingce_files::reference_date::reference_date;
use qingce_runtime::Machine;

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
    let Run { mut sources, rules, mut ledger, as_of } = Run::prepare(policy, asked, screen)?;
    let by_name = given.out.as_deref().and_then(write::format_of);
    let format = given.format.or(by_name).unwrap_or(DecisionFormat::Table);
    let mut writer = write::writer(format, given.out.as_deref(), given.all, screen)?;
    let program = &policy.program;
    let mut machine = Machine::new(program);
    let mut progress = Progress::new(screen, given.out.is_some());
    let mut tally = Tally::default();
    Run::each(&mut sources, program, &mut |number, item| {
        progress.step();
        let record = match item {
            Item::Record(record) => record,
            Item::Bad(bad) => {
                tally.bad += 1;
                for bad in &bad {
                    progress.say(&bad_line(bad, screen));
                }
                return Ok(());
            }
        };
        let decided = machine.decide(&record, as_of, &mut ledger);
        let mut decisions = decided.map_err(|error| undecidable(&error))?;
        if !rules.is_empty() {
            decisions.retain(|decision| rules.contains(&decision.id));
        }
        tally.add(&decisions);
        writer.write(&Entry {
            program,
            record: program.record(record.ty).map_or("", |ty| ty.name.as_str()),
            number,
            key: shown_key(program, &record, screen.language),
            masked: is_masked(program, record.ty),
            date: reference_date(program, &record, as_of),
            decisions: &decisions,
        })
    })?;
    progress.finish();
    writer.finish()?;
    Ok(tally)
}
