//! Code actions, drawn: what is offered; or one of them made, with the lines that became different and what is wrong afterwards.

use super::{Asked, diagnostics};
use qingce_grammar::position::{Lines, Unit};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The titles of what is offered at the cursor or selection, each with its kind.
pub fn offered(asked: Asked<'_>) -> String {
    let actions = all(&mut { asked });
    let drawn = actions.iter().map(|action| {
        let fix =
            action["diagnostics"][0]["code"].as_str().map(|code| format!(" ({code})")).unwrap_or_default();
        format!("{}: {}{fix}\n", action["kind"].as_str().unwrap(), action["title"].as_str().unwrap())
    });
    let drawn: String = drawn.collect();
    if drawn.is_empty() { "nothing".to_owned() } else { drawn }
}

/// Makes the action whose title begins with the arguments.
pub fn made(mut asked: Asked<'_>) -> String {
    let actions = all(&mut asked);
    let titled = |action: &&Value| action["title"].as_str().unwrap().starts_with(asked.arguments);
    let Some(action) = actions.iter().find(titled) else { return "nothing of this name".to_owned() };
    match asked.client.try_request("codeAction/resolve", action.clone()) {
        Ok(resolved) => applied(&mut asked, &resolved["edit"]),
        Err(error) => format!("not done: {}", error["message"].as_str().unwrap()),
    }
}

fn all(asked: &mut Asked<'_>) -> Vec<Value> {
    let from = asked.position();
    let to = asked.position_of(*asked.cursors.last().unwrap());
    let params = json!({
        "textDocument": { "uri": asked.uri }, "range": { "start": from, "end": to }, "context": { "diagnostics": [] },
    });
    asked.client.request("textDocument/codeAction", params).as_array().unwrap().clone()
}

/// The lines that an edit makes different, file by file, and what is wrong afterwards.
pub fn applied(asked: &mut Asked<'_>, edit: &Value) -> String {
    let mut drawn = String::new();
    let mut written: Vec<PathBuf> = Vec::new();
    for change in edit["documentChanges"].as_array().expect("edits with versions") {
        if change["kind"] == "create" {
            let path = path(asked, change["uri"].as_str().unwrap());
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, "").unwrap();
            let changed = json!({ "changes": [{ "uri": change["uri"], "type": 1 }] });
            asked.client.notify("workspace/didChangeWatchedFiles", changed);
            written.push(path);
            continue;
        }
        let uri = change["textDocument"]["uri"].as_str().unwrap();
        let own = uri == asked.uri;
        let version = &change["textDocument"]["version"];
        assert_eq!(*version, if own { json!(1) } else { Value::Null }, "edits say which version they are of");
        let file = path(asked, uri);
        let old = if own { asked.text.to_owned() } else { std::fs::read_to_string(&file).unwrap() };
        let new = edited(&old, change["edits"].as_array().unwrap());
        if !own {
            drawn.push_str(&format!("{}\n", file.strip_prefix(asked.root).unwrap().display()));
            asked.client.open_text(uri, &new);
        }
        drawn.push_str(&difference(&old, &new));
        if own {
            let document = json!({ "uri": uri, "version": 2 });
            let whole = json!({ "textDocument": document, "contentChanges": [{ "text": new }] });
            asked.client.notify("textDocument/didChange", whole);
        }
        let version = if own { 2 } else { 1 };
        let wrong = asked.client.diagnostics(uri, version);
        let wrong = diagnostics::of(&new, &wrong);
        drawn.push_str(&if wrong.is_empty() {
            "then: nothing is wrong\n".to_owned()
        } else {
            format!("then:\n{wrong}")
        });
    }
    for path in written {
        std::fs::remove_file(path).unwrap();
    }
    drawn
}

/// The path of an address, which lies in the workspace.
pub fn path(asked: &Asked<'_>, uri: &str) -> PathBuf {
    let uri: tower_lsp::ls_types::Uri = uri.parse().unwrap();
    let path = uri.to_file_path().unwrap().into_owned();
    assert!(path.starts_with(asked.root), "{} lies outside", path.display());
    Path::new(&path).to_owned()
}

/// The text after edits, which don't overlap.
pub fn edited(text: &str, edits: &[Value]) -> String {
    let lines = Lines::new(text);
    let at = |position: &Value| lines.offset_in(super::place(position), Unit::Utf16);
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(at(&edit["range"]["start"])));
    let mut out = text.to_owned();
    let mut before = text.len();
    for edit in edits {
        let (start, end) = (at(&edit["range"]["start"]), at(&edit["range"]["end"]));
        assert!(end <= before, "edits overlap");
        before = start;
        out.replace_range(start..end, edit["newText"].as_str().unwrap());
    }
    out
}

/// Lines that went, then lines that came.
pub fn difference(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut drawn = String::new();
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        if a < old.len() && b < new.len() && old[a] == new[b] {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let ahead =
            |from: &[&str], of: Option<&&str>| of.and_then(|of| from.iter().position(|line| line == of));
        let (came, went) = (ahead(&new[b..], old.get(a)), ahead(&old[a..], new.get(b)));
        match (came, went) {
            (Some(came), went) if went.is_none_or(|went| came <= went) => {
                new[b..b + came].iter().for_each(|line| drawn.push_str(&format!("+ {line}\n")));
                b += came;
            }
            (_, Some(went)) => {
                old[a..a + went].iter().for_each(|line| drawn.push_str(&format!("- {line}\n")));
                a += went;
            }
            (_, None) => {
                old.get(a).iter().for_each(|line| drawn.push_str(&format!("- {line}\n")));
                new.get(b).iter().for_each(|line| drawn.push_str(&format!("+ {line}\n")));
                (a, b) = ((a + 1).min(old.len()), (b + 1).min(new.len()));
            }
        }
    }
    drawn
}
