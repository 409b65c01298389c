//! What the checks look at, and the ways from the model back to the texts.

use super::uses::Uses;
use crate::index::Index;
use crate::input::PolicyText;
use crate::model::{Body, Definition, Expr, Model, Rule};
use crate::numerals::Numerals;
use qingce_grammar::{FileId, Place, tree};
use std::cell::OnceCell;
use std::sync::Arc;

/// What the checks look at.
pub(crate) struct LintContext<'a> {
    /// The texts, for the words of the policy and of its sources.
    pub text: &'a PolicyText,
    /// The text of every `.ce` file.
    texts: Vec<&'a str>,
    /// The syntax tree of every `.ce` file, by [`qingce_grammar::FileId`].
    pub trees: &'a [Arc<tree::File>],
    /// What was understood of them.
    pub model: &'a Model,
    /// Where names are declared and used.
    pub index: &'a Index,
    /// The numbers in sentences.
    pub numerals: &'a Numerals,
    /// Who uses what, once it is asked for.
    pub(super) uses: OnceCell<Uses>,
}

impl<'a> LintContext<'a> {
    /// An analysis, to look at.
    pub(crate) fn new(
        text: &'a PolicyText,
        trees: &'a [Arc<tree::File>],
        model: &'a Model,
        index: &'a Index,
        numerals: &'a Numerals,
    ) -> Self {
        Self { text, texts: text.texts().collect(), trees, model, index, numerals, uses: OnceCell::new() }
    }

    /// The text of a `.ce` file.
    pub(super) fn file_text(&self, file: FileId) -> &'a str {
        self.texts.get(file.0).copied().unwrap_or_default()
    }

    /// The words at a place.
    pub(super) fn words(&self, place: Place) -> &'a str {
        self.file_text(place.file).get(place.span.start..place.span.end).unwrap_or("")
    }

    /// The words at a place on one line, cut short where they are long.
    pub(super) fn short_words(&self, place: Place) -> String {
        const LONGEST: usize = 40;
        let line = self.words(place).split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= LONGEST {
            return line;
        }
        line.chars().take(LONGEST).chain(['…']).collect()
    }

    /// The declaration in which a place lies.
    pub(super) fn item(&self, place: Place) -> Option<&'a tree::Item> {
        let items = &self.trees.get(place.file.0)?.items;
        let after = items.partition_point(|item| item.span.start <= place.span.start);
        items.get(after.checked_sub(1)?).filter(|item| place.span.start < item.span.end)
    }

    /// A rule as it is written.
    pub(super) fn rule_tree(&self, rule: &Rule) -> Option<&'a tree::Rule> {
        match self.item(rule.place)?.decl.as_ref()? {
            tree::Decl::Rule(rule) => Some(rule),
            _ => None,
        }
    }

    /// A definition as it is written.
    pub(super) fn definition_tree(&self, definition: &Definition) -> Option<&'a tree::Define> {
        match self.item(definition.place)?.decl.as_ref()? {
            tree::Decl::Define(define) => Some(define),
            _ => None,
        }
    }

    /// Whether the first layer says that it builds on another one.
    fn base_missing(&self) -> bool {
        let files = self.text.layers.first().map_or(0, |layer| layer.files.len());
        self.trees
            .iter()
            .take(files)
            .flat_map(|tree| &tree.items)
            .any(|item| matches!(&item.decl, Some(tree::Decl::Policy(policy)) if policy.base.is_some()))
    }

    /// Whether every declaration could be read, and everything that the policy builds on is there: only then it is known what is
    /// not used.
    pub(super) fn all_read(&self) -> bool {
        let declared = self.trees.iter().flat_map(|tree| &tree.items).all(|item| item.decl.is_some());
        let bodies = self.model.rules.iter().all(|rule| !is_broken(&rule.body))
            && self.model.definitions.iter().all(|definition| !is_broken(&definition.body));
        declared && bodies && !self.base_missing()
    }
}

/// Whether a body was left out for its faults.
pub(super) fn is_broken<T>(body: &Body<T>) -> bool {
    matches!(body, Body::Cases { cases, otherwise: None } if cases.is_empty())
}

/// Every expression of a rule: local names, condition, guards, amounts and what shows that something was done.
pub(super) fn rule_expressions(rule: &Rule) -> Vec<&Expr> {
    rule.expressions()
}

/// Every expression of a definition.
pub(super) fn definition_expressions(definition: &Definition) -> Vec<&Expr> {
    match &definition.body {
        Body::One(one) => vec![one],
        Body::Cases { cases, otherwise } => {
            cases.iter().flat_map(|case| [&case.guard, &case.result]).chain(otherwise).collect()
        }
    }
}
