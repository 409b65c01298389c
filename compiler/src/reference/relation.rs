//! Rules in their relation to one another, and what is remembered of grants.

use super::cell::{Cell, Error, Why, any, not};
use super::combine::Reckoning;
use super::expr::Evaluator;
use super::lookup::{Frame, field};
use super::outcome::{Judged, Judgement};
use super::verdict::Verdict;
use super::{Refused, TooBig, rules_of};
use crate::model::{Data, Datum, FieldId, Model, Once, Policy, RecordId, Relation, Rule, RuleId};
use chrono::NaiveDate;
use qingce_runtime::{Effect as Decided, Grant, Ledger, MemoryLedger};
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
    /// What rules come to before they are set against those of which only the higher is given, with the members' keys.
    by_itself: BTreeMap<RuleId, (Judged, Vec<String>)>,
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
        Ok(Self {
            model,
            policy,
            subject,
            data,
            day,
            ledger,
            by_itself: BTreeMap::new(),
            judged: BTreeMap::new(),
        })
    }

    pub fn decide_all(mut self) -> Result<Vec<Judgement>, Refused> {
        for id in rules_of(self.model, self.subject) {
            self.decide(id)?;
        }
        let judgements: Vec<Judgement> = std::mem::take(&mut self.judged).into_values().collect();
        for judgement in &judgements {
            let rule = self.model.rules.get(judgement.rule.0);
            if let (Some(rule), Ok(day), Judged::Applies { effect, .. }) =
                (rule, self.day.clone(), &judgement.judged)
            {
                self.enter(rule, day, effect, &judgement.claimed);
            }
        }
        Ok(judgements)
    }

    /// A rule is judged after all whose outcome it reads; those of which only the higher is given are settled together.
    fn decide(&mut self, id: RuleId) -> Result<(), TooBig> {
        if self.judged.contains_key(&id) {
            return Ok(());
        }
        let rivals = self.model.mutual(id, Relation::OnlyHigher);
        for member in std::iter::once(&id).chain(&rivals) {
            self.by_itself(*member)?;
        }
        let own = |by_itself: &BTreeMap<RuleId, (Judged, Vec<String>)>, id: RuleId| {
            by_itself.get(&id).map_or(Judged::DoesNotApply, |(judged, _)| judged.clone())
        };
        let (mut judged, mut yields_to) = (own(&self.by_itself, id), None);
        if let Ok(day) = self.day {
            let reckoning = Reckoning { model: self.model, day, ledger: &*self.ledger };
            (judged, yields_to) = reckoning.only_higher(id, judged, |rival| own(&self.by_itself, rival));
        }
        let rule = self.model.rules.get(id.0).ok_or(TooBig)?;
        let claimed = self.by_itself.get(&id).map(|(_, claimed)| claimed.clone()).unwrap_or_default();
        let claimed = if judged.applies() { claimed } else { Vec::new() };
        let other = |id: RuleId| self.model.rules.get(id.0).map(|rule| rule.name.clone());
        let judgement = Judgement {
            rule: id,
            name: rule.name.clone(),
            judged,
            choose_one_of: BTreeSet::new(),
            combination_unstated: BTreeSet::new(),
            yields_to: yields_to.and_then(other).into_iter().collect(),
            claimed,
        };
        self.judged.insert(id, judgement);
        Ok(())
    }

    /// What a rule comes to before it is set against those of which only the higher is given.
    fn by_itself(&mut self, id: RuleId) -> Result<(), TooBig> {
        if self.by_itself.contains_key(&id) {
            return Ok(());
        }
        let rule = self.model.rules.get(id.0).ok_or(TooBig)?;
        let mut standing = Vec::new();
        for (relation, other) in &rule.relations {
            if matches!(relation, Relation::StacksOn | Relation::Except | Relation::Within) {
                let mut each = Vec::new();
                for other in self.model.with_successors(*other) {
                    self.decide(other)?;
                    each.push(self.judged.get(&other).map_or(Ok(false), |other| counts(&other.judged)));
                }
                let applies = any(each);
                match relation {
                    Relation::StacksOn => standing.push(applies),
                    Relation::Except => standing.push(not(applies)),
                    _ => {}
                }
            }
        }
        let (judged, claimed) = match self.day.clone() {
            Err(why) => (Judged::unknown(why), Vec::new()),
            Ok(day) if !self.in_force(rule, day) => {
                (Judged::NotInForce { standards: BTreeSet::new() }, Vec::new())
            }
            Ok(day) => {
                let (judged, claimed) = self.run(rule, day, &standing)?;
                let reckoning = Reckoning { model: self.model, day, ledger: &*self.ledger };
                let other = |id| self.judged.get(&id).map_or(Judged::DoesNotApply, |one| one.judged.clone());
                (reckoning.within(id, judged, other), claimed)
            }
        };
        self.by_itself.insert(id, (judged, claimed));
        Ok(())
    }

    fn in_force(&self, rule: &Rule, day: NaiveDate) -> bool {
        let within = |from: NaiveDate, to: Option<NaiveDate>| from <= day && to.is_none_or(|to| day <= to);
        within(self.policy.from, self.policy.to) && within(rule.from, rule.to)
    }

    fn run(
        &mut self,
        rule: &'m Rule,
        day: NaiveDate,
        standing: &[Cell<bool>],
    ) -> Result<(Judged, Vec<String>), TooBig> {
        let evaluator = self.evaluator(rule, day, &*self.ledger);
        let verdict = evaluator.judge(standing)?;
        let (claimed, refused) = (evaluator.claimed.take(), evaluator.refused.take());
        let refused = refused.into_iter().next().filter(|_| verdict.lacks());
        let judged = match (&rule.once, refused) {
            (Some(Once::Subject(key)), _) => self.once(rule, key, verdict),
            (Some(Once::Member(..)), Some(key)) => {
                // It fails for lack of members if it would apply with those that had theirs.
                let nobody = MemoryLedger::new();
                let without = self.evaluator(rule, day, &nobody).judge(standing)?;
                if without.chosen && !without.lacks() {
                    Judged::AlreadyGranted { key }
                } else {
                    verdict.judged
                }
            }
            _ => verdict.judged,
        };
        Ok((judged, claimed))
    }

    fn evaluator<'l>(&self, rule: &'m Rule, day: NaiveDate, ledger: &'l dyn Ledger) -> Evaluator<'m, 'd, 'l> {
        Evaluator {
            model: self.model,
            policy: self.policy,
            rule,
            subject: Frame { record: self.subject, data: self.data, steps: Vec::new() },
            day,
            ledger,
            lets: RefCell::new(HashMap::new()),
            claims: RefCell::new(HashMap::new()),
            claimed: RefCell::new(Vec::new()),
            refused: RefCell::new(Vec::new()),
        }
    }

    /// A grant that is once a subject: refused if it was made before, undetermined while the key is missing. Asked once a
    /// case is chosen, whether its amount is known or not.
    fn once(&self, rule: &Rule, key: &[FieldId], verdict: Verdict) -> Judged {
        let worse = matches!(verdict.judged, Judged::Failed { .. } | Judged::NotInForce { .. });
        if !verdict.chosen || worse {
            return verdict.judged;
        }
        let frame = Frame { record: self.subject, data: self.data, steps: Vec::new() };
        match field(self.model, &frame, key) {
            Ok(Datum::Text(key)) if self.ledger.first(&rule.name, key).is_some() => {
                Judged::AlreadyGranted { key: key.clone() }
            }
            Ok(_) => verdict.judged,
            Err(missing) => Judged::unknown(verdict.open.and(Why::missing(missing))),
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
    model.says(a, relation, b) || model.says(b, relation, a)
}
