//! Values as they are written in files that the runtime reads again.

use chrono::NaiveDate;
use qingce_files::reference_date::day_of;
use qingce_runtime::program::{CellType, OptionListId, Slot, SlotType};
use qingce_runtime::{Program, Record, Value};
use serde_json::{Map, Value as Json};

/// A value in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Spelled {
    Blank,
    Text(String),
    Truth(bool),
    Date(NaiveDate),
    /// Its decimal digits.
    Number(String),
    /// Names of options.
    Options(Vec<String>),
}

/// A slot's value, lists left out.
pub fn spell(program: &Program, slot: &Slot, value: &Value) -> Spelled {
    match (&slot.ty, value) {
        (SlotType::Text, Value::Text(text)) => Spelled::Text(text.to_string()),
        (SlotType::Cell(ty), Value::Cell(cell)) => spell_cell(program, ty, *cell),
        _ => Spelled::Blank,
    }
}

fn spell_cell(program: &Program, ty: &CellType, cell: i128) -> Spelled {
    match ty {
        CellType::Truth => Spelled::Truth(cell != 0),
        CellType::Date => day_of(cell).map_or(Spelled::Blank, Spelled::Date),
        CellType::Option(list) => {
            option(program, *list, cell).map_or(Spelled::Blank, |name| Spelled::Text(name.to_owned()))
        }
        CellType::Options(list) => {
            let set = (0..127).filter(|bit| cell >> bit & 1 == 1);
            Spelled::Options(set.filter_map(|bit| option(program, *list, bit)).map(str::to_owned).collect())
        }
        CellType::Number { decimals, .. } => Spelled::Number(digits(cell, *decimals)),
    }
}

fn option(program: &Program, list: OptionListId, place: i128) -> Option<&str> {
    let list = program.lists.get(list.index())?;
    list.options.get(usize::try_from(place).ok()?).map(|(name, _)| name.as_str())
}

/// A number counted in 10^-decimals as decimal digits, without zeros at the end.
pub fn digits(cell: i128, decimals: u8) -> String {
    let sign = if cell < 0 { "-" } else { "" };
    let places = usize::from(decimals);
    let digits = format!("{:0>width$}", cell.unsigned_abs(), width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl Spelled {
    /// As the text of one cell.
    pub fn text(&self, english: bool) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Truth(truth) => match (truth, english) {
                (true, false) => "是".to_owned(),
                (false, false) => "否".to_owned(),
                (true, true) => "yes".to_owned(),
                (false, true) => "no".to_owned(),
            },
            Self::Date(date) => date.to_string(),
            Self::Options(names) => names.join(if english { ", " } else { "、" }),
        }
    }

    fn json(self) -> Json {
        match self {
            Self::Blank => Json::Null,
            Self::Text(text) => Json::String(text),
            Self::Truth(truth) => Json::Bool(truth),
            Self::Date(date) => Json::String(date.to_string()),
            // Digits are a JSON number as they are.
            Self::Number(digits) => serde_json::from_str(&digits).unwrap_or(Json::String(digits)),
            Self::Options(names) => names.into_iter().map(Json::String).collect(),
        }
    }
}

/// A record as a JSON object: nested records as objects, lists as arrays, missing fields left out.
pub fn json(program: &Program, record: &Record) -> Json {
    let mut object = Map::new();
    let slots = program.record(record.ty).map(|ty| ty.slots.as_slice()).unwrap_or_default();
    for (slot, value) in slots.iter().zip(&record.values) {
        let value = match value {
            Value::List(members) => members.iter().map(|member| json(program, member)).collect(),
            other => spell(program, slot, other).json(),
        };
        if !value.is_null() {
            insert(&mut object, &slot.path, value);
        }
    }
    Json::Object(object)
}

fn insert(object: &mut Map<String, Json>, path: &[String], value: Json) {
    match path {
        [] => {}
        [name] => {
            object.insert(name.clone(), value);
        }
        [name, rest @ ..] => {
            let inner = object.entry(name.clone()).or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_have_no_zeros_at_the_end() {
        let told = [(150, 2), (100, 2), (-5, 2), (0, 0), (12, 0), (7, 4)]
            .map(|(cell, decimals)| digits(cell, decimals));
        assert_eq!(told, ["1.5", "1", "-0.05", "0", "12", "0.0007"]);
    }

    #[test]
    fn paths_become_objects() {
        let mut object = Map::new();
        insert(&mut object, &["企业".into(), "注册地".into()], Json::Bool(true));
        insert(&mut object, &["企业".into(), "名称".into()], Json::Null);
        assert_eq!(Json::Object(object).to_string(), r#"{"企业":{"注册地":true,"名称":null}}"#);
    }
}
