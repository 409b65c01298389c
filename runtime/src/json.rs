//! Records from JSON and from anything that serialises, and back.
//!
//! A record is an object with one entry a field. Nested records are objects within it, lists arrays of objects. Values are
//! written as [`crate::input`] reads them in text, or as JSON's own numbers, truth values and arrays of option names. `null` and
//! an absent entry mean missing. Numbers are exact: their digits are read, never a binary fraction.

use crate::input::{
    Exact, InputError, InputFault, Shape, ValueError, exact, expected, hide, option_bit, read_slot, scaled,
};
use crate::nearest::nearest;
use crate::program::{CellType, Program, RecordId, RecordType, Slot, SlotId, SlotType};
use crate::record::{Record, Value};
use crate::show::show_plain;
use serde::Serialize;
use serde_json::{Map, Value as Json};

/// The most characters of a wrong value that an error tells.
const TOLD: usize = 40;

/// Reads a JSON object as a record.
///
/// # Errors
/// All values that can't be read and all fields that the record doesn't have, each with its path.
pub fn read_json(program: &Program, record: RecordId, json: &Json) -> Result<Record, Vec<InputError>> {
    let mut reader = Reader { program, path: Vec::new(), errors: Vec::new() };
    let read = reader.record(record, json);
    match read {
        Some(read) if reader.errors.is_empty() => Ok(read),
        _ => Err(reader.errors),
    }
}

/// Reads anything that serialises, such as a struct of one's own, as a record. Its fields must have the names of the record's.
///
/// # Errors
/// As [`read_json`], and if it doesn't serialise.
pub fn read_serde(
    program: &Program,
    record: RecordId,
    value: &impl Serialize,
) -> Result<Record, Vec<InputError>> {
    match serde_json::to_value(value) {
        Ok(json) => read_json(program, record, &json),
        Err(error) => {
            let fault = InputFault::Unserialised(error.to_string());
            Err(vec![InputError { path: String::new(), fault }])
        }
    }
}

/// A record as the JSON object that [`read_json`] reads as the same record. Missing fields are left out.
pub fn write_json(program: &Program, record: &Record) -> Json {
    let mut object = Map::new();
    let slots = program.record(record.ty).map(|ty| ty.slots.as_slice()).unwrap_or_default();
    for (slot, value) in slots.iter().zip(&record.values) {
        let Some(json) = written(program, slot, value) else { continue };
        put(&mut object, &slot.path, json);
    }
    Json::Object(object)
}

/// Puts a value in its place in nested objects.
fn put(object: &mut Map<String, Json>, path: &[String], json: Json) {
    let Some((name, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        object.insert(name.clone(), json);
    } else if let Json::Object(nested) =
        object.entry(name.as_str()).or_insert_with(|| Json::Object(Map::new()))
    {
        put(nested, rest, json);
    }
}

fn written(program: &Program, slot: &Slot, value: &Value) -> Option<Json> {
    Some(match (value, &slot.ty) {
        (Value::Missing, _) => return None,
        (Value::Text(text), _) => Json::String(text.to_string()),
        (Value::List(members), _) => members.iter().map(|member| write_json(program, member)).collect(),
        (Value::Cell(cell), SlotType::Cell(CellType::Truth)) => Json::Bool(*cell != 0),
        (Value::Cell(cell), SlotType::Cell(CellType::Options(list))) => {
            let options =
                program.lists.get(list.index()).map(|list| list.options.as_slice()).unwrap_or_default();
            let held = options.iter().enumerate().filter(|(place, _)| (cell >> *place) & 1 == 1);
            held.map(|(_, (name, _))| Json::String(name.clone())).collect()
        }
        (Value::Cell(cell), SlotType::Cell(ty @ CellType::Number { .. })) => {
            serde_json::from_str(&show_plain(program, ty, *cell)).ok()?
        }
        (Value::Cell(cell), SlotType::Cell(ty)) => Json::String(show_plain(program, ty, *cell)),
        (Value::Cell(_), SlotType::Text | SlotType::List(_)) => return None,
    })
}

struct Reader<'p> {
    program: &'p Program,
    path: Vec<String>,
    errors: Vec<InputError>,
}

impl Reader<'_> {
    fn fault(&mut self, fault: InputFault) {
        self.errors.push(InputError { path: self.path.join("."), fault });
    }

    fn record(&mut self, id: RecordId, json: &Json) -> Option<Record> {
        let program = self.program;
        let Some(ty) = program.record(id) else {
            self.fault(InputFault::UnknownRecord { nearest: None });
            return None;
        };
        let Json::Object(fields) = json else {
            self.fault(InputFault::Shape { expected: Shape::Record });
            return None;
        };
        let mut values: Vec<Option<Value>> = vec![None; ty.slots.len()];
        self.fields(ty, &mut Vec::new(), fields, &mut values);
        Some(Record { ty: id, values: values.into_iter().map(Option::unwrap_or_default).collect() })
    }

    /// Reads the fields of a record, or of one nested in it under these names.
    fn fields<'j>(
        &mut self,
        ty: &RecordType,
        outer: &mut Vec<&'j str>,
        fields: &'j Map<String, Json>,
        values: &mut [Option<Value>],
    ) {
        for (name, json) in fields {
            outer.push(name);
            self.path.push(name.clone());
            let slot =
                ty.slot_at(outer).or_else(|| if outer.len() == 1 { ty.slot_named(name) } else { None });
            let nested = ty.slots.iter().any(|slot| {
                slot.path.len() > outer.len() && slot.path.iter().zip(outer.iter()).all(|(a, b)| a == b)
            });
            match (slot, json) {
                (Some(slot), _) => self.slot(ty, slot, json, values),
                (None, Json::Object(inner)) if nested => self.fields(ty, outer, inner, values),
                (None, Json::Null) if nested => {}
                (None, _) if nested => self.fault(InputFault::Shape { expected: Shape::Record }),
                (None, _) => {
                    let beside = ty.slots.iter().filter(|slot| {
                        slot.path.len() >= outer.len()
                            && slot.path.iter().zip(outer.iter().rev().skip(1).rev()).all(|(a, b)| a == b)
                    });
                    let names = beside.filter_map(|slot| slot.path.get(outer.len() - 1).map(String::as_str));
                    let nearest = nearest(name, names).map(str::to_owned);
                    self.fault(InputFault::UnknownField { nearest });
                }
            }
            self.path.pop();
            outer.pop();
        }
    }

    fn slot(&mut self, ty: &RecordType, id: SlotId, json: &Json, values: &mut [Option<Value>]) {
        let (Some(slot), Some(place)) = (ty.slots.get(id.index()), values.get_mut(id.index())) else {
            return;
        };
        if place.is_some() {
            return self.fault(InputFault::Twice);
        }
        *place = Some(Value::Missing);
        let read = match (&slot.ty, json) {
            (_, Json::Null) => Ok(Value::Missing),
            (SlotType::List(member), Json::Array(members)) => {
                *place = self.members(*member, members);
                return;
            }
            (SlotType::List(_), _) => {
                return self.fault(InputFault::Shape { expected: Shape::ListOfRecords });
            }
            _ => scalar(self.program, slot, json),
        };
        match read {
            Ok(value) => *place = Some(value),
            Err(error) => self.fault(InputFault::Value(Box::new(hide(slot, error)))),
        }
    }

    fn members(&mut self, ty: RecordId, members: &[Json]) -> Option<Value> {
        let list = self.path.pop().unwrap_or_default();
        let mut read = Vec::with_capacity(members.len());
        for (place, member) in members.iter().enumerate() {
            self.path.push(format!("{list}[{}]", place + 1));
            read.extend(self.record(ty, member));
            self.path.pop();
        }
        self.path.push(list);
        Some(Value::List(read))
    }
}

/// Reads a JSON value as a cell or text.
fn scalar(program: &Program, slot: &Slot, json: &Json) -> Result<Value, ValueError> {
    let wrong = || {
        let found: String = match json {
            Json::String(text) => text.clone(),
            Json::Array(parts) => {
                let part = |part: &Json| part.as_str().map_or_else(|| part.to_string(), str::to_owned);
                parts.iter().map(part).collect::<Vec<_>>().join("、")
            }
            other => other.to_string(),
        };
        let told = found.chars().take(TOLD).collect::<String>();
        ValueError { expected: expected(program, &slot.ty, &found), found: told }
    };
    let cell = |cell: Option<i128>| cell.map(Value::Cell).ok_or_else(wrong);
    match (&slot.ty, json) {
        (_, Json::String(text)) => read_slot(program, slot, text),
        (SlotType::Cell(CellType::Truth), Json::Bool(truth)) => Ok(Value::Cell(i128::from(*truth))),
        (SlotType::Cell(CellType::Truth), Json::Number(number)) => match number.as_u64() {
            Some(truth @ (0 | 1)) => Ok(Value::Cell(i128::from(truth))),
            _ => Err(wrong()),
        },
        (SlotType::Cell(CellType::Number { decimals, .. }), Json::Number(number)) => {
            let digits: Option<Exact> = exact(&number.to_string());
            cell(digits.and_then(|digits| scaled(digits, *decimals)))
        }
        (SlotType::Cell(CellType::Options(list)), Json::Array(options)) => {
            let bits = options.iter().map(|option| option_bit(program, *list, option.as_str()?.trim()));
            cell(bits.into_iter().try_fold(0, |set, bit| Some(set | bit?)))
        }
        _ => Err(wrong()),
    }
}
