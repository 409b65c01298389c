//! Regular expressions of words, as editors read them: in the dialect that Oniguruma and JavaScript (with its `u` flag) share.

use qingce_grammar::vocabulary::{Category, Entry, entries};

/// Characters that a name can contain, for use between `[` and `]`.
pub const CONTINUES: &str = r"\p{L}\p{N}_·";

/// A name, with hyphens between Latin letters.
pub const NAME: &str = r"[\p{L}_][\p{L}\p{N}_·]*(?:(?<=[A-Za-z])-[A-Za-z][\p{L}\p{N}_·]*)*";

/// A number, with points and grouping commas.
pub const NUMBER: &str = "[0-9０-９]+(?:[,.．][0-9０-９]+)*";

/// Digits of a clause's number.
const CLAUSE_DIGITS: &str = "[0-9０-９零〇一二三四五六七八九十百]+";

/// A whole number of a clause: `第六条`.
pub fn clause_number() -> String {
    format!("第{CLAUSE_DIGITS}条")
}

/// Every spelling of the entries of some categories, as one alternative, the longest first.
pub fn any_of(wanted: &[Category]) -> String {
    let chosen = entries().filter(|entry| wanted.contains(&entry.category));
    alternatives(chosen.flat_map(Entry::spellings))
}

/// Every spelling of the entries with these ids, as one alternative, the longest first.
pub fn any_with_id(ids: &[&str]) -> String {
    alternatives(entries().filter(|entry| ids.contains(&entry.id)).flat_map(Entry::spellings))
}

/// Every word that no name may be spelled like, as one alternative.
pub fn reserved() -> String {
    alternatives(entries().filter(|entry| entry.reserved).flat_map(Entry::spellings))
}

/// These spellings as one alternative, a longer one before the shorter one that it begins with.
pub fn alternatives<'a>(spellings: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = spellings.collect();
    all.sort_by_key(|spelling| (std::cmp::Reverse(spelling.chars().count()), *spelling));
    all.dedup();
    let patterns: Vec<String> = all.into_iter().map(spelled).collect();
    format!("(?:{})", patterns.join("|"))
}

/// A pattern that stands as a whole word.
pub fn whole(pattern: &str) -> String {
    format!(r"(?<![{CONTINUES}])(?<![A-Za-z]-){pattern}(?![{CONTINUES}])(?!-[A-Za-z])")
}

fn spelled(spelling: &str) -> String {
    if spelling == "第…条" {
        return clause_number();
    }
    spelling.split(' ').map(escaped).collect::<Vec<_>>().join("[ \\t]+")
}

fn escaped(text: &str) -> String {
    let special = |c: char| r"\.+*?()|[]{}^$/-".contains(c);
    text.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}
