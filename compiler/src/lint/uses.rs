//! What the rules and definitions of a policy use. Scenarios, and values that only adjust a standard, use nothing.

use super::context::LintContext;
use crate::index::{Entry, Symbol};
use crate::model::DefinitionId;
use qingce_grammar::tree::{self, ItemKind};
use std::collections::BTreeSet;

/// The names that matter to a decision.
pub(super) struct Uses {
    symbols: BTreeSet<Symbol>,
}

impl Uses {
    /// Whether a rule needs this, itself or through definitions.
    pub(super) fn contains(&self, symbol: Symbol) -> bool {
        self.symbols.contains(&symbol)
    }
}

impl LintContext<'_> {
    /// The names that rules use, themselves or through the definitions that they use.
    pub(super) fn uses_of_rules(&self) -> Uses {
        let mut symbols = BTreeSet::new();
        let mut of_definitions: Vec<(DefinitionId, Symbol)> = Vec::new();
        for entry in self.index.entries.iter().filter(|entry| !entry.definition) {
            match self.user(entry) {
                Some(User::Rule) => {
                    symbols.insert(entry.symbol);
                }
                Some(User::Definition(id)) => of_definitions.push((id, entry.symbol)),
                None => {}
            }
        }
        loop {
            let before = symbols.len();
            for (id, symbol) in &of_definitions {
                if symbols.contains(&Symbol::Definition(*id)) {
                    symbols.insert(*symbol);
                }
            }
            if symbols.len() == before {
                return Uses { symbols };
            }
        }
    }

    /// The names that rules or definitions use, whether or not those definitions are used themselves.
    pub(super) fn uses(&self) -> Uses {
        let entries =
            self.index.entries.iter().filter(|entry| !entry.definition && self.user(entry).is_some());
        Uses { symbols: entries.map(|entry| entry.symbol).collect() }
    }

    fn user(&self, entry: &Entry) -> Option<User> {
        let item = self.item(entry.place)?;
        match item.kind {
            ItemKind::Rule | ItemKind::Guarantee => Some(User::Rule),
            ItemKind::Define => {
                let Some(tree::Decl::Define(written)) = &item.decl else { return None };
                let by_name = |d: &crate::model::Definition| {
                    d.place.file == entry.place.file && d.name == written.name.text
                };
                self.model.definitions.iter().position(by_name).map(|id| User::Definition(DefinitionId(id)))
            }
            ItemKind::Policy
            | ItemKind::Departments
            | ItemKind::Unit
            | ItemKind::Options
            | ItemKind::Record
            | ItemKind::Clause
            | ItemKind::Standard
            | ItemKind::Scale
            | ItemKind::Aim
            | ItemKind::Scenario
            | ItemKind::Adjust
            | ItemKind::Discontinue => None,
        }
    }
}

/// Who uses a name.
enum User {
    Rule,
    Definition(DefinitionId),
}
