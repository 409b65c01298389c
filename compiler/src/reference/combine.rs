//! How results combine: 连同 … 合计不高于 … and 就高不重复, from what each rule comes to by itself.

use super::cell::{Cell, Error, Why};
use super::outcome::Judged;
use crate::model::{ExprKind, Model, Once, Relation, RuleId};
use chrono::NaiveDate;
use qingce_runtime::{Effect, Ledger};
use rust_decimal::Decimal;

/// What a rule gives, as others reckon with it.
enum Given {
    /// It applies, with this amount or with one that is set elsewhere.
    Now(Cell<Decimal>),
    /// It was had before, with this amount if that is known.
    Before(Option<Decimal>),
    /// Nothing.
    Nothing,
    /// It can't be told.
    Unknown(Why),
}

/// What is known of a rule that others reckon with.
pub struct Reckoning<'a> {
    pub model: &'a Model,
    pub day: NaiveDate,
    pub ledger: &'a dyn Ledger,
}

impl Reckoning<'_> {
    fn given(&self, id: RuleId, judged: &Judged) -> Given {
        match judged {
            Judged::Applies { effect, .. } => Given::Now(self.amount(effect)),
            Judged::AlreadyGranted { key } => {
                let rule = self.model.rules.get(id.0);
                match rule.and_then(|rule| rule.once.as_ref()) {
                    Some(Once::Member(..)) => Given::Before(Some(Decimal::ZERO)),
                    _ => {
                        let first = rule.and_then(|rule| self.ledger.first(&rule.name, key));
                        Given::Before(first.and_then(|first| first.amount))
                    }
                }
            }
            Judged::DoesNotApply | Judged::NotInForce { .. } => Given::Nothing,
            Judged::Undetermined { missing, delegated } => {
                let (missing, delegated) = (missing.clone(), delegated.clone());
                Given::Unknown(Why { missing, delegated, ..Why::default() })
            }
            Judged::Failed { .. } => Given::Unknown(Why::error(Error::OtherRule)),
        }
    }

    /// An amount, or the standard that it waits for.
    fn amount(&self, effect: &Effect) -> Cell<Decimal> {
        match effect {
            Effect::Grant { amount, .. } | Effect::Ceiling { at_most: amount, .. } => Ok(*amount),
            Effect::Delegated { what } => {
                let set = self.model.standards.iter().find(|one| one.delegated.as_ref() == Some(what));
                let delegated = set.map(|one| one.name.clone()).into_iter().collect();
                Err(Why { delegated, ..Why::default() })
            }
            Effect::Class { .. } | Effect::Duty { .. } | Effect::Target { .. } | Effect::Said { .. } => {
                Ok(Decimal::ZERO)
            }
        }
    }

    /// What is left of a rule's amount under the joint ceiling that it states.
    pub fn within(&self, id: RuleId, own: Judged, judged: impl Fn(RuleId) -> Judged) -> Judged {
        let Some(rule) = self.model.rules.get(id.0) else { return own };
        let Some(limit) = &rule.joint_ceiling else { return own };
        let Judged::Applies { case, effect } = own else { return own };
        if matches!(effect, Effect::Delegated { .. }) {
            return Judged::Applies { case, effect };
        }
        let mut why = Why::default();
        let mut taken = Decimal::ZERO;
        let named = rule.relations.iter().filter(|(how, _)| *how == Relation::Within);
        for other in named.flat_map(|(_, other)| self.model.with_successors(*other)) {
            match self.given(other, &judged(other)) {
                Given::Now(Ok(amount)) | Given::Before(Some(amount)) => taken += amount,
                Given::Nothing => {}
                Given::Before(None) => why = why.and(Why::error(Error::EarlierAmountUnknown)),
                Given::Now(Err(more)) | Given::Unknown(more) => why = why.and(more),
            }
        }
        let limit = match &limit.kind {
            ExprKind::Number(amount) => {
                Decimal::try_from_i128_with_scale(amount.digits, amount.decimals).ok()
            }
            ExprKind::Standard(id) => match super::standard::standard(self.model, *id, self.day, 0) {
                Ok(Ok(value)) => value.exact(),
                Ok(Err(more)) => {
                    why = why.and(more);
                    None
                }
                Err(super::TooBig) => None,
            },
            _ => None,
        };
        let Some(limit) = limit.filter(|_| why.is_nothing()) else { return Judged::unknown(why) };
        let left = (limit - taken).max(Decimal::ZERO);
        let effect = match effect {
            Effect::Grant { amount, label } => Effect::Grant { amount: amount.min(left), label },
            Effect::Ceiling { at_most, label } => Effect::Ceiling { at_most: at_most.min(left), label },
            other => other,
        };
        Judged::Applies { case, effect }
    }

    /// What becomes of a rule beside those of which only the higher is given, and the rule that is given instead.
    pub fn only_higher(
        &self,
        id: RuleId,
        own: Judged,
        judged: impl Fn(RuleId) -> Judged,
    ) -> (Judged, Option<RuleId>) {
        let rivals = self.model.mutual(id, Relation::OnlyHigher);
        let Judged::Applies { effect, .. } = &own else { return (own, None) };
        let mine = self.amount(effect);
        let given: Vec<(RuleId, Given)> =
            rivals.into_iter().map(|rival| (rival, self.given(rival, &judged(rival)))).collect();
        if let Some((rival, _)) = given.iter().find(|(_, given)| matches!(given, Given::Before(_))) {
            return (Judged::DoesNotApply, Some(*rival));
        }
        let mut why = Why::default();
        let mut rated = false;
        let mut highest: Option<(Decimal, RuleId)> = None;
        for (rival, given) in given {
            match given {
                Given::Now(Ok(theirs)) => {
                    rated = true;
                    let above =
                        mine.as_ref().is_ok_and(|mine| theirs > *mine || theirs == *mine && rival < id);
                    if above && highest.is_none_or(|(most, _)| theirs > most) {
                        highest = Some((theirs, rival));
                    }
                }
                Given::Now(Err(more)) => {
                    rated = true;
                    why = why.and(more);
                }
                Given::Unknown(more) => why = why.and(more),
                Given::Nothing | Given::Before(_) => {}
            }
        }
        if let Some((_, rival)) = highest {
            return (Judged::DoesNotApply, Some(rival));
        }
        if let Err(more) = mine
            && (rated || !why.is_nothing())
        {
            why = why.and(more);
        }
        if why.is_nothing() { (own, None) } else { (Judged::unknown(why), None) }
    }
}
