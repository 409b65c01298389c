//! The numbers and dates that a sentence of official prose contains, in whatever spelling: 1万元, 一万元, 10,000元,
//! 百分之十, 10％, 两个月, 半年, 二〇二二年六月一日, one thousand yuan, two months.
//!
//! Reading is generous: where a spelling can mean two things (三月 is a month of the year and three months; in `10至20万元`
//! the first number may or may not share the 万) every reading is given. Ordinals (第三), numbers of clauses and documents, and
//! numerals that only are part of a word (统一, 百强, 一老一小) are left out.

mod chinese;
mod date;
mod digits;
mod english;
mod known;
mod letters;
mod ratio;
mod scan;
mod unit;

pub(crate) use date::PartialDate;
pub(crate) use known::Numerals;
pub(crate) use ratio::Ratio;

/// One number or date in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Numeral {
    /// First byte in the sentence; a currency sign before the number belongs to it.
    pub start: usize,
    /// One past the last byte of the number with its unit.
    pub end: usize,
    /// What it can mean. Never empty.
    pub readings: Vec<Reading>,
}

/// What a numeral can mean.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reading {
    /// A number of something, in base units: 元, months, days, years of age; a rate as a fraction of 1.
    Number(Ratio, Measure),
    /// A day, or as much of it as is said.
    Date(PartialDate),
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    /// 元.
    Money,
    /// 个月, 年, 季度.
    Months,
    /// 天, 周.
    Days,
    /// 周岁.
    Age,
    /// %, 成.
    Rate,
    /// 倍.
    Times,
    /// A thing that is counted, by its name in lower-case letters.
    Count(String),
    /// Something counted by a word that says nothing of what it is: 个, 名, 家.
    Things,
    /// Nothing says what: only the value counts.
    Unsaid,
}

/// Everything in `sentence` that reads as a number or a date, in order. `units` are names of units beyond the usual ones.
pub(crate) fn numerals(sentence: &str, units: &[String]) -> Vec<Numeral> {
    scan::scan(&letters::Letters::new(sentence), units)
}

#[cfg(test)]
mod tests;
