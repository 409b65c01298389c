//! The words of the pest grammar, written from the table.

use super::{Category, Entry, SOFT, entries};
use crate::coded::CLASSES;
use std::fmt::Write;

/// The text of `words.pest`: which character of the coded text is which token. A rule for each class of token, `kw_<id>` for
/// every keyword, `mk_<id>` for every mark, and `soft` for the keywords that a name may be spelled like.
pub fn words_pest() -> String {
    let mut text = String::from("// Generated from the vocabulary table; do not edit.\n\n");
    for (class, code, name) in CLASSES {
        let silent = if matches!(class, crate::coded::Class::Word) { "_" } else { "" };
        let _ = writeln!(text, "{name} = {silent}{{ {} }}", literal(*code));
    }
    text.push('\n');
    for entry in entries() {
        let spellings: Vec<&str> = entry.spellings().collect();
        match entry.category {
            Category::Mark if matches!(entry.id, "quote" | "quote_end" | "comment") => continue,
            Category::Mark => {
                let _ = write!(text, "mk_{} = _{{ {} }}", entry.id, literal(entry.code()));
            }
            _ if is_keyword(entry) => {
                let _ = write!(text, "kw_{} = {{ {} }}", entry.id, literal(entry.code()));
            }
            _ => continue,
        }
        let _ = writeln!(text, " // {}", spellings.join(" · "));
    }
    let _ = writeln!(
        text,
        "\nsoft = _{{ '{}'..'{}' }}",
        SOFT.start().escape_unicode(),
        SOFT.end().escape_unicode()
    );
    text
}

/// Whether the grammar knows the entry as a word. Units are names to it.
fn is_keyword(entry: &Entry) -> bool {
    match entry.category {
        Category::Mark => false,
        Category::Unit => entry.id == "percent",
        Category::Magnitude => !entry.en.is_empty(),
        _ => true,
    }
}

fn literal(code: char) -> String {
    format!("\"{}\"", code.escape_unicode())
}
