//! Diagnostics as the editor shows them.

use super::{Asked, underlined};
use serde_json::Value;

/// Waits for the diagnostics of the open text and draws them.
pub fn drawn(asked: Asked<'_>) -> String {
    let found = asked.client.diagnostics(asked.uri, 1);
    let drawn = of(asked.text, &found);
    if drawn.is_empty() { "nothing".to_owned() } else { drawn }
}

/// Diagnostics under the words of their text.
pub fn of(text: &str, found: &Value) -> String {
    let drawn = found.as_array().unwrap().iter().map(|one| {
        let severity = if one["severity"] == 1 { "error" } else { "warning" };
        let said =
            format!("{severity} {}: {}", one["code"].as_str().unwrap(), one["message"].as_str().unwrap());
        underlined(text, &one["range"], &said)
    });
    drawn.collect()
}
