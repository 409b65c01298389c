//! Requests whose answer is the structure of a text.

use super::action::{difference, edited};
use super::{Asked, place};
use qingce_grammar::position::{Lines, Unit};
use serde_json::{Value, json};

/// `textDocument/documentSymbol`, indented.
pub fn outline(asked: Asked<'_>) -> String {
    let params = json!({ "textDocument": { "uri": asked.uri } });
    let found = asked.client.request("textDocument/documentSymbol", params);
    let mut drawn = String::new();
    for one in found.as_array().unwrap() {
        line(&asked, one, 0, &mut drawn);
    }
    drawn
}

fn line(asked: &Asked<'_>, one: &Value, depth: usize, drawn: &mut String) {
    let selected = words(asked.text, &one["selectionRange"]);
    let whole = words(asked.text, &one["range"]);
    assert!(whole.contains(selected), "the name lies inside");
    let (name, detail) = (one["name"].as_str().unwrap(), one["detail"].as_str().unwrap());
    let from = one["range"]["start"]["line"].as_u64().unwrap() + 1;
    let to = one["range"]["end"]["line"].as_u64().unwrap() + 1;
    drawn.push_str(&format!("{}{detail} {name} {from}-{to}\n", "  ".repeat(depth)));
    for inner in one["children"].as_array().into_iter().flatten() {
        line(asked, inner, depth + 1, drawn);
    }
}

/// `workspace/symbol` for the arguments.
pub fn symbols(asked: Asked<'_>) -> String {
    let found = asked.client.request("workspace/symbol", json!({ "query": asked.arguments }));
    let drawn = |one: &Value| {
        let path = super::action::path(&asked, one["location"]["uri"].as_str().unwrap());
        let line = one["location"]["range"]["start"]["line"].as_u64().unwrap() + 1;
        let (kind, name) = (one["containerName"].as_str().unwrap(), one["name"].as_str().unwrap());
        format!("{kind} {name} {}:{line}\n", path.strip_prefix(asked.root).unwrap().display())
    };
    let drawn: String = found.as_array().unwrap().iter().map(drawn).collect();
    if drawn.is_empty() { "nothing".to_owned() } else { drawn }
}

/// `textDocument/foldingRange`: the lines, and the first of them.
pub fn folding(asked: Asked<'_>) -> String {
    let params = json!({ "textDocument": { "uri": asked.uri } });
    let found = asked.client.request("textDocument/foldingRange", params);
    let lines = Lines::new(asked.text);
    let drawn = |one: &Value| {
        let (from, to) = (one["startLine"].as_u64().unwrap(), one["endLine"].as_u64().unwrap());
        let kind = one["kind"].as_str().map(|kind| format!(" {kind}")).unwrap_or_default();
        format!("{}-{}{kind}: {}\n", from + 1, to + 1, lines.line(usize::try_from(from).unwrap()))
    };
    found.as_array().unwrap().iter().map(drawn).collect()
}

/// `textDocument/selectionRange`: the words of each range, the smallest first.
pub fn selection(asked: Asked<'_>) -> String {
    let params = json!({ "textDocument": { "uri": asked.uri }, "positions": [asked.position()] });
    let found = asked.client.request("textDocument/selectionRange", params);
    let mut range = &found[0];
    let mut drawn = String::new();
    while !range.is_null() {
        let words = words(asked.text, &range["range"]);
        let (first, last) =
            (words.lines().next().unwrap_or_default(), words.lines().next_back().unwrap_or_default());
        let shown =
            if words.lines().count() > 1 { format!("{first} … {}", last.trim()) } else { words.to_owned() };
        drawn.push_str(&format!("{shown}\n"));
        range = &range["parent"];
    }
    drawn
}

/// `textDocument/formatting`; between the cursors where there are two; after the typed argument where there is one.
pub fn format(asked: Asked<'_>) -> String {
    let options = json!({ "tabSize": 2, "insertSpaces": true });
    let document = json!({ "uri": asked.uri });
    let (method, params) = match (asked.cursors, asked.arguments) {
        ([from, to], _) => {
            let range = json!({ "start": asked.position_of(*from), "end": asked.position_of(*to) });
            ("rangeFormatting", json!({ "textDocument": document, "range": range, "options": options }))
        }
        ([at], typed) => {
            let typed = if typed == "newline" { "\n" } else { typed };
            let position = asked.position_of(*at);
            let params =
                json!({ "textDocument": document, "position": position, "ch": typed, "options": options });
            ("onTypeFormatting", params)
        }
        _ => ("formatting", json!({ "textDocument": document, "options": options })),
    };
    let found = asked.client.request(&format!("textDocument/{method}"), params);
    let new = edited(asked.text, found.as_array().unwrap());
    let drawn = difference(asked.text, &new);
    if drawn.is_empty() { "nothing".to_owned() } else { drawn }
}

/// `textDocument/semanticTokens/full`: each piece with what it is. With two cursors, those between them; with an argument, what
/// became different when the argument was inserted at the cursor.
pub fn tokens(asked: Asked<'_>) -> String {
    let document = json!({ "uri": asked.uri });
    if let [from, to] = asked.cursors {
        let range = json!({ "start": asked.position_of(*from), "end": asked.position_of(*to) });
        let params = json!({ "textDocument": document, "range": range });
        let found = asked.client.request("textDocument/semanticTokens/range", params);
        return pieces(asked.text, asked.client, &found["data"]);
    }
    let found = asked.client.request("textDocument/semanticTokens/full", json!({ "textDocument": document }));
    let [at] = asked.cursors else { return pieces(asked.text, asked.client, &found["data"]) };
    let at = asked.position_of(*at);
    let change = json!({ "range": { "start": at, "end": at }, "text": asked.arguments });
    let changed = json!({ "textDocument": { "uri": asked.uri, "version": 2 }, "contentChanges": [change] });
    asked.client.notify("textDocument/didChange", changed);
    let params = json!({ "textDocument": document, "previousResultId": found["resultId"] });
    let delta = asked.client.request("textDocument/semanticTokens/full/delta", params);
    let fresh = asked.client.request("textDocument/semanticTokens/full", json!({ "textDocument": document }));
    let mut data = found["data"].as_array().unwrap().clone();
    let mut drawn = String::new();
    for edit in delta["edits"].as_array().unwrap() {
        let number = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let (start, gone) = (number("start"), number("deleteCount"));
        let come = edit["data"].as_array().unwrap().clone();
        drawn.push_str(&format!(
            "{} tokens for {gone} at {start}\n",
            come.len() / 5,
            gone = gone / 5,
            start = start / 5
        ));
        data.splice(start..start + gone, come);
    }
    assert_eq!(Value::Array(data), fresh["data"], "the edits give what a fresh answer gives");
    drawn
}

fn pieces(text: &str, client: &mut super::Client, data: &Value) -> String {
    let legend = client.capabilities["semanticTokensProvider"]["legend"].clone();
    let (mut line, mut column) = (0, 0);
    let mut drawn = String::new();
    for piece in data.as_array().unwrap().chunks(5) {
        let number = |at: usize| piece[at].as_u64().unwrap();
        column = if number(0) == 0 { column + number(1) } else { number(1) };
        if number(0) > 0 && !drawn.is_empty() {
            drawn.push('\n');
        }
        line += number(0);
        let range = json!({
            "start": { "line": line, "character": column }, "end": { "line": line, "character": column + number(2) },
        });
        let modifiers = legend["tokenModifiers"].as_array().unwrap().iter().enumerate();
        let modifiers = modifiers.filter(|(at, _)| number(4) >> at & 1 == 1);
        let modifiers: String = modifiers.map(|(_, name)| format!(".{}", name.as_str().unwrap())).collect();
        let ty = legend["tokenTypes"][usize::try_from(number(3)).unwrap()].as_str().unwrap();
        drawn.push_str(&format!("{}:{ty}{modifiers} ", words(text, &range)));
    }
    drawn.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// The words of a range.
fn words<'t>(text: &'t str, range: &Value) -> &'t str {
    let lines = Lines::new(text);
    let at = |position: &Value| lines.offset_in(place(position), Unit::Utf16);
    &text[at(&range["start"])..at(&range["end"])]
}
