//! Finding a word's entry by its spelling.

use super::{Category, Entry, entries};
use crate::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The entry of an id.
pub fn entry(id: &str) -> Option<&'static Entry> {
    entries().find(|entry| entry.id == id)
}

/// Keywords that begin with the same word: each with all its words.
type Candidates = Vec<(Vec<&'static str>, &'static Entry)>;

struct Tables {
    /// Keywords by their first word, the longest spelling first.
    keywords: FxHashMap<&'static str, Candidates>,
    marks: FxHashMap<&'static str, &'static Entry>,
    units: FxHashMap<&'static str, &'static Entry>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables =
        Tables { keywords: FxHashMap::default(), marks: FxHashMap::default(), units: FxHashMap::default() };
    for entry in entries() {
        for spelling in entry.spellings() {
            let looks_like_word = spelling.starts_with(|c: char| c.is_alphabetic());
            match entry.category {
                Category::Mark | Category::Unit if !looks_like_word => {
                    tables.marks.entry(spelling).or_insert(entry);
                }
                Category::Unit if entry.id != "percent" => {
                    tables.units.insert(spelling, entry);
                }
                Category::Magnitude if !spelling.is_ascii() => {}
                _ => {
                    let words: Vec<&str> = spelling.split(' ').collect();
                    let first = words.first().copied().unwrap_or_default();
                    tables.keywords.entry(first).or_default().push((words, entry));
                }
            }
        }
    }
    for candidates in tables.keywords.values_mut() {
        candidates.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    tables
});

/// The keyword that some words begin with, and how many of them it takes. `words` are the words of one line from here on.
pub fn keyword(words: &[&str]) -> Option<(&'static Entry, usize)> {
    let candidates = keywords_from(words.first()?);
    candidates.iter().find(|(spelling, _)| words.starts_with(spelling)).map(|(s, entry)| (*entry, s.len()))
}

/// The keywords whose first word this is, the longest first.
pub(crate) fn keywords_from(word: &str) -> &'static [(Vec<&'static str>, &'static Entry)] {
    TABLES.keywords.get(word).map(Vec::as_slice).unwrap_or_default()
}

/// The entry of a punctuation mark.
pub fn mark(text: &str) -> Option<&'static Entry> {
    TABLES.marks.get(text).copied()
}

/// The entry of a built-in unit, without magnitude.
pub fn unit(word: &str) -> Option<&'static Entry> {
    TABLES.units.get(word).copied()
}

/// Whether no name may be spelled like this: reserved words of both languages, and `第六条`.
pub fn is_reserved(word: &str) -> bool {
    let reserved = keyword(&[word]).is_some_and(|(entry, _)| entry.reserved);
    reserved
        || (word.starts_with('第') && word.ends_with('条') && crate::numerals::clause_number(word).is_some())
}

/// How a built-in unit word is spelled in a language, in the numerator or (`under`) below a stroke, for `one` of it or more.
pub fn unit_in(word: &str, language: Language, under: bool, one: bool) -> Option<&'static str> {
    let entry = unit(word)?;
    Some(match (entry.id, language) {
        ("months", Language::Chinese) if under => "月",
        ("months", Language::English) if under || one => "month",
        ("years", Language::English) if under || one => "year",
        ("days", Language::English) if under || one => "day",
        ("weeks", Language::English) if under || one => "week",
        _ => entry.spelling(language),
    })
}
