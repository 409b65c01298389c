//! What an editor needs to know of the language before it has asked the server: colours, brackets and words, snippets.
//! All of it is made from the vocabulary table; the files in `editors/vscode/language` are compared with it by a test.

mod configuration;
mod pattern;
mod snippets;
mod textmate;

use qingce_grammar::Language;
use serde_json::Value;

/// Each generated file of the extension: its name, and its text.
pub fn files() -> Vec<(&'static str, String)> {
    let written = |value: &Value| format!("{value:#}\n");
    vec![
        ("qingce.tmLanguage.json", written(&textmate::grammar())),
        ("configuration.json", written(&configuration::configuration())),
        ("snippets.zh.json", written(&snippets::snippets(Language::Chinese))),
        ("snippets.en.json", written(&snippets::snippets(Language::English))),
    ]
}
