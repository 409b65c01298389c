//! The day that a record is decided for.

use chrono::{Days, NaiveDate};
use qingce_runtime::{Program, Record, Value};

/// The day that a record is decided for: its own, else the one given.
pub fn reference_date(program: &Program, record: &Record, as_of: Option<NaiveDate>) -> Option<NaiveDate> {
    let slot = program.record(record.ty).and_then(|ty| ty.reference_date);
    own_date(slot.and_then(|slot| record.values.get(slot.index()))).or(as_of)
}

/// The day in the slot of a record's own reference date.
pub fn own_date(value: Option<&Value>) -> Option<NaiveDate> {
    if let Some(Value::Cell(day)) = value { day_of(*day) } else { None }
}

/// Sets a record's own reference date; a record type without one is left as it is.
pub fn set_reference_date(program: &Program, record: &mut Record, day: NaiveDate) {
    let slot = program.record(record.ty).and_then(|ty| ty.reference_date);
    if let Some(value) = slot.and_then(|slot| record.values.get_mut(slot.index())) {
        *value = Value::Cell(i128::from(day.signed_duration_since(NaiveDate::default()).num_days()));
    }
}

/// The day that a cell counts from 1970-01-01.
pub fn day_of(cell: i128) -> Option<NaiveDate> {
    let days = Days::new(u64::try_from(cell.unsigned_abs()).ok()?);
    let epoch = NaiveDate::default();
    if cell < 0 { epoch.checked_sub_days(days) } else { epoch.checked_add_days(days) }
}
