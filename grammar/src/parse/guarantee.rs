//! Guarantees.

use super::parts::Once;
use super::{Reader, Rule as Pest, inside};
use crate::tree::{Guarantee, Property};
use pest::iterators::Pair;

impl Reader<'_> {
    pub(crate) fn guarantee(&mut self, pair: Pair<'_, Pest>) -> Option<Guarantee> {
        let name = self.name_in(&pair)?;
        let (mut subject, mut condition) = (Once::default(), Once::default());
        let (mut property, mut reason) = (Once::default(), Once::default());
        let (mut cited, mut readings) = (Vec::new(), Vec::new());
        for part in inside(pair) {
            match part.as_rule() {
                Pest::subject_part => {
                    let record = self.name_in(&part);
                    subject.set(self, &part, record);
                }
                Pest::when_part => {
                    let expr = self.expr_in(&part);
                    condition.set(self, &part, expr);
                }
                Pest::always_part | Pest::rising_part | Pest::once_of_part => {
                    let stated = self.property(&part);
                    property.set(self, &part, stated);
                }
                Pest::cited => cited.extend(self.citations(part)),
                Pest::reading => readings.push(self.reading(part)?),
                Pest::reason => {
                    let text = self.quoted_in(&part);
                    reason.set(self, &part, text);
                }
                _ => {}
            }
        }
        let Some(subject) = subject.get() else {
            self.missing(name.span, "对象", "subject");
            return None;
        };
        let Some(property) = property.get() else {
            self.missing(name.span, "恒有", "always");
            return None;
        };
        Some(Guarantee {
            name,
            subject,
            condition: condition.get(),
            property,
            cited,
            readings,
            reason: reason.get(),
        })
    }

    fn property(&mut self, pair: &Pair<'_, Pest>) -> Option<Property> {
        Some(match pair.as_rule() {
            Pest::rising_part => {
                let mut parts = inside(pair.clone()).filter(|part| part.as_rule() == Pest::expr);
                Property::Rising { grows: self.expr(parts.next()?)?, amount: self.expr(parts.next()?)? }
            }
            Pest::once_of_part => Property::Once { rule: self.name_in(pair)?, key: self.expr_in(pair)? },
            _ => Property::Always(self.expr_in(pair)?),
        })
    }
}
