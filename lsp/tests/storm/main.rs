//! Random edits with requests of every kind between them: the server never fails, its texts stay those of an independent model,
//! what it answers lies inside the texts, and in the end it says what a server says that never saw the edits.
//!
//! `QINGCE_EDITS` asks for more edits than the few of an ordinary run, `QINGCE_SEED` for others. From 10 000 edits on memory must
//! stay what it was (where `/proc` tells).

#![allow(clippy::disallowed_methods, reason = "tests read and write files")]

mod edits;
mod places;
mod requests;
mod text;

#[path = "../support/mod.rs"]
mod support;

use fastrand::Rng;
use qingce_grammar::Language;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use support::client::{Client, uri};
use support::policies::copied;
use text::Text;

/// Edits of an ordinary run.
const EDITS: u64 = 250;
/// So often an edited text becomes again what it was, so that most of the edits meet a text that can nearly be read.
const SPELL: u64 = 40;
/// From so many edits on memory must not grow.
const MANY: u64 = 10_000;
/// How often it is looked at; now and then it is half as much again as mostly.
const SAMPLES: u64 = 400;
/// What it may be more in the last quarter than in the second: a tenth, and this many bytes.
const SLACK: usize = 8 << 20;

/// The texts that are edited, and whether their lines end as on Windows.
const EDITED: [(&str, bool); 8] = [
    ("qinghai-labour-brand/第06条.ce", false),
    ("qinghai-labour-brand/第07条.ce", true),
    ("qinghai-labour-brand/政策.ce", false),
    ("qinghai-labour-brand/案例/第06条-服务与用工.ce", false),
    ("qinghai-labour-brand/原文.tsv", false),
    ("municipal-heat-grant/clause-3.ce", true),
    ("municipal-heat-grant/vocabulary.ce", false),
    ("haixi-supplement/补充.ce", false),
];

fn asked(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A text that is open in the client.
pub struct Open {
    uri: String,
    /// As it was opened.
    shipped: String,
    text: Text,
    version: i64,
}

#[test]
fn random_edits_leave_the_server_whole() {
    let (edits, seed) = (asked("QINGCE_EDITS", EDITS), asked("QINGCE_SEED", 1));
    let mut rng = Rng::with_seed(seed);
    let (_folder, root) = copied();
    let mut open: Vec<Open> =
        EDITED.iter().map(|(name, windows)| opened(&root.join(name), *windows)).collect();
    let mut client = Client::open(&root, Language::Chinese);
    for one in &open {
        client.open_text(&one.uri, &one.text.to_string());
    }
    let mut answers: BTreeMap<String, u64> = BTreeMap::new();
    let mut used = Vec::new();
    for number in 0..edits {
        let at = rng.usize(..open.len());
        let edited = &mut open[at];
        let changes = match number % SPELL {
            0 => edits::back(edited),
            _ => edits::random(&mut rng, &mut edited.text),
        };
        edited.version += 1;
        let document = json!({ "uri": edited.uri, "version": edited.version });
        client
            .notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        for _ in 0..rng.u8(0..3) {
            requests::ask(&mut rng, &mut client, &mut open, at, &mut answers);
        }
        let (now, edited) = (viewed(&mut client, &open[at].uri), &open[at]);
        assert_eq!(now, edited.text.to_string(), "seed {seed}, edit {number}: {changes}");
        places::check_published(&client, &open);
        // What the client remembers of the way here would count as the server's.
        client.versions.clear();
        client.asked.clear();
        if number % (edits / SAMPLES).max(1) == 0 {
            used.extend(memory());
        }
    }
    println!("{edits} edits; answers: {answers:?}; memory: {used:?} bytes");
    if edits >= MANY {
        let most = |used: &[usize]| used.iter().copied().max().unwrap_or_default();
        let quarter = used.len() / 4;
        let (before, after) = (most(&used[quarter..2 * quarter]), most(&used[3 * quarter..]));
        assert!(after <= before + before / 10 + SLACK, "memory grew from {before} to {after} bytes");
    }
    as_if_fresh(&mut client, &root, &open);
}

fn opened(path: &Path, windows: bool) -> Open {
    let text = std::fs::read_to_string(path).unwrap();
    let text = if windows { text.replace('\n', "\r\n") } else { text };
    Open { uri: uri(path), text: Text::new(&text), shipped: text, version: 1 }
}

/// The text that the server has.
fn viewed(client: &mut Client, uri: &str) -> String {
    let params = json!({ "command": "qingce.viewText", "arguments": [uri] });
    let text = client.request("workspace/executeCommand", params);
    text.as_str().expect("the text is open").to_owned()
}

/// A server that is given the texts as they are now finds the same faults.
fn as_if_fresh(client: &mut Client, root: &Path, open: &[Open]) {
    let mut fresh = Client::open(root, Language::Chinese);
    for one in open {
        fresh.open_text(&one.uri, &one.text.to_string());
    }
    let found = |client: &mut Client| -> Vec<Value> {
        let faults = |one: &Open| {
            let params = json!({ "textDocument": { "uri": one.uri } });
            client.request("textDocument/diagnostic", params)["items"].take()
        };
        open.iter().map(faults).collect()
    };
    assert_eq!(found(client), found(&mut fresh));
}

/// Bytes of memory that this process holds; `None` where nobody tells.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<usize>().ok()? * 1024)
}
