//! The names of a policy by kind. Names of one kind are unique over all layers.

use super::units::UnitWord;
use crate::index::Symbol;
use crate::model::{
    ClauseId, DefinitionId, DepartmentId, GuaranteeId, ListId, RecordId, RuleId, ScaleId, ScenarioId,
    StandardId, UnitId,
};
use std::collections::BTreeMap;

/// Every declared name. Clauses are named by layer and number.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// What can stand after a field's colon.
    pub units: BTreeMap<String, UnitWord>,
    pub lists: BTreeMap<String, ListId>,
    pub records: BTreeMap<String, RecordId>,
    /// Words that count a list: 人数.
    pub counting: BTreeMap<String, UnitId>,
    pub options: BTreeMap<String, Vec<(ListId, usize)>>,
    pub departments: BTreeMap<String, DepartmentId>,
    pub clauses: BTreeMap<(usize, u32), ClauseId>,
    /// What an expression can name without a record.
    pub standards: BTreeMap<String, StandardId>,
    pub scales: BTreeMap<String, ScaleId>,
    pub definitions: BTreeMap<String, DefinitionId>,
    pub rules: BTreeMap<String, RuleId>,
    pub scenarios: BTreeMap<String, ScenarioId>,
    pub guarantees: BTreeMap<String, GuaranteeId>,
}

impl Names {
    /// What a type name stands for: a unit, an option list or a record.
    pub fn type_named(&self, name: &str) -> Option<Symbol> {
        if let Some(list) = self.lists.get(name) {
            return Some(Symbol::List(*list));
        }
        if let Some(record) = self.records.get(name) {
            return Some(Symbol::Record(*record));
        }
        self.units.get(name).and_then(|word| word.unit).map(Symbol::Unit)
    }

    /// What a value name stands for: a standard, a scale or a definition.
    pub fn value_named(&self, name: &str) -> Option<Symbol> {
        if let Some(standard) = self.standards.get(name) {
            return Some(Symbol::Standard(*standard));
        }
        if let Some(scale) = self.scales.get(name) {
            return Some(Symbol::Scale(*scale));
        }
        self.definitions.get(name).map(|id| Symbol::Definition(*id))
    }

    /// Every word that an expression may hold apart from fields and local names.
    pub fn in_expressions(&self) -> impl Iterator<Item = &str> {
        let values = self.standards.keys().chain(self.scales.keys()).chain(self.definitions.keys());
        values.chain(self.options.keys()).chain(self.counting.keys()).map(String::as_str)
    }
}
