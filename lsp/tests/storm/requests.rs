//! Requests of every kind, at random places.

use super::support::client::Client;
use super::{Open, places};
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Codes that say that the server itself is at fault: an internal error, and a request that it doesn't know.
const FAULTS: [i64; 2] = [-32603, -32601];

/// Requests at a position of a text.
const AT: [&str; 12] = [
    "completion",
    "hover",
    "definition",
    "declaration",
    "documentHighlight",
    "references",
    "linkedEditingRange",
    "prepareRename",
    "rename",
    "prepareCallHierarchy",
    "signatureHelp",
    "onTypeFormatting",
];
/// Requests about a whole text.
const OF: [&str; 8] = [
    "documentSymbol",
    "foldingRange",
    "documentLink",
    "formatting",
    "codeLens",
    "diagnostic",
    "semanticTokens/full",
    "selectionRange",
];
/// Requests about a range.
const IN: [&str; 4] = ["rangeFormatting", "codeAction", "inlayHint", "semanticTokens/range"];
/// Commands, with what is given behind the address.
const COMMANDS: [&str; 6] = ["scenarios", "runScenarios", "showProse", "explainRecord", "impact", "amend"];

/// Asks one thing about the text number `at`, and what its answer leads to.
pub fn ask(
    rng: &mut Rng,
    client: &mut Client,
    open: &mut [Open],
    at: usize,
    answers: &mut BTreeMap<String, u64>,
) {
    let mut asking = Asking { client, open, answers };
    let uri = asking.open[at].uri.clone();
    match rng.u8(..32) {
        0 => asking.other(rng, at),
        1 => asking.command(rng, &uri),
        2 => {
            let query = *rng.choice(["", "bz", "采摘", "rule", "𠮷"].iter()).expect("a query");
            asking.answer(&uri, "workspace/symbol", json!({ "query": query }));
        }
        3 => {
            asking.answer(&uri, "workspace/diagnostic", json!({ "previousResultIds": [] }));
        }
        4..19 => asking.at(rng, at),
        19..25 => asking.of(rng, at),
        _ => asking.inside(rng, at),
    }
}

struct Asking<'a> {
    client: &'a mut Client,
    open: &'a mut [Open],
    answers: &'a mut BTreeMap<String, u64>,
}

impl Asking<'_> {
    /// Asks, and checks that the server isn't at fault and speaks of places that there are. `Null` where it refuses.
    fn answer(&mut self, uri: &str, method: &str, params: Value) -> Value {
        match self.client.try_request(method, params.clone()) {
            Ok(answer) => {
                places::check(self.open, uri, &answer);
                *self.answers.entry(method.to_owned()).or_default() += 1;
                answer
            }
            Err(error) => {
                let code = error["code"].as_i64().expect("a code");
                assert!(!FAULTS.contains(&code), "{method} {params}: {error}");
                Value::Null
            }
        }
    }

    fn place(&self, rng: &mut Rng, at: usize) -> Value {
        let text = &self.open[at].text;
        match rng.u8(..20) {
            // Past the end of a line, and of the text: the protocol takes that for the end.
            0 => json!({ "line": rng.u32(..400), "character": rng.u32(..400) }),
            1 => json!({ "line": u32::MAX, "character": u32::MAX }),
            _ => text.position(text.gap(rng.usize(..=text.len()))),
        }
    }

    fn at(&mut self, rng: &mut Rng, at: usize) {
        let (uri, place) = (self.open[at].uri.clone(), self.place(rng, at));
        let method = *rng.choice(AT.iter()).expect("a request");
        let mut params = json!({ "textDocument": { "uri": uri }, "position": place });
        match method {
            "references" => params["context"] = json!({ "includeDeclaration": rng.bool() }),
            "rename" => params["newName"] = json!(*rng.choice(["甲", "新名称", "a b", ""].iter()).unwrap()),
            "onTypeFormatting" => {
                params["ch"] = json!(*rng.choice(["\n", "：", ",", "x"].iter()).unwrap());
                params["options"] = json!({ "tabSize": 2, "insertSpaces": true });
            }
            _ => {}
        }
        let answer = self.answer(&uri, &format!("textDocument/{method}"), params);
        match method {
            "completion" => {
                if let Some(item) = answer["items"].as_array().and_then(|items| rng.choice(items.iter())) {
                    self.answer(&uri, "completionItem/resolve", item.clone());
                }
            }
            "prepareCallHierarchy" => {
                for item in answer.as_array().into_iter().flatten() {
                    for direction in ["incoming", "outgoing"] {
                        self.calls(direction, item);
                    }
                }
            }
            _ => {}
        }
    }

    /// Places of calls stand in the text of whoever calls.
    fn calls(&mut self, direction: &str, item: &Value) {
        let method = format!("callHierarchy/{direction}Calls");
        let mut answer = self.client.request(&method, json!({ "item": item }));
        for call in answer.as_array_mut().into_iter().flatten() {
            let caller = if direction == "incoming" { &call["from"] } else { item };
            let uri = caller["uri"].as_str().expect("an address").to_owned();
            places::check(self.open, &uri, call);
        }
        *self.answers.entry(method).or_default() += 1;
    }

    fn of(&mut self, rng: &mut Rng, at: usize) {
        let uri = self.open[at].uri.clone();
        let method = *rng.choice(OF.iter()).expect("a request");
        let mut params = json!({ "textDocument": { "uri": uri } });
        match method {
            "selectionRange" => params["positions"] = json!([self.place(rng, at), self.place(rng, at)]),
            "formatting" => params["options"] = json!({ "tabSize": 2, "insertSpaces": true }),
            _ => {}
        }
        let answer = self.answer(&uri, &format!("textDocument/{method}"), params);
        match method {
            "codeLens" => {
                if let Some(lens) = answer.as_array().and_then(|all| rng.choice(all.iter())) {
                    self.answer(&uri, "codeLens/resolve", lens.clone());
                }
            }
            "semanticTokens/full" if !answer.is_null() => {
                places::check_tokens(&self.open[at].text, &answer["data"]);
                let params =
                    json!({ "textDocument": { "uri": uri }, "previousResultId": answer["resultId"] });
                self.answer(&uri, "textDocument/semanticTokens/full/delta", params);
            }
            _ => {}
        }
    }

    fn inside(&mut self, rng: &mut Rng, at: usize) {
        let uri = self.open[at].uri.clone();
        let text = &self.open[at].text;
        let start = text.gap(rng.usize(..=text.len()));
        let end = text.gap(start + rng.usize(..300)).max(start);
        let range = json!({ "start": text.position(start), "end": text.position(end) });
        let method = *rng.choice(IN.iter()).expect("a request");
        let mut params = json!({ "textDocument": { "uri": uri }, "range": range });
        match method {
            "codeAction" => params["context"] = json!({ "diagnostics": [] }),
            "rangeFormatting" => params["options"] = json!({ "tabSize": 2, "insertSpaces": true }),
            _ => {}
        }
        let answer = self.answer(&uri, &format!("textDocument/{method}"), params);
        match method {
            "codeAction" => {
                if let Some(action) = answer.as_array().and_then(|all| rng.choice(all.iter())) {
                    self.answer(&uri, "codeAction/resolve", action.clone());
                }
            }
            "semanticTokens/range" if !answer.is_null() => {
                places::check_tokens(&self.open[at].text, &answer["data"]);
            }
            _ => {}
        }
    }

    fn command(&mut self, rng: &mut Rng, uri: &str) {
        let command = *rng.choice(COMMANDS.iter()).expect("a command");
        let mut arguments = vec![json!(uri)];
        if command == "amend" {
            let from = "2027-01-01";
            arguments.push(
                json!({ "standard": "吸纳就业奖励标准", "from": from, "to": "1500", "authority": "甲" }),
            );
        }
        let params = json!({ "command": format!("qingce.{command}"), "arguments": arguments });
        self.client.asked.clear();
        self.answer(uri, "workspace/executeCommand", params);
        // Edits that the server asks for are looked at and not made.
        for (method, params) in std::mem::take(&mut self.client.asked) {
            if method == "workspace/applyEdit" {
                places::check(self.open, uri, &params);
            }
        }
    }

    /// What an editor does beside editing: saves, closes and opens again, tells of changes on the disk.
    fn other(&mut self, rng: &mut Rng, at: usize) {
        let one = &mut self.open[at];
        let document = json!({ "textDocument": { "uri": one.uri } });
        match rng.u8(..3) {
            0 => self.client.notify("textDocument/didSave", document),
            1 => {
                self.client.notify("textDocument/didClose", document);
                one.version = 1;
                let text = one.text.to_string();
                self.client.open_text(&one.uri, &text);
            }
            _ => {
                let changes = json!({ "changes": [{ "uri": one.uri, "type": 2 }] });
                self.client.notify("workspace/didChangeWatchedFiles", changes);
            }
        }
    }
}
