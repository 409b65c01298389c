//! Workspace commands, drawn: `command NAME ARGUMENTS`, where the arguments after the address are a JSON list.

use super::{Asked, action, underlined};
use serde_json::{Value, json};

/// Does a command and draws what it gives.
pub fn drawn(mut asked: Asked<'_>) -> String {
    let (name, rest) = asked.arguments.split_once(' ').unwrap_or((asked.arguments, "[]"));
    let mut arguments = vec![json!(asked.uri)];
    arguments.extend(serde_json::from_str::<Vec<Value>>(rest).unwrap());
    let params = json!({ "command": name, "arguments": arguments });
    let given = match asked.client.try_request("workspace/executeCommand", params) {
        Ok(given) => given,
        Err(error) => return format!("error {}: {}", error["code"], error["message"].as_str().unwrap()),
    };
    match name {
        "qingce.scenarios" => list(&asked, &given, |one| one["name"].as_str().unwrap().to_owned()),
        "qingce.runScenarios" => given.as_array().unwrap().iter().map(|one| outcome(&asked, one)).collect(),
        "qingce.showProse" => anchors(&asked, &given),
        "qingce.explainRecord" => {
            assert!(given["html"].as_str().unwrap().starts_with("<!DOCTYPE html>"));
            given["text"].as_str().unwrap().to_owned()
        }
        "qingce.amend" => {
            assert_eq!(given, json!({ "applied": true }));
            let edit = asked.client.wait_asked("workspace/applyEdit")["edit"].clone();
            action::applied(&mut asked, &edit)
        }
        _ => format!("{}\n", serde_json::to_string_pretty(&given).unwrap()),
    }
}

fn list(asked: &Asked<'_>, given: &Value, said: impl Fn(&Value) -> String) -> String {
    let drawn = given.as_array().unwrap().iter().map(|one| {
        assert_eq!(one["uri"], asked.uri);
        underlined(asked.text, &one["range"], &said(one))
    });
    drawn.collect()
}

fn outcome(asked: &Asked<'_>, one: &Value) -> String {
    let word = if one["passed"] == true { "passed" } else { "failed" };
    let messages = list(asked, &one["messages"], |message| message["message"].as_str().unwrap().to_owned());
    format!("{word} {}\n{messages}", one["id"].as_str().unwrap())
}

/// The lines that are on the page, each with the id of its element.
fn anchors(asked: &Asked<'_>, given: &Value) -> String {
    let page = given["html"].as_str().unwrap();
    let drawn = given["anchors"].as_array().unwrap().iter().map(|anchor| {
        let id = anchor["id"].as_str().unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "the page has no {id}");
        assert_eq!(anchor["uri"], asked.uri);
        let line = usize::try_from(anchor["line"].as_u64().unwrap()).unwrap();
        format!("{}: {} → {id}\n", line + 1, asked.text.lines().nth(line).unwrap())
    });
    drawn.collect()
}
