//! Workbooks: XLSX, and what else calamine reads (XLS, XLSB, ODS). A workbook is loaded as a whole; there is no reading a part
//! of a compressed sheet.

use super::bad::Place;
use super::table::{Offset, Table, is_blank};
use crate::fault::{Fault, Outcome};
use crate::message;
use crate::message::Message;
use calamine::{Data, Range, Reader, Sheets};
use chrono::{Days, NaiveDate};
use qingce_runtime::program::{CellType, SlotType};
use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Whether a file's name says that it is a workbook.
pub fn is_workbook(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    ["xlsx", "xlsm", "xls", "xlsb", "ods"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// An open workbook.
pub struct Workbook {
    sheets: Sheets<BufReader<File>>,
    path: PathBuf,
}

impl Workbook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// A file that can't be read or is no workbook.
    pub fn open(path: &Path) -> Outcome<Self> {
        // The plain opening first: it tells a missing file in our words.
        File::open(path).map_err(|error| Fault::reading(path, &error))?;
        let sheets = calamine::open_workbook_auto(path).map_err(|error| damaged(path, &error))?;
        Ok(Self { sheets, path: path.to_owned() })
    }

    /// The names of its sheets.
    pub fn names(&self) -> Vec<String> {
        self.sheets.sheet_names()
    }

    /// One sheet as a table; `None` if it has no cells.
    ///
    /// # Errors
    /// A damaged sheet.
    pub fn sheet(&mut self, name: &str) -> Outcome<Option<SheetTable>> {
        let range = self.sheets.worksheet_range(name).map_err(|error| damaged(&self.path, &error))?;
        let titles_at = range.rows().position(|row| row.iter().any(|cell| !is_empty(cell)));
        let Some(titles_at) = titles_at else { return Ok(None) };
        let titles = range.rows().nth(titles_at).unwrap_or_default().iter().map(title).collect();
        let place = Place { file: self.path.clone(), sheet: Some(name.to_owned()) };
        Ok(Some(SheetTable { range, titles, titles_at, at: titles_at, place }))
    }
}

fn damaged(path: &Path, error: &calamine::Error) -> Fault {
    let path = path.display();
    Fault::new(message!(
        "「{path}」不是能读的工作簿：{error}",
        "「{path}」 is no workbook that can be read: {error}"
    ))
}

fn title(cell: &Data) -> String {
    match cell {
        Data::String(text) => text.trim().to_owned(),
        other => other.to_string().trim().to_owned(),
    }
}

fn is_empty(cell: &Data) -> bool {
    match cell {
        Data::Empty => true,
        Data::String(text) => is_blank(text),
        _ => false,
    }
}

/// A sheet.
pub struct SheetTable {
    range: Range<Data>,
    titles: Vec<String>,
    titles_at: usize,
    at: usize,
    place: Place,
}

impl SheetTable {
    /// The cells of the row it stands on; none past the last one.
    fn row(&self) -> &[Data] {
        if self.at < self.range.height() { &self.range[self.at] } else { &[] }
    }
}

impl Table for SheetTable {
    fn titles(&self) -> &[String] {
        &self.titles
    }

    fn place(&self) -> &Place {
        &self.place
    }

    fn advance(&mut self) -> Result<bool, Message> {
        loop {
            self.at += 1;
            if self.at >= self.range.height() {
                return Ok(false);
            }
            if !self.row().iter().all(is_empty) {
                return Ok(true);
            }
        }
    }

    fn offset(&self) -> Offset {
        let above = self.range.start().map_or(0, |(row, _)| row);
        let at = self.at as u64;
        Offset { at, row: at + u64::from(above) + 1 }
    }

    fn go_to(&mut self, offset: Offset) -> Result<(), Message> {
        self.at = usize::try_from(offset.at).unwrap_or(usize::MAX);
        Ok(())
    }

    fn rewind(&mut self) -> Result<(), Message> {
        self.at = self.titles_at;
        Ok(())
    }

    fn width(&self) -> usize {
        self.row().len()
    }

    fn cell(&self, column: usize, ty: &SlotType) -> Result<Cow<'_, str>, Message> {
        let Some(cell) = self.row().get(column) else { return Ok(Cow::Borrowed("")) };
        let date = matches!(ty, SlotType::Cell(CellType::Date));
        match cell {
            Data::Empty => Ok(Cow::Borrowed("")),
            Data::String(text) => Ok(Cow::Borrowed(text.trim())),
            Data::Bool(truth) => Ok(Cow::Borrowed(if *truth { "是" } else { "否" })),
            Data::Int(number) => Ok(Cow::Owned(number.to_string())),
            Data::Float(number) if date => day(*number).map(Cow::Owned),
            Data::Float(number) => number_text(*number, matches!(ty, SlotType::Text)).map(Cow::Owned),
            Data::DateTime(moment) if moment.is_datetime() => {
                let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
                if (hour, minute, second) == (0, 0, 0) {
                    Ok(Cow::Owned(format!("{year:04}-{month:02}-{day:02}")))
                } else {
                    Err(message!(
                        "应是日期，这里还带着钟点",
                        "a date is expected; here is also a time of day"
                    ))
                }
            }
            Data::DateTime(other) => number_text(other.as_f64(), false).map(Cow::Owned),
            Data::DateTimeIso(text) => Ok(Cow::Borrowed(text.strip_suffix("T00:00:00").unwrap_or(text))),
            Data::DurationIso(text) => Ok(Cow::Borrowed(text)),
            Data::Error(error) => Err(message!(
                "这一格是表格软件的错误值 {error}",
                "the cell holds the workbook's own error {error}"
            )),
        }
    }
}

/// A workbook keeps numbers in binary; the shortest decimal that stands for the same binary is what was typed. Past 15 digits
/// a workbook has already lost some, so that such a number can't be an ID.
fn number_text(number: f64, as_text: bool) -> Result<String, Message> {
    if as_text && number.abs() >= 1e15 {
        return Err(message!(
            "超过 15 位的号码在表格软件里存成数字会丢掉末尾几位，请把这一列设为文本格式后重新填写",
            "a workbook loses the last digits of numbers longer than 15; make the column text and enter them again"
        ));
    }
    // Where decimals were worked out by a formula, the shortest decimal can have a tail of binary noise (0.1+0.2); the 15
    // digits that workbooks themselves show have none.
    let shortest = format!("{number}");
    let digits = shortest.chars().filter(char::is_ascii_digit).collect::<String>();
    let significant = digits.trim_start_matches('0').trim_end_matches('0').len();
    if significant <= 15 { Ok(shortest) } else { Ok(fifteen_digits(number)) }
}

fn fifteen_digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

/// The day of a serial number that isn't formatted as a date.
fn day(serial: f64) -> Result<String, Message> {
    let whole = serial.trunc();
    let expected = || message!("应是日期，例如 2023-07-01", "a date is expected, as 2023-07-01");
    if whole != serial || !(61.0..=2_958_465.0).contains(&whole) {
        return Err(expected());
    }
    // Serial numbers count from 1899-12-30 (they hold a 29 February 1900 that never was, before day 61).
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).ok_or_else(expected)?;
    let day = epoch.checked_add_days(Days::new(whole as u64)).ok_or_else(expected)?;
    Ok(day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_was_typed() {
        assert_eq!(number_text(1234.5, false), Ok("1234.5".into()));
        assert_eq!(number_text(0.1 + 0.2, false), Ok("0.3".into()));
        assert_eq!(number_text(1e6, false), Ok("1000000".into()));
        assert_eq!(number_text(123_456_789_012_345.0, true), Ok("123456789012345".into()));
        assert!(number_text(630_102_199_001_011_234.0, true).is_err());
    }

    #[test]
    fn serial_numbers_are_days() {
        assert_eq!(day(45108.0), Ok("2023-07-01".into()));
        assert!(day(45108.5).is_err());
        assert!(day(20_230_701.0).is_err());
    }
}
