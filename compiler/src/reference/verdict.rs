//! One rule on one record: its condition, its cases and what the chosen one results in.

use super::TooBig;
use super::cell::{Cell, Why, all};
use super::expr::{Evaluator, Val};
use super::outcome::Judged;
use crate::model::{Body, Effect, Expr, Once, Rule};
use qingce_runtime::{Effect as Decided, FieldRef};
use rust_decimal::Decimal;

/// What a rule comes to, before earlier grants are looked at.
pub struct Verdict {
    pub judged: Judged,
    /// Whether the condition holds and a case was chosen; its amount may yet be unknown.
    pub chosen: bool,
    /// What that amount hangs on, if fields are missing for it.
    pub open: Why,
}

impl Verdict {
    fn undecided(judged: Judged) -> Self {
        Self { judged, chosen: false, open: Why::default() }
    }

    fn chosen(case: usize, effect: Decided) -> Self {
        Self { judged: Judged::Applies { case, effect }, chosen: true, open: Why::default() }
    }

    /// Whether it may have come about for lack of members.
    pub fn lacks(&self) -> bool {
        matches!(self.judged, Judged::DoesNotApply | Judged::Failed { .. })
    }
}

impl Evaluator<'_, '_, '_> {
    /// Judges the rule. `standing`: what it stands on and what excepts it.
    pub fn judge(&self, standing: &[Cell<bool>]) -> Result<Verdict, TooBig> {
        let mut parts = standing.to_vec();
        if let Some(Once::Member(selection, _)) = self.rule.once {
            // Claims are made whoever reads the selection.
            self.value(&let_of(self.rule, selection.0)?, &[])?.ok();
        }
        if let Some(condition) = &self.rule.condition {
            parts.push(self.truth(condition, &[])?);
        }
        match all(parts) {
            Ok(true) => {}
            Ok(false) => return Ok(Verdict::undecided(Judged::DoesNotApply)),
            Err(why) => return Ok(Verdict::undecided(Judged::unknown(why))),
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
            _ if !unknown.is_nothing() => Ok(Verdict::undecided(Judged::unknown(unknown))),
            Some(effect) => self.effect(cases.len(), effect),
            None => Ok(Verdict::undecided(Judged::DoesNotApply)),
        }
    }

    fn effect(&self, case: usize, effect: &Effect) -> Result<Verdict, TooBig> {
        let decided = match effect {
            Effect::Grant(amount, label) => match self.amount(amount)? {
                Ok(amount) => Decided::Grant { amount, label: label.clone() },
                Err(why) => return Ok(self.ungranted(case, why)),
            },
            Effect::Ceiling(amount, label) => match self.amount(amount)? {
                Ok(at_most) => Decided::Ceiling { at_most, label: label.clone() },
                Err(why) => return Ok(self.ungranted(case, why)),
            },
            Effect::Delegated(what) => Decided::Delegated { what: what.clone() },
            Effect::Classify(list, option) => {
                let list = self.model.lists.get(list.0).ok_or(TooBig)?;
                let option = list.options.get(*option).ok_or(TooBig)?;
                Decided::Class { list: list.name.clone(), option: option.name.clone() }
            }
            Effect::Duty(what, None) => Decided::Duty { what: what.clone(), done: None, missing: Vec::new() },
            Effect::Duty(what, Some(shown)) => {
                let (shown, what) = (self.truth(shown, &[])?, what.clone());
                return Ok(shown_by(case, shown, |done, missing| Decided::Duty { what, done, missing }));
            }
            Effect::Target(holds, label) => {
                let (holds, label) = (self.truth(holds, &[])?, label.clone());
                return Ok(shown_by(case, holds, |met, missing| Decided::Target { met, label, missing }));
            }
            Effect::Said(modality, what) => {
                Decided::Said { modality: modality_of(*modality), what: what.clone() }
            }
        };
        Ok(Verdict::chosen(case, decided))
    }

    fn amount(&self, amount: &Expr) -> Result<Cell<Decimal>, TooBig> {
        match self.value(amount, &[])? {
            Ok(Val::Number(number)) => Ok(Ok(number.exact().ok_or(TooBig)?)),
            Ok(_) => Err(TooBig),
            Err(why) => Ok(Err(why)),
        }
    }

    /// An amount that hangs on a delegated standard is granted as that document says.
    fn ungranted(&self, case: usize, why: Why) -> Verdict {
        match Judged::unknown(why.clone()) {
            Judged::Undetermined { delegated, .. } if !delegated.is_empty() => {
                let set = self.model.standards.iter().find(|standard| delegated.contains(&standard.name));
                let what = set.and_then(|standard| standard.delegated.clone()).unwrap_or_default();
                Verdict::chosen(case, Decided::Delegated { what })
            }
            judged => Verdict { judged, chosen: true, open: why },
        }
    }
}

fn let_of(rule: &Rule, id: usize) -> Result<Expr, TooBig> {
    let written = rule.lets.get(id).ok_or(TooBig)?;
    let kind = crate::model::ExprKind::Let(crate::model::LetId(id));
    Ok(Expr { kind, ty: written.value.ty.clone(), place: written.place })
}

/// A duty or target whose fulfilment may be unknown.
fn shown_by(
    case: usize,
    shown: Cell<bool>,
    effect: impl FnOnce(Option<bool>, Vec<FieldRef>) -> Decided,
) -> Verdict {
    let why = match shown {
        Ok(done) => return Verdict::chosen(case, effect(Some(done), Vec::new())),
        Err(why) => why,
    };
    match Judged::unknown(why.clone()) {
        Judged::Undetermined { missing, delegated } => {
            let open = if delegated.is_empty() { why } else { Why::default() };
            Verdict { open, ..Verdict::chosen(case, effect(None, missing.into_iter().collect())) }
        }
        judged => Verdict { judged, chosen: true, open: Why::default() },
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
