//! Formatting as edits: together they give the formatter's text, and those of a range touch nothing outside it.

#![allow(clippy::disallowed_methods, reason = "tests read files")]

use proptest::prelude::*;
use proptest::sample::Index;
use qingce_compiler::{Layer, PolicyText, SourceFile, analyse};
use qingce_grammar::{Edit, FileId, Language, Span, format};
use qingce_lsp::queries::View;
use qingce_lsp::queries::layout::{range, whole};

const TEXT: &str = include_str!("../../policies/qinghai-labour-brand/第06条.ce");

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn edits_give_the_formatted_text(
        holes in prop::collection::vec((any::<Index>(), "[ \t\u{3000}：:（(,，\n]{1,3}"), 0..12),
        windows in any::<bool>(),
        ends in any::<(Index, Index)>(),
    ) {
        let text = disturbed(&holes, windows);
        let policy = alone(&text);
        let analysis = analyse(&policy);
        let today = chrono::NaiveDate::MIN;
        let view = View { text: &policy, analysis: &analysis, language: Language::Chinese, today };
        prop_assert_eq!(applied(&text, &whole(&view, FileId(0))), format(&text, None));
        let (a, b) = (boundary(&text, ends.0), boundary(&text, ends.1));
        let (from, to) = (a.min(b), a.max(b));
        let inside = range(&view, FileId(0), Span::new(from, to));
        let part = applied(&text, &inside);
        prop_assert!(part.starts_with(&text[..from]) && part.ends_with(&text[to..]));
    }
}

/// The shipped clause with blanks and marks put in at random places.
fn disturbed(holes: &[(Index, String)], windows: bool) -> String {
    let mut text = TEXT.to_owned();
    for (at, what) in holes {
        text.insert_str(boundary(&text, *at), what);
    }
    if windows { text.replace('\n', "\r\n") } else { text }
}

/// A character boundary of the text.
fn boundary(text: &str, at: Index) -> usize {
    let at = at.index(text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap()
}

fn alone(text: &str) -> PolicyText {
    let file = SourceFile { path: "第六条.ce".to_owned(), text: text.to_owned() };
    PolicyText { layers: vec![Layer { files: vec![file], ..Layer::default() }] }
}

fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = text.to_owned();
    let mut before = text.len();
    for edit in edits.iter().rev() {
        assert!(edit.place.span.end <= before, "edits overlap");
        before = edit.place.span.start;
        out.replace_range(edit.place.span.start..edit.place.span.end, &edit.text);
    }
    out
}
