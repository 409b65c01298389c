//! Scenarios.

use super::parts::Once;
use super::{Reader, Rule, find, first, inside};
use crate::tree::{
    EarlierGrant, Expectation, Expected, Expr, ExprKind, Given, GivenTarget, Name, Origin, Path, Scenario,
};
use pest::iterators::Pair;

impl Reader<'_> {
    pub(crate) fn scenario(&mut self, pair: Pair<'_, Rule>) -> Option<Scenario> {
        let name = self.name_in(&pair)?;
        let (mut like, mut date) = (Once::default(), Once::default());
        let (mut given, mut without) = (Vec::new(), Vec::new());
        let (mut granted, mut expected) = (Vec::new(), Vec::new());
        for part in inside(pair) {
            match part.as_rule() {
                Rule::like_part => {
                    let other = self.name_in(&part);
                    like.set(self, &part, other);
                }
                Rule::date_part => {
                    let day = find(&part, Rule::date).and_then(|day| self.date(&day));
                    date.set(self, &part, day);
                }
                Rule::given_part => {
                    let target = GivenTarget::Subject(self.name_in(&part)?);
                    given.push(self.given(part, target)?);
                }
                Rule::its_part => {
                    let target = GivenTarget::Its(self.path(find(&part, Rule::path)?));
                    given.push(self.given(part, target)?);
                }
                Rule::without_part => without.extend(self.paths(&part)?),
                Rule::granted_part => granted.push(self.earlier_grant(part)?),
                Rule::expected => expected.push(self.expected(part)?),
                _ => {}
            }
        }
        Some(Scenario {
            name,
            like: like.get(),
            reference_date: date.get(),
            given,
            without,
            granted,
            expected,
        })
    }

    fn given(&mut self, pair: Pair<'_, Rule>, target: GivenTarget) -> Option<Given> {
        let span = self.span(&pair);
        let mut fields = Vec::new();
        for part in inside(pair).filter(|part| part.as_rule() == Rule::field_value) {
            let at = self.span(&part);
            let name = self.name_in(&part)?;
            let mut values = Vec::new();
            for value in inside(part).filter(|part| part.as_rule() == Rule::given_value) {
                values.push(self.given_value(value)?);
            }
            fields.push((name, values, at));
        }
        Some(Given { target, fields, span })
    }

    fn given_value(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let inner = first(pair)?;
        let span = self.span(&inner);
        let kind = match inner.as_rule() {
            Rule::name => ExprKind::Name(self.name(&inner)),
            Rule::signed => {
                let negative = find(&inner, Rule::minus).is_some();
                let mut number = self.quantity(find(&inner, Rule::quantity)?)?;
                if negative {
                    number.digits = -number.digits;
                }
                ExprKind::Number(number)
            }
            _ => return self.simple(inner),
        };
        Some(Expr { kind, span })
    }

    pub(crate) fn path(&self, pair: Pair<'_, Rule>) -> Path {
        let span = self.span(&pair);
        Path { names: self.names(pair), span }
    }

    fn paths(&self, pair: &Pair<'_, Rule>) -> Option<Vec<Path>> {
        let paths = find(pair, Rule::paths)?;
        Some(inside(paths).filter(|p| p.as_rule() == Rule::path).map(|p| self.path(p)).collect())
    }

    fn earlier_grant(&mut self, pair: Pair<'_, Rule>) -> Option<EarlierGrant> {
        let amount = match find(&pair, Rule::quantity) {
            Some(amount) => Some(self.quantity(amount)?),
            None => None,
        };
        Some(EarlierGrant {
            rule: self.name_in(&pair)?,
            date: self.date(&find(&pair, Rule::date)?)?,
            key: self.quoted_in(&pair)?,
            amount,
        })
    }

    fn expected(&mut self, pair: Pair<'_, Rule>) -> Option<Expectation> {
        let span = self.span(&pair);
        let origin = find(&pair, Rule::origin).map(|origin| self.origin(origin));
        let expectation = self.expectation(first(pair)?)?;
        Some(Expectation { origin, span, ..expectation })
    }

    fn origin(&self, pair: Pair<'_, Rule>) -> Origin {
        match find(&pair, Rule::citations) {
            Some(_) => Origin::Cited(self.citations(pair)),
            None if find(&pair, Rule::kw_program).is_some() => Origin::Program,
            None => Origin::Unconfirmed,
        }
    }

    fn expectation(&mut self, pair: Pair<'_, Rule>) -> Option<Expectation> {
        let span = self.span(&pair);
        let mut names: Vec<Name> = match find(&pair, Rule::names) {
            Some(names) => self.names(names),
            None => self.names(pair.clone()),
        };
        let outcome = match pair.as_rule() {
            Rule::expect_grant => Expected::Grant(self.quantity(find(&pair, Rule::quantity)?)?),
            Rule::expect_ceiling => Expected::Ceiling(self.quantity(find(&pair, Rule::quantity)?)?),
            Rule::expect_delegated => Expected::Delegated,
            Rule::expect_class => Expected::Class(names.pop()?),
            Rule::expect_missing => Expected::Undetermined(self.paths(&pair)?),
            _ => match first(pair)?.as_rule() {
                Rule::kw_applies => Expected::Applies,
                Rule::kw_not_applicable => Expected::NotApplicable,
                Rule::kw_not_in_force => Expected::NotInForce,
                Rule::kw_already_granted => Expected::AlreadyGranted,
                Rule::kw_done => Expected::Done,
                Rule::kw_not_done => Expected::NotDone,
                Rule::kw_one_of => Expected::OneOf,
                Rule::kw_combination_unstated => Expected::CombinationUnstated,
                _ => Expected::Fails,
            },
        };
        Some(Expectation { rules: names, outcome, origin: None, span })
    }
}
