//! Where every name is declared and used: for the lints on unused names and for editors.

use crate::model::{
    ClauseId, DefinitionId, DepartmentId, FieldId, GuaranteeId, LetId, ListId, RecordId, RuleId, ScaleId,
    ScenarioId, StandardId, UnitId,
};
use qingce_grammar::Place;

/// Every definition and use of a name, in the order of their places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One name at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry {
    /// The name's words.
    pub place: Place,
    /// What it names.
    pub symbol: Symbol,
    /// Whether it is declared here; otherwise it is used. A unit and a department may be declared under several words (plural,
    /// counting word, another spelling), of which the first one is its name.
    pub definition: bool,
}

/// What a name stands for. Ids are places in the tables of [`crate::model::Model`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Symbol {
    Unit(UnitId),
    List(ListId),
    Option(ListId, usize),
    Record(RecordId),
    Field(RecordId, FieldId),
    Department(DepartmentId),
    Clause(ClauseId),
    Standard(StandardId),
    Scale(ScaleId),
    Definition(DefinitionId),
    Rule(RuleId),
    Let(RuleId, LetId),
    Scenario(ScenarioId),
    Guarantee(GuaranteeId),
}

impl Symbol {
    /// What kind of thing it is, in Chinese and in English.
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Unit(_) => ("单位", "unit"),
            Self::List(_) => ("选项表", "option list"),
            Self::Option(..) => ("选项", "option"),
            Self::Record(_) => ("档案", "record"),
            Self::Field(..) => ("字段", "field"),
            Self::Department(_) => ("部门", "department"),
            Self::Clause(_) => ("条", "clause"),
            Self::Standard(_) => ("标准", "standard"),
            Self::Scale(_) => ("分档", "scale"),
            Self::Definition(_) => ("定义", "definition"),
            Self::Rule(_) => ("规则", "rule"),
            Self::Let(..) => ("设的名称", "local name"),
            Self::Scenario(_) => ("案例", "scenario"),
            Self::Guarantee(_) => ("保证", "guarantee"),
        }
    }
}

impl Index {
    /// Whether `symbol` is used anywhere.
    pub fn is_used(&self, symbol: Symbol) -> bool {
        self.entries.iter().any(|entry| !entry.definition && entry.symbol == symbol)
    }

    /// The places where `symbol` is used, in order.
    pub fn uses(&self, symbol: Symbol) -> impl Iterator<Item = Place> + '_ {
        self.entries.iter().filter(move |e| !e.definition && e.symbol == symbol).map(|e| e.place)
    }

    /// Where `symbol` is declared, by its name; `None` for what is built in.
    pub fn definition(&self, symbol: Symbol) -> Option<Place> {
        self.entries.iter().find(|e| e.definition && e.symbol == symbol).map(|e| e.place)
    }

    /// The entry whose words hold the byte at `place.span.start`.
    pub fn at(&self, place: Place) -> Option<&Entry> {
        let offset = place.span.start;
        self.entries
            .iter()
            .filter(|e| e.place.file == place.file)
            .find(|e| e.place.span.start <= offset && offset <= e.place.span.end)
    }

    /// Notes a definition.
    pub(crate) fn define(&mut self, place: Place, symbol: Symbol) {
        self.entries.push(Entry { place, symbol, definition: true });
    }

    /// Notes a use.
    pub(crate) fn use_at(&mut self, place: Place, symbol: Symbol) {
        self.entries.push(Entry { place, symbol, definition: false });
    }

    /// Puts the entries in the order of their places; an entry noted twice stays once.
    pub(crate) fn sort(&mut self) {
        // Entries come in runs that are in order already.
        self.entries.sort();
        self.entries.dedup();
    }
}
