//! The texts that the tests read: shipped policies, examples of the documentation.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[expect(clippy::disallowed_methods, reason = "tests read files")]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every file with an ending below a folder, in the order of their paths.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
}

/// The fenced blocks of a Markdown text whose info line a test accepts, with the number of their first line.
fn blocks(text: &str, wanted: fn(&str) -> bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, bool, String)> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((index + 2, wanted(info), String::new())),
            (Some(_), Some(_)) => {
                if let Some((first, true, block)) = open.take() {
                    found.push((first, block));
                }
            }
            (Some((_, _, block)), None) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

/// Texts without faults: name and text.
#[allow(dead_code, reason = "each test file uses its share of this module")]
pub fn sound() -> Vec<(String, String)> {
    let root = root();
    let mut policies = Vec::new();
    files(&root.join("policies"), "ce", &mut policies);
    let mut texts: Vec<(String, String)> =
        policies.iter().map(|path| (path.display().to_string(), read(path))).collect();
    let mut pages = Vec::new();
    files(&root.join("docs"), "md", &mut pages);
    for page in pages {
        let sound = |info: &str| info.split(' ').next() == Some("ce") && !info.contains("fails");
        for (line, block) in blocks(&read(&page), sound) {
            texts.push((format!("{}:{line}", page.display()), block));
        }
    }
    texts
}

/// The failing and the mended example of a diagnostic's page.
#[allow(dead_code, reason = "each test file uses its share of this module")]
pub fn page(code: &str) -> (String, String) {
    let path = root().join(format!("docs/diagnostics/{code}.md"));
    let page = read(&path);
    let one = |wanted: fn(&str) -> bool| {
        blocks(&page, wanted).into_iter().next().map(|(_, block)| block).unwrap_or_default()
    };
    (one(|info| info.starts_with("ce fails")), one(|info| info.starts_with("ce mended")))
}
