//! What unsaved changes do to sample records.

use super::View;
use chrono::NaiveDate;
use qingce_change::Impact;
use qingce_compiler::model::{Exact, NumberType, UnitId, UnitKind};
use qingce_files::message::spoken;
use qingce_grammar::Message;
use qingce_prose::Phrases;
use qingce_runtime::Language;
use rust_decimal::Decimal;

/// What the changes since the last saved version do.
#[derive(Debug, Clone, Default)]
pub struct Shift {
    /// The standards whose values differ.
    pub standards: Vec<String>,
    /// The first day on which any decision can differ; `None`: none can.
    pub first: Option<NaiveDate>,
    /// What became different for the sample records.
    pub samples: Samples,
}

/// What changes do to sample records.
#[derive(Debug, Clone, Default)]
pub enum Samples {
    /// Nothing was changed.
    #[default]
    Unchanged,
    /// One of the versions doesn't run.
    NotRunning,
    /// There are none.
    None,
    /// What became different, and the reference date given to all records (`None`: each its own).
    Decided(Impact, Option<NaiveDate>),
}

/// A shift in words.
pub fn told(view: &View<'_>, shift: &Shift) -> Message {
    let (impact, day) = match &shift.samples {
        Samples::Unchanged => {
            return Message::new("与上次保存的版本相同", "the same as the last saved version");
        }
        Samples::NotRunning => {
            return Message::new(
                "与上次保存的版本不同；错误改正以后才能比较样例",
                "differs from the last saved version; samples are compared once the faults are mended",
            );
        }
        Samples::None => {
            return Message::new(
                "与上次保存的版本不同；政策里没有样例可以比较",
                "differs from the last saved version; the policy has no samples to compare",
            );
        }
        Samples::Decided(impact, day) => (impact, *day),
    };
    let said = |language: Language| {
        let phrases = Phrases::new(&view.analysis.model, language, None);
        let money = |amount: Decimal| yuan(view, &phrases, amount);
        let day = day.map(|day| match language {
            Language::Chinese => format!("（以{}为基准日）", phrases.day(day)),
            Language::English => format!(" (as of {})", phrases.day(day)),
        });
        let (records, moved, day) = (impact.records, impact.moved, day.unwrap_or_default());
        let change = |pair: qingce_change::Pair<Decimal>| pair.after - pair.before;
        let (granted, ceilings) = (change(impact.granted()), change(impact.ceilings()));
        let ceilings = match (ceilings.is_zero(), language) {
            (true, _) => String::new(),
            (false, Language::Chinese) => format!("，上限合计 {}", money(ceilings)),
            (false, Language::English) => format!(", ceilings {}", money(ceilings)),
        };
        let total = money(granted);
        match language {
            Language::Chinese => {
                format!(
                    "与上次保存的版本相比：样例 {records} 份中 {moved} 份有变化，合计 {total}{ceilings}{day}"
                )
            }
            Language::English => format!(
                "against the last saved version: {moved} of {records} sample records change, total {total}{ceilings}{day}"
            ),
        }
    };
    Message::new(
        said(spoken(qingce_grammar::Language::Chinese)),
        said(spoken(qingce_grammar::Language::English)),
    )
}

/// Yuan with their sign.
fn yuan(view: &View<'_>, phrases: &Phrases<'_>, amount: Decimal) -> String {
    let money = view.analysis.model.units.iter().position(|unit| unit.kind == UnitKind::Money).map(UnitId);
    let ty = NumberType {
        dimension: money.map(|unit| (unit, 1)).into_iter().collect(),
        decimals: Some(2),
        rate: false,
    };
    let amount = amount.normalize();
    let size = Exact { digits: amount.mantissa().abs(), decimals: amount.scale() };
    let sign = if amount.is_sign_negative() && !amount.is_zero() {
        "−"
    } else if amount.is_zero() {
        ""
    } else {
        "+"
    };
    format!("{sign}{}", phrases.amount(size, &ty))
}
