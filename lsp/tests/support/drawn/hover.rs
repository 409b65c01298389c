//! `textDocument/hover`, drawn: the words, and under them what is told.

use super::{Asked, underlined};

/// Asks and draws.
pub fn drawn(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let told = asked.client.request("textDocument/hover", params);
    if told.is_null() {
        return "nothing".to_owned();
    }
    let words = underlined(asked.text, &told["range"], "");
    // A fence would end the block of the page that holds the answer.
    format!("{words}{}", told["contents"]["value"].as_str().unwrap().replace("```", "~~~"))
}
