//! The ledger of a run over many records. One-off grants have to be remembered to the end, so that this is the one thing that
//! grows with them; it keeps 40 bytes of each: a hash of its key, the day and the amount.

use chrono::NaiveDate;
use qingce_runtime::{Grant, Ledger};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};

/// Earlier grants by rule and key. Of several to one key the earliest counts; of those on one day, the one entered first.
#[derive(Debug, Clone, Default)]
pub struct RunLedger {
    rules: HashMap<String, HashMap<u128, First>>,
    seed: RandomState,
}

/// The first grant, with its amount in cents; `i64::MIN`: not known.
#[derive(Debug, Clone, Copy)]
struct First {
    date: NaiveDate,
    cents: i64,
}

const NOT_KNOWN: i64 = i64::MIN;

impl RunLedger {
    /// The key as 128 bits: two keys fall together once in so many runs that no one will see it.
    fn hash(&self, key: &str) -> u128 {
        let mut second = DefaultHasher::new();
        0xa5_u8.hash(&mut second);
        key.hash(&mut second);
        u128::from(self.seed.hash_one(key)) << 64 | u128::from(second.finish())
    }
}

impl Ledger for RunLedger {
    fn first(&self, rule: &str, key: &str) -> Option<Grant> {
        let first = self.rules.get(rule)?.get(&self.hash(key))?;
        let amount = (first.cents != NOT_KNOWN).then(|| Decimal::new(first.cents, 2));
        Some(Grant { key: key.to_owned(), rule: rule.to_owned(), date: first.date, amount })
    }

    fn enter(&mut self, grant: Grant) {
        let cents = grant.amount.and_then(|amount| amount.checked_mul(Decimal::ONE_HUNDRED));
        let cents = cents.and_then(|cents| cents.to_i64()).unwrap_or(NOT_KNOWN);
        let entry = First { date: grant.date, cents };
        let hash = self.hash(&grant.key);
        let keys = self.rules.entry(grant.rule).or_default();
        keys.entry(hash)
            .and_modify(|first| {
                if entry.date < first.date {
                    *first = entry
                }
            })
            .or_insert(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(day: u32, cents: Option<i64>) -> Grant {
        Grant {
            key: "甲".into(),
            rule: "补贴".into(),
            date: NaiveDate::from_ymd_opt(2024, 1, day).unwrap(),
            amount: cents.map(|cents| Decimal::new(cents, 2)),
        }
    }

    #[test]
    fn the_earliest_grant_counts() {
        let mut ledger = RunLedger::default();
        assert_eq!(ledger.first("补贴", "甲"), None);
        ledger.enter(grant(5, Some(100_050)));
        ledger.enter(grant(3, None));
        ledger.enter(grant(3, Some(1)));
        assert_eq!(ledger.first("补贴", "甲"), Some(grant(3, None)));
        assert_eq!(ledger.first("补贴", "乙"), None);
        assert_eq!(ledger.first("奖励", "甲"), None);
    }

    #[test]
    fn amounts_stay_exact() {
        let mut ledger = RunLedger::default();
        ledger.enter(grant(5, Some(100_050)));
        assert_eq!(ledger.first("补贴", "甲").and_then(|first| first.amount), Some(Decimal::new(100_050, 2)));
    }
}
