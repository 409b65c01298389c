//! What lies on the disk: files that come, go and change beside the editor, and texts that are saved.

#![allow(clippy::disallowed_methods, reason = "tests write files")]

mod support;

use qingce_grammar::Language;
use serde_json::{Value, json};
use std::path::PathBuf;
use support::client::{Client, uri};
use support::policies::copied;
use tempfile::TempDir;

const CREATED: u8 = 1;
const CHANGED: u8 = 2;
const DELETED: u8 = 3;

struct Desk {
    _folder: TempDir,
    policy: PathBuf,
    client: Client,
}

impl Desk {
    fn open() -> Self {
        let (folder, root) = copied();
        let client = Client::open(&root, Language::Chinese);
        Self { _folder: folder, policy: root.join("qinghai-labour-brand"), client }
    }

    fn uri(&self, file: &str) -> String {
        uri(&self.policy.join(file))
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.policy.join(file)).unwrap()
    }

    /// Changes a file on the disk, and says so.
    fn write(&mut self, file: &str, text: &str, how: u8) {
        std::fs::write(self.policy.join(file), text).unwrap();
        self.tell(file, how);
    }

    fn tell(&mut self, file: &str, how: u8) {
        let changes = json!({ "changes": [{ "uri": self.uri(file), "type": how }] });
        self.client.notify("workspace/didChangeWatchedFiles", changes);
    }

    /// Puts a text in place of an open one.
    fn type_anew(&mut self, uri: &str, version: i64, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        let change = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.client.notify("textDocument/didChange", change);
    }

    /// The faults of a file, asked for.
    fn faults(&mut self, file: &str) -> String {
        let params = json!({ "textDocument": { "uri": self.uri(file) } });
        let report = self.client.request("textDocument/diagnostic", params);
        let items = report["items"].as_array().unwrap().clone();
        items.iter().map(|item| format!("{}\n", item["message"].as_str().unwrap())).collect()
    }

    fn lenses(&mut self, file: &str) -> Vec<String> {
        let params = json!({ "textDocument": { "uri": self.uri(file) } });
        let lenses = self.client.request("textDocument/codeLens", params);
        let resolved = lenses.as_array().unwrap().clone().into_iter().map(|lens| {
            let lens: Value = self.client.request("codeLens/resolve", lens);
            lens["command"]["title"].as_str().unwrap().to_owned()
        });
        resolved.collect()
    }
}

#[test]
fn the_client_is_told_which_files_to_watch() {
    let mut desk = Desk::open();
    let asked = desk.client.wait_asked("client/registerCapability");
    let registered = &asked["registrations"][0];
    assert_eq!(registered["method"], "workspace/didChangeWatchedFiles");
    let watchers = registered["registerOptions"]["watchers"].as_array().unwrap();
    let globs: Vec<&str> = watchers.iter().map(|one| one["globPattern"].as_str().unwrap()).collect();
    assert!(globs.contains(&"**/*.ce") && globs.contains(&"**/*.tsv"), "{globs:?}");
}

#[test]
fn a_change_of_the_source_text_is_seen() {
    let mut desk = Desk::open();
    assert_eq!(desk.faults("第06条.ce"), "");
    let source = desk.read("原文.tsv");
    desk.write("原文.tsv", &source.replace("1000元的一次性奖励", "1100元的一次性奖励"), CHANGED);
    let faults = desk.faults("第06条.ce");
    assert!(faults.contains("原文 6.3") && faults.contains("1100元"), "{faults}");
    desk.write("原文.tsv", &source, CHANGED);
    assert_eq!(desk.faults("第06条.ce"), "");
}

#[test]
fn files_that_come_and_go_are_seen() {
    let mut desk = Desk::open();
    desk.write("新.ce", "定义 新条件\n  对象 没有的档案\n  取值 是\n", CREATED);
    let faults = desk.faults("新.ce");
    assert!(faults.contains("没有的档案"), "{faults}");
    std::fs::remove_file(desk.policy.join("新.ce")).unwrap();
    desk.tell("新.ce", DELETED);
    assert_eq!(desk.faults("新.ce"), "");
    let found = desk.client.request("workspace/symbol", json!({ "query": "新条件" }));
    assert!(found.as_array().unwrap().iter().all(|one| one["name"] != "新条件"), "{found}");
}

#[test]
fn an_open_text_goes_before_the_disk() {
    let mut desk = Desk::open();
    let (uri, text) = (desk.uri("第06条.ce"), desk.read("第06条.ce"));
    desk.client.open_text(&uri, &text);
    desk.write("第06条.ce", "规则 坏\n", CHANGED);
    assert_eq!(desk.faults("第06条.ce"), "");
    desk.client.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_ne!(desk.faults("第06条.ce"), "");
}

/// A head that is half-typed names no source text. What is meanwhile written in that text isn't lost, nor what is written later.
#[test]
fn a_source_text_that_its_head_forgot_for_a_while_is_seen() {
    let mut desk = Desk::open();
    let (head, head_text) = (desk.uri("政策.ce"), desk.read("政策.ce"));
    let (source, source_text) = (desk.uri("原文.tsv"), desk.read("原文.tsv"));
    let without = |words: &str| source_text.replace(words, "");
    desk.client.open_text(&head, &head_text);
    desk.client.open_text(&source, &source_text);
    desk.type_anew(&head, 2, &head_text.replace("原文 「原文.tsv」", "原"));
    desk.type_anew(&source, 2, &without("给予其社保补贴和"));
    desk.type_anew(&head, 3, &head_text);
    let faults = desk.faults("第06条.ce");
    assert!(faults.contains("给予其社保补贴和"), "{faults}");
    assert_eq!(desk.faults("原文.tsv"), "", "an official text is no policy");
    desk.type_anew(&source, 3, &source_text);
    assert_eq!(desk.faults("第06条.ce"), "");
}

/// A text that isn't on the disk yet belongs to the policy in whose folder it is saved.
#[test]
fn a_new_text_becomes_part_of_the_policy_when_it_is_saved() {
    let mut desk = Desk::open();
    let (uri, text) = (desk.uri("新.ce"), "定义 新条件\n  对象 劳动者\n  取值 是\n");
    desk.client.open_text(&uri, text);
    let faults = desk.faults("新.ce");
    assert!(faults.contains("劳动者"), "alone it knows no record: {faults}");
    desk.write("新.ce", text, CREATED);
    let faults = desk.faults("新.ce");
    assert!(!faults.contains("「劳动者」"), "{faults}");
    let found = desk.client.request("workspace/symbol", json!({ "query": "新条件" }));
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn lenses_are_asked_for_again_after_an_edit_and_after_a_save() {
    const FILE: &str = "第06条.ce";
    const EDITED: &str = "与上次保存的版本相比：样例";
    let mut desk = Desk::open();
    let (uri, text) = (desk.uri(FILE), desk.read(FILE));
    desk.client.open_text(&uri, &text);
    let shown = |lenses: &[String]| lenses.iter().any(|lens| lens.starts_with(EDITED));
    let before = desk.lenses(FILE);
    assert!(!shown(&before) && before.iter().any(|lens| lens.starts_with("现行 1000元/人")), "{before:?}");

    let edited = text.replace("1000元/人 依据 6.3", "1500元/人 依据 6.3");
    assert_ne!(edited, text);
    let document = json!({ "uri": uri, "version": 2 });
    let change = json!({ "textDocument": document, "contentChanges": [{ "text": edited }] });
    desk.client.notify("textDocument/didChange", change);
    desk.client.request("textDocument/codeLens", json!({ "textDocument": { "uri": uri } }));
    desk.client.wait_asked("workspace/codeLens/refresh");
    let after = desk.lenses(FILE);
    assert!(shown(&after), "{after:?}");

    std::fs::write(desk.policy.join(FILE), edited).unwrap();
    desk.client.notify("textDocument/didSave", json!({ "textDocument": { "uri": uri } }));
    desk.client.wait_asked("workspace/codeLens/refresh");
    let saved = desk.lenses(FILE);
    assert!(!shown(&saved), "{saved:?}");
}

#[test]
fn whoever_renames_a_field_is_told_which_samples_hold_it() {
    let mut desk = Desk::open();
    let rename = |desk: &mut Desk, file: &str, words: &str, new: &str| {
        let text = desk.read(file);
        let line = text.lines().position(|line| line.trim_start().starts_with(words)).unwrap();
        let blanks = text.lines().nth(line).unwrap().find(words).unwrap();
        let position = json!({ "line": line, "character": blanks });
        let params =
            json!({ "textDocument": { "uri": desk.uri(file) }, "position": position, "newName": new });
        desk.client.request("textDocument/rename", params)
    };
    let edit = rename(&mut desk, "词汇.ce", "单位类别：", "类别");
    assert!(edit["documentChanges"].as_array().unwrap().len() > 1, "{edit}");
    let told = desk.client.wait_asked("window/showMessage");
    let message = told["message"].as_str().unwrap();
    assert!(message.contains("「单位类别」") && message.contains("「类别」"), "{message}");
    let files: Vec<&str> = message.lines().skip(1).map(|path| path.rsplit('/').next().unwrap()).collect();
    assert_eq!(files, ["用工单位.csv"]);
}
