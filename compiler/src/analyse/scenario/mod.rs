//! 案例: a record as data, and what each rule must decide of it.

mod expected;
mod given;
mod kept;
mod value;

use super::context::{Analyser, Home, Placed};
use super::declare::Declarations;
use crate::before::ScenarioNote;
use crate::index::{Entry, Symbol};
use crate::model::{Data, EarlierGrant, FieldId, RecordId, Scenario, ScenarioId, Type};
use crate::report::{Details, error};
use chrono::NaiveDate;
use kept::Kept;
use qingce_grammar::{Code, tree};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a scenario gives, which another one may start from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Givens {
    pub subject: Option<RecordId>,
    pub reference_date: Option<NaiveDate>,
    pub record: Data,
    pub granted: Vec<EarlierGrant>,
}

impl Givens {
    fn of(scenario: &Scenario) -> Self {
        Self {
            subject: Some(scenario.subject),
            reference_date: scenario.reference_date,
            record: scenario.record.clone(),
            granted: scenario.granted.clone(),
        }
    }
}

/// How far the scenarios are.
#[derive(Default)]
struct Built {
    /// Those that are as they were, by number.
    kept: Vec<Option<Kept>>,
    /// The others: `None` while one is being built, or if it had faults.
    anew: BTreeMap<ScenarioId, Option<Givens>>,
    /// The names in those that had no fault until now.
    names: BTreeMap<ScenarioId, Vec<Entry>>,
}

impl Built {
    /// What a scenario gives, once it is built.
    fn givens(&self, id: ScenarioId) -> Option<Givens> {
        match self.kept(id) {
            Some((kept, _)) => Some(Givens::of(kept)),
            None => self.anew.get(&id).cloned().flatten(),
        }
    }

    fn kept(&self, id: ScenarioId) -> Option<&Kept> {
        self.kept.get(id.0)?.as_ref()
    }

    fn contains(&self, id: ScenarioId) -> bool {
        self.kept(id).is_some() || self.anew.contains_key(&id)
    }
}

impl<'t> Analyser<'t> {
    /// Fills in all scenarios; what was noted of those without a fault, by their numbers.
    pub fn scenarios(&mut self, all: &Declarations<'t>) -> Vec<Option<Arc<ScenarioNote>>> {
        let mut built = Built { kept: self.keep_scenarios(all), ..Built::default() };
        for id in all.scenarios.keys() {
            self.give(*id, all, &mut built);
        }
        for (id, placed) in &all.scenarios {
            let Some(givens) = built.anew.remove(id).flatten() else {
                continue;
            };
            let Some(subject) = givens.subject else {
                continue;
            };
            let (faults, names) = (self.diagnostics.len(), self.index.entries.len());
            let expected = self.expectations(placed.home, subject, &placed.decl.expected);
            if self.diagnostics.len() > faults {
                built.names.remove(id);
            }
            if let Some(own) = built.names.get_mut(id) {
                own.extend(self.index.entries.iter().skip(names));
            }
            if let Some(scenario) = self.model.scenarios.get_mut(id.0) {
                let scenario = Arc::make_mut(scenario);
                scenario.subject = subject;
                scenario.reference_date = givens.reference_date;
                scenario.record = givens.record;
                scenario.granted = givens.granted;
                scenario.expected = expected;
            }
        }
        let anew = built.names.into_iter().map(|(id, names)| (id, Arc::new(ScenarioNote::of(names))));
        let mut notes: Vec<_> = built.kept.into_iter().map(|kept| kept.map(|(_, note)| note)).collect();
        for (ScenarioId(id), note) in anew {
            if let Some(own) = notes.get_mut(id) {
                *own = Some(note);
            }
        }
        notes
    }

    /// Builds what a scenario gives, after what it starts from.
    fn give(&mut self, id: ScenarioId, all: &Declarations<'t>, built: &mut Built) {
        if built.contains(id) {
            return;
        }
        built.anew.insert(id, None);
        let Some(placed) = all.scenarios.get(&id).copied() else {
            return;
        };
        let faults = self.diagnostics.len();
        let start = match &placed.decl.like {
            Some(name) => self.start(id, placed.home, name, all, built),
            None => Some(Givens::default()),
        };
        let names = self.index.entries.len();
        let givens = start.and_then(|start| self.build(placed, start));
        if givens.is_some() && self.diagnostics.len() == faults {
            built.names.insert(id, self.index.entries.iter().skip(names).copied().collect());
        }
        built.anew.insert(id, givens);
    }

    /// 沿用: the other scenario's givens.
    fn start(
        &mut self,
        id: ScenarioId,
        home: Home,
        name: &tree::Name,
        all: &Declarations<'t>,
        built: &mut Built,
    ) -> Option<Givens> {
        let place = home.place(name.span);
        let Some(other) = self.names.scenarios.get(&name.text).copied() else {
            let candidates = self.names.scenarios.keys().cloned().collect();
            self.unknown(home, name, ("案例", "scenario"), candidates);
            return None;
        };
        self.used(place, Symbol::Scenario(other));
        let running = built.anew.get(&other).is_some_and(Option::is_none);
        let broken = self.broken.contains(&Symbol::Scenario(other));
        self.give(other, all, built);
        let givens = built.givens(other);
        if givens.is_none() && running && !broken && (other == id || self.likes(other, id, all)) {
            let fault = error(
                Code::CyclicDefinition,
                place,
                format!("案例「{}」绕了一圈又沿用到自己", name.text),
                format!("the scenario 「{}」 starts, in a circle, from this one", name.text),
            );
            self.report(fault.help("请让其中一个案例自己写明已知", "let one of them state its own givens"));
        }
        givens
    }

    /// Whether `from` starts, directly or through others, from `to`.
    fn likes(&self, from: ScenarioId, to: ScenarioId, all: &Declarations<'t>) -> bool {
        let mut at = from;
        for _ in 0..all.scenarios.len() {
            let like = all.scenarios.get(&at).and_then(|placed| placed.decl.like.as_ref());
            let next = like.and_then(|name| self.names.scenarios.get(&name.text).copied());
            match next {
                Some(next) if next == to => return true,
                Some(next) => at = next,
                None => return false,
            }
        }
        false
    }

    fn build(&mut self, placed: Placed<'t, tree::Scenario>, mut givens: Givens) -> Option<Givens> {
        let Placed { home, decl } = placed;
        if let Some(date) = decl.reference_date {
            givens.reference_date = Some(date.value);
        }
        let mut whole = self.fill(home, &decl.given, &mut givens);
        let Some(subject) = givens.subject else {
            if whole {
                self.nothing_given(home, decl);
            }
            return None;
        };
        for path in &decl.without {
            whole &= self.take_away(home, subject, path, &mut givens.record).is_some();
        }
        for grant in &decl.granted {
            match self.earlier_grant(home, grant) {
                Some(grant) => givens.granted.push(grant),
                None => whole = false,
            }
        }
        whole &= self.has_reference_date(home, decl, subject, &givens);
        whole.then_some(givens)
    }

    fn nothing_given(&mut self, home: Home, decl: &tree::Scenario) {
        let fault = error(
            Code::MissingPart,
            home.place(decl.name.span),
            format!("案例「{}」没有写已知什么", decl.name.text),
            format!("the scenario 「{}」 gives no record", decl.name.text),
        );
        self.report(fault.help(
            "请写「已知 档案：字段 值，字段 值」，或者「沿用 另一案例」",
            "write `given RECORD: field value, field value`, or `like SCENARIO`",
        ));
    }

    /// A record type without a reference date of its own needs one from the scenario.
    fn has_reference_date(
        &mut self,
        home: Home,
        decl: &tree::Scenario,
        subject: RecordId,
        givens: &Givens,
    ) -> bool {
        let own =
            self.model.records.get(subject.0).is_some_and(|r| r.fields.iter().any(|f| f.reference_date));
        if own || givens.reference_date.is_some() {
            return true;
        }
        let fault = error(
            Code::MissingPart,
            home.place(decl.name.span),
            format!("案例「{}」没有写基准日", decl.name.text),
            format!("the scenario 「{}」 has no reference date", decl.name.text),
        );
        self.report(fault.help(
            "请写「基准日 2024年6月1日」：按这一天的规定来决定",
            "write `reference-date 2024-06-01`: the day as of which it is decided",
        ));
        false
    }

    /// 已领.
    fn earlier_grant(&mut self, home: Home, grant: &tree::EarlierGrant) -> Option<EarlierGrant> {
        let rule = self.rule_named(home, &grant.rule)?;
        let amount = match &grant.amount {
            Some(amount) => Some(self.amount(home, amount)?),
            None => None,
        };
        Some(EarlierGrant { rule, key: grant.key.text.clone(), date: grant.date.value, amount })
    }

    /// Fields by name from the outside in, through nested records and lists.
    pub fn field_path(&mut self, home: Home, subject: RecordId, path: &tree::Path) -> Option<Vec<FieldId>> {
        let mut at = Some(subject);
        let mut found = Vec::new();
        for name in &path.names {
            let record = match at {
                Some(record) => record,
                None => {
                    self.no_inner_fields(home, name);
                    return None;
                }
            };
            let field = self.scenario_field(home, record, name)?;
            found.push(field);
            at = match self.field_type_of(record, field)? {
                Type::Record(inner) | Type::List(inner) => Some(inner),
                _ => None,
            };
        }
        Some(found)
    }

    /// A field of a record by name; reports an unknown one.
    pub fn scenario_field(&mut self, home: Home, record: RecordId, name: &tree::Name) -> Option<FieldId> {
        if let Some(field) = self.field_named(record, &name.text) {
            self.used(home.place(name.span), Symbol::Field(record, field));
            return Some(field);
        }
        if !self.broken.contains(&Symbol::Record(record)) {
            let of = self.record_name(record);
            let (zh, en) = (format!("「{of}」的字段"), format!("field of 「{of}」"));
            let candidates = self.field_names(record);
            self.unknown(home, name, (&zh, &en), candidates);
        }
        None
    }

    fn no_inner_fields(&mut self, home: Home, name: &tree::Name) {
        let fault = error(
            Code::WrongType,
            home.place(name.span),
            format!("前面的字段不是档案，没有「{}」", name.text),
            format!("the field before is no record and has no 「{}」", name.text),
        );
        self.report(fault);
    }
}
