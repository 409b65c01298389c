//! `qingce test --suggest`: scenarios at the boundaries of a standard.

use crate::fault::{Fault, Outcome};
use crate::folder::Folder;
use crate::message;
use qingce_compiler::model::{Model, StandardId};
use qingce_compiler::suggest::suggestions;
use std::io::Write;

/// Prints the scenarios, ready to be put into a file of scenarios and confirmed there.
pub fn run(folder: &Folder, model: &Model, standard: &str) -> Outcome<()> {
    let Some(id) = model.standards.iter().position(|one| one.name == standard) else {
        let distance = |name: &str| strsim::damerau_levenshtein(name, standard);
        let names = model.standards.iter().map(|one| one.name.as_str());
        let (zh, en) = match names.min_by_key(|name| distance(name)) {
            Some(near) => (format!("；最接近的是「{near}」"), format!("; the nearest is 「{near}」")),
            None => (String::new(), String::new()),
        };
        return Err(Fault::usage(message!(
            "没有名为「{standard}」的标准{zh}",
            "there is no standard named 「{standard}」{en}"
        )));
    };
    let found = suggestions(model, &folder.text, StandardId(id));
    if found.is_empty() {
        return Err(Fault::new(message!(
            "没有规则用到标准「{standard}」，或者找不到用到它的档案",
            "no rule uses the standard 「{standard}」, or no record was found for which one does"
        )));
    }
    let mut out = std::io::stdout().lock();
    for (number, suggestion) in found.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        write!(out, "{}", suggestion.text)?;
    }
    Ok(())
}
