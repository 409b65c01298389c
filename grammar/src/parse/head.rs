//! The declarations of vocabulary: policy head, departments, units, options, records, clauses, aims.

use super::parts::Once;
use super::{Reader, Rule, find, first, inside};
use crate::tree::{Aim, Building, Clause, Department, Field, FieldType, Options, Policy, Record, Unit};
use crate::{numerals, width};
use pest::iterators::Pair;

impl Reader<'_> {
    pub(crate) fn policy(&mut self, pair: Pair<'_, Rule>) -> Option<Policy> {
        let name = self.name_in(&pair)?;
        let (mut number, mut effective, mut source) = (Once::default(), Once::default(), Once::default());
        let (mut first_day, mut age, mut base) = (Once::default(), Once::default(), Once::default());
        for part in inside(pair) {
            let text = self.quoted_in(&part);
            let choice = part.clone().into_inner().nth(1).map(|word| (word.as_rule(), self.span(&word)));
            match part.as_rule() {
                Rule::policy_number => number.set(self, &part, text),
                Rule::policy_source => source.set(self, &part, text),
                Rule::policy_effective => {
                    let period = find(&part, Rule::period).and_then(|p| self.period(p));
                    effective.set(self, &part, period);
                }
                Rule::policy_first_day => {
                    first_day.set(self, &part, choice.map(|(chosen, at)| (chosen == Rule::kw_included, at)));
                }
                Rule::policy_age => {
                    age.set(self, &part, choice.map(|(chosen, at)| (chosen == Rule::kw_day_after, at)));
                }
                Rule::policy_base => {
                    let building = match first(part.clone())?.as_rule() {
                        Rule::kw_amends => Building::Amendment,
                        _ => Building::Supplement,
                    };
                    base.set(self, &part, text.map(|text| (building, text)));
                }
                _ => {}
            }
        }
        Some(Policy {
            name,
            number: number.get(),
            effective: effective.get(),
            source: source.get(),
            first_day: first_day.get(),
            age_next_day: age.get(),
            base: base.get(),
        })
    }

    pub(crate) fn departments(&mut self, pair: Pair<'_, Rule>) -> Vec<Department> {
        inside(pair)
            .filter(|part| part.as_rule() == Rule::department)
            .filter_map(|part| {
                let name = self.name_in(&part)?;
                let aliases = find(&part, Rule::names).map(|names| self.names(names)).unwrap_or_default();
                Some(Department { name, aliases })
            })
            .collect()
    }

    pub(crate) fn unit(&mut self, pair: Pair<'_, Rule>) -> Option<Unit> {
        let inner = |wanted| find(&pair, wanted).and_then(|part| self.name_in(&part));
        let (plural, counting) = (inner(Rule::plural), inner(Rule::counting));
        let decimals = match find(&pair, Rule::decimals) {
            Some(part) => Some(self.decimals(&part)?),
            None => None,
        };
        Some(Unit { name: self.name_in(&pair)?, plural, counting, decimals })
    }

    pub(crate) fn options(&mut self, pair: Pair<'_, Rule>) -> Option<Options> {
        let name = self.name_in(&pair)?;
        let members = inside(pair)
            .filter(|part| part.as_rule() == Rule::option)
            .filter_map(|part| Some((self.name_in(&part)?, self.quoted_in(&part))))
            .collect();
        Some(Options { name, members })
    }

    pub(crate) fn record(&mut self, pair: Pair<'_, Rule>) -> Option<Record> {
        let name = self.name_in(&pair)?;
        let gloss = self.quoted_in(&pair);
        let mut fields = Vec::new();
        for part in inside(pair).filter(|part| part.as_rule() == Rule::field) {
            fields.push(self.field(part)?);
        }
        Some(Record { name, gloss, fields })
    }

    fn field(&mut self, pair: Pair<'_, Rule>) -> Option<Field> {
        let name = self.name_in(&pair)?;
        let gloss = self.quoted_in(&pair);
        let ty = self.field_type(find(&pair, Rule::field_type)?)?;
        let mut field = Field { name, ty, key: false, sensitive: false, reference_date: false, gloss };
        for mark in inside(pair).filter(|part| part.as_rule() == Rule::field_mark) {
            match first(mark)?.as_rule() {
                Rule::kw_key => field.key = true,
                Rule::kw_sensitive => field.sensitive = true,
                _ => field.reference_date = true,
            }
        }
        Some(field)
    }

    fn field_type(&mut self, pair: Pair<'_, Rule>) -> Option<FieldType> {
        let ty = first(pair)?;
        Some(match ty.as_rule() {
            Rule::kw_text => FieldType::Text,
            Rule::kw_date_type => FieldType::Date,
            Rule::kw_yes_no => FieldType::YesNo,
            Rule::many => FieldType::Many(self.name_in(&ty)?),
            _ => {
                let decimals = match find(&ty, Rule::decimals) {
                    Some(part) => Some(self.decimals(&part)?),
                    None => None,
                };
                let unit = self.unit_expr(find(&ty, Rule::unit_expr)?)?;
                if unit.under.is_empty() {
                    FieldType::Named(unit.over, decimals)
                } else {
                    FieldType::Unit(unit, decimals)
                }
            }
        })
    }

    pub(crate) fn clause(&mut self, pair: Pair<'_, Rule>) -> Option<Clause> {
        let head = find(&pair, Rule::clause_head)?;
        // `clause 6` has its keyword before the number.
        let written = inside(head).last()?;
        let number_span = self.span(&written);
        let number = numerals::clause_number(&width::fold(self.text(&written)))?;
        let heading = self.quoted_in(&pair);
        let mut departments = Once::default();
        let mut readings = Vec::new();
        for part in inside(pair) {
            match part.as_rule() {
                Rule::responsible => {
                    let responsible = self.responsible(part.clone());
                    departments.set(self, &part, Some(responsible));
                }
                Rule::reading => readings.push(self.reading(part)?),
                _ => {}
            }
        }
        Some(Clause { number, number_span, heading, departments: departments.get(), readings })
    }

    pub(crate) fn aim(&mut self, pair: Pair<'_, Rule>) -> Option<Aim> {
        let cited = find(&pair, Rule::citations).map(|part| self.citations(part)).unwrap_or_default();
        let mut note = Once::default();
        for part in inside(pair).filter(|part| part.as_rule() == Rule::aim_note) {
            let text = self.quoted_in(&part);
            note.set(self, &part, text);
        }
        Some(Aim { cited, note: note.get() })
    }
}
