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

/// W3.
pub fn hires() -> PolicyText {
    folder!("hires")
}

/// A policy, compiled and checked.
pub fn program(text: &PolicyText) -> Verified {
    let compiled = compile(text).unwrap_or_else(|found| panic!("{found:?}"));
    Verified::new(compiled.program).expect("what the compiler makes can be run")
}
