use super::*;
use crate::{FileId, Language, parse};
use std::collections::HashMap;

/// Compares a generated file with what it should be, or with UPDATE=1 writes it.
#[expect(clippy::disallowed_methods, reason = "tests read and rewrite files of this crate")]
fn generated(path: &str, wanted: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, wanted).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == wanted, "{path} is stale; run the tests with UPDATE=1");
}

#[test]
fn the_words_of_the_pest_grammar_are_those_of_the_table() {
    generated(concat!(env!("CARGO_MANIFEST_DIR"), "/src/words.pest"), &words_pest());
}

#[test]
fn no_id_is_there_twice() {
    let mut seen = HashMap::new();
    for entry in entries() {
        assert!(seen.insert(entry.id, entry).is_none(), "{}", entry.id);
    }
}

#[test]
fn no_spelling_means_two_words_of_one_place() {
    // 周岁 and `number` are both a part and a unit, 「、」 and 「，」 both `,` in English: their places tell them apart.
    let shared = ["周岁", "number", ",", "\""];
    let mut seen: HashMap<&str, &Entry> = HashMap::new();
    for entry in entries() {
        for spelling in entry.spellings().filter(|s| !shared.contains(s)) {
            let other = seen.insert(spelling, entry);
            assert!(other.is_none_or(|other| other.id == entry.id), "{spelling}: {} {other:?}", entry.id);
        }
    }
}

#[test]
fn every_word_is_documented_in_both_languages() {
    for entry in entries() {
        assert!(entry.doc_zh.ends_with('。') && entry.doc_en.ends_with(['.', ')']), "{}", entry.id);
    }
}

#[test]
fn every_example_parses_and_shows_its_word() {
    for entry in entries() {
        let text = entry.example.declarations();
        let parsed = parse(&text, FileId(0));
        assert!(parsed.diagnostics.is_empty(), "{}: {text}\n{:#?}", entry.id, parsed.diagnostics);
        assert!(!parsed.tree.items.is_empty(), "{}", entry.id);
        let shown = entry.spellings().any(|spelling| text.contains(spelling)) || text.contains("第六条");
        assert!(shown, "{}: {text}", entry.id);
    }
}

#[test]
fn every_mark_is_one_token() {
    for entry in entries().filter(|entry| entry.category == Category::Mark) {
        if matches!(entry.id, "quote" | "quote_end" | "comment") {
            continue;
        }
        for spelling in entry.spellings() {
            let tokens = crate::lexer::tokens(spelling);
            let kinds: Vec<_> = tokens.iter().map(|token| token.kind).collect();
            assert_eq!(kinds, [crate::lexer::TokenKind::Mark], "{spelling}");
        }
    }
}

#[test]
fn keywords_are_found_by_their_longest_spelling() {
    let id = |words: &[&str]| keyword(words).map(|(entry, length)| (entry.id, length));
    assert_eq!(id(&["is", "not", "empty"]), Some(("is_not_empty", 3)));
    assert_eq!(id(&["is", "not", "x"]), Some(("is_not", 2)));
    assert_eq!(id(&["is", "x"]), Some(("is", 1)));
    assert_eq!(id(&["at", "x"]), None);
    assert_eq!(id(&["不足"]), Some(("less_than", 1)));
}

#[test]
fn units_are_spelled_by_language_and_place() {
    let spelled = |word, language, under, one| unit_in(word, language, under, one);
    assert_eq!(spelled("个月", Language::English, false, false), Some("months"));
    assert_eq!(spelled("月", Language::English, true, false), Some("month"));
    assert_eq!(spelled("month", Language::Chinese, true, false), Some("月"));
    assert_eq!(spelled("months", Language::Chinese, false, false), Some("个月"));
    assert_eq!(spelled("天", Language::English, false, true), Some("day"));
    assert_eq!(spelled("亩", Language::English, false, true), None);
}

#[test]
fn reserved_words_are_those_that_no_name_may_be() {
    for word in ["标准", "对象", "when", "第六条"] {
        assert!(is_reserved(word), "{word}");
    }
    for word in ["天数", "元", "日期", "number", "合计", "第六"] {
        assert!(!is_reserved(word), "{word}");
    }
}
