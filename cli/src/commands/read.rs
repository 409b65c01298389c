//! `qingce read`: the policy as official prose, for those who never open its files.

use crate::args::{Read, ReadFormat};
use crate::fault::{Fault, Outcome};
use crate::folder::Folder;
use crate::lang::{Message, spoken};
use crate::policy::compiled;
use crate::screen::Screen;
use crate::{message, whole};
use qingce_compiler::model::Model;
use qingce_prose::Phrases;
use qingce_prose::document::Part;
use qingce_prose::render::text::Marks;
use qingce_prose::render::{docx, html, text};
use std::io::Write;
use std::path::Path;

/// Writes the policy, or the part that is asked for.
pub fn run(given: &Read, screen: &Screen) -> Outcome<()> {
    let folder = Folder::read(&given.policy)?;
    let model = compiled(&folder, screen)?.model;
    let part = Part {
        clause: clause(&model, given.clause)?,
        department: department(&model, given.department.as_deref())?,
    };
    let phrases = Phrases::new(&model, spoken(screen.language), given.as_of);
    let document = phrases.document(&part);
    let format = given.format.or_else(|| given.out.as_deref().and_then(by_name)).unwrap_or(ReadFormat::Text);
    let bytes = match format {
        ReadFormat::Text => text::text(&document, &phrases, Marks::Plain).into_bytes(),
        ReadFormat::Markdown => text::text(&document, &phrases, Marks::Markdown).into_bytes(),
        ReadFormat::Html => html::html(&document, &phrases).into_bytes(),
        ReadFormat::Docx => docx::docx(&document, &phrases).map_err(|error| {
            Fault::new(Message::new(
                format!("写不成 DOCX：{error}"),
                format!("the DOCX can't be made: {error}"),
            ))
        })?,
    };
    match (&given.out, format) {
        (Some(path), _) => whole::write(path, &bytes),
        (None, ReadFormat::Docx) => {
            Err(Fault::usage(message!("DOCX 要用 --out 写明文件", "a DOCX needs a file: --out FILE")))
        }
        (None, _) => Ok(std::io::stdout().write_all(&bytes)?),
    }
}

/// The form that a file's name asks for.
fn by_name(path: &Path) -> Option<ReadFormat> {
    match path.extension()?.to_str()? {
        "txt" => Some(ReadFormat::Text),
        "md" => Some(ReadFormat::Markdown),
        "html" | "htm" => Some(ReadFormat::Html),
        "docx" => Some(ReadFormat::Docx),
        _ => None,
    }
}

fn clause(model: &Model, number: Option<u32>) -> Outcome<Option<u32>> {
    let Some(number) = number else { return Ok(None) };
    let numbers: Vec<String> = model.clauses.iter().map(|clause| clause.number.to_string()).collect();
    if numbers.contains(&number.to_string()) {
        return Ok(Some(number));
    }
    let (zh, en) = (numbers.join("、"), numbers.join(", "));
    Err(Fault::usage(Message::new(
        format!("没有第{number}条；有的条是：{zh}"),
        format!("there is no clause {number}; there are: {en}"),
    )))
}

/// A department by its name or another form of it.
fn department(model: &Model, name: Option<&str>) -> Outcome<Option<String>> {
    let Some(name) = name else { return Ok(None) };
    let known = model
        .departments
        .iter()
        .find(|one| one.name == name || one.aliases.iter().any(|alias| alias == name));
    if let Some(department) = known {
        return Ok(Some(department.name.clone()));
    }
    let mut names: Vec<&str> = model.departments.iter().map(|one| one.name.as_str()).collect();
    names.sort_by_key(|known| strsim::damerau_levenshtein(known, name));
    let (zh, en) = (names.join("、"), names.join(", "));
    Err(Fault::usage(Message::new(
        format!("没有部门「{name}」；有的部门是：{zh}"),
        format!("there is no department 「{name}」; there are: {en}"),
    )))
}
