//! Snippets: the vocabulary's example of each declaration, its names, numbers, dates and quoted texts to be filled in.

use qingce_grammar::highlight::{Highlight, highlight};
use qingce_grammar::vocabulary::{Category, Entry, entries};
use qingce_grammar::{Language, format};
use serde_json::{Map, Value, json};

/// The snippets of one language.
pub fn snippets(language: Language) -> Value {
    let headers = entries().filter(|entry| entry.category == Category::Header);
    Value::Object(headers.map(|entry| snippet(entry, language)).collect::<Map<_, _>>())
}

fn snippet(entry: &Entry, language: Language) -> (String, Value) {
    let example = format(&entry.example.declarations(), Some(language));
    let body: Vec<String> = stops(example.trim_end()).lines().map(str::to_owned).collect();
    let mut prefixes: Vec<&str> = entry.spellings().collect();
    prefixes.sort_by_key(|spelling| spelling.is_ascii() == (language == Language::Chinese));
    let prefixes: Vec<String> = prefixes.into_iter().map(|prefix| prefix.replace('…', "")).collect();
    let value = json!({ "prefix": prefixes, "body": body, "description": entry.doc(language) });
    (entry.spelling(language).to_owned(), value)
}

/// The text with a tab stop at each thing that a drafter fills in; the same name is the same stop.
fn stops(text: &str) -> String {
    let mut stops: Vec<&str> = Vec::new();
    let (mut out, mut at) = (String::new(), 0);
    for (span, colour) in highlight(text) {
        let Some((start, end)) = filled_in(text, (span.start, span.end), colour) else { continue };
        out += &escaped(&text[at..start]);
        let words = &text[start..end];
        let same = stops.iter().position(|stop| *stop == words && colour == Highlight::Name);
        let number = same.unwrap_or_else(|| {
            stops.push(words);
            stops.len() - 1
        });
        out += &format!("${{{}:{}}}", number + 1, escaped(words));
        at = end;
    }
    out + &escaped(&text[at..]) + "\n$0"
}

/// The part of a coloured piece that a drafter fills in.
fn filled_in(text: &str, (start, end): (usize, usize), colour: Highlight) -> Option<(usize, usize)> {
    match colour {
        Highlight::Name | Highlight::Number | Highlight::Date => Some((start, end)),
        Highlight::Text => {
            let mark = |c: Option<char>| c.map_or(0, char::len_utf8);
            let quoted = &text[start..end];
            Some((start + mark(quoted.chars().next()), end - mark(quoted.chars().next_back())))
        }
        Highlight::Keyword(_) | Highlight::Unit | Highlight::Comment | Highlight::Mark => None,
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}
