//! What is told of the words under the pointer, in Markdown.

mod amounts;
mod citation;
mod decision;
mod fact;
mod keyword;
mod quantity;

pub use keyword::explained;

use super::ran::Ran;
use super::{Cursor, View};
use qingce_compiler::Symbol;
use qingce_files::message::spoken;
use qingce_files::say;
use qingce_grammar::Span;
use qingce_prose::Phrases;

/// What is told, and of which words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The words.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// Tells of a number how it reads, of a name what it stands for, of a citation its sentence, of a keyword what it is for. `ran` is
/// how the policy's scenarios come out, where that is known.
pub fn hover(view: &View<'_>, at: Cursor, ran: Option<&Ran>) -> Option<Hover> {
    quantity::told(view, at)
        .or_else(|| named(view, at, ran))
        .or_else(|| citation::told(view, at))
        .or_else(|| keyword::told(view, at))
}

/// Whether scenarios have to do with what is told of a place.
pub fn asks_scenarios(view: &View<'_>, at: Cursor) -> bool {
    matches!(view.name(at).map(|entry| entry.symbol), Some(Symbol::Rule(_) | Symbol::Scenario(_)))
}

fn named(view: &View<'_>, at: Cursor, ran: Option<&Ran>) -> Option<Hover> {
    let entry = view.name(at)?;
    let markdown = of_symbol(view, entry.symbol, ran)?;
    Some(Hover { span: entry.place.span, markdown })
}

/// What is told of a name.
pub fn of_symbol(view: &View<'_>, symbol: Symbol, ran: Option<&Ran>) -> Option<String> {
    match symbol {
        Symbol::Unit(id) => fact::unit(view, id),
        Symbol::List(id) => fact::list(view, id),
        Symbol::Option(list, at) => fact::option(view, list, at),
        Symbol::Record(id) => fact::record(view, id),
        Symbol::Field(record, field) => fact::field(view, record, field),
        Symbol::Department(id) => fact::department(view, id),
        Symbol::Clause(id) => fact::clause(view, id),
        Symbol::Standard(_) | Symbol::Scale(_) => amounts::told(view, symbol),
        Symbol::Definition(id) => decision::definition(view, id),
        Symbol::Rule(id) => decision::rule(view, id, ran),
        Symbol::Let(rule, id) => decision::local(view, rule, id),
        Symbol::Scenario(id) => decision::scenario(view, id, ran),
        Symbol::Guarantee(id) => decision::guarantee(view, id),
    }
}

/// The words of prose, with what is in force today.
fn phrases<'a>(view: &View<'a>) -> Phrases<'a> {
    Phrases::new(&view.analysis.model, spoken(view.language), Some(view.today))
}

/// `**规则 甲**`.
fn title(view: &View<'_>, symbol: Symbol) -> String {
    format!("**{} {}**", view.kind(symbol), view.called(symbol))
}

/// Paragraphs of Markdown, the empty ones left out.
fn joined(paragraphs: impl IntoIterator<Item = String>) -> String {
    let paragraphs: Vec<String> = paragraphs
        .into_iter()
        .map(|text| text.trim_end().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    paragraphs.join("\n\n")
}

/// The rules that a name matters to.
fn used(view: &View<'_>, symbol: Symbol) -> String {
    let rules = view.rules_using(symbol);
    let names = view.rule_names(&rules);
    match rules.len() {
        0 => say!(view.language, "没有规则用到它", "No rule uses it"),
        count => say!(view.language, "{count}条规则用到它：{names}", "Rules that use it ({count}): {names}"),
    }
}
