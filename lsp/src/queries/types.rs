//! Types and units in a few words, as the policy writes them.

use super::View;
use qingce_compiler::model::{Dimension, ListId, Model, RecordId, Type, UnitKind};
use qingce_grammar::{Language, vocabulary};

/// A type in a few words.
pub fn type_words(view: &View<'_>, ty: &Type) -> String {
    let model = &view.analysis.model;
    let language = view.language;
    let say = |zh: &str, en: &str| match language {
        Language::Chinese => zh.to_owned(),
        Language::English => en.to_owned(),
    };
    let list = |list: &ListId| model.lists.get(list.0).map(|list| list.name.clone()).unwrap_or_default();
    let record =
        |record: &RecordId| model.records.get(record.0).map(|record| record.name.clone()).unwrap_or_default();
    match ty {
        Type::Truth => say("是否", "yes or no"),
        Type::Text => say("文字", "text"),
        Type::Date => say("日期", "date"),
        Type::Number(number) if number.rate => say("比例", "rate"),
        Type::Number(number) if number.dimension.is_empty() => say("数", "number"),
        Type::Number(number) => unit_words(model, &number.dimension, language == Language::English),
        Type::Option(of) => list(of),
        Type::Options(of) => say("若干 ", "many ") + &list(of),
        Type::Range => say("期间", "span"),
        Type::Record(of) => record(of),
        Type::List(of) => say("若干 ", "many ") + &record(of),
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
