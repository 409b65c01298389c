//! Records that come as Arrow are the records that were meant, whatever types their columns have; decisions go out as they were made.

mod support;

use arrow_array::builder::{Decimal128Builder, ListBuilder, StringBuilder, StringDictionaryBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Int8Type, Int32Type, UInt16Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
    LargeListArray, LargeStringArray, ListArray, RecordBatch, StringArray, StringViewArray, StructArray,
    TimestampMillisecondArray, UInt8Array,
};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields, Schema};
use qingce_runtime::columns::arrow::{ArrowFault, ArrowRecords, Layout, decided, decided_fields};
use qingce_runtime::columns::{ColumnMachine, Columns};
use qingce_runtime::program::{CellType, Program, RecordId, Slot, SlotType};
use qingce_runtime::{
    Effect, Language, Machine, MemoryLedger, Outcome, Record, Status, Value, Verified, show_plain,
};
use std::sync::Arc;
use support::random::{Dice, Kind, program, record};
use support::{date, verified};

/// Columns of several types that mean the same.
struct Maker<'m> {
    program: &'m Program,
    dice: Dice,
}

impl Maker<'_> {
    fn batch(&mut self, ty: RecordId, records: &[Record]) -> RecordBatch {
        let (fields, columns) = self.columns(ty, records);
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
    }

    fn columns(&mut self, ty: RecordId, records: &[Record]) -> (Fields, Vec<ArrayRef>) {
        let program = self.program;
        let slots = &program.records[ty.index()].slots;
        let (mut fields, mut columns, mut nested) = (Vec::new(), Vec::new(), Vec::new());
        let flat = self.dice.one_in(2);
        for (place, slot) in slots.iter().enumerate() {
            let values: Vec<&Value> = records.iter().map(|record| &record.values[place]).collect();
            let array = self.array(slot, &values);
            let field = |name: &str| Field::new(name, array.data_type().clone(), true);
            match slot.path.as_slice() {
                [_, inner] if !flat => nested.push((Arc::new(field(inner)), array)),
                _ => {
                    fields.push(field(&slot.path.join(".")));
                    columns.push(array);
                }
            }
        }
        if !nested.is_empty() {
            let inner = StructArray::from(nested);
            fields.push(Field::new("企业", inner.data_type().clone(), true));
            columns.push(Arc::new(inner));
        }
        (fields.into(), columns)
    }

    fn array(&mut self, slot: &Slot, values: &[&Value]) -> ArrayRef {
        let program = self.program;
        let known = |value: &&Value| **value != Value::Missing;
        let cell = |value: &&Value| if let Value::Cell(cell) = value { Some(*cell) } else { None };
        let spelled = |value: &&Value| match (value, &slot.ty) {
            (Value::Text(text), _) => Some(text.to_string()),
            (Value::Cell(cell), SlotType::Cell(ty)) => Some(show_plain(program, ty, *cell)),
            _ => None,
        };
        let texts: Vec<Option<String>> = values.iter().map(spelled).collect();
        match &slot.ty {
            SlotType::List(member) => self.lists(*member, values),
            SlotType::Cell(CellType::Truth) if self.dice.one_in(2) => Arc::new(
                values.iter().map(|value| cell(value).map(|cell| cell != 0)).collect::<BooleanArray>(),
            ),
            SlotType::Cell(CellType::Date) if self.dice.one_in(2) => Arc::new(
                values.iter().map(|value| cell(value).map(|day| day as i32)).collect::<Date32Array>(),
            ),
            SlotType::Cell(CellType::Date) if self.dice.one_in(2) => {
                let days = values.iter().map(|value| cell(value).map(|day| day as i64 * 86_400_000));
                Arc::new(days.collect::<TimestampMillisecondArray>())
            }
            SlotType::Cell(CellType::Option(list)) if self.dice.one_in(3) => {
                let keys: UInt8Array =
                    values.iter().map(|value| cell(value).map(|cell| cell as u8)).collect();
                let names = program.lists[list.index()].options.iter().map(|(name, _)| Some(name.as_str()));
                Arc::new(DictionaryArray::new(keys, Arc::new(names.collect::<StringArray>())))
            }
            SlotType::Cell(CellType::Options(list)) if self.dice.one_in(2) => {
                let mut builder = ListBuilder::new(StringBuilder::new());
                for value in values {
                    for (place, (name, _)) in program.lists[list.index()].options.iter().enumerate() {
                        if cell(value).unwrap_or(0) >> place & 1 == 1 {
                            builder.values().append_value(name);
                        }
                    }
                    builder.append(known(value));
                }
                Arc::new(builder.finish())
            }
            SlotType::Cell(CellType::Number { decimals, .. }) if self.dice.one_in(2) => {
                let mut builder =
                    Decimal128Builder::new().with_precision_and_scale(38, *decimals as i8).unwrap();
                values.iter().for_each(|value| builder.append_option(cell(value)));
                Arc::new(builder.finish())
            }
            _ => self.spelled(texts),
        }
    }

    fn spelled(&mut self, texts: Vec<Option<String>>) -> ArrayRef {
        let texts = texts.iter().map(Option::as_deref);
        match self.dice.below(5) {
            0 => Arc::new(texts.collect::<LargeStringArray>()),
            1 => Arc::new(texts.collect::<StringViewArray>()),
            2 => Arc::new(texts.collect::<DictionaryArray<Int8Type>>()),
            3 => {
                let mut builder = StringDictionaryBuilder::<UInt16Type>::new();
                builder.append("").unwrap();
                texts.for_each(|text| builder.append_option(text));
                let all = builder.finish();
                Arc::new(all.slice(1, all.len() - 1))
            }
            _ => Arc::new(texts.collect::<StringArray>()),
        }
    }

    fn lists(&mut self, member: RecordId, values: &[&Value]) -> ArrayRef {
        let (mut members, mut ends) = (Vec::new(), vec![0]);
        for value in values {
            if let Value::List(list) = value {
                members.extend(list.iter().cloned());
            }
            ends.push(members.len() as i32);
        }
        let known: NullBuffer = values.iter().map(|value| **value != Value::Missing).collect();
        let (fields, columns) = self.columns(member, &members);
        let members: ArrayRef = Arc::new(StructArray::new(fields, columns, None));
        let item = Arc::new(Field::new("item", members.data_type().clone(), true));
        match self.dice.one_in(2) {
            true => {
                let ends: ScalarBuffer<i64> = ends.into_iter().map(i64::from).collect();
                Arc::new(LargeListArray::new(item, OffsetBuffer::new(ends), members, Some(known)))
            }
            false => Arc::new(ListArray::new(item, OffsetBuffer::new(ends.into()), members, Some(known))),
        }
    }
}

fn read(program: &Verified, ty: RecordId, batch: &RecordBatch) -> ArrowRecords {
    let layout = Layout::new(program, ty, &batch.schema()).unwrap();
    assert_eq!(layout.unknown(), [""; 0]);
    layout.read(program, batch).unwrap()
}

#[test]
fn columns_of_any_type_are_the_records_that_were_meant() {
    for seed in 1..200 {
        let program = verified(program(seed, Kind { beyond_kleene: false, unknown_standards: false }));
        let subject = program.record_named("经纪人").unwrap();
        let mut dice = Dice(!seed);
        let records: Vec<Record> = (0..70).map(|_| record(&program, subject, &mut dice)).collect();
        let whole = Maker { program: &program, dice }.batch(subject, &records);
        for (from, len) in [(0, 70), (3, 50), (65, 5), (9, 0)] {
            let found = read(&program, subject, &whole.slice(from, len));
            assert_eq!(found.faults(), [], "seed {seed}");
            let batch = found.batch();
            for row in 0..len {
                assert_eq!(batch.record(row), records[from + row], "seed {seed}");
            }
        }
    }
}

#[test]
fn buffers_of_the_same_layout_are_not_copied() {
    let program = verified(support::tables());
    let subject = program.record_named("经纪人").unwrap();
    let days: ArrayRef = Arc::new(Date32Array::from(vec![19_000, 19_001]));
    let loans: ArrayRef = Arc::new(Int64Array::from(vec![100, 250]));
    let schema = Schema::new(vec![
        Field::new("成立", DataType::Date32, false),
        Field::new("企业.人数", DataType::Int64, false),
    ]);
    let batch = RecordBatch::try_new(Arc::new(schema), vec![days.clone(), loans.clone()]).unwrap();
    let (first, second) = (
        days.as_primitive::<arrow_array::types::Date32Type>().values().inner().strong_count(),
        loans.as_primitive::<arrow_array::types::Int64Type>().values().inner().strong_count(),
    );
    let found = read(&program, subject, &batch);
    let counts = (
        days.as_primitive::<arrow_array::types::Date32Type>().values().inner().strong_count(),
        loans.as_primitive::<arrow_array::types::Int64Type>().values().inner().strong_count(),
    );
    assert_eq!(counts, (first + 1, second + 1));
    assert_eq!(found.batch().record(1).values[2], Value::Cell(19_001));
}

/// What is said of one column.
fn said(name: &str, array: ArrayRef) -> String {
    let program = verified(support::tables());
    let subject = program.record_named("经纪人").unwrap();
    let schema = Schema::new(vec![Field::new(name, array.data_type().clone(), true)]);
    let batch = RecordBatch::try_new(Arc::new(schema), vec![array]).unwrap();
    match Layout::new(&program, subject, &batch.schema()) {
        Err(fault) => format!("{}\n{}", fault.message(Language::Chinese), fault.message(Language::English)),
        Ok(layout) => {
            let found = layout.read(&program, &batch).unwrap();
            let told = found.faults().iter().map(|fault| {
                let (zh, en) =
                    (fault.error.message(Language::Chinese), fault.error.message(Language::English));
                format!("{}: {zh}\n{}: {en}", fault.row, fault.row)
            });
            told.collect::<Vec<_>>().join("\n")
        }
    }
}

#[test]
fn faults_name_the_column_and_what_is_wanted() {
    let floats = || Arc::new(Float64Array::from(vec![0.5, 0.125, -7.25]));
    assert_eq!(
        said("成立", floats()),
        "「成立」列的类型是 Float64，此处应为日期，例如 2023-07-01：Date32\n\
         the column 「成立」 has the type Float64, expected a date such as 2023-07-01: Date32"
    );
    assert_eq!(
        said("借款", floats()),
        "1: 借款：「0.125」无法读取，此处应为最多2位小数的数（元）\n\
         1: 借款: 「0.125」 can't be read, expected a number with at most 2 decimals (元)"
    );
    let options: DictionaryArray<Int32Type> = vec![Some("一类"), Some("三类"), None].into_iter().collect();
    assert!(
        said("地区", Arc::new(options)).starts_with("1: 地区：「三类」无法读取，此处应为「地区」中的一项")
    );
    let days = Arc::new(Date32Array::from(vec![Some(0), Some(i32::MAX), None]));
    assert!(said("成立", days.clone()).starts_with("1: 成立：「2147483647 days"), "{}", said("成立", days));
    let moments = Arc::new(TimestampMillisecondArray::from(vec![86_400_000, 86_400_001]));
    assert!(said("成立", moments).contains("1970-01-02 00:00:00.001"));
    let cents = Decimal128Array::from(vec![1_000, 1_234]).with_precision_and_scale(10, 3).unwrap();
    assert!(said("借款", Arc::new(cents)).starts_with("1: 借款：「1.234」"));
}

#[test]
fn faults_of_members_name_the_member() {
    let program = verified(support::tables());
    let agent = program.record_named("经纪人").unwrap();
    let status: ArrayRef = Arc::new(StringArray::from(vec!["农民", "不详", "牧民", "职工"]));
    let fields: Fields = vec![Field::new("身份", DataType::Utf8, true)].into();
    let known = NullBuffer::from(vec![true, true, true, false]);
    let members: ArrayRef = Arc::new(StructArray::new(fields, vec![status], Some(known)));
    let item = Arc::new(Field::new("item", members.data_type().clone(), true));
    let offsets = OffsetBuffer::new(vec![0, 0, 2, 2, 4].into());
    let lists: ArrayRef = Arc::new(ListArray::new(item, offsets, members, None));
    let schema = Schema::new(vec![Field::new("人员", lists.data_type().clone(), true)]);
    let batch = RecordBatch::try_new(Arc::new(schema), vec![lists]).unwrap();
    let found = read(&program, agent, &batch);
    let told: Vec<(usize, &str)> =
        found.faults().iter().map(|fault| (fault.row, fault.error.path.as_str())).collect();
    assert_eq!(told, [(1, "人员[2].身份"), (3, "人员[2]")]);
}

#[test]
fn two_columns_for_one_field_and_columns_for_none() {
    let program = verified(support::tables());
    let subject = program.record_named("经纪人").unwrap();
    let field = |name: &str| Field::new(name, DataType::Int64, true);
    let twice = Schema::new(vec![field("企业.人数"), field("企业 的 人数")]);
    assert_eq!(
        Layout::new(&program, subject, &twice),
        Err(ArrowFault::Twice { column: "企业 的 人数".to_owned() })
    );
    let other = Schema::new(vec![field("序号"), field("亩数")]);
    let layout = Layout::new(&program, subject, &other).unwrap();
    assert_eq!(layout.unknown(), ["序号"]);
    assert_eq!(layout.filled().count(), 1);
}

/// What the columns of a rule say of a row: status, amount in fen, whether shown, names of missing fields.
type Said = (String, Option<i128>, Option<bool>, Option<Vec<String>>);

fn row_of(array: &ArrayRef, row: usize) -> Said {
    let of = array.as_struct();
    let spelled = |array: &ArrayRef, at: usize| {
        let dictionary = array.as_any_dictionary();
        let key = dictionary.normalized_keys()[at];
        dictionary.values().as_string::<i32>().value(key).to_owned()
    };
    let status = spelled(of.column_by_name("status").unwrap(), row);
    let amount =
        of.column_by_name("amount").map(|array| array.as_primitive::<arrow_array::types::Decimal128Type>());
    let amount = amount.and_then(|array| array.is_valid(row).then(|| array.value(row)));
    let shown = of.column_by_name("shown").map(|array| array.as_boolean());
    let shown = shown.and_then(|array| array.is_valid(row).then(|| array.value(row)));
    let missing = of.column_by_name("missing").unwrap().as_list::<i32>();
    let missing = missing.is_valid(row).then(|| {
        let names = missing.value(row);
        (0..names.len()).map(|at| spelled(&names, at)).collect()
    });
    (status, amount, shown, missing)
}

#[test]
fn decisions_go_out_as_the_machine_made_them() {
    let mut seen = 0;
    for seed in 1..60 {
        let program = verified(program(seed, Kind { beyond_kleene: true, unknown_standards: true }));
        let subject = program.record_named("经纪人").unwrap();
        let mut dice = Dice(!seed);
        let mut columns = Columns::new(&program, subject).unwrap();
        let records: Vec<Record> = (0..100).map(|_| record(&program, subject, &mut dice)).collect();
        records.iter().for_each(|record| columns.push(&program, record).unwrap());
        let as_of = Some(date("2023-10-01"));
        let ruled = ColumnMachine::new(&program).decide(&columns.batch(), as_of).unwrap();
        let arrays = match decided(&program, subject, &ruled) {
            Ok(arrays) => arrays,
            Err(ArrowFault::Amount { .. }) => continue,
            Err(other) => panic!("{other}"),
        };
        let schema = Schema::new(decided_fields(&program, subject));
        let batch = RecordBatch::try_new(Arc::new(schema), arrays).unwrap();
        let mut machine = Machine::new(&program);
        for (row, record) in records.iter().enumerate() {
            let decisions = machine.decide(record, as_of, &mut MemoryLedger::new()).unwrap();
            for decision in &decisions {
                let (status, amount, shown, missing) =
                    row_of(batch.column_by_name(&decision.rule).unwrap(), row);
                assert_eq!(status, Status::of(&decision.outcome).name());
                let names = |outcome: &Outcome| match outcome {
                    Outcome::Undetermined { missing, .. } => {
                        let name = |field: &qingce_runtime::FieldRef| {
                            field.steps.iter().map(|step| step.field.as_str()).collect::<Vec<_>>().join(".")
                        };
                        let mut names: Vec<String> = missing.iter().map(name).collect();
                        names.sort();
                        names.dedup();
                        Some(names)
                    }
                    _ => None,
                };
                let missing = missing.map(|mut names| {
                    names.sort();
                    names
                });
                assert_eq!(missing, names(&decision.outcome), "seed {seed}");
                match &decision.outcome {
                    Outcome::Applies { effect: Effect::Grant { amount: yuan, .. }, .. } => {
                        assert_eq!(amount, Some(yuan.mantissa()));
                        seen += 1;
                    }
                    Outcome::Applies { effect: Effect::Ceiling { at_most, .. }, .. } => {
                        assert_eq!(amount, Some(at_most.mantissa()));
                    }
                    Outcome::Applies { effect: Effect::Target { met, .. }, .. } => {
                        assert_eq!((amount, shown), (None, Some(*met == Some(true))));
                    }
                    _ => assert_eq!((amount, shown), (None, None)),
                }
            }
        }
    }
    assert!(seen > 300, "{seen}");
}
