//! Full-width letters, digits and marks (U+FF01 to U+FF5E) and their half-width forms.

/// A word with its full-width letters and digits as half-width ones; nothing else changes.
pub fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

/// One character, folded.
fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_marks_fold_and_ideographs_stay() {
        assert_eq!(fold("Ａ类１２３．５％"), "A类123.5%");
        assert_eq!(fold("㎡Ⅳ…"), "㎡Ⅳ…");
    }
}
