//! Lists: selections of members, folds over them, counts.

use super::fault::{Fault, FaultKind};
use super::rule::RuleCode;
use super::value::{Members, Number, Told, Value, Whole};
use crate::model::{Aggregate, Expr, FieldId, RecordId, Type};
use qingce_grammar::Place;
use qingce_runtime::program::{CellType, Fold, Instr, ReasonKind, Reg, Selection};

impl RuleCode<'_, '_> {
    /// An expression that is a list.
    pub(super) fn members(&mut self, e: &Expr) -> Result<Told<Members>, Fault> {
        let told = self.value(e)?;
        match told.value {
            Value::Members(value) => Ok(Told { value, reasons: told.reasons }),
            _ => Err(FaultKind::Misplaced.at(e.place)),
        }
    }

    /// 其中.
    pub(super) fn select(
        &mut self,
        e: &Expr,
        list: &Expr,
        condition: &Expr,
        claim: Option<&[FieldId]>,
    ) -> Result<Told<Members>, Fault> {
        let members = self.members(list)?;
        self.prepare(&[condition])?;
        self.select_members(e, members, Some(condition), claim)
    }

    /// The members for which a condition holds (all of them without one) and, where a grant is claimed, no grant was made yet.
    pub(super) fn select_members(
        &mut self,
        e: &Expr,
        members: Told<Members>,
        condition: Option<&Expr>,
        claim: Option<&[FieldId]>,
    ) -> Result<Told<Members>, Fault> {
        let record = listed(e)?;
        let Members { frame, slot, within } = members.value;
        let into = self.code.selection(e.place)?;
        self.open(record, members.value, Some(into), e.place)?;
        let told = match condition {
            Some(condition) => self.cell(condition)?,
            None => Told::plain(self.truth(true, e.place)?),
        };
        let member = match claim {
            Some(key) => self.claim(told.value, record, key, e.place)?,
            None => told.value,
        };
        self.code.push(Instr::Keep { member }, e.place);
        self.close(e.place);
        if condition.is_none() && claim.is_none() && within.is_none() {
            self.code.keep_whole_list(frame, slot, into);
        }
        let mut reasons = members.reasons;
        reasons.push(self.reason(e.place, member, ReasonKind::Members(into), told.reasons));
        Ok(Told { value: Members { frame, slot, within: Some(into) }, reasons })
    }

    fn claim(&mut self, member: Reg, record: RecordId, key: &[FieldId], place: Place) -> Result<Reg, Fault> {
        let key = self.tables.slot(record, key, place)?;
        let frame = u8::try_from(self.code.depth()).map_err(|_| FaultKind::TooDeep.at(place))?;
        let dst = self.code.register(CellType::Truth, place)?;
        self.code.push(Instr::Claim { dst, member, frame, key }, place);
        Ok(dst)
    }

    fn open(
        &mut self,
        record: RecordId,
        members: Members,
        into: Option<Selection>,
        place: Place,
    ) -> Result<(), Fault> {
        self.code.open_loop((members.frame, members.slot), members.within, into, place)?;
        self.frames.push(record);
        Ok(())
    }

    fn close(&mut self, place: Place) {
        self.frames.pop();
        self.code.close_loop(place);
    }

    /// The selection that holds the members; for a whole list one is made.
    fn selection(&mut self, list: &Expr, members: Told<Members>) -> Result<Told<Selection>, Fault> {
        let Members { frame, slot, within } = members.value;
        if let Some(selection) = within.or_else(|| self.code.whole_list(frame, slot)) {
            return Ok(Told { value: selection, reasons: members.reasons });
        }
        let whole = self.select_members(list, members, None, None)?;
        match whole.value.within {
            Some(value) => Ok(Told { value, reasons: whole.reasons }),
            None => Err(FaultKind::Misplaced.at(list.place)),
        }
    }

    /// 为空, 不为空.
    pub(super) fn empty(&mut self, e: &Expr, list: &Expr, negated: bool) -> Result<Told<Value>, Fault> {
        let members = self.members(list)?;
        let told = self.selection(list, members)?;
        let selection = told.value;
        let empty = self.code.emit(CellType::Truth, e.place, |dst| Instr::Empty { dst, selection })?;
        let reg = self.negated(empty, negated, e.place)?;
        Ok(self.condition(e, reg, told.reasons))
    }

    /// 人数, 合计, 最大, 最小, 任一, 全部.
    pub(super) fn aggregate(
        &mut self,
        e: &Expr,
        list: &Expr,
        how: Aggregate,
        argument: Option<&Expr>,
    ) -> Result<Told<Value>, Fault> {
        let members = self.members(list)?;
        let fold = match how {
            Aggregate::Count => return self.count(e, list, members),
            Aggregate::Sum => Fold::Sum,
            Aggregate::Largest => Fold::Largest,
            Aggregate::Smallest => Fold::Smallest,
            Aggregate::Any => Fold::Any,
            Aggregate::All => Fold::All,
        };
        let argument = argument.ok_or(FaultKind::Misplaced.at(e.place))?;
        self.prepare(&[argument])?;
        let record = listed(list)?;
        // What the fold holds is known only once its argument is lowered; the register is typed then.
        let acc = self.code.register(CellType::Truth, e.place)?;
        self.code.push(Instr::Start { acc, how: fold }, e.place);
        // The loop makes a selection only so that its members can be told one by one.
        let into = self.code.selection(e.place)?;
        self.open(record, members.value, Some(into), e.place)?;
        let told = self.value(argument)?;
        let (value, number) = self.foldable(told.value, e.place)?;
        self.code.push(Instr::Gather { acc, value, how: fold }, e.place);
        if matches!(fold, Fold::Any | Fold::All) {
            self.code.push(Instr::Keep { member: value }, e.place);
        }
        self.close(e.place);
        let mut reasons = members.reasons;
        if !told.reasons.is_empty() {
            reasons.push(self.reason(argument.place, value, ReasonKind::Members(into), told.reasons));
        }
        let ty = self.cell_type(value);
        self.code.set_type(acc, ty.clone());
        let dst = self.code.register(ty, e.place)?;
        self.code.push(Instr::Finish { dst, acc, how: fold }, e.place);
        let folded = match number {
            Some(number) => {
                let shape = self.shape(e);
                let over = Whole { reg: dst, constant: None, shape, ..number.over };
                Value::Number(Number { over, under: number.under })
            }
            None => Value::Cell(dst),
        };
        let kind = match fold {
            Fold::Any | Fold::All => ReasonKind::Condition,
            Fold::Sum | Fold::Largest | Fold::Smallest => ReasonKind::Value,
        };
        Ok(self.told(e, folded, kind, reasons))
    }

    /// The register to fold. A quotient's numerators can be folded if all members share a constant denominator.
    fn foldable(&self, value: Value, place: Place) -> Result<(Reg, Option<Number>), Fault> {
        match value {
            Value::Cell(reg) => Ok((reg, None)),
            Value::Number(number) => match &number.under {
                Some(under) if under.constant.is_none() => Err(FaultKind::QuotientPerMember.at(place)),
                _ => Ok((number.over.reg, Some(number))),
            },
            Value::Words(_) | Value::Members(_) => Err(FaultKind::Misplaced.at(place)),
        }
    }

    fn count(&mut self, e: &Expr, list: &Expr, members: Told<Members>) -> Result<Told<Value>, Fault> {
        let told = self.selection(list, members)?;
        let selection = told.value;
        let shape = self.shape(e);
        let reg = self.code.emit(shape.cell(0), e.place, |dst| Instr::Count { dst, selection })?;
        let over = Whole { reg, decimals: 0, constant: None, nonnegative: true, shape };
        Ok(self.told(e, Value::Number(over.into()), ReasonKind::Value, told.reasons))
    }
}

/// The record type of a list's members.
fn listed(list: &Expr) -> Result<RecordId, Fault> {
    match list.ty {
        Type::List(record) => Ok(record),
        _ => Err(FaultKind::Misplaced.at(list.place)),
    }
}
