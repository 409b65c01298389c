//! Expressions: one function per node, each giving a value and the reasons that lead to it.

use super::fault::{Fault, FaultKind};
use super::number::comparison;
use super::rule::RuleCode;
use super::sharing::Named;
use super::tables::day;
use super::units::{self, Shape};
use super::value::{Members, Number, Told, Value, Whole, Words};
use crate::model::{self, Exact, Expr, ExprKind, FieldId, PeriodUnit, StandardId, Type};
use qingce_grammar::Place;
use qingce_runtime::program::{self, CellType, Instr, Reason, ReasonKind, Reg, Rounding, TextOperand};

/// Months in a year.
const MONTHS: i128 = 12;

impl RuleCode<'_, '_> {
    /// What an expression becomes.
    pub(super) fn value(&mut self, e: &Expr) -> Result<Told<Value>, Fault> {
        match &e.kind {
            ExprKind::Truth(truth) => Ok(Told::plain(Value::Cell(self.truth(*truth, e.place)?))),
            ExprKind::Number(exact) => {
                let shape = self.shape(e);
                Ok(Told::plain(Value::Number(self.literal(*exact, shape, e.place)?)))
            }
            ExprKind::Date(date) => self.cell_constant(e, i128::from(day(*date))),
            ExprKind::Option(option) => self.cell_constant(e, self.small(*option, e.place)?.into()),
            ExprKind::Options(options) => self.cell_constant(e, mask(options, e.place)?),
            ExprKind::Text(text) => {
                let text = self.pools.text(text, e.place)?;
                Ok(Told::plain(Value::Words(Words::One(TextOperand::Text(text)))))
            }
            ExprKind::ReferenceDate => {
                let reg = self.code.emit(CellType::Date, e.place, |dst| Instr::ReferenceDate { dst })?;
                Ok(self.told(e, Value::Cell(reg), ReasonKind::Value, Vec::new()))
            }
            ExprKind::Field { frame, path } => self.field(e, *frame, path),
            ExprKind::Let(id) => self.name(Named::Let(*id), e),
            ExprKind::Definition(id) => self.name(Named::Definition(*id), e),
            ExprKind::DefinitionOf { body, .. } => {
                let told = self.value(body)?;
                Ok(self.named_as(e, told))
            }
            ExprKind::Outcome(_) => Err(FaultKind::Misplaced.at(e.place)),
            ExprKind::Standard(id) => self.standard(e, *id, None),
            ExprKind::StandardBy(id, option) => self.standard(e, *id, Some(option)),
            ExprKind::Scale(id, x) => self.scale(e, *id, x),
            ExprKind::Where(list, condition) => {
                Ok(self.select(e, list, condition, None)?.map(Value::Members))
            }
            ExprKind::Aggregate(list, how, argument) => self.aggregate(e, list, *how, argument.as_deref()),
            ExprKind::Empty { list, negated } => self.empty(e, list, *negated),
            ExprKind::Not(a) => self.not(e, a),
            ExprKind::And(a, b) => Ok(self.both(e, a, b)?.map(Value::Cell)),
            ExprKind::Or(a, b) => self.either(e, a, b),
            ExprKind::Compare(a, how, b) => self.compare(e, a, *how, b),
            ExprKind::CompareRange { from, to, how, period, unit } => {
                self.compare_range(e, (from, to), *how, (period, *unit))
            }
            ExprKind::InOptions { value, set, negated } => self.in_options(e, value, set, *negated),
            ExprKind::InTexts { value, texts, negated } => self.in_texts(e, value, texts, *negated),
            ExprKind::Add(a, b) => self.arithmetic(e, (a, b), |cx, a, b| cx.add(a, b, e.place)),
            ExprKind::Subtract(a, b) => self.arithmetic(e, (a, b), |cx, a, b| cx.subtract(a, b, e.place)),
            ExprKind::Multiply(a, b) => {
                let shape = self.shape(e);
                self.arithmetic(e, (a, b), |cx, a, b| cx.multiply(a, b, &shape, e.place))
            }
            ExprKind::Divide(a, b) => {
                let shape = self.shape(e);
                self.arithmetic(e, (a, b), |cx, a, b| cx.divide(a, b, &shape, e.place))
            }
            ExprKind::Negate(a) => {
                let told = self.number(a)?;
                let value = self.negate(told.value, e.place)?;
                Ok(self.worked_out(e, value, told.reasons))
            }
            ExprKind::Shift { date, period, unit, back } => self.shift(e, date, (period, *unit), *back),
            ExprKind::Round { value, rounding, step } => self.rounded(e, value, *rounding, *step),
            ExprKind::Min(parts) => self.extremes(e, parts, false),
            ExprKind::Max(parts) => self.extremes(e, parts, true),
            ExprKind::Whole { from, to, unit } => self.whole_periods(e, from, to, *unit),
        }
    }

    /// An expression that is a truth value, day, option or set of options.
    pub(super) fn cell(&mut self, e: &Expr) -> Result<Told<Reg>, Fault> {
        let told = self.value(e)?;
        match told.value {
            Value::Cell(value) => Ok(Told { value, reasons: told.reasons }),
            _ => Err(FaultKind::Misplaced.at(e.place)),
        }
    }

    /// An expression that is a number.
    pub(super) fn number(&mut self, e: &Expr) -> Result<Told<Number>, Fault> {
        let told = self.value(e)?;
        match told.value {
            Value::Number(value) => Ok(Told { value, reasons: told.reasons }),
            _ => Err(FaultKind::Misplaced.at(e.place)),
        }
    }

    /// The unit of an expression that is a number.
    pub(super) fn shape(&self, e: &Expr) -> Shape {
        units::shape(self.tables.model, &e.ty)
    }

    fn small(&self, number: usize, place: Place) -> Result<u16, Fault> {
        super::pools::numbered(number, place)
    }

    fn cell_constant(&mut self, e: &Expr, cell: i128) -> Result<Told<Value>, Fault> {
        let ty = units::scalar(&e.ty).ok_or(FaultKind::Misplaced.at(e.place))?;
        let constant = self.pools.number(cell, e.place)?;
        Ok(Told::plain(Value::Cell(self.code.emit(ty, e.place, |dst| Instr::Const { dst, constant })?)))
    }

    /// A value with one reason of its own above its parts; a quotient, which no register holds, leaves it to its parts.
    pub(super) fn told(&self, e: &Expr, value: Value, kind: ReasonKind, parts: Vec<Reason>) -> Told<Value> {
        let reasons = match shown(&value) {
            Some(reg) => vec![self.reason(e.place, reg, kind, parts)],
            None => parts,
        };
        Told { value, reasons }
    }

    pub(super) fn worked_out(&self, e: &Expr, value: Number, parts: Vec<Reason>) -> Told<Value> {
        match value.over.constant.is_some() && parts.is_empty() {
            true => Told::plain(Value::Number(value)),
            false => self.told(e, Value::Number(value), ReasonKind::Value, parts),
        }
    }

    /// A condition whose parts are the values that it looks at.
    pub(super) fn condition(&self, e: &Expr, reg: Reg, parts: Vec<Reason>) -> Told<Value> {
        self.told(e, Value::Cell(reg), ReasonKind::Condition, parts)
    }

    fn field(&mut self, e: &Expr, frame: usize, path: &[FieldId]) -> Result<Told<Value>, Fault> {
        let record = self.frames.get(frame).copied().ok_or(FaultKind::Misplaced.at(e.place))?;
        let slot = self.tables.slot(record, path, e.place)?;
        let frame = u8::try_from(frame).map_err(|_| FaultKind::TooDeep.at(e.place))?;
        let kind = ReasonKind::Field { frame, slot };
        let load = |dst| Instr::Load { dst, frame, slot };
        match &e.ty {
            Type::Text => Ok(Told::plain(Value::Words(Words::One(TextOperand::Slot { frame, slot })))),
            Type::List(_) => Ok(Told::plain(Value::Members(Members { frame, slot, within: None }))),
            Type::Number(_) => {
                let shape = self.shape(e);
                let decimals = self.field_decimals(record, path, e.place)?;
                let reg = self.code.emit(shape.cell(decimals), e.place, load)?;
                let over = Whole { reg, decimals, constant: None, nonnegative: false, shape };
                Ok(self.told(e, Value::Number(over.into()), kind, Vec::new()))
            }
            other => {
                let ty = units::scalar(other).ok_or(FaultKind::Misplaced.at(e.place))?;
                let reg = self.code.emit(ty, e.place, load)?;
                Ok(self.told(e, Value::Cell(reg), kind, Vec::new()))
            }
        }
    }

    /// The decimals that a field is declared with, whatever the expression's type says.
    fn field_decimals(&self, record: model::RecordId, path: &[FieldId], place: Place) -> Result<u8, Fault> {
        let mut record = self.tables.model.records.get(record.0);
        for step in path {
            match record.and_then(|record| record.fields.get(step.0)).map(|field| &field.ty) {
                Some(Type::Record(inner)) => record = self.tables.model.records.get(inner.0),
                Some(Type::Number(number)) => {
                    let decimals = number.decimals.and_then(|decimals| u8::try_from(decimals).ok());
                    return decimals.ok_or(FaultKind::TooManyDecimals.at(place));
                }
                _ => break,
            }
        }
        Err(FaultKind::Misplaced.at(place))
    }

    fn standard(&mut self, e: &Expr, id: StandardId, option: Option<&Expr>) -> Result<Told<Value>, Fault> {
        let standard = program::StandardId(self.small(id.0, e.place)?);
        let written = self.tables.model.standards.get(id.0).ok_or(FaultKind::Misplaced.at(e.place))?;
        let decimals = u8::try_from(written.ty.decimals.unwrap_or(0));
        let decimals = decimals.map_err(|_| FaultKind::TooManyDecimals.at(e.place))?;
        let shape = units::shape(self.tables.model, &Type::Number(written.ty.clone()));
        let nonnegative =
            written.values.iter().all(|dated| dated.value.iter().all(|value| value.digits >= 0));
        let (reg, parts) = match option {
            None => {
                let make = |dst| Instr::Standard { dst, standard };
                (self.code.emit(shape.cell(decimals), e.place, make)?, Vec::new())
            }
            Some(option) => {
                let told = self.cell(option)?;
                let make = |dst| Instr::StandardBy { dst, standard, option: told.value };
                (self.code.emit(shape.cell(decimals), e.place, make)?, told.reasons)
            }
        };
        let over = Whole { reg, decimals, constant: None, nonnegative, shape };
        Ok(self.told(e, Value::Number(over.into()), ReasonKind::Standard(standard), parts))
    }

    fn scale(&mut self, e: &Expr, id: model::ScaleId, x: &Expr) -> Result<Told<Value>, Fault> {
        let written = self.tables.model.scales.get(id.0).ok_or(FaultKind::Misplaced.at(e.place))?;
        let values =
            u8::try_from(written.value_decimals).map_err(|_| FaultKind::TooManyDecimals.at(e.place))?;
        let told = self.number(x)?;
        if told.value.under.is_some() {
            return Err(FaultKind::NotWhole.at(x.place));
        }
        let (scale, from) = self.pools.scale(id, told.value.over.decimals, e.place)?;
        let decimals = if written.marginal { from.saturating_add(values) } else { values };
        let x = self.widen(told.value.over, from, e.place)?;
        let shape = units::shape(self.tables.model, &Type::Number(written.to.clone()));
        let reg =
            self.code.emit(shape.cell(decimals), e.place, |dst| Instr::Scale { dst, scale, x: x.reg })?;
        let over = Whole { reg, decimals, constant: None, nonnegative: false, shape };
        Ok(self.told(e, Value::Number(over.into()), ReasonKind::Scale(scale), told.reasons))
    }

    fn arithmetic(
        &mut self,
        e: &Expr,
        (a, b): (&Expr, &Expr),
        combine: impl FnOnce(&mut Self, Number, Number) -> Result<Number, Fault>,
    ) -> Result<Told<Value>, Fault> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        let value = combine(self, a.value, b.value)?;
        let mut parts = a.reasons;
        parts.extend(b.reasons);
        Ok(self.worked_out(e, value, parts))
    }

    fn rounded(
        &mut self,
        e: &Expr,
        value: &Expr,
        rounding: model::Rounding,
        step: Exact,
    ) -> Result<Told<Value>, Fault> {
        let shape = self.shape(e);
        // A quotient that is rounded at once needs no care for signs and zero on the way.
        let told = match &value.kind {
            ExprKind::Divide(a, b) => {
                let (a, b) = (self.number(a)?, self.number(b)?);
                let quotient = self.raw_quotient(a.value, b.value, &shape, value.place)?;
                let mut reasons = a.reasons;
                reasons.extend(b.reasons);
                Told { value: quotient, reasons }
            }
            _ => self.number(value)?,
        };
        let rounding = match rounding {
            model::Rounding::Nearest => Rounding::Nearest,
            model::Rounding::Down => Rounding::Down,
            model::Rounding::Up => Rounding::Up,
        };
        let whole = self.round(told.value, rounding, step, &shape, e.place)?;
        Ok(self.worked_out(e, whole.into(), told.reasons))
    }

    /// 取小, 取大 of numbers or days.
    fn extremes(&mut self, e: &Expr, parts: &[Expr], larger: bool) -> Result<Told<Value>, Fault> {
        let mut best: Option<Value> = None;
        let mut reasons = Vec::new();
        for part in parts {
            let told = self.value(part)?;
            reasons.extend(told.reasons);
            best = Some(match (best, told.value) {
                (None, value) => value,
                (Some(Value::Number(a)), Value::Number(b)) => {
                    Value::Number(self.extreme(a, b, larger, e.place)?)
                }
                (Some(Value::Cell(a)), Value::Cell(b)) => {
                    let ty = self.cell_type(a);
                    Value::Cell(self.code.emit(ty, e.place, |dst| match larger {
                        true => Instr::Max { dst, a, b },
                        false => Instr::Min { dst, a, b },
                    })?)
                }
                _ => return Err(FaultKind::Misplaced.at(part.place)),
            });
        }
        let best = best.ok_or(FaultKind::Misplaced.at(e.place))?;
        Ok(self.told(e, best, ReasonKind::Value, reasons))
    }

    /// The type of a register.
    pub(super) fn cell_type(&self, reg: Reg) -> CellType {
        self.code.registers.get(reg.index()).cloned().unwrap_or(CellType::Truth)
    }

    /// A period as a whole number of months, days or years of age.
    pub(super) fn period(&mut self, e: &Expr) -> Result<Told<Whole>, Fault> {
        let told = self.number(e)?;
        match told.value.under.is_none() && told.value.over.decimals == 0 {
            true => Ok(told.map(|number| number.over)),
            false => Err(FaultKind::NotWhole.at(e.place)),
        }
    }

    fn shift(
        &mut self,
        e: &Expr,
        date: &Expr,
        (period, unit): (&Expr, PeriodUnit),
        back: bool,
    ) -> Result<Told<Value>, Fault> {
        let date = self.cell(date)?;
        let told = self.period(period)?;
        let mut n = Number::from(told.value);
        if unit == PeriodUnit::Years {
            let months = self.constant(MONTHS, 0, Shape::plain(), e.place)?;
            n = self.multiply(n, months.into(), &Shape::plain(), e.place)?;
        }
        if back {
            n = self.negate(n, e.place)?;
        }
        let unit = match unit {
            PeriodUnit::Days => program::PeriodUnit::Days,
            PeriodUnit::Months | PeriodUnit::Years => program::PeriodUnit::Months,
        };
        let (day, n) = (date.value, n.over.reg);
        let reg = self.code.emit(CellType::Date, e.place, |dst| Instr::Shift { dst, day, n, unit })?;
        let mut parts = date.reasons;
        parts.extend(told.reasons);
        Ok(self.told(e, Value::Cell(reg), ReasonKind::Value, parts))
    }

    fn compare_range(
        &mut self,
        e: &Expr,
        (from, to): (&Expr, &Expr),
        how: model::Comparison,
        (period, unit): (&Expr, PeriodUnit),
    ) -> Result<Told<Value>, Fault> {
        let (from, to, n) = (self.cell(from)?, self.cell(to)?, self.period(period)?);
        let unit = counted_in(unit);
        let (first, last, n_reg) = (from.value, to.value, n.value.reg);
        let end = |dst| Instr::SpanEnd { dst, from: first, to: last };
        let end = self.code.emit(CellType::Date, e.place, end)?;
        let full = |dst| Instr::PeriodFull { dst, from: first, n: n_reg, unit };
        let full = self.code.emit(CellType::Date, e.place, full)?;
        let reg = self.compare_cells(end, comparison(how), full, e.place)?;
        let mut parts = from.reasons;
        parts.extend(to.reasons);
        parts.extend(n.reasons);
        Ok(self.condition(e, reg, parts))
    }

    fn whole_periods(
        &mut self,
        e: &Expr,
        from: &Expr,
        to: &Expr,
        unit: PeriodUnit,
    ) -> Result<Told<Value>, Fault> {
        let (from, to) = (self.cell(from)?, self.cell(to)?);
        let unit = counted_in(unit);
        let shape = self.shape(e);
        let make = |dst| Instr::Whole { dst, from: from.value, to: to.value, unit };
        let reg = self.code.emit(shape.cell(0), e.place, make)?;
        let over = Whole { reg, decimals: 0, constant: None, nonnegative: true, shape };
        let mut parts = from.reasons;
        parts.extend(to.reasons);
        Ok(self.told(e, Value::Number(over.into()), ReasonKind::Value, parts))
    }
}

/// The register that holds a value, if one does.
pub(super) fn shown(value: &Value) -> Option<Reg> {
    match value {
        Value::Cell(reg) => Some(*reg),
        Value::Number(Number { over, under: None }) => Some(over.reg),
        Value::Number(_) | Value::Words(_) | Value::Members(_) => None,
    }
}

fn counted_in(unit: PeriodUnit) -> program::PeriodUnit {
    match unit {
        PeriodUnit::Months => program::PeriodUnit::Months,
        PeriodUnit::Days => program::PeriodUnit::Days,
        PeriodUnit::Years => program::PeriodUnit::Age,
    }
}

/// A set of options as a bit mask.
fn mask(options: &[usize], place: Place) -> Result<i128, Fault> {
    options.iter().try_fold(0i128, |mask, option| {
        let bit = u32::try_from(*option).ok().filter(|bit| *bit < 127);
        Ok(mask | 1i128 << bit.ok_or(FaultKind::TooManyOptions.at(place))?)
    })
}
