//! Cases in Markdown: a text, and below it what is said of it. `ce` blocks show their diagnostics, `ce tree` blocks their tree
//! and diagnostics, `ce format` blocks the formatted text, `ce english` and `ce chinese` blocks the text in the other keywords.
//! With UPDATE=1 the results are rewritten.

mod drawn;
mod outline;

use qingce_grammar::{FileId, Language, format, parse};
use std::path::PathBuf;

fn result(info: &str, text: &str) -> String {
    match info {
        "ce format" => format(text, None),
        "ce english" => format(text, Some(Language::English)),
        "ce chinese" => format(text, Some(Language::Chinese)),
        _ => {
            let parsed = parse(text, FileId(0));
            let tree = if info == "ce tree" { outline::outline(&parsed.tree) } else { String::new() };
            tree + &drawn::draw(text, &parsed.diagnostics)
        }
    }
}

/// The page with every block's result below it.
fn answered(page: &str) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| info.starts_with("ce")) else {
            out += &format!("{line}\n");
            continue;
        };
        let block = |lines: &mut std::iter::Peekable<std::str::Lines<'_>>| {
            lines
                .by_ref()
                .take_while(|line| *line != "```")
                .map(|line| format!("{line}\n"))
                .collect::<String>()
        };
        let text = block(&mut lines);
        let written = text.replace("⏎", "\r").replace("⟨BOM⟩", "\u{FEFF}").replace("⟨ZWSP⟩", "\u{200B}");
        let result = result(info, &written).replace('\r', "⏎").replace('\u{FEFF}', "⟨BOM⟩");
        out += &format!("```{info}\n{text}```\n```text\n{}```\n", result.replace('\u{200B}', "⟨ZWSP⟩"));
        if lines.peek() == Some(&"```text") {
            lines.next();
            block(&mut lines);
        }
    }
    out
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests read and rewrite files")]
fn cases_are_answered_as_written() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut stale = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        let answered = answered(&page);
        if answered == page {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &answered).unwrap();
        }
        let line = page.lines().zip(answered.lines()).position(|(a, b)| a != b).unwrap_or_default();
        let got = answered.lines().nth(line).unwrap_or_default();
        stale.push(format!("{}:{}: now {got}", path.display(), line + 1));
    }
    assert!(stale.is_empty() || std::env::var_os("UPDATE").is_some(), "{}", stale.join("\n"));
}
