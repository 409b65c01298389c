//! A page of cases: a policy with a cursor in it, and under it what the editor shows.
//!
//! A fenced block `ce NAME` or `tsv NAME` is a file of the policy; it stays beside all later cases of the page until one of the same
//! name takes its place. In a `ce` block `‸` marks the cursor; two marks are a selection. A block `text REQUEST ARGUMENTS` asks that
//! request at the cursor of the `ce` block above it, and holds the answer as drawn. `UPDATE=1` rewrites the answers.

use super::client::{Client, uri};
use super::drawn::{self, Asked};
use qingce_grammar::Language;
use std::fmt::Write;
use std::path::Path;

/// The cursor in a case.
pub const CURSOR: char = '‸';

/// Compares every page of the folder with what the server answers now.
pub fn check(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let update = std::env::var_os("UPDATE").is_some();
    let mut differing = Vec::new();
    let mut pages: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    for path in pages {
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

fn rewritten(page: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let language = if page.starts_with("<!-- en -->") { Language::English } else { Language::Chinese };
    let mut case = Case { root: &root, name: String::new(), text: String::new(), cursors: Vec::new() };
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else {
            out.extend([line, "\n"]);
            continue;
        };
        let block: String = lines.by_ref().take_while(|l| *l != "```").flat_map(|l| [l, "\n"]).collect();
        let body = match kind.split_once(' ') {
            Some(("text", request)) => case.answer(request, language),
            Some(("ce" | "tsv" | "csv" | "json", name)) => {
                case.file(name, &block);
                block
            }
            _ => block,
        };
        let _ = write!(out, "```{kind}\n{body}```\n");
    }
    out
}

struct Case<'a> {
    root: &'a Path,
    name: String,
    text: String,
    cursors: Vec<usize>,
}

impl Case<'_> {
    fn file(&mut self, name: &str, block: &str) {
        let text = block.replace(CURSOR, "");
        let path = self.root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &text).unwrap();
        let marked = block.match_indices(CURSOR).enumerate();
        self.cursors = marked.map(|(before, (at, _))| at - before * CURSOR.len_utf8()).collect();
        (self.name, self.text) = (name.to_owned(), text);
    }

    fn answer(&self, request: &str, language: Language) -> String {
        let mut client = Client::open(self.root, language);
        let uri = uri(&self.root.join(&self.name));
        client.open_text(&uri, &self.text);
        let (request, arguments) = request.split_once(' ').unwrap_or((request, ""));
        let asked = Asked {
            client: &mut client,
            root: self.root,
            uri: &uri,
            text: &self.text,
            cursors: &self.cursors,
            arguments,
        };
        let mut drawn = drawn::answer(request, asked);
        if !drawn.ends_with('\n') {
            drawn.push('\n');
        }
        drawn
    }
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
