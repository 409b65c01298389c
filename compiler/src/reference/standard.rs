//! Standards and scales on a day.

use super::TooBig;
use super::cell::{Cell, Error, Why};
use super::fraction::Fraction;
use crate::model::{Dated, Exact, Model, Scale, ScaleId, StandardId};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// An exact number as a decimal.
pub fn decimal(exact: Exact) -> Result<Decimal, TooBig> {
    Decimal::try_from_i128_with_scale(exact.digits, exact.decimals).map_err(|_| TooBig)
}

fn in_force<V>(values: &[Dated<V>], day: NaiveDate) -> Option<&V> {
    let holds = |dated: &&Dated<V>| dated.from <= day && dated.to.is_none_or(|to| day <= to);
    values.iter().find(holds).map(|dated| &dated.value)
}

/// A standard on a day, for an option if it is by option.
pub fn standard(
    model: &Model,
    id: StandardId,
    day: NaiveDate,
    option: usize,
) -> Result<Cell<Fraction>, TooBig> {
    let Some(standard) = model.standards.get(id.0) else { return Err(TooBig) };
    let named = BTreeSet::from([standard.name.clone()]);
    match in_force(&standard.values, day).and_then(|values| values.get(option)) {
        Some(value) => Ok(Ok(Fraction::whole(decimal(*value)?))),
        None if standard.delegated.is_some() => Ok(Err(Why { delegated: named, ..Why::default() })),
        None => Ok(Err(Why { lapsed: named, ..Why::default() })),
    }
}

/// A scale at a number on a day.
pub fn scale(model: &Model, id: ScaleId, day: NaiveDate, at: Fraction) -> Result<Cell<Fraction>, TooBig> {
    let Some(scale) = model.scales.get(id.0) else { return Err(TooBig) };
    let Some(brackets) = in_force(&scale.values, day) else {
        return Ok(Err(Why { lapsed: BTreeSet::from([scale.name.clone()]), ..Why::default() }));
    };
    let at = at.exact().ok_or(TooBig)?;
    let mut numbers = Vec::new();
    for (bound, value) in brackets {
        numbers.push((decimal(*bound)?, decimal(*value)?));
    }
    Ok(read(scale, &numbers, at)?.ok_or(Why::error(Error::BelowScale)))
}

/// `None` below the first bound.
fn read(scale: &Scale, brackets: &[(Decimal, Decimal)], at: Decimal) -> Result<Option<Fraction>, TooBig> {
    if brackets.first().is_none_or(|(bound, _)| at < *bound) {
        return Ok(None);
    }
    if !scale.marginal {
        let value = brackets.iter().rev().find(|(bound, _)| *bound <= at).map(|(_, value)| *value);
        return Ok(value.map(Fraction::whole));
    }
    let mut total = Fraction::whole(Decimal::ZERO);
    for (place, (bound, rate)) in brackets.iter().enumerate() {
        let end = brackets.get(place + 1).map_or(at, |(next, _)| at.min(*next));
        if end > *bound {
            let part = Fraction::whole(end).add(Fraction::whole(-*bound))?;
            total = total.add(part.multiply(Fraction::whole(*rate))?)?;
        }
    }
    Ok(Some(total))
}
