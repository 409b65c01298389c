//! The name that was likely meant.

/// Of the names, the one that the fewest changes of a character lead to from `text`, if those are few enough to be a slip.
pub(crate) fn nearest<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = text.chars().count();
    let near = names.map(|name| (distance(text, name), name)).min_by_key(|(distance, _)| *distance)?;
    (near.0 <= (length / 2).clamp(1, 3)).then_some(near.1)
}

/// How many characters must be put in, left out or replaced to make one text the other (Levenshtein's distance).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, to) in row.iter_mut().skip(1).zip(&b) {
            let best = (corner + usize::from(from != *to)).min(*cell + 1).min(left + 1);
            corner = *cell;
            left = best;
            *cell = best;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let names = ["带领人员", "采摘开始", "采摘结束", "工资"];
        let near = |text| nearest(text, names.iter().copied());
        assert_eq!(near("采摘开使"), Some("采摘开始"));
        assert_eq!(near("带领人"), Some("带领人员"));
        assert_eq!(near("企业名称"), None);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "甲乙"), 2);
    }
}
