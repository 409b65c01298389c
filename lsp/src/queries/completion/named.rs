//! Names of other things than values: records, rules, departments, lists, scenarios, members.

use super::offers::{Item, Kind, Offers};
use super::scope::{Scope, record_of};
use super::topic::Topic;
use super::values::{fields, options};
use super::{Site, Wanted};
use crate::queries::in_force;
use qingce_compiler::model::{Effect, RecordId, StandardId, Type};
use qingce_grammar::fold;
use qingce_grammar::place::{Before, Slot};
use qingce_grammar::tree::{ItemKind, Relation};

/// Offers the names that the part at hand asks for.
pub(crate) fn named(site: &Site<'_>, offers: &mut Offers) {
    let (Some(before), Some(scope)) = (&site.before, &site.scope) else { return };
    if let Wanted::Member(ty) = &site.wanted {
        members(site, offers, ty);
        return;
    }
    if site.last_is("receives") || before.kind == ItemKind::Guarantee && site.leader == Some("once") {
        rules(site, offers);
        return;
    }
    if site.last_is("many") {
        lists(site, offers);
        records(site, offers);
        return;
    }
    match before.kind {
        ItemKind::Adjust if before.said.len() == 1 => standards(site, offers),
        ItemKind::Discontinue if before.said.len() == 1 => rules(site, offers),
        ItemKind::Standard if site.last_is("by") => lists(site, offers),
        ItemKind::Scenario => scenario(site, before, offers),
        ItemKind::Guarantee if site.takes(Slot::Value) => rules(site, offers),
        ItemKind::Define | ItemKind::Rule if site.takes(Slot::Option) => {}
        _ if site.takes(Slot::Value) => {}
        ItemKind::Define | ItemKind::Rule | ItemKind::Guarantee | ItemKind::Clause => part(site, offers),
        _ => {}
    }
    if site.leader == Some("in_charge") && !site.takes(Slot::Value) {
        departments(site, offers);
    }
    if site.last_is("contains")
        && let Wanted::Options(list) = site.wanted
    {
        options(site, offers, list, 0);
    }
    let by = site.last_is("by") && matches!(before.kind, ItemKind::Define | ItemKind::Rule);
    if by && let Some(record) = scope.subject {
        let fits = |ty: &Type| matches!(ty, Type::Option(_) | Type::Text | Type::List(_)).then_some(0);
        fields(site, offers, record, &fits);
    }
}

/// The names that a part of a rule, definition, guarantee or clause asks for.
fn part(site: &Site<'_>, offers: &mut Offers) {
    match site.leader {
        Some("subject") => records(site, offers),
        Some("replaces") => rules(site, offers),
        Some(word) if Relation::ALL.iter().any(|relation| relation.id() == word) => rules(site, offers),
        Some("classify_as") => every_option(site, offers),
        _ => {}
    }
}

/// What a record or a list has.
fn members(site: &Site<'_>, offers: &mut Offers, ty: &Type) {
    let Some(record) = record_of(ty.clone()) else { return };
    let list = matches!(ty, Type::List(_));
    let key =
        site.leader == Some("once") || site.before.as_ref().is_some_and(|b| b.kind == ItemKind::Scenario);
    if !list || key || site.last_by_once() {
        fields(site, offers, record, &|_| Some(1));
    }
    if list {
        let units = site.view.analysis.model.units.iter();
        for unit in units.filter(|unit| unit.counting.is_some()) {
            let counting = unit.counting.clone().unwrap_or_default();
            let topic = Topic::Unit { name: unit.name.clone() };
            offers.offer(0, Item::name(Kind::Unit, &counting, unit.name.clone(), topic));
        }
    }
}

fn scenario(site: &Site<'_>, before: &Before<'_>, offers: &mut Offers) {
    let Some(scope) = &site.scope else { return };
    let last = before.said.last();
    match site.leader {
        Some("like") => scenarios(site, offers),
        Some("given") if site.last_is("given") => records(site, offers),
        Some("given" | "its") => given(site, before, offers),
        Some("expect_class") if !site.last_is("expect_class") => {
            let rule = last.map(|said| fold(before.text(said))).unwrap_or_default();
            classified(site, offers, &rule);
        }
        Some("without") | Some("undetermined") if within_without(before) => {
            if let Some(record) = scope.subject {
                fields(site, offers, record, &|_| Some(0));
            }
        }
        Some(_) => rules(site, offers),
        None => {}
    }
}

/// Whether 缺 stands after the last word that begins a part.
fn within_without(before: &Before<'_>) -> bool {
    let from = before.leader().unwrap_or(0);
    before.said.iter().skip(from).any(|said| said.is("without"))
}

/// The fields of what 已知 or 其 speaks of, or the values of the field just named.
fn given(site: &Site<'_>, before: &Before<'_>, offers: &mut Offers) {
    let Some(scope) = &site.scope else { return };
    let Some(record) = target(scope, before) else { return };
    if site.last_is("its") {
        fields(site, offers, record, &|ty| record_of(ty.clone()).map(|_| 0));
        return;
    }
    if let Wanted::Options(list) = site.wanted {
        options(site, offers, list, 0);
    }
    if field_named(scope, before).is_none() {
        fields(site, offers, record, &|ty| record_of(ty.clone()).is_none().then_some(0));
    }
}

/// What a field of a scenario's record takes, right after its name.
pub(crate) fn field_wanted(scope: &Scope<'_>, before: &Before<'_>) -> Wanted {
    match field_named(scope, before) {
        Some(Type::Option(list) | Type::Options(list)) => Wanted::Options(list),
        Some(Type::Date) => Wanted::Date,
        Some(Type::Number(number)) => Wanted::Measure(number.dimension),
        Some(ty) => Wanted::Of(ty),
        None => Wanted::after(scope, before),
    }
}

/// The type of the field that the last word of a scenario's 已知 or 其 names.
fn field_named(scope: &Scope<'_>, before: &Before<'_>) -> Option<Type> {
    let leader = before.said.get(before.leader()?)?;
    if !leader.is("given") && !leader.is("its") {
        return None;
    }
    let record = target(scope, before)?;
    let mut at = before.said.iter().rposition(|said| !said.is("colon") && !said.is("eq"))?;
    // Behind 、 the field is the one that the options before it belong to.
    while before.said.get(at)?.is("listed") {
        at = at.checked_sub(2)?;
    }
    let name = fold(before.text(before.said.get(at)?));
    scope.fields(record).find(|(_, field)| field.name == name).map(|(_, field)| field.ty.clone())
}

/// The record whose fields a line of a scenario fills.
fn target(scope: &Scope<'_>, before: &Before<'_>) -> Option<RecordId> {
    let leader = before.leader()?;
    let word = before.said.get(leader)?;
    if word.is("given") || before.said.len() == leader + 1 {
        return scope.subject;
    }
    let colon = before.said.iter().skip(leader).position(|said| said.is("colon")).map(|at| leader + at);
    scope.operand(before, colon.unwrap_or(before.said.len())).and_then(record_of)
}

fn records(site: &Site<'_>, offers: &mut Offers) {
    for record in &site.view.analysis.model.records {
        let detail = record.gloss.clone().unwrap_or_default();
        offers.offer(
            0,
            Item::name(Kind::Record, &record.name, detail, Topic::Record { name: record.name.clone() }),
        );
    }
}

fn rules(site: &Site<'_>, offers: &mut Offers) {
    let own = site.before.as_ref().and_then(|before| Some(before.text(before.said.get(1)?).to_owned()));
    let model = &site.view.analysis.model;
    for rule in model.rules.iter().filter(|rule| own.as_ref() != Some(&rule.name)) {
        let of = model.records.get(rule.subject.0).map(|record| record.name.clone()).unwrap_or_default();
        offers.offer(0, Item::name(Kind::Rule, &rule.name, of, Topic::Rule { name: rule.name.clone() }));
    }
}

fn departments(site: &Site<'_>, offers: &mut Offers) {
    for department in &site.view.analysis.model.departments {
        let topic = Topic::Department { name: department.name.clone() };
        let item = Item::name(Kind::Department, &department.name, department.aliases.join("、"), topic);
        let spellings = std::iter::once(&department.name).chain(&department.aliases).map(String::as_str);
        offers.offer_as(0, spellings, item);
    }
}

/// Offers the lists of options.
pub(crate) fn lists(site: &Site<'_>, offers: &mut Offers) {
    for list in &site.view.analysis.model.lists {
        let shown: Vec<&str> = list.options.iter().take(3).map(|option| option.name.as_str()).collect();
        let item =
            Item::name(Kind::List, &list.name, shown.join("、"), Topic::List { name: list.name.clone() });
        offers.offer(0, item);
    }
}

fn scenarios(site: &Site<'_>, offers: &mut Offers) {
    let model = &site.view.analysis.model;
    for scenario in &model.scenarios {
        let of = model.records.get(scenario.subject.0).map(|record| record.name.clone()).unwrap_or_default();
        let topic = Topic::Record { name: of.clone() };
        // There are many; those of the same file are meant most often.
        let rank = if scenario.place.file == site.cursor.file { 0 } else { 2 };
        offers.offer(rank, Item::name(Kind::Scenario, &scenario.name, of, topic));
    }
}

fn standards(site: &Site<'_>, offers: &mut Offers) {
    let model = &site.view.analysis.model;
    for (at, standard) in model.standards.iter().enumerate() {
        let topic = Topic::Standard { name: standard.name.clone() };
        offers.offer(
            0,
            Item::name(
                Kind::Standard,
                &standard.name,
                in_force::standard(site.view, StandardId(at), site.view.language),
                topic,
            ),
        );
    }
    for scale in &model.scales {
        let topic = Topic::Scale { name: scale.name.clone() };
        offers.offer(0, Item::name(Kind::Standard, &scale.name, scale.to_unit.clone(), topic));
    }
}

fn every_option(site: &Site<'_>, offers: &mut Offers) {
    for list in 0..site.view.analysis.model.lists.len() {
        options(site, offers, qingce_compiler::model::ListId(list), 0);
    }
}

/// The options of the list that a rule classifies by.
fn classified(site: &Site<'_>, offers: &mut Offers, rule: &str) {
    let found = site.view.analysis.model.rules.iter().find(|own| own.name == rule);
    let lists = found.into_iter().flat_map(|rule| rule.body.results()).filter_map(|effect| match effect {
        Effect::Classify(list, _) => Some(*list),
        _ => None,
    });
    for list in lists {
        options(site, offers, list, 0);
    }
}

impl Site<'_> {
    /// Whether `一次性 按` leads the part at hand.
    fn last_by_once(&self) -> bool {
        let Some(before) = &self.before else { return false };
        let at = before.leader().and_then(|at| at.checked_sub(1));
        at.and_then(|at| before.said.get(at)).is_some_and(|said| said.is("once"))
    }
}
