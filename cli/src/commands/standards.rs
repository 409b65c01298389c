//! `qingce standards`: the dated values of a policy as a sheet, out and in.

use crate::args::{Standards, StandardsFormat};
use crate::commands::amend::refused;
use crate::fault::{Fault, Outcome};
use crate::folder::Folder;
use crate::lang::{Language, Message, pick, spoken};
use crate::policy::compiled;
use crate::read::bad::Bad;
use crate::read::csv::CsvTable;
use crate::read::table::{Table, is_blank};
use crate::read::xlsx::{Workbook, is_workbook};
use crate::screen::Screen;
use crate::{message, whole};
use chrono::NaiveDate;
use qingce_change::sheet::{Row, requests, rows};
use qingce_change::{amend, compare};
use qingce_compiler::analyse;
use qingce_compiler::model::Model;
use qingce_runtime::program::{CellType, SlotType};
use rust_xlsxwriter::{Format, Workbook as Book};
use std::io::Write;
use std::path::Path;

/// The columns, in either language.
const TITLES: [(&str, &str); 8] = [
    ("标准", "standard"),
    ("选项", "option"),
    ("自", "from"),
    ("至", "to"),
    ("数值", "value"),
    ("单位", "unit"),
    ("依据", "authority"),
    ("条", "clause"),
];

/// Writes the values, or takes those of a sheet over.
pub fn run(given: &Standards, screen: &Screen) -> Outcome<()> {
    let folder = Folder::read(&given.policy)?;
    let model = compiled(&folder, screen)?.model;
    if let Some(path) = &given.import {
        return import(path, folder, &model, screen);
    }
    let by_name = given.out.as_deref().and_then(|path| match path.extension()?.to_str()? {
        "csv" => Some(StandardsFormat::Csv),
        "xlsx" => Some(StandardsFormat::Xlsx),
        _ => None,
    });
    let rows: Vec<[String; 8]> = rows(&model).into_iter().map(cells).collect();
    let bytes = match given.format.or(by_name).unwrap_or(StandardsFormat::Table) {
        StandardsFormat::Table => text(&rows, screen.language).into_bytes(),
        StandardsFormat::Csv => csv(&rows, screen.language)?,
        StandardsFormat::Xlsx => xlsx(&rows, screen.language, given.out.as_deref())?,
    };
    match &given.out {
        Some(path) => whole::write(path, &bytes),
        None => Ok(std::io::stdout().write_all(&bytes)?),
    }
}

fn cells(row: Row) -> [String; 8] {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        row.standard,
        row.option.unwrap_or_default(),
        day(Some(row.from)),
        day(row.to),
        row.value,
        row.unit,
        row.authority,
        row.clause,
    ]
}

fn titles(language: Language) -> [&'static str; 8] {
    TITLES.map(|(zh, en)| pick(language, zh, en))
}

fn text(rows: &[[String; 8]], language: Language) -> String {
    let titles = titles(language).map(str::to_owned);
    let all: Vec<&[String; 8]> = std::iter::once(&titles).chain(rows).collect();
    let width = |column: usize| {
        all.iter().map(|row| unicode_width::UnicodeWidthStr::width(row[column].as_str())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..8).map(width).collect();
    let mut out = String::new();
    for row in &all {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let gap = width - unicode_width::UnicodeWidthStr::width(cell.as_str()) + 2;
            line.push_str(&format!("{cell}{}", " ".repeat(gap)));
        }
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    out
}

fn csv(rows: &[[String; 8]], language: Language) -> Outcome<Vec<u8>> {
    let fault = |error: String| Fault::new(Message::new(error.clone(), error));
    // So that spreadsheets take it for UTF-8.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(titles(language)).map_err(|error| fault(error.to_string()))?;
    for row in rows {
        writer.write_record(row).map_err(|error| fault(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| fault(error.to_string()))
}

fn xlsx(rows: &[[String; 8]], language: Language, out: Option<&Path>) -> Outcome<Vec<u8>> {
    let Some(path) = out else {
        return Err(Fault::usage(message!("XLSX 要用 --out 写明文件", "XLSX needs a file: --out FILE")));
    };
    let fault = |error| crate::write::xlsx::fault(path, &error);
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, title) in (0_u16..).zip(titles(language)) {
        sheet.write_with_format(0, column, title, &bold).map_err(fault)?;
    }
    for (line, row) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            sheet.write(line, column, cell.as_str()).map_err(fault)?;
        }
    }
    book.save_to_buffer().map_err(fault)
}

/// Takes the values of a sheet over: all of them or none.
fn import(path: &Path, folder: Folder, model: &Model, screen: &Screen) -> Outcome<()> {
    let (mut sheet, mut bad) = (Vec::new(), Vec::new());
    if is_workbook(path) {
        let mut workbook = Workbook::open(path)?;
        for name in workbook.names() {
            if let Some(mut table) = workbook.sheet(&name)? {
                take(&mut table, &mut sheet, &mut bad)?;
            }
        }
    } else {
        take(&mut CsvTable::open(path)?, &mut sheet, &mut bad)?;
    }
    if !bad.is_empty() {
        for Bad(said) in &bad {
            eprintln!("{}", said.in_language(screen.language));
        }
        return Err(Fault::new(message!(
            "没有修改：表里有读不了的格子",
            "nothing was changed: the sheet has cells that can't be read"
        )));
    }
    let mut amended = folder.clone();
    for (at, request) in requests(model, &sheet) {
        match amend(&amended.text, &request) {
            Ok(done) => amended.text = done.text,
            Err(refusals) => {
                let row = at + 2;
                eprintln!("{}", crate::say!(screen.language, "第 {row} 行：", "row {row}:"));
                return Err(refused(&refusals, &amended, screen));
            }
        }
    }
    for ((path, new), old) in folder.paths.iter().zip(amended.texts()).zip(folder.texts()) {
        if new.text != old.text {
            whole::write(path, new.text.as_bytes())?;
        }
    }
    let told = compare(model, &analyse(&amended.text).model).text(spoken(screen.language));
    Ok(std::io::stdout().write_all(told.as_bytes())?)
}

fn take(table: &mut dyn Table, sheet: &mut Vec<Row>, bad: &mut Vec<Bad>) -> Outcome<()> {
    let place = table.place().clone();
    let mut columns = [None; 8];
    for (column, (zh, en)) in columns.iter_mut().zip(TITLES) {
        *column = table.titles().iter().position(|title| title == zh || title == en);
    }
    for (at, (zh, en)) in TITLES.iter().enumerate().filter(|(at, _)| [0, 2, 4, 5, 6].contains(at)) {
        if columns[at].is_none() {
            let what = Message::new(format!("缺「{zh}」列"), format!("the column 「{en}」 is wanted"));
            return Err(Fault::new(place.say(&what)));
        }
    }
    let day = SlotType::Cell(CellType::Date);
    loop {
        match table.advance() {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(what) => return Err(Fault::new(place.say(&what))),
        }
        let row = table.offset().row;
        let mut cell = |at: usize, ty: &SlotType| -> String {
            let Some(column) = columns[at] else { return String::new() };
            match table.cell(column, ty) {
                Ok(text) => text.trim().to_owned(),
                Err(what) => {
                    bad.push(place.cell(row, column, TITLES[at].0, &what));
                    String::new()
                }
            }
        };
        let texts = [0, 1, 4, 5, 6].map(|at| cell(at, &SlotType::Text));
        let days = [2, 3].map(|at| cell(at, &day));
        let [standard, option, value, unit, authority] = texts;
        if is_blank(&standard) {
            continue;
        }
        let read = |text: &str| {
            ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]
                .iter()
                .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        };
        let [from, to] = [&days[0], &days[1]].map(|text| read(text));
        let what = message!("要写日期，例如 2026-01-01", "a date is wanted, such as 2026-01-01");
        match (from, to, days[1].is_empty()) {
            (Some(from), to, blank) if to.is_some() || blank => {
                let option = (!option.is_empty()).then_some(option);
                sheet.push(Row { standard, option, from, to, value, unit, authority, clause: String::new() });
            }
            (None, ..) => bad.push(place.cell(row, columns[2].unwrap_or(0), TITLES[2].0, &what)),
            _ => bad.push(place.cell(row, columns[3].unwrap_or(0), TITLES[3].0, &what)),
        }
    }
}
