//! First pass: every declared name gets its id, so that declarations can speak of one another in any order.

use super::context::{Analyser, Home, Placed, PlacedItem};
use crate::index::Symbol;
use crate::model::{self, *};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The declarations by kind, those with an id in the order of the ids. `None` where it was broken.
#[derive(Default)]
pub(crate) struct Declarations<'t> {
    pub units: Vec<Placed<'t, tree::Unit>>,
    pub records: Vec<(RecordId, Placed<'t, tree::Record>)>,
    pub clauses: Vec<(ClauseId, Placed<'t, tree::Clause>)>,
    pub standards: BTreeMap<StandardId, Placed<'t, tree::Standard>>,
    pub scales: BTreeMap<ScaleId, Placed<'t, tree::Scale>>,
    pub definitions: BTreeMap<DefinitionId, Placed<'t, tree::Define>>,
    pub rules: BTreeMap<RuleId, Placed<'t, tree::Rule>>,
    pub aims: Vec<Placed<'t, tree::Aim>>,
    pub scenarios: BTreeMap<ScenarioId, Placed<'t, tree::Scenario>>,
    pub guarantees: BTreeMap<GuaranteeId, Placed<'t, tree::Guarantee>>,
    pub adjusts: Vec<Placed<'t, tree::Adjust>>,
    pub discontinues: Vec<Placed<'t, tree::Discontinue>>,
}

impl<'t> Analyser<'t> {
    /// Declares the item's name and puts its declaration into `all`.
    pub fn declare(&mut self, item: PlacedItem<'t>, all: &mut Declarations<'t>) {
        let Placed { home, decl: item } = item;
        match &item.decl {
            Some(decl) => self.declare_whole(home, item, decl, all),
            None => self.declare_broken(home, item),
        }
    }

    fn declare_whole(
        &mut self,
        home: Home,
        item: &'t tree::Item,
        decl: &'t tree::Decl,
        all: &mut Declarations<'t>,
    ) {
        use tree::Decl;
        match decl {
            Decl::Policy(_) => {}
            Decl::Departments(departments) => self.declare_departments(home, departments),
            Decl::Unit(decl) => {
                if self.declare_unit(home, decl) {
                    all.units.push(Placed { home, decl });
                }
            }
            Decl::Options(decl) => self.declare_options(home, decl),
            Decl::Record(decl) => {
                if let Some(id) = self.declare_record(home, &decl.name, decl.gloss.as_ref()) {
                    all.records.push((id, Placed { home, decl }));
                }
            }
            Decl::Clause(decl) => {
                if let Some(id) = home.clause {
                    self.declare_clause(home, id, item, decl);
                    all.clauses.push((id, Placed { home, decl }));
                }
            }
            Decl::Standard(decl) => {
                if let Some(id) = self.declare_standard(home, &decl.name) {
                    all.standards.insert(id, Placed { home, decl });
                }
            }
            Decl::Scale(decl) => {
                if let Some(id) = self.declare_scale(home, &decl.name) {
                    all.scales.insert(id, Placed { home, decl });
                }
            }
            Decl::Define(decl) => {
                if let Some(id) = self.declare_definition(home, &decl.name) {
                    all.definitions.insert(id, Placed { home, decl });
                }
            }
            Decl::Rule(decl) => {
                if let Some(id) = self.declare_rule(home, &decl.name) {
                    all.rules.insert(id, Placed { home, decl });
                }
            }
            Decl::Aim(decl) => all.aims.push(Placed { home, decl }),
            Decl::Scenario(decl) => {
                if let Some(id) = self.declare_scenario(home, &decl.name) {
                    all.scenarios.insert(id, Placed { home, decl });
                }
            }
            Decl::Guarantee(decl) => {
                if let Some(id) = self.declare_guarantee(home, &decl.name) {
                    all.guarantees.insert(id, Placed { home, decl });
                }
            }
            Decl::Adjust(decl) => all.adjusts.push(Placed { home, decl }),
            Decl::Discontinue(decl) => all.discontinues.push(Placed { home, decl }),
        }
    }

    /// A broken declaration still has its name, so that its uses aren't called unknown.
    fn declare_broken(&mut self, home: Home, item: &tree::Item) {
        use tree::ItemKind;
        let Some(name) = &item.name else {
            return;
        };
        let symbol = match item.kind {
            ItemKind::Options => self.declare_list(home, name).map(Symbol::List),
            ItemKind::Record => self.declare_record(home, name, None).map(Symbol::Record),
            ItemKind::Standard => self.declare_standard(home, name).map(Symbol::Standard),
            ItemKind::Scale => self.declare_scale(home, name).map(Symbol::Scale),
            ItemKind::Define => self.declare_definition(home, name).map(Symbol::Definition),
            ItemKind::Rule => self.declare_rule(home, name).map(Symbol::Rule),
            ItemKind::Scenario => self.declare_scenario(home, name).map(Symbol::Scenario),
            ItemKind::Guarantee => self.declare_guarantee(home, name).map(Symbol::Guarantee),
            ItemKind::Policy | ItemKind::Departments | ItemKind::Unit | ItemKind::Clause => None,
            ItemKind::Aim | ItemKind::Adjust | ItemKind::Discontinue => None,
        };
        self.broken.extend(symbol);
    }

    fn declare_record(
        &mut self,
        home: Home,
        name: &tree::Name,
        gloss: Option<&tree::Quoted>,
    ) -> Option<RecordId> {
        self.free_type_name(home, name)?;
        let id = RecordId(self.model.records.len());
        let place = home.place(name.span);
        let gloss = gloss.map(|g| g.text.clone());
        self.model.records.push(Record { name: name.text.clone(), gloss, fields: Vec::new(), place });
        self.names.records.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Record(id));
        Some(id)
    }

    fn declare_standard(&mut self, home: Home, name: &tree::Name) -> Option<StandardId> {
        self.free_value_name(home, name)?;
        let id = StandardId(self.model.standards.len());
        let place = home.place(name.span);
        self.model.standards.push(Standard {
            name: name.text.clone(),
            ty: NumberType::plain(),
            unit: String::new(),
            by: None,
            values: Vec::new(),
            delegated: None,
            cited: Vec::new(),
            readings: Vec::new(),
            clause: home.clause,
            place,
        });
        self.names.standards.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Standard(id));
        Some(id)
    }

    fn declare_scale(&mut self, home: Home, name: &tree::Name) -> Option<ScaleId> {
        self.free_value_name(home, name)?;
        let id = ScaleId(self.model.scales.len());
        let place = home.place(name.span);
        self.model.scales.push(Scale {
            name: name.text.clone(),
            from: NumberType::plain(),
            to: NumberType::plain(),
            from_unit: String::new(),
            to_unit: String::new(),
            marginal: false,
            values: Vec::new(),
            value_decimals: 0,
            place,
        });
        self.names.scales.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Scale(id));
        Some(id)
    }

    fn declare_definition(&mut self, home: Home, name: &tree::Name) -> Option<DefinitionId> {
        self.free_value_name(home, name)?;
        let id = DefinitionId(self.model.definitions.len());
        let place = home.place(name.span);
        self.model.definitions.push(Definition {
            name: name.text.clone(),
            subject: RecordId(0),
            ty: Type::Truth,
            body: empty_body(),
            cited: Vec::new(),
            readings: Vec::new(),
            place,
        });
        self.names.definitions.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Definition(id));
        Some(id)
    }

    fn declare_rule(&mut self, home: Home, name: &tree::Name) -> Option<RuleId> {
        let id = RuleId(self.model.rules.len());
        let place = home.place(name.span);
        if let Some(earlier) = self.names.rules.get(&name.text) {
            self.duplicate(place, &name.text, ("规则", "rule"), Symbol::Rule(*earlier));
            return None;
        }
        let (from, to) = self.layer_period(home.layer);
        self.model.rules.push(Rule {
            name: name.text.clone(),
            subject: RecordId(0),
            clause: home.clause,
            from,
            to,
            lets: Vec::new(),
            condition: None,
            body: empty_body(),
            relations: Vec::new(),
            joint_ceiling: None,
            replaces: None,
            once: None,
            cited: Vec::new(),
            departments: Vec::new(),
            readings: Vec::new(),
            layer: home.layer,
            place,
        });
        self.names.rules.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Rule(id));
        Some(id)
    }

    fn declare_scenario(&mut self, home: Home, name: &tree::Name) -> Option<ScenarioId> {
        let id = ScenarioId(self.model.scenarios.len());
        let place = home.place(name.span);
        if let Some(earlier) = self.names.scenarios.get(&name.text) {
            self.duplicate(place, &name.text, ("案例", "scenario"), Symbol::Scenario(*earlier));
            return None;
        }
        self.model.scenarios.push(Arc::new(model::Scenario {
            name: name.text.clone(),
            subject: RecordId(0),
            reference_date: None,
            record: Data::default(),
            granted: Vec::new(),
            expected: Vec::new(),
            layer: home.layer,
            place,
        }));
        self.names.scenarios.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Scenario(id));
        Some(id)
    }

    fn declare_guarantee(&mut self, home: Home, name: &tree::Name) -> Option<GuaranteeId> {
        let id = GuaranteeId(self.model.guarantees.len());
        let place = home.place(name.span);
        let earlier = self.names.guarantees.get(&name.text).copied();
        let of_base = |id: &GuaranteeId| {
            self.model.guarantees.get(id.0).is_some_and(|guarantee| guarantee.layer < home.layer)
        };
        if let Some(id) = earlier.filter(of_base) {
            // A policy that builds on another one may state for itself what is to hold.
            self.used(place, Symbol::Guarantee(id));
            if let Some(guarantee) = self.model.guarantees.get_mut(id.0) {
                (guarantee.layer, guarantee.place, guarantee.clause) = (home.layer, place, home.clause);
                guarantee.property = None;
            }
            return Some(id);
        }
        if let Some(earlier) = earlier {
            self.duplicate(place, &name.text, ("保证", "guarantee"), Symbol::Guarantee(earlier));
            return None;
        }
        self.model.guarantees.push(Guarantee {
            name: name.text.clone(),
            subject: RecordId(0),
            condition: None,
            property: None,
            cited: Vec::new(),
            readings: Vec::new(),
            clause: home.clause,
            layer: home.layer,
            place,
        });
        self.names.guarantees.insert(name.text.clone(), id);
        self.index.define(place, Symbol::Guarantee(id));
        Some(id)
    }

    /// Reports a second unit, option list or record of one name.
    pub fn free_type_name(&mut self, home: Home, name: &tree::Name) -> Option<()> {
        let taken = self.names.type_named(&name.text);
        let place = home.place(name.span);
        if let Some(earlier) = taken {
            self.duplicate(place, &name.text, earlier.kind(), earlier);
            return None;
        }
        if self.names.units.contains_key(&name.text) {
            let zh = format!("「{}」是内置的单位，不能再作名称", name.text);
            let en = format!("「{}」is a built-in unit and cannot be declared again", name.text);
            self.report(error(Code::ReservedWord, place, zh, en));
            return None;
        }
        Some(())
    }

    /// Reports a second standard, scale or definition of one name.
    fn free_value_name(&mut self, home: Home, name: &tree::Name) -> Option<()> {
        let Some(earlier) = self.names.value_named(&name.text) else {
            return Some(());
        };
        self.duplicate(home.place(name.span), &name.text, earlier.kind(), earlier);
        None
    }

    /// Says that a name was declared before, and where.
    pub fn duplicate(&mut self, place: Place, name: &str, kind: (&str, &str), earlier: Symbol) {
        let at = self.index.definition(earlier);
        self.duplicate_at(place, name, kind, at);
    }

    /// Says that a name was declared at an earlier place; without one it is built in.
    pub fn duplicate_at(&mut self, place: Place, name: &str, kind: (&str, &str), at: Option<Place>) {
        let (zh, en) = match at {
            Some(_) => (
                format!("{}「{name}」已经声明过", kind.0),
                format!("the {} 「{name}」 is declared before", kind.1),
            ),
            None => (
                format!("「{name}」是内置的{}，不能再声明", kind.0),
                format!("「{name}」 is a built-in {} and cannot be declared again", kind.1),
            ),
        };
        let mut fault = error(Code::DuplicateName, place, zh, en)
            .help("请换一个名称，或者删去其中一处", "give one of the two another name, or delete it");
        if let Some(at) = at {
            fault = fault.label(at, "先在这里声明", "first declared here");
        }
        self.report(fault);
    }
}

/// The body of what had errors.
pub(crate) fn empty_body<T>() -> Body<T> {
    Body::Cases { cases: Vec::new(), otherwise: None }
}
