//! Results, written where rows are in a set.

use super::{EIGHT, Lane, Mask, padded};
use crate::columns::bitmap::WORD;
use fearless_simd::{Level, dispatch, i64x8, prelude::*};

/// Where rows are in `mask`, the value; elsewhere 0 if `first`, else what was there.
pub(in crate::columns) fn blend(level: Level, mask: &[u64], value: Source<'_>, first: bool, out: &mut [i64]) {
    #[inline(always)]
    fn chunk<S: Simd>(simd: S, bits: u64, value: i64x8<S>, first: bool, out: &mut [i64; EIGHT]) {
        let mask = <i64x8<S> as SimdBase<S>>::Mask::from_bitmask(simd, bits & 0xff);
        let before = if first { i64x8::splat(simd, 0) } else { i64x8::load_array_ref(simd, out) };
        mask.select(value, before).store_array(out);
    }
    #[inline(always)]
    fn each<S: Simd>(simd: S, mask: &[u64], first: bool, out: &mut [i64], f: impl Fn(usize) -> i64x8<S>) {
        let (whole, rest) = out.as_chunks_mut::<EIGHT>();
        let count = whole.len();
        for (word, (bits, outs)) in mask.iter().zip(whole.chunks_mut(EIGHT)).enumerate() {
            if *bits == 0 && !first {
                continue;
            }
            for (at, out) in outs.iter_mut().enumerate() {
                chunk(simd, bits >> (at * EIGHT), f(word * EIGHT + at), first, out);
            }
        }
        if rest.is_empty() {
            return;
        }
        let bits = mask.get(count / EIGHT).map_or(0, |bits| bits >> (count % EIGHT * EIGHT));
        let mut last = padded(rest);
        chunk(simd, bits, f(count), first, &mut last);
        for (out, last) in rest.iter_mut().zip(last) {
            *out = last;
        }
    }
    #[inline(always)]
    fn run<S: Simd>(simd: S, mask: &[u64], value: Source<'_>, first: bool, out: &mut [i64]) {
        match value {
            Source::One(value) => {
                let value = i64x8::splat(simd, value);
                each(
                    simd,
                    mask,
                    first,
                    out,
                    #[inline(always)]
                    |_| value,
                );
            }
            Source::Each(values) => {
                let (whole, rest) = values.as_chunks::<EIGHT>();
                let last = padded(rest);
                each(
                    simd,
                    mask,
                    first,
                    out,
                    #[inline(always)]
                    |at| i64x8::load_array_ref(simd, whole.get(at).unwrap_or(&last)),
                );
            }
        }
    }
    dispatch!(level, simd => run(simd, mask, value, first, out));
}

/// What is blended.
#[derive(Debug, Clone, Copy)]
pub(in crate::columns) enum Source<'a> {
    One(i64),
    Each(&'a [i64]),
}

/// Writes `code` where rows are in `mask`; elsewhere 0 if `first`, else what was there.
pub(in crate::columns) fn mark<T: Lane>(level: Level, mask: &[u64], code: T, first: bool, out: &mut [T]) {
    #[inline(always)]
    fn chunk<S: Simd, T: Lane>(simd: S, bits: u64, code: T, first: bool, out: &mut [T; WORD]) {
        let code = T::Vector::<S>::splat(simd, code);
        let mut bits = bits;
        for part in out.chunks_exact_mut(T::Vector::<S>::LEN) {
            let mask = Mask::<S, T>::from_bitmask(simd, bits);
            let before = match first {
                true => T::Vector::<S>::splat(simd, T::default()),
                false => T::Vector::<S>::from_slice(simd, part),
            };
            mask.select(code, before).store_slice(part);
            bits = bits.unbounded_shr(u32::try_from(T::Vector::<S>::LEN).unwrap_or(u64::BITS));
        }
    }
    #[inline(always)]
    fn run<S: Simd, T: Lane>(simd: S, mask: &[u64], code: T, first: bool, out: &mut [T]) {
        let (whole, rest) = out.as_chunks_mut::<WORD>();
        let count = whole.len();
        for (bits, out) in mask.iter().zip(whole) {
            chunk(simd, *bits, code, first, out);
        }
        let mut last = padded(rest);
        chunk(simd, mask.get(count).copied().unwrap_or(0), code, first, &mut last);
        for (out, last) in rest.iter_mut().zip(last) {
            *out = last;
        }
    }
    dispatch!(level, simd => run(simd, mask, code, first, out));
}
