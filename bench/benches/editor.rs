//! A policy of 10 000 lines in an editor: read and analysed from nothing, and after an edit in one declaration.

use divan::Bencher;
use qingce_bench::edits::{EDITS, edited};
use qingce_bench::long::long;
use qingce_compiler::{Session, analyse, compile};
use qingce_grammar::{FileId, Parse, parse};

const LINES: usize = 10_000;

/// As in the command.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let text = long(LINES);
    bencher.bench(|| {
        text.layers[0].files.iter().map(|file| parse(&file.text, FileId(0))).collect::<Vec<Parse>>()
    });
}

#[divan::bench]
fn analysis(bencher: Bencher<'_, '_>) {
    let text = long(LINES);
    bencher.bench(|| analyse(&text));
}

/// Each sample makes the edit and takes it back: two analyses.
#[divan::bench(args = ["rule", "standard", "half-typed"])]
fn edit_and_back(bencher: Bencher<'_, '_>, name: &str) {
    let text = long(LINES);
    let edit = EDITS.into_iter().find(|edit| edit.name == name).expect("an edit's name");
    let edited = edited(&text, edit);
    let mut session = Session::default();
    session.analyse(&text);
    bencher.bench_local(|| (session.analyse(&edited), session.analyse(&text)));
}

#[divan::bench]
fn compilation(bencher: Bencher<'_, '_>) {
    let text = long(LINES);
    bencher.bench(|| compile(&text));
}
