//! What became different between two texts, as one edit.

use qingce_grammar::{Edit, FileId, Place, Span};

/// The one edit that turns `old` into `new`, as short as one edit can be; `None` if they are the same.
pub fn difference(file: FileId, old: &str, new: &str) -> Option<Edit> {
    if old == new {
        return None;
    }
    let same = |a: (char, char)| a.0 == a.1;
    let start: usize = old.chars().zip(new.chars()).take_while(|a| same(*a)).map(|(c, _)| c.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(start..)?, new.get(start..)?);
    let ends = old_rest.chars().rev().zip(new_rest.chars().rev());
    let end: usize = ends.take_while(|a| same(*a)).map(|(c, _)| c.len_utf8()).sum();
    let span = Span::new(start, old.len() - end);
    Some(Edit { place: Place { file, span }, text: new.get(start..new.len() - end)?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edit_is_between_what_stays() {
        for (old, new, span, text) in [
            ("标准 甲", "标准 乙", (7, 10), "乙"),
            ("aa", "aaa", (2, 2), "a"),
            ("一二三", "一三", (3, 6), ""),
            ("", "新", (0, 0), "新"),
        ] {
            let edit = difference(FileId(0), old, new).unwrap();
            assert_eq!(
                (edit.place.span.start, edit.place.span.end, edit.text.as_str()),
                (span.0, span.1, text)
            );
        }
        assert_eq!(difference(FileId(0), "同", "同"), None);
    }
}
