//! Full-width and half-width characters that mean the same.

/// The half-width spelling of a full-width letter, digit or mark; any other character as it is.
pub fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// A text with every full-width character folded to half-width.
pub fn fold(text: &str) -> String {
    text.chars().map(half).collect()
}
