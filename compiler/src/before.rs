//! What the last analysis found, and what of it is as it was.

use crate::index::{Entry, Symbol};
use crate::model::{Model, RuleId};
use qingce_grammar::{FileId, tree};
use std::collections::BTreeSet;
use std::sync::Arc;

/// One analysis, as the next one looks back on it.
#[derive(Debug, Clone)]
pub(crate) struct Before {
    pub model: Arc<Model>,
    pub trees: Vec<Arc<tree::File>>,
    /// What had faults.
    pub broken: BTreeSet<Symbol>,
    /// How many names were noted.
    pub names: usize,
    /// What was noted of scenarios, by [`crate::model::ScenarioId`] of this model.
    pub scenarios: Vec<Option<Arc<ScenarioNote>>>,
}

/// What the analysis of a scenario without any fault came upon.
#[derive(Debug)]
pub(crate) struct ScenarioNote {
    /// The names in it in order, but for its own and the one that it starts from.
    pub names: Vec<Entry>,
    /// The rules among them.
    pub rules: BTreeSet<RuleId>,
}

impl Before {
    /// Whether the text of a file is the same.
    pub fn same_file(&self, trees: &[Arc<tree::File>], FileId(file): FileId) -> bool {
        match (self.trees.get(file), trees.get(file)) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            _ => false,
        }
    }

    /// Whether everything is the same that any declaration may follow from without naming it: the policy's period, units, lists and
    /// records (but for where they stand) and which of them had faults, the official texts, which rule stands in for which, and whether
    /// any standard is left to others.
    pub fn same_ground(&self, model: &Model, broken: &BTreeSet<Symbol>) -> bool {
        ground(&self.model) == ground(model)
            && self.model.sources == model.sources
            && types(&self.broken).eq(types(broken))
    }
}

fn types(broken: &BTreeSet<Symbol>) -> impl Iterator<Item = &Symbol> {
    broken.iter().filter(|symbol| matches!(symbol, Symbol::Unit(_) | Symbol::List(_) | Symbol::Record(_)))
}

fn ground(model: &Model) -> impl PartialEq + use<'_> {
    let period = model.policy.as_ref().map(|policy| (policy.from, policy.to));
    let units = model.units.iter();
    let units = units.map(|unit| (&unit.name, &unit.plural, &unit.counting, unit.kind, unit.decimals));
    let lists = model.lists.iter().map(|list| {
        let options: Vec<_> = list.options.iter().map(|option| &option.name).collect();
        (&list.name, options)
    });
    let records = model.records.iter().flat_map(|record| {
        let fields = record.fields.iter().map(|field| (&field.name, Some((&field.ty, field.reference_date))));
        std::iter::once((&record.name, None)).chain(fields)
    });
    let replaced: Vec<_> = model.rules.iter().map(|rule| rule.replaces).collect();
    let delegated = model.standards.iter().any(|standard| standard.delegated.is_some());
    (
        period,
        units.collect::<Vec<_>>(),
        lists.collect::<Vec<_>>(),
        records.collect::<Vec<_>>(),
        replaced,
        delegated,
    )
}
