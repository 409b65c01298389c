//! Words of the vocabulary: exactly those that the grammar would read here, of operators those that fit what stands before.

use super::offers::{Item, Kind, Offers};
use super::topic::Topic;
use super::{Site, Wanted, units};
use qingce_compiler::model::Type;
use qingce_grammar::place::{self, Slot};
use qingce_grammar::tree::ItemKind;
use qingce_grammar::vocabulary::{Category, Entry};

/// Offers the words that may stand here.
pub(crate) fn words(site: &Site<'_>, offers: &mut Offers) {
    let left = left(site);
    for entry in &site.expected.words {
        if let Some(rank) = rank(site, entry, left.as_ref()) {
            offers.offer_as(rank, entry.spellings(), item(site, entry));
        }
    }
}

/// How well a word fits; `None` if it doesn't.
fn rank(site: &Site<'_>, entry: &'static Entry, left: Option<&Type>) -> Option<u8> {
    match entry.category {
        Category::Mark => None,
        Category::Operator if entry.level > 0 && !site.takes(Slot::Value) => {
            fits(entry.id, left).then_some(0)
        }
        Category::Part | Category::Effect | Category::Expectation if leads(site, entry) => part(site, entry),
        Category::Literal => yes_no(site),
        Category::Magnitude => (site.written == qingce_grammar::Language::English).then_some(2),
        Category::Unit => percent(site).then_some(1),
        Category::Function => function(site, entry),
        _ if site.takes(Slot::Value) => begins_value(site, entry.id).then_some(3),
        Category::Operator | Category::Part | Category::Effect | Category::Expectation => Some(1),
        Category::Choice | Category::Header | Category::Type => Some(1),
    }
}

/// Whether a word that begins a value gives one of the type that is wanted.
fn begins_value(site: &Site<'_>, id: &str) -> bool {
    let open = matches!(site.wanted, Wanted::Any | Wanted::Condition);
    let guarantee = site.before.as_ref().is_some_and(|before| before.kind == ItemKind::Guarantee);
    match id {
        "reference_date" => open || site.wanted == Wanted::Date,
        "from" => open || site.wanted == Wanted::Range,
        "subject" | "not" => open,
        "receives" => open && guarantee,
        _ => true,
    }
}

/// Whether a percentage may be meant by the number before.
fn percent(site: &Site<'_>) -> bool {
    let (Some(before), Some(scope)) = (&site.before, &site.scope) else { return false };
    match Wanted::before(scope, before, before.said.len().saturating_sub(1)) {
        Wanted::Measure(dimension) => dimension.is_empty(),
        Wanted::Any => !units::is_fixed(site),
        Wanted::Condition | Wanted::Number => true,
        _ => false,
    }
}

/// The type of what stands before, where an operator may follow.
fn left(site: &Site<'_>) -> Option<Type> {
    let before = site.before.as_ref()?;
    site.scope.as_ref()?.operand(before, before.said.len())
}

/// Whether an operator may follow a value of a type; where the type can't be told, each may.
fn fits(id: &str, left: Option<&Type>) -> bool {
    let Some(ty) = left else { return true };
    let comparison = matches!(
        id,
        "more_than" | "no_more_than" | "less_than" | "short_of" | "reaches" | "at_least" | "at_most"
    );
    match (id, ty) {
        // What stands before may be the end of a condition, or an operand of one.
        ("and" | "or", Type::Record(_) | Type::List(_)) => false,
        ("and" | "or", _) => true,
        ("not", _) => true,
        ("where" | "is_empty" | "is_not_empty", _) => matches!(ty, Type::List(_)),
        ("of", _) => matches!(ty, Type::List(_) | Type::Record(_)),
        ("contains", _) => matches!(ty, Type::Options(_)),
        ("in" | "not_in", _) => matches!(ty, Type::Option(_) | Type::Options(_) | Type::Text),
        ("is" | "is_not", _) => !matches!(ty, Type::List(_) | Type::Record(_) | Type::Range),
        ("rounded_to" | "rounded_down_to" | "rounded_up_to", _) => matches!(ty, Type::Number(_)),
        _ if comparison => matches!(ty, Type::Number(_) | Type::Date | Type::Range),
        _ => true,
    }
}

fn yes_no(site: &Site<'_>) -> Option<u8> {
    match &site.wanted {
        Wanted::Of(Type::Truth) => Some(0),
        Wanted::Any | Wanted::Condition => Some(3),
        _ => None,
    }
}

fn function(site: &Site<'_>, entry: &Entry) -> Option<u8> {
    if site.last_is("of") {
        return matches!(&site.wanted, Wanted::Member(Type::List(_)) | Wanted::Any).then_some(1);
    }
    let number = match &site.wanted {
        Wanted::Any | Wanted::Condition | Wanted::Number => true,
        Wanted::Money | Wanted::Measure(_) | Wanted::Period => matches!(entry.id, "min" | "max"),
        Wanted::Date
        | Wanted::Text
        | Wanted::Options(_)
        | Wanted::Range
        | Wanted::Member(_)
        | Wanted::Of(_) => false,
    };
    number.then_some(2)
}

/// Whether a word begins a part of the declaration at hand here.
fn leads(site: &Site<'_>, entry: &Entry) -> bool {
    let part = site.before.as_ref().is_some_and(|before| before.parts().any(|part| part.id == entry.id));
    part && !site.takes(Slot::Value)
}

/// A part that isn't written yet goes before one that may be written again. Where the part before may end, the next begins a line.
fn part(site: &Site<'_>, entry: &'static Entry) -> Option<u8> {
    let before = site.before.as_ref()?;
    if site.expected.ends && !site.begins_line() && entry.id != "without" {
        return None;
    }
    let text = site.view.file(site.cursor.file);
    let behind = || place::after(text, site.cursor.offset).iter().any(|said| said.is(entry.id));
    let written = before.said.iter().any(|said| said.is(entry.id)) || behind();
    match (written, place::is_single(before.kind, entry)) {
        (false, _) => Some(0),
        (true, false) => Some(2),
        (true, true) => None,
    }
}

fn item(site: &Site<'_>, entry: &'static Entry) -> Item {
    let word = entry.spelling(site.written);
    let doc = entry.doc(site.view.language);
    let kind = if entry.category == Category::Function { Kind::Function } else { Kind::Word };
    let bracketed = !entry.takes.is_empty();
    let insert = match (bracketed, site.written) {
        (true, qingce_grammar::Language::Chinese) => format!("{word}（$1）"),
        (true, qingce_grammar::Language::English) => format!("{word}($1)"),
        (false, _) => word.to_owned(),
    };
    Item {
        label: word.to_owned(),
        insert,
        snippet: bracketed,
        kind,
        detail: doc.to_owned(),
        topic: Some(Topic::Word { id: entry.id.to_owned() }),
    }
}
