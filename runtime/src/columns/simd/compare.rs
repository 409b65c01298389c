//! Comparisons, 64 rows a word.

use super::{Lane, Mask, padded};
use crate::columns::bitmap::WORD;
use crate::program::Compare;
use fearless_simd::{Level, dispatch, prelude::*, u8x64};

/// The rows of 64 in which `f` holds.
#[inline(always)]
fn word<S: Simd, T: Lane>(simd: S, chunk: &[T; WORD], f: &impl Fn(T::Vector<S>) -> Mask<S, T>) -> u64 {
    let mut word = 0;
    let mut at = 0;
    for part in chunk.chunks_exact(T::Vector::<S>::LEN) {
        word |= f(T::Vector::<S>::from_slice(simd, part)).to_bitmask() << at;
        at += T::Vector::<S>::LEN;
    }
    word
}

/// The rows in which `f` holds.
#[inline(always)]
fn test<S: Simd, T: Lane>(simd: S, values: &[T], out: &mut [u64], f: impl Fn(T::Vector<S>) -> Mask<S, T>) {
    let (chunks, rest) = values.as_chunks::<WORD>();
    for (bits, chunk) in out.iter_mut().zip(chunks) {
        *bits = word(simd, chunk, &f);
    }
    if let Some(last) = out.get_mut(chunks.len())
        && !rest.is_empty()
    {
        *last = word(simd, &padded(rest), &f);
    }
}

/// Compares every value with one.
pub(in crate::columns) fn compare<T: Lane>(
    level: Level,
    values: &[T],
    how: Compare,
    with: T,
    out: &mut Vec<u64>,
) {
    #[inline(always)]
    fn run<S: Simd, T: Lane>(simd: S, values: &[T], how: Compare, with: T, out: &mut [u64]) {
        let with = T::Vector::<S>::splat(simd, with);
        match how {
            Compare::Equal => test(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.simd_eq(with),
            ),
            Compare::NotEqual => test(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.simd_ne(with),
            ),
            Compare::Less => test(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.simd_lt(with),
            ),
            Compare::LessOrEqual => test(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.simd_le(with),
            ),
            Compare::Greater => test(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.simd_gt(with),
            ),
            Compare::GreaterOrEqual => test(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.simd_ge(with),
            ),
        }
    }
    out.resize(values.len().div_ceil(WORD), 0);
    dispatch!(level, simd => run(simd, values, how, with, out));
}

/// Whether each value lies in one of the ranges, both ends included.
pub(in crate::columns) fn within(level: Level, values: &[u8], ranges: &[(u8, u8)], out: &mut Vec<u64>) {
    #[inline(always)]
    fn run<S: Simd>(simd: S, values: &[u8], ranges: &[(u8, u8)], out: &mut [u64]) {
        match ranges {
            [(first, last)] => {
                let (first, width) = (u8x64::splat(simd, *first), u8x64::splat(simd, last - first));
                test(
                    simd,
                    values,
                    out,
                    #[inline(always)]
                    |value| (value - first).simd_le(width),
                );
            }
            [(a, b), (c, d)] => {
                let (a, ab) = (u8x64::splat(simd, *a), u8x64::splat(simd, b - a));
                let (c, cd) = (u8x64::splat(simd, *c), u8x64::splat(simd, d - c));
                test(
                    simd,
                    values,
                    out,
                    #[inline(always)]
                    |value| (value - a).simd_le(ab) | (value - c).simd_le(cd),
                );
            }
            _ => {
                let none = u8x64::splat(simd, 0);
                test(
                    simd,
                    values,
                    out,
                    #[inline(always)]
                    |value| {
                        let mut inside = value.simd_lt(none);
                        for (first, last) in ranges {
                            inside |= (value - *first).simd_le(u8x64::splat(simd, last - first));
                        }
                        inside
                    },
                );
            }
        }
    }
    out.resize(values.len().div_ceil(WORD), 0);
    dispatch!(level, simd => run(simd, values, ranges, out));
}

/// Compares pairs.
pub(in crate::columns) fn compare_pairs<T: Lane>(
    level: Level,
    (a, b): (&[T], &[T]),
    how: Compare,
    out: &mut Vec<u64>,
) {
    #[inline(always)]
    fn pairs<S: Simd, T: Lane>(
        simd: S,
        (a, b): (&[T], &[T]),
        out: &mut [u64],
        f: impl Fn(T::Vector<S>, T::Vector<S>) -> Mask<S, T>,
    ) {
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<WORD>(), b.as_chunks::<WORD>());
        let whole = a.len().min(b.len());
        for ((bits, a), b) in out.iter_mut().zip(a).zip(b) {
            *bits = both(simd, a, b, &f);
        }
        if let Some(last) = out.get_mut(whole) {
            *last = both(simd, &padded(a_rest), &padded(b_rest), &f);
        }
    }
    #[inline(always)]
    fn both<S: Simd, T: Lane>(
        simd: S,
        a: &[T; WORD],
        b: &[T; WORD],
        f: &impl Fn(T::Vector<S>, T::Vector<S>) -> Mask<S, T>,
    ) -> u64 {
        let (mut word, mut at) = (0, 0);
        let len = T::Vector::<S>::LEN;
        for (a, b) in a.chunks_exact(len).zip(b.chunks_exact(len)) {
            word |= f(T::Vector::<S>::from_slice(simd, a), T::Vector::<S>::from_slice(simd, b)).to_bitmask()
                << at;
            at += len;
        }
        word
    }
    #[inline(always)]
    fn run<S: Simd, T: Lane>(simd: S, ab: (&[T], &[T]), how: Compare, out: &mut [u64]) {
        match how {
            Compare::Equal => pairs(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.simd_eq(b),
            ),
            Compare::NotEqual => pairs(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.simd_ne(b),
            ),
            Compare::Less => pairs(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.simd_lt(b),
            ),
            Compare::LessOrEqual => pairs(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.simd_le(b),
            ),
            Compare::Greater => pairs(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.simd_gt(b),
            ),
            Compare::GreaterOrEqual => pairs(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.simd_ge(b),
            ),
        }
    }
    out.resize(a.len().min(b.len()).div_ceil(WORD), 0);
    dispatch!(level, simd => run(simd, (a, b), how, out));
}
