//! What could not be read, and where it stands.

use crate::message::Message;
use std::path::{Path, PathBuf};

/// One value or row that could not be read: a sentence that begins with the file and ends with what was expected. Sensitive
/// values are masked in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bad(pub Message);

/// Which file, and which sheet of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

impl Place {
    /// A file without sheets.
    pub fn file(path: &Path) -> Self {
        Self { file: path.to_owned(), sheet: None }
    }

    /// As shown to people.
    pub fn message(&self) -> Message {
        let file = self.file.display();
        match &self.sheet {
            None => Message::new(format!("「{file}」"), format!("「{file}」")),
            Some(sheet) => Message::new(
                format!("「{file}」的工作表「{sheet}」"),
                format!("「{file}」, sheet 「{sheet}」"),
            ),
        }
    }

    /// Something about the whole file or sheet.
    pub fn say(&self, what: &Message) -> Message {
        let place = self.message();
        Message::new(format!("{}：{}", place.zh, what.zh), format!("{}: {}", place.en, what.en))
    }

    /// Something wrong with a row.
    pub fn row(&self, row: u64, what: &Message) -> Bad {
        let place = self.message();
        Bad(Message::new(
            format!("{}第 {row} 行：{}", place.zh, what.zh),
            format!("{}, row {row}: {}", place.en, what.en),
        ))
    }

    /// Something wrong with a cell. `column` counts from 0; in a workbook its letters are named too.
    pub fn cell(&self, row: u64, column: usize, title: &str, what: &Message) -> Bad {
        let place = self.message();
        let (zh, en) = match self.sheet {
            None => (String::new(), String::new()),
            Some(_) => (format!("（{}{row}）", letters(column)), format!(" ({}{row})", letters(column))),
        };
        Bad(Message::new(
            format!("{}第 {row} 行「{title}」列{zh}：{}", place.zh, what.zh),
            format!("{}, row {row}, column 「{title}」{en}: {}", place.en, what.en),
        ))
    }

    /// Something wrong with the nth record of a JSON file.
    pub fn item(&self, number: u64, what: &Message) -> Bad {
        let place = self.message();
        Bad(Message::new(
            format!("{}第 {number} 条：{}", place.zh, what.zh),
            format!("{}, record {number}: {}", place.en, what.en),
        ))
    }
}

/// A workbook's name for a column: A, B, … Z, AA, ….
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_workbook() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_cell_names_file_sheet_row_and_column() {
        let place = Place { file: "甲.xlsx".into(), sheet: Some("工人".into()) };
        let bad = place.cell(3, 2, "工资", &Message::new("应为元", "yuan expected"));
        assert_eq!(bad.0.zh, "「甲.xlsx」的工作表「工人」第 3 行「工资」列（C3）：应为元");
        assert_eq!(bad.0.en, "「甲.xlsx」, sheet 「工人」, row 3, column 「工资」 (C3): yuan expected");
    }
}
