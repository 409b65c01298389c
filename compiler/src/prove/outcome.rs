//! What comes of a rule, as facts: when its result is had, and which amount it grants or allows at most.
//!
//! A guarantee speaks of somebody to whom nothing was granted before, and of lists that hold nobody twice.

use crate::model::{Body, Expr, Relation, RuleId};
use crate::numerals::Ratio;
use qingce_grammar::tree::Comparison;

use super::fact::Fact;
use super::lapse::{Lapsed, lapsed};
use super::linear::Linear;
use super::pieces::{Piece, both, compare, constant, extreme};
use super::reach::amount;
use super::terms::{Translator, is_yes};
use super::variables::{Key, Kind};

impl Translator<'_> {
    /// Whether a rule applies: it would by itself, and no other one with a greater amount stands against it.
    pub(super) fn applies(&mut self, id: RuleId) -> Fact {
        let own = self.by_itself(id);
        let rivals = self.model.mutual(id, Relation::OnlyHigher);
        if rivals.is_empty() {
            return own;
        }
        let mine = self.stated_amount(id, own.clone());
        let mut parts = vec![own];
        for rival in rivals {
            let theirs = self.by_itself(rival);
            let theirs = self.stated_amount(rival, theirs);
            // Of two equal ones the one declared first is given.
            let how = if rival < id { Comparison::LessOrEqual } else { Comparison::Less };
            let pairs = mine.iter().flat_map(|mine| theirs.iter().map(move |theirs| (mine, theirs)));
            let below = pairs.map(|((f, x), (g, y))| {
                let below =
                    compare(x, how, y).unwrap_or_else(|| self.variables.truth(Key::Yields(id.0, rival.0)));
                f.clone().and(g.clone()).and(below)
            });
            parts.push(Fact::any(below.collect::<Vec<_>>()).not());
        }
        Fact::all(parts)
    }

    /// Whether a rule applies, whatever others grant: what it stands on does, its condition holds and a case is met.
    fn by_itself(&mut self, id: RuleId) -> Fact {
        let model = self.model;
        let Some(rule) = model.rules.get(id.0).filter(|_| self.period.rules.contains(&id)) else {
            return Fact::Fixed(false);
        };
        let mut parts = vec![match lapsed(model, self.period, rule) {
            Lapsed::Nothing => Fact::Fixed(true),
            Lapsed::Perhaps => self.variables.truth(Key::Determined(id.0)),
            Lapsed::Surely => return Fact::Fixed(false),
        }];
        for (relation, other) in &rule.relations {
            if matches!(relation, Relation::StacksOn | Relation::Except) {
                let line = model.with_successors(*other);
                let one = Fact::any(line.into_iter().map(|other| self.applies(other)).collect::<Vec<_>>());
                parts.push(if *relation == Relation::Except { one.not() } else { one });
            }
        }
        if let Some(condition) = &rule.condition {
            parts.push(self.of_rule(&rule.lets, |t| t.truth(condition)));
        }
        if let Body::Cases { cases, otherwise: None } = &rule.body {
            let guards = cases.iter().map(|case| self.of_rule(&rule.lets, |t| t.truth(&case.guard)));
            parts.push(Fact::any(guards.collect::<Vec<_>>()));
        }
        Fact::all(parts)
    }

    /// Whether a rule's result is had: it applies, and is chosen if others that exclude it apply too.
    pub(super) fn received(&mut self, id: RuleId) -> Fact {
        let look = (id, self.growth.as_ref().is_some_and(|growth| growth.again));
        if let Some(known) = self.known.get(&look) {
            return known.clone();
        }
        let received = self.chosen(id);
        self.known.insert(look, received.clone());
        received
    }

    fn chosen(&mut self, id: RuleId) -> Fact {
        let own = self.applies(id);
        let rivals: Vec<(RuleId, Fact)> = self
            .model
            .mutual(id, Relation::Excludes)
            .into_iter()
            .map(|rival| (rival, self.applies(rival)))
            .collect();
        if rivals.is_empty() {
            return own;
        }
        let choice = |t: &mut Self, id: RuleId| is_yes(t.variables.of(Key::Chosen(id.0), || Kind::Choice(2)));
        let mine = choice(self, id);
        let mut choices = mine.clone();
        for (rival, applies) in &rivals {
            let theirs = choice(self, *rival);
            // Of two that apply and exclude each other, not both are chosen.
            let both = own.clone().and(applies.clone()).and(mine.clone()).and(theirs.clone());
            self.variables.always(both.not());
            choices = choices.or(applies.clone().and(theirs));
        }
        let alone = Fact::any(rivals.into_iter().map(|(_, applies)| applies)).not();
        self.variables.always(own.clone().and(alone.clone().not()).implies(choices));
        own.and(alone.or(mine))
    }

    /// The amount of a rule; 0 where it isn't had.
    pub(super) fn amount(&mut self, id: RuleId) -> Option<Vec<Piece>> {
        let received = self.received(id);
        let model = self.model;
        let rule = model.rules.get(id.0)?;
        let mut own = self.stated_amount(id, received.clone());
        if let Some(limit) = &rule.joint_ceiling {
            let mut left = self.of_rule(&rule.lets, |t| t.number(limit));
            for (_, other) in rule.relations.iter().filter(|(how, _)| *how == Relation::Within) {
                for other in model.with_successors(*other) {
                    let taken = self.amount(other)?;
                    left = both(&left, &taken, |left, taken| left.minus(taken))?;
                }
            }
            let left = extreme(vec![left, constant(Ratio::ZERO)], false)?;
            let capped = extreme(vec![own, left], true)?;
            own = capped.into_iter().map(|(when, value)| (received.clone().and(when), value)).collect();
        }
        own.push((received.not(), Linear::constant(Ratio::ZERO)));
        Some(own)
    }

    /// What a rule's cases grant or allow at most, where `when` holds; no joint ceiling is looked at.
    fn stated_amount(&mut self, id: RuleId, when: Fact) -> Vec<Piece> {
        let model = self.model;
        let Some(rule) = model.rules.get(id.0) else { return Vec::new() };
        let mut before = when;
        let results: Vec<(Fact, Option<&Expr>)> = match &rule.body {
            Body::One(effect) => vec![(before, amount(effect))],
            Body::Cases { cases, otherwise } => {
                let mut results = Vec::new();
                for case in cases {
                    let guard = self.of_rule(&rule.lets, |t| t.truth(&case.guard));
                    results.push((before.clone().and(guard.clone()), amount(&case.result)));
                    before = before.and(guard.not());
                }
                results.extend(otherwise.iter().map(|rest| (before.clone(), amount(rest))));
                results
            }
        };
        let mut out = Vec::new();
        for (when, amount) in results {
            match amount {
                None => out.push((when, Linear::constant(Ratio::ZERO))),
                Some(amount) => {
                    let pieces = self.of_rule(&rule.lets, |t| t.number(amount));
                    out.extend(pieces.into_iter().map(|(and, value)| (when.clone().and(and), value)));
                }
            }
        }
        out
    }
}
