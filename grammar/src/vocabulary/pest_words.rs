//! The words of the pest grammar, written from the table.

use super::{Category, Entry, entries};
use std::fmt::Write;

/// The text of `words.pest`: a rule `kw_<id>` for every keyword, and `reserved`, which no name may match.
pub fn words_pest() -> String {
    let mut text = String::from("// Generated from the vocabulary table; do not edit.\n\n");
    for entry in entries().filter(|entry| is_keyword(entry)) {
        let _ = writeln!(text, "kw_{} = @{{ {} }}", entry.id, spelled(entry));
    }
    text.push_str("reserved = @{\n    clause_number\n");
    for entry in entries().filter(|entry| is_keyword(entry) && entry.reserved) {
        let _ = writeln!(text, "  | kw_{}", entry.id);
    }
    text.push_str("}\n");
    text
}

/// Whether the grammar knows the entry as a word. Units are names to it; marks and 第…条 stand in the grammar itself.
fn is_keyword(entry: &Entry) -> bool {
    match entry.category {
        Category::Mark => false,
        Category::Unit => entry.id == "percent",
        Category::Magnitude => !entry.en.is_empty(),
        _ => entry.id != "clause",
    }
}

fn spelled(entry: &Entry) -> String {
    let (words, signs): (Vec<_>, Vec<_>) =
        entry.spellings().filter(|s| is_read(entry, s)).partition(|s| !s.starts_with(['%', '％']));
    let words: Vec<String> = words.into_iter().map(literal).collect();
    let mut rule = format!("({}) ~ edge", words.join(" | "));
    for sign in signs {
        let _ = write!(rule, " | {sign:?}");
    }
    rule
}

fn is_read(entry: &Entry, spelling: &str) -> bool {
    entry.category != Category::Magnitude || spelling.is_ascii()
}

/// `"at" ~ gap ~ "most"`.
fn literal(spelling: &str) -> String {
    let words: Vec<String> = spelling.split(' ').map(|word| format!("{word:?}")).collect();
    words.join(" ~ gap ~ ")
}
