//! Forms written as CSV files or as the sheets of a workbook, empty or with records.

use crate::fault::{Fault, Outcome};
use crate::form::{Form, rows};
use crate::message;
use crate::read::names::sheet_name;
use crate::schema::notes;
use crate::spell::{Spelled, spell};
use crate::whole::WholeFile;
use crate::write::xlsx::{fault, properties, save};
use qingce_runtime::{Program, Record, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// CSV files of some forms, in one folder.
pub struct CsvForms<'p> {
    program: &'p Program,
    forms: Vec<Form>,
    files: Vec<csv::Writer<WholeFile>>,
}

impl<'p> CsvForms<'p> {
    /// Begins the files in the folder, which is made if need be.
    ///
    /// # Errors
    /// A folder that can't be written to.
    pub fn create(program: &'p Program, forms: Vec<Form>, folder: &Path) -> Outcome<Self> {
        std::fs::create_dir_all(folder).map_err(|error| Fault::writing(folder, &error))?;
        let mut files = Vec::new();
        for form in &forms {
            let path = folder.join(format!("{}.csv", form.table.name));
            let mut file = WholeFile::create(&path)?;
            // Office software takes Chinese for another encoding without the byte order mark.
            file.write_all("\u{feff}".as_bytes())?;
            let mut rows = csv::Writer::from_writer(file);
            rows.write_record(form.titles(program)).map_err(std::io::Error::from)?;
            files.push(rows);
        }
        Ok(Self { program, forms, files })
    }

    /// Writes a record to the files of its type and lists.
    ///
    /// # Errors
    /// A full disk.
    pub fn write(&mut self, record: &Record) -> Outcome<()> {
        for (form, file) in self.forms.iter().zip(&mut self.files) {
            if form.table.root != record.ty {
                continue;
            }
            for row in rows(self.program, form, record) {
                let cells = spelled(self.program, form, &row.0, row.1);
                let texts = cells.iter().map(|cell| cell.text(self.program.english));
                file.write_record(texts).map_err(std::io::Error::from)?;
            }
        }
        Ok(())
    }

    /// Puts all files in their places.
    ///
    /// # Errors
    /// A full disk.
    pub fn finish(self) -> Outcome<()> {
        for file in self.files {
            file.into_inner().map_err(|error| error.into_error())?.finish()?;
        }
        Ok(())
    }
}

/// The text of one CSV table without records.
///
/// # Errors
/// None but what writing to memory can meet.
pub fn csv_titles(program: &Program, form: &Form) -> Outcome<Vec<u8>> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(form.titles(program)).map_err(std::io::Error::from)?;
    Ok(rows.into_inner().map_err(|error| error.into_error())?)
}

/// The cells of a row: the keys above it, then its own.
fn spelled(program: &Program, form: &Form, above: &[&Value], record: &Record) -> Vec<Spelled> {
    let own = form.slots.iter().map(|slot| record.values.get(slot.index()).unwrap_or(&Value::Missing));
    let values = above.iter().copied().chain(own);
    form.columns(program).into_iter().zip(values).map(|(slot, value)| spell(program, slot, value)).collect()
}

/// A workbook of some forms: a sheet for each, with drop-downs, and a sheet that explains the fields.
pub struct BookForms<'p> {
    program: &'p Program,
    forms: Vec<Form>,
    workbook: Workbook,
    next: Vec<u32>,
    path: PathBuf,
    date: Format,
}

impl<'p> BookForms<'p> {
    /// Begins the workbook.
    ///
    /// # Errors
    /// Two tables whose names a workbook can't tell apart.
    pub fn create(program: &'p Program, forms: Vec<Form>, path: &Path) -> Outcome<Self> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties());
        let names: Vec<String> = forms.iter().map(|form| sheet_name(&form.table.name)).collect();
        if let Some(twice) = names.iter().enumerate().find(|(n, name)| names[..*n].contains(name)) {
            let name = twice.1;
            return Err(Fault::new(message!(
                "工作表的名称最多 31 个字，两张表都成了「{name}」；请用 CSV 或 JSON",
                "a sheet's name has at most 31 characters and two tables become 「{name}」; use CSV or JSON"
            )));
        }
        let book = Self {
            program,
            next: vec![1; forms.len()],
            forms,
            workbook,
            path: path.to_owned(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
        };
        book.begin(&names).map_err(|error| fault(path, &error))
    }

    fn begin(mut self, names: &[String]) -> Result<Self, XlsxError> {
        for (form, name) in self.forms.iter().zip(names) {
            let sheet = self.workbook.add_worksheet();
            sheet.set_name(name)?;
            notes::prepare(sheet, self.program, form)?;
        }
        notes::explain(&mut self.workbook, self.program, &self.forms)?;
        Ok(self)
    }

    /// Writes a record to the sheets of its type and lists.
    ///
    /// # Errors
    /// More rows than a sheet holds.
    pub fn write(&mut self, record: &Record) -> Outcome<()> {
        self.put(record).map_err(|error| fault(&self.path, &error))
    }

    fn put(&mut self, record: &Record) -> Result<(), XlsxError> {
        for (n, form) in self.forms.iter().enumerate() {
            if form.table.root != record.ty {
                continue;
            }
            let sheet = self.workbook.worksheet_from_index(n)?;
            for (above, member) in rows(self.program, form, record) {
                let cells = spelled(self.program, form, &above, member);
                for (column, cell) in (0_u16..).zip(&cells) {
                    put_cell(sheet, self.next[n], column, cell, self.program.english, &self.date)?;
                }
                self.next[n] += 1;
            }
        }
        Ok(())
    }

    /// Puts the workbook in its place.
    ///
    /// # Errors
    /// A place that can't be written to.
    pub fn finish(self) -> Outcome<()> {
        save(self.workbook, &self.path)
    }
}

fn put_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Spelled,
    english: bool,
    date: &Format,
) -> Result<(), XlsxError> {
    match cell {
        Spelled::Blank => {}
        Spelled::Date(day) => {
            use chrono::Datelike;
            let year = u16::try_from(day.year()).unwrap_or(0);
            let (month, number) =
                (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
            match ExcelDateTime::from_ymd(year, month, number) {
                Ok(moment) => sheet.write_datetime_with_format(row, column, &moment, date)?,
                // Before 1900 a workbook has no dates; the text is read all the same.
                Err(_) => sheet.write_string(row, column, day.to_string())?,
            };
        }
        // Fifteen digits are exact in a workbook's numbers.
        Spelled::Number(digits) if digits.len() <= 15 => match digits.parse::<f64>() {
            Ok(number) => {
                sheet.write_number(row, column, number)?;
            }
            Err(_) => {
                sheet.write_string(row, column, digits)?;
            }
        },
        other => {
            sheet.write_string(row, column, other.text(english))?;
        }
    }
    Ok(())
}
