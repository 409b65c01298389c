//! Days that matter to the policy: its first and last day, today, the first of next month, the days of its amounts.

use super::Site;
use super::offers::{Item, Kind, Offers};
use chrono::{Datelike, Months, NaiveDate};
use qingce_grammar::Language;

/// Offers days, written as the file writes them.
pub(crate) fn days(site: &Site<'_>, offers: &mut Offers) {
    let view = site.view;
    let say = |zh: &str, en: &str| match view.language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    };
    let model = &view.analysis.model;
    let mut days: Vec<(u8, NaiveDate, String)> = Vec::new();
    if let Some(policy) = &model.policy {
        days.push((0, policy.from, say("政策施行", "the policy's first day")));
        days.extend(policy.to.map(|to| (2, to, say("政策施行的末日", "the policy's last day"))));
    }
    days.push((0, view.today, say("今天", "today")));
    let next = view.today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
    days.extend(next.map(|day| (0, day, say("下月1日", "the first of next month"))));
    for standard in &model.standards {
        days.extend(standard.values.iter().map(|dated| (1, dated.from, standard.name.clone())));
    }
    let mut seen = std::collections::HashSet::new();
    for (rank, day, detail) in days {
        if seen.insert(day) {
            let label = written(day, site.written);
            let iso = day.format("%Y-%m-%d").to_string();
            let item = Item {
                insert: label.clone(),
                snippet: false,
                kind: Kind::Day,
                detail: detail.clone(),
                topic: None,
                label,
            };
            offers.offer_as(rank, [item.label.clone().as_str(), iso.as_str(), detail.as_str()], item);
        }
    }
}

fn written(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => day.format("%Y-%m-%d").to_string(),
    }
}
