//! The language configuration: comments, brackets, what closes by itself, what a word is, and where a new line begins.

use super::pattern::{CONTINUES, NAME, NUMBER, any_of};
use qingce_grammar::vocabulary::{Category, Entry, entries};
use serde_json::{Value, json};

/// The configuration.
pub fn configuration() -> Value {
    let (brackets, quotes) = (brackets(), quotes());
    let comment = spellings("comment").next().unwrap_or_default();
    let closing =
        |(open, close): &(&str, &str)| json!({ "open": open, "close": close, "notIn": ["comment"] });
    let quoting = |(open, close): &(&str, &str)| json!({ "open": open, "close": close, "notIn": ["comment", "string"] });
    json!({
        "comments": { "lineComment": comment },
        "brackets": brackets,
        "autoClosingPairs":
            brackets.iter().map(closing).chain(quotes.iter().map(quoting)).collect::<Vec<_>>(),
        "surroundingPairs": brackets.iter().chain(&quotes).collect::<Vec<_>>(),
        "wordPattern": { "pattern": word_pattern(), "flags": "u" },
        "onEnterRules": on_enter(),
        "folding": { "offSide": true },
    })
}

/// The marks around quoted text.
pub fn quotes() -> Vec<(&'static str, &'static str)> {
    pairs("quote", "quote_end")
}

fn brackets() -> Vec<(&'static str, &'static str)> {
    [("open", "close"), ("open_set", "close_set")].into_iter().flat_map(|(o, c)| pairs(o, c)).collect()
}

/// The spellings of an opening mark, each with that of its partner.
fn pairs(open: &str, close: &str) -> Vec<(&'static str, &'static str)> {
    let mut pairs: Vec<_> = spellings(open).zip(spellings(close)).collect();
    pairs.dedup();
    pairs
}

fn spellings(id: &str) -> impl Iterator<Item = &'static str> {
    entries().filter(move |entry| entry.id == id).flat_map(Entry::spellings)
}

/// A name or a number.
fn word_pattern() -> String {
    format!("{NAME}|{NUMBER}")
}

/// After a header comes a part, one step to the right; after a line that was left empty comes a header again.
fn on_enter() -> Vec<Value> {
    let header = any_of(&[Category::Header]);
    vec![
        json!({
            "beforeText": { "pattern": format!(r"^{header}(?![{CONTINUES}]).*$"), "flags": "u" },
            "action": { "indent": "indent" },
        }),
        json!({
            "beforeText": r"^\s+$",
            "afterText": r"^\s*$",
            "action": { "indent": "outdent" },
        }),
    ]
}
