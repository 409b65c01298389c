//! The code of a rule: what it stands on, its condition, its cases and their effects.

use super::code::Code;
use super::fault::{Fault, FaultKind};
use super::pools::Pools;
use super::sharing::{Named, Sharing};
use super::tables::Tables;
use super::units;
use super::value::{Told, Value};
use crate::model::{self, Body, Effect, Expr};
use qingce_grammar::Place;
use qingce_runtime::program::{self, Case, CellType, Instr, OptionListId, Reason, ReasonKind, Reg};
use std::collections::HashMap;

/// Decimals of an amount of money that is granted.
const MONEY_DECIMALS: u8 = 2;

/// One rule being lowered.
pub(super) struct RuleCode<'a, 'm> {
    pub tables: &'a Tables<'m>,
    pub pools: &'a mut Pools,
    pub rule: &'m model::Rule,
    pub code: Code,
    pub sharing: Sharing,
    /// Names worked out where every later part can use them.
    pub named: HashMap<Named, Told<Value>>,
    /// The record type of each open frame; the first is the subject's.
    pub frames: Vec<model::RecordId>,
}

/// What is written for a rule.
pub(super) struct Written {
    pub code: super::code::Finished,
    pub cases: Vec<Case>,
    pub reasoning: Vec<Reason>,
}

/// The code of a rule.
pub(super) fn write(tables: &Tables<'_>, pools: &mut Pools, rule: &model::Rule) -> Result<Written, Fault> {
    let mut rule_code = RuleCode {
        tables,
        pools,
        rule,
        code: Code::new(),
        sharing: Sharing::of(tables.model, rule),
        named: HashMap::new(),
        frames: vec![rule.subject],
    };
    rule_code.claims()?;
    let mut reasoning = rule_code.decide()?;
    let (cases, told) = rule_code.body()?;
    reasoning.extend(told);
    rule_code.code.push(Instr::End, rule.place);
    Ok(Written { code: rule_code.code.finish(rule.place)?, cases, reasoning })
}

impl<'m> RuleCode<'_, 'm> {
    /// The text of the policy at a place.
    pub(super) fn written(&self, place: Place) -> String {
        self.tables.sources.written(place)
    }

    /// A reason for the part of the policy at a place.
    pub(super) fn reason(&self, place: Place, value: Reg, kind: ReasonKind, parts: Vec<Reason>) -> Reason {
        Reason { text: self.written(place), value, kind, parts }
    }

    /// A constant truth value.
    pub(super) fn truth(&mut self, truth: bool, place: Place) -> Result<Reg, Fault> {
        let constant = self.pools.number(i128::from(truth), place)?;
        self.code.emit(CellType::Truth, place, |dst| Instr::Const { dst, constant })
    }

    /// Works out the selection that grants are claimed in, before anything could skip it.
    fn claims(&mut self) -> Result<(), Fault> {
        match self.rule.once {
            Some(model::Once::Member(selection, _)) => self.make(Named::Let(selection), self.rule.place),
            Some(model::Once::Subject(_)) | None => Ok(()),
        }
    }

    /// Works out, where every later part can use them, the shared names that expressions need. Called before a skip or
    /// loop opens around them.
    pub(super) fn prepare(&mut self, exprs: &[&Expr]) -> Result<(), Fault> {
        if !self.code.at_top() {
            return Ok(());
        }
        for expr in exprs {
            for name in self.sharing.needed(self.tables.model, self.rule, expr) {
                self.make(name, expr.place)?;
            }
        }
        Ok(())
    }

    fn make(&mut self, name: Named, place: Place) -> Result<(), Fault> {
        if !self.named.contains_key(&name) {
            let told = self.name_value(name, place)?;
            self.named.insert(name, told);
        }
        Ok(())
    }

    /// Whether another rule, or one that replaces it, applies.
    fn applies(
        &mut self,
        other: model::RuleId,
        place: Place,
        reasons: &mut Vec<Reason>,
    ) -> Result<Reg, Fault> {
        let mut any: Option<Reg> = None;
        for other in self.tables.model.with_successors(other) {
            let (rule, text) = self.tables.rule(other, place)?;
            let value = self.code.emit(CellType::Truth, place, |dst| Instr::Applies { dst, rule })?;
            reasons.push(Reason { text, value, kind: ReasonKind::Rule(rule), parts: Vec::new() });
            any = Some(match any {
                Some(a) => self.code.emit(CellType::Truth, place, |dst| Instr::Or { dst, a, b: value })?,
                None => value,
            });
        }
        any.ok_or(FaultKind::Misplaced.at(place))
    }

    /// The condition, with what the rule stands on and what excepts it.
    fn decide(&mut self) -> Result<Vec<Reason>, Fault> {
        let place = self.rule.place;
        let mut reasons = Vec::new();
        let mut so_far: Option<Reg> = None;
        for (relation, other) in &self.rule.relations {
            let negated = match relation {
                model::Relation::StacksOn => false,
                model::Relation::Except => true,
                model::Relation::Excludes
                | model::Relation::Combines
                | model::Relation::OnlyHigher
                | model::Relation::Within
                | model::Relation::Unstated => continue,
            };
            let applies = self.applies(*other, place, &mut reasons)?;
            let holds = match negated {
                true => self.code.emit(CellType::Truth, place, |dst| Instr::Not { dst, a: applies })?,
                false => applies,
            };
            so_far = Some(match so_far {
                Some(a) => self.code.emit(CellType::Truth, place, |dst| Instr::And { dst, a, b: holds })?,
                None => holds,
            });
        }
        let condition = self.rule.condition.as_ref();
        let whole = match (so_far, condition) {
            (Some(outer), Some(condition)) => {
                let told = self.guarded_and(outer, condition, place)?;
                reasons.extend(roots(told.reasons));
                Some((told.value, condition.place))
            }
            (None, Some(condition)) => {
                let told = self.cell(condition)?;
                reasons.extend(roots(told.reasons));
                Some((told.value, condition.place))
            }
            (outer, None) => outer.map(|outer| (outer, place)),
        };
        if let Some((condition, place)) = whole {
            self.code.push(Instr::Decide { condition }, place);
        }
        Ok(reasons)
    }

    fn body(&mut self) -> Result<(Vec<Case>, Vec<Reason>), Fault> {
        match &self.rule.body {
            Body::One(effect) => {
                let mut reasons = Vec::new();
                let effect = self.effect(0, None, effect, self.rule.place, &mut reasons)?;
                Ok((vec![Case { title: String::new(), effect }], reasons))
            }
            Body::Cases { cases, otherwise } => self.cases(cases, otherwise.as_ref()),
        }
    }

    fn cases(
        &mut self,
        cases: &'m [model::Case<Effect>],
        otherwise: Option<&'m Effect>,
    ) -> Result<(Vec<Case>, Vec<Reason>), Fault> {
        let mut written = Vec::new();
        let mut reasons = Vec::new();
        for (number, case) in cases.iter().enumerate() {
            let number = super::pools::numbered(number, case.place)?;
            let place = case.guard.place;
            let guard = self.cell(&case.guard)?;
            reasons.push(self.reason(place, guard.value, ReasonKind::Case(number), guard.reasons));
            let effect = self.effect(number, Some(guard.value), &case.result, case.place, &mut reasons)?;
            written.push(Case { title: self.written(place), effect });
        }
        if let Some(effect) = otherwise {
            let place = effect.value().map_or(self.rule.place, |value| value.place);
            let number = super::pools::numbered(written.len(), place)?;
            let effect = self.effect(number, None, effect, place, &mut reasons)?;
            let title = if self.tables.english { "otherwise" } else { "其余" };
            written.push(Case { title: title.to_owned(), effect });
        }
        Ok((written, reasons))
    }

    /// One effect. Where a guard is known to be false its value isn't worked out.
    fn effect(
        &mut self,
        case: u16,
        guard: Option<Reg>,
        effect: &'m Effect,
        place: Place,
        reasons: &mut Vec<Reason>,
    ) -> Result<program::Effect, Fault> {
        let computed = effect.value();
        let place = computed.map_or(place, |value| value.place);
        let skip = match (guard, computed) {
            (Some(test), Some(value)) => {
                self.prepare(&[value])?;
                // Nothing is left behind but the effect, so the register of the skip is read by none.
                let dst = self.code.register(CellType::Truth, place)?;
                Some(self.code.open_skip(place, |to| Instr::SkipIfFalse { test, dst, to }))
            }
            _ => None,
        };
        let value = match effect {
            Effect::Grant(amount, _) | Effect::Ceiling(amount, _) => {
                let told = self.number(amount)?;
                let amount_reg = self.amount(told.value, place)?;
                reasons.push(self.reason(place, amount_reg, ReasonKind::Case(case), told.reasons));
                Some(amount_reg)
            }
            Effect::Target(holds, _) | Effect::Duty(_, Some(holds)) => {
                let told = self.cell(holds)?;
                reasons.push(self.reason(place, told.value, ReasonKind::Case(case), told.reasons));
                Some(told.value)
            }
            Effect::Duty(_, None) | Effect::Delegated(_) | Effect::Classify(..) | Effect::Said(..) => None,
        };
        self.code.push(Instr::Effect { case, guard, value }, place);
        if let Some(label) = skip {
            self.code.close_skip(label);
        }
        stated(effect, place)
    }

    /// An amount of money with exactly two decimals.
    fn amount(&mut self, number: super::value::Number, place: Place) -> Result<Reg, Fault> {
        if number.under.is_some() || number.over.decimals > MONEY_DECIMALS {
            return Err(FaultKind::NotWhole.at(place));
        }
        let shape = units::money(self.tables.model);
        Ok(self.widen(super::value::Whole { shape, ..number.over }, MONEY_DECIMALS, place)?.reg)
    }
}

/// What the program says of an effect.
fn stated(effect: &Effect, place: Place) -> Result<program::Effect, Fault> {
    Ok(match effect {
        Effect::Grant(_, label) => program::Effect::Grant { label: label.clone() },
        Effect::Ceiling(_, label) => program::Effect::Ceiling { label: label.clone() },
        Effect::Delegated(what) => program::Effect::Delegated { what: what.clone() },
        Effect::Classify(list, option) => program::Effect::Classify {
            list: OptionListId(super::pools::numbered(list.0, place)?),
            option: super::pools::numbered(*option, place)?,
        },
        Effect::Duty(what, shown) => program::Effect::Duty { what: what.clone(), shown: shown.is_some() },
        Effect::Target(_, label) => program::Effect::Target { label: label.clone() },
        Effect::Said(modality, what) => {
            program::Effect::Said { modality: said(*modality), what: what.clone() }
        }
    })
}

fn said(modality: model::Modality) -> program::Modality {
    match modality {
        model::Modality::Support => program::Modality::Support,
        model::Modality::Encourage => program::Modality::Encourage,
        model::Modality::Guide => program::Modality::Guide,
        model::Modality::Priority => program::Modality::Priority,
        model::Modality::May => program::Modality::May,
        model::Modality::Secure => program::Modality::Secure,
    }
}

/// The parts of a condition whose outermost word is 且, or the condition itself.
fn roots(reasons: Vec<Reason>) -> Vec<Reason> {
    let flat = reasons.into_iter().flat_map(|reason| match reason.kind {
        ReasonKind::And => reason.parts,
        _ => vec![reason],
    });
    flat.collect()
}
