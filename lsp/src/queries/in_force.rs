//! The value of a standard that is in force today, in words.

use super::View;
use qingce_compiler::model::StandardId;
use qingce_files::message::{pick, spoken};
use qingce_grammar::Language;
use qingce_prose::Phrases;

/// The value in force today: `1000元/人`; of a standard by option all values; else that it isn't in force, or who sets it.
pub fn standard(view: &View<'_>, id: StandardId) -> String {
    let phrases = Phrases::new(&view.analysis.model, spoken(view.language), Some(view.today));
    let Some(standard) = view.analysis.model.standards.get(id.0) else { return String::new() };
    let inside = |from: chrono::NaiveDate, to: Option<chrono::NaiveDate>| {
        from <= view.today && to.is_none_or(|to| view.today <= to)
    };
    let Some(current) = standard.values.iter().find(|dated| inside(dated.from, dated.to)) else {
        let say = |zh: &str, en: &str| match view.language {
            Language::Chinese => zh.to_owned(),
            Language::English => en.to_owned(),
        };
        return match (&standard.delegated, standard.values.is_empty()) {
            (Some(document), true) => say(&format!("由「{document}」定"), &format!("set by “{document}”")),
            _ => say("今天没有数值", "no value today"),
        };
    };
    let amounts = current.value.iter().map(|exact| phrases.amount(*exact, &standard.ty));
    amounts.collect::<Vec<_>>().join(pick(view.language, "、", ", "))
}
