//! Local names and definitions: worked out once, told once.

use super::expr::shown;
use super::fault::{Fault, FaultKind};
use super::rule::RuleCode;
use super::sharing::Named;
use super::value::{Told, Value, Words};
use crate::model::{Body, Case, Expr, ExprKind, Once};
use qingce_grammar::Place;
use qingce_runtime::program::{CellType, Instr, ReasonKind, Reg};

impl RuleCode<'_, '_> {
    /// A use of a name.
    pub(super) fn name(&mut self, name: Named, e: &Expr) -> Result<Told<Value>, Fault> {
        self.prepare(&[e])?;
        let told = match self.named.get_mut(&name) {
            // The steps behind a name are told where it is first used.
            Some(made) => Told { value: made.value.clone(), reasons: std::mem::take(&mut made.reasons) },
            None => self.name_value(name, e.place)?,
        };
        Ok(self.named_as(e, told))
    }

    /// A value told under the name that stands for it.
    pub(super) fn named_as(&self, e: &Expr, told: Told<Value>) -> Told<Value> {
        match shown(&told.value) {
            Some(_) => self.told(e, told.value, ReasonKind::Named, told.reasons),
            None => told,
        }
    }

    /// The value behind a name.
    pub(super) fn name_value(&mut self, name: Named, place: Place) -> Result<Told<Value>, Fault> {
        // Names are worked out from the subject alone, outside of any loop.
        if self.code.depth() > 0 {
            return Err(FaultKind::Misplaced.at(place));
        }
        match name {
            Named::Let(id) => {
                let rule = self.rule;
                let value = &rule.lets.get(id.0).ok_or(FaultKind::Misplaced.at(place))?.value;
                match &rule.once {
                    Some(Once::Member(selection, key)) if *selection == id => self.claimed(value, key),
                    _ => self.value(value),
                }
            }
            Named::Definition(id) => {
                let model = self.tables.model;
                let definition = model.definitions.get(id.0).ok_or(FaultKind::Misplaced.at(place))?;
                match &definition.body {
                    Body::One(value) => self.value(value),
                    Body::Cases { cases, otherwise } => {
                        self.choice(cases, otherwise.as_ref(), definition.place)
                    }
                }
            }
        }
    }

    /// The value of the first case whose guard holds. While none surely does, it is as unknown as the guards; where none
    /// does, it is the last one's: without 其余 the cases are complete, so that the last one needs no guard.
    fn choice(
        &mut self,
        cases: &[Case<Expr>],
        otherwise: Option<&Expr>,
        place: Place,
    ) -> Result<Told<Value>, Fault> {
        let (guarded, last) = match (otherwise, cases.split_last()) {
            (Some(last), _) => (cases, last),
            (None, Some((last, before))) => (before, &last.result),
            (None, None) => return Err(FaultKind::Misplaced.at(place)),
        };
        let mut reasons = Vec::new();
        let mut picked = Vec::new();
        let mut any: Option<Reg> = None;
        for case in guarded {
            let guard = self.cell(&case.guard)?;
            let value = self.value(&case.result)?;
            reasons.extend(guard.reasons);
            reasons.extend(value.reasons);
            picked.push((guard.value, value.value));
            any = Some(match any {
                Some(a) => {
                    self.code.emit(CellType::Truth, place, |dst| Instr::Or { dst, a, b: guard.value })?
                }
                None => guard.value,
            });
        }
        let last = self.value(last)?;
        reasons.extend(last.reasons);
        let mut value = last.value;
        let Some(any) = any else { return Ok(Told { value, reasons }) };
        if picked.len() > 1 {
            value = self.choose(any, value.clone(), value, place)?;
        }
        let one = picked.len() == 1;
        for (guard, case) in picked.into_iter().rev() {
            let guard = match one {
                true => guard,
                false => self.code.emit(CellType::Truth, place, |dst| Instr::Surely { dst, a: guard })?,
            };
            value = self.choose(guard, case, value, place)?;
        }
        Ok(Told { value, reasons })
    }

    fn choose(&mut self, guard: Reg, yes: Value, no: Value, place: Place) -> Result<Value, Fault> {
        match (yes, no) {
            (Value::Cell(yes), Value::Cell(no)) => {
                let ty = self.cell_type(yes);
                Ok(Value::Cell(self.code.emit(ty, place, |dst| Instr::Choose { dst, guard, yes, no })?))
            }
            (Value::Number(yes), Value::Number(no)) => {
                Ok(Value::Number(self.choose_number(guard, yes, no, place)?))
            }
            (Value::Words(yes), Value::Words(no)) => {
                Ok(Value::Words(Words::Choice { guard, yes: Box::new(yes), no: Box::new(no) }))
            }
            _ => Err(FaultKind::Misplaced.at(place)),
        }
    }

    /// The selection in which a grant is claimed once a member.
    fn claimed(&mut self, value: &Expr, key: &[crate::model::FieldId]) -> Result<Told<Value>, Fault> {
        let told = match &value.kind {
            ExprKind::Where(list, condition) => self.select(value, list, condition, Some(key))?,
            _ => {
                let members = self.members(value)?;
                self.select_members(value, members, None, Some(key))?
            }
        };
        Ok(told.map(Value::Members))
    }
}
