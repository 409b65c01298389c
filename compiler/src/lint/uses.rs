//! What the rules and definitions of a policy use. Scenarios, and values that only adjust a standard, use nothing.

use super::context::LintContext;
use crate::index::Symbol;
use crate::model::DefinitionId;
use qingce_grammar::FileId;
use qingce_grammar::tree::ItemKind;
use rustc_hash::FxHashSet;

/// The names that matter to a decision.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// What rules use, themselves or through the definitions that they use.
    of_rules: FxHashSet<Symbol>,
    /// What rules or definitions use, whether or not those definitions are used themselves.
    of_all: FxHashSet<Symbol>,
}

impl Uses {
    /// Whether a rule needs this, itself or through definitions.
    pub(super) fn by_rules(&self, symbol: Symbol) -> bool {
        self.of_rules.contains(&symbol)
    }

    /// Whether a rule or definition names this.
    pub(super) fn contains(&self, symbol: Symbol) -> bool {
        self.of_all.contains(&symbol)
    }
}

impl LintContext<'_> {
    /// What the rules and definitions use.
    pub(super) fn uses(&self) -> &Uses {
        self.uses.get_or_init(|| self.find_uses())
    }

    /// One walk through the declarations and, beside it, through the names in them: both are in the order of their places.
    fn find_uses(&self) -> Uses {
        let mut uses = Uses::default();
        let mut through = Vec::new();
        let mut entries = self.index.entries.iter().peekable();
        let files = self.trees.iter().enumerate();
        for (file, item) in files.flat_map(|(file, tree)| tree.items.iter().map(move |item| (file, item))) {
            let end = (FileId(file), item.span.end);
            let mut user = user(item.kind);
            while let Some(entry) = entries.next_if(|entry| (entry.place.file, entry.place.span.start) < end)
            {
                match (user, entry.symbol) {
                    (Some(User::Definition(None)), Symbol::Definition(id)) if entry.definition => {
                        user = Some(User::Definition(Some(id)));
                    }
                    _ if entry.definition => {}
                    (Some(User::Rule), used) => {
                        uses.of_rules.insert(used);
                        uses.of_all.insert(used);
                    }
                    (Some(User::Definition(Some(id))), used) => {
                        through.push((id, used));
                        uses.of_all.insert(used);
                    }
                    (Some(User::Definition(None)) | None, _) => {}
                }
            }
        }
        uses.follow(&through);
        uses
    }
}

impl Uses {
    /// Adds what rules use through definitions.
    fn follow(&mut self, through: &[(DefinitionId, Symbol)]) {
        let mut before = None;
        while before != Some(self.of_rules.len()) {
            before = Some(self.of_rules.len());
            for (definition, used) in through {
                if self.of_rules.contains(&Symbol::Definition(*definition)) {
                    self.of_rules.insert(*used);
                }
            }
        }
    }
}

/// Who uses a name.
#[derive(Clone, Copy)]
enum User {
    /// A rule, or what must hold of rules.
    Rule,
    /// A definition, once its own name was met.
    Definition(Option<DefinitionId>),
}

fn user(kind: ItemKind) -> Option<User> {
    match kind {
        ItemKind::Rule | ItemKind::Guarantee => Some(User::Rule),
        ItemKind::Define => Some(User::Definition(None)),
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
