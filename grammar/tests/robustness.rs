//! Whatever the text, nothing panics, tokens are lossless, and what is read has its place in the text.

mod texts;

use proptest::prelude::*;
use qingce_grammar::{Diagnostic, FileId, Language, format, highlight, lexer, parse, vocabulary};

/// What must hold of any text.
fn sound(text: &str) {
    let tokens = lexer::tokens(text);
    let joined: String = tokens.iter().map(|token| token.text(text)).collect();
    assert_eq!(joined, text, "tokens are lossless");
    let parsed = parse(text, FileId(0));
    parsed.diagnostics.iter().for_each(|diagnostic| points_into(diagnostic, text));
    let broken = parsed.tree.items.iter().any(|item| item.decl.is_none());
    assert!(!broken || !parsed.diagnostics.is_empty(), "what is broken is reported: {text:?}");
    let coloured = highlight::highlight(text);
    assert!(coloured.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "colours don't overlap");
}

fn points_into(diagnostic: &Diagnostic, text: &str) {
    assert!(!diagnostic.labels.is_empty());
    let edits = diagnostic.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| edit.place.span));
    for span in diagnostic.labels.iter().map(|label| label.place.span).chain(edits) {
        assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{diagnostic:?}");
    }
    for message in [&diagnostic.message.zh, &diagnostic.message.en] {
        assert!(!message.is_empty() && !message.contains("Rule::") && !message.contains("kw_"), "{message}");
    }
}

/// Formatting twice is formatting once, also of broken texts, and it loses no declaration.
fn settles(text: &str) {
    for to in [None, Some(Language::English), Some(Language::Chinese)] {
        let once = format(text, to);
        assert_eq!(format(&once, to), once, "from {text:?}");
        assert_eq!(parse(&once, FileId(0)).tree.items.len(), parse(text, FileId(0)).tree.items.len());
    }
}

#[test]
fn prefixes_of_every_text_are_read() {
    for (_, text) in texts::sound() {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let step = (ends.len() / 12).max(1);
        for end in ends.iter().step_by(step) {
            sound(&text[..*end]);
        }
    }
}

/// Every prefix of one text that has something of everything.
#[test]
fn every_prefix_of_a_rich_text_is_read() {
    let text: String = vocabulary::entries().map(|entry| entry.example.declarations()).collect();
    let text: String = text.chars().take(900).collect();
    for (end, _) in text.char_indices() {
        sound(&text[..end]);
    }
}

fn soup() -> impl Strategy<Value = String> {
    let spellings: Vec<&'static str> = vocabulary::entries().flat_map(|entry| entry.spellings()).collect();
    let piece = prop_oneof![
        6 => proptest::sample::select(spellings),
        4 => proptest::sample::select(vec![
            "甲", "乙", "wage", "1", "2,00", "1.5", "50元/人", "2024年2月30日", "2024-01-01", "第六条", "clause 6", "6.4",
            "「文」", "「", "\"x\"", "“", "'s", "# 注", "𠮷", "\u{200B}", "\u{FEFF}", "。", "规侧", "己知", "当甲不足6个月",
        ]),
        3 => proptest::sample::select(vec![" ", " ", "\n", "\r\n", "\n  ", "　", ""]),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn token_soup_is_read(text in soup()) {
        sound(&text);
    }

    #[test]
    fn token_soup_is_formatted(text in soup()) {
        settles(&text);
    }

    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        sound(&text);
        settles(&text);
    }
}

#[test]
fn deep_and_long_texts_are_refused_not_overrun() {
    for piece in ["（", "非 ", "甲 的 ", "- ", "甲 + ", "甲 其中 ", "{", "自 ", "取小（"] {
        let text = format!("定义 甲\n  对象 人员\n  取值 {}甲", piece.repeat(20_000));
        sound(&text);
    }
}
