//! The names of a policy by kind. Names of one kind are unique over all layers.

use super::units::UnitWord;
use crate::index::Symbol;
use crate::model::{
    ClauseId, DefinitionId, DepartmentId, GuaranteeId, ListId, RecordId, RuleId, ScaleId, ScenarioId,
    StandardId, UnitId,
};
use rustc_hash::FxHashMap;

/// Every declared name. Clauses are named by layer and number. The tables have no order: whoever lists names sorts them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    /// What can stand after a field's colon.
    pub units: FxHashMap<String, UnitWord>,
    pub lists: FxHashMap<String, ListId>,
    pub records: FxHashMap<String, RecordId>,
    /// Words that count a list: 人数.
    pub counting: FxHashMap<String, UnitId>,
    pub options: FxHashMap<String, Vec<(ListId, usize)>>,
    pub departments: FxHashMap<String, DepartmentId>,
    pub clauses: FxHashMap<(usize, u32), ClauseId>,
    /// What an expression can name without a record.
    pub standards: FxHashMap<String, StandardId>,
    pub scales: FxHashMap<String, ScaleId>,
    pub definitions: FxHashMap<String, DefinitionId>,
    pub rules: FxHashMap<String, RuleId>,
    pub scenarios: FxHashMap<String, ScenarioId>,
    pub guarantees: FxHashMap<String, GuaranteeId>,
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
