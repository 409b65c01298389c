//! The formatter is idempotent and changes no meaning, in either language.

mod outline;
mod texts;

use qingce_grammar::{FileId, Language, format, parse};

/// The tree without places.
fn meaning(text: &str) -> String {
    outline::outline(&parse(text, FileId(0)).tree)
}

fn differing_line<'a>(a: &'a str, b: &'a str) -> (&'a str, &'a str) {
    a.lines().zip(b.lines()).find(|(a, b)| a != b).unwrap_or(("(shorter)", "(longer)"))
}

#[test]
fn formatting_changes_no_meaning_and_settles() {
    for (name, text) in texts::sound() {
        let once = format(&text, None);
        assert!(
            meaning(&once) == meaning(&text),
            "{name}: {:?}",
            differing_line(&meaning(&text), &meaning(&once))
        );
        let twice = format(&once, None);
        assert!(twice == once, "{name}: {:?}", differing_line(&once, &twice));
    }
}

#[test]
fn the_other_language_parses_and_comes_back() {
    for (name, text) in texts::sound() {
        let here = parse(&text, FileId(0)).tree.language;
        let there = match here {
            Language::Chinese => Language::English,
            Language::English => Language::Chinese,
        };
        let rewritten = format(&text, Some(there));
        let faults = parse(&rewritten, FileId(0)).diagnostics;
        assert!(faults.is_empty(), "{name}: {faults:#?}\n{rewritten}");
        let back = format(&rewritten, Some(here));
        assert!(parse(&back, FileId(0)).diagnostics.is_empty(), "{name}: {back}");
        let settled = format(&rewritten, Some(there));
        assert!(settled == rewritten, "{name}: {:?}", differing_line(&rewritten, &settled));
    }
}
