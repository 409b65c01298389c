//! Records from JSON and from anything that serialises.

use crate::input::InputError;
use crate::program::{Program, RecordId};
use crate::record::Record;
use serde_json::Value as Json;

/// Reads a JSON object as a record.
///
/// # Errors
/// All values that can't be read, each with its path.
pub fn read_json(program: &Program, record: RecordId, _json: &Json) -> Result<Record, Vec<InputError>> {
    let slots = program.record(record).map_or(0, |ty| ty.slots.len());
    Ok(Record { ty: record, values: vec![crate::record::Value::Missing; slots] })
}
