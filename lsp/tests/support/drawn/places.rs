//! Requests whose answer is places: each drawn as its line with the words marked.

use super::{Asked, underlined};
use serde_json::{Value, json};
use std::path::PathBuf;

/// `textDocument/definition`.
pub fn definition(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let found = asked.client.request("textDocument/definition", params.clone());
    assert_eq!(found, asked.client.request("textDocument/declaration", params), "a name has one declaration");
    if found.is_null() { "nothing".to_owned() } else { location(&asked, &found) }
}

/// `textDocument/references`; without the declaration where the argument says `uses`.
pub fn references(asked: Asked<'_>) -> String {
    let mut params = asked.at_cursor();
    params["context"] = json!({ "includeDeclaration": asked.arguments != "uses" });
    let found = asked.client.request("textDocument/references", params);
    all(found.as_array().map(|found| found.iter().map(|one| location(&asked, one)).collect()))
}

/// `textDocument/documentHighlight`.
pub fn highlight(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let found = asked.client.request("textDocument/documentHighlight", params);
    let drawn = |one: &Value| {
        underlined(asked.text, &one["range"], if one["kind"] == 3 { "declared" } else { "used" })
    };
    all(found.as_array().map(|found| found.iter().map(drawn).collect()))
}

/// `textDocument/linkedEditingRange`.
pub fn linked(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let found = asked.client.request("textDocument/linkedEditingRange", params);
    all(found["ranges"]
        .as_array()
        .map(|found| found.iter().map(|one| underlined(asked.text, one, "")).collect()))
}

/// `textDocument/documentLink`.
pub fn links(asked: Asked<'_>) -> String {
    let params = json!({ "textDocument": { "uri": asked.uri } });
    let found = asked.client.request("textDocument/documentLink", params);
    let drawn = |one: &Value| {
        let (uri, line) = one["target"].as_str().unwrap().rsplit_once("#L").unwrap();
        let file = file(&asked, uri);
        let said = format!("{} {line}: {}", file.display(), one["tooltip"].as_str().unwrap());
        underlined(asked.text, &one["range"], &said)
    };
    all(found.as_array().map(|found| found.iter().map(drawn).collect()))
}

/// `textDocument/prepareCallHierarchy`, then the calls in the direction that the argument names, as far as they go.
pub fn calls(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let found = asked.client.request("textDocument/prepareCallHierarchy", params);
    let Some(items) = found.as_array() else { return "nothing".to_owned() };
    let mut drawn = String::new();
    for item in items {
        follow(asked.arguments, asked.client, item, 0, &mut drawn);
    }
    drawn
}

fn follow(direction: &str, client: &mut super::Client, item: &Value, depth: usize, drawn: &mut String) {
    let (name, detail) = (item["name"].as_str().unwrap(), item["detail"].as_str().unwrap());
    drawn.push_str(&format!("{}{detail} {name}\n", "  ".repeat(depth)));
    let found = client.request(&format!("callHierarchy/{direction}Calls"), json!({ "item": item }));
    for call in found.as_array().unwrap() {
        assert!(!call["fromRanges"].as_array().unwrap().is_empty());
        follow(
            direction,
            client,
            &call[if direction == "incoming" { "from" } else { "to" }],
            depth + 1,
            drawn,
        );
    }
}

fn location(asked: &Asked<'_>, found: &Value) -> String {
    let (uri, range) = (found["uri"].as_str().unwrap(), &found["range"]);
    let file = file(asked, uri);
    let text = match uri == asked.uri {
        true => asked.text.to_owned(),
        false => std::fs::read_to_string(asked.root.join(&file)).unwrap(),
    };
    format!("{}\n{}", file.display(), underlined(&text, range, ""))
}

fn file(asked: &Asked<'_>, uri: &str) -> PathBuf {
    super::action::path(asked, uri).strip_prefix(asked.root).unwrap().to_owned()
}

fn all(drawn: Option<Vec<String>>) -> String {
    let drawn = drawn.unwrap_or_default().concat();
    if drawn.is_empty() { "nothing".to_owned() } else { drawn }
}
