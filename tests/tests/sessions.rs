//! A session's analysis is that of the texts alone, whatever was analysed before: model, diagnostics, trees and index.
//!
//! Random edits of the shipped policies, as hands and editors make them: characters typed and taken back, words and lines deleted,
//! doubled and moved, numbers changed, files emptied and put back. `QINGCE_CASES` asks for more edits than an ordinary run's,
//! `QINGCE_SEED` for others.

use qingce::folder::Folder;
use qingce_compiler::{Analysis, PolicyText, Session, analyse};
use qingce_tests::random::rng::Rng;
use std::path::Path;

const POLICIES: [&str; 4] =
    ["amendment-2025", "haixi-supplement", "municipal-heat-grant", "qinghai-labour-brand"];
/// Edits of each policy in an ordinary run.
const CASES: usize = 25;

fn shipped(policy: &str) -> PolicyText {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies").join(policy);
    let Ok(read) = Folder::read(&folder) else { panic!("{policy} cannot be read") };
    read.text
}

fn asked(variable: &str, usual: usize) -> usize {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn a_session_says_what_an_analysis_from_nothing_says() {
    let (cases, seed) = (asked("QINGCE_CASES", CASES), asked("QINGCE_SEED", 1));
    for policy in POLICIES {
        let mut rng = Rng::new(seed as u64);
        let clean = shipped(policy);
        let (mut text, mut session) = (clean.clone(), Session::default());
        session.analyse(&text);
        for case in 0..cases {
            // Faults pile up; now and then all of them are mended at once.
            let told = if rng.percent(15) {
                text = clean.clone();
                "everything put back".to_owned()
            } else {
                edit(&mut text, &mut rng)
            };
            let (found, wanted) = (session.analyse(&text), analyse(&text));
            assert_same(&found, &wanted, &format!("{policy}, seed {seed}, edit {case}: {told}"));
        }
    }
}

fn assert_same(found: &Analysis, wanted: &Analysis, told: &str) {
    assert_eq!(found.diagnostics, wanted.diagnostics, "diagnostics: {told}");
    assert!(found.model == wanted.model, "model: {told}");
    assert!(found.trees == wanted.trees, "trees: {told}");
    assert!(found.index == wanted.index, "index: {told}");
}

/// Makes one edit; what it was.
fn edit(text: &mut PolicyText, rng: &mut Rng) -> String {
    let layer = rng.below(text.layers.len());
    let files = &mut text.layers[layer].files;
    let (at, other) = (rng.below(files.len()), rng.below(files.len()));
    let line = {
        let lines: Vec<&str> = files[other].text.lines().collect();
        if lines.is_empty() { String::new() } else { (*rng.one(&lines)).to_owned() }
    };
    let path = files[at].path.clone();
    let written = &mut files[at].text;
    let told = match rng.below(7) {
        0 => typed(written, rng),
        1 => deleted(written, rng),
        2 => another_number(written, rng),
        3 => {
            let start = line_start(written, rng);
            written.insert_str(start, &format!("{line}\n"));
            format!("the line {line:?} put in")
        }
        4 => {
            let start = line_start(written, rng);
            let end = written[start..].find('\n').map_or(written.len(), |length| start + length + 1);
            format!("the line {:?} taken out", written.drain(start..end).collect::<String>())
        }
        5 => {
            written.insert_str(0, "\n# 说明\n");
            "everything moved down by a remark".to_owned()
        }
        _ if rng.percent(80) => typed(written, rng),
        _ => {
            written.clear();
            "everything deleted".to_owned()
        }
    };
    format!("{path}: {told}")
}

fn place(text: &str, rng: &mut Rng) -> usize {
    let wanted = rng.below(text.len() + 1);
    (0..=wanted).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}

fn line_start(text: &str, rng: &mut Rng) -> usize {
    let at = place(text, rng);
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn typed(text: &mut String, rng: &mut Rng) -> String {
    const TYPED: [&str; 14] =
        ["的", "且 ", "或", "1", "规则 甲\n", "「", "」", "（", " ", "\n", "不足", "abc", "标准 ", "人数"];
    let (at, what) = (place(text, rng), *rng.one(&TYPED));
    text.insert_str(at, what);
    format!("{what:?} typed at {at}")
}

fn deleted(text: &mut String, rng: &mut Rng) -> String {
    let start = place(text, rng);
    let end: usize = text[start..].chars().take(rng.between(1, 6)).map(char::len_utf8).sum();
    format!("{:?} deleted at {start}", text.drain(start..start + end).collect::<String>())
}

fn another_number(text: &mut String, rng: &mut Rng) -> String {
    let from = place(text, rng);
    let Some(at) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) else {
        return "no number to change".to_owned();
    };
    let digit = rng.below(10).to_string();
    text.replace_range(at..at + 1, &digit);
    format!("a digit made {digit} at {at}")
}
