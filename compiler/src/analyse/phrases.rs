//! Looking for a quoted phrase in a sentence.

/// How a phrase stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Match {
    /// Word for word.
    Exact,
    /// But for the width or shape of signs and blanks; with the words as printed.
    Widths(String),
    /// Not at all.
    None,
}

/// Looks for `phrase` in `sentence`.
pub(crate) fn seek(sentence: &str, phrase: &str) -> Match {
    if sentence.contains(phrase) {
        return Match::Exact;
    }
    let printed: Vec<(char, char)> = folded(sentence);
    let sought: Vec<char> = folded(phrase).into_iter().map(|(_, c)| c).collect();
    if sought.is_empty() {
        return Match::None;
    }
    let at = printed.windows(sought.len()).find(|window| window.iter().map(|(_, c)| c).eq(sought.iter()));
    match at {
        Some(window) => Match::Widths(window.iter().map(|(c, _)| *c).collect()),
        None => Match::None,
    }
}

/// Characters with their plain form; blanks left out.
fn folded(text: &str) -> Vec<(char, char)> {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| (c, plain(c))).collect()
}

/// A character without regard to width and to the shape of quotation marks.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '「' | '」' | '『' | '』' | '＂' => '"',
        '‘' | '’' | '＇' => '\'',
        '。' => '.',
        '、' => ',',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// The words of the sentence that are nearest to a phrase; `None` if nothing is near.
pub(crate) fn nearest_phrase(sentence: &str, phrase: &str) -> Option<String> {
    let sought: Vec<char> = phrase.chars().collect();
    let text: Vec<char> = sentence.chars().collect();
    let (start, end, distance) = best_window(&text, &sought)?;
    let near = distance * 2 <= sought.len();
    (near && end > start).then(|| text.get(start..end).map(|w| w.iter().collect())).flatten()
}

/// The stretch of `text` with the fewest changes to `sought`: where it begins and ends, and how many changes.
///
/// One pass of the edit-distance table whose first row is free, so that a match may begin anywhere.
fn best_window(text: &[char], sought: &[char]) -> Option<(usize, usize, usize)> {
    let mut row: Vec<(usize, usize)> = (0..=text.len()).map(|start| (0, start)).collect();
    for wanted in sought {
        let mut previous = row.first().copied()?;
        let mut left = (previous.0 + 1, previous.1);
        let mut next = vec![left];
        for (have, above) in text.iter().zip(row.iter().skip(1)) {
            let change = (previous.0 + usize::from(have != wanted), previous.1);
            let best = change.min_by_cost((above.0 + 1, above.1)).min_by_cost((left.0 + 1, left.1));
            next.push(best);
            left = best;
            previous = *above;
        }
        row = next;
    }
    let (end, (distance, start)) = row.iter().copied().enumerate().min_by_key(|(_, (cost, _))| *cost)?;
    Some((start, end, distance))
}

trait ByCost {
    fn min_by_cost(self, other: Self) -> Self;
}

impl ByCost for (usize, usize) {
    fn min_by_cost(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_told_from_words() {
        let sentence = "参加培训满5天的，给予“补贴”200元。";
        assert_eq!(seek(sentence, "满5天"), Match::Exact);
        assert_eq!(seek(sentence, "满５天的,给予「补贴」"), Match::Widths("满5天的，给予“补贴”".to_owned()));
        assert_eq!(seek(sentence, "满6天"), Match::None);
    }

    #[test]
    fn the_nearest_words_are_found() {
        let sentence = "参加培训满5天的，给予补贴200元。";
        assert_eq!(nearest_phrase(sentence, "发放补贴200元").as_deref(), Some("给予补贴200元"));
        assert_eq!(nearest_phrase(sentence, "以工代赈"), None);
    }
}
