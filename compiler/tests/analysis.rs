//! Runs the cases under `tests/cases`: policies with what the analysis says of them.
//!
//! A case is a `ce` block; before it may stand a `tsv` block (its source text), after it a `text` block with the diagnostics
//! as a person would read them (`text en`: in English). A `ce frame` block is a file that stands beside all later cases of the page, and `ce base`
//! with `tsv base` is a policy that the next case builds on. `UPDATE=1` rewrites the `text` blocks.

#![allow(clippy::disallowed_methods, reason = "the cases are files")]

use qingce_compiler::{Layer, PolicyText, SourceFile, analyse};
use qingce_grammar::{Code, Diagnostic, FileId, Fix, Language, Place};
use std::fmt::Write;
use std::path::Path;

/// What the checks of policies that are read well say has its own tests.
const LINTS: [Code; 11] = [
    Code::UnusedStandard,
    Code::UnusedOption,
    Code::UnusedField,
    Code::UnusedDefinition,
    Code::UncoveredSentence,
    Code::NumberNotInCitation,
    Code::BoundaryContradicts,
    Code::CasesOverlap,
    Code::CasesIncomplete,
    Code::AlwaysTrue,
    Code::AlwaysFalse,
];

#[test]
fn every_case_says_what_its_page_shows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        let now = rewritten(&page);
        if now != page && update {
            std::fs::write(&path, now).unwrap();
        } else if now != page {
            differing.push(format!("{}:\n{}", path.display(), first_difference(&page, &now)));
        }
    }
    assert!(differing.is_empty(), "{}\nUPDATE=1 rewrites the pages", differing.join("\n"));
}

/// Texts that stand beside the cases of a page.
#[derive(Default)]
struct Beside {
    frame: String,
    source: String,
    base: String,
    base_source: String,
}

/// The page with what the analysis says now.
fn rewritten(page: &str) -> String {
    let mut beside = Beside::default();
    let mut out = String::new();
    let mut case: Option<String> = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            out.extend([line, "\n"]);
            continue;
        };
        let block: String = lines.by_ref().take_while(|l| *l != "```").flat_map(|l| [l, "\n"]).collect();
        match kind {
            "text" | "text en" => {
                let case = case.take().expect("a text block follows a case");
                let now = diagnosed(
                    &beside,
                    &case,
                    if kind == "text" { Language::Chinese } else { Language::English },
                );
                beside.base.clear();
                let _ = write!(out, "```{kind}\n{now}```\n");
                continue;
            }
            "ce frame" => beside.frame = block.clone(),
            "tsv" => beside.source = block.clone(),
            "tsv base" => beside.base_source = block.clone(),
            "ce base" => beside.base = block.clone(),
            "ce" => case = Some(block.clone()),
            _ => {}
        }
        let _ = write!(out, "```{kind}\n{block}```\n");
    }
    out
}

fn first_difference(page: &str, now: &str) -> String {
    let (mut old, mut new) = (page.lines(), now.lines());
    loop {
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => return format!("  page: {}\n  now:  {}", a.unwrap_or("(end)"), b.unwrap_or("(end)")),
        }
    }
}

fn layer(folder: &str, files: &[(&str, &str)], source: &str) -> Layer {
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
    Layer {
        folder: folder.to_owned(),
        files: files
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(path, text)| file(path, text))
            .collect(),
        sources: if source.is_empty() { Vec::new() } else { vec![file("原文.tsv", source)] },
    }
}

/// What the analysis says of a case.
fn diagnosed(beside: &Beside, case: &str, language: Language) -> String {
    let own = layer("case", &[("frame.ce", &beside.frame), ("case.ce", case)], &beside.source);
    let layers = match beside.base.is_empty() {
        true => vec![own],
        false => vec![layer("base", &[("base.ce", &beside.base)], &beside.base_source), own],
    };
    let text = PolicyText { layers };
    let files: Vec<&SourceFile> = text.layers.iter().flat_map(|l| &l.files).collect();
    let analysis = analyse(&text);
    let found = analysis.diagnostics.iter().filter(|d| !LINTS.contains(&d.code));
    let said: String = found.map(|d| drawn(d, &files, language)).collect();
    if said.is_empty() { "ok\n".to_owned() } else { said }
}

/// A diagnostic as a person reads it.
fn drawn(diagnostic: &Diagnostic, files: &[&SourceFile], language: Language) -> String {
    let main = diagnostic.labels[0].place;
    let mut out =
        format!("{} {} {}\n", diagnostic.code, at(main, files), diagnostic.message.in_language(language));
    for label in diagnostic.labels.iter().skip(1) {
        let _ = writeln!(out, "  {} {}", at(label.place, files), label.text.in_language(language));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  → {}", help.in_language(language));
    }
    if let Some(fix) = &diagnostic.fix {
        let _ = writeln!(out, "  ✎ {}", mended(fix, files));
    }
    out
}

/// `line:column「words」`, in characters; with the file's name if it isn't the case itself.
fn at(place: Place, files: &[&SourceFile]) -> String {
    let file = files[place.file.0];
    let before = &file.text[..place.span.start];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let words = file.text[place.span.start..place.span.end].lines().next().unwrap_or("");
    let name = if file.path == "case.ce" { String::new() } else { format!("{}:", file.path) };
    format!("{name}{line}:{column}「{words}」")
}

/// The line that a fix makes.
fn mended(fix: &Fix, files: &[&SourceFile]) -> String {
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span.start));
    let file: FileId = edits[0].place.file;
    let mut text = files[file.0].text.clone();
    for edit in &edits {
        text.replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    let start = edits.last().map_or(0, |edit| edit.place.span.start);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[from..].lines().next().unwrap_or("").trim().to_owned()
}
