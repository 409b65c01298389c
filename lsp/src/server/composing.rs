//! Whether an input method may be composing. The protocol doesn't say; the letters do: in a Chinese text Latin letters and the `'`
//! between syllables stand at the cursor until the words are chosen.

/// Whether the edit that ended at a byte may have left letters that won't stay.
pub fn is_composing(text: &str, end: usize) -> bool {
    let last = text.get(..end).and_then(|before| before.chars().next_back());
    let latin = last.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '\'' | '’'));
    latin && text.chars().any(is_han)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_a_chinese_text_may_be_pinyin() {
        let at_end = |text: &str| is_composing(text, text.len());
        assert!(at_end("  给予 b") && at_end("  给予 bu'tie'b") && at_end("  给予 bu'"));
        assert!(!at_end("  给予 补贴") && !at_end("  给予 ") && !at_end("  给予 5"));
        assert!(!at_end("  grant bo"));
        assert!(is_composing("  给予 bu 元", "  给予 bu".len()));
    }
}
