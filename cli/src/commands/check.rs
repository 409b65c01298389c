//! `qingce check`: what a policy covers and what is wrong with it.

use crate::args::{Check, CheckFormat};
use crate::diagnostics;
use crate::fault::{FAILED, Fault, Outcome};
use crate::folder::Folder;
use crate::lang::{Language, pick};
use crate::screen::{Screen, Style};
use crate::source::{column, line};
use crate::{combined, mend, message, say};
use qingce_compiler::{Analysis, Coverage, analyse, coverage, lower, page};
use qingce_grammar::{Code, Diagnostic, Edit, Place, Severity, UnknownCode};
use serde_json::{Value as Json, json};
use std::io::Write;
use std::path::Path;

/// Checks the policy at the path, or shows the page of a diagnostic.
pub fn run(given: &Check, screen: &Screen) -> Outcome<()> {
    if let Some(code) = &given.explain {
        return explain(code);
    }
    let Some(path) = &given.path else { return Ok(()) };
    let mut folder = Folder::read(path)?;
    let (mut analysis, made) = if given.fix { mend::mend(&mut folder)? } else { (analyse(&folder.text), 0) };
    if !analysis.has_errors()
        && let Err(faults) = lower(&analysis.model, &folder.text)
    {
        // What is sound in itself may still be too large for a program.
        for fault in faults {
            // A definition that several rules use is met several times.
            if !analysis.diagnostics.contains(&fault) {
                analysis.diagnostics.push(fault);
            }
        }
    }
    let only = only_file(path, &folder);
    let shown: Vec<&Diagnostic> = analysis
        .diagnostics
        .iter()
        .filter(|d| only.is_none_or(|file| d.labels.iter().any(|label| label.place.file.0 == file)))
        .collect();
    let covered = coverage(&analysis.model);
    let mut out = std::io::stdout().lock();
    match given.format {
        CheckFormat::Text => {
            for diagnostic in &shown {
                out.write_all(diagnostics::draw(diagnostic, &folder, screen).as_bytes())?;
            }
            if given.fix {
                writeln!(out, "{}", say!(screen.language, "改正了 {made} 处", "{made} mends made"))?;
            }
            writeln!(out, "{}", summary(&analysis, &covered, &shown, screen))?;
            if only.is_none() {
                out.write_all(combined::table(&analysis.model, screen).as_bytes())?;
            }
        }
        CheckFormat::Json => {
            let list: Vec<Json> = shown.iter().map(|diagnostic| as_json(diagnostic, &folder)).collect();
            let (errors, warnings) = counts(&shown);
            let report = json!({
                "policy": analysis.model.policy.as_ref().map(|policy| &policy.name),
                "clauses": covered.clauses, "sentences": covered.sentences, "covered": covered.covered,
                "errors": errors, "warnings": warnings, "mended": made, "diagnostics": list,
                "combinations": combined::data(&analysis.model),
            });
            serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    if counts(&shown).0 > 0 { Err(Fault::silent(FAILED)) } else { Ok(()) }
}

/// The page of a diagnostic.
fn explain(code: &str) -> Outcome<()> {
    match code.parse() {
        Ok(code) => Ok(std::io::stdout().write_all(page(code).as_bytes())?),
        Err(UnknownCode) => {
            let (zh, en) = match nearest(code) {
                Some(near) => (format!("，是不是「{near}」？"), format!("; is it 「{near}」?")),
                None => (String::new(), String::new()),
            };
            Err(Fault::usage(message!("没有「{code}」这种问题{zh}", "there is no diagnostic 「{code}」{en}")))
        }
    }
}

/// The code that was likely meant.
fn nearest(code: &str) -> Option<Code> {
    let distance = |known: &Code| strsim::damerau_levenshtein(known.as_str(), code);
    let near = Code::all().iter().min_by_key(|known| distance(known))?;
    (distance(near) * 2 <= near.as_str().len()).then_some(*near)
}

/// The file that was named instead of a folder.
fn only_file(path: &Path, folder: &Folder) -> Option<usize> {
    if path.is_dir() {
        return None;
    }
    let real = path.canonicalize().ok()?;
    folder.paths.iter().position(|known| known.canonicalize().is_ok_and(|known| known == real))
}

fn counts(shown: &[&Diagnostic]) -> (usize, usize) {
    let errors = shown.iter().filter(|d| d.severity == Severity::Error).count();
    (errors, shown.len() - errors)
}

/// The last line: what there is, what is covered, what is wrong.
fn summary(analysis: &Analysis, covered: &Coverage, shown: &[&Diagnostic], screen: &Screen) -> String {
    let name = analysis.model.policy.as_ref().map_or("", |policy| policy.name.as_str());
    let name = screen.paint(Style::Bold, name);
    let (errors, warnings) = counts(shown);
    let rules = analysis.model.rules.len();
    let Coverage { clauses, sentences, covered, .. } = covered;
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let (c, r) = (plural(*clauses), plural(rules));
    let all = covered == sentences;
    let coverage = match screen.language {
        Language::Chinese if all => format!("{sentences} 句原文全部有着落"),
        Language::Chinese => format!("{sentences} 句原文有 {covered} 句有着落"),
        Language::English if all => format!("all {sentences} sentences covered"),
        Language::English => format!("{covered} of {sentences} sentences covered"),
    };
    let coverage = screen.paint(if all { Style::Good } else { Style::Doubtful }, &coverage);
    let (s, t) = (plural(errors), plural(warnings));
    let error_text = say!(screen.language, "{errors} 处错误", "{errors} error{s}");
    let warning_text = say!(screen.language, "{warnings} 处提醒", "{warnings} warning{t}");
    let error_text = if errors > 0 { screen.paint(Style::Bad, &error_text) } else { error_text };
    let warning_text = if warnings > 0 { screen.paint(Style::Doubtful, &warning_text) } else { warning_text };
    let found = if errors + warnings == 0 {
        screen.paint(Style::Good, pick(screen.language, "没有错误，没有提醒", "no errors, no warnings"))
    } else {
        say!(screen.language, "{error_text}，{warning_text}", "{error_text}, {warning_text}")
    };
    say!(
        screen.language,
        "{name}：{clauses} 条，{rules} 条规则，{coverage}；{found}",
        "{name}: {clauses} clause{c}, {rules} rule{r}, {coverage}; {found}"
    )
}

/// A diagnostic for tools: lines and columns from 1, columns counted in characters.
fn as_json(diagnostic: &Diagnostic, folder: &Folder) -> Json {
    let labels: Vec<Json> = diagnostic
        .labels
        .iter()
        .map(|label| {
            let mut value = place(label.place, folder);
            value["text"] = json!(label.text);
            value
        })
        .collect();
    let edit = |edit: &Edit| {
        let mut value = place(edit.place, folder);
        value["text"] = json!(edit.text);
        value
    };
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "labels": labels,
        "help": diagnostic.help,
        "fix": diagnostic.fix.as_ref().map(|fix| json!({
            "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>(),
        })),
    })
}

fn place(place: Place, folder: &Folder) -> Json {
    let text = folder.texts().nth(place.file.0).map_or("", |file| file.text.as_str());
    let span = place.span;
    json!({
        "file": folder.paths.get(place.file.0).map(|path| path.display().to_string()),
        "line": line(text, span.start) + 1, "column": column(text, span.start) + 1,
        "end_line": line(text, span.end) + 1, "end_column": column(text, span.end) + 1,
        "start": span.start, "end": span.end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_code() {
        assert_eq!(nearest("unkown-name"), Some(Code::UnknownName));
        assert_eq!(nearest("xyz"), None);
    }
}
