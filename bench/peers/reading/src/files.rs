//! W2's records as files.

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Int64Array, RecordBatch,
    StringArray, UInt8Array,
};
use arrow_schema::{Field, Schema};
use parquet::arrow::ArrowWriter;
use qingce_bench::policy;
use qingce_bench::records::{Case, cases, flat_case_pays};
use qingce_runtime::calendar;
use qingce_runtime::program::{CellType, SlotType};
use qingce_runtime::{Program, Verified};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// The policy's program file.
pub fn program() -> Vec<u8> {
    flat().to_bytes()
}

fn flat() -> Verified {
    policy::program(&policy::flat_case())
}

/// The fields of a case, with the names of their options.
struct Column {
    name: String,
    options: Vec<String>,
}

fn fields(program: &Program) -> Vec<Column> {
    let ty =
        program.record_named("个案").and_then(|id| program.record(id)).expect("the workload's record type");
    let field = |slot: &qingce_runtime::program::Slot| {
        let options = match slot.ty {
            SlotType::Cell(CellType::Option(list)) => {
                program.lists[list.index()].options.iter().map(|(name, _)| name.clone()).collect()
            }
            _ => Vec::new(),
        };
        Column { name: slot.path.join("."), options }
    };
    ty.slots.iter().map(field).collect()
}

/// Writes so many records; gives the sums that each rule pays.
pub fn write(file: &Path, count: usize) -> [i128; 4] {
    let (program, all) = (flat(), cases(count));
    let fields = fields(&program);
    let mut sums = [0i128; 4];
    for case in &all {
        for (sum, fen) in sums.iter_mut().zip(flat_case_pays(case)) {
            *sum += i128::from(fen);
        }
    }
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("parquet") => parquet(file, &fields, &all),
        Some("csv") => csv(file, &fields, &all),
        _ => jsonl(file, &fields, &all),
    }
    sums
}

/// The values of a case as text; the second tells whether JSON has it without quotation marks.
fn texts(fields: &[Column], case: &Case) -> [(String, bool); 12] {
    let option = |place: usize, option: u8| (fields[place].options[usize::from(option)].clone(), false);
    let truth = |truth: bool| (truth.to_string(), true);
    let day = calendar::to_date(case.since).expect("a day of the calendar");
    [
        option(0, case.household),
        option(1, case.destination),
        (format!("{}.{}", case.months / 10, case.months % 10), true),
        option(3, case.category),
        option(4, case.organisation),
        truth(case.registered),
        truth(case.licensed),
        (day.to_string(), false),
        option(8, case.level),
        option(9, case.loan),
        (case.partners.to_string(), true),
        (format!("{}.{:02}", case.requested / 100, case.requested % 100), true),
    ]
}

fn csv(file: &Path, fields: &[Column], cases: &[Case]) {
    let mut writer = csv::Writer::from_path(file).expect("a CSV file");
    writer.write_record(fields.iter().map(|field| &field.name)).expect("titles");
    for case in cases {
        writer.write_record(texts(fields, case).iter().map(|(text, _)| text)).expect("a row");
    }
    writer.flush().expect("the whole file");
}

fn jsonl(file: &Path, fields: &[Column], cases: &[Case]) {
    let mut writer = BufWriter::new(File::create(file).expect("a file of JSON lines"));
    for case in cases {
        for (place, (field, (text, bare))) in fields.iter().zip(texts(fields, case)).enumerate() {
            let mark = if bare { "" } else { "\"" };
            let before = if place == 0 { '{' } else { ',' };
            write!(writer, "{before}\"{}\":{mark}{text}{mark}", field.name).expect("a field");
        }
        writer.write_all(b"}\n").expect("the end of a line");
    }
    writer.flush().expect("the whole file");
}

fn parquet(file: &Path, fields: &[Column], cases: &[Case]) {
    let mut writer: Option<ArrowWriter<File>> = None;
    for some in cases.chunks(1 << 16) {
        let options = |place: usize, of: fn(&Case) -> u8| -> ArrayRef {
            let names: StringArray = fields[place].options.iter().map(|name| Some(name.as_str())).collect();
            let keys: UInt8Array = some.iter().map(|case| Some(of(case))).collect();
            Arc::new(DictionaryArray::new(keys, Arc::new(names)))
        };
        let truths = |of: fn(&Case) -> bool| -> ArrayRef {
            Arc::new(some.iter().map(|case| Some(of(case))).collect::<BooleanArray>())
        };
        let decimals = |scale: i8, of: fn(&Case) -> i64| -> ArrayRef {
            let numbers: Decimal128Array = some.iter().map(|case| Some(i128::from(of(case)))).collect();
            Arc::new(numbers.with_precision_and_scale(12, scale).expect("room for the numbers"))
        };
        let arrays: Vec<ArrayRef> = vec![
            options(0, |case| case.household),
            options(1, |case| case.destination),
            decimals(1, |case| i64::from(case.months)),
            options(3, |case| case.category),
            options(4, |case| case.organisation),
            truths(|case| case.registered),
            truths(|case| case.licensed),
            Arc::new(some.iter().map(|case| Some(case.since)).collect::<Date32Array>()),
            options(8, |case| case.level),
            options(9, |case| case.loan),
            Arc::new(some.iter().map(|case| Some(i64::from(case.partners))).collect::<Int64Array>()),
            decimals(2, |case| case.requested),
        ];
        let columns = fields.iter().zip(&arrays);
        let schema = Schema::new(
            columns
                .map(|(field, array)| Field::new(&field.name, array.data_type().clone(), false))
                .collect::<Vec<_>>(),
        );
        let batch = RecordBatch::try_new(Arc::new(schema), arrays).expect("columns of one length");
        let writer = writer.get_or_insert_with(|| {
            let properties = parquet::file::properties::WriterProperties::builder()
                .set_compression(parquet::basic::Compression::SNAPPY)
                .build();
            let file = File::create(file).expect("a Parquet file");
            ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("a Parquet file")
        });
        writer.write(&batch).expect("a batch");
    }
    writer.expect("at least one record").close().expect("the whole file");
}
