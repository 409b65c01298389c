//! Names of values: fields of the record at hand, local names, definitions, standards, options, each where its type fits.

use super::Site;
use super::offers::{Item, Kind, Offers};
use super::scope::Scope;
use super::topic::Topic;
use super::wanted::Wanted;
use crate::queries::in_force;
use crate::queries::types::type_words;
use qingce_compiler::model::{ListId, RecordId, StandardId, Type};
use qingce_grammar::Language;

/// Offers the values that fit.
pub(crate) fn values(site: &Site<'_>, offers: &mut Offers) {
    let Some(scope) = &site.scope else { return };
    if let Wanted::Options(list) = site.wanted {
        options(site, offers, list, 0);
        return;
    }
    if let Wanted::Of(Type::Option(list)) = site.wanted {
        options(site, offers, list, 1);
    }
    // The innermost member's fields go first; those of the records around it can be named too.
    for (outer, record) in scope.members.iter().rev().chain(&scope.subject).enumerate() {
        let away = if outer == 0 { 0 } else { 2 };
        fields(site, offers, *record, &|ty| site.wanted.fits(scope.model, ty).map(|rank| rank + away));
    }
    for (name, ty) in &scope.lets {
        let rank = ty.as_ref().map_or(Some(2), |ty| site.wanted.fits(scope.model, ty));
        let detail = ty.as_ref().map(|ty| type_words(site.view, ty)).unwrap_or_default();
        if let Some(rank) = rank {
            let item = Item {
                topic: None,
                ..Item::name(Kind::Local, name, detail, Topic::Word { id: String::new() })
            };
            offers.offer(rank, item);
        }
    }
    definitions(site, scope, offers);
    standards(site, scope, offers);
}

/// Offers the fields of a record whose types `fits`.
pub(crate) fn fields(
    site: &Site<'_>,
    offers: &mut Offers,
    record: RecordId,
    fits: &dyn Fn(&Type) -> Option<u8>,
) {
    let Some(scope) = &site.scope else { return };
    let of = scope.model.records.get(record.0).map(|record| record.name.clone()).unwrap_or_default();
    for (_, field) in scope.fields(record) {
        if let Some(rank) = fits(&field.ty) {
            let topic = Topic::Field { record: of.clone(), name: field.name.clone() };
            offers.offer(rank, Item::name(Kind::Field, &field.name, type_words(site.view, &field.ty), topic));
        }
    }
}

/// Offers the options of a list.
pub(crate) fn options(site: &Site<'_>, offers: &mut Offers, list: ListId, rank: u8) {
    let Some(list) = site.view.analysis.model.lists.get(list.0) else { return };
    for option in &list.options {
        let topic = Topic::Option { list: list.name.clone(), name: option.name.clone() };
        offers.offer(rank, Item::name(Kind::Option, &option.name, list.name.clone(), topic));
    }
}

fn definitions(site: &Site<'_>, scope: &Scope<'_>, offers: &mut Offers) {
    let own = site.before.as_ref().filter(|b| b.kind == qingce_grammar::tree::ItemKind::Define);
    let own = own.and_then(|before| Some(before.text(before.said.get(1)?)));
    for definition in &scope.model.definitions {
        let in_view =
            scope.members.contains(&definition.subject) || scope.subject == Some(definition.subject);
        if !in_view || own == Some(definition.name.as_str()) {
            continue;
        }
        if let Some(rank) = site.wanted.fits(scope.model, &definition.ty) {
            let topic = Topic::Definition { name: definition.name.clone() };
            offers.offer(
                rank,
                Item::name(Kind::Definition, &definition.name, type_words(site.view, &definition.ty), topic),
            );
        }
    }
}

fn standards(site: &Site<'_>, scope: &Scope<'_>, offers: &mut Offers) {
    for (at, standard) in scope.model.standards.iter().enumerate() {
        let condition = matches!(site.wanted, Wanted::Condition);
        let fits = site.wanted.fits(scope.model, &Type::Number(standard.ty.clone()));
        let Some(rank) = fits else { continue };
        if offers.cost(&standard.name).is_none() {
            continue;
        }
        let mut item = Item::name(
            Kind::Standard,
            &standard.name,
            in_force::standard(site.view, StandardId(at), site.view.language),
            Topic::Standard { name: standard.name.clone() },
        );
        if standard.by.is_some() {
            called(site, &mut item);
        }
        offers.offer(rank + if condition { 2 } else { 0 }, item);
    }
    for scale in &scope.model.scales {
        if let Some(rank) = site.wanted.fits(scope.model, &Type::Number(scale.to.clone())) {
            let topic = Topic::Scale { name: scale.name.clone() };
            let mut item = Item::name(Kind::Standard, &scale.name, scale.to_unit.clone(), topic);
            called(site, &mut item);
            offers.offer(rank, item);
        }
    }
}

/// What is asked for something is written with its brackets.
fn called(site: &Site<'_>, item: &mut Item) {
    item.snippet = true;
    item.insert = match site.written {
        Language::Chinese => format!("{}（$1）", item.label),
        Language::English => format!("{}($1)", item.label),
    };
}
