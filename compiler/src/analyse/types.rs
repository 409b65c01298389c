//! Types in words, and the types of results.

use super::context::Analyser;
use super::units::{MONTHS, YEARS, of_unit};
use crate::model::{Dimension, ListId, NumberType, RecordId, Type, UnitId};

/// A phrase in Chinese and in English.
pub(crate) type Words = (String, String);

impl Type {
    /// A number in one unit without decimals.
    pub(crate) fn count_of(unit: UnitId) -> Type {
        Type::Number(NumberType { dimension: of_unit(unit), decimals: Some(0), rate: false })
    }

    /// The list that an option or a set of options belongs to.
    pub(crate) fn list(&self) -> Option<ListId> {
        match self {
            Type::Option(list) | Type::Options(list) => Some(*list),
            Type::Truth | Type::Text | Type::Date | Type::Number(_) | Type::Range => None,
            Type::Record(_) | Type::List(_) => None,
        }
    }
}

impl NumberType {
    /// A plain number without decimals.
    pub(crate) fn plain() -> Self {
        NumberType { dimension: Dimension::new(), decimals: Some(0), rate: false }
    }

    /// Whether it measures exactly one of `unit`.
    pub(crate) fn is(&self, unit: UnitId) -> bool {
        self.dimension == of_unit(unit)
    }

    /// Whether it is a period by months: in months or in years.
    pub(crate) fn is_months(&self) -> bool {
        self.is(MONTHS) || self.is(YEARS)
    }
}

/// The greater bound on decimals; none if either has none.
pub(crate) fn most(left: Option<u32>, right: Option<u32>) -> Option<u32> {
    Some(left?.max(right?))
}

impl Analyser<'_> {
    /// A type as a phrase: 「人员类别」的一个选项, an option of 「人员类别」.
    pub fn type_words(&self, ty: &Type) -> Words {
        match ty {
            Type::Truth => both("「是」或「否」", "a yes or no"),
            Type::Text => both("文字", "a text"),
            Type::Date => both("日期", "a date"),
            Type::Number(number) => self.number_words(number),
            Type::Option(list) => {
                let name = self.list_name(*list);
                (format!("「{name}」的一个选项"), format!("an option of 「{name}」"))
            }
            Type::Options(list) => {
                let name = self.list_name(*list);
                (format!("「{name}」的若干选项"), format!("a set of options of 「{name}」"))
            }
            Type::Range => both("一段时间", "a span of time"),
            Type::Record(record) => {
                let name = self.record_name(*record);
                (format!("一份「{name}」档案"), format!("a record 「{name}」"))
            }
            Type::List(record) => {
                let name = self.record_name(*record);
                (format!("若干「{name}」"), format!("a list of 「{name}」"))
            }
        }
    }

    /// A number's type as a phrase that names its unit.
    pub fn number_words(&self, number: &NumberType) -> Words {
        if number.rate {
            return both("比例", "a rate");
        }
        if number.dimension.is_empty() {
            return both("不带单位的数", "a number without a unit");
        }
        let (zh, en) = self.unit_text(&number.dimension);
        (format!("以「{zh}」计的数"), format!("a number of 「{en}」"))
    }

    /// The name of an option list.
    pub fn list_name(&self, list: ListId) -> String {
        self.model.lists.get(list.0).map(|l| l.name.clone()).unwrap_or_default()
    }

    /// The name of a record type.
    pub fn record_name(&self, record: RecordId) -> String {
        self.model.records.get(record.0).map(|r| r.name.clone()).unwrap_or_default()
    }
}

fn both(zh: &str, en: &str) -> Words {
    (zh.to_owned(), en.to_owned())
}
