//! While an input method composes, or pinyin is typed for a completion, no new fault is shown of letters that won't stay.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

mod support;

use qingce_grammar::Language;
use serde_json::{Value, json};
use support::client::{Client, uri};
use support::policies::copied;

const FILE: &str = "qinghai-labour-brand/第06条.ce";
/// The name that is composed.
const NAME: &str = "采摘带工补贴标准";
/// `ServerCancelled` of the protocol.
const NOT_NOW: i64 = -32802;

/// A text in which a name is taken away and composed anew.
struct Composing {
    uri: String,
    version: i64,
    line: usize,
    column: usize,
    /// How long what stands there is.
    length: usize,
}

impl Composing {
    fn begin(client: &mut Client, uri: String, text: &str) -> Self {
        client.open_text(&uri, text);
        let (line, words) =
            text.lines().enumerate().find(|(_, line)| line.contains(&format!("给予 {NAME}"))).unwrap();
        let column = words[..words.find(NAME).unwrap()].chars().count();
        Self { uri, version: 1, line, column, length: NAME.chars().count() }
    }

    /// What stands there becomes something else.
    fn becomes(&mut self, client: &mut Client, text: &str) {
        let at = |column| json!({ "line": self.line, "character": column });
        let range = json!({ "start": at(self.column), "end": at(self.column + self.length) });
        self.version += 1;
        self.length = text.chars().count();
        let document = json!({ "uri": self.uri, "version": self.version });
        let changes = json!([{ "range": range, "text": text }]);
        client
            .notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }
}

#[test]
fn faults_wait_until_the_words_are_chosen() {
    let (_folder, root) = copied();
    let text = std::fs::read_to_string(root.join(FILE)).unwrap();
    let mut client = Client::open(&root, Language::Chinese);
    let mut composing = Composing::begin(&mut client, uri(&root.join(FILE)), &text);
    client.diagnostics(&composing.uri, 1);
    for letters in ["c", "cai", "cai'zhai", "cai'zhai'dai'gong'bu'tie'b"] {
        composing.becomes(&mut client, letters);
    }
    composing.becomes(&mut client, NAME);
    assert_eq!(client.diagnostics(&composing.uri, composing.version), json!([]));
    let told: Vec<&Value> =
        client.versions.iter().filter(|(uri, _)| *uri == composing.uri).map(|(_, version)| version).collect();
    assert_eq!(told, [1, composing.version]);
}

#[test]
fn letters_that_stay_are_found_fault_with() {
    let (_folder, root) = copied();
    let text = std::fs::read_to_string(root.join(FILE)).unwrap();
    let mut client = Client::open(&root, Language::Chinese);
    let mut composing = Composing::begin(&mut client, uri(&root.join(FILE)), &text);
    composing.becomes(&mut client, "cai");
    let faults = client.diagnostics(&composing.uri, composing.version);
    assert!(faults[0]["message"].as_str().unwrap().contains("cai"), "{faults}");
}

#[test]
fn a_client_that_asks_keeps_what_it_has_and_is_told_to_ask_again() {
    let (_folder, root) = copied();
    let text = std::fs::read_to_string(root.join(FILE)).unwrap();
    let pulls = json!({
        "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let mut client = Client::open_as(&root, Language::Chinese, pulls);
    let mut composing = Composing::begin(&mut client, uri(&root.join(FILE)), &text);
    let asked = json!({ "textDocument": { "uri": composing.uri } });
    assert_eq!(client.request("textDocument/diagnostic", asked.clone())["items"], json!([]));
    composing.becomes(&mut client, "cai'zhai");
    let refused = client.try_request("textDocument/diagnostic", asked.clone()).unwrap_err();
    assert_eq!((&refused["code"], &refused["data"]["retriggerRequest"]), (&json!(NOT_NOW), &json!(false)));
    let report = loop {
        client.wait_asked("workspace/diagnostic/refresh");
        // What was to be told of the text as it was opened may come first.
        if let Ok(report) = client.try_request("textDocument/diagnostic", asked.clone()) {
            break report;
        }
    };
    assert!(!report["items"].as_array().unwrap().is_empty());
}
