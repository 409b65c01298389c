//! Random records of any model, with fields missing.

use super::rng::Rng;
use super::vocabulary::{DAYS, TEXTS};
use chrono::{Days, NaiveDate};
use qingce_compiler::model::{Data, Datum, Exact, FieldId, Model, RecordId, Type};

/// How a record is filled.
#[derive(Debug, Clone, Copy)]
pub struct Filling {
    /// In how many of a hundred fields nothing is known.
    pub missing: usize,
    /// The most members of a list.
    pub members: usize,
}

/// A record of a type.
pub fn record(rng: &mut Rng, model: &Model, ty: RecordId, filling: Filling) -> Data {
    let mut data = Data::default();
    for (place, field) in model.records[ty.0].fields.iter().enumerate() {
        if rng.percent(filling.missing) {
            continue;
        }
        let datum = match &field.ty {
            Type::Truth => Datum::Truth(rng.percent(60)),
            Type::Text => Datum::Text((*rng.one(TEXTS)).to_owned()),
            Type::Date if field.reference_date => Datum::Date(day(rng, &DAYS[3..])),
            Type::Date => Datum::Date(day(rng, DAYS)),
            Type::Number(number) => Datum::Number(amount(rng, number.decimals.unwrap_or(0))),
            Type::Option(list) => Datum::Option(rng.below(model.lists[list.0].options.len())),
            Type::Options(list) => {
                let all: Vec<usize> = (0..model.lists[list.0].options.len()).collect();
                Datum::Options(if rng.percent(15) { Vec::new() } else { rng.some(&all) })
            }
            Type::Record(inner) => Datum::Record(record(rng, model, *inner, filling)),
            Type::List(inner) => {
                let count = rng.below(filling.members + 1);
                Datum::List((0..count).map(|_| record(rng, model, *inner, filling)).collect())
            }
            Type::Range => continue,
        };
        data.values.insert(FieldId(place), datum);
    }
    data
}

/// A day at or near one that conditions name.
pub fn day(rng: &mut Rng, days: &[(i32, u32, u32)]) -> NaiveDate {
    let (year, month, day) = *rng.one(days);
    let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    match rng.below(6) {
        0 => day - Days::new(1),
        1 => day + Days::new(1),
        2 => day + Days::new(u64::try_from(rng.below(400)).unwrap()),
        _ => day,
    }
}

fn amount(rng: &mut Rng, decimals: u32) -> Exact {
    let whole = i128::try_from(*rng.one(&[0usize, 1, 2, 3, 5, 6, 12, 30, 60, 100, 999, 1000])).unwrap();
    let unit = 10i128.pow(decimals);
    let part = if rng.percent(40) { i128::try_from(rng.below(100)).unwrap() % unit } else { 0 };
    let sign = if rng.percent(6) { -1 } else { 1 };
    Exact { digits: sign * (whole * unit + part), decimals }
}
