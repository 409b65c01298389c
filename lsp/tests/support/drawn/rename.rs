//! `textDocument/prepareRename` and `textDocument/rename`, drawn: the lines that become different file by file, and what is wrong
//! once all of them are.

use super::action::{difference, edited, path};
use super::{Asked, diagnostics, underlined};
use serde_json::{Value, json};

/// The words that would be renamed, or why not.
pub fn prepared(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    match asked.client.try_request("textDocument/prepareRename", params) {
        Ok(found) => underlined(asked.text, &found["range"], found["placeholder"].as_str().unwrap()),
        Err(error) => format!("not done: {}", error["message"].as_str().unwrap()),
    }
}

/// Renames to the arguments.
pub fn drawn(asked: Asked<'_>) -> String {
    let mut params = asked.at_cursor();
    params["newName"] = json!(asked.arguments);
    let edit = match asked.client.try_request("textDocument/rename", params) {
        Ok(edit) => edit,
        Err(error) => return format!("not done: {}", error["message"].as_str().unwrap()),
    };
    let mut drawn = String::new();
    let mut changed = Vec::new();
    for change in edit["documentChanges"].as_array().expect("edits with versions") {
        let uri = change["textDocument"]["uri"].as_str().unwrap();
        let own = uri == asked.uri;
        let version = &change["textDocument"]["version"];
        assert_eq!(*version, if own { json!(1) } else { Value::Null }, "edits say which version they are of");
        let file = path(&asked, uri);
        let old = if own { asked.text.to_owned() } else { std::fs::read_to_string(&file).unwrap() };
        let new = edited(&old, change["edits"].as_array().unwrap());
        drawn.push_str(&format!(
            "{}\n{}",
            file.strip_prefix(asked.root).unwrap().display(),
            difference(&old, &new)
        ));
        if own {
            let document = json!({ "uri": uri, "version": 2 });
            let whole = json!({ "textDocument": document, "contentChanges": [{ "text": new }] });
            asked.client.notify("textDocument/didChange", whole);
        } else {
            asked.client.open_text(uri, &new);
        }
        changed.push((uri.to_owned(), new));
    }
    let wrong: String = changed
        .iter()
        .map(|(uri, text)| {
            let params = json!({ "textDocument": { "uri": uri } });
            let report = asked.client.request("textDocument/diagnostic", params);
            diagnostics::of(text, &report["items"])
        })
        .collect();
    match wrong.is_empty() {
        true => drawn + "then: nothing is wrong\n",
        false => format!("{drawn}then:\n{wrong}"),
    }
}
