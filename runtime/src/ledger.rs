//! The ledger of one-off grants that lives in memory.

use crate::decision::{Grant, Ledger};
use std::collections::HashMap;

/// A [`Ledger`] in memory. Of several grants of one rule to one key, the earliest counts; of those on one day, the one that was
/// entered first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemoryLedger {
    grants: HashMap<String, HashMap<String, Grant>>,
}

impl MemoryLedger {
    /// An empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many pairs of rule and key are known.
    pub fn len(&self) -> usize {
        self.grants.values().map(HashMap::len).sum()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.grants.values().all(HashMap::is_empty)
    }

    /// All first grants, by rule and then by key.
    pub fn grants(&self) -> Vec<&Grant> {
        let mut all: Vec<&Grant> = self.grants.values().flat_map(HashMap::values).collect();
        all.sort_by(|a, b| (&a.rule, &a.key).cmp(&(&b.rule, &b.key)));
        all
    }
}

impl Ledger for MemoryLedger {
    fn first(&self, rule: &str, key: &str) -> Option<Grant> {
        self.grants.get(rule)?.get(key).cloned()
    }

    fn enter(&mut self, grant: Grant) {
        let keys = self.grants.entry(grant.rule.clone()).or_default();
        match keys.get_mut(&grant.key) {
            Some(known) if known.date <= grant.date => {}
            Some(known) => *known = grant,
            None => {
                keys.insert(grant.key.clone(), grant);
            }
        }
    }
}

impl Extend<Grant> for MemoryLedger {
    fn extend<I: IntoIterator<Item = Grant>>(&mut self, grants: I) {
        for grant in grants {
            self.enter(grant);
        }
    }
}

impl FromIterator<Grant> for MemoryLedger {
    fn from_iter<I: IntoIterator<Item = Grant>>(grants: I) -> Self {
        let mut ledger = Self::new();
        ledger.extend(grants);
        ledger
    }
}
