//! Code lenses, drawn above their words. With arguments `OLD => NEW` the text is first edited so, and the lenses are asked again
//! once the server says that it knows more.

use super::{Asked, place, underlined};
use serde_json::{Value, json};

/// Asks, resolves and draws.
pub fn drawn(asked: Asked<'_>) -> String {
    let mut text = asked.text.to_owned();
    let document = json!({ "textDocument": { "uri": asked.uri } });
    if let Some((old, new)) = asked.arguments.split_once(" => ") {
        let new = new.replace("\\n", "\n");
        assert!(text.contains(old), "the text has no {old}");
        text = text.replacen(old, &new, 1);
        let changed = json!({ "uri": asked.uri, "version": 2 });
        let params = json!({ "textDocument": changed, "contentChanges": [{ "text": text }] });
        asked.client.notify("textDocument/didChange", params);
        asked.client.request("textDocument/codeLens", document.clone());
        asked.client.wait_asked("workspace/codeLens/refresh");
    }
    let mut lenses = asked.client.request("textDocument/codeLens", document).as_array().unwrap().clone();
    lenses.sort_by_key(|lens| place(&lens["range"]["start"]));
    let drawn = lenses.into_iter().map(|lens| {
        let lens = asked.client.request("codeLens/resolve", lens);
        let command = &lens["command"];
        let runs = match command["command"].as_str().unwrap() {
            "" => String::new(),
            name => {
                let rest = command["arguments"].as_array().unwrap().iter().skip(1).map(Value::to_string);
                format!("\n→ {name} {}", rest.collect::<Vec<_>>().join(" "))
            }
        };
        underlined(&text, &lens["range"], &format!("{}{runs}", command["title"].as_str().unwrap()))
    });
    let drawn: String = drawn.collect();
    if drawn.is_empty() { "nothing".to_owned() } else { drawn }
}
