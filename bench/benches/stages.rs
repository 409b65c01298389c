//! Each stage from text to decisions.

use divan::Bencher;
use qingce_bench::policy::{flat_case, hires, program};
use qingce_compiler::{analyse, compile};
use qingce_grammar::FileId;
use qingce_runtime::Program;

fn main() {
    divan::main();
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let text = flat_case();
    bencher.bench(|| {
        let files = &text.layers[0].files;
        files.iter().map(|file| qingce_grammar::parse(&file.text, FileId(0))).collect::<Vec<_>>()
    });
}

#[divan::bench(args = ["flat-case", "hires"])]
fn analysis(bencher: Bencher<'_, '_>, policy: &str) {
    let text = if policy == "hires" { hires() } else { flat_case() };
    bencher.bench(|| analyse(&text));
}

#[divan::bench(args = ["flat-case", "hires"])]
fn compilation(bencher: Bencher<'_, '_>, policy: &str) {
    let text = if policy == "hires" { hires() } else { flat_case() };
    bencher.bench(|| compile(&text));
}

#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let bytes = program(&flat_case()).to_bytes();
    bencher.bench(|| Program::from_bytes(&bytes));
}
