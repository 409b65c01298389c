//! Rules in their relation to one another, and what is remembered of grants.

use super::cell::{Cell, Error, Why, all, not};
use super::expr::{Evaluator, Val};
use super::lookup::{Frame, field};
use super::outcome::{Judged, Judgement};
use super::{Refused, TooBig, rules_of};
use crate::model::{
    Body, Data, Datum, Effect, Expr, FieldId, Model, Once, Policy, RecordId, Relation, Rule, RuleId,
};
use chrono::NaiveDate;
use qingce_runtime::{Effect as Decided, Grant, Ledger};
use rust_decimal::Decimal;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Decides all rules of one record.
pub struct Decider<'m, 'd> {
    model: &'m Model,
    policy: &'m Policy,
    subject: RecordId,
    data: &'d Data,
    day: Result<NaiveDate, Why>,
    ledger: &'d mut dyn Ledger,
    judged: BTreeMap<RuleId, Judgement>,
}

impl<'m, 'd> Decider<'m, 'd> {
    pub fn new(
        model: &'m Model,
        subject: RecordId,
        data: &'d Data,
        as_of: Option<NaiveDate>,
        ledger: &'d mut dyn Ledger,
    ) -> Result<Self, Refused> {
        let policy = model.policy.as_ref().ok_or(Refused::TooBig)?;
        let fields = model.records.get(subject.0).map(|record| record.fields.as_slice()).unwrap_or_default();
        let own = fields.iter().position(|field| field.reference_date).map(FieldId);
        let frame = Frame { record: subject, data, steps: Vec::new() };
        let written = own.map(|own| field(model, &frame, &[own]));
        let day = match (written, as_of) {
            (Some(Ok(Datum::Date(date))), _) => Ok(*date),
            (_, Some(as_of)) => Ok(as_of),
            (Some(Err(missing)), None) => Err(Why::missing(missing)),
            (_, None) => return Err(Refused::NoReferenceDate),
        };
        Ok(Self { model, policy, subject, data, day, ledger, judged: BTreeMap::new() })
    }

    pub fn decide_all(mut self) -> Result<Vec<Judgement>, Refused> {
        for id in rules_of(self.model, self.subject) {
            self.decide(id)?;
        }
        Ok(self.judged.into_values().collect())
    }

    fn decide(&mut self, id: RuleId) -> Result<(), TooBig> {
        if self.judged.contains_key(&id) {
            return Ok(());
        }
        let rule = self.model.rules.get(id.0).ok_or(TooBig)?;
        let mut standing = Vec::new();
        for (relation, other) in &rule.relations {
            if matches!(relation, Relation::StacksOn | Relation::Except) {
                self.decide(*other)?;
                let applies = self.judged.get(other).map_or(Ok(false), |other| counts(&other.judged));
                standing.push(if *relation == Relation::Except { not(applies) } else { applies });
            }
        }
        let (judged, claimed) = match self.day.clone() {
            Err(why) => (Judged::unknown(why), Vec::new()),
            Ok(day) if !self.in_force(rule, day) => {
                (Judged::NotInForce { standards: BTreeSet::new() }, Vec::new())
            }
            Ok(day) => self.run(rule, day, standing)?,
        };
        let (name, nothing) = (rule.name.clone(), BTreeSet::new());
        let judgement = Judgement {
            rule: id,
            name,
            judged,
            choose_one_of: nothing.clone(),
            combination_unstated: nothing,
            claimed,
        };
        self.judged.insert(id, judgement);
        Ok(())
    }

    fn in_force(&self, rule: &Rule, day: NaiveDate) -> bool {
        let within = |from: NaiveDate, to: Option<NaiveDate>| from <= day && to.is_none_or(|to| day <= to);
        within(self.policy.from, self.policy.to) && within(rule.from, rule.to)
    }

    fn run(
        &mut self,
        rule: &Rule,
        day: NaiveDate,
        standing: Vec<Cell<bool>>,
    ) -> Result<(Judged, Vec<String>), TooBig> {
        let evaluator = Evaluator {
            model: self.model,
            policy: self.policy,
            rule,
            subject: Frame { record: self.subject, data: self.data, steps: Vec::new() },
            day,
            ledger: &*self.ledger,
            lets: RefCell::new(HashMap::new()),
            claims: RefCell::new(HashMap::new()),
            claimed: RefCell::new(Vec::new()),
            refused: RefCell::new(Vec::new()),
        };
        let judged = evaluator.judge(standing)?;
        let (claimed, refused) = (evaluator.claimed.take(), evaluator.refused.take());
        let judged = match (&rule.once, judged) {
            (Some(Once::Subject(key)), judged @ Judged::Applies { .. }) => self.once(rule, key, judged),
            (Some(Once::Member(..)), Judged::DoesNotApply) if !refused.is_empty() => {
                Judged::AlreadyGranted { keys: refused.into_iter().collect() }
            }
            (_, judged) => judged,
        };
        let claimed = if judged.applies() { claimed } else { Vec::new() };
        if let Judged::Applies { effect, .. } = &judged {
            self.enter(rule, day, effect, &claimed);
        }
        Ok((judged, claimed))
    }

    fn once(&self, rule: &Rule, key: &[FieldId], judged: Judged) -> Judged {
        let frame = Frame { record: self.subject, data: self.data, steps: Vec::new() };
        match field(self.model, &frame, key) {
            Ok(Datum::Text(key)) if self.ledger.first(&rule.name, key).is_some() => {
                Judged::AlreadyGranted { keys: BTreeSet::from([key.clone()]) }
            }
            Ok(_) => judged,
            Err(missing) => Judged::unknown(Why::missing(missing)),
        }
    }

    fn enter(&mut self, rule: &Rule, day: NaiveDate, effect: &Decided, claimed: &[String]) {
        let amount = match effect {
            Decided::Grant { amount, .. } => Some(*amount),
            _ => None,
        };
        let frame = Frame { record: self.subject, data: self.data, steps: Vec::new() };
        let (keys, amount) = match &rule.once {
            Some(Once::Subject(path)) => match field(self.model, &frame, path) {
                Ok(Datum::Text(key)) => (vec![key.clone()], amount),
                _ => return,
            },
            Some(Once::Member(..)) => (claimed.to_vec(), None),
            None => return,
        };
        for key in keys {
            self.ledger.enter(Grant { key, rule: rule.name.clone(), date: day, amount });
        }
    }
}

/// Whether another rule counts as applying, for one that stands on it or is excepted by it.
fn counts(judged: &Judged) -> Cell<bool> {
    match judged {
        Judged::Applies { .. } | Judged::AlreadyGranted { .. } => Ok(true),
        Judged::DoesNotApply | Judged::NotInForce { .. } => Ok(false),
        Judged::Undetermined { missing, delegated } => {
            Err(Why { missing: missing.clone(), delegated: delegated.clone(), ..Why::default() })
        }
        Judged::Failed { .. } => Err(Why::error(Error::OtherRule)),
    }
}

impl Evaluator<'_, '_> {
    fn judge(&self, standing: Vec<Cell<bool>>) -> Result<Judged, TooBig> {
        let mut parts = standing;
        if let Some(Once::Member(selection, _)) = self.rule.once {
            self.value(&let_of(self.rule, selection.0)?, &[])?.ok();
        }
        if let Some(condition) = &self.rule.condition {
            parts.push(self.truth(condition, &[])?);
        }
        match all(parts) {
            Ok(true) => {}
            Ok(false) => return Ok(Judged::DoesNotApply),
            Err(why) => return Ok(Judged::unknown(why)),
        }
        let (cases, otherwise) = match &self.rule.body {
            Body::One(effect) => return self.effect(0, effect),
            Body::Cases { cases, otherwise } => (cases, otherwise),
        };
        let mut unknown = Why::default();
        for (number, case) in cases.iter().enumerate() {
            match self.truth(&case.guard, &[])? {
                Ok(true) => return self.effect(number, &case.result),
                Ok(false) => {}
                Err(why) => unknown = unknown.and(why),
            }
        }
        match otherwise {
            _ if !unknown.is_nothing() => Ok(Judged::unknown(unknown)),
            Some(effect) => self.effect(cases.len(), effect),
            None => Ok(Judged::DoesNotApply),
        }
    }

    fn effect(&self, case: usize, effect: &Effect) -> Result<Judged, TooBig> {
        let decided = match effect {
            Effect::Grant(amount, label) => match self.amount(amount)? {
                Ok(amount) => Decided::Grant { amount, label: label.clone() },
                Err(why) => return Ok(ungranted(case, why)),
            },
            Effect::Ceiling(amount, label) => match self.amount(amount)? {
                Ok(at_most) => Decided::Ceiling { at_most, label: label.clone() },
                Err(why) => return Ok(ungranted(case, why)),
            },
            Effect::Delegated(what) => Decided::Delegated { what: what.clone() },
            Effect::Classify(list, option) => {
                let list = self.model.lists.get(list.0).ok_or(TooBig)?;
                let option = list.options.get(*option).ok_or(TooBig)?;
                Decided::Class { list: list.name.clone(), option: option.name.clone() }
            }
            Effect::Duty(what, shown) => {
                let what = what.clone();
                match shown.as_ref().map(|shown| self.truth(shown, &[])).transpose()? {
                    None => Decided::Duty { what, done: None, missing: Vec::new() },
                    Some(shown) => match fulfilled(shown) {
                        Ok((done, missing)) => Decided::Duty { what, done, missing },
                        Err(judged) => return Ok(judged),
                    },
                }
            }
            Effect::Target(holds, label) => match fulfilled(self.truth(holds, &[])?) {
                Ok((met, missing)) => Decided::Target { met, label: label.clone(), missing },
                Err(judged) => return Ok(judged),
            },
            Effect::Said(modality, what) => {
                Decided::Said { modality: modality_of(*modality), what: what.clone() }
            }
        };
        Ok(Judged::Applies { case, effect: decided })
    }

    fn amount(&self, amount: &Expr) -> Result<Cell<Decimal>, TooBig> {
        match self.value(amount, &[])? {
            Ok(Val::Number(number)) => Ok(Ok(number.exact().ok_or(TooBig)?)),
            Ok(_) => Err(TooBig),
            Err(why) => Ok(Err(why)),
        }
    }
}

fn let_of(rule: &Rule, id: usize) -> Result<Expr, TooBig> {
    let written = rule.lets.get(id).ok_or(TooBig)?;
    let kind = crate::model::ExprKind::Let(crate::model::LetId(id));
    Ok(Expr { kind, ty: written.value.ty.clone(), place: written.place })
}

/// An amount that hangs on a delegated standard alone is granted as that document says.
fn ungranted(case: usize, why: Why) -> Judged {
    match Judged::unknown(why) {
        Judged::Undetermined { delegated, .. } if !delegated.is_empty() => {
            let what = delegated.into_iter().collect::<Vec<_>>().join("、");
            Judged::Applies { case, effect: Decided::Delegated { what } }
        }
        judged => judged,
    }
}

type Fulfilled = (Option<bool>, Vec<qingce_runtime::FieldRef>);

fn fulfilled(shown: Cell<bool>) -> Result<Fulfilled, Judged> {
    match shown {
        Ok(done) => Ok((Some(done), Vec::new())),
        Err(why) => match Judged::unknown(why) {
            Judged::Undetermined { missing, .. } => Ok((None, missing.into_iter().collect())),
            judged => Err(judged),
        },
    }
}

fn modality_of(modality: crate::model::Modality) -> qingce_runtime::program::Modality {
    use crate::model::Modality as From;
    use qingce_runtime::program::Modality as To;
    match modality {
        From::Support => To::Support,
        From::Encourage => To::Encourage,
        From::Guide => To::Guide,
        From::Priority => To::Priority,
        From::May => To::May,
        From::Secure => To::Secure,
    }
}

/// Names on each judgement the rules that apply too and exclude it, or whose combination with it is unstated.
pub fn between(model: &Model, judgements: &mut [Judgement]) {
    let applying: BTreeMap<RuleId, String> = judgements
        .iter()
        .filter(|one| one.judged.applies())
        .map(|one| (one.rule, one.name.clone()))
        .collect();
    for judgement in judgements.iter_mut().filter(|one| one.judged.applies()) {
        for (other, name) in &applying {
            if related(model, judgement.rule, *other, Relation::Excludes) {
                judgement.choose_one_of.insert(name.clone());
            }
            if related(model, judgement.rule, *other, Relation::Unstated) {
                judgement.combination_unstated.insert(name.clone());
            }
        }
    }
}

fn related(model: &Model, a: RuleId, b: RuleId, relation: Relation) -> bool {
    let says = |one: RuleId, other: RuleId| {
        model.rules.get(one.0).is_some_and(|rule| rule.relations.contains(&(relation, other)))
    };
    says(a, b) || says(b, a)
}
