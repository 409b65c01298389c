//! `textDocument/inlayHint`, drawn: the text with every hint in ⟦ ⟧ at its place.

use super::{Asked, place};
use qingce_grammar::position::{Lines, Unit};
use serde_json::json;

/// Asks about the whole text and draws the lines that have hints.
pub fn drawn(asked: Asked<'_>) -> String {
    let lines = Lines::new(asked.text);
    let range =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": lines.count(), "character": 0 } });
    let params = json!({ "textDocument": { "uri": asked.uri }, "range": range });
    let hints = asked.client.request("textDocument/inlayHint", params);
    let mut text = asked.text.to_owned();
    for hint in hints.as_array().unwrap().iter().rev() {
        let at = lines.offset_in(place(&hint["position"]), Unit::Utf16);
        text.insert_str(at, &format!("⟦{}⟧", hint["label"].as_str().unwrap()));
    }
    let drawn: Vec<&str> = text.lines().filter(|line| line.contains('⟦')).collect();
    if drawn.is_empty() { "nothing".to_owned() } else { drawn.join("\n") }
}
