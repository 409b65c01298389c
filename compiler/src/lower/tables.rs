//! The program's tables: option lists, record types, standards and scales, and where the model's names lie in them.

use super::fault::{Fault, FaultKind};
use super::layout::flatten;
use super::pools::numbered;
use super::sources::Sources;
use super::{cited, units};
use crate::model::{self, Exact, FieldId, Model, Type};
use chrono::{Datelike, NaiveDate};
use qingce_grammar::Place;
use qingce_runtime::program::{
    CellType, DatedTable, DatedValue, Day, Effective, OptionList, OptionListId, RecordId, RecordType, RuleId,
    Scale, Slot, SlotId, SlotType, Standard,
};
use std::collections::HashMap;

/// A set of options must fit a cell that isn't negative.
const MOST_OPTIONS: usize = 127;

/// `NaiveDate::num_days_from_ce` of 1970-01-01.
const EPOCH: i32 = 719_163;

/// What every rule looks things up in.
pub(super) struct Tables<'m> {
    pub model: &'m Model,
    pub sources: &'m Sources<'m>,
    pub english: bool,
    slots: Vec<HashMap<Vec<FieldId>, SlotId>>,
    /// The program's number of each rule.
    rules: HashMap<model::RuleId, RuleId>,
}

impl<'m> Tables<'m> {
    /// `order`: the rules as the program numbers them.
    pub fn new(model: &'m Model, sources: &'m Sources<'m>, order: &[model::RuleId]) -> Result<Self, Fault> {
        let mut slots = Vec::new();
        for (record, written) in model.records.iter().enumerate() {
            let mut paths = HashMap::new();
            for (place, flat) in flatten(model, model::RecordId(record)).into_iter().enumerate() {
                paths.insert(flat.path, SlotId(numbered(place, written.place)?));
            }
            slots.push(paths);
        }
        let mut rules = HashMap::new();
        for (place, id) in order.iter().enumerate() {
            let written = model.rules.get(id.0).map(|rule| rule.place).unwrap_or_default();
            rules.insert(*id, RuleId(numbered(place, written)?));
        }
        let english = model.policy.as_ref().is_some_and(|policy| policy.english);
        Ok(Self { model, sources, english, slots, rules })
    }

    /// The slot of a field reached through nested records.
    pub fn slot(&self, record: model::RecordId, path: &[FieldId], place: Place) -> Result<SlotId, Fault> {
        let slots = self.slots.get(record.0);
        slots.and_then(|slots| slots.get(path)).copied().ok_or(FaultKind::Misplaced.at(place))
    }

    /// A rule's number and name.
    pub fn rule(&self, id: model::RuleId, place: Place) -> Result<(RuleId, String), Fault> {
        let number = self.rules.get(&id).copied().ok_or(FaultKind::Misplaced.at(place))?;
        let name = self.model.rules.get(id.0).map(|rule| rule.name.clone()).unwrap_or_default();
        Ok((number, name))
    }

    pub fn lists(&self) -> Result<Vec<OptionList>, Fault> {
        let written = |list: &model::OptionList| {
            if list.options.len() > MOST_OPTIONS {
                return Err(FaultKind::TooManyOptions.at(list.place));
            }
            let options =
                list.options.iter().map(|option| (option.name.clone(), option.gloss.clone())).collect();
            Ok(OptionList { name: list.name.clone(), options })
        };
        self.model.lists.iter().map(written).collect()
    }

    pub fn records(&self) -> Result<Vec<RecordType>, Fault> {
        (0..self.model.records.len()).map(|record| self.record(model::RecordId(record))).collect()
    }

    fn record(&self, id: model::RecordId) -> Result<RecordType, Fault> {
        let Some(written) = self.model.records.get(id.0) else {
            return Err(FaultKind::Misplaced.at(Place::default()));
        };
        let (mut slots, mut key, mut reference_date) = (Vec::new(), None, None);
        for (place, flat) in flatten(self.model, id).into_iter().enumerate() {
            let Some(field) = flat.last() else { continue };
            // A nested record's own key and reference date are not the outer one's.
            let own = flat.fields.len() == 1;
            let slot = SlotId(numbered(place, field.place)?);
            if own && field.key {
                key = Some(slot);
            }
            if own && field.reference_date {
                reference_date = Some(slot);
            }
            slots.push(Slot {
                path: flat.names(),
                ty: self.slot_type(field)?,
                sensitive: flat.fields.iter().any(|field| field.sensitive),
                gloss: field.gloss.clone(),
            });
        }
        Ok(RecordType {
            name: written.name.clone(),
            gloss: written.gloss.clone(),
            slots,
            key,
            reference_date,
        })
    }

    fn slot_type(&self, field: &model::Field) -> Result<SlotType, Fault> {
        match &field.ty {
            Type::Text => Ok(SlotType::Text),
            Type::List(record) => Ok(SlotType::List(RecordId(numbered(record.0, field.place)?))),
            Type::Number(number) => {
                let decimals = number.decimals.and_then(|decimals| u8::try_from(decimals).ok());
                let decimals = decimals.ok_or(FaultKind::TooManyDecimals.at(field.place))?;
                Ok(SlotType::Cell(units::shape(self.model, &field.ty).cell(decimals)))
            }
            other => units::scalar(other).map(SlotType::Cell).ok_or(FaultKind::Misplaced.at(field.place)),
        }
    }

    fn number_type(&self, number: &model::NumberType, place: Place) -> Result<(CellType, u8), Fault> {
        let decimals = number.decimals.and_then(|decimals| u8::try_from(decimals).ok());
        let decimals = decimals.ok_or(FaultKind::TooManyDecimals.at(place))?;
        Ok((units::shape(self.model, &Type::Number(number.clone())).cell(decimals), decimals))
    }

    pub fn standards(&self) -> Result<Vec<Standard>, Fault> {
        let written = |standard: &model::Standard| {
            // One that is delegated and never bound may have no decimals of its own.
            let mut number = standard.ty.clone();
            number.decimals.get_or_insert(0);
            let (ty, decimals) = self.number_type(&number, standard.place)?;
            let mut values = Vec::new();
            for dated in &standard.values {
                let cells = dated.value.iter().map(|exact| cell(*exact, decimals, dated.place));
                values.push(DatedValue {
                    effective: effective(dated.from, dated.to),
                    cells: cells.collect::<Result<_, _>>()?,
                    authority: cited::authority(&dated.cited, self.english),
                });
            }
            values.sort_by_key(|value| value.effective.from);
            let by =
                standard.by.map(|list| numbered(list.0, standard.place).map(OptionListId)).transpose()?;
            Ok(Standard {
                name: standard.name.clone(),
                ty,
                by,
                values,
                delegated: standard.delegated.clone(),
            })
        };
        self.model.standards.iter().map(written).collect()
    }

    /// The scales of the model with the decimals of what goes in.
    pub fn own_scales(&self) -> Result<Vec<(model::ScaleId, u8)>, Fault> {
        let own = |(id, scale): (usize, &model::Scale)| {
            Ok((model::ScaleId(id), self.number_type(&scale.from, scale.place)?.1))
        };
        self.model.scales.iter().enumerate().map(own).collect()
    }

    pub fn scales(&self, wanted: &[(model::ScaleId, u8)]) -> Result<Vec<Scale>, Fault> {
        let made = |(id, decimals): &(model::ScaleId, u8)| {
            let scale = self.model.scales.get(id.0).ok_or(FaultKind::Misplaced.at(Place::default()))?;
            self.scale(scale, *decimals)
        };
        wanted.iter().map(made).collect()
    }

    fn scale(&self, scale: &model::Scale, decimals: u8) -> Result<Scale, Fault> {
        let mut number = scale.from.clone();
        number.decimals = Some(u32::from(decimals));
        let (from, _) = self.number_type(&number, scale.place)?;
        let rate_decimals =
            u8::try_from(scale.value_decimals).map_err(|_| FaultKind::TooManyDecimals.at(scale.place))?;
        let out = if scale.marginal { decimals.saturating_add(rate_decimals) } else { rate_decimals };
        let mut number = scale.to.clone();
        number.decimals = Some(u32::from(out));
        let (to, _) = self.number_type(&number, scale.place)?;
        let mut tables = Vec::new();
        for dated in &scale.values {
            let bracket = |(bound, value): &(Exact, Exact)| {
                Ok((cell(*bound, decimals, dated.place)?, cell(*value, rate_decimals, dated.place)?))
            };
            tables.push(DatedTable {
                effective: effective(dated.from, dated.to),
                brackets: dated.value.iter().map(bracket).collect::<Result<_, _>>()?,
                authority: cited::authority(&dated.cited, self.english),
            });
        }
        tables.sort_by_key(|table| table.effective.from);
        Ok(Scale { name: scale.name.clone(), from, to, marginal: scale.marginal, rate_decimals, tables })
    }
}

/// The cell of a number that is counted with so many decimals.
pub(crate) fn cell_of(exact: Exact, decimals: u8) -> Option<i128> {
    let Exact { mut digits, decimals: mut has } = exact;
    while has > u32::from(decimals) && digits % 10 == 0 {
        (digits, has) = (digits / 10, has - 1);
    }
    let finer = u32::from(decimals).checked_sub(has)?;
    digits.checked_mul(10i128.checked_pow(finer)?)
}

fn cell(exact: Exact, decimals: u8, place: Place) -> Result<i128, Fault> {
    cell_of(exact, decimals).ok_or(FaultKind::TooManyDigits.at(place))
}

/// A day as the program counts it.
pub(crate) fn day(date: NaiveDate) -> Day {
    date.num_days_from_ce() - EPOCH
}

/// A period as the program keeps it.
pub(super) fn effective(from: NaiveDate, to: Option<NaiveDate>) -> Effective {
    Effective { from: day(from), to: to.map(day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_take_the_decimals_of_their_type() {
        let exact = |digits, decimals| Exact { digits, decimals };
        assert_eq!(cell_of(exact(625, 1), 2), Some(6250));
        assert_eq!(cell_of(exact(6250, 2), 1), Some(625));
        assert_eq!(cell_of(exact(625, 2), 1), None);
        assert_eq!(cell_of(exact(i128::MAX, 0), 1), None);
    }

    #[test]
    fn days_count_from_1970() {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(super::day(date(1970, 1, 1)), 0);
        assert_eq!(super::day(date(1969, 12, 31)), -1);
        assert_eq!(super::day(date(2024, 2, 29)), 19_782);
    }
}
