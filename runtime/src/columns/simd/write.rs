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
            (all, _) if !first => some::<T, TOGETHER, false>(level, all, out),
            ([a, ..], 1) => some::<T, 1, true>(level, [a], out),
            ([a, b, ..], 2) => some::<T, 2, true>(level, [a, b], out),
            ([a, b, c, _], 3) => some::<T, 3, true>(level, [a, b, c], out),
            (all, _) => some::<T, TOGETHER, true>(level, all, out),
        }
        if count < TOGETHER {
            return;
        }
        first = false;
    }
}

/// What the rows of a part get, by words; all words the same if `step` is 0, else it has all bits.
#[derive(Clone, Copy)]
struct Words<'a, T> {
    rows: &'a [u64],
    values: &'a [[T; WORD]],
    step: usize,
}

/// One pass. `FIRST`: rows in no part get 0, else they keep what they have.
fn some<T: Lane, const N: usize, const FIRST: bool>(level: Level, parts: [Part<'_, T>; N], out: &mut [T]) {
    #[inline(always)]
    fn run<S: Simd, T: Lane, const N: usize, const FIRST: bool>(
        simd: S,
        parts: [Part<'_, T>; N],
        out: &mut [T],
    ) {
        // What the rows after the last whole word get; of what is the same for all, what any word gets.
        let mut spare = [[T::default(); WORD]; N];
        for (spare, (_, source)) in spare.iter_mut().zip(parts) {
            match source {
                Source::One(one) => spare.fill(one),
                Source::Each(values) => *spare = padded(values.as_chunks::<WORD>().1),
            }
        }
        let mut ends = spare.each_ref().into_iter();
        let last = parts.map(|(rows, _)| Words {
            rows,
            values: ends.next().map_or(&[], std::slice::from_ref),
            step: 0,
        });
        let mut words = last;
        for (words, (_, source)) in words.iter_mut().zip(parts) {
            if let Source::Each(values) = source {
                (words.values, words.step) = (values.as_chunks().0, usize::MAX);
            }
        }
        let (whole, rest) = out.as_chunks_mut::<WORD>();
        let count = whole.len();
        for (at, out) in whole.iter_mut().enumerate() {
            word::<S, T, N, FIRST>(simd, &words, at, out);
        }
        if !rest.is_empty() {
            let mut padded = padded(rest);
            word::<S, T, N, FIRST>(simd, &last, count, &mut padded);
            rest.iter_mut().zip(padded).for_each(|(out, last)| *out = last);
        }
    }
    /// The rows of one word.
    #[inline(always)]
    fn word<S: Simd, T: Lane, const N: usize, const FIRST: bool>(
        simd: S,
        words: &[Words<'_, T>; N],
        at: usize,
        out: &mut [T; WORD],
    ) {
        let found = words.each_ref().map(|words| words.values.get(at & words.step));
        // Values are as many as rows.
        if found.iter().any(Option::is_none) {
            return;
        }
        let bits = words.each_ref().map(|words| words.rows.get(at).copied().unwrap_or(0));
        let lanes = T::Vector::<S>::LEN;
        let mut given =
            found.map(|found| found.map(<[T; WORD]>::as_slice).unwrap_or_default().chunks_exact(lanes));
        for (step, out) in out.chunks_exact_mut(lanes).enumerate() {
            let mut value = match FIRST {
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
    dispatch!(level, simd => run::<_, T, N, FIRST>(simd, parts, out));
}
