//! `qingce schema`: empty forms for data entry, and JSON schemas.

use crate::args::{Schema, SchemaFormat};
use crate::commands::sample::no_workbook;
use crate::fault::{Fault, Outcome};
use crate::form::{Form, forms};
use crate::policy::Policy;
use crate::run::record;
use crate::schema::json;
use crate::screen::Screen;
use crate::tables::{BookForms, csv_titles};
use crate::{message, whole};
use qingce_runtime::Program;
use qingce_runtime::program::RecordId;
use std::io::Write;
use std::path::Path;

/// Writes the schema or the form.
pub fn run(given: &Schema, screen: &Screen) -> Outcome<()> {
    let policy = Policy::load(&given.policy, screen)?;
    let program = &policy.program;
    let only = given.record.as_deref().map(|name| record(program, name)).transpose()?;
    let out = given.out.as_deref();
    match given.format {
        SchemaFormat::JsonSchema => {
            let mut text =
                serde_json::to_string_pretty(&json::schema(program, only)).map_err(std::io::Error::from)?;
            text.push('\n');
            put(out, text.as_bytes())
        }
        SchemaFormat::Csv => csv(program, &all_forms(program, only)?, out),
        SchemaFormat::Xlsx => {
            let Some(path) = out else { return Err(no_workbook()) };
            BookForms::create(program, all_forms(program, only)?, path)?.finish()
        }
    }
}

/// The forms of one record type, or of all that rules decide.
fn all_forms(program: &Program, only: Option<RecordId>) -> Outcome<Vec<Form>> {
    if let Some(record) = only {
        return forms(program, record);
    }
    let subjects = (0..=u16::MAX).map(RecordId).zip(&program.records).map(|(id, _)| id);
    let subjects = subjects.filter(|id| program.rules_of(*id).next().is_some());
    let mut all = Vec::new();
    for record in subjects {
        all.extend(forms(program, record)?);
    }
    Ok(all)
}

fn csv(program: &Program, forms: &[Form], out: Option<&Path>) -> Outcome<()> {
    match (forms, out) {
        ([form], None) => put(None, &csv_titles(program, form)?),
        (_, None) => Err(Fault::usage(message!(
            "有几张表，要用 --out 写明写到哪个文件夹，或用 --record 写明一种没有列表的档案",
            "there are several tables: say a folder with --out, or one record type without lists with --record"
        ))),
        (forms, Some(folder)) => {
            std::fs::create_dir_all(folder).map_err(|error| Fault::writing(folder, &error))?;
            for form in forms {
                // Office software takes Chinese for another encoding without the byte order mark.
                let mut bytes = "\u{feff}".as_bytes().to_vec();
                bytes.extend(csv_titles(program, form)?);
                whole::write(&folder.join(format!("{}.csv", form.table.name)), &bytes)?;
            }
            Ok(())
        }
    }
}

fn put(out: Option<&Path>, bytes: &[u8]) -> Outcome<()> {
    match out {
        Some(path) => whole::write(path, bytes),
        None => Ok(std::io::stdout().write_all(bytes)?),
    }
}
