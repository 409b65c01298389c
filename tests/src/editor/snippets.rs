//! Snippets: whole declarations to be filled in, as the server offers them.

use qingce_grammar::Language;
use qingce_grammar::vocabulary::{Category, Entry, entries};
use qingce_lsp::queries::completion::form;
use serde_json::{Map, Value, json};

/// The snippets of one language.
pub fn snippets(language: Language) -> Value {
    let headers = entries().filter(|entry| entry.category == Category::Header);
    Value::Object(headers.map(|entry| snippet(entry, language)).collect::<Map<_, _>>())
}

fn snippet(entry: &Entry, language: Language) -> (String, Value) {
    let form = form(entry, language);
    let body: Vec<&str> = form.lines().collect();
    let mut prefixes: Vec<&str> = entry.spellings().collect();
    prefixes.sort_by_key(|spelling| spelling.is_ascii() == (language == Language::Chinese));
    let prefixes: Vec<String> = prefixes.into_iter().map(|prefix| prefix.replace('…', "")).collect();
    let value = json!({ "prefix": prefixes, "body": body, "description": entry.doc(language) });
    (entry.spelling(language).to_owned(), value)
}
