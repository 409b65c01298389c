//! Grants that are once a member: which keys were granted before, and which are claimed by the members of the record at hand.

use super::causes::Causes;
use super::cell::{Cell, worst};
use crate::decision::{Grant, Ledger};
use std::collections::{HashMap, HashSet};

/// The claims of one run.
pub(super) struct Claims<'a, 'r> {
    /// Where earlier grants are known from; `None`: as if there were none.
    ledger: Option<&'a dyn Ledger>,
    rule: &'a str,
    /// By instruction and key: whether a member has claimed it.
    claimed: HashMap<(usize, &'r str), Cell>,
    /// Keys that are surely claimed, in the order of the members.
    keys: Vec<&'r str>,
    /// The earlier grant of the first member that dropped out for it.
    dropped: Option<Grant>,
}

impl<'a, 'r> Claims<'a, 'r> {
    pub fn new(ledger: Option<&'a dyn Ledger>, rule: &'a str) -> Self {
        Self { ledger, rule, claimed: HashMap::new(), keys: Vec::new(), dropped: None }
    }

    /// Claims a key for a member that is in or may be in. Whether the member stays in.
    pub fn claim(&mut self, causes: &mut Causes, at: usize, key: &'r str, member: Cell) -> Cell {
        if let Some(grant) = self.ledger.and_then(|ledger| ledger.first(self.rule, key)) {
            if member.is_true() && self.dropped.is_none() {
                self.dropped = Some(grant);
            }
            return Cell::truth(false);
        }
        let stays = match self.claimed.get(&(at, key)) {
            Some(before) if before.is_true() => return Cell::truth(false),
            // Whether an earlier member has claimed it is unknown, so it is unknown whether this one can.
            Some(before) => worst(causes, member, *before),
            None => member,
        };
        let claimed = if member.is_true() { member } else { stays };
        self.claimed.insert((at, key), claimed);
        if member.is_true() {
            self.keys.push(key);
        }
        stays
    }

    /// The keys surely claimed, and the earlier grant of the first member that dropped out.
    pub fn finish(self) -> (Vec<String>, Option<Grant>) {
        // Two places that claim (one selection worked out twice) tell each key twice.
        let mut told = HashSet::new();
        let keys = self.keys.into_iter().filter(|key| told.insert(*key)).map(str::to_owned);
        (keys.collect(), self.dropped)
    }
}
