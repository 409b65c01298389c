//! Whether what the server says lies inside the texts that it speaks of.

use super::Open;
use super::support::client::Client;
use super::text::Text;
use serde_json::{Map, Value};

/// The texts by their addresses; of one that isn't open nothing is known but what lies on the disk.
struct Texts<'a>(&'a [Open]);

impl Texts<'_> {
    fn check(&self, uri: &str, value: &Value) {
        match self.0.iter().find(|open| open.uri == uri) {
            Some(open) => inside(&open.text, value),
            None => {
                let path = uri.parse::<tower_lsp::ls_types::Uri>().unwrap();
                let path = path.to_file_path().expect("the address of a file").into_owned();
                let text = std::fs::read_to_string(path).expect("a file of the workspace");
                inside(&Text::new(&text), value);
            }
        }
    }
}

fn inside(text: &Text, value: &Value) {
    let place = |value: &Value| {
        let number = |name: &str| usize::try_from(value[name].as_u64().unwrap()).unwrap();
        (number("line"), number("character"))
    };
    let holds = |(line, character)| assert!(text.has(line, character), "{value} is outside of\n{text}");
    match value.get("start") {
        Some(start) => {
            let (start, end) = (place(start), place(&value["end"]));
            assert!(start <= end, "{value}");
            holds(start);
            holds(end);
        }
        None => holds(place(value)),
    }
}

/// Checks every range and position of an answer about a text.
pub fn check(open: &[Open], uri: &str, answer: &Value) {
    walk(&Texts(open), uri, answer);
}

/// Checks the diagnostics that the server sent by itself of the versions that are open now. What they relate to in another text
/// may have been told before that was edited; once all is told it is compared with a fresh server's.
pub fn check_published(client: &Client, open: &[Open]) {
    for one in open {
        if let Some(sent) = client.published.get(&one.uri).filter(|sent| sent["version"] == one.version) {
            let mut diagnostics = sent["diagnostics"].clone();
            for diagnostic in diagnostics.as_array_mut().into_iter().flatten() {
                if let Some(related) = diagnostic["relatedInformation"].as_array_mut() {
                    related.retain(|related| related["location"]["uri"] == one.uri);
                }
            }
            check(open, &one.uri, &diagnostics);
        }
    }
}

fn walk(texts: &Texts<'_>, uri: &str, value: &Value) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(texts, uri, one)),
        Value::Object(members) => object(texts, uri, members),
        _ => {}
    }
}

fn object(texts: &Texts<'_>, uri: &str, members: &Map<String, Value>) {
    let own = members.get("uri").or_else(|| members.get("targetUri"));
    let own = own.or_else(|| members.get("textDocument").and_then(|document| document.get("uri")));
    // A link may say behind a `#` which part of the text it means.
    let uri = own.and_then(Value::as_str).map_or(uri, |own| own.split('#').next().unwrap_or(own));
    // What an edit makes isn't there yet.
    if members.get("kind").is_some_and(|kind| kind == "create") || created(members) {
        return;
    }
    for (name, value) in members {
        match name.as_str() {
            "range"
            | "selectionRange"
            | "targetRange"
            | "targetSelectionRange"
            | "originSelectionRange"
            | "position" => texts.check(uri, value),
            "fromRanges" | "ranges" => {
                value.as_array().into_iter().flatten().for_each(|one| texts.check(uri, one));
            }
            "startLine" | "endLine" => {
                inside_line(texts, uri, value);
            }
            // What the client gives back unread.
            "data" => {}
            "changes" => {
                let each = value.as_object().into_iter().flatten();
                each.for_each(|(uri, edits)| walk(texts, uri, edits));
            }
            _ => walk(texts, uri, value),
        }
    }
}

fn created(members: &Map<String, Value>) -> bool {
    let uri = members.get("textDocument").and_then(|document| document["uri"].as_str());
    uri.and_then(|uri| uri.parse::<tower_lsp::ls_types::Uri>().ok())
        .and_then(|uri| Some(uri.to_file_path()?.is_file()))
        .is_some_and(|there| !there)
}

fn inside_line(texts: &Texts<'_>, uri: &str, line: &Value) {
    texts.check(uri, &serde_json::json!({ "line": line, "character": 0 }));
}

/// Checks that coloured pieces follow each other inside their lines.
pub fn check_tokens(text: &Text, data: &Value) {
    let lengths = text.lengths();
    let (mut line, mut column, mut end) = (0, 0, 0);
    for piece in data.as_array().expect("numbers").chunks(5) {
        let number = |at: usize| usize::try_from(piece[at].as_u64().unwrap()).unwrap();
        if number(0) > 0 {
            (line, column, end) = (line + number(0), 0, 0);
        }
        column += number(1);
        assert!(column >= end, "pieces overlap in line {line} of\n{text}");
        end = column + number(2);
        assert!(lengths.get(line).is_some_and(|length| end <= *length), "{line}:{end} is outside of\n{text}");
    }
}
