//! A session's analysis is that of the texts alone, whatever was analysed before: model, diagnostics, trees and index.
//!
//! Random edits of the shipped policies, as hands make them: characters typed and taken away, digits changed, lines deleted and put
//! elsewhere, everything moved down or deleted, and all put back. `QINGCE_CASES` asks for more rows of edits than an ordinary run's.

#![allow(clippy::disallowed_methods, reason = "the policies are files")]

mod shipped;

use proptest::prelude::*;
use proptest::sample::Index;
use qingce_compiler::{PolicyText, Session, analyse};
use shipped::shipped;

const POLICIES: [&[&str]; 4] = [
    &["qinghai-labour-brand"],
    &["municipal-heat-grant"],
    &["qinghai-labour-brand", "haixi-supplement"],
    &["qinghai-labour-brand", "amendment-2025"],
];
/// Rows of edits in an ordinary run.
const CASES: u32 = 12;

/// One edit, at places to be found in the text that it meets.
#[derive(Debug, Clone)]
enum Edit {
    Type(&'static str),
    Delete(usize),
    Digit(char),
    DeleteLine,
    /// A line of another file.
    PutLine(Index, Index),
    MoveDown,
    Empty,
    PutBack,
}

fn edits() -> impl Strategy<Value = Edit> {
    let typed = prop::sample::select(vec![
        "的",
        "且 ",
        "或",
        "1",
        "「",
        "」",
        "（",
        " ",
        "\n",
        "不足",
        "abc",
        "人数",
        "规则 甲\n",
        "标准 ",
    ]);
    let digit = prop::char::range('0', '9');
    prop_oneof![
        4 => typed.prop_map(Edit::Type),
        3 => (1_usize..6).prop_map(Edit::Delete),
        3 => digit.prop_map(Edit::Digit),
        2 => Just(Edit::DeleteLine),
        2 => (any::<Index>(), any::<Index>()).prop_map(|(file, line)| Edit::PutLine(file, line)),
        2 => Just(Edit::MoveDown),
        1 => Just(Edit::Empty),
        2 => Just(Edit::PutBack),
    ]
}

fn cases() -> u32 {
    std::env::var("QINGCE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_session_says_what_an_analysis_from_nothing_says(
        policy in prop::sample::select(POLICIES.to_vec()),
        row in prop::collection::vec((edits(), any::<Index>(), any::<Index>()), 1..8),
    ) {
        let clean = shipped(policy);
        let mut text = clean.clone();
        let mut session = Session::default();
        session.analyse(&text);
        for (edit, file, at) in row {
            make(&mut text, &clean, &edit, file, at);
            let (found, wanted) = (session.analyse(&text), analyse(&text));
            prop_assert_eq!(found.diagnostics, wanted.diagnostics);
            prop_assert!(found.model == wanted.model, "the models differ");
            prop_assert!(found.trees == wanted.trees, "the trees differ");
            prop_assert!(found.index == wanted.index, "the indices differ");
        }
    }
}

fn make(text: &mut PolicyText, clean: &PolicyText, edit: &Edit, file: Index, at: Index) {
    let files = text.layers.iter().flat_map(|layer| &layer.files);
    let texts: Vec<String> = files.map(|file| file.text.clone()).collect();
    let mut files = text.layers.iter_mut().flat_map(|layer| &mut layer.files);
    let written = &mut files.nth(file.index(texts.len())).unwrap().text;
    let wanted = at.index(written.len() + 1);
    let at = (0..=wanted).rev().find(|at| written.is_char_boundary(*at)).unwrap();
    let line = written[..at].rfind('\n').map_or(0, |end| end + 1);
    match edit {
        Edit::Type(what) => written.insert_str(at, what),
        Edit::Delete(count) => {
            let length: usize = written[at..].chars().take(*count).map(char::len_utf8).sum();
            written.drain(at..at + length);
        }
        Edit::Digit(digit) => {
            if let Some(found) = written[at..].find(|c: char| c.is_ascii_digit()) {
                written.replace_range(at + found..=at + found, &digit.to_string());
            }
        }
        Edit::DeleteLine => {
            let end = written[line..].find('\n').map_or(written.len(), |length| line + length + 1);
            written.drain(line..end);
        }
        Edit::PutLine(file, number) => {
            let lines: Vec<&str> = texts[file.index(texts.len())].lines().collect();
            if !lines.is_empty() {
                written.insert_str(line, &format!("{}\n", number.get(&lines)));
            }
        }
        Edit::MoveDown => written.insert_str(0, "\n# 说明\n"),
        Edit::Empty => written.clear(),
        Edit::PutBack => *text = clean.clone(),
    }
}
