//! Which of the letters before the cursor are the word being typed.

use qingce_grammar::{Span, vocabulary};

/// One way to take the letters before the cursor as a word being typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The letters.
    pub span: Span,
    /// Whether another word touches them, so that a blank goes between.
    pub glued: bool,
}

/// Every way to take the letters before the cursor, the longest first. While an input method composes, `'` stands between
/// syllables; in an English text it is the possessive.
pub fn runs(text: &str, offset: usize, english: bool, named: &dyn Fn(&str) -> bool) -> Vec<Run> {
    let before = text.get(..offset).unwrap_or_default();
    let start = start_of(before, english);
    let word = before.get(start..).unwrap_or_default();
    let run = |from: usize, glued: bool| Run { span: Span::new(start + from, offset), glued };
    let mut found = vec![run(0, false)];
    let digits = word.len() - word.trim_start_matches(is_numeral).len();
    if digits > 0 {
        // A unit touches its number.
        found.push(run(digits, false));
        return found;
    }
    let cuts = word.char_indices().map(|(at, _)| at).skip(1);
    let known = |cut: &usize| {
        let front = word.get(..*cut).unwrap_or_default();
        vocabulary::keyword(&[front]).is_some() || named(front)
    };
    found.extend(cuts.filter(known).map(|cut| run(cut, true)));
    found
}

fn start_of(before: &str, english: bool) -> usize {
    let mut start = before.len();
    let mut after = None;
    for (at, c) in before.char_indices().rev() {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let digit = |c: Option<char>| c.is_some_and(is_numeral);
        let ahead = before.get(..at).and_then(|rest| rest.chars().next_back());
        let joins = match c {
            '\'' | '’' => !english && letter(ahead) && (after.is_none() || letter(after)),
            '-' | '－' => letter(ahead) || digit(ahead) && digit(after.or(ahead)),
            '.' | '．' => digit(ahead),
            _ => c == '_' || c == '·' || c.is_alphanumeric(),
        };
        if !joins {
            break;
        }
        start = at;
        after = Some(c);
    }
    start
}

/// Whether a character may stand in a number.
fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９' | '.' | '．')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, english: bool) -> Vec<&str> {
        let named = |name: &str| name == "补贴标准";
        runs(text, text.len(), english, &named).iter().map(|run| &text[run.span.start..]).collect()
    }

    #[test]
    fn the_letters_before_the_cursor_are_taken_apart_where_a_word_ends() {
        assert_eq!(words("给予 btbz", false), ["btbz"]);
        assert_eq!(words("给予 登照qi'zheng'd", false), ["登照qi'zheng'd"]);
        assert_eq!(words("给予补贴", false), ["给予补贴", "补贴"]);
        assert_eq!(words("给予 补贴标准ch", false), ["补贴标准ch", "ch"]);
        assert_eq!(words("满 50zs", false), ["50zs", "zs"]);
        assert_eq!(words("自 2026-03", false), ["2026-03", "-03"]);
        assert_eq!(words("依据 6.", false), ["6.", ""]);
        assert_eq!(words("grant home's bo", true), ["bo"]);
        assert_eq!(words("grant boiler-bo", true), ["boiler-bo"]);
        assert_eq!(words("𠮷野ｂｔ", false), ["𠮷野ｂｔ"]);
        assert_eq!(words("", false), [""]);
    }
}
