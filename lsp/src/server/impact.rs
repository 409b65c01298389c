//! Deciding the sample records of a policy under two versions of it.

use chrono::NaiveDate;
use qingce_change::{Impact, compare};
use qingce_compiler::{PolicyText, analyse};
use qingce_files::fault::{FAILED, Fault, Outcome};
use qingce_files::folder::samples;
use qingce_files::ledger::RunLedger;
use qingce_files::read::{Item, open};
use qingce_files::reference_date::set_reference_date;
use qingce_runtime::{Decision, Machine, Verified};
use std::path::{Path, PathBuf};

use crate::queries::ran::program;
use crate::queries::shift::{Samples, Shift};

/// Asked after every record with how many were decided so far, both versions counted; `false`: give up.
pub type GoOn<'a> = &'a dyn Fn(u64) -> bool;

/// Two versions of a policy.
#[derive(Debug, Clone)]
pub struct Versions {
    /// Its folder.
    pub folder: PathBuf,
    /// The texts as last saved.
    pub saved: PolicyText,
    /// The texts now.
    pub now: PolicyText,
}

impl Versions {
    /// What differs, and what that does to the sample records. Records are decided for their own days; if no decision of any differs
    /// and the versions differ from a day on only, all are decided for that day. `None`: given up.
    ///
    /// # Errors
    /// Sample records that can't be read or decided.
    pub fn shift(&self, go_on: GoOn<'_>) -> Outcome<Option<Shift>> {
        if self.saved == self.now {
            return Ok(Some(Shift::default()));
        }
        let (saved, now) = (analyse(&self.saved), analyse(&self.now));
        if !go_on(0) {
            return Ok(None);
        }
        let compared = compare(&saved.model, &now.model);
        let mut shift = Shift { first: compared.first, ..Shift::default() };
        for (new, standard) in now.model.standards.iter().map(|one| (one, &one.name)) {
            let old = saved.model.standards.iter().find(|old| old.name == *standard);
            let values = |one: &qingce_compiler::model::Standard| {
                one.values.iter().map(|dated| (dated.from, dated.to, dated.value.clone())).collect::<Vec<_>>()
            };
            if old.is_none_or(|old| values(old) != values(new)) {
                shift.standards.push(standard.clone());
            }
        }
        let programs = program(&self.saved, &saved).zip(program(&self.now, &now));
        let Some((before, after)) = programs else {
            return Ok(Some(Shift { samples: Samples::NotRunning, ..shift }));
        };
        let Some(samples) = samples(&self.folder) else {
            return Ok(Some(Shift { samples: Samples::None, ..shift }));
        };
        let days = [Some(None), compared.first.map(Some)];
        for day in days.into_iter().flatten() {
            let Some(impact) = decided(&before, &after, &samples, day, go_on)? else { return Ok(None) };
            let nothing = impact.is_nothing();
            shift.samples = Samples::Decided(impact, day);
            if !nothing {
                break;
            }
        }
        Ok(Some(shift))
    }
}

/// The impact on the records in a folder; `None`: given up. Records that a version can't read or decide are left out.
fn decided(
    before: &Verified,
    after: &Verified,
    samples: &Path,
    day: Option<NaiveDate>,
    go_on: GoOn<'_>,
) -> Outcome<Option<Impact>> {
    let (mut old, mut impact) = (Vec::new(), Impact::default());
    let mut count = 0;
    let mut take_old = |decisions| {
        old.push(decisions);
        count += 1;
        go_on(count)
    };
    if !side(before, samples, day, &mut take_old)? {
        return Ok(None);
    }
    let mut old = old.into_iter();
    let mut take_new = |decisions: Option<Vec<Decision>>| {
        if let (Some(Some(before)), Some(after)) = (old.next(), decisions) {
            impact.add(&before, &after);
        }
        count += 1;
        go_on(count)
    };
    Ok(side(after, samples, day, &mut take_new)?.then_some(impact))
}

/// Decides the records in a folder under one version, in their order; `false`: given up.
fn side(
    program: &Verified,
    samples: &Path,
    day: Option<NaiveDate>,
    take: &mut dyn FnMut(Option<Vec<Decision>>) -> bool,
) -> Outcome<bool> {
    let mut machine = Machine::new(program);
    let mut ledger = RunLedger::default();
    let mut stopped = false;
    for mut source in open(program, &[samples.to_owned()], None, &mut Vec::new())? {
        let read = source.each(program, &mut |item| {
            let decisions = match item {
                Item::Bad(_) => None,
                Item::Record(mut record) => {
                    if let Some(day) = day {
                        set_reference_date(program, &mut record, day);
                    }
                    machine.decide(&record, day, &mut ledger).ok()
                }
            };
            stopped = !take(decisions);
            if stopped { Err(Fault::silent(FAILED)) } else { Ok(()) }
        });
        if stopped {
            return Ok(false);
        }
        read?;
    }
    Ok(true)
}
