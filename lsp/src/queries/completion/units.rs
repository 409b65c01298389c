//! Units: after a number those that fit what the number is compared with, elsewhere all.

use super::Site;
use super::offers::{Item, Kind, Offers};
use super::topic::Topic;
use super::wanted::Wanted;
use qingce_compiler::model::{Dimension, UnitKind};
use qingce_grammar::lexer::TokenKind;
use qingce_grammar::tree::ItemKind;
use qingce_grammar::vocabulary::{self, Category};
use qingce_grammar::{Language, fold};

/// Offers the units that fit.
pub(crate) fn units(site: &Site<'_>, offers: &mut Offers) {
    let Some(before) = &site.before else { return };
    let counted = before.said.last().is_some_and(|said| said.kind == TokenKind::Number);
    if !counted {
        every(site, offers);
        return;
    }
    if let Some(unit) = standard_unit(site) {
        offers.offer(0, item(&unit));
        if let Some(large) = large(site, &unit) {
            offers.offer(1, item(&large));
        }
        return;
    }
    let Some(scope) = &site.scope else { return };
    let end = before.said.len().saturating_sub(1);
    let wanted = Wanted::before(scope, before, end);
    for (word, dimension) in words(site) {
        let fits = match &wanted {
            Wanted::Any | Wanted::Condition => Some(1),
            wanted => wanted.measures(scope.model, &dimension),
        };
        if let Some(rank) = fits {
            let large = vocabulary::split_magnitude(&word).is_some();
            offers.offer(rank + u8::from(large), item(&word));
        }
    }
    if let Wanted::Measure(dimension)
    | Wanted::Of(qingce_compiler::model::Type::Number(qingce_compiler::model::NumberType {
        dimension,
        ..
    })) = &wanted
        && dimension.len() > 1
    {
        let word =
            crate::queries::types::unit_words(scope.model, dimension, site.written == Language::English);
        offers.offer(0, item(&word));
    }
}

fn item(unit: &str) -> Item {
    Item::name(Kind::Unit, unit, String::new(), Topic::Unit { name: unit.to_owned() })
}

/// Whether the number before has its unit from the head of the standard.
pub(crate) fn is_fixed(site: &Site<'_>) -> bool {
    standard_unit(site).is_some_and(|unit| vocabulary::unit(&unit).is_none_or(|entry| entry.id != "rate"))
}

/// The unit of the standard whose value is being written, as it is written in its head.
fn standard_unit(site: &Site<'_>) -> Option<String> {
    let before = site.before.as_ref()?;
    if site.leader != Some("from") {
        return None;
    }
    let model = &site.view.analysis.model;
    match before.kind {
        ItemKind::Standard => {
            let colon = before.said.iter().position(|said| said.is("colon"))?;
            let words = before.said.iter().skip(colon + 1);
            let unit = words
                .take_while(|said| said.kind == TokenKind::Word && said.entry.is_none() || said.is("slash"));
            let written: String = unit.map(|said| before.text(said)).collect();
            (!written.is_empty()).then_some(written)
        }
        ItemKind::Adjust => {
            let name = fold(before.text(before.said.get(1)?));
            model
                .standards
                .iter()
                .find(|standard| standard.name == name)
                .map(|standard| standard.unit.clone())
        }
        _ => None,
    }
}

/// Offers every unit.
pub(crate) fn every(site: &Site<'_>, offers: &mut Offers) {
    for (word, _) in words(site) {
        offers.offer(2, item(&word));
    }
}

/// Every unit word with what it measures: built-in ones in the file's language, declared ones, and by the ten thousand those of
/// which there may be many.
fn words(site: &Site<'_>) -> Vec<(String, Dimension)> {
    let Some(scope) = &site.scope else { return Vec::new() };
    let built_in =
        vocabulary::entries().filter(|entry| entry.category == Category::Unit && entry.id != "percent");
    let built_in = built_in.map(|entry| entry.spelling(site.written).to_owned());
    let declared = scope.model.units.iter().filter(|unit| unit.kind == UnitKind::Declared);
    let declared = declared.map(|unit| unit.plural.clone().unwrap_or_else(|| unit.name.clone()));
    let words: Vec<String> = built_in.chain(declared).collect();
    let larger: Vec<String> = words.iter().filter_map(|word| large(site, word)).collect();
    let all = words.into_iter().chain(larger);
    all.filter_map(|word| Some((word.clone(), scope.dimension(&word)?))).collect()
}

/// A unit by the ten thousand, which is how a sentence in Chinese has large amounts of money and large counts.
fn large(site: &Site<'_>, unit: &str) -> Option<String> {
    if site.written != Language::Chinese {
        return None;
    }
    let scope = site.scope.as_ref()?;
    let first = unit.split('/').next().unwrap_or(unit);
    let whole = vocabulary::unit(first).is_some_and(|entry| entry.id == "yuan");
    let mut declared = scope.model.units.iter().filter(|one| one.kind == UnitKind::Declared);
    (whole || declared.any(|one| one.name == first)).then(|| format!("万{unit}"))
}
