//! The files that the editors' extensions ship are those that the vocabulary makes. `UPDATE=1` rewrites them.

use qingce_tests::editor;
use std::path::Path;

#[test]
fn the_extension_knows_the_words_of_the_vocabulary() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../editors/vscode/language");
    for (name, wanted) in editor::files() {
        let path = folder.join(name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &wanted).expect("the file can be written");
        }
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(found == wanted, "{}: run the tests with UPDATE=1 to renew it", path.display());
    }
}
