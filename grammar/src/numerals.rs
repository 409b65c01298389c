//! Whole numbers written in Chinese or Arabic digits, as clauses are numbered.

/// The number of `第六条`, `第十六条`, `第16条` or `16`; digits are half-width. `None` if it is no number, or 0.
pub(crate) fn clause_number(text: &str) -> Option<u32> {
    let inner = text.strip_prefix('第').and_then(|rest| rest.strip_suffix('条')).unwrap_or(text);
    let number = if inner.chars().all(|c| c.is_ascii_digit()) { inner.parse().ok() } else { chinese(inner) };
    number.filter(|number| *number > 0)
}

/// A number up to 999 in Chinese digits: 六, 十六, 二十, 一百零五.
fn chinese(text: &str) -> Option<u32> {
    let mut total = 0;
    let mut digit = None;
    for c in text.chars() {
        match c {
            '零' | '〇' if digit.is_none() => {}
            '十' => total += digit.take().unwrap_or(1) * 10,
            '百' => total += digit.take()? * 100,
            _ if digit.is_none() => digit = Some(value(c)?),
            _ => return None,
        }
    }
    Some(total + digit.unwrap_or(0))
}

fn value(c: char) -> Option<u32> {
    "一二三四五六七八九".chars().zip(1..).find_map(|(digit, value)| (digit == c).then_some(value))
}

/// A number up to 999 in Chinese digits, as the formatter writes a clause's number. Others stay Arabic.
pub(crate) fn in_chinese(number: u32) -> String {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| usize::try_from(n).ok().and_then(|n| digits.get(n)).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    match (hundreds, tens, ones) {
        (10.., _, _) | (0, 0, 0) => number.to_string(),
        (0, 0, _) => digit(ones).to_owned(),
        (0, 1, _) => format!("十{}", digit(ones)),
        (0, _, _) => format!("{}十{}", digit(tens), digit(ones)),
        (_, 0, 0) => format!("{}百", digit(hundreds)),
        (_, 0, _) => format!("{}百零{}", digit(hundreds), digit(ones)),
        _ => format!("{}百{}十{}", digit(hundreds), digit(tens), digit(ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clause_numbers_read_in_both_digits() {
        for (text, number) in [
            ("第六条", 6),
            ("第十条", 10),
            ("第十六条", 16),
            ("第二十条", 20),
            ("第一百零五条", 105),
            ("第16条", 16),
            ("6", 6),
        ] {
            assert_eq!(clause_number(text), Some(number), "{text}");
        }
        for text in ["第零条", "第条", "第六七条", "第百条", "0"] {
            assert_eq!(clause_number(text), None, "{text}");
        }
    }

    #[test]
    fn every_number_reads_back_from_chinese() {
        for number in 1..=999 {
            assert_eq!(clause_number(&format!("第{}条", in_chinese(number))), Some(number));
        }
    }
}
