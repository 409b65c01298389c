//! A file of records to a Parquet file of decisions, as `qingce decide` does it.

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use chrono::NaiveDate;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use qingce_bench::records::DAY;
use qingce_files::read::open;
use qingce_runtime::Program;
use qingce_runtime::columns::ColumnMachine;
use qingce_runtime::columns::arrow::{decided, decided_fields};
use std::fs::File;
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// So many chunks may reading be ahead of deciding, and deciding of writing.
const AHEAD: usize = 2;
/// Records of a row group.
const GROUP: usize = 1 << 17;

/// Decides the records of a file.
pub fn decide(program: &Path, file: &Path, out: &Path) {
    let program = Program::from_bytes(&std::fs::read(program).expect("a program file")).expect("a program");
    let (year, month, day) = DAY;
    let day = NaiveDate::from_ymd_opt(year, month.unsigned_abs(), day.unsigned_abs());
    let mut sources = open(&program, &[file.to_owned()], None, &mut Vec::new()).expect("the file can be read");
    let ty = sources[0].record().expect("the file is named after its record type");
    let schema: SchemaRef = Schema::new(decided_fields(&program, ty)).into();
    std::thread::scope(|scope| {
        let (read, chunks) = sync_channel(AHEAD);
        let (ruled, waiting) = sync_channel(AHEAD);
        let program = &program;
        scope.spawn(move || {
            for source in &mut sources {
                let mut send = |chunk| {
                    read.send(chunk).expect("somebody decides");
                    Ok(())
                };
                source.chunks(program, &mut send).expect("the file can be read");
            }
        });
        scope.spawn(move || {
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_statistics_enabled(EnabledStatistics::Chunk)
                .set_max_row_group_row_count(Some(GROUP))
                .build();
            let file = File::create(out).expect("a file for the decisions");
            let mut writer = ArrowWriter::try_new(file, schema.clone(), Some(properties)).expect("a Parquet file");
            for columns in waiting {
                let arrays = decided(program, ty, &columns).expect("amounts that fit");
                writer.write(&RecordBatch::try_new(schema.clone(), arrays).expect("a batch")).expect("a batch");
            }
            writer.close().expect("the whole file");
        });
        let mut machine = ColumnMachine::new(program);
        for chunk in chunks {
            let chunk: qingce_files::chunk::Chunk = chunk;
            assert!(chunk.bad().is_empty(), "every record can be read");
            ruled.send(machine.decide(&chunk.batch(), day).expect("the day is given")).expect("somebody writes");
        }
    });
}
