//! Numbers in Arabic digits.

use super::letters::Letters;
use super::ratio::Ratio;

/// A number without its unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bare {
    /// Its value, magnitude words included.
    pub value: Ratio,
    /// The magnitude words behind it (the 万 of 20万): `10至20万元` shares them.
    pub scale: Ratio,
    /// The position after it.
    pub end: usize,
    /// Written as one lone Chinese numeral, which is a number only before a unit.
    pub lone: bool,
}

impl Bare {
    /// A number that stands for itself.
    pub(super) fn plain(value: Ratio, end: usize) -> Self {
        Self { value, scale: Ratio::ONE, end, lone: false }
    }
}

/// The number in Arabic digits that begins at `at`, grouped by exact thousands or not, with its magnitude words.
pub(super) fn arabic(letters: &Letters, at: usize) -> Option<Bare> {
    let (mut digits, mut end) = run(letters, at)?;
    if digits.len() <= 3 {
        while letters.get(end) == Some(',') {
            match run(letters, end + 1) {
                Some((group, after)) if group.len() == 3 => {
                    digits.push_str(&group);
                    end = after;
                }
                _ => break,
            }
        }
    }
    let mut decimals = 0;
    if letters.get(end) == Some('.')
        && let Some((fraction, after)) = run(letters, end + 1)
    {
        decimals = u32::try_from(fraction.len()).ok()?;
        digits.push_str(&fraction);
        end = after;
    }
    let value = Ratio::new(digits.parse().ok()?, 10_i128.checked_pow(decimals)?)?;
    // 100多万 is about 1 000 000.
    let vague = ["多", "余"].iter().find_map(|word| letters.after(end, word));
    let (scale, end) = match vague.map(|after| magnitude(letters, after)) {
        Some((scale, after)) if scale != Ratio::ONE => (scale, after),
        _ => magnitude(letters, end),
    };
    Some(Bare { value: value.times(scale)?, scale, end, lone: false })
}

/// A run of digits with the position after it.
pub(super) fn run(letters: &Letters, at: usize) -> Option<(String, usize)> {
    let mut digits = String::new();
    let mut end = at;
    while let Some(c) = letters.get(end).filter(char::is_ascii_digit) {
        digits.push(c);
        end += 1;
    }
    (!digits.is_empty()).then_some((digits, end))
}

/// The magnitude words that follow a number in digits: 万, 亿, 千万, thousand, million.
fn magnitude(letters: &Letters, at: usize) -> (Ratio, usize) {
    const WORDS: [(&str, i128); 10] = [
        ("十", 10),
        ("百", 100),
        ("千", 1000),
        ("万", 10_000),
        ("亿", 100_000_000),
        ("hundred", 100),
        ("thousand", 1000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("bn", 1_000_000_000),
    ];
    let (mut scale, mut end) = (Ratio::ONE, at);
    loop {
        let next = if letters.get(end) == Some(' ') { letters.past_blanks(end) } else { end };
        let found = WORDS.iter().find_map(|(word, times)| Some((letters.after(next, word)?, *times)));
        // 千克 and 千米 are units of their own.
        let own_unit = |after: usize| matches!(letters.get(after), Some('克' | '米' | '瓦' | '分'));
        match found {
            Some((after, times)) if !own_unit(after) => match scale.times(Ratio::whole(times)) {
                Some(larger) => (scale, end) = (larger, after),
                None => return (scale, end),
            },
            _ => return (scale, end),
        }
    }
}
