//! What a run came to.

use crate::lang::{Language, pick};
use crate::say;
use crate::screen::{Screen, Style, WIDTH, wrap};
use crate::words::{self, Status};
use qingce_runtime::{Decision, Outcome};
use std::collections::{BTreeMap, HashMap};

/// Counts of a run; its size depends on the policy, not on the records.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Records that were decided.
    pub records: u64,
    /// Records that could not be read.
    pub bad: u64,
    statuses: BTreeMap<Status, u64>,
    /// For each field how many undetermined decisions lack it.
    lacking: HashMap<String, u64>,
}

impl Tally {
    /// Counts a record's decisions.
    pub fn add(&mut self, decisions: &[Decision]) {
        self.records += 1;
        for decision in decisions {
            *self.statuses.entry(Status::of(&decision.outcome)).or_default() += 1;
            if let Outcome::Undetermined { missing, .. } = &decision.outcome {
                let mut names: Vec<String> =
                    missing.iter().map(|field| words::field_name(field, Language::Chinese)).collect();
                names.sort();
                names.dedup();
                for name in names {
                    *self.lacking.entry(name).or_default() += 1;
                }
            }
        }
    }

    /// The run in a few lines.
    pub fn text(&self, screen: &Screen) -> String {
        let language = screen.language;
        let (records, bad) = (self.records, self.bad);
        let mut counts = Vec::new();
        for status in Status::ALL {
            let count = self.statuses.get(&status).copied().unwrap_or(0);
            // Refusals for a grant already had, and failures, are only news where there are some.
            let quiet = matches!(status, Status::AlreadyGranted | Status::NotInForce | Status::Failed);
            if count > 0 || !quiet {
                counts.push(format!("{} {count}", status.word(language)));
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
