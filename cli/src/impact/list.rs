//! The list of records that gain or lose, one a line, written as they come.

use super::both::Concerned;
use crate::fault::{Fault, Outcome};
use crate::lang::{Language, pick};
use crate::whole::WholeFile;
use crate::words;
use crate::{message, say};
use qingce_change::{Comparison, Moved, Side};
use rust_xlsxwriter::{Format, Workbook};
use std::path::{Path, PathBuf};

const TITLES: [(&str, &str); 10] = [
    ("档案", "record"),
    ("主键", "key"),
    ("基准日", "reference_date"),
    ("规则", "rule"),
    ("原结果", "before"),
    ("新结果", "after"),
    ("原数额", "amount_before"),
    ("新数额", "amount_after"),
    ("差额", "difference"),
    ("原因", "reason"),
];

/// Rows that a sheet can hold, the titles included.
const ROWS: u32 = 1_048_576;

enum Form {
    Csv(Box<csv::Writer<WholeFile>>),
    Xlsx(Box<Workbook>, u32),
}

/// A list being written.
pub struct List {
    form: Form,
    path: PathBuf,
    language: Language,
}

impl List {
    /// Begins a list; its form follows from the file's name.
    ///
    /// # Errors
    /// Another form than CSV or XLSX, or a file that can't be written.
    pub fn create(path: &Path, language: Language) -> Outcome<Self> {
        let titles = TITLES.map(|(zh, en)| pick(language, zh, en));
        let form = match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => {
                let mut file = WholeFile::create(path)?;
                // So that spreadsheets take it for UTF-8.
                std::io::Write::write_all(&mut file, "\u{feff}".as_bytes())?;
                let mut writer = csv::Writer::from_writer(file);
                writer
                    .write_record(titles)
                    .map_err(|error| Fault::writing(path, &std::io::Error::other(error)))?;
                Form::Csv(Box::new(writer))
            }
            Some("xlsx") => {
                let mut book = Workbook::new();
                let sheet = book
                    .add_worksheet_with_constant_memory()
                    .map_err(|error| crate::write::xlsx::fault(path, &error))?;
                let bold = Format::new().set_bold();
                for (column, title) in titles.iter().enumerate() {
                    let column = u16::try_from(column).unwrap_or(0);
                    sheet
                        .write_with_format(0, column, *title, &bold)
                        .map_err(|error| crate::write::xlsx::fault(path, &error))?;
                }
                Form::Xlsx(Box::new(book), 1)
            }
            _ => {
                let path = path.display();
                return Err(Fault::usage(message!(
                    "名单「{path}」要写成 .csv 或 .xlsx 文件",
                    "the list 「{path}」 should be a .csv or .xlsx file"
                )));
            }
        };
        Ok(Self { form, path: path.to_owned(), language })
    }

    /// Adds a rule that decides a record differently.
    ///
    /// # Errors
    /// A full disk, or more rows than a sheet holds.
    pub fn add(&mut self, record: &Concerned, moved: &Moved, comparison: Option<&Comparison>) -> Outcome<()> {
        let language = self.language;
        let amount =
            |side: &Side| side.amount.map(|amount| amount.normalize().to_string()).unwrap_or_default();
        let row = [
            record.record.clone(),
            record.key.clone().unwrap_or_else(|| record.number.to_string()),
            record.date.map(|day| day.to_string()).unwrap_or_default(),
            moved.rule.clone(),
            status(&moved.before, language),
            status(&moved.after, language),
            amount(&moved.before),
            amount(&moved.after),
            moved.difference().normalize().to_string(),
            comparison.map(|comparison| reason(comparison, &moved.rule, language)).unwrap_or_default(),
        ];
        match &mut self.form {
            Form::Csv(writer) => writer
                .write_record(&row)
                .map_err(|error| Fault::writing(&self.path, &std::io::Error::other(error))),
            Form::Xlsx(book, next) => {
                let fault = |error| crate::write::xlsx::fault(&self.path, &error);
                if *next >= ROWS {
                    return Err(Fault::new(message!(
                        "名单超过一张工作表能放的行数，请改用 .csv",
                        "the list has more rows than a sheet holds; use .csv"
                    )));
                }
                let sheet = book.worksheet_from_index(0).map_err(fault)?;
                for (column, text) in row.iter().enumerate() {
                    sheet.write(*next, u16::try_from(column).unwrap_or(0), text.as_str()).map_err(fault)?;
                }
                *next += 1;
                Ok(())
            }
        }
    }

    /// Puts the list in its place.
    ///
    /// # Errors
    /// A full disk, or a place that can't be replaced.
    pub fn finish(self) -> Outcome<()> {
        match self.form {
            Form::Csv(writer) => {
                let file = writer.into_inner().map_err(|error| Fault::writing(&self.path, error.error()))?;
                file.finish()
            }
            Form::Xlsx(mut book, _) => {
                let bytes =
                    book.save_to_buffer().map_err(|error| crate::write::xlsx::fault(&self.path, &error))?;
                crate::whole::write(&self.path, &bytes)
            }
        }
    }
}

fn status(side: &Side, language: Language) -> String {
    let word = match side.status {
        None => pick(language, "没有这条规则", "no such rule"),
        Some(status) => words::status(status, language),
    };
    word.to_owned()
}

/// Which differences of the policies can be why.
pub fn reason(comparison: &Comparison, rule: &str, language: Language) -> String {
    let concerned = comparison.differences.iter().filter(|difference| {
        difference.from.is_some()
            && (difference.name == rule || difference.rules.iter().any(|name| name == rule))
    });
    let told: Vec<String> = concerned
        .map(|difference| {
            let spoken = crate::lang::spoken(language);
            let (matter, name) = (difference.matter.word(spoken), &difference.name);
            let change = difference.change.word(spoken);
            say!(language, "{change}{matter}「{name}」", "{change}: {matter} 「{name}」")
        })
        .collect();
    told.join(pick(language, "；", "; "))
}
