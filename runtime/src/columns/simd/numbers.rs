//! Arithmetic.

use super::{EIGHT, Lane, padded};
use fearless_simd::{Level, dispatch, i64x8, prelude::*};

/// Arithmetic of two numbers; what outgrows 64 bits wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::columns) enum Operation {
    Add,
    Subtract,
    Multiply,
    Least,
    Greatest,
}

/// Arithmetic of every number and one.
pub(in crate::columns) fn with_one(
    level: Level,
    values: &[i64],
    how: Operation,
    one: i64,
    out: &mut Vec<i64>,
) {
    #[inline(always)]
    fn each<S: Simd>(simd: S, values: &[i64], out: &mut [i64], f: impl Fn(i64x8<S>) -> i64x8<S>) {
        let ((values, rest), (out, out_rest)) = (values.as_chunks::<EIGHT>(), out.as_chunks_mut::<EIGHT>());
        for (out, values) in out.iter_mut().zip(values) {
            f(i64x8::load_array_ref(simd, values)).store_array(out);
        }
        let last = f(i64x8::load_array(simd, padded(rest))).to_array();
        for (out, last) in out_rest.iter_mut().zip(last) {
            *out = last;
        }
    }
    #[inline(always)]
    fn run<S: Simd>(simd: S, values: &[i64], how: Operation, one: i64, out: &mut [i64]) {
        let one = i64x8::splat(simd, one);
        match how {
            Operation::Add => each(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value + one,
            ),
            Operation::Subtract => each(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value - one,
            ),
            Operation::Multiply => each(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value * one,
            ),
            Operation::Least => each(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.min(one),
            ),
            Operation::Greatest => each(
                simd,
                values,
                out,
                #[inline(always)]
                |value| value.max(one),
            ),
        }
    }
    out.resize(values.len(), 0);
    dispatch!(level, simd => run(simd, values, how, one, out));
}

/// Arithmetic of pairs.
pub(in crate::columns) fn of_pairs(
    level: Level,
    (a, b): (&[i64], &[i64]),
    how: Operation,
    out: &mut Vec<i64>,
) {
    #[inline(always)]
    fn each<S: Simd>(
        simd: S,
        (a, b): (&[i64], &[i64]),
        out: &mut [i64],
        f: impl Fn(i64x8<S>, i64x8<S>) -> i64x8<S>,
    ) {
        let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<EIGHT>(), b.as_chunks::<EIGHT>());
        let (out, out_rest) = out.as_chunks_mut::<EIGHT>();
        for ((out, a), b) in out.iter_mut().zip(a).zip(b) {
            f(i64x8::load_array_ref(simd, a), i64x8::load_array_ref(simd, b)).store_array(out);
        }
        let rest = (i64x8::load_array(simd, padded(a_rest)), i64x8::load_array(simd, padded(b_rest)));
        for (out, last) in out_rest.iter_mut().zip(f(rest.0, rest.1).to_array()) {
            *out = last;
        }
    }
    #[inline(always)]
    fn run<S: Simd>(simd: S, ab: (&[i64], &[i64]), how: Operation, out: &mut [i64]) {
        match how {
            Operation::Add => each(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a + b,
            ),
            Operation::Subtract => each(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a - b,
            ),
            Operation::Multiply => each(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a * b,
            ),
            Operation::Least => each(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.min(b),
            ),
            Operation::Greatest => each(
                simd,
                ab,
                out,
                #[inline(always)]
                |a, b| a.max(b),
            ),
        }
    }
    out.resize(a.len().min(b.len()), 0);
    dispatch!(level, simd => run(simd, (a, b), how, out));
}

/// The least and the greatest number; of none, 0.
pub(in crate::columns) fn extremes(level: Level, values: &[i64]) -> (i64, i64) {
    #[inline(always)]
    fn run<S: Simd>(simd: S, values: &[i64]) -> (i64, i64) {
        let (chunks, rest) = values.as_chunks::<EIGHT>();
        let first = values.first().copied().unwrap_or(0);
        let (mut least, mut greatest) = (i64x8::splat(simd, first), i64x8::splat(simd, first));
        for chunk in chunks {
            let chunk = i64x8::load_array_ref(simd, chunk);
            (least, greatest) = (least.min(chunk), greatest.max(chunk));
        }
        let rest = rest.iter().copied();
        let (low, high) = (least.to_array().into_iter(), greatest.to_array().into_iter());
        (low.chain(rest.clone()).fold(first, i64::min), high.chain(rest).fold(first, i64::max))
    }
    dispatch!(level, simd => run(simd, values))
}

/// Numbers made 64 bits wide.
pub(in crate::columns) fn widen<T: Lane + Into<i64>>(level: Level, values: &[T], out: &mut Vec<i64>) {
    #[inline(always)]
    fn run<T: Lane + Into<i64>>(values: &[T], out: &mut [i64]) {
        for (out, value) in out.iter_mut().zip(values) {
            *out = (*value).into();
        }
    }
    out.resize(values.len(), 0);
    dispatch!(level, _simd => run(values, out));
}
