//! Parquet and Arrow files: the same records give the same decisions, and decisions written as columns are those that were made.

mod command;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, ListArray, RecordBatch,
    StringArray, StructArray, UInt8Array,
};
use arrow_buffer::OffsetBuffer;
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{Field, Fields, Schema};
use command::{Desk, repository};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use qingce::policy::Policy;
use qingce::read::{Item, open};
use qingce::sample::make::Maker;
use qingce::screen::Screen;
use qingce_files::message::Language;
use qingce_runtime::program::{CellType, Program, RecordId, SlotType};
use qingce_runtime::{Record, Value, write_json};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Records as columns of the types that suit their slots best.
fn columns(program: &Program, ty: RecordId, records: &[Record]) -> (Fields, Vec<ArrayRef>) {
    let (mut fields, mut arrays): (Vec<Field>, Vec<ArrayRef>) = (Vec::new(), Vec::new());
    let mut nested: BTreeMap<&str, Vec<(Arc<Field>, ArrayRef)>> = BTreeMap::new();
    for (place, slot) in program.records[ty.index()].slots.iter().enumerate() {
        let values: Vec<&Value> = records.iter().map(|record| &record.values[place]).collect();
        let array = array(program, &slot.ty, &values);
        let field = |name: &str| Field::new(name, array.data_type().clone(), true);
        match slot.path.as_slice() {
            [outer, inner] => nested.entry(outer).or_default().push((Arc::new(field(inner)), array)),
            path => {
                fields.push(field(&path.join(".")));
                arrays.push(array);
            }
        }
    }
    for (name, inner) in nested {
        let inner = StructArray::from(inner);
        fields.push(Field::new(name, inner.data_type().clone(), true));
        arrays.push(Arc::new(inner));
    }
    (fields.into(), arrays)
}

fn array(program: &Program, ty: &SlotType, values: &[&Value]) -> ArrayRef {
    let cells = values.iter().map(|value| if let Value::Cell(cell) = value { Some(*cell) } else { None });
    match ty {
        SlotType::Text => {
            let texts = values
                .iter()
                .map(|value| if let Value::Text(text) = value { Some(text.as_ref()) } else { None });
            Arc::new(texts.collect::<StringArray>())
        }
        SlotType::Cell(CellType::Truth) => {
            Arc::new(cells.map(|cell| Some(cell? != 0)).collect::<BooleanArray>())
        }
        SlotType::Cell(CellType::Date) => {
            Arc::new(cells.map(|cell| Some(cell? as i32)).collect::<Date32Array>())
        }
        SlotType::Cell(CellType::Option(list)) => {
            let names = program.lists[list.index()].options.iter().map(|(name, _)| Some(name.as_str()));
            let keys: UInt8Array = cells.map(|cell| Some(cell? as u8)).collect();
            Arc::new(DictionaryArray::new(keys, Arc::new(names.collect::<StringArray>())))
        }
        SlotType::Cell(CellType::Options(list)) => {
            let mut sets = ListBuilder::new(StringBuilder::new());
            for cell in cells {
                for (place, (name, _)) in program.lists[list.index()].options.iter().enumerate() {
                    if cell.unwrap_or(0) >> place & 1 == 1 {
                        sets.values().append_value(name);
                    }
                }
                sets.append(cell.is_some());
            }
            Arc::new(sets.finish())
        }
        SlotType::Cell(CellType::Number { decimals, .. }) => {
            let numbers = cells.collect::<Decimal128Array>();
            Arc::new(numbers.with_precision_and_scale(18, i8::try_from(*decimals).unwrap()).unwrap())
        }
        SlotType::List(member) => {
            let mut members = Vec::new();
            let (mut lengths, mut known) = (Vec::new(), Vec::new());
            for value in values {
                let list = if let Value::List(list) = value { list.as_slice() } else { &[] };
                members.extend(list.iter().cloned());
                lengths.push(list.len());
                known.push(**value != Value::Missing);
            }
            let (fields, arrays) = columns(program, *member, &members);
            let members = StructArray::new(fields, arrays, None);
            let item = Arc::new(Field::new("item", members.data_type().clone(), false));
            let lists = ListArray::new(
                item,
                OffsetBuffer::from_lengths(lengths),
                Arc::new(members),
                Some(known.into()),
            );
            Arc::new(lists)
        }
    }
}

/// Writes records of one type in every columnar form; gives the folders.
fn write_all(program: &Program, folder: &Path, records: &BTreeMap<RecordId, Vec<Record>>) -> Vec<PathBuf> {
    let folders = ["parquet", "arrow", "stream"].map(|form| folder.join(form));
    for (ty, records) in records {
        let (fields, arrays) = columns(program, *ty, records);
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap();
        let file = |form: &str, extension: &str| {
            std::fs::create_dir_all(folder.join(form)).unwrap();
            let name = &program.records[ty.index()].name;
            File::create(folder.join(form).join(format!("{name}.{extension}"))).unwrap()
        };
        let mut writer = ArrowWriter::try_new(file("parquet", "parquet"), batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let mut writer = FileWriter::try_new(file("arrow", "arrow"), &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        let mut writer = StreamWriter::try_new(file("stream", "arrows"), &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
    }
    folders.to_vec()
}

fn policy(name: &str) -> (PathBuf, Policy) {
    let path = repository().join("policies").join(name);
    let loaded = Policy::load(&path, &Screen::plain(Language::Chinese)).unwrap();
    (path, loaded)
}

#[test]
fn shipped_records_in_every_form_give_the_same_decisions() {
    for name in ["qinghai-labour-brand", "municipal-heat-grant"] {
        let desk = Desk::new();
        let (path, policy) = policy(name);
        let mut records: BTreeMap<RecordId, Vec<Record>> = BTreeMap::new();
        for mut source in open(&policy.program, &[policy.samples().unwrap()], None, &mut Vec::new()).unwrap()
        {
            source
                .each(&policy.program, &mut |item| {
                    let Item::Record(record) = item else { panic!("{item:?}") };
                    records.entry(record.ty).or_default().push(record);
                    Ok(())
                })
                .unwrap();
        }
        assert!(records.len() > 1, "{records:?}");
        let path = path.display().to_string();
        let expected = desk.run(&["decide", &path, "--format", "json"]).good();
        for folder in write_all(&policy.program, &desk.path(""), &records) {
            let folder = folder.display().to_string();
            let found = desk.run(&["decide", &path, &folder, "--format", "json"]).good();
            assert_eq!(found, expected, "{folder}");
        }
    }
}

/// The decisions in a file of columns: by record type, number and rule.
type Read = BTreeMap<(String, i64, String), (String, Option<i128>)>;

fn spelled(array: &ArrayRef, row: usize) -> String {
    let dictionary = array.as_any_dictionary();
    dictionary.values().as_string::<i32>().value(dictionary.normalized_keys()[row]).to_owned()
}

fn rows(batches: Vec<RecordBatch>) -> (Read, Vec<String>) {
    let (mut all, mut remarks) = (Read::new(), Vec::new());
    for batch in batches {
        let told = batch.column_by_name("remarks").unwrap().as_string::<i32>().clone();
        remarks.extend(told.iter().flatten().map(str::to_owned));
        for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
            let Some(of) = array.as_struct_opt() else { continue };
            for row in (0..batch.num_rows()).filter(|row| of.is_valid(*row)) {
                let record = spelled(batch.column_by_name("record").unwrap(), row);
                let number = batch.column_by_name("number").unwrap().as_primitive::<Int64Type>().value(row);
                let status = spelled(of.column_by_name("status").unwrap(), row);
                let amount = of.column_by_name("amount").map(|array| array.as_primitive::<Decimal128Type>());
                let amount = amount.and_then(|array| array.is_valid(row).then(|| array.value(row)));
                all.insert((record, number, field.name().clone()), (status, amount));
            }
        }
    }
    (all, remarks)
}

fn told(json: &str) -> Read {
    let mut all = Read::new();
    for record in serde_json::from_str::<Vec<Json>>(json).unwrap() {
        for decision in record["decisions"].as_array().unwrap() {
            let effect = decision.get("effect");
            let yuan = effect.and_then(|effect| effect.get("amount").or(effect.get("at_most")));
            let yuan = yuan.map(|yuan| yuan.as_str().unwrap().to_owned());
            let fen = yuan.map(|yuan| yuan.replace('.', "").parse().unwrap());
            let text = |of: &Json, field: &str| of[field].as_str().unwrap().to_owned();
            let key = (text(&record, "record"), record["number"].as_i64().unwrap(), text(decision, "rule"));
            all.insert(key, (text(decision, "status"), fen));
        }
    }
    all
}

#[test]
fn decisions_in_columns_are_those_in_words() {
    let desk = Desk::new();
    let (path, policy) = policy("qinghai-labour-brand");
    let program = &policy.program;
    for (place, record) in (0..).zip(&program.records) {
        let ty = RecordId(place);
        if program.rules_of(ty).next().is_none() {
            continue;
        }
        let mut maker = Maker::new(program, ty, 5);
        let records: Vec<Record> = (0..300).map(|_| maker.make()).collect();
        let lines: String =
            records.iter().map(|record| format!("{}\n", write_json(program, record))).collect();
        desk.write(&format!("json/{}.jsonl", record.name), lines);
    }
    let path = path.display().to_string();
    let asked = |format: &str, out: &str| {
        desk.run(&["decide", &path, "json", "--as-of", "2024-02-29", "--format", format, "--out", out]).good()
    };
    asked("json", "decided.json");
    asked("parquet", "decided.parquet");
    asked("arrow", "decided.arrow");
    let expected = told(&desk.read("decided.json"));
    assert!(expected.len() > 3000, "{}", expected.len());
    let file = File::open(desk.path("decided.parquet")).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap();
    let (found, remarks) = rows(reader.map(Result::unwrap).collect());
    assert_eq!(found, expected);
    assert!(remarks.iter().any(|remark| remark.contains('：')), "{remarks:?}");
    let reader = FileReader::try_new(File::open(desk.path("decided.arrow")).unwrap(), None).unwrap();
    assert_eq!(rows(reader.map(Result::unwrap).collect()).0, expected);
}

#[test]
fn values_that_cannot_be_read_are_told_and_left_out() {
    let desk = Desk::new();
    let days: ArrayRef = Arc::new(StringArray::from(vec![Some("2024-05-01"), Some("五一"), None]));
    let keys: ArrayRef = Arc::new(StringArray::from(vec!["A1", "A2", "A3"]));
    let fields = vec![
        Field::new("编号", keys.data_type().clone(), false),
        Field::new("申请日期", days.data_type().clone(), true),
    ];
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), vec![keys, days]).unwrap();
    let write = |name: &str, batch: &RecordBatch| {
        let mut writer =
            ArrowWriter::try_new(File::create(desk.path(name)).unwrap(), batch.schema(), None).unwrap();
        writer.write(batch).unwrap();
        writer.close().unwrap();
    };
    write("申请人.parquet", &batch);
    let ran =
        desk.run(&["decide", "policy", "申请人.parquet", "--format", "parquet", "--out", "out.parquet"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("「申请人.parquet」第 2 条：申请日期：「五一」无法读取，此处应为日期"),
        "{}",
        ran.err
    );
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(File::open(desk.path("out.parquet")).unwrap()).unwrap();
    let (found, _) = rows(reader.build().unwrap().map(Result::unwrap).collect());
    let numbers: Vec<i64> = found.keys().map(|(_, number, _)| *number).collect();
    assert!(numbers.contains(&1) && !numbers.contains(&2) && numbers.contains(&3), "{numbers:?}");

    let wrong = batch.project(&[0]).unwrap();
    let slip = Schema::new(vec![Field::new("申请日起", wrong.column(0).data_type().clone(), false)]);
    write("申请人.parquet", &RecordBatch::try_new(Arc::new(slip), wrong.columns().to_vec()).unwrap());
    let ran = desk.run(&["decide", "policy", "申请人.parquet"]);
    assert!(ran.err.contains("没有「申请日起」这个字段；是不是「申请日期」？"), "{}", ran.err);
    let number: ArrayRef = Arc::new(arrow_array::Float64Array::from(vec![1.5]));
    let schema = Schema::new(vec![Field::new("申请日期", number.data_type().clone(), false)]);
    write("申请人.parquet", &RecordBatch::try_new(Arc::new(schema), vec![number]).unwrap());
    let ran = desk.run(&["decide", "policy", "申请人.parquet", "--lang", "en"]);
    assert!(
        ran.err.contains(
            "the column 「申请日期」 has the type Float64, expected a date such as 2023-07-01: Date32"
        ),
        "{}",
        ran.err
    );
    desk.write("申请人.parquet", "不是");
    let ran = desk.run(&["decide", "policy", "申请人.parquet"]);
    assert!(ran.err.contains("读不下去"), "{}", ran.err);
}
