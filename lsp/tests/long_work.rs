//! Long work: the client is shown how far it is, and it ends when somebody calls it off.

#![allow(clippy::disallowed_methods, reason = "tests write files")]

mod support;

use qingce_grammar::Language;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use support::client::{Client, uri};
use support::policies::copied;
use tempfile::TempDir;

/// So many records take long enough to be called off.
const RECORDS: u64 = 30_000;
/// `RequestCancelled` of the protocol.
const CANCELLED: i64 = -32800;

/// A client on a policy with many records, and the arguments of a command that looks for one that isn't among them.
fn searching() -> (TempDir, Client, Value) {
    let (folder, root) = copied();
    let policy = root.join("qinghai-labour-brand");
    std::fs::write(policy.join("很多.csv"), records(&policy)).unwrap();
    let client = Client::open(&root, Language::Chinese);
    let wanted = json!({ "path": policy.join("很多.csv"), "record": "劳动者", "key": "没有" });
    (folder, client, json!([uri(&policy.join("第06条.ce")), wanted]))
}

/// The shipped record of a worker, again and again under other numbers.
fn records(policy: &Path) -> String {
    let shipped = std::fs::read_to_string(policy.join("样例/劳动者.csv")).unwrap();
    let (titles, rest) = shipped.split_once('\n').unwrap();
    let (_, facts) = rest.lines().next().unwrap().split_once(',').unwrap();
    let mut table = format!("{titles}\n");
    for number in 0..RECORDS {
        writeln!(table, "63{number:016},{facts}").unwrap();
    }
    table
}

fn command(arguments: &Value, token: Option<&str>) -> Value {
    json!({ "command": "qingce.explainRecord", "arguments": arguments, "workDoneToken": token })
}

/// The next thing that is told of the progress.
fn told(client: &mut Client, token: &str) -> Value {
    let params = client.wait_asked("$/progress");
    assert_eq!(params["token"], token);
    params["value"].clone()
}

#[test]
fn progress_is_shown_from_begin_to_end() {
    let (_folder, mut client, arguments) = searching();
    let error = client.try_request("workspace/executeCommand", command(&arguments, Some("甲"))).unwrap_err();
    assert!(error["message"].as_str().unwrap().contains("没有这份档案"), "{error}");
    let begin = told(&mut client, "甲");
    assert_eq!(
        (&begin["kind"], &begin["title"], &begin["cancellable"]),
        (&json!("begin"), &json!("查找档案"), &json!(true))
    );
    let mut before = 0;
    loop {
        let report = told(&mut client, "甲");
        if report["kind"] == "end" {
            break;
        }
        let done: u64 = report["message"].as_str().unwrap().parse().unwrap();
        assert!(before < done && done <= RECORDS, "{report}");
        before = done;
    }
    assert!(before > RECORDS / 2, "the last that was told is {before}");
}

#[test]
fn a_client_that_gives_no_token_is_asked_to_show_progress() {
    let (_folder, mut client, arguments) = searching();
    let id = client.begin("workspace/executeCommand", command(&arguments, None));
    let token = client.wait_asked("window/workDoneProgress/create")["token"].as_str().unwrap().to_owned();
    assert_eq!(told(&mut client, &token)["kind"], "begin");
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.finish(id).unwrap_err()["code"], CANCELLED);
}

#[test]
fn a_cancelled_request_ends_its_work() {
    let (_folder, mut client, arguments) = searching();
    let id = client.begin("workspace/executeCommand", command(&arguments, Some("乙")));
    assert_eq!(told(&mut client, "乙")["kind"], "begin");
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.finish(id).unwrap_err()["code"], CANCELLED);
    assert_ended_early(&mut client, "乙");
}

#[test]
fn the_button_of_the_progress_ends_its_work() {
    let (_folder, mut client, arguments) = searching();
    let id = client.begin("workspace/executeCommand", command(&arguments, Some("丙")));
    assert_eq!(told(&mut client, "丙")["kind"], "begin");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "丙" }));
    assert_eq!(client.finish(id).unwrap_err()["code"], CANCELLED);
    assert_ended_early(&mut client, "丙");
}

/// Waits for the end, before which not all records were looked at.
fn assert_ended_early(client: &mut Client, token: &str) {
    let mut done = 0;
    loop {
        let report = told(client, token);
        if report["kind"] == "end" {
            break;
        }
        done = report["message"].as_str().unwrap().parse().unwrap();
    }
    assert!(done < RECORDS / 2, "{done} records were looked at after all");
    // The server is as well as before.
    let answer = client.request("workspace/symbol", json!({ "query": "吸纳就业奖励标准" }));
    assert!(!answer.as_array().unwrap().is_empty());
}

#[test]
fn requests_that_are_cancelled_in_the_queue_are_not_begun() {
    let (_folder, mut client, arguments) = searching();
    let document = json!({ "textDocument": { "uri": arguments[0] } });
    let ids: Vec<i64> = (0..20).map(|_| client.begin("textDocument/codeLens", document.clone())).collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    // Answered before it was cancelled, or cancelled: one or the other, for each.
    for id in ids {
        match client.finish(id) {
            Ok(lenses) => assert!(lenses.is_array()),
            Err(error) => assert_eq!(error["code"], CANCELLED),
        }
    }
}
