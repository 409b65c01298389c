//! Records as they are written in text, and as the workloads have them.

use peers::words::{CATEGORIES, DESTINATIONS, HOUSEHOLDS, KINDS, LEVELS, LOANS, ORGANISATIONS, day, option};
use qingce_bench::records::{Case, Employer, Hire};
use serde::Deserialize;

/// A case; its fields are in the order of its columns.
#[derive(Deserialize)]
pub struct WrittenCase<'a> {
    household: &'a str,
    destination: &'a str,
    months: f64,
    category: &'a str,
    organisation: &'a str,
    registered: bool,
    licensed: bool,
    since: &'a str,
    level: &'a str,
    loan: &'a str,
    partners: u8,
    requested: f64,
}

impl WrittenCase<'_> {
    pub fn case(&self) -> Option<Case> {
        Some(Case {
            household: option(&HOUSEHOLDS, self.household)?,
            destination: option(&DESTINATIONS, self.destination)?,
            months: (self.months * 10.0).round() as i16,
            category: option(&CATEGORIES, self.category)?,
            organisation: option(&ORGANISATIONS, self.organisation)?,
            registered: self.registered,
            licensed: self.licensed,
            since: day(self.since)?,
            level: option(&LEVELS, self.level)?,
            loan: option(&LOANS, self.loan)?,
            partners: self.partners,
            requested: (self.requested * 100.0).round() as i64,
        })
    }
}

/// An employer.
#[derive(Deserialize)]
pub struct WrittenEmployer<'a> {
    kind: &'a str,
    #[serde(borrow)]
    hires: Vec<WrittenHire<'a>>,
}

#[derive(Deserialize)]
struct WrittenHire<'a> {
    category: &'a str,
    contract: bool,
    insured: bool,
    new_post: bool,
}

impl WrittenEmployer<'_> {
    pub fn employer(&self) -> Option<Employer> {
        let hires = self.hires.iter().map(WrittenHire::hire).collect::<Option<_>>()?;
        Some(Employer { kind: option(&KINDS, self.kind)?, hires })
    }
}

impl WrittenHire<'_> {
    fn hire(&self) -> Option<Hire> {
        Some(Hire {
            category: option(&CATEGORIES, self.category)?,
            contract: self.contract,
            insured: self.insured,
            new_post: self.new_post,
        })
    }
}
