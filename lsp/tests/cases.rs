//! Every page of cases: what the editor shows at a cursor.

mod support;

#[test]
fn the_editor_shows_what_the_pages_say() {
    support::page::check("cases");
}
