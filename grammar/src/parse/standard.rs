//! Standards, scales and what changes them: dated values with their authority.

use super::parts::Once;
use super::{Reader, Rule, find, inside};
use crate::tree::{Adjust, AdjustValues, Bracket, Dated, Discontinue, Scale, Standard, StandardValue};
use crate::{Code, Message};
use pest::iterators::Pair;

impl Reader<'_> {
    pub(crate) fn standard(&mut self, pair: Pair<'_, Rule>) -> Option<Standard> {
        let name = self.name_in(&pair)?;
        let unit = self.unit_expr(find(&pair, Rule::unit_expr)?)?;
        let by = find(&pair, Rule::standard_by).and_then(|part| self.name_in(&part));
        let mut delegated = Once::default();
        let mut values = Vec::new();
        let mut readings = Vec::new();
        for part in inside(pair) {
            match part.as_rule() {
                Rule::dated_one | Rule::dated_table => values.push(self.dated_standard(part)?),
                Rule::delegated_to => {
                    let cited = find(&part, Rule::cited).map(|cited| self.citations(cited));
                    let document = self.quoted_in(&part).map(|text| (text, cited.unwrap_or_default()));
                    delegated.set(self, &part, document);
                }
                Rule::reading => readings.push(self.reading(part)?),
                _ => {}
            }
        }
        Some(Standard { name, unit, by, values, delegated: delegated.get(), readings })
    }

    fn dated_standard(&mut self, pair: Pair<'_, Rule>) -> Option<Dated<StandardValue>> {
        let value = match pair.as_rule() {
            Rule::dated_one => StandardValue::One(self.quantity(find(&pair, Rule::quantity)?)?),
            _ => {
                let mut values = Vec::new();
                for part in inside(pair.clone()).filter(|part| part.as_rule() == Rule::option_value) {
                    values.push((self.name_in(&part)?, self.quantity(find(&part, Rule::quantity)?)?));
                }
                StandardValue::PerOption(values)
            }
        };
        self.dated(pair, value)
    }

    pub(crate) fn scale(&mut self, pair: Pair<'_, Rule>) -> Option<Scale> {
        let name = self.name_in(&pair)?;
        let mut units = Vec::new();
        let mut values = Vec::new();
        let marginal = find(&pair, Rule::kw_marginal).is_some();
        for part in inside(pair) {
            match part.as_rule() {
                Rule::unit_expr => units.push(self.unit_expr(part)?),
                Rule::dated_brackets => values.push(self.dated_brackets(part)?),
                _ => {}
            }
        }
        let mut units = units.into_iter();
        Some(Scale { name, from: units.next()?, to: units.next()?, marginal, values })
    }

    fn dated_brackets(&mut self, pair: Pair<'_, Rule>) -> Option<Dated<Vec<Bracket>>> {
        let mut brackets = Vec::new();
        for part in inside(pair.clone()).filter(|part| part.as_rule() == Rule::bracket) {
            let mut numbers = inside(part).filter(|p| p.as_rule() == Rule::quantity);
            let from = self.quantity(numbers.next()?)?;
            brackets.push(Bracket { from, value: self.quantity(numbers.next()?)? });
        }
        self.dated(pair, brackets)
    }

    fn dated<V>(&mut self, pair: Pair<'_, Rule>, value: V) -> Option<Dated<V>> {
        let span = self.span(&pair);
        let period = self.period(find(&pair, Rule::period)?)?;
        let mut cited = Vec::new();
        let mut reason = Once::default();
        for part in inside(pair) {
            match part.as_rule() {
                Rule::cited => cited.extend(self.citations(part)),
                Rule::reason => {
                    let text = self.quoted_in(&part);
                    reason.set(self, &part, text);
                }
                _ => {}
            }
        }
        Some(Dated { period, value, cited, reason: reason.get(), span })
    }

    pub(crate) fn adjust(&mut self, pair: Pair<'_, Rule>) -> Option<Adjust> {
        let name = self.name_in(&pair)?;
        let mut standard = Vec::new();
        let mut scale = Vec::new();
        for part in inside(pair) {
            match part.as_rule() {
                Rule::dated_one | Rule::dated_table => standard.push(self.dated_standard(part)?),
                Rule::dated_brackets => scale.push(self.dated_brackets(part)?),
                _ => {}
            }
        }
        let values = match (standard.first(), scale.first()) {
            (Some(_), Some(bracket)) => {
                let span = bracket.span;
                self.error(
                    Code::Syntax,
                    span,
                    Message::new(
                        "标准的数额和分档不能写在同一处",
                        "amounts and brackets can't stand together",
                    ),
                    Message::new("标准和分档各写一个「调整」", "write one `adjust` for each of them"),
                    None,
                );
                return None;
            }
            (_, Some(_)) => AdjustValues::Scale(scale),
            (Some(_), None) => AdjustValues::Standard(standard),
            (None, None) => {
                self.missing(name.span, "自", "from");
                return None;
            }
        };
        Some(Adjust { name, values })
    }

    pub(crate) fn discontinue(&mut self, pair: Pair<'_, Rule>) -> Option<Discontinue> {
        let name = self.name_in(&pair)?;
        let from = self.date(&find(&pair, Rule::date)?)?;
        let cited =
            inside(pair).filter(|p| p.as_rule() == Rule::cited).flat_map(|p| self.citations(p)).collect();
        Some(Discontinue { name, from, cited })
    }
}
