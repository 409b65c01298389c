//! The value of a standard that is in force today, in words.

use super::View;
use qingce_compiler::model::StandardId;
use qingce_files::message::{pick, spoken};
use qingce_files::say;
use qingce_grammar::Language;
use qingce_prose::Phrases;

/// The value in force today: `1000元/人`; of a standard by option each option with its value. `None`: there is none today.
pub fn amount(view: &View<'_>, id: StandardId, language: Language) -> Option<String> {
    let phrases = Phrases::new(&view.analysis.model, spoken(language), Some(view.today));
    let amounts = phrases.standard(id)?;
    let now = amounts.values.into_iter().find(|value| value.current == Some(true))?;
    let each = now.amounts.into_iter().map(|(option, amount)| match option {
        Some(option) => format!("{option} {amount}"),
        None => amount,
    });
    Some(each.collect::<Vec<_>>().join(pick(language, "、", ", ")))
}

/// The value in force today; else who sets it, or that there is none.
pub fn standard(view: &View<'_>, id: StandardId, language: Language) -> String {
    amount(view, id, language).unwrap_or_else(|| absent(view, id, language))
}

/// Why a standard has no value today.
pub fn absent(view: &View<'_>, id: StandardId, language: Language) -> String {
    match view.analysis.model.standards.get(id.0).and_then(|standard| standard.delegated.as_ref()) {
        Some(document) => say!(language, "由「{document}」规定", "set by “{document}”"),
        None => pick(language, "今天没有数值", "no value today").to_owned(),
    }
}
