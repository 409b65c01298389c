//! Names, quoted texts, dates, numbers and units.

use super::{Reader, Rule, find, first, inside};
use crate::tree::{Date, Name, Number, Quoted, UnitExpr};
use crate::{Code, Message, width};
use chrono::NaiveDate;
use pest::iterators::Pair;

impl Reader<'_> {
    pub(crate) fn name(&self, pair: &Pair<'_, Rule>) -> Name {
        Name { text: width::fold(self.text(pair)), span: self.span(pair) }
    }

    /// The names of a `names` pair or of any pair that holds names.
    pub(crate) fn names(&self, pair: Pair<'_, Rule>) -> Vec<Name> {
        inside(pair).filter(|p| p.as_rule() == Rule::name).map(|p| self.name(&p)).collect()
    }

    /// The first name inside a pair.
    pub(crate) fn name_in(&self, pair: &Pair<'_, Rule>) -> Option<Name> {
        find(pair, Rule::name).map(|p| self.name(&p))
    }

    pub(crate) fn quoted(&self, pair: &Pair<'_, Rule>) -> Quoted {
        let mut inner = self.text(pair).chars();
        inner.next();
        inner.next_back();
        Quoted { text: inner.as_str().to_owned(), span: self.span(pair) }
    }

    /// The first quoted text inside a pair.
    pub(crate) fn quoted_in(&self, pair: &Pair<'_, Rule>) -> Option<Quoted> {
        find(pair, Rule::quoted).map(|p| self.quoted(&p))
    }

    pub(crate) fn date(&mut self, pair: &Pair<'_, Rule>) -> Option<Date> {
        let span = self.span(pair);
        let folded = width::fold(self.text(pair));
        let mut numbers = folded.split(|c: char| !c.is_ascii_digit()).filter(|s| !s.is_empty());
        let year = numbers.next()?.parse().ok()?;
        let month = numbers.next()?.parse().ok()?;
        let day = numbers.next()?.parse().ok()?;
        if let Some(value) = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= 1) {
            return Some(Date { value, span });
        }
        let written = self.text(pair);
        self.error(
            Code::BadDate,
            span,
            Message::new(format!("日历上没有「{written}」"), format!("there is no such day as {written}")),
            last_day(year, month),
            None,
        );
        None
    }

    pub(crate) fn unit_expr(&self, pair: Pair<'_, Rule>) -> Option<UnitExpr> {
        let span = self.span(&pair);
        let mut words = inside(pair).map(|p| self.name(&p));
        let over = words.next()?;
        Some(UnitExpr { over, under: words.collect(), span })
    }

    /// A `quantity`: digits, percent or magnitude word, unit.
    pub(crate) fn quantity(&mut self, pair: Pair<'_, Rule>) -> Option<Number> {
        let span = self.span(&pair);
        let mut number = Number { digits: 0, decimals: 0, percent: false, unit: None, span };
        for part in inside(pair) {
            match part.as_rule() {
                Rule::number => (number.digits, number.decimals) = self.digits(&part)?,
                Rule::kw_percent => number.percent = true,
                Rule::magnitude => number.digits = self.magnified(&part, number.digits)?,
                _ => number.unit = self.unit_expr(part),
            }
        }
        Some(number)
    }

    fn magnified(&mut self, pair: &Pair<'_, Rule>, digits: i128) -> Option<i128> {
        let factor = match first(pair.clone())?.as_rule() {
            Rule::kw_thousand => 1_000,
            Rule::kw_million => 1_000_000,
            _ => 1_000_000_000,
        };
        let product = digits.checked_mul(factor);
        if product.is_none() {
            self.too_long(pair);
        }
        product
    }

    fn digits(&mut self, pair: &Pair<'_, Rule>) -> Option<(i128, u32)> {
        let folded: String = width::fold(self.text(pair)).chars().filter(|c| *c != ',').collect();
        let (whole, fraction) = folded.split_once('.').unwrap_or((&folded, ""));
        let parsed = format!("{whole}{fraction}").parse().ok().filter(|_| whole.len() + fraction.len() <= 28);
        if parsed.is_none() {
            self.too_long(pair);
        }
        Some((parsed?, u32::try_from(fraction.len()).ok()?))
    }

    fn too_long(&mut self, pair: &Pair<'_, Rule>) {
        let span = self.span(pair);
        self.error(
            Code::BadNumber,
            span,
            Message::new("这个数太长", "this number is too long"),
            Message::new("最多写28位数字", "write at most 28 digits"),
            None,
        );
    }

    /// `2位小数`.
    pub(crate) fn decimals(&mut self, pair: &Pair<'_, Rule>) -> Option<u32> {
        let number = find(pair, Rule::number)?;
        let (digits, decimals) = self.digits(&number)?;
        let span = self.span(pair);
        match u32::try_from(digits) {
            Ok(count) if decimals == 0 && count <= 12 => Some(count),
            _ => {
                self.error(
                    Code::BadNumber,
                    span,
                    Message::new("小数位数应是0到12的整数", "decimals are a whole number from 0 to 12"),
                    Message::new("例如写「2位小数」", "write for example `2 decimals`"),
                    None,
                );
                None
            }
        }
    }
}

/// Says which day to write in place of one that the month lacks.
fn last_day(year: i32, month: u32) -> Message {
    let next = if month == 12 {
        NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year, month.saturating_add(1), 1)
    };
    match next.and_then(|first| first.pred_opt()) {
        Some(last) if (1..=12).contains(&month) => Message::new(
            format!("{year}年{month}月的最后一天是{}日", chrono::Datelike::day(&last)),
            format!("the last day of that month is {last}"),
        ),
        _ => Message::new(
            "月份是1到12，写法如「2022年6月1日」",
            "months are 1 to 12; write for example `2022-06-01`",
        ),
    }
}
