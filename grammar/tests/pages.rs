//! The page of each diagnostic that the grammar makes: its failing example has exactly that fault, its mended one none.

mod texts;

use qingce_grammar::{Code, FileId, parse};

/// The codes that a reading of one file can give.
const OURS: &[Code] = &[
    Code::Syntax,
    Code::StrayText,
    Code::UnclosedQuote,
    Code::BadNumber,
    Code::BadDate,
    Code::MixedAndOr,
    Code::ChainedSymbols,
    Code::MixedLanguage,
    Code::RepeatedPart,
    Code::ReservedWord,
];

#[test]
fn pages_show_their_fault_and_its_mend() {
    for code in OURS {
        let (fails, mended) = texts::page(code.as_str());
        let codes: Vec<Code> = parse(&fails, FileId(0)).diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(codes, [*code], "{code}");
        assert_eq!(parse(&mended, FileId(0)).diagnostics, [], "{code}");
    }
}
