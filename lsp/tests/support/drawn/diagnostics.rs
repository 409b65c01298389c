//! Diagnostics as the editor shows them.

use super::{Asked, underlined};
use serde_json::{Value, json};

/// Waits for the diagnostics of the open text, compares them with those that a client is given that asks, and draws them.
pub fn drawn(asked: Asked<'_>) -> String {
    let found = asked.client.diagnostics(asked.uri, 1);
    let of_text = json!({ "textDocument": { "uri": asked.uri } });
    assert_eq!(asked.client.request("textDocument/diagnostic", of_text)["items"], found);
    let all = asked.client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let own = all["items"].as_array().unwrap().iter().find(|report| report["uri"] == asked.uri).unwrap();
    assert_eq!((&own["items"], &own["version"]), (&found, &json!(1)));
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
