//! Records as text: CSV and JSON.

use crate::words::{category, iso, kind, tenths, words, yuan, yyyymmdd};
use qingce_bench::records::{Case, Employer, Hire};

/// The fields of a case, in the order of its columns.
pub const FIELDS: &str = "household,destination,months,category,organisation,registered,licensed,since,level,loan,\
                          partners,requested";

/// A case as a line of CSV: months with a decimal, money in yuan, days as 2024-02-29.
pub fn csv(case: &Case) -> String {
    let words = words(case);
    let fields = [
        words.household,
        words.destination,
        &tenths(case.months),
        words.category,
        words.organisation,
        &case.registered.to_string(),
        &case.licensed.to_string(),
        &iso(case.since),
        words.level,
        words.loan,
        &case.partners.to_string(),
        &yuan(case.requested),
    ];
    fields.join(",")
}

/// A case in JSON as people write it: months with a decimal, money in yuan, days as 2024-02-29.
pub fn json(case: &Case) -> String {
    case_json(case, &tenths(case.months), &format!("\"{}\"", iso(case.since)), &yuan(case.requested))
}

/// A case in JSON for peers without decimals and days: months in tenths, money in fen, days as 20240229.
pub fn whole_json(case: &Case) -> String {
    case_json(case, &case.months.to_string(), &yyyymmdd(case.since).to_string(), &case.requested.to_string())
}

fn case_json(case: &Case, months: &str, since: &str, requested: &str) -> String {
    let words = words(case);
    object(&[
        ("household", &text(words.household)),
        ("destination", &text(words.destination)),
        ("months", months),
        ("category", &text(words.category)),
        ("organisation", &text(words.organisation)),
        ("registered", &case.registered.to_string()),
        ("licensed", &case.licensed.to_string()),
        ("since", since),
        ("level", &text(words.level)),
        ("loan", &text(words.loan)),
        ("partners", &case.partners.to_string()),
        ("requested", requested),
    ])
}

/// An employer in JSON.
pub fn employer_json(employer: &Employer) -> String {
    let hires: Vec<String> = employer.hires.iter().map(hire_json).collect();
    object(&[("kind", &text(kind(employer))), ("hires", &format!("[{}]", hires.join(",")))])
}

fn hire_json(hire: &Hire) -> String {
    object(&[
        ("category", &text(category(hire))),
        ("contract", &hire.contract.to_string()),
        ("insured", &hire.insured.to_string()),
        ("new_post", &hire.new_post.to_string()),
    ])
}

fn object(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    format!("{{{}}}", fields.join(","))
}

fn text(word: &str) -> String {
    format!("\"{word}\"")
}
