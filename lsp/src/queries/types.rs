//! Types and units in a few words, as the policy writes them.

use super::View;
use qingce_compiler::Symbol;
use qingce_compiler::model::{Dimension, ListId, Model, RecordId, Type, UnitKind};
use qingce_files::message::pick;
use qingce_grammar::{Language, vocabulary};

/// A type in a few words.
pub fn type_words(view: &View<'_>, ty: &Type) -> String {
    let word = |id: &str| vocabulary::entry(id).map_or("", |entry| entry.spelling(view.language)).to_owned();
    let say = |zh, en| pick(view.language, zh, en).to_owned();
    let list = |of: &ListId| view.called(Symbol::List(*of)).to_owned();
    let record = |of: &RecordId| view.called(Symbol::Record(*of)).to_owned();
    match ty {
        Type::Truth => word("yes_no"),
        Type::Text => word("text"),
        Type::Date => word("date_type"),
        Type::Number(number) if number.rate => say("比例", "rate"),
        Type::Number(number) if number.dimension.is_empty() => say("数", "number"),
        Type::Number(number) => {
            let english = view.language == Language::English;
            unit_words(&view.analysis.model, &number.dimension, english)
        }
        Type::Option(of) => list(of),
        Type::Options(of) => format!("{} {}", word("many"), list(of)),
        Type::Range => say("期间", "span"),
        Type::Record(of) => record(of),
        Type::List(of) => format!("{} {}", word("many"), record(of)),
    }
}

/// The words of a number's dimension, as the policy writes them: `元/人`.
pub fn unit_words(model: &Model, dimension: &Dimension, english: bool) -> String {
    let name = |unit: &qingce_compiler::model::UnitId| {
        let unit = model.units.get(unit.0)?;
        let id = match unit.kind {
            UnitKind::Money => "yuan",
            UnitKind::Months => "months",
            UnitKind::Years => "years",
            UnitKind::Days => "days",
            UnitKind::Age => "years_old",
            UnitKind::Declared => return Some(unit.name.clone()),
        };
        let language = if english { Language::English } else { Language::Chinese };
        Some(vocabulary::entry(id)?.spelling(language).to_owned())
    };
    let of = |sign: i32| {
        dimension.iter().filter(move |(_, power)| power.signum() == sign).filter_map(|(u, _)| name(u))
    };
    let (over, under): (Vec<String>, Vec<String>) = (of(1).collect(), of(-1).collect());
    std::iter::once(over.join("×")).chain(under).collect::<Vec<_>>().join("/")
}
