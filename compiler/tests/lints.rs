//! Runs the pages under `tests/lint_cases`: what the checks say of policies that are read well.

mod page;

#[test]
fn every_case_says_what_its_page_shows() {
    page::check("lint_cases", |_| true);
}
