//! No text makes the analysis panic: policies that break off anywhere, and policies with a word too few.

#![allow(clippy::disallowed_methods, reason = "the texts are files")]

use qingce_compiler::{Layer, PolicyText, SourceFile, analyse};
use std::path::Path;

/// Every so many characters a text is cut; a prime, so that all kinds of places are met.
const STEP: usize = 61;

#[test]
fn a_policy_that_breaks_off_is_analysed() {
    for (frame, source, case) in cases() {
        let cuts: Vec<usize> = case.char_indices().map(|(at, _)| at).collect();
        for at in cuts.into_iter().step_by(STEP) {
            analysed(&frame, &source, &case[..at]);
        }
    }
}

#[test]
fn a_policy_with_a_word_too_few_is_analysed() {
    for (frame, source, case) in cases() {
        let words: Vec<&str> = case.split_inclusive([' ', '\n', '，', '、', '：']).collect();
        for without in (0..words.len()).step_by(13) {
            let rest = words.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, word)| *word);
            analysed(&frame, &source, &rest.collect::<String>());
        }
    }
}

fn analysed(frame: &str, source: &str, case: &str) {
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
    let layer = Layer {
        folder: "case".to_owned(),
        files: vec![file("frame.ce", frame), file("case.ce", case)],
        sources: vec![file("原文.tsv", source)],
    };
    let analysis = analyse(&PolicyText { layers: vec![layer] });
    for diagnostic in &analysis.diagnostics {
        assert!(!diagnostic.labels.is_empty(), "{} points nowhere", diagnostic.code);
        assert!(!diagnostic.message.zh.is_empty() && !diagnostic.message.en.is_empty());
    }
}

/// The cases of all pages with the frame and the source that they stand beside.
fn cases() -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let page = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let (mut frame, mut source) = (String::new(), String::new());
        for block in page.split("```").skip(1).step_by(2) {
            match block.split_once('\n').unwrap() {
                ("ce frame", text) => frame = text.to_owned(),
                ("tsv", text) => source = text.to_owned(),
                ("ce", text) => found.push((frame.clone(), source.clone(), text.to_owned())),
                _ => {}
            }
        }
    }
    found
}
