//! JSON schemas (draft 2020-12) of record types, for engineers who send records.

use qingce_runtime::Program;
use qingce_runtime::program::{CellType, RecordId, Slot, SlotType, UnitKind};
use serde_json::{Map, Value as Json, json};

/// The schema of one record type, or of all (each under `$defs`).
pub fn schema(program: &Program, record: Option<RecordId>) -> Json {
    let defs: Map<String, Json> = (0..=u16::MAX)
        .map(RecordId)
        .zip(&program.records)
        .filter(|(id, _)| record.is_none_or(|root| reaches(program, root, *id)))
        .map(|(id, ty)| (ty.name.clone(), record_schema(program, id)))
        .collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": program.name,
    });
    let name = |id: RecordId| program.record(id).map_or("", |ty| ty.name.as_str());
    match record {
        Some(root) => schema["$ref"] = reference(name(root)),
        None => {
            let all: Vec<Json> =
                program.records.iter().map(|ty| json!({ "$ref": reference(&ty.name) })).collect();
            schema["anyOf"] = Json::Array(all);
        }
    }
    schema["$defs"] = Json::Object(defs);
    schema
}

fn reference(name: &str) -> Json {
    // In a JSON pointer `~` and `/` are written ~0 and ~1.
    Json::String(format!("#/$defs/{}", name.replace('~', "~0").replace('/', "~1")))
}

/// Whether records of the type `root` are, or hold in lists, records of the type `id`.
fn reaches(program: &Program, root: RecordId, id: RecordId) -> bool {
    let lists = program.record(root).map(|ty| ty.slots.as_slice()).unwrap_or_default();
    root == id
        || lists.iter().any(|slot| match slot.ty {
            SlotType::List(member) => member != root && reaches(program, member, id),
            _ => false,
        })
}

fn record_schema(program: &Program, record: RecordId) -> Json {
    let Some(ty) = program.record(record) else { return json!({}) };
    let mut object = object();
    for slot in &ty.slots {
        insert(&mut object, &slot.path, slot_schema(program, slot));
    }
    // What decides a record is missing or not; nothing is asked for, but nothing unknown is taken either.
    if let Some(gloss) = &ty.gloss {
        object["description"] = json!(gloss);
    }
    if let Some(key) = ty.key.and_then(|key| ty.slots.get(key.index()))
        && let [name] = key.path.as_slice()
    {
        object["required"] = json!([name]);
    }
    object
}

fn object() -> Json {
    json!({ "type": "object", "properties": {}, "additionalProperties": false })
}

/// Puts a schema at a path of nested objects.
fn insert(at: &mut Json, path: &[String], schema: Json) {
    match path {
        [] => {}
        [name] => at["properties"][name] = schema,
        [name, rest @ ..] => {
            if at["properties"][name].is_null() {
                at["properties"][name] = object();
            }
            insert(&mut at["properties"][name], rest, schema);
        }
    }
}

fn slot_schema(program: &Program, slot: &Slot) -> Json {
    let names: Vec<&str> = super::options(program, slot).into_iter().map(|(name, _)| name).collect();
    let mut schema = match &slot.ty {
        SlotType::Text => json!({ "type": "string" }),
        SlotType::List(member) => {
            let name = program.record(*member).map_or("", |ty| ty.name.as_str());
            json!({ "type": "array", "items": { "$ref": reference(name) } })
        }
        SlotType::Cell(CellType::Truth) => json!({ "type": "boolean" }),
        SlotType::Cell(CellType::Date) => json!({ "type": "string", "format": "date" }),
        SlotType::Cell(CellType::Option(_)) => json!({ "enum": names }),
        SlotType::Cell(CellType::Options(_)) => {
            json!({ "type": "array", "items": { "enum": names }, "uniqueItems": true })
        }
        SlotType::Cell(CellType::Number { decimals: 0, .. }) => json!({ "type": "integer" }),
        SlotType::Cell(CellType::Number { decimals, .. }) => {
            let step = crate::spell::digits(1, *decimals);
            let step: Json = serde_json::from_str(&step).unwrap_or(Json::Null);
            json!({ "type": "number", "multipleOf": step })
        }
    };
    let unit = match &slot.ty {
        SlotType::Cell(CellType::Number { unit, kind, .. }) if *kind != UnitKind::Rate => unit.as_str(),
        _ => "",
    };
    let gloss = slot.gloss.as_deref().unwrap_or_default();
    let described = match (gloss, unit) {
        ("", "") => String::new(),
        (gloss, "") => gloss.to_owned(),
        ("", unit) => unit.to_owned(),
        (gloss, unit) => format!("{gloss} ({unit})"),
    };
    if !described.is_empty() {
        schema["description"] = json!(described);
    }
    schema
}
