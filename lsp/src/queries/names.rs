//! Names: what they are called, which declaration holds a place, and who uses whom.

use super::{Cursor, View};
use qingce_compiler::model::RuleId;
use qingce_compiler::{Entry, Symbol};
use qingce_files::message::pick;
use qingce_grammar::tree::Item;
use qingce_grammar::{FileId, Place, Span};
use std::collections::{BTreeMap, BTreeSet};

impl<'a> View<'a> {
    /// The name of what a symbol stands for.
    pub fn called(&self, symbol: Symbol) -> &'a str {
        let model = &self.analysis.model;
        let name = match symbol {
            Symbol::Unit(id) => model.units.get(id.0).map(|unit| &unit.name),
            Symbol::List(id) => model.lists.get(id.0).map(|list| &list.name),
            Symbol::Option(list, at) => {
                model.lists.get(list.0).and_then(|list| list.options.get(at)).map(|option| &option.name)
            }
            Symbol::Record(id) => model.records.get(id.0).map(|record| &record.name),
            Symbol::Field(record, field) => model
                .records
                .get(record.0)
                .and_then(|record| record.fields.get(field.0))
                .map(|field| &field.name),
            Symbol::Department(id) => model.departments.get(id.0).map(|department| &department.name),
            Symbol::Clause(id) => model.clauses.get(id.0).map(|clause| &clause.title),
            Symbol::Standard(id) => model.standards.get(id.0).map(|standard| &standard.name),
            Symbol::Scale(id) => model.scales.get(id.0).map(|scale| &scale.name),
            Symbol::Definition(id) => model.definitions.get(id.0).map(|definition| &definition.name),
            Symbol::Rule(id) => model.rules.get(id.0).map(|rule| &rule.name),
            Symbol::Let(rule, id) => {
                model.rules.get(rule.0).and_then(|rule| rule.lets.get(id.0)).map(|one| &one.name)
            }
            Symbol::Scenario(id) => model.scenarios.get(id.0).map(|scenario| &scenario.name),
            Symbol::Guarantee(id) => model.guarantees.get(id.0).map(|guarantee| &guarantee.name),
        };
        name.map_or("", String::as_str)
    }

    /// What kind of thing a symbol stands for, in the drafter's language.
    pub fn kind(&self, symbol: Symbol) -> &'static str {
        let (zh, en) = symbol.kind();
        pick(self.language, zh, en)
    }

    /// The names in a file, in order.
    pub fn entries(&self, file: FileId) -> &'a [Entry] {
        let entries = &self.analysis.index.entries;
        let start = entries.partition_point(|entry| entry.place.file < file);
        let end = entries.partition_point(|entry| entry.place.file <= file);
        entries.get(start..end).unwrap_or_default()
    }

    /// The names that begin in a range of a file, in order.
    pub fn entries_in(&self, file: FileId, span: Span) -> &'a [Entry] {
        let entries = self.entries(file);
        let start = entries.partition_point(|entry| entry.place.span.start < span.start);
        let end = entries.partition_point(|entry| entry.place.span.start < span.end);
        entries.get(start..end).unwrap_or_default()
    }

    /// What the declaration around a place declares, or changes.
    pub fn holder(&self, place: Place) -> Option<Symbol> {
        let item = self.item(Cursor { file: place.file, offset: place.span.start })?;
        self.declared(place.file, item)
    }

    /// What a declaration declares, or changes.
    pub fn declared(&self, file: FileId, item: &Item) -> Option<Symbol> {
        let span = item.name.as_ref()?.span;
        self.entries_in(file, span).iter().find(|entry| entry.place.span == span).map(|entry| entry.symbol)
    }

    /// Whose rules, definitions and guarantees name a symbol, with the places.
    pub fn users(&self, symbol: Symbol) -> BTreeMap<Symbol, Vec<Place>> {
        let mut users: BTreeMap<Symbol, Vec<Place>> = BTreeMap::new();
        for place in self.analysis.index.uses(symbol) {
            let holder = self.holder(place).filter(|holder| *holder != symbol);
            if let Some(holder @ (Symbol::Rule(_) | Symbol::Definition(_) | Symbol::Guarantee(_))) = holder {
                users.entry(holder).or_default().push(place);
            }
        }
        users
    }

    /// The rules that a symbol matters to: those that name it, themselves or through definitions, in the order of their
    /// declarations.
    pub fn rules_using(&self, symbol: Symbol) -> Vec<RuleId> {
        let mut seen = BTreeSet::from([symbol]);
        let mut next = vec![symbol];
        let mut rules = BTreeSet::new();
        while let Some(symbol) = next.pop() {
            for user in self.users(symbol).into_keys() {
                match user {
                    Symbol::Rule(id) => {
                        rules.insert(id);
                    }
                    Symbol::Definition(_) if seen.insert(user) => next.push(user),
                    _ => {}
                }
            }
        }
        rules.into_iter().collect()
    }

    /// The names of rules, joined.
    pub fn rule_names(&self, rules: &[RuleId]) -> String {
        let names: Vec<&str> = rules.iter().map(|id| self.called(Symbol::Rule(*id))).collect();
        names.join(pick(self.language, "、", ", "))
    }
}
