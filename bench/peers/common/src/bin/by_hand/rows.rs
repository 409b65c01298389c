//! One record at a time.

use peers::words::{category, kind, words};
use qingce_bench::records::{Case, Employer};
use qingce_runtime::program::Day;

pub fn case(case: &Case, year_ago: Day) -> [i64; 4] {
    let labour = if case.household == 0 && case.destination == 0 && (20..60).contains(&case.months) {
        if matches!(case.category, 0 | 3 | 4) { 10_000 } else { 5_000 }
    } else {
        0
    };
    let started = case.organisation <= 1 && case.registered && case.licensed && case.since <= year_ago;
    let startup = if started { 1_000_000 } else { 0 };
    let recognition = match case.level {
        0 => 0,
        1 => 50_000_000,
        _ => 100_000_000,
    };
    let ceiling = match case.loan {
        0 => 20_000_000,
        1 => (22_000_000 * i64::from(case.partners)).min(220_000_000),
        _ => 400_000_000,
    };
    [labour, startup, recognition, case.requested.min(ceiling)]
}

pub fn employer(employer: &Employer) -> i64 {
    if employer.kind > 4 {
        return 0;
    }
    let hires = employer.hires.iter();
    let counted = hires.filter(|hire| hire.category <= 4 && hire.contract && hire.insured && hire.new_post);
    100_000 * i64::try_from(counted.count()).expect("a number of hires")
}

/// A case whose options are texts of its own, as a program that reads JSON has it.
pub struct WordedCase {
    household: String,
    destination: String,
    category: String,
    organisation: String,
    level: String,
    loan: String,
    rest: Case,
}

impl WordedCase {
    pub fn new(case: &Case) -> Self {
        let words = words(case);
        Self {
            household: words.household.to_owned(),
            destination: words.destination.to_owned(),
            category: words.category.to_owned(),
            organisation: words.organisation.to_owned(),
            level: words.level.to_owned(),
            loan: words.loan.to_owned(),
            rest: *case,
        }
    }
}

pub fn worded_case(case: &WordedCase, year_ago: Day) -> [i64; 4] {
    let rest = &case.rest;
    let local = case.household == "qinghai" && case.destination == "haixi";
    let labour = if local && (20..60).contains(&rest.months) {
        let hard = matches!(case.category.as_str(), "out_of_poverty" | "monitored" | "hard_to_employ");
        if hard { 10_000 } else { 5_000 }
    } else {
        0
    };
    let small = matches!(case.organisation.as_str(), "small" | "sole_trader");
    let started = small && rest.registered && rest.licensed && rest.since <= year_ago;
    let startup = if started { 1_000_000 } else { 0 };
    let recognition = match case.level.as_str() {
        "provincial" => 50_000_000,
        "national" => 100_000_000,
        _ => 0,
    };
    let ceiling = match case.loan.as_str() {
        "personal" => 20_000_000,
        "partnership" => (22_000_000 * i64::from(rest.partners)).min(220_000_000),
        _ => 400_000_000,
    };
    [labour, startup, recognition, rest.requested.min(ceiling)]
}

/// An employer whose options are texts of its own.
pub struct WordedEmployer {
    kind: String,
    hires: Vec<WordedHire>,
}

struct WordedHire {
    category: String,
    contract: bool,
    insured: bool,
    new_post: bool,
}

impl WordedEmployer {
    pub fn new(employer: &Employer) -> Self {
        let hires = employer.hires.iter().map(|hire| WordedHire {
            category: category(hire).to_owned(),
            contract: hire.contract,
            insured: hire.insured,
            new_post: hire.new_post,
        });
        Self { kind: kind(employer).to_owned(), hires: hires.collect() }
    }
}

pub fn worded_employer(employer: &WordedEmployer) -> i64 {
    let kinds = ["brand", "workshop", "cooperative", "sole_trader", "non_profit"];
    if !kinds.contains(&employer.kind.as_str()) {
        return 0;
    }
    let counts = |hire: &&WordedHire| {
        let category = hire.category.as_str();
        matches!(category, "hard_to_employ" | "graduate" | "veteran" | "out_of_poverty" | "monitored")
            && hire.contract
            && hire.insured
            && hire.new_post
    };
    100_000 * i64::try_from(employer.hires.iter().filter(counts).count()).expect("a number of hires")
}
