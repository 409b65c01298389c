//! `qingce sample`: random records for trying a policy out.

use crate::args::{Sample, SampleFormat};
use crate::fault::{Fault, Outcome};
use crate::form::forms;
use crate::message;
use crate::policy::Policy;
use crate::run::record;
use crate::sample::Maker;
use crate::screen::Screen;
use crate::spell::json;
use crate::tables::{BookForms, CsvForms};
use crate::write::sink::Sink;
use qingce_runtime::{Program, Record};
use std::io::Write;
use std::path::Path;

/// Makes the records and writes them.
pub fn run(given: &Sample, screen: &Screen) -> Outcome<()> {
    let policy = Policy::load(&given.policy, screen)?;
    let program = &policy.program;
    let root = record(program, &given.record)?;
    let mut maker = Maker::new(program, root, given.seed);
    let out = given.out.as_deref();
    match given.format.or(out.and_then(by_name)).unwrap_or(SampleFormat::Jsonl) {
        SampleFormat::Jsonl => lines(program, given.n, &mut maker, Sink::open(out)?),
        SampleFormat::Json => array(program, given.n, &mut maker, Sink::open(out)?),
        SampleFormat::Csv => {
            let forms = forms(program, root)?;
            let Some(folder) = out else {
                return Err(Fault::usage(message!(
                    "CSV 要用 --out 写明写到哪个文件夹",
                    "CSV needs a folder to write to: --out FOLDER"
                )));
            };
            let mut files = CsvForms::create(program, forms, folder)?;
            each(given.n, &mut maker, |record| files.write(record))?;
            files.finish()
        }
        SampleFormat::Xlsx => {
            let Some(path) = out else { return Err(no_workbook()) };
            let mut book = BookForms::create(program, forms(program, root)?, path)?;
            each(given.n, &mut maker, |record| book.write(record))?;
            book.finish()
        }
    }
}

/// That a workbook needs a file.
pub fn no_workbook() -> Fault {
    Fault::usage(message!("XLSX 要用 --out 写明写到哪个文件", "XLSX needs a file to write to: --out FILE"))
}

fn each(n: u64, maker: &mut Maker<'_>, mut take: impl FnMut(&Record) -> Outcome<()>) -> Outcome<()> {
    (0..n).try_for_each(|_| take(&maker.make()))
}

fn lines(program: &Program, n: u64, maker: &mut Maker<'_>, mut sink: Sink) -> Outcome<()> {
    each(n, maker, |record| Ok(writeln!(sink, "{}", json(program, record))?))?;
    sink.finish()
}

fn array(program: &Program, n: u64, maker: &mut Maker<'_>, mut sink: Sink) -> Outcome<()> {
    sink.write_all(b"[")?;
    let mut first = true;
    each(n, maker, |record| {
        let mark = if std::mem::take(&mut first) { "\n" } else { ",\n" };
        Ok(write!(sink, "{mark}{}", json(program, record))?)
    })?;
    sink.write_all(b"\n]\n")?;
    sink.finish()
}

fn by_name(path: &Path) -> Option<SampleFormat> {
    match path.extension()?.to_str()? {
        "json" => Some(SampleFormat::Json),
        "jsonl" => Some(SampleFormat::Jsonl),
        "xlsx" => Some(SampleFormat::Xlsx),
        _ => None,
    }
}
