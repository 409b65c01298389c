//! What the protocol calls the things that a policy declares, so that an editor shows a sign for each.

use crate::queries::outline::Kind;
use qingce_compiler::Symbol;
use qingce_grammar::tree::ItemKind;
use tower_lsp::ls_types::SymbolKind;

/// The sign of a line of the outline.
pub fn of_outline(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Name(symbol) => of_symbol(symbol),
        Kind::Item(item) => match item {
            ItemKind::Policy => SymbolKind::MODULE,
            ItemKind::Departments => SymbolKind::NAMESPACE,
            ItemKind::Unit => SymbolKind::TYPE_PARAMETER,
            ItemKind::Options => SymbolKind::ENUM,
            ItemKind::Record => SymbolKind::STRUCT,
            ItemKind::Clause => SymbolKind::NAMESPACE,
            ItemKind::Standard | ItemKind::Scale | ItemKind::Adjust => SymbolKind::CONSTANT,
            ItemKind::Define => SymbolKind::METHOD,
            ItemKind::Rule | ItemKind::Discontinue => SymbolKind::CLASS,
            ItemKind::Aim => SymbolKind::STRING,
            ItemKind::Scenario => SymbolKind::EVENT,
            ItemKind::Guarantee => SymbolKind::INTERFACE,
        },
    }
}

/// The sign of a name.
pub fn of_symbol(symbol: Symbol) -> SymbolKind {
    match symbol {
        Symbol::Unit(_) => SymbolKind::TYPE_PARAMETER,
        Symbol::List(_) => SymbolKind::ENUM,
        Symbol::Option(..) => SymbolKind::ENUM_MEMBER,
        Symbol::Record(_) => SymbolKind::STRUCT,
        Symbol::Field(..) => SymbolKind::FIELD,
        Symbol::Department(_) | Symbol::Clause(_) => SymbolKind::NAMESPACE,
        Symbol::Standard(_) | Symbol::Scale(_) => SymbolKind::CONSTANT,
        Symbol::Definition(_) => SymbolKind::METHOD,
        Symbol::Rule(_) => SymbolKind::CLASS,
        Symbol::Let(..) => SymbolKind::VARIABLE,
        Symbol::Scenario(_) => SymbolKind::EVENT,
        Symbol::Guarantee(_) => SymbolKind::INTERFACE,
    }
}
