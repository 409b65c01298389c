//! What depends on what: from a standard, a definition or a field up to the rules that need it, and down again.

use super::{Cursor, View};
use qingce_compiler::Symbol;
use qingce_grammar::{Place, Span};
use std::collections::BTreeMap;

/// A declaration in the hierarchy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// What it declares.
    pub symbol: Symbol,
    /// Its name.
    pub name: Place,
    /// The whole declaration.
    pub whole: Span,
}

/// What is declared or named at the cursor, if anything can depend on it.
pub fn at(view: &View<'_>, at: Cursor) -> Option<Node> {
    node(view, view.name(at)?.symbol)
}

/// The rules, definitions and guarantees that name it, each with the places where they do.
pub fn incoming(view: &View<'_>, symbol: Symbol) -> Vec<(Node, Vec<Place>)> {
    let users = view.users(symbol).into_iter();
    users.filter_map(|(user, places)| Some((node(view, user)?, places))).collect()
}

/// What its declaration names, each with the places where it does.
pub fn outgoing(view: &View<'_>, symbol: Symbol) -> Vec<(Node, Vec<Place>)> {
    let Some(from) = node(view, symbol) else { return Vec::new() };
    let mut named: BTreeMap<Symbol, Vec<Place>> = BTreeMap::new();
    let entries = view.entries_in(from.name.file, from.whole);
    for entry in entries.iter().filter(|entry| !entry.definition) {
        named.entry(entry.symbol).or_default().push(entry.place);
    }
    let named = named.into_iter().filter(|(named, _)| *named != symbol);
    named.filter_map(|(symbol, places)| Some((node(view, symbol)?, places))).collect()
}

fn node(view: &View<'_>, symbol: Symbol) -> Option<Node> {
    match symbol {
        Symbol::Standard(_) | Symbol::Scale(_) | Symbol::Definition(_) | Symbol::Rule(_) => {}
        Symbol::Field(..) | Symbol::Option(..) | Symbol::Guarantee(_) => {}
        Symbol::Unit(_) | Symbol::List(_) | Symbol::Record(_) | Symbol::Department(_) => return None,
        Symbol::Clause(_) | Symbol::Let(..) | Symbol::Scenario(_) => return None,
    }
    let name = view.analysis.index.definition(symbol)?;
    let item = view.item(Cursor { file: name.file, offset: name.span.start })?;
    let own = item.name.as_ref().is_some_and(|own| own.span == name.span);
    Some(Node { symbol, name, whole: if own { item.span } else { name.span } })
}
