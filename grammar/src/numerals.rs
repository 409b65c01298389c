//! Numbers of clauses: 第六条, 第十六条, 第6条, 6.

/// The number of a clause as its header writes it; `None` if the word is no such number.
pub(crate) fn clause_number(word: &str) -> Option<u32> {
    let word = word.strip_prefix('第').unwrap_or(word);
    let word = word.strip_suffix('条').unwrap_or(word);
    if let Ok(number) = word.parse() {
        return Some(number);
    }
    let mut total = 0u32;
    let mut digit: Option<u32> = None;
    for c in word.chars() {
        match c {
            '百' => total = total.checked_add(digit.take().unwrap_or(1).checked_mul(100)?)?,
            '十' => total = total.checked_add(digit.take().unwrap_or(1).checked_mul(10)?)?,
            _ => {
                let value = "零一二三四五六七八九".chars().position(|d| d == if c == '〇' { '零' } else { c })?;
                digit = Some(u32::try_from(value).ok()?);
            }
        }
    }
    total.checked_add(digit.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::clause_number;

    #[test]
    fn clauses_are_numbered_in_chinese_or_digits() {
        for (word, number) in
            [("第六条", 6), ("第十条", 10), ("第十六条", 16), ("第二十条", 20), ("第一百零二条", 102), ("第12条", 12), ("6", 6)]
        {
            assert_eq!(clause_number(word), Some(number), "{word}");
        }
    }
}
