//! Every shipped policy and every example of the documentation that is meant to be right parses without a fault.

mod texts;

use qingce_grammar::{FileId, parse};

#[test]
fn shipped_policies_and_examples_parse() {
    let mut faults = Vec::new();
    for (name, text) in texts::sound() {
        for diagnostic in parse(&text, FileId(0)).diagnostics {
            let span = diagnostic.labels[0].place.span;
            let line = text[..span.start].lines().count().max(1);
            faults.push(format!("{name}:{line} [{}] {}", diagnostic.code, diagnostic.message.zh));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
