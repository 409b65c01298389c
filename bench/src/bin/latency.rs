//! From a keystroke to its diagnostics, and from a request to its completion list, over the protocol: `latency [KEYSTROKES]`.
//!
//! A client in the same process opens a policy and types into clause six; each keystroke waits for the diagnostics of its own
//! version, then asks for completion where it typed. The pause after which the server sends diagnostics is none.

#[path = "../../../lsp/tests/support/client.rs"]
#[allow(dead_code)]
mod client;

use client::{Client, uri};
use qingce_bench::long::{long, shipped};
use qingce_compiler::PolicyText;
use qingce_grammar::Language;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

/// As in the command.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let keystrokes = std::env::args().nth(1).map_or(1_000, |text| text.parse().expect("a number"));
    println!("policy\tlines\tasked\tp50 ms\tp99 ms\tmost ms");
    for (name, text) in [("shipped", shipped()), ("long", long(10_000))] {
        measure(name, &text, keystrokes);
    }
}

fn measure(name: &str, text: &PolicyText, keystrokes: usize) {
    let folder = std::env::temp_dir().join(format!("qingce-latency-{}-{name}", std::process::id()));
    let layer = &text.layers[0];
    for file in layer.files.iter().chain(&layer.sources) {
        let path = folder.join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(path, &file.text).expect("a file is written");
    }
    let lines: usize = layer.files.iter().map(|file| file.text.lines().count()).sum();
    let edited = layer.files.iter().find(|file| file.path.ends_with("第06条.ce")).expect("clause six");
    let mut typist = Typist::open(&folder, &edited.path, &edited.text);
    let (mut diagnostics, mut completions) = (Vec::new(), Vec::new());
    for key in 0..keystrokes {
        diagnostics.push(typist.press(key));
        completions.push(typist.complete());
    }
    for (asked, times) in [("diagnostics", diagnostics), ("completion", completions)] {
        let (p50, p99, most) = percentiles(times);
        println!("{name}\t{lines}\t{asked}\t{p50:.2}\t{p99:.2}\t{most:.2}");
    }
    std::fs::remove_dir_all(&folder).expect("the folder is removed");
}

/// What is typed, one character after the other, and then deleted again.
const TYPED: &str = "且 吸纳就业 不少于 3人";

struct Typist {
    client: Client,
    uri: String,
    /// Ends of lines of conditions, where something is typed.
    places: Vec<(usize, usize)>,
    version: i64,
    place: (usize, usize),
    /// How many characters stand there now.
    typed: usize,
}

impl Typist {
    fn open(folder: &Path, path: &str, text: &str) -> Self {
        let mut client = Client::open(folder, Language::Chinese);
        let uri = uri(&folder.join(path));
        client.open_text(&uri, text);
        client.diagnostics(&uri, 1);
        let lines = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with('当'));
        let places: Vec<_> = lines.map(|(at, line)| (at, line.encode_utf16().count())).collect();
        Self { client, uri, place: places[0], places, version: 1, typed: 0 }
    }

    /// Presses a key: the next character, or after the last one all of it is deleted.
    fn press(&mut self, key: usize) -> Duration {
        let typed: Vec<char> = TYPED.chars().collect();
        let step = key % (typed.len() + 1);
        let (line, end) = self.place;
        let at = |column: usize| json!({ "line": line, "character": column });
        let change = match typed.get(step) {
            Some(c) => {
                let here = at(end + step);
                json!({ "range": { "start": here, "end": here }, "text": c.to_string() })
            }
            None => json!({ "range": { "start": at(end), "end": at(end + typed.len()) }, "text": "" }),
        };
        self.typed = step + 1;
        if typed.get(step).is_none() {
            self.typed = 0;
            self.place = self.places[key / (typed.len() + 1) % self.places.len()];
        }
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        let begin = Instant::now();
        self.client.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [change] }),
        );
        self.client.diagnostics(&self.uri, self.version);
        begin.elapsed()
    }

    fn complete(&mut self) -> Duration {
        let (line, column) = (self.place.0, self.place.1 + self.typed);
        let position = json!({ "line": line, "character": column });
        let begin = Instant::now();
        self.client.request(
            "textDocument/completion",
            json!({ "textDocument": { "uri": self.uri }, "position": position }),
        );
        begin.elapsed()
    }
}

/// The middle, the 99th of 100 and the longest, in milliseconds.
fn percentiles(mut times: Vec<Duration>) -> (f64, f64, f64) {
    times.sort_unstable();
    let at = |part: f64| {
        let last = times.len() - 1;
        times[(last as f64 * part).round() as usize].as_secs_f64() * 1e3
    };
    (at(0.5), at(0.99), at(1.0))
}
