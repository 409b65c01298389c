//! Decisions as a workbook, one a row. Rows go to a temporary file as they come; a full sheet is followed by another one.

use super::flat::{self, AMOUNT, NUMBER};
use super::{Entry, RecordWriter};
use crate::fault::{Fault, Outcome};
use crate::lang::{Language, pick};
use crate::message;
use crate::whole::WholeFile;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Rows that a sheet can hold, the titles included.
const ROWS: u32 = 1_048_576;
/// How wide each column is drawn, in characters of its font.
const WIDTHS: [f64; 14] = [14.0, 7.0, 20.0, 12.0, 30.0, 10.0, 10.0, 14.0, 40.0, 30.0, 40.0, 10.0, 12.0, 30.0];

/// A workbook of decisions.
pub struct Book {
    workbook: Workbook,
    sheets: usize,
    next: u32,
    path: PathBuf,
    language: Language,
}

/// A fault of the workbook's writer.
pub fn fault(path: &Path, error: &XlsxError) -> Fault {
    let path = path.display();
    Fault::new(message!("写不了「{path}」：{error}", "cannot write 「{path}」: {error}"))
}

impl Book {
    /// A workbook for a file.
    ///
    /// # Errors
    /// No file to write to.
    pub fn new(out: Option<&Path>, language: Language) -> Outcome<Self> {
        let Some(path) = out else {
            return Err(Fault::usage(message!(
                "XLSX 要用 --out 写明写到哪个文件",
                "XLSX needs a file to write to: --out FILE"
            )));
        };
        let mut book =
            Self { workbook: Workbook::new(), sheets: 0, next: 0, path: path.to_owned(), language };
        // Fixed, so that the same decisions give the same bytes.
        book.workbook.set_properties(&properties());
        book.new_sheet().map_err(|error| fault(path, &error))?;
        Ok(book)
    }

    fn new_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = match (self.sheets, pick(self.language, "决定", "Decisions")) {
            (1, name) => name.to_owned(),
            (n, name) => format!("{name}{n}"),
        };
        let bold = Format::new().set_bold();
        let titles = flat::titles(self.language);
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for ((column, title), width) in (0..).zip(titles).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(0, column, title, &bold)?;
        }
        self.next = 1;
        Ok(())
    }

    fn rows(&mut self, entry: &Entry<'_>) -> Result<(), XlsxError> {
        for decision in entry.decisions {
            if self.next >= ROWS {
                self.new_sheet()?;
            }
            let sheet = self.workbook.worksheet_from_index(self.sheets - 1)?;
            row(sheet, self.next, &flat::cells(entry, decision, self.language))?;
            self.next += 1;
        }
        Ok(())
    }
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[String]) -> Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        let number = [NUMBER, AMOUNT].contains(&usize::from(column));
        // A workbook shows at most 15 digits; a longer amount stays exact as a text.
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        match cell.parse::<f64>() {
            Ok(value) if number && digits <= 15 => sheet.write_number(row, column, value)?,
            _ if cell.is_empty() => continue,
            _ => sheet.write_string(row, column, cell)?,
        };
    }
    Ok(())
}

/// Properties without the time of writing.
pub fn properties() -> rust_xlsxwriter::DocProperties {
    let epoch = rust_xlsxwriter::ExcelDateTime::from_timestamp(0).unwrap_or_default();
    rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch)
}

/// Writes a workbook, whole or not at all.
///
/// # Errors
/// A place that can't be written to.
pub fn save(mut workbook: Workbook, path: &Path) -> Outcome<()> {
    let file = WholeFile::create(path)?;
    let buffered = BufWriter::new(file.file().try_clone().map_err(|error| Fault::writing(path, &error))?);
    workbook.save_to_writer(buffered).map_err(|error| fault(path, &error))?;
    file.finish()
}

impl RecordWriter for Book {
    fn write(&mut self, entry: &Entry<'_>) -> Outcome<()> {
        let path = self.path.clone();
        self.rows(entry).map_err(|error| fault(&path, &error))
    }

    fn finish(self: Box<Self>) -> Outcome<()> {
        save(self.workbook, &self.path)
    }
}
