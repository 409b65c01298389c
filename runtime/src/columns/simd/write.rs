//! Results, written where rows are in a set.

use super::{Lane, padded};
use crate::columns::bitmap::WORD;
use fearless_simd::{Level, dispatch, prelude::*};

/// How many sets of rows are written in one pass.
const TOGETHER: usize = 4;

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(in crate::columns) enum Source<'a, T> {
    One(T),
    Each(&'a [T]),
}

/// Rows, and what those get that make up whole words.
type Words<'a, T> = (&'a [u64], &'a [[T; WORD]]);

/// Rows, and what they get.
pub(in crate::columns) type Part<'a, T> = (&'a [u64], Source<'a, T>);

/// Of each row what the last part that it is in gives it; 0 where it is in none.
pub(in crate::columns) fn write<'a, T: Lane + 'a>(
    level: Level,
    parts: impl IntoIterator<Item = Part<'a, T>>,
    out: &mut [T],
) {
    let mut parts = parts.into_iter();
    let mut first = true;
    loop {
        // Rows without a part get nothing.
        let mut together: [Part<'_, T>; TOGETHER] = [(&[], Source::One(T::default())); TOGETHER];
        let mut count = 0;
        for (place, part) in together.iter_mut().zip(parts.by_ref()) {
            *place = part;
            count += 1;
        }
        match (together, count) {
            (_, 0) if first => out.fill(T::default()),
            (_, 0) => {}
            ([a, ..], 1) => some(level, [a], first, out),
            ([a, b, ..], 2) => some(level, [a, b], first, out),
            ([a, b, c, _], 3) => some(level, [a, b, c], first, out),
            (all, _) => some(level, all, first, out),
        }
        if count < TOGETHER {
            return;
        }
        first = false;
    }
}

/// One pass. `first`: rows in no part get 0, else they keep what they have.
fn some<T: Lane, const N: usize>(level: Level, parts: [Part<'_, T>; N], first: bool, out: &mut [T]) {
    #[inline(always)]
    fn run<S: Simd, T: Lane, const N: usize>(simd: S, parts: [Part<'_, T>; N], first: bool, out: &mut [T]) {
        let spare = parts.map(|(_, source)| source.spare());
        let words = parts.map(|(rows, source)| (rows, source.words()));
        let (whole, rest) = out.as_chunks_mut::<WORD>();
        let count = whole.len();
        for (at, out) in whole.iter_mut().enumerate() {
            word(simd, (&words, &spare), at, first, out);
        }
        if !rest.is_empty() {
            let mut last = padded(rest);
            word(simd, (&words, &spare), count, first, &mut last);
            rest.iter_mut().zip(last).for_each(|(out, last)| *out = last);
        }
    }
    /// The rows of one word.
    #[inline(always)]
    fn word<S: Simd, T: Lane, const N: usize>(
        simd: S,
        (words, spare): (&[Words<'_, T>; N], &[[T; WORD]; N]),
        at: usize,
        first: bool,
        out: &mut [T; WORD],
    ) {
        let (mut bits, mut given) = ([0; N], spare.each_ref());
        for ((bits, given), (rows, values)) in bits.iter_mut().zip(&mut given).zip(words) {
            *bits = rows.get(at).copied().unwrap_or(0);
            *given = values.get(at).unwrap_or(*given);
        }
        let lanes = T::Vector::<S>::LEN;
        let mut given = given.map(|given| given.chunks_exact(lanes));
        for (step, out) in out.chunks_exact_mut(lanes).enumerate() {
            let mut value = match first {
                true => T::Vector::<S>::splat(simd, T::default()),
                false => T::Vector::<S>::from_slice(simd, out),
            };
            for (bits, given) in bits.into_iter().zip(&mut given) {
                let given = T::Vector::<S>::from_slice(simd, given.next().unwrap_or_default());
                value = T::mask(simd, bits, step).select(given, value);
            }
            value.store_slice(out);
        }
    }
    dispatch!(level, simd => run(simd, parts, first, out));
}

impl<'a, T: Lane> Source<'a, T> {
    /// What whole words of rows get.
    fn words(self) -> &'a [[T; WORD]] {
        match self {
            Self::One(_) => &[],
            Self::Each(values) => values.as_chunks().0,
        }
    }

    /// What rows after those get.
    fn spare(self) -> [T; WORD] {
        match self {
            Self::One(one) => [one; WORD],
            Self::Each(values) => padded(values.as_chunks::<WORD>().1),
        }
    }
}
