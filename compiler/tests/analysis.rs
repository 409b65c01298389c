//! Runs the pages under `tests/cases`: what the analysis itself says. What the checks of policies that are read well add to it
//! has its own pages.

mod page;

use qingce_grammar::Code;

#[test]
fn every_case_says_what_its_page_shows() {
    page::check("cases", |code| !of_a_lint(code));
}

fn of_a_lint(code: Code) -> bool {
    matches!(
        code,
        Code::UnusedStandard
            | Code::UnusedOption
            | Code::UnusedField
            | Code::UnusedDefinition
            | Code::UncoveredSentence
            | Code::NumberNotInCitation
            | Code::BoundaryContradicts
            | Code::CasesOverlap
            | Code::CasesIncomplete
            | Code::AlwaysTrue
            | Code::AlwaysFalse
    )
}
