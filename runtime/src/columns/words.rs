//! Rows as bits in words of 64, the first row lowest.
//!
//! Bits past the last row mean nothing, except in the sets of rows of a block ([`fill`] and what is only ever cut down from it),
//! where they are 0.

use super::bitmap::WORD;

/// Words for `len` rows.
pub(super) fn of(len: usize) -> usize {
    len.div_ceil(WORD)
}

/// `len` rows, all alike; bits past the last one are 0.
pub(super) fn fill(out: &mut Vec<u64>, len: usize, set: bool) {
    out.clear();
    out.resize(of(len), if set { u64::MAX } else { 0 });
    trim(out, len);
}

/// Makes the bits past the last of `len` rows 0.
pub(super) fn trim(words: &mut [u64], len: usize) {
    let used = len % WORD;
    if used > 0
        && let Some(last) = words.get_mut(len / WORD)
    {
        *last &= (1 << used) - 1;
    }
}

/// Becomes `f` of two others, word by word.
pub(super) fn combine(out: &mut Vec<u64>, a: &[u64], b: &[u64], f: impl Fn(u64, u64) -> u64) {
    out.clear();
    out.extend(a.iter().zip(b).map(|(a, b)| f(*a, *b)));
}

/// Becomes `f` of itself and another one, word by word.
pub(super) fn merge(out: &mut [u64], with: &[u64], f: impl Fn(u64, u64) -> u64) {
    for (word, with) in out.iter_mut().zip(with) {
        *word = f(*word, *with);
    }
}

/// Becomes a copy.
pub(super) fn copy(out: &mut Vec<u64>, of: &[u64]) {
    out.clear();
    out.extend_from_slice(of);
}

pub(super) fn any(words: &[u64]) -> bool {
    words.iter().fold(0, |all, word| all | word) != 0
}

pub(super) fn get(words: &[u64], row: usize) -> bool {
    words.get(row / WORD).is_some_and(|word| word >> (row % WORD) & 1 == 1)
}

pub(super) fn set(words: &mut [u64], row: usize) {
    if let Some(word) = words.get_mut(row / WORD) {
        *word |= 1 << (row % WORD);
    }
}

pub(super) fn unset(words: &mut [u64], row: usize) {
    if let Some(word) = words.get_mut(row / WORD) {
        *word &= !(1 << (row % WORD));
    }
}

/// The rows whose bit is set.
pub(super) fn rows(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(place, word)| {
        let mut left = *word;
        std::iter::from_fn(move || {
            let row = usize::try_from(left.trailing_zeros()).ok().filter(|_| left != 0)?;
            left &= left - 1;
            Some(place * WORD + row)
        })
    })
}

/// The bits of what an iterator says.
pub(super) fn collect(out: &mut Vec<u64>, rows: impl Iterator<Item = bool>) {
    out.clear();
    for (row, set) in rows.enumerate() {
        if row % WORD == 0 {
            out.push(0);
        }
        if let Some(word) = out.last_mut() {
            *word |= u64::from(set) << (row % WORD);
        }
    }
}

/// Sets the bits from `from` to before `to`.
pub(super) fn set_range(words: &mut [u64], from: usize, to: usize) {
    let mut at = from;
    while at < to {
        let end = to.min(at - at % WORD + WORD);
        let bits = if end - at == WORD { u64::MAX } else { ((1 << (end - at)) - 1) << (at % WORD) };
        if let Some(word) = words.get_mut(at / WORD) {
            *word |= bits;
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::{collect, fill, get, rows, set_range};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_are_what_was_put_in(of in proptest::collection::vec(any::<bool>(), 1..300), a in 0usize..300, b in 0usize..300) {
            let mut words = Vec::new();
            collect(&mut words, of.iter().copied());
            let expected: Vec<usize> = of.iter().enumerate().filter(|(_, set)| **set).map(|(row, _)| row).collect();
            prop_assert_eq!(rows(&words).collect::<Vec<_>>(), expected);
            prop_assert!((0..of.len()).all(|row| get(&words, row) == of[row]));
            let (from, to) = (a.min(b).min(of.len()), a.max(b).min(of.len()));
            fill(&mut words, of.len(), false);
            set_range(&mut words, from, to);
            prop_assert_eq!(rows(&words).collect::<Vec<_>>(), (from..to).collect::<Vec<_>>());
        }
    }
}
