//! Changing an amount from a day on, and ending it.

use super::super::{Cursor, View};
use super::{Changed, Kind, Offer};
use chrono::NaiveDate;
use qingce_change::{draft, ending};
use qingce_compiler::Symbol;
use qingce_compiler::model::StandardId;
use qingce_grammar::{Message, Place};

/// The standard that a place names, or that the declaration around it declares or adjusts.
pub fn standard_at(view: &View<'_>, at: Place) -> Option<StandardId> {
    let named = view.name(Cursor { file: at.file, offset: at.span.start }).map(|entry| entry.symbol);
    [named, view.holder(at)].into_iter().flatten().find_map(|symbol| match symbol {
        Symbol::Standard(id) => Some(id),
        _ => None,
    })
}

/// What can be done to the standard that a place is about, if it has a value in force.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let standard = standard_at(&view, at).and_then(|id| view.analysis.model.standards.get(id.0));
    let Some(standard) = standard else { return Vec::new() };
    let day = day(&view);
    let in_force = |from: NaiveDate, to: Option<NaiveDate>| from <= day && to.is_none_or(|to| day <= to);
    if !standard.values.iter().any(|dated| in_force(dated.from, dated.to)) {
        return Vec::new();
    }
    let name = standard.name.as_str();
    let change = Message::new(
        format!("自某日起改变「{name}」的数额（日期、数额、依据待填）"),
        format!("Change 「{name}」 from a day on (day, amount and authority to be filled in)"),
    );
    let end =
        Message::new(format!("结束「{name}」的现行数额"), format!("End the amount in force of 「{name}」"));
    vec![
        Offer::new(Kind::Rewrite, change, move || {
            Some(Changed::from(vec![draft(view.text, name, day).ok()?]))
        }),
        Offer::new(Kind::Rewrite, end, move || Some(Changed::from(vec![ending(view.text, name, day).ok()?]))),
    ]
}

/// Today; before or after the policy's period its first or last day.
fn day(view: &View<'_>) -> NaiveDate {
    let Some(policy) = &view.analysis.model.policy else { return view.today };
    view.today.min(policy.to.unwrap_or(view.today)).max(policy.from)
}
