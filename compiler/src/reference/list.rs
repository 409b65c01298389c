//! Lists.

use super::TooBig;
use super::cell::{Cell, Error, Why, all, any, not};
use super::expr::{Evaluated, Evaluator, Val, order};
use super::fraction::Fraction;
use super::lookup::{Frame, field, member};
use crate::model::{Aggregate, Data, Datum, Expr, ExprKind, FieldId, Model, Once, Type};
use std::cmp::Ordering;

/// A member of a list with whether it is in.
#[derive(Debug, Clone)]
pub struct Member<'d> {
    pub frame: Frame<'d>,
    pub is_in: Cell<bool>,
}

impl<'d> Member<'d> {
    /// All members of a list field.
    pub fn all(model: &Model, frame: &Frame<'d>, path: &[FieldId], data: &'d [Data]) -> Vec<Self> {
        let Some(record) = listed(model, frame, path) else { return Vec::new() };
        let of = |(place, data): (usize, &'d Data)| Self {
            frame: Frame { record, data, steps: member(model, frame, path, place) },
            is_in: Ok(true),
        };
        data.iter().enumerate().map(of).collect()
    }
}

fn listed(model: &Model, frame: &Frame<'_>, path: &[FieldId]) -> Option<crate::model::RecordId> {
    let mut record = frame.record;
    for step in path {
        match model.records.get(record.0)?.fields.get(step.0)?.ty {
            Type::Record(inner) => record = inner,
            Type::List(inner) => return Some(inner),
            _ => return None,
        }
    }
    None
}

impl<'d> Evaluator<'_, 'd, '_> {
    /// An expression that is a list.
    pub fn list(&self, e: &Expr, members: &[Frame<'d>]) -> Evaluated<Vec<Member<'d>>> {
        if let ExprKind::Where(list, condition) = &e.kind {
            let mut kept = match self.list(list, members)? {
                Ok(kept) => kept,
                Err(why) => return Ok(Err(why)),
            };
            for one in &mut kept {
                let holds = self.truth(condition, &inside(members, &one.frame))?;
                one.is_in = all([one.is_in.clone(), holds]);
            }
            return Ok(Ok(kept));
        }
        match self.value(e, members)? {
            Ok(Val::List(list)) => Ok(Ok(list)),
            Ok(_) => Err(TooBig),
            Err(why) => Ok(Err(why)),
        }
    }

    /// The value of a 设 name; if grants are claimed in it, without the members that had theirs.
    pub fn claiming(&self, id: usize, value: Cell<Val<'d>>) -> Evaluated<Val<'d>> {
        let (Some(Once::Member(selection, key)), Ok(Val::List(list))) = (&self.rule.once, &value) else {
            return Ok(value);
        };
        if selection.0 != id {
            return Ok(value);
        }
        let mut list = list.clone();
        for one in &mut list {
            one.is_in = self.claim(one, key);
        }
        Ok(Ok(Val::List(list)))
    }

    fn claim(&self, one: &Member<'d>, key: &[FieldId]) -> Cell<bool> {
        if one.is_in == Ok(false) {
            return Ok(false);
        }
        let key = match field(self.model, &one.frame, key) {
            Ok(Datum::Text(key)) => key.clone(),
            Ok(_) => return Ok(false),
            Err(missing) => return all([one.is_in.clone(), Err(Why::missing(missing))]),
        };
        let surely = one.is_in == Ok(true);
        if self.ledger.first(&self.rule.name, &key).is_some() {
            if surely {
                self.refused.borrow_mut().push(key);
            }
            return Ok(false);
        }
        let mut claims = self.claims.borrow_mut();
        let stays = match claims.get(&key) {
            Some(Ok(_)) => return Ok(false),
            // Whether an earlier member has claimed the key isn't known, so it isn't known whether this one can.
            Some(Err(before)) => all([one.is_in.clone(), Err(before.clone())]),
            None => one.is_in.clone(),
        };
        if surely && !self.claimed.borrow().contains(&key) {
            self.claimed.borrow_mut().push(key.clone());
        }
        claims.insert(key, if surely { Ok(()) } else { stays.clone().map(|_| ()) });
        stays
    }

    pub fn aggregate(
        &self,
        list: &Expr,
        how: Aggregate,
        argument: Option<&Expr>,
        members: &[Frame<'d>],
    ) -> Evaluated<Val<'d>> {
        let list = match self.list(list, members)? {
            Ok(list) => list,
            Err(why) => return Ok(Err(why)),
        };
        let Some(argument) = argument else { return Ok(count(&list)) };
        let mut seen = Vec::new();
        for one in list {
            let value = self.value(argument, &inside(members, &one.frame))?;
            seen.push((one.is_in, value));
        }
        match how {
            Aggregate::Count => Err(TooBig),
            Aggregate::Sum => sum(seen),
            Aggregate::Largest => best(seen, Ordering::Greater),
            Aggregate::Smallest => best(seen, Ordering::Less),
            Aggregate::Any => {
                let parts = seen.into_iter().map(|(is_in, value)| Ok(all([is_in, truth(value)?])));
                Ok(any(parts.collect::<Result<Vec<_>, TooBig>>()?).map(Val::Truth))
            }
            Aggregate::All => {
                let parts = seen.into_iter().map(|(is_in, value)| Ok(any([not(is_in), truth(value)?])));
                Ok(all(parts.collect::<Result<Vec<_>, TooBig>>()?).map(Val::Truth))
            }
        }
    }
}

fn inside<'d>(members: &[Frame<'d>], frame: &Frame<'d>) -> Vec<Frame<'d>> {
    members.iter().chain([frame]).cloned().collect()
}

fn truth(value: Cell<Val<'_>>) -> Result<Cell<bool>, TooBig> {
    match value {
        Ok(Val::Truth(truth)) => Ok(Ok(truth)),
        Ok(_) => Err(TooBig),
        Err(why) => Ok(Err(why)),
    }
}

fn count<'d>(list: &[Member<'d>]) -> Cell<Val<'d>> {
    let mut unknown = Why::default();
    let mut count = 0i64;
    for one in list {
        match &one.is_in {
            Ok(is_in) => count += i64::from(*is_in),
            Err(why) => unknown = unknown.and(why.clone()),
        }
    }
    if unknown.is_nothing() { Ok(Val::Number(Fraction::whole(count.into()))) } else { Err(unknown) }
}

/// The values of the members that are in; unknown if one of them, or whether one is in, is.
fn known<'d>(seen: Vec<(Cell<bool>, Cell<Val<'d>>)>) -> Cell<Vec<Val<'d>>> {
    let mut unknown = Why::default();
    let mut values = Vec::new();
    for (is_in, value) in seen {
        match (is_in, value) {
            (Ok(false), _) => {}
            (Ok(true), Ok(value)) => values.push(value),
            (Ok(true), Err(why)) | (Err(why), Ok(_)) => unknown = unknown.and(why),
            (Err(a), Err(b)) => unknown = unknown.and(a).and(b),
        }
    }
    if unknown.is_nothing() { Ok(values) } else { Err(unknown) }
}

fn sum<'d>(seen: Vec<(Cell<bool>, Cell<Val<'d>>)>) -> Evaluated<Val<'d>> {
    let values = match known(seen) {
        Ok(values) => values,
        Err(why) => return Ok(Err(why)),
    };
    let mut total = Fraction::whole(0.into());
    for value in values {
        let Val::Number(number) = value else { return Err(TooBig) };
        total = total.add(number)?;
    }
    Ok(Ok(Val::Number(total)))
}

fn best<'d>(seen: Vec<(Cell<bool>, Cell<Val<'d>>)>, better: Ordering) -> Evaluated<Val<'d>> {
    let values = match known(seen) {
        Ok(values) => values,
        Err(why) => return Ok(Err(why)),
    };
    let mut best: Option<Val<'d>> = None;
    for value in values {
        let first = match &best {
            None => true,
            Some(best) => order(&value, best)? == better,
        };
        if first {
            best = Some(value);
        }
    }
    Ok(best.ok_or(Why::error(Error::NoMembers)))
}
