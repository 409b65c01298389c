//! Conditions.

use super::fault::{Fault, FaultKind};
use super::number::comparison;
use super::rule::RuleCode;
use super::sharing::Named;
use super::value::{Told, Value, Words};
use crate::model::{Comparison, Expr, ExprKind, Type};
use qingce_grammar::Place;
use qingce_runtime::program::{CellType, Compare, Instr, Reason, ReasonKind, Reg, TextOperand};

/// A second operand of at least this weight is skipped where the first one settles the matter.
const WORTH_SKIPPING: usize = 8;

impl RuleCode<'_, '_> {
    /// 且.
    pub(super) fn both(&mut self, e: &Expr, a: &Expr, b: &Expr) -> Result<Told<Reg>, Fault> {
        let left = self.cell(a)?;
        let right = self.guarded_and(left.value, b, e.place)?;
        Ok(self.joined(e, ReasonKind::And, right.value, left.reasons, right.reasons))
    }

    /// `outer` 且 `b`, where `b` needs not be worked out if `outer` is false. The reasons are those of `b`.
    pub(super) fn guarded_and(&mut self, outer: Reg, b: &Expr, place: Place) -> Result<Told<Reg>, Fault> {
        if self.weight(b) < WORTH_SKIPPING {
            let right = self.cell(b)?;
            let value =
                self.code.emit(CellType::Truth, place, |dst| Instr::And { dst, a: outer, b: right.value })?;
            return Ok(Told { value, reasons: right.reasons });
        }
        self.prepare(&[b])?;
        let dst = self.code.register(CellType::Truth, place)?;
        let label = self.code.open_skip(place, |to| Instr::SkipIfFalse { test: outer, dst, to });
        let right = self.cell(b)?;
        self.code.push(Instr::And { dst, a: outer, b: right.value }, place);
        self.code.close_skip(label);
        Ok(Told { value: dst, reasons: right.reasons })
    }

    /// 或.
    pub(super) fn either(&mut self, e: &Expr, a: &Expr, b: &Expr) -> Result<Told<Value>, Fault> {
        let left = self.cell(a)?;
        let outer = left.value;
        let (value, reasons) = if self.weight(b) < WORTH_SKIPPING {
            let right = self.cell(b)?;
            let make = |dst| Instr::Or { dst, a: outer, b: right.value };
            (self.code.emit(CellType::Truth, e.place, make)?, right.reasons)
        } else {
            self.prepare(&[b])?;
            let dst = self.code.register(CellType::Truth, e.place)?;
            let label = self.code.open_skip(e.place, |to| Instr::SkipIfTrue { test: outer, dst, to });
            let right = self.cell(b)?;
            self.code.push(Instr::Or { dst, a: outer, b: right.value }, e.place);
            self.code.close_skip(label);
            (dst, right.reasons)
        };
        Ok(self.joined(e, ReasonKind::Or, value, left.reasons, reasons).map(Value::Cell))
    }

    /// One reason for a chain of 且 (or of 或).
    fn joined(&self, e: &Expr, kind: ReasonKind, value: Reg, a: Vec<Reason>, b: Vec<Reason>) -> Told<Reg> {
        let flat = a.into_iter().chain(b).flat_map(|reason| match reason.kind == kind {
            true => reason.parts,
            false => vec![reason],
        });
        let parts = flat.collect();
        Told { value, reasons: vec![self.reason(e.place, value, kind, parts)] }
    }

    /// How much work an expression is; a loop is much.
    fn weight(&self, e: &Expr) -> usize {
        if let Some(name) = Named::of(e) {
            // A shared name is worked out before any skip.
            return if self.named.contains_key(&name) { 1 } else { WORTH_SKIPPING };
        }
        let own = match e.kind {
            ExprKind::Where(..) | ExprKind::Aggregate(..) => WORTH_SKIPPING,
            _ => 1,
        };
        e.children().into_iter().fold(own, |sum, (part, _)| sum + self.weight(part))
    }

    /// 非.
    pub(super) fn not(&mut self, e: &Expr, a: &Expr) -> Result<Told<Value>, Fault> {
        let told = self.cell(a)?;
        let value = self.negated(told.value, true, e.place)?;
        Ok(self.told(e, Value::Cell(value), ReasonKind::Not, told.reasons))
    }

    pub(super) fn negated(&mut self, a: Reg, negated: bool, place: Place) -> Result<Reg, Fault> {
        match negated {
            true => self.code.emit(CellType::Truth, place, |dst| Instr::Not { dst, a }),
            false => Ok(a),
        }
    }

    /// Comparison of two values of one type.
    pub(super) fn compare(
        &mut self,
        e: &Expr,
        a: &Expr,
        how: Comparison,
        b: &Expr,
    ) -> Result<Told<Value>, Fault> {
        let (left, right) = (self.value(a)?, self.value(b)?);
        let mut parts = left.reasons;
        let reg = match (left.value, right.value) {
            (Value::Number(x), Value::Number(y)) => self.compare_numbers(x, how, y, e.place)?,
            (Value::Cell(x), Value::Cell(y)) => self.compare_cells(x, comparison(how), y, e.place)?,
            (Value::Words(x), Value::Words(y)) => {
                let same = self.same_words(&x, &y, e.place)?;
                let reg = self.negated(same, how == Comparison::NotEqual, e.place)?;
                parts.extend(self.text_reasons(a, &x, reg));
                parts.extend(self.text_reasons(b, &y, reg));
                reg
            }
            _ => return Err(FaultKind::Misplaced.at(e.place)),
        };
        parts.extend(right.reasons);
        Ok(self.condition(e, reg, parts))
    }

    /// 属于 and 含 over options.
    pub(super) fn in_options(
        &mut self,
        e: &Expr,
        value: &Expr,
        set: &Expr,
        negated: bool,
    ) -> Result<Told<Value>, Fault> {
        let (left, right) = (self.cell(value)?, self.cell(set)?);
        let (a, b) = (left.value, right.value);
        let held = match (&value.ty, &set.ty) {
            (Type::Options(_), _) => {
                self.code.emit(CellType::Truth, e.place, |dst| Instr::Overlaps { dst, a, b })?
            }
            (_, Type::Option(_)) => self.compare_cells(a, Compare::Equal, b, e.place)?,
            _ => {
                let make = |dst| Instr::Contains { dst, set: b, option: a };
                self.code.emit(CellType::Truth, e.place, make)?
            }
        };
        let reg = self.negated(held, negated, e.place)?;
        let mut parts = left.reasons;
        parts.extend(right.reasons);
        Ok(self.condition(e, reg, parts))
    }

    /// 属于 over texts.
    pub(super) fn in_texts(
        &mut self,
        e: &Expr,
        value: &Expr,
        texts: &[Expr],
        negated: bool,
    ) -> Result<Told<Value>, Fault> {
        let words = self.words(value)?;
        let mut any: Option<Reg> = None;
        for text in texts {
            let other = self.words(text)?;
            let same = self.same_words(&words.value, &other.value, e.place)?;
            any = Some(match any {
                Some(a) => self.code.emit(CellType::Truth, e.place, |dst| Instr::Or { dst, a, b: same })?,
                None => same,
            });
        }
        let held = match any {
            Some(any) => any,
            None => self.truth(false, e.place)?,
        };
        let reg = self.negated(held, negated, e.place)?;
        let mut parts = words.reasons;
        parts.extend(self.text_reasons(value, &words.value, reg));
        Ok(self.condition(e, reg, parts))
    }

    fn words(&mut self, e: &Expr) -> Result<Told<Words>, Fault> {
        let told = self.value(e)?;
        match told.value {
            Value::Words(value) => Ok(Told { value, reasons: told.reasons }),
            _ => Err(FaultKind::Misplaced.at(e.place)),
        }
    }

    /// Whether two texts are the same; a choice between texts becomes a choice between answers.
    fn same_words(&mut self, x: &Words, y: &Words, place: Place) -> Result<Reg, Fault> {
        match (x, y) {
            (Words::One(a), Words::One(b)) => {
                let (a, b) = (*a, *b);
                self.code.emit(CellType::Truth, place, |dst| Instr::SameText { dst, a, b })
            }
            (Words::Choice { guard, yes, no }, other) | (other, Words::Choice { guard, yes, no }) => {
                let (yes, no) = (self.same_words(yes, other, place)?, self.same_words(no, other, place)?);
                let same = self.choose_truth(*guard, (yes, no), place)?;
                // While the guard is unknown, the answer hangs on the other text as well.
                match self.present(other, place)? {
                    Some(b) => self.code.emit(CellType::Truth, place, |dst| Instr::And { dst, a: same, b }),
                    None => Ok(same),
                }
            }
        }
    }

    /// True if a text is known, else as unknown as it is; `None` for a constant.
    fn present(&mut self, words: &Words, place: Place) -> Result<Option<Reg>, Fault> {
        match words {
            Words::One(TextOperand::Text(_)) => Ok(None),
            Words::One(_) => Ok(Some(self.same_words(words, words, place)?)),
            Words::Choice { guard, yes, no } => {
                let known = self.truth(true, place)?;
                let yes = self.present(yes, place)?.unwrap_or(known);
                let no = self.present(no, place)?.unwrap_or(known);
                Ok(Some(self.choose_truth(*guard, (yes, no), place)?))
            }
        }
    }

    fn choose_truth(&mut self, guard: Reg, (yes, no): (Reg, Reg), place: Place) -> Result<Reg, Fault> {
        self.code.emit(CellType::Truth, place, |dst| Instr::Choose { dst, guard, yes, no })
    }

    /// A text field that a condition looked at. No register holds a text: the reason names the condition's, and the field
    /// is told from the record.
    fn text_reasons(&self, e: &Expr, words: &Words, condition: Reg) -> Option<Reason> {
        match words {
            Words::One(TextOperand::Slot { frame, slot }) => {
                let kind = ReasonKind::Field { frame: *frame, slot: *slot };
                Some(self.reason(e.place, condition, kind, Vec::new()))
            }
            Words::One(TextOperand::Text(_)) | Words::Choice { .. } => None,
        }
    }
}
