//! Sheets for entering records: formats and drop-downs on the columns, and a sheet that explains the fields and lists the
//! options.

use super::{expected, options};
use crate::form::Form;
use crate::lang::{Language, pick};
use crate::read::files::{NOTES, OPTIONS};
use crate::screen::width;
use qingce_runtime::Program;
use qingce_runtime::program::{CellType, Slot, SlotType};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, Formula, Workbook,
    Worksheet, XlsxError,
};

/// Rows that are prepared for entry.
const ROWS: u32 = 10_000;
/// A workbook's limits for the texts of an input message.
const MESSAGE: usize = 255;

/// The language that a policy's forms are in: the policy's.
fn language(program: &Program) -> Language {
    if program.english { Language::English } else { Language::Chinese }
}

fn place(names: [&'static str; 2], program: &Program) -> &'static str {
    let [zh, en] = names;
    pick(language(program), zh, en)
}

/// Titles, formats and drop-downs of a sheet.
///
/// # Errors
/// What the workbook's writer refuses.
pub fn prepare(sheet: &mut Worksheet, program: &Program, form: &Form) -> Result<(), XlsxError> {
    let title = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.set_freeze_panes(1, 0)?;
    for ((column, slot), name) in (0_u16..).zip(form.columns(program)).zip(form.titles(program)) {
        sheet.write_string_with_format(0, column, &name, &title)?;
        let columns = u32::try_from(width(&name)).unwrap_or(20).clamp(10, 40) + 2;
        sheet.set_column_width(column, f64::from(columns))?;
        match &slot.ty {
            SlotType::Cell(CellType::Date) => sheet.set_column_format(column, &date)?,
            // So that long numbers keep all their digits and leading zeros.
            SlotType::Text => sheet.set_column_format(column, &text)?,
            _ => sheet,
        };
        if let Some(validation) = validation(program, slot)? {
            sheet.add_data_validation(1, column, ROWS, column, &validation)?;
        }
    }
    Ok(())
}

/// What a cell may hold, as the workbook checks it.
fn validation(program: &Program, slot: &Slot) -> Result<Option<DataValidation>, XlsxError> {
    let language = language(program);
    let said: String = expected(program, slot, language).chars().take(MESSAGE).collect();
    let validation = DataValidation::new();
    let validation = match &slot.ty {
        SlotType::Text | SlotType::List(_) => return Ok(None),
        SlotType::Cell(CellType::Truth) => {
            let words = [pick(language, "是", "yes"), pick(language, "否", "no")];
            validation.allow_list_strings(&words)?.set_error_message(&said)?
        }
        SlotType::Cell(CellType::Date) => {
            let (first, last) =
                (ExcelDateTime::from_ymd(1900, 1, 1)?, ExcelDateTime::from_ymd(9999, 12, 31)?);
            validation.allow_date(DataValidationRule::Between(first, last)).set_error_message(&said)?
        }
        SlotType::Cell(CellType::Option(list)) => {
            validation.allow_list_formula(range(program, list.index())).set_error_message(&said)?
        }
        SlotType::Cell(CellType::Options(list)) => validation
            .allow_list_formula(range(program, list.index()))
            // Several options in one cell are none of the list's; the message only reminds.
            .set_error_style(DataValidationErrorStyle::Information)
            .set_error_message(&said)?,
        // Amounts may be written with their unit (20万元), so that only a message can help.
        SlotType::Cell(CellType::Number { .. }) => validation,
    };
    Ok(Some(validation.set_input_message(&said)?))
}

/// The cells of the options sheet that hold a list.
fn range(program: &Program, list: usize) -> Formula {
    let count = program.lists.get(list).map_or(0, |list| list.options.len());
    let column = column_letters(list);
    let sheet = place(OPTIONS, program);
    Formula::new(format!("='{sheet}'!${column}$2:${column}${}", count + 1))
}

fn column_letters(column: usize) -> String {
    rust_xlsxwriter::utility::column_number_to_name(u16::try_from(column).unwrap_or(u16::MAX))
}

/// Adds the sheet that explains the fields and the one that lists the options.
///
/// # Errors
/// What the workbook's writer refuses.
pub fn explain(workbook: &mut Workbook, program: &Program, forms: &[Form]) -> Result<(), XlsxError> {
    let language = language(program);
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name(place(NOTES, program))?;
    sheet.set_freeze_panes(1, 0)?;
    let titles = match language {
        Language::Chinese => ["表", "字段", "填写", "说明", "选项"],
        Language::English => ["table", "field", "entry", "meaning", "options"],
    };
    for ((column, title), wide) in (0_u16..).zip(titles).zip([24.0, 28.0, 36.0, 44.0, 60.0]) {
        sheet.write_string_with_format(0, column, title, &bold)?;
        sheet.set_column_width(column, wide)?;
    }
    let mut row = 1;
    for form in forms {
        for (slot, title) in form.columns(program).into_iter().zip(form.titles(program)) {
            let cells = [
                form.table.name.clone(),
                title,
                expected(program, slot, language),
                slot.gloss.clone().unwrap_or_default(),
                option_notes(program, slot, language),
            ];
            for (column, cell) in (0_u16..).zip(&cells) {
                sheet.write_string_with_format(row, column, cell, &wrapped)?;
            }
            row += 1;
        }
    }
    list_options(workbook.add_worksheet(), program, &bold)
}

/// Options with their glosses.
fn option_notes(program: &Program, slot: &Slot, language: Language) -> String {
    let told = options(program, slot).into_iter().map(|(name, gloss)| match gloss {
        Some(gloss) => crate::say!(language, "{name}（{gloss}）", "{name} ({gloss})"),
        None => name.to_owned(),
    });
    told.collect::<Vec<_>>().join(pick(language, "、", ", "))
}

fn list_options(sheet: &mut Worksheet, program: &Program, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name(place(OPTIONS, program))?;
    for (column, list) in (0_u16..).zip(&program.lists) {
        sheet.write_string_with_format(0, column, &list.name, bold)?;
        sheet.set_column_width(column, 22.0)?;
        for (row, (name, _)) in (1_u32..).zip(&list.options) {
            sheet.write_string(row, column, name)?;
        }
    }
    Ok(())
}
