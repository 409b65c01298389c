//! Parquet files and Arrow IPC files, read a batch at a time.

use super::bad::{Bad, Place};
use super::columns::look_for_slips;
use crate::chunk::{Chunk, ROWS};
use crate::fault::{Fault, Outcome};
use crate::message;
use crate::message::{Message, both};
use ::parquet::arrow::ProjectionMask;
use ::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use ::parquet::errors::ParquetError;
use arrow_array::RecordBatchReader;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use qingce_runtime::Program;
use qingce_runtime::columns::arrow::{ArrowFault, ArrowRecords, Layout};
use qingce_runtime::program::RecordId;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Whether a file's name says that it is Parquet or Arrow.
pub fn is_arrow(path: &Path) -> bool {
    form(path).is_some()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Parquet,
    Ipc,
}

fn form(path: &Path) -> Option<Form> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "parquet" | "pq" => Some(Form::Parquet),
        "arrow" | "arrows" | "ipc" | "feather" => Some(Form::Ipc),
        _ => None,
    }
}

/// A file whose columns have been matched with the slots of its record type.
#[derive(Debug)]
pub struct ArrowFile {
    path: PathBuf,
    record: RecordId,
    form: Form,
    layout: Layout,
    schema: Schema,
}

impl ArrowFile {
    /// Opens a file and looks at its columns. Remarks for people are added to `remarks`.
    ///
    /// # Errors
    /// A file that can't be read; columns of types that their fields can't be read from, or that are a slip of a field's name.
    pub fn open(
        program: &Program,
        path: &Path,
        record: RecordId,
        remarks: &mut Vec<Message>,
    ) -> Outcome<Self> {
        let form = form(path).unwrap_or(Form::Parquet);
        let schema = match form {
            Form::Parquet => {
                let file = File::open(path).map_err(|error| Fault::reading(path, &error))?;
                let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new());
                metadata.map_err(|error| damaged(path, &error))?.schema().as_ref().clone()
            }
            Form::Ipc => ipc(path)?.schema().as_ref().clone(),
        };
        let place = Place::file(path);
        let layout = Layout::new(program, record, &schema).map_err(|fault| told(&place, &fault))?;
        if let Some(ty) = program.record(record) {
            let filled: Vec<_> = layout.filled().collect();
            look_for_slips(ty, layout.unknown(), &filled).map_err(|what| Fault::new(place.say(&what)))?;
        }
        for title in layout.unknown() {
            let what = message!(
                "「{title}」列不是字段，没有读",
                "the column 「{title}」 is no field and was not read"
            );
            remarks.push(place.say(&what));
        }
        Ok(Self { path: path.to_owned(), record, form, layout, schema })
    }

    /// The type of its records.
    pub fn record(&self) -> RecordId {
        self.record
    }

    /// Where it lies.
    pub fn place(&self) -> Place {
        Place::file(&self.path)
    }

    /// Gives the records to `take`, chunk by chunk.
    ///
    /// # Errors
    /// A file that can't be read to its end, and whatever `take` fails with.
    pub fn chunks(&self, program: &Program, take: &mut dyn FnMut(Chunk) -> Outcome<()>) -> Outcome<()> {
        let reader = match self.form {
            Form::Parquet => self.parquet(program)?,
            Form::Ipc => ipc(&self.path)?,
        };
        // Parquet may leave columns out and have types that are read more quickly.
        let layout = Layout::new(program, self.record, &reader.schema());
        let layout = layout.map_err(|fault| told(&self.place(), &fault))?;
        let mut before = 0;
        for batch in reader {
            let batch = batch.map_err(|error| damaged(&self.path, &error))?;
            for from in (0..batch.num_rows()).step_by(ROWS) {
                let part = batch.slice(from, ROWS.min(batch.num_rows() - from));
                let records = layout.read(program, &part).map_err(|fault| told(&self.place(), &fault))?;
                let bad = self.bad(&records, before);
                before += part.num_rows() as u64;
                take(Chunk::of_arrow(self.record, records, bad))?;
            }
        }
        Ok(())
    }

    fn parquet(&self, program: &Program) -> Outcome<Box<dyn RecordBatchReader>> {
        let fault = |error: ParquetError| damaged(&self.path, &error);
        let file = File::open(&self.path).map_err(|error| Fault::reading(&self.path, &error))?;
        let plain = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(fault)?;
        let quicker = SchemaRef::new(self.layout.quicker(program, &self.schema));
        let options = ArrowReaderOptions::new().with_schema(quicker);
        // A file that can't give the quicker types gives its own.
        let metadata = ArrowReaderMetadata::try_new(plain.metadata().clone(), options).unwrap_or(plain);
        let roots = ProjectionMask::roots(metadata.parquet_schema(), self.layout.columns());
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
        let reader = builder.with_batch_size(ROWS).with_projection(roots).build();
        Ok(Box::new(reader.map_err(fault)?))
    }

    /// What couldn't be read, by row; the file's records before these are `before`.
    fn bad(&self, records: &ArrowRecords, before: u64) -> Vec<(usize, Vec<Bad>)> {
        let mut bad: Vec<(usize, Vec<Bad>)> = Vec::new();
        for fault in records.faults() {
            let number = before + fault.row as u64 + 1;
            let told = self.place().item(number, &both(|language| fault.error.message(language)));
            match bad.last_mut() {
                Some((row, more)) if *row == fault.row => more.push(told),
                _ => bad.push((fault.row, vec![told])),
            }
        }
        bad
    }
}

/// An IPC file, or a stream of the same.
fn ipc(path: &Path) -> Outcome<Box<dyn RecordBatchReader>> {
    let fault = |error: std::io::Error| Fault::reading(path, &error);
    let mut file = File::open(path).map_err(fault)?;
    let mut mark = [0; 6];
    let is_file = file.read(&mut mark).map_err(fault)? == mark.len() && mark == *b"ARROW1";
    file.seek(SeekFrom::Start(0)).map_err(fault)?;
    let file = BufReader::new(file);
    let damaged = |error: ArrowError| damaged(path, &error);
    Ok(match is_file {
        true => Box::new(FileReader::try_new(file, None).map_err(damaged)?),
        false => Box::new(StreamReader::try_new(file, None).map_err(damaged)?),
    })
}

fn told(place: &Place, fault: &ArrowFault) -> Fault {
    Fault::new(place.say(&both(|language| fault.message(language))))
}

fn damaged(path: &Path, error: &dyn std::error::Error) -> Fault {
    let path = path.display();
    Fault::new(message!("「{path}」读不下去：{error}", "「{path}」 can't be read: {error}"))
}
