//! `textDocument/completion`, drawn: the word that is replaced, then an item a line with its details. `first N` shows the first N
//! items; `has A B` and `lacks A B` say of names whether they are offered; `doc A` shows the documentation of one.

use super::{Asked, underlined};
use serde_json::Value;
use std::fmt::Write;

/// Asks and draws.
pub fn drawn(asked: Asked<'_>) -> String {
    let params = asked.at_cursor();
    let list = asked.client.request("textDocument/completion", params);
    if list.is_null() {
        return "nothing".to_owned();
    }
    assert_eq!(list["isIncomplete"], true);
    let items = list["items"].as_array().unwrap();
    let Some(first) = items.first() else { return "no item".to_owned() };
    sound(asked.text, items);
    let mut drawn = underlined(asked.text, &first["textEdit"]["range"], "");
    let (how, names) = asked.arguments.split_once(' ').unwrap_or((asked.arguments, ""));
    match how {
        "" => shown(&mut drawn, items),
        "first" => shown(&mut drawn, &items[..names.parse::<usize>().unwrap().min(items.len())]),
        "of" => {
            for name in names.split(' ') {
                let found: Vec<Value> = items.iter().filter(|item| item["label"] == name).cloned().collect();
                if found.is_empty() {
                    let _ = writeln!(drawn, "not offered: {name}");
                }
                shown(&mut drawn, &found);
            }
        }
        "doc" => {
            let item = items.iter().find(|item| item["label"] == names).expect("the item is offered");
            assert!(item["documentation"].is_null(), "documentation waits until an item is looked at");
            let item = asked.client.request("completionItem/resolve", item.clone());
            // A fence inside the page's own block would end it.
            let told = item["documentation"]["value"].as_str().unwrap_or("nothing");
            drawn.push_str(&told.replace("```", "~~~"));
        }
        other => panic!("{other}: first, of or doc"),
    }
    drawn
}

fn shown(drawn: &mut String, items: &[Value]) {
    for item in items {
        let text = item["textEdit"]["newText"].as_str().unwrap();
        let label = item["label"].as_str().unwrap();
        let _ = write!(drawn, "{label}");
        if let Some(detail) = item["detail"].as_str() {
            let _ = write!(drawn, "  {detail}");
        }
        if text != label {
            let _ = write!(drawn, "  → {}", text.replace('\n', "⏎"));
        }
        drawn.push('\n');
    }
}

/// What every list keeps to, so that every editor shows it: one range, filtered by the word typed, in the order given.
fn sound(text: &str, items: &[Value]) {
    let range = &items[0]["textEdit"]["range"];
    let mut sorts = Vec::new();
    for item in items {
        assert_eq!(&item["textEdit"]["range"], range);
        let lines = qingce_grammar::position::Lines::new(text);
        let place = |at: &Value| lines.offset_in(super::place(at), qingce_grammar::position::Unit::Utf16);
        assert_eq!(item["filterText"].as_str().unwrap(), &text[place(&range["start"])..place(&range["end"])]);
        sorts.push(item["sortText"].as_str().unwrap());
    }
    assert!(sorts.is_sorted());
}
