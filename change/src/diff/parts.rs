//! Parts of two policies beside each other, and when they begin to differ.

use super::{Change, Difference, Matter};
use chrono::{Days, NaiveDate};
use qingce_compiler::model::{Dated, Model, Type};
use qingce_grammar::Message;
use std::collections::BTreeSet;

/// Parts of two policies by name: those of the old one in order, then what is new.
pub(super) fn matched<'a, T>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&T) -> &String,
) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let find = |all: &'a [T], wanted: &String| all.iter().find(|one| name(one) == wanted);
    let kept = old.iter().map(|one| (Some(one), find(new, name(one))));
    let added = new.iter().filter(|one| find(old, name(one)).is_none()).map(|one| (None, Some(one)));
    kept.chain(added).collect()
}

/// The first day on which two histories give different values.
pub(super) fn histories_differ<V>(
    old: &[Dated<V>],
    new: &[Dated<V>],
    form: impl Fn(&V) -> String,
) -> Option<NaiveDate> {
    let mut days = BTreeSet::new();
    for dated in old.iter().chain(new) {
        days.insert(dated.from);
        days.extend(dated.to.and_then(|to| to.succ_opt()));
    }
    let on = |all: &[Dated<V>], day: NaiveDate| {
        let found = all.iter().find(|dated| dated.from <= day && dated.to.is_none_or(|to| day <= to));
        found.map(|dated| form(&dated.value))
    };
    days.into_iter().find(|day| on(old, *day) != on(new, *day))
}

/// The first day that lies in one period and not in the other.
pub(super) fn periods_differ(
    old: (NaiveDate, Option<NaiveDate>),
    new: (NaiveDate, Option<NaiveDate>),
) -> Option<NaiveDate> {
    if old == new {
        return None;
    }
    if old.0 != new.0 {
        return Some(old.0.min(new.0));
    }
    let ends = [old.1, new.1].into_iter().flatten().min()?;
    ends.checked_add_days(Days::new(1))
}

pub(super) fn earlier(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

pub(super) fn change_of(before: bool, after: bool) -> Change {
    match (before, after) {
        (true, false) => Change::Removed,
        (false, true) => Change::Added,
        _ => Change::Changed,
    }
}

pub(super) fn plain(text: String) -> Message {
    Message::new(text.clone(), text)
}

pub(super) fn detail(what: (&str, &str), before: String, after: String) -> (Message, Message, Message) {
    (Message::new(what.0, what.1), plain(before), plain(after))
}

pub(super) fn one(
    matter: Matter,
    name: &str,
    change: Change,
    from: Option<NaiveDate>,
    details: Vec<(Message, Message, Message)>,
    rules: Vec<String>,
) -> Vec<Difference> {
    match change {
        Change::Changed if details.is_empty() => Vec::new(),
        _ => vec![Difference { matter, name: name.to_owned(), change, from, details, rules }],
    }
}

/// The type of a field, by names.
pub(super) fn type_form(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Option(id) | Type::Options(id) => {
            let many = matches!(ty, Type::Options(_));
            format!(
                "{}{}",
                if many { "若干 " } else { "" },
                model.lists.get(id.0).map_or("", |list| list.name.as_str())
            )
        }
        Type::Record(id) | Type::List(id) => {
            let many = matches!(ty, Type::List(_));
            format!(
                "{}{}",
                if many { "若干 " } else { "" },
                model.records.get(id.0).map_or("", |record| record.name.as_str())
            )
        }
        Type::Number(number) => {
            let units = number.dimension.iter().map(|(id, power)| {
                format!("{}^{power}", model.units.get(id.0).map_or("", |unit| unit.name.as_str()))
            });
            format!(
                "{} {:?}{}",
                units.collect::<Vec<_>>().join(" "),
                number.decimals,
                if number.rate { " %" } else { "" }
            )
        }
        other => format!("{other:?}"),
    }
}
