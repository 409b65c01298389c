//! Analyses a policy of 10 000 lines over and over, as an editor does, for a profiler or a counter of instructions.
//!
//! `editor (parse|cold|rule|standard|half-typed) TIMES`: reads all files, analyses from nothing, or makes an edit and takes it back.

use qingce_bench::edits::{EDITS, edited};
use qingce_bench::long::long;
use qingce_compiler::{Session, analyse};
use qingce_grammar::{FileId, parse};
use std::hint::black_box;

/// As in the command.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [work, times] = words.as_slice() else { panic!("editor WORK TIMES") };
    let times: usize = times.parse().expect("a number");
    let text = long(10_000);
    match work.as_str() {
        "parse" => {
            for file in std::iter::repeat_n(&text.layers[0].files, times).flatten() {
                black_box(parse(&file.text, FileId(0)));
            }
        }
        "cold" => (0..times).for_each(|_| {
            black_box(analyse(&text));
        }),
        _ => {
            let edit = EDITS.into_iter().find(|edit| edit.name == work).expect("an edit's name");
            let edited = edited(&text, edit);
            let mut session = Session::default();
            black_box(session.analyse(&text));
            for text in [&edited, &text].into_iter().cycle().take(times) {
                black_box(session.analyse(text));
            }
        }
    }
}
