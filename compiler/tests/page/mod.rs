//! A page of cases: policies with what is said of them.
//!
//! A case is a `ce` block. Before it may stand a `tsv` block, its source text; after it a `text` block with the diagnostics as a
//! person would read them, in the language of the case. A `ce frame` block is a file that stands beside all later cases of
//! the page; `ce base` with `tsv base` is a policy that the next case builds on.

#![allow(clippy::disallowed_methods, reason = "the cases are files")]

use qingce_compiler::{Layer, PolicyText, SourceFile, analyse};
use qingce_grammar::{Code, Diagnostic, Fix, Language, Place};
use std::fmt::Write;
use std::path::Path;

/// Compares every page of a folder under `tests` with what is said now, as far as the codes are `shown`; `UPDATE=1` rewrites
/// the pages.
pub fn check(folder: &str, shown: fn(Code) -> bool) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        let now = rewritten(&page, shown);
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

fn rewritten(page: &str, shown: fn(Code) -> bool) -> String {
    let mut beside = Beside::default();
    let mut out = String::new();
    let mut said: Option<String> = None;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            out.extend([line, "\n"]);
            continue;
        };
        let block: String = lines.by_ref().take_while(|l| *l != "```").flat_map(|l| [l, "\n"]).collect();
        match kind {
            "text" => {
                let now = said.take().expect("a text block follows a case");
                let _ = write!(out, "```text\n{now}```\n");
                continue;
            }
            "ce frame" => beside.frame = block.clone(),
            "tsv" => beside.source = block.clone(),
            "tsv base" => beside.base_source = block.clone(),
            "ce base" => beside.base = block.clone(),
            "ce" => {
                said = Some(diagnosed(&beside, &block, shown));
                beside.base.clear();
            }
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
fn diagnosed(beside: &Beside, case: &str, shown: fn(Code) -> bool) -> String {
    let own = layer("case", &[("frame.ce", &beside.frame), ("case.ce", case)], &beside.source);
    let layers = match beside.base.is_empty() {
        true => vec![own],
        false => vec![layer("base", &[("base.ce", &beside.base)], &beside.base_source), own],
    };
    let text = PolicyText { layers };
    let rules = text.layers.iter().flat_map(|l| &l.files);
    let files: Vec<&SourceFile> = rules.chain(text.layers.iter().flat_map(|l| &l.sources)).collect();
    let analysis = analyse(&text);
    let language = analysis.trees.last().map_or(Language::Chinese, |tree| tree.language);
    let found = analysis.diagnostics.iter().filter(|d| shown(d.code) && !of_frame(d, &files));
    let said: String = found.map(|d| drawn(d, &files, language)).collect();
    if said.is_empty() { "ok\n".to_owned() } else { said }
}

/// A frame declares more than each of its cases uses.
fn of_frame(diagnostic: &Diagnostic, files: &[&SourceFile]) -> bool {
    let unused = matches!(diagnostic.code, Code::UnusedField | Code::UnusedOption);
    unused && files[diagnostic.labels[0].place.file.0].path == "frame.ce"
}

/// A diagnostic as a person reads it.
fn drawn(diagnostic: &Diagnostic, files: &[&SourceFile], language: Language) -> String {
    let main = diagnostic.labels[0].place;
    let words = diagnostic.message.in_language(language);
    let mut out = format!("{} {} {words}\n", diagnostic.code, at(main, files));
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
    let mut text = files[edits[0].place.file.0].text.clone();
    for edit in &edits {
        text.replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    let start = edits.last().map_or(0, |edit| edit.place.span.start);
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    text[from..].lines().next().unwrap_or("").trim().to_owned()
}
