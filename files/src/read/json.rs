//! JSON files: one array of records, records one after the other, or one record a line (JSON lines). Read one record at a time.

use super::bad::Place;
use super::encoding;
use super::source::Item;
use crate::fault::{Fault, Outcome};
use crate::message;
use crate::message::Message;
use crate::message::both;
use qingce_runtime::program::RecordId;
use qingce_runtime::{Program, read_json};
use serde::de::{DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde_json::Value as Json;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;

/// Whether a file's name says that it is JSON.
pub fn is_json(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    extension.eq_ignore_ascii_case("json") || is_lines(path)
}

/// Whether a file's name says that it is JSON lines.
pub fn is_lines(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["jsonl", "ndjson"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Gives every value of a JSON file to `take`, with its number from 1; lines that are no JSON are given as such.
///
/// # Errors
/// A file that can't be read, and whatever `take` fails with.
pub fn each_value(
    path: &Path,
    take: &mut dyn FnMut(u64, Result<Json, Message>) -> Outcome<()>,
) -> Outcome<()> {
    if is_lines(path) {
        return each_line(path, &mut |number, line| take(number, parsed(line)));
    }
    let text = encoding::open(path)?;
    let mut reader = BufReader::with_capacity(1 << 16, text.file);
    let first = first_byte(&mut reader).map_err(|error| Fault::reading(path, &error))?;
    reader.seek(SeekFrom::Start(text.start)).map_err(|error| Fault::reading(path, &error))?;
    match first {
        None => Ok(()),
        Some(b'[') => each_element(reader, take),
        Some(_) => each_in_a_row(reader, take),
    }
}

fn first_byte(reader: &mut BufReader<File>) -> std::io::Result<Option<u8>> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        if let Some(byte) = buffer.iter().find(|byte| !byte.is_ascii_whitespace()) {
            return Ok(Some(*byte));
        }
        let count = buffer.len();
        reader.consume(count);
    }
}

type Take<'t> = dyn FnMut(u64, Result<Json, Message>) -> Outcome<()> + 't;

fn parsed(line: &[u8]) -> Result<Json, Message> {
    serde_json::from_slice(line).map_err(|error| broken(&error))
}

/// Gives every line of a file of JSON lines that isn't blank to `take`, with its number.
///
/// # Errors
/// A file that can't be read, and whatever `take` fails with.
pub fn each_line(path: &Path, take: &mut dyn FnMut(u64, &[u8]) -> Outcome<()>) -> Outcome<()> {
    let mut reader = BufReader::with_capacity(1 << 18, encoding::open(path)?.file);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if reader.read_until(b'\n', &mut line).map_err(|error| Fault::reading(path, &error))? == 0 {
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        take(number, &line)?;
    }
    Ok(())
}

fn each_in_a_row(reader: BufReader<File>, take: &mut Take<'_>) -> Outcome<()> {
    let values = serde_json::Deserializer::from_reader(reader).into_iter::<Json>();
    for (number, value) in (1..).zip(values) {
        // After a fault the iterator ends by itself: where the next value begins is not known.
        take(number, value.map_err(|error| broken(&error)))?;
    }
    Ok(())
}

fn each_element(reader: BufReader<File>, take: &mut Take<'_>) -> Outcome<()> {
    let mut elements = Elements { take, number: 0, fault: None };
    let mut deserializer = serde_json::Deserializer::from_reader(reader);
    let end = (&mut elements).deserialize(&mut deserializer).and_then(|()| deserializer.end());
    let Elements { take, number, fault } = elements;
    match (fault, end) {
        (Some(fault), _) => Err(fault),
        (None, Err(error)) => take(number + 1, Err(broken(&error))),
        (None, Ok(())) => Ok(()),
    }
}

/// Takes the elements of an array one by one.
struct Elements<'e, 't> {
    take: &'e mut Take<'t>,
    number: u64,
    fault: Option<Fault>,
}

impl<'de> DeserializeSeed<'de> for &mut Elements<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Elements<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(value) = elements.next_element::<Json>()? {
            self.number += 1;
            if let Err(fault) = (self.take)(self.number, Ok(value)) {
                self.fault = Some(fault);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

fn broken(error: &serde_json::Error) -> Message {
    let (line, column) = (error.line(), error.column());
    if error.is_eof() {
        return message!("JSON 没有写完就断了", "the JSON ends before it is complete");
    }
    message!(
        "从文中第 {line} 行第 {column} 个字节起不合 JSON 的写法，后面的没有再读",
        "this is no JSON from line {line}, byte {column} of the text on; what follows was not read"
    )
}

/// Reads the records of a JSON file. A record may name its own type in the field 「档案」 or 「record」; else it is of the type
/// `record`.
///
/// # Errors
/// A file that can't be read, and whatever `take` fails with.
pub fn each_record(
    path: &Path,
    program: &Program,
    record: Option<RecordId>,
    take: &mut dyn FnMut(Item) -> Outcome<()>,
) -> Outcome<()> {
    each_value(path, &mut |number, value| take(item(path, program, record, (number, value))))
}

/// The record of a line.
pub fn of_line(path: &Path, program: &Program, record: RecordId, (number, line): (u64, &[u8])) -> Item {
    item(path, program, Some(record), (number, parsed(line)))
}

fn item(
    path: &Path,
    program: &Program,
    record: Option<RecordId>,
    (number, value): (u64, Result<Json, Message>),
) -> Item {
    let place = Place::file(path);
    let at = |what: &Message| if is_lines(path) { place.row(number, what) } else { place.item(number, what) };
    match value.and_then(|value| typed(program, record, value)) {
        Err(what) => Item::Bad(vec![at(&what)]),
        Ok((record, value)) => match read_json(program, record, &value) {
            Ok(record) => Item::Record(record),
            Err(errors) => {
                Item::Bad(errors.iter().map(|error| at(&both(|language| error.message(language)))).collect())
            }
        },
    }
}

/// The record type of a value, and the value without the field that named it.
fn typed(program: &Program, record: Option<RecordId>, mut value: Json) -> Result<(RecordId, Json), Message> {
    for field in ["档案", "record"] {
        let is_field =
            record.and_then(|id| program.record(id)).is_some_and(|ty| ty.slot_named(field).is_some());
        if is_field {
            continue;
        }
        let Some(object) = value.as_object_mut() else { continue };
        let Some(Json::String(name)) = object.get(field) else { continue };
        let Some(named) = program.record_named(name) else {
            return Err(message!("没有「{name}」这种档案", "there is no record type 「{name}」"));
        };
        // The order of the other fields is kept, so that messages come in the order of the file.
        object.shift_remove(field);
        return Ok((named, value));
    }
    record.map(|record| (record, value)).ok_or_else(|| {
        message!(
            "没有写明是哪一种档案：文件以档案类型命名，或者写上「档案」字段",
            "it isn't said which record type this is: name the file after it, or write a field 「record」"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(name: &str, text: &str) -> Vec<Result<String, ()>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let mut seen = Vec::new();
        each_value(&path, &mut |_, value| {
            seen.push(value.map(|value| value.to_string()).map_err(|_| ()));
            Ok(())
        })
        .unwrap();
        seen
    }

    #[test]
    fn three_layouts_are_read() {
        let expected = vec![Ok("{\"a\":1}".to_owned()), Ok("{\"a\":2.50}".to_owned())];
        assert_eq!(values("x.json", "\u{feff} [{\"a\":1}, {\"a\":2.50}]"), expected);
        assert_eq!(values("x.json", "{\"a\":1}\n{\"a\":2.50}"), expected);
        assert_eq!(values("x.jsonl", "{\"a\":1}\n\n{\"a\":2.50}\n"), expected);
        assert_eq!(values("x.json", " "), vec![]);
    }

    #[test]
    fn a_bad_line_leaves_the_others() {
        assert_eq!(values("x.jsonl", "{\"a\":1}\n{\n{\"a\":3}\n").len(), 3);
        assert_eq!(values("x.json", "[{\"a\":1}, {\"a\"").last(), Some(&Err(())));
    }
}
