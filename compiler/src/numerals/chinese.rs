//! Numbers in Chinese numerals: 一万二千, 二〇二二, 百分之三十五点五, 三分之二, 一半.

use super::digits::{Bare, arabic};
use super::letters::Letters;
use super::ratio::Ratio;

/// The number in Chinese numerals that begins at `at`.
pub(super) fn numeral(letters: &Letters, at: usize) -> Option<Bare> {
    let mut run = String::new();
    let mut end = at;
    while let Some(c) = letters.get(end).filter(|c| is_numeral(*c)) {
        run.push(c);
        end += 1;
    }
    if run.is_empty() {
        return None;
    }
    let mut value = value(&run)?;
    if letters.get(end) == Some('点') {
        (value, end) = with_decimals(letters, value, end)?;
    }
    let scale = scale_of(&run);
    Some(Bare { value, scale, end, lone: run.chars().count() == 1 })
}

/// Whether a character is a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || magnitude(c).is_some()
}

/// The digit that a character stands for, formal capitals included.
pub(super) fn digit(c: char) -> Option<i128> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn magnitude(c: char) -> Option<i128> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The value of a run of numerals: digit by digit without magnitudes (二〇二二), by magnitudes otherwise.
fn value(run: &str) -> Option<Ratio> {
    if run.chars().all(|c| digit(c).is_some()) {
        let positional =
            run.chars().try_fold(0_i128, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?))?;
        // 三四 is "three or four", no number.
        let said = run.chars().count() != 2 || run.contains(['〇', '零', '○']);
        return said.then_some(Ratio::whole(positional));
    }
    let (mut total, mut section) = (0_i128, 0_i128);
    // The digit waiting for its magnitude, and the unit that a digit at the very end would count: 一万五 is 15 000.
    let (mut waiting, mut tail) = (None, 1);
    for c in run.chars() {
        match (digit(c), magnitude(c)) {
            (Some(0), _) => tail = 1,
            (Some(d), _) if waiting.is_none() => waiting = Some(d),
            (_, Some(times)) if times < 10_000 => {
                section = section.checked_add(waiting.take().unwrap_or(1).checked_mul(times)?)?;
                tail = times / 10;
            }
            (_, Some(times)) => {
                section = section.checked_add(waiting.take().unwrap_or(0))?;
                total = large(total, section, times)?;
                (section, tail) = (0, times / 10);
            }
            _ => return None,
        }
    }
    let rest = waiting.unwrap_or(0).checked_mul(tail)?;
    Some(Ratio::whole(total.checked_add(section)?.checked_add(rest)?))
}

/// 万 multiplies what stands since the last 亿, 亿 everything so far (一万亿).
fn large(total: i128, section: i128, times: i128) -> Option<i128> {
    let lone = if total == 0 && section == 0 { 1 } else { section };
    if times == 10_000 {
        total.checked_add(lone.checked_mul(times)?)
    } else {
        total.checked_add(lone)?.checked_mul(times)
    }
}

/// The magnitude that a run ends with, for ranges (二至三万元).
fn scale_of(run: &str) -> Ratio {
    let large = run.chars().rev().map_while(|c| magnitude(c).filter(|m| *m >= 10_000));
    Ratio::whole(large.fold(1, i128::saturating_mul))
}

/// 三十五点五: digits after 点.
fn with_decimals(letters: &Letters, whole: Ratio, point: usize) -> Option<(Ratio, usize)> {
    let (mut value, mut place) = (whole, Ratio::ONE);
    let mut end = point + 1;
    while let Some(d) = letters.get(end).and_then(digit) {
        place = place.over(Ratio::whole(10))?;
        value = value.plus(place.times(Ratio::whole(d))?)?;
        end += 1;
    }
    // 三点 without a digit after it is a time of day.
    Some(if end == point + 1 { (whole, point) } else { (value, end) })
}

/// A fraction: its value, the two numbers it is made of, and the position after it.
pub(super) struct Fraction {
    pub value: Ratio,
    /// Whether it is out of 10, 100, 1000 or 10 000, so that its parts are no numbers of their own.
    pub decimal: bool,
    pub parts: [Ratio; 2],
    pub end: usize,
}

/// 百分之十, 千分之五, 三分之二, 1/3.
pub(super) fn fraction(letters: &Letters, at: usize) -> Option<Fraction> {
    let any = |at| arabic(letters, at).or_else(|| numeral(letters, at));
    let bottom = parted(letters, at)?;
    let end = letters.after(bottom.end, "分之")?;
    let top = any(end)?;
    let decimal = [10, 100, 1000, 10_000].map(Ratio::whole).contains(&bottom.value);
    let value = top.value.over(bottom.value)?;
    Some(Fraction { value, decimal, parts: [top.value, bottom.value], end: top.end })
}

/// The number before 分之; 百, 千 and 万 may stand alone there.
fn parted(letters: &Letters, at: usize) -> Option<Bare> {
    let lone = [("百分之", 100), ("千分之", 1000), ("万分之", 10_000)];
    let found = lone.iter().find(|(word, _)| letters.after(at, word).is_some());
    match found {
        Some((_, value)) => Some(Bare::plain(Ratio::whole(*value), at + 1)),
        None => arabic(letters, at).or_else(|| numeral(letters, at)),
    }
}
