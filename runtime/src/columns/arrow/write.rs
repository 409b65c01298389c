//! Decisions as Arrow: a struct column a rule.
//!
//! | field | type | what |
//! |---|---|---|
//! | `status` | `Dictionary(UInt8, Utf8)` | how it came out, as decisions name it; the keys are [`Status::code`](crate::Status::code) |
//! | `case` | `Dictionary(UInt16, Utf8)` | the case that applies, of rules with several |
//! | `amount` | `Decimal128(18, 2)` | yuan granted, or granted at most, of rules that grant |
//! | `shown` | `Boolean` | whether a duty is shown to be done or a target met, of rules with such |
//! | `missing` | `List(Dictionary(UInt16, Utf8))` | of undetermined rows the fields that would settle it, list members not told apart |
//!
//! What doesn't hold for a row is null.

use super::fault::ArrowFault;
use crate::columns::outcome::RuleColumn;
use crate::decision::{Decision, Effect, FieldRef, Outcome, Status};
use crate::program::{self, Program, RecordId, Rule, RuleId};
use arrow_array::types::{Decimal128Type, UInt8Type, UInt16Type};
use arrow_array::{
    ArrayRef, BooleanArray, Decimal128Array, DictionaryArray, ListArray, PrimitiveArray, StringArray,
    StructArray,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Digits of an amount, two of them decimals.
const DIGITS: u8 = 18;
const DECIMALS: i8 = 2;

/// The fields of decisions on records of a type, one a rule in program order.
pub fn decided_fields(program: &Program, ty: RecordId) -> Vec<Field> {
    program
        .rules_of(ty)
        .map(|(_, rule)| Field::new(&rule.name, DataType::Struct(fields(rule)), false))
        .collect()
}

/// The names of the fields that may be missing, of list members too: names from the outside in with dots between. They begin in
/// the order of the bits of [`RuleColumn::missing`].
pub fn missing_fields(program: &Program, ty: RecordId) -> Vec<String> {
    let mut names = Vec::new();
    gather(program, ty, "", &mut names);
    names
}

fn gather(program: &Program, ty: RecordId, above: &str, names: &mut Vec<String>) {
    for slot in program.record(ty).map(|record| record.slots.as_slice()).unwrap_or_default() {
        let name = format!("{above}{}", slot.title(program.english));
        names.push(name.clone());
        // Lists don't lead back to their record, so this ends.
        if let program::SlotType::List(member) = slot.ty {
            gather(program, member, &format!("{name}."), names);
        }
    }
}

/// Decisions on records of a type as columns, in the order of [`decided_fields`].
///
/// # Errors
/// An amount of more digits than there is room for.
pub fn decided(
    program: &Program,
    ty: RecordId,
    columns: &[(RuleId, RuleColumn)],
) -> Result<Vec<ArrayRef>, ArrowFault> {
    let names = missing_fields(program, ty);
    let rules = columns.iter().filter_map(|(id, column)| Some((program.rule(*id)?, column)));
    rules.map(|(rule, column)| Writing { rule, column, names: &names }.columns()).collect()
}

fn grants(rule: &Rule) -> bool {
    let amount = |effect: &program::Effect| {
        matches!(effect, program::Effect::Grant { .. } | program::Effect::Ceiling { .. })
    };
    rule.cases.iter().any(|case| amount(&case.effect))
}

fn is_shown(effect: &program::Effect) -> bool {
    matches!(effect, program::Effect::Duty { shown: true, .. } | program::Effect::Target { .. })
}

fn dictionary(keys: DataType) -> DataType {
    DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8))
}

fn item() -> Arc<Field> {
    Arc::new(Field::new("item", dictionary(DataType::UInt16), false))
}

fn fields(rule: &Rule) -> Fields {
    let mut fields = vec![Field::new("status", dictionary(DataType::UInt8), false)];
    if rule.cases.len() > 1 {
        fields.push(Field::new("case", dictionary(DataType::UInt16), true));
    }
    if grants(rule) {
        fields.push(Field::new("amount", DataType::Decimal128(DIGITS, DECIMALS), true));
    }
    if rule.cases.iter().any(|case| is_shown(&case.effect)) {
        fields.push(Field::new("shown", DataType::Boolean, true));
    }
    fields.push(Field::new("missing", DataType::List(item()), true));
    fields.into()
}

struct Writing<'w> {
    rule: &'w Rule,
    column: &'w RuleColumn,
    names: &'w [String],
}

impl Writing<'_> {
    fn columns(&self) -> Result<ArrayRef, ArrowFault> {
        let fields = fields(self.rule);
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(fields.len());
        for field in &fields {
            arrays.push(match field.name().as_str() {
                "status" => self.status(),
                "case" => self.case(),
                "amount" => self.amount()?,
                "shown" => self.shown(),
                _ => self.missing()?,
            });
        }
        Ok(Arc::new(StructArray::new(fields, arrays, None)))
    }

    fn status(&self) -> ArrayRef {
        let keys = PrimitiveArray::<UInt8Type>::new(self.column.status.clone().into(), None);
        Arc::new(DictionaryArray::new(
            keys,
            Arc::new(StringArray::from_iter_values(Status::ALL.map(Status::name))),
        ))
    }

    /// The rows that the rule applies to in a case of this kind.
    fn applying(&self, kind: impl Fn(&program::Effect) -> bool) -> BooleanBuffer {
        let kinds: Vec<bool> = self.rule.cases.iter().map(|case| kind(&case.effect)).collect();
        let (status, case) = (&self.column.status, &self.column.case);
        let applies = |row: usize| status.get(row).is_some_and(|status| *status == Status::Applies.code());
        match kinds.iter().all(|kind| *kind) {
            true => BooleanBuffer::collect_bool(status.len(), applies),
            false => BooleanBuffer::collect_bool(status.len(), |row| {
                let case = case.get(row).and_then(|case| kinds.get(usize::from(*case)));
                applies(row) && case.copied().unwrap_or(false)
            }),
        }
    }

    fn case(&self) -> ArrayRef {
        let applies = NullBuffer::new(self.applying(|_| true));
        let keys = PrimitiveArray::<UInt16Type>::new(self.column.case.clone().into(), Some(applies));
        let titles: StringArray = self.rule.cases.iter().map(|case| Some(case.title.as_str())).collect();
        Arc::new(DictionaryArray::new(keys, Arc::new(titles)))
    }

    fn amount(&self) -> Result<ArrayRef, ArrowFault> {
        let grants = |effect: &program::Effect| {
            matches!(effect, program::Effect::Grant { .. } | program::Effect::Ceiling { .. })
        };
        let mut known = self.applying(grants);
        let mut fen: Vec<i128> = self.column.value.iter().copied().map(i128::from).collect();
        let told = self.column.told.iter().map(|(row, decision)| (*row, told_fen(decision)));
        // A grant that turns out to be delegated has no amount of its own.
        let without: Vec<usize> =
            told.clone().filter_map(|(row, fen)| fen.is_none().then_some(row)).collect();
        if !without.is_empty() {
            known = BooleanBuffer::collect_bool(known.len(), |row| {
                known.value(row) && without.binary_search(&row).is_err()
            });
        }
        for (row, amount) in told {
            if let (Some(place), Some(amount)) = (fen.get_mut(row), amount) {
                *place = amount;
            }
        }
        let most = 10i128.pow(u32::from(DIGITS));
        if let Some(row) = fen.iter().position(|fen| fen.abs() >= most).filter(|row| known.value(*row)) {
            return Err(ArrowFault::Amount { rule: self.rule.name.clone(), row });
        }
        let array = PrimitiveArray::<Decimal128Type>::new(fen.into(), Some(NullBuffer::new(known)));
        let array: Decimal128Array = array.with_data_type(DataType::Decimal128(DIGITS, DECIMALS));
        Ok(Arc::new(array))
    }

    fn shown(&self) -> ArrayRef {
        let values = &self.column.value;
        let shown =
            BooleanBuffer::collect_bool(values.len(), |row| values.get(row).is_some_and(|shown| *shown == 1));
        Arc::new(BooleanArray::new(shown, Some(NullBuffer::new(self.applying(is_shown)))))
    }

    fn missing(&self) -> Result<ArrayRef, ArrowFault> {
        let rows = self.column.status.len();
        let bits = &self.column.missing;
        let too_large = || ArrowFault::TooLarge { column: self.rule.name.clone() };
        let untold = bits.is_empty() && self.column.told.is_empty();
        let (mut keys, mut ends) = (Vec::new(), if untold { vec![0i32; rows + 1] } else { vec![0] });
        let mut known = if untold { vec![false; rows] } else { Vec::with_capacity(rows) };
        for row in if untold { 0..0 } else { 0..rows } {
            let lacks = self.column.status(row) == Some(Status::Undetermined);
            known.push(lacks);
            match self.column.told.get(&row) {
                _ if !lacks => {}
                Some(decision) => told_missing(decision, self.names, &mut keys).ok_or_else(too_large)?,
                None => {
                    let mut left = bits.get(row).copied().unwrap_or(0);
                    while left != 0 {
                        keys.push(u16::try_from(left.trailing_zeros()).unwrap_or(0));
                        left &= left - 1;
                    }
                }
            }
            ends.push(i32::try_from(keys.len()).map_err(|_| too_large())?);
        }
        let keys = PrimitiveArray::<UInt16Type>::new(keys.into(), None);
        let names: StringArray = self.names.iter().map(|name| Some(name.as_str())).collect();
        let items = DictionaryArray::new(keys, Arc::new(names));
        let offsets = OffsetBuffer::new(ScalarBuffer::from(ends));
        Ok(Arc::new(ListArray::new(item(), offsets, Arc::new(items), Some(NullBuffer::from(known)))))
    }
}

/// The fen that the machine told of.
fn told_fen(decision: &Decision) -> Option<i128> {
    let Outcome::Applies { effect, .. } = &decision.outcome else { return None };
    let (Effect::Grant { amount, .. } | Effect::Ceiling { at_most: amount, .. }) = effect else {
        return None;
    };
    let mut amount: Decimal = *amount;
    amount.rescale(u32::from(DECIMALS.unsigned_abs()));
    Some(amount.mantissa())
}

/// Adds the fields that the machine told of, each once, in the order of the names; `None` if one has no name there.
fn told_missing(decision: &Decision, names: &[String], keys: &mut Vec<u16>) -> Option<()> {
    let Outcome::Undetermined { missing, .. } = &decision.outcome else { return Some(()) };
    let name =
        |field: &FieldRef| field.steps.iter().map(|step| step.field.as_str()).collect::<Vec<_>>().join(".");
    let mut own: Vec<u16> = Vec::new();
    for name in missing.iter().map(name) {
        own.push(u16::try_from(names.iter().position(|known| *known == name)?).ok()?);
    }
    own.sort_unstable();
    own.dedup();
    keys.extend(own);
    Some(())
}
