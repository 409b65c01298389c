//! What a run came to.

use crate::decided::{Around, Decided};
use crate::lang::{Language, pick};
use crate::say;
use crate::screen::{Screen, Style, WIDTH, wrap};
use crate::words;
use qingce_runtime::columns::fields;
use qingce_runtime::decision::Step;
use qingce_runtime::program::{RecordId, SlotType};
use qingce_runtime::{FieldRef, Outcome, Program, Status};
use std::collections::{BTreeSet, HashMap};

/// Counts of a run; its size depends on the policy, not on the records.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Records that were decided.
    pub records: u64,
    /// Records that could not be read.
    pub bad: u64,
    /// By [`Status::code`].
    statuses: [u64; 6],
    /// For each field how many undetermined decisions lack it.
    lacking: HashMap<String, u64>,
}

impl Tally {
    /// Counts what was decided of a chunk.
    pub fn add(&mut self, decided: &Decided, around: Around<'_>) {
        let bad: Vec<usize> = decided.chunk.bad().iter().map(|(row, _)| *row).collect();
        self.bad += bad.len() as u64;
        self.records += decided.chunk.good().count() as u64;
        let names = bit_names(around.program, decided.chunk.record());
        for (_, column) in decided.wanted(around) {
            for status in Status::ALL {
                let code = status.code();
                let all = column.status.iter().filter(|found| **found == code).count();
                let lost = bad.iter().filter(|row| column.status(**row) == Some(status)).count();
                self.statuses[usize::from(code)] += (all - lost) as u64;
            }
            let good = |row: &usize| bad.binary_search(row).is_err();
            for (_, decision) in column.told.iter().filter(|(row, _)| good(row)) {
                if let Outcome::Undetermined { missing, .. } = &decision.outcome {
                    let names = missing.iter().map(|field| words::field_name(field, Language::Chinese));
                    let names: BTreeSet<String> = names.collect();
                    names.into_iter().for_each(|name| *self.lacking.entry(name).or_default() += 1);
                }
            }
            for (_, bits) in column.missing.iter().enumerate().filter(|(row, bits)| **bits != 0 && good(row))
            {
                let held = names.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                held.for_each(|(_, name)| *self.lacking.entry(name.clone()).or_default() += 1);
            }
        }
    }

    /// The run in a few lines.
    pub fn text(&self, screen: &Screen) -> String {
        let language = screen.language;
        let (records, bad) = (self.records, self.bad);
        let mut counts = Vec::new();
        for status in words::STATUSES {
            let count = self.statuses[usize::from(status.code())];
            // Refusals for a grant already had, and failures, are only news where there are some.
            let quiet = matches!(status, Status::AlreadyGranted | Status::NotInForce | Status::Failed);
            if count > 0 || !quiet {
                counts.push(format!("{} {count}", words::status(status, language)));
            }
        }
        let counts = counts.join(pick(language, "，", ", "));
        let plural = if records == 1 { "" } else { "s" };
        let mut text = match language {
            Language::Chinese => format!("对 {records} 份档案作出了决定：{counts}"),
            Language::English => format!("decided {records} record{plural}: {counts}"),
        };
        if !self.lacking.is_empty() {
            let mut lacking: Vec<(&String, &u64)> = self.lacking.iter().collect();
            lacking.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
            let named: Vec<String> = lacking.iter().map(|(name, count)| format!("{name} {count}")).collect();
            let named = named.join(pick(language, "、", ", "));
            let lacking = say!(language, "待定的缺少：{named}", "undetermined for lack of: {named}");
            for line in wrap(&lacking, WIDTH) {
                text.push('\n');
                text.push_str(&line);
            }
        }
        if bad > 0 {
            text.push('\n');
            let said = say!(language, "读不了 {bad} 份，见上面的说明", "{bad} could not be read; see above");
            text.push_str(&screen.paint_error(Style::Bad, &said));
        }
        text
    }
}

/// What the bits of missing fields stand for.
fn bit_names(program: &Program, ty: RecordId) -> Vec<String> {
    let name = |path: Vec<_>| {
        let mut of = ty;
        let steps = path.into_iter().filter_map(|id| {
            let slot = program.slot(of, id)?;
            if let SlotType::List(member) = slot.ty {
                of = member;
            }
            Some(Step { field: slot.title(program.english), member: None })
        });
        words::field_name(&FieldRef { steps: steps.collect() }, Language::Chinese)
    };
    fields(program, ty).into_iter().take(64).map(name).collect()
}
