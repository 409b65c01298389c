//! Cases in Parquet: options as dictionaries, numbers with decimals, days as dates.

use arrow_array::builder::{Decimal128Builder, StringDictionaryBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Int8Type, Int32Type};
use arrow_array::{Array, ArrayRef, BooleanArray, Date32Array, Int32Array, RecordBatch};
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use peers::words::{
    CATEGORIES, DESTINATIONS, HOUSEHOLDS, LEVELS, LOANS, ORGANISATIONS, Words, option, words,
};
use qingce_bench::records::Case;
use std::sync::Arc;

/// The bytes of a file.
pub fn write(cases: &[Case]) -> Bytes {
    let names = |name: fn(Words) -> &'static str| -> ArrayRef {
        let mut column = StringDictionaryBuilder::<Int8Type>::new();
        cases.iter().for_each(|case| column.append_value(name(words(case))));
        Arc::new(column.finish())
    };
    let decimals = |precision, scale, count: fn(&Case) -> i64| -> ArrayRef {
        let mut column = Decimal128Builder::new().with_precision_and_scale(precision, scale).expect("a type");
        cases.iter().for_each(|case| column.append_value(count(case).into()));
        Arc::new(column.finish())
    };
    let booleans = |is: fn(&Case) -> bool| -> ArrayRef {
        Arc::new(BooleanArray::from(cases.iter().map(is).collect::<Vec<_>>()))
    };
    let columns = [
        ("household", names(|words| words.household)),
        ("destination", names(|words| words.destination)),
        ("months", decimals(4, 1, |case| case.months.into())),
        ("category", names(|words| words.category)),
        ("organisation", names(|words| words.organisation)),
        ("registered", booleans(|case| case.registered)),
        ("licensed", booleans(|case| case.licensed)),
        ("since", Arc::new(Date32Array::from_iter_values(cases.iter().map(|case| case.since)))),
        ("level", names(|words| words.level)),
        ("loan", names(|words| words.loan)),
        ("partners", Arc::new(Int32Array::from_iter_values(cases.iter().map(|case| case.partners.into())))),
        ("requested", decimals(18, 2, |case| case.requested)),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).expect("a writer");
    writer.write(&batch).expect("the batch");
    writer.into_inner().expect("the bytes").into()
}

/// Reads a file, so many rows at a time.
pub fn read(file: Bytes, mut take: impl FnMut(&RecordBatch)) {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a file of Parquet");
    for batch in reader.with_batch_size(8_192).build().expect("a reader") {
        take(&batch.expect("rows"));
    }
}

/// The cases of some rows.
pub fn cases(batch: &RecordBatch, cases: &mut Vec<Case>) {
    let column = |name| batch.column_by_name(name).expect("a column of the file");
    let options = |name, names| options(column(name), names);
    let decimals = |name| column(name).as_primitive::<Decimal128Type>();
    let (household, destination) = (options("household", &HOUSEHOLDS), options("destination", &DESTINATIONS));
    let (category, organisation) =
        (options("category", &CATEGORIES), options("organisation", &ORGANISATIONS));
    let (level, loan) = (options("level", &LEVELS), options("loan", &LOANS));
    let (months, requested) = (decimals("months"), decimals("requested"));
    let (registered, licensed) = (column("registered").as_boolean(), column("licensed").as_boolean());
    let since = column("since").as_primitive::<Date32Type>();
    let partners = column("partners").as_primitive::<Int32Type>();
    cases.extend((0..batch.num_rows()).map(|at| Case {
        household: household[at],
        destination: destination[at],
        months: months.value(at) as i16,
        category: category[at],
        organisation: organisation[at],
        registered: registered.value(at),
        licensed: licensed.value(at),
        since: since.value(at),
        level: level[at],
        loan: loan[at],
        partners: partners.value(at) as u8,
        requested: requested.value(at) as i64,
    }));
}

/// The options of a column of words, looked up once a word.
fn options(column: &dyn Array, names: &[&str]) -> Vec<u8> {
    let column = column.as_dictionary::<Int8Type>();
    let words = column.values().as_string::<i32>().iter();
    let words: Vec<u8> =
        words.map(|word| option(names, word.unwrap_or_default()).unwrap_or(u8::MAX)).collect();
    column.keys().values().iter().map(|key| words[*key as usize]).collect()
}
