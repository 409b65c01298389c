//! The policies of the workloads.

use qingce_compiler::{Layer, PolicyText, SourceFile, compile};
use qingce_runtime::Verified;

macro_rules! folder {
    ($name:literal) => {
        PolicyText {
            layers: vec![Layer {
                folder: $name.to_owned(),
                files: vec![
                    file("政策.ce", include_str!(concat!("../policies/", $name, "/政策.ce"))),
                    file("第一条.ce", include_str!(concat!("../policies/", $name, "/第一条.ce"))),
                ],
                sources: vec![file(
                    "原文.tsv",
                    include_str!(concat!("../policies/", $name, "/原文.tsv")),
                )],
            }],
        }
    };
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), text: text.to_owned() }
}

/// W2.
pub fn flat_case() -> PolicyText {
    folder!("flat-case")
}

/// W2 with its rules so many times, each time under other names.
pub fn flat_case_times(times: usize) -> PolicyText {
    let mut text = flat_case();
    let files = text.layers.iter_mut().flat_map(|layer| &mut layer.files);
    let file = files.into_iter().find(|file| file.path == "第一条.ce").expect("the file of the rules");
    let (head, rules) = file.text.split_once("规则 ").expect("a rule");
    let copies = (0..times).map(|copy| {
        let rules = format!("规则 {rules}");
        let named = |line: &str| match line.strip_prefix("规则 ") {
            Some(name) if copy > 0 => format!("规则 {name}第{copy}份\n"),
            _ => format!("{line}\n"),
        };
        rules.lines().map(named).collect::<String>()
    });
    file.text = head.to_owned() + &copies.collect::<Vec<_>>().join("\n");
    text
}

/// W3.
pub fn hires() -> PolicyText {
    folder!("hires")
}

/// A policy, compiled and checked.
pub fn program(text: &PolicyText) -> Verified {
    let compiled = compile(text).unwrap_or_else(|found| panic!("{found:?}"));
    Verified::new(compiled.program).expect("what the compiler makes can be run")
}
