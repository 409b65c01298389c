//! The files that the editors' extensions ship are those that the vocabulary makes. `UPDATE=1` rewrites them.

use fancy_regex::Regex;
use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::vocabulary::Category;
use qingce_tests::editor;
use serde_json::Value;
use std::path::{Path, PathBuf};

#[test]
fn the_extension_knows_the_words_of_the_vocabulary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors/vscode/language");
    for (name, wanted) in editor::files() {
        let path = folder.join(name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &wanted).expect("the file can be written");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == wanted, "{}: run the tests with UPDATE=1 to renew it", path.display());
    }
}

/// One pattern of the TextMate grammar, and the names that it gives: to all that it matches, or to its groups.
struct Pattern {
    expression: Regex,
    names: Vec<Option<String>>,
}

/// The patterns of the grammar, which has no nesting.
fn patterns() -> Vec<Pattern> {
    let files = editor::files();
    let (_, text) = files.iter().find(|(name, _)| name.ends_with("tmLanguage.json")).expect("a grammar");
    let grammar: Value = serde_json::from_str(text).expect("JSON");
    let name = |value: &Value| value["name"].as_str().map(str::to_owned);
    let pattern = |value: &Value| {
        let expression = Regex::new(value["match"].as_str().expect("a match")).expect("an expression");
        let names = match &value["captures"] {
            Value::Null => vec![name(value)],
            groups => {
                std::iter::once(None).chain((1..=2).map(|n: u8| name(&groups[n.to_string()]))).collect()
            }
        };
        Pattern { expression, names }
    };
    grammar["patterns"].as_array().expect("patterns").iter().map(pattern).collect()
}

/// The name that an editor gives each byte of a line: it takes the pattern that matches first, of several the first in the list.
fn names<'p>(patterns: &'p [Pattern], line: &str) -> Vec<&'p str> {
    let mut names = vec![""; line.len()];
    let mut at = 0;
    while at < line.len() {
        let found = patterns.iter().filter_map(|pattern| {
            let groups = pattern.expression.captures_from_pos(line, at).expect("a match in bounded time")?;
            Some((groups.get(0)?.start(), pattern, groups))
        });
        let Some((_, pattern, groups)) = found.min_by_key(|(start, ..)| *start) else { break };
        for (group, name) in pattern.names.iter().enumerate() {
            if let (Some(group), Some(name)) = (groups.get(group), name) {
                names[group.range()].fill(name);
            }
        }
        at = groups.get(0).map_or(line.len(), |whole| whole.end().max(at + 1));
    }
    names
}

/// How the names of what the highlighter finds begin.
fn name_of(colour: Highlight) -> &'static str {
    match colour {
        Highlight::Keyword(category) => match category {
            Category::Header => "keyword.declaration",
            Category::Effect => "keyword.control.effect",
            Category::Operator => "keyword.operator",
            Category::Function => "support.function",
            Category::Type => "support.type",
            Category::Unit | Category::Magnitude => "keyword.other.unit",
            Category::Literal => "constant.language",
            Category::Part | Category::Choice | Category::Expectation => "keyword",
            Category::Mark => "keyword.operator",
        },
        Highlight::Name => "",
        Highlight::Number | Highlight::Date => "constant.numeric",
        Highlight::Unit => "keyword.other.unit",
        Highlight::Text => "string",
        Highlight::Comment => "comment",
        Highlight::Mark => "keyword.operator",
    }
}

fn policies(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "ce"));
    own.chain(folders.iter().flat_map(|folder| policies(folder))).collect()
}

#[test]
fn the_extension_colours_the_shipped_policies_as_the_highlighter_does() {
    let patterns = patterns();
    let mut differences = Vec::new();
    for path in policies(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies")) {
        for line in std::fs::read_to_string(&path).expect("a text").lines() {
            let names = names(&patterns, line);
            for (span, colour) in highlight(line) {
                let (found, wanted) = (names[span.start], name_of(colour));
                let same = if wanted.is_empty() { found.is_empty() } else { found.starts_with(wanted) };
                if !same {
                    let words = &line[span.start..span.end];
                    differences.push(format!("{words}: {found:?}, and not {colour:?}, in {line}"));
                }
            }
        }
    }
    differences.sort();
    differences.dedup();
    assert!(differences.is_empty(), "{}\n{}", differences.len(), differences.join("\n"));
}
