//! CSV files.

use super::bad::Place;
use super::encoding;
use super::table::{Offset, Table, is_blank};
use crate::fault::{Fault, Outcome};
use crate::message;
use crate::message::Message;
use ::csv::{ByteRecord, Position, Reader, ReaderBuilder};
use qingce_runtime::program::SlotType;
use std::borrow::Cow;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// A CSV file; the separator is the comma, semicolon or tab that its first line has most of.
#[derive(Debug)]
pub struct CsvTable {
    reader: Reader<Shifted>,
    row: ByteRecord,
    titles: Vec<String>,
    first: Position,
    place: Place,
}

impl CsvTable {
    /// Opens a file and reads its titles.
    ///
    /// # Errors
    /// A file that can't be read or is empty.
    pub fn open(path: &Path) -> Outcome<Self> {
        let place = Place::file(path);
        let fault = |error: std::io::Error| Fault::reading(path, &error);
        let text = encoding::open(path)?;
        let mut file = Shifted { file: text.file, start: text.start };
        let separator = separator(&mut file).map_err(fault)?;
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .buffer_capacity(1 << 16)
            .from_reader(file);
        let mut row = ByteRecord::new();
        loop {
            let more =
                reader.read_byte_record(&mut row).map_err(|error| Fault::new(place.say(&broken(&error))))?;
            if !more {
                let what = message!(
                    "文件是空的，第一行应是各列的名称",
                    "the file is empty; its first row should name the columns"
                );
                return Err(Fault::new(place.say(&what)));
            }
            if !is_blank_row(&row) {
                break;
            }
        }
        let titles = row.iter().map(|title| String::from_utf8_lossy(title).trim().to_owned()).collect();
        let first = reader.position().clone();
        Ok(Self { reader, row, titles, first, place })
    }
}

impl Table for CsvTable {
    fn titles(&self) -> &[String] {
        &self.titles
    }

    fn place(&self) -> &Place {
        &self.place
    }

    fn advance(&mut self) -> Result<bool, Message> {
        loop {
            if !self.reader.read_byte_record(&mut self.row).map_err(|error| broken(&error))? {
                return Ok(false);
            }
            if !is_blank_row(&self.row) {
                return Ok(true);
            }
        }
    }

    fn offset(&self) -> Offset {
        self.row.position().map_or(Offset { at: 0, row: 0 }, |p| Offset { at: p.byte(), row: p.line() })
    }

    fn go_to(&mut self, offset: Offset) -> Result<(), Message> {
        let mut position = Position::new();
        position.set_byte(offset.at).set_line(offset.row);
        self.reader.seek(position).map_err(|error| broken(&error))?;
        self.advance().map(|_| ())
    }

    fn rewind(&mut self) -> Result<(), Message> {
        self.reader.seek(self.first.clone()).map_err(|error| broken(&error))
    }

    fn width(&self) -> usize {
        self.row.len()
    }

    fn bytes(&self, column: usize) -> Option<&[u8]> {
        Some(self.row.get(column).unwrap_or_default().trim_ascii())
    }

    fn cell(&self, column: usize, _ty: &SlotType) -> Result<Cow<'_, str>, Message> {
        let text = std::str::from_utf8(self.row.get(column).unwrap_or_default());
        // The file was UTF-8 when it was opened.
        let text = text.map_err(|_| message!("这一格不是 UTF-8 文字", "this cell isn't text in UTF-8"))?;
        Ok(Cow::Borrowed(text.trim()))
    }
}

fn is_blank_row(row: &ByteRecord) -> bool {
    row.iter().all(|cell| cell.trim_ascii().is_empty() || std::str::from_utf8(cell).is_ok_and(is_blank))
}

fn broken(error: &::csv::Error) -> Message {
    message!("这张表读到一半中断：{error}", "the table broke off while being read: {error}")
}

/// The separator that the first line has most of, outside quotes.
fn separator(file: &mut Shifted) -> std::io::Result<u8> {
    let mut head = vec![0; 1 << 16];
    let mut count = 0;
    while count < head.len() {
        match file.read(&mut head[count..])? {
            0 => break,
            n => count += n,
        }
    }
    file.seek(SeekFrom::Start(0))?;
    let mut quoted = false;
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    for byte in &head[..count] {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                for (separator, count) in &mut counts {
                    *count += usize::from(separator == byte);
                }
            }
            _ => {}
        }
    }
    // The first of equals, so that a file of one column counts as comma-separated.
    let mut best = counts[0];
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    Ok(best.0)
}

/// A file whose text begins at `start`; positions count from there.
#[derive(Debug)]
struct Shifted {
    file: File,
    start: u64,
}

impl Read for Shifted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Seek for Shifted {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => self.file.seek(SeekFrom::Start(at + self.start))?,
            other => self.file.seek(other)?,
        };
        Ok(at.saturating_sub(self.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> CsvTable {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        std::fs::write(&path, text).unwrap();
        CsvTable::open(&path).unwrap()
    }

    #[test]
    fn rows_keep_their_numbers_and_can_be_read_again() {
        let mut table = table("\u{feff}编号, 姓名\n1,甲\n,\n2,\"乙\n乙\"\n3,丙\n");
        assert_eq!(table.titles(), ["编号", "姓名"]);
        let mut seen = Vec::new();
        while table.advance().unwrap() {
            seen.push((table.offset(), table.cell(0, &SlotType::Text).unwrap().into_owned()));
        }
        assert_eq!(seen.iter().map(|(offset, _)| offset.row).collect::<Vec<_>>(), [2, 4, 6]);
        table.go_to(seen[1].0).unwrap();
        assert_eq!(table.cell(1, &SlotType::Text).unwrap(), "乙\n乙");
        table.rewind().unwrap();
        assert!(table.advance().unwrap());
        assert_eq!(table.cell(1, &SlotType::Text).unwrap(), "甲");
    }

    #[test]
    fn the_separator_is_seen_from_the_titles() {
        assert_eq!(table("a\tb,c\td\n").titles(), ["a", "b,c", "d"]);
        assert_eq!(table("a;b\n1;2\n").titles(), ["a", "b"]);
        assert_eq!(table("\"a;b;c\",d\n").titles(), ["a;b;c", "d"]);
    }
}
