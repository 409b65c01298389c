//! The options that a decision by options has no case for.

use super::super::{Cursor, View};
use super::mends::touches;
use super::writing::Writing;
use super::{Changed, Kind, Offer};
use qingce_compiler::Symbol;
use qingce_compiler::model::Type;
use qingce_grammar::tree::{Body, Decl, Expr, Guard, Name};
use qingce_grammar::{Code, Diagnostic, Message, Place, Span};

/// The cases of a rule or definition by options: by what, and the options that have a case.
struct Cases<'a> {
    by: &'a Expr,
    named: Vec<&'a Name>,
}

/// Adds a case for all options without one (its result is left to be written), or an 其余.
pub fn of_place<'a>(view: View<'a>, at: Place) -> Vec<Offer<'a>> {
    let gap = |fault: &&Diagnostic| fault.code == Code::CasesIncomplete && touches(fault, at);
    let Some(fault) = view.analysis.diagnostics.iter().find(gap) else { return Vec::new() };
    let offers = offered(view, fault);
    offers.unwrap_or_default().into_iter().map(|offer| offer.mending(fault)).collect()
}

fn offered<'a>(view: View<'a>, fault: &'a Diagnostic) -> Option<Vec<Offer<'a>>> {
    let place = fault.labels.first()?.place;
    let item = view.item(Cursor { file: place.file, offset: place.span.start })?;
    let writing = Writing::new(view, place.file)?;
    let (last, cases) = match item.decl.as_ref()? {
        Decl::Rule(rule) => (last(&rule.body)?, cases(&rule.body)),
        Decl::Define(define) => (last(&define.body)?, cases(&define.body)),
        _ => return None,
    };
    let colon = writing.pick("：", ": ");
    let line = move |words: String| Some(Changed::from(vec![writing.line_after(last.end, words.trim_end())]));
    let mut offers = Vec::new();
    if let Some(missing) =
        cases.and_then(|cases| missing(view, place, &cases)).filter(|missing| !missing.is_empty())
    {
        let title = Message::new(
            format!("补上情形「{}」（结果待填）", missing.join("、")),
            format!("Add a case for 「{}」, its result to be written", missing.join(", ")),
        );
        offers.push(Offer::new(Kind::Mend, title, move || {
            line(format!("{} {}{colon}", writing.word("case"), missing.join(writing.pick("、", ", "))))
        }));
    }
    let title = Message::new("补上「其余」（结果待填）", "Add an `otherwise`, its result to be written");
    offers.push(Offer::new(Kind::Mend, title, move || line(format!("{}{colon}", writing.word("otherwise")))));
    Some(offers)
}

fn last<T>(body: &Body<T>) -> Option<Span> {
    match body {
        Body::Cases { cases, otherwise: None, .. } => cases.last().map(|case| case.span),
        Body::Cases { .. } | Body::One(_) => None,
    }
}

fn cases<T>(body: &Body<T>) -> Option<Cases<'_>> {
    let Body::Cases { by: Some(by), cases, .. } = body else { return None };
    let named = cases.iter().flat_map(|case| match &case.guard {
        Guard::Options(names) => names.iter().collect(),
        Guard::Condition(_) => Vec::new(),
    });
    Some(Cases { by, named: named.collect() })
}

/// The options of the field that have no case, in the order of their list.
fn missing<'a>(view: View<'a>, place: Place, cases: &Cases<'_>) -> Option<Vec<&'a str>> {
    let Symbol::Field(record, field) =
        view.name(Cursor { file: place.file, offset: cases.by.span.end }).map(|entry| entry.symbol)?
    else {
        return None;
    };
    let model = &view.analysis.model;
    let Type::Option(list) = model.records.get(record.0)?.fields.get(field.0)?.ty else { return None };
    let options = model.lists.get(list.0)?.options.iter().map(|option| option.name.as_str());
    Some(options.filter(|option| cases.named.iter().all(|named| named.text != *option)).collect())
}
