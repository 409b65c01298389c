//! Numbers in English words: two hundred and fifty thousand, twenty-five, one third, half.

use super::chinese::Fraction;
use super::digits::{Bare, arabic};
use super::letters::Letters;
use super::ratio::Ratio;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const LARGE: [(&str, i128); 4] =
    [("hundred", 100), ("thousand", 1000), ("million", 1_000_000), ("billion", 1_000_000_000)];
const PARTS: [(&str, i128); 7] =
    [("half", 2), ("third", 3), ("quarter", 4), ("fifth", 5), ("sixth", 6), ("eighth", 8), ("tenth", 10)];

/// The number in words that begins at `at`. `a` counts as one before a magnitude (a thousand).
pub(super) fn numeral(letters: &Letters, at: usize) -> Option<Bare> {
    let (mut total, mut section) = (0_i128, 0_i128);
    let (mut scale, mut words, mut end, mut next) = (Ratio::ONE, 0, at, at);
    while let Some((word, after)) = letters.word(next) {
        if let Some(value) = small(&word) {
            section = section.checked_add(value)?;
            scale = Ratio::ONE;
        } else if let Some(times) = large(&word).filter(|_| words > 0) {
            if times == 100 {
                section = section.max(1).checked_mul(100)?;
            } else {
                total = total.checked_add(section.max(1).checked_mul(times)?)?;
                section = 0;
            }
            scale = scale.times(Ratio::whole(times))?;
        } else if !joins(letters, &word, after, words) {
            break;
        } else {
            next = letters.past_blanks(after);
            words += 1;
            continue;
        }
        (words, end) = (words + 1, after);
        next = match letters.get(after) {
            Some('-') => after + 1,
            _ => letters.past_blanks(after),
        };
    }
    let value = Ratio::whole(total.checked_add(section)?);
    (end > at).then_some(Bare { value, scale, end, lone: words == 1 && value == Ratio::ONE })
}

/// Whether `and` inside a number, or the `a` of `a thousand`, is part of it.
fn joins(letters: &Letters, word: &str, after: usize, words: usize) -> bool {
    let next = letters.word(letters.past_blanks(after)).map(|(word, _)| word);
    match word {
        "and" => words > 1 && next.is_some_and(|w| small(&w).is_some()),
        "a" | "an" => words == 0 && next.is_some_and(|w| large(&w).is_some()),
        _ => false,
    }
}

fn small(word: &str) -> Option<i128> {
    let ones = SMALL.iter().position(|w| *w == word);
    let tens = || TENS.iter().position(|w| *w == word).map(|i| (i + 2) * 10);
    i128::try_from(ones.or_else(tens)?).ok()
}

fn large(word: &str) -> Option<i128> {
    LARGE.iter().find(|(w, _)| *w == word).map(|(_, times)| *times)
}

/// Half, one third, two-thirds, three quarters; `a` counts as one.
pub(super) fn fraction(letters: &Letters, at: usize) -> Option<Fraction> {
    let (word, after) = letters.word(at)?;
    if word == "half" {
        return fraction_of(Ratio::ONE, 2, after);
    }
    let top = match word.as_str() {
        "a" | "an" => Bare::plain(Ratio::ONE, after),
        _ => numeral(letters, at).or_else(|| arabic(letters, at))?,
    };
    let next = match letters.get(top.end) {
        Some('-') => top.end + 1,
        _ => letters.past_blanks(top.end),
    };
    let (part, end) = letters.word(next)?;
    let (_, bottom) = PARTS.iter().find(|(name, _)| part == *name || part.strip_suffix('s') == Some(name))?;
    // A third party is no third of anything.
    let article = word == "a" || word == "an";
    if article && letters.after(letters.past_blanks(end), "of").is_none() && *bottom != 2 && *bottom != 4 {
        return None;
    }
    fraction_of(top.value, *bottom, end)
}

fn fraction_of(top: Ratio, bottom: i128, end: usize) -> Option<Fraction> {
    let bottom = Ratio::whole(bottom);
    Some(Fraction { value: top.over(bottom)?, decimal: false, parts: [top, bottom], end })
}
