//! The loops that time is spent in, in copies for each instruction set; which one runs is chosen when a machine is made.
//!
//! Slices may have any length. Rows are worked on 64 at a time, so that each comparison gives whole words.

use super::bitmap::WORD;
use crate::program::Compare;
use fearless_simd::{Level, dispatch, i32x16, i64x8, prelude::*, u8x64, u16x32};

/// Numbers that vectors are made of.
pub(super) trait Lane: SimdElement + Copy + Default + Ord {
    type Vector<S: Simd>: SimdBase<S, Element = Self>;
}

impl Lane for u8 {
    type Vector<S: Simd> = u8x64<S>;
}

impl Lane for u16 {
    type Vector<S: Simd> = u16x32<S>;
}

impl Lane for i32 {
    type Vector<S: Simd> = i32x16<S>;
}

impl Lane for i64 {
    type Vector<S: Simd> = i64x8<S>;
}

type Mask<S, T> = <<T as Lane>::Vector<S> as SimdBase<S>>::Mask;

/// Arithmetic of two numbers; what outgrows 64 bits wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    Least,
    Greatest,
}

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

/// The last rows, with zeros after them.
#[inline(always)]
fn padded<T: Copy + Default, const N: usize>(rest: &[T]) -> [T; N] {
    let mut chunk = [T::default(); N];
    for (to, from) in chunk.iter_mut().zip(rest) {
        *to = *from;
    }
    chunk
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
pub(super) fn compare<T: Lane>(level: Level, values: &[T], how: Compare, with: T, out: &mut Vec<u64>) {
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
pub(super) fn within(level: Level, values: &[u8], ranges: &[(u8, u8)], out: &mut Vec<u64>) {
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
pub(super) fn compare_pairs<T: Lane>(level: Level, (a, b): (&[T], &[T]), how: Compare, out: &mut Vec<u64>) {
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

const EIGHT: usize = 8;

/// Arithmetic of every number and one.
pub(super) fn with_one(level: Level, values: &[i64], how: Operation, one: i64, out: &mut Vec<i64>) {
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
pub(super) fn of_pairs(level: Level, (a, b): (&[i64], &[i64]), how: Operation, out: &mut Vec<i64>) {
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
pub(super) fn extremes(level: Level, values: &[i64]) -> (i64, i64) {
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
pub(super) fn widen<T: Lane + Into<i64>>(level: Level, values: &[T], out: &mut Vec<i64>) {
    #[inline(always)]
    fn run<T: Lane + Into<i64>>(values: &[T], out: &mut [i64]) {
        for (out, value) in out.iter_mut().zip(values) {
            *out = (*value).into();
        }
    }
    out.resize(values.len(), 0);
    dispatch!(level, _simd => run(values, out));
}

/// Where rows are in `mask`, the value; elsewhere 0 if `first`, else what was there.
pub(super) fn blend(level: Level, mask: &[u64], value: Source<'_>, first: bool, out: &mut [i64]) {
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
pub(super) enum Source<'a> {
    One(i64),
    Each(&'a [i64]),
}

/// Writes `code` where rows are in `mask`; elsewhere 0 if `first`, else what was there.
pub(super) fn mark<T: Lane>(level: Level, mask: &[u64], code: T, first: bool, out: &mut [T]) {
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

/// How many rows have their bit set in each list: the rows from one offset (less `base`) to before the next. `ranks` is room.
pub(super) fn counts(
    level: Level,
    bits: &[u64],
    (offsets, base): (&[i32], i32),
    ranks: &mut Vec<u64>,
    out: &mut Vec<i64>,
) {
    #[inline(always)]
    fn run(bits: &[u64], (offsets, base): (&[i32], i32), ranks: &mut Vec<u64>, out: &mut [i64]) {
        let mut sum = 0;
        ranks.clear();
        for word in bits {
            ranks.push(sum);
            sum += u64::from(word.count_ones());
        }
        let before = |at: i32| {
            let at = usize::try_from(at.wrapping_sub(base)).unwrap_or(0);
            let partly =
                bits.get(at / WORD).map_or(0, |word| (word & !(u64::MAX << (at % WORD))).count_ones());
            ranks.get(at / WORD).copied().unwrap_or(sum) + u64::from(partly)
        };
        let mut last = offsets.first().map_or(0, |at| before(*at));
        for (out, end) in out.iter_mut().zip(offsets.iter().skip(1)) {
            let next = before(*end);
            *out = next.wrapping_sub(last).cast_signed();
            last = next;
        }
    }
    out.resize(offsets.len().saturating_sub(1), 0);
    dispatch!(level, _simd => run(bits, (offsets, base), ranks, out));
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;
    use crate::machine::run;
    use proptest::prelude::*;

    const HOWS: [Compare; 6] = [
        Compare::Equal,
        Compare::NotEqual,
        Compare::Less,
        Compare::LessOrEqual,
        Compare::Greater,
        Compare::GreaterOrEqual,
    ];
    const OPERATIONS: [Operation; 5] =
        [Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Least, Operation::Greatest];

    fn plain(how: Operation, a: i64, b: i64) -> i64 {
        match how {
            Operation::Add => a.wrapping_add(b),
            Operation::Subtract => a.wrapping_sub(b),
            Operation::Multiply => a.wrapping_mul(b),
            Operation::Least => a.min(b),
            Operation::Greatest => a.max(b),
        }
    }

    fn compared<T: Lane + Into<i128>>(values: &[T], with: T) {
        let other: Vec<T> = values.iter().rev().copied().collect();
        let mut words = Vec::new();
        for how in HOWS {
            compare(Level::new(), values, how, with, &mut words);
            for (row, value) in values.iter().enumerate() {
                assert_eq!(words::get(&words, row), run::compare((*value).into(), how, with.into()));
            }
            compare_pairs(Level::new(), (values, &other), how, &mut words);
            for (row, (a, b)) in values.iter().zip(&other).enumerate() {
                assert_eq!(words::get(&words, row), run::compare((*a).into(), how, (*b).into()));
            }
        }
    }

    proptest! {
        #[test]
        fn vectors_do_what_one_number_does(values in proptest::collection::vec(any::<i64>(), 1..300), one in any::<i64>()) {
            let other: Vec<i64> = values.iter().rev().copied().collect();
            compared(&values, values[0]);
            compared(&values.iter().map(|value| *value as i32).collect::<Vec<_>>(), one as i32);
            compared(&values.iter().map(|value| *value as u8).collect::<Vec<_>>(), one as u8);
            let mut out = Vec::new();
            for how in OPERATIONS {
                with_one(Level::new(), &values, how, one, &mut out);
                prop_assert!(values.iter().zip(&out).all(|(a, out)| *out == plain(how, *a, one)));
                of_pairs(Level::new(), (&values, &other), how, &mut out);
                prop_assert!(values.iter().zip(&other).zip(&out).all(|((a, b), out)| *out == plain(how, *a, *b)));
            }
            prop_assert_eq!(extremes(Level::new(), &values), (*values.iter().min().unwrap(), *values.iter().max().unwrap()));
            let narrow: Vec<i32> = values.iter().map(|value| *value as i32).collect();
            widen(Level::new(), &narrow, &mut out);
            prop_assert!(narrow.iter().zip(&out).all(|(a, out)| i64::from(*a) == *out));
        }

        #[test]
        fn rows_in_the_mask_are_written(values in proptest::collection::vec((any::<bool>(), any::<i64>()), 1..300), first in any::<bool>()) {
            let mut mask = Vec::new();
            words::collect(&mut mask, values.iter().map(|(set, _)| *set));
            let numbers: Vec<i64> = values.iter().map(|(_, value)| *value).collect();
            for source in [Source::One(7), Source::Each(&numbers)] {
                let mut out = vec![3; values.len()];
                blend(Level::new(), &mask, source, first, &mut out);
                for ((set, value), out) in values.iter().zip(out) {
                    let value = if matches!(source, Source::One(_)) { 7 } else { *value };
                    prop_assert_eq!(out, if *set { value } else if first { 0 } else { 3 });
                }
            }
            let mut out = vec![3; values.len()];
            mark(Level::new(), &mask, 9, first, &mut out);
            for ((set, _), out) in values.iter().zip(out) {
                prop_assert_eq!(out, if *set { 9 } else if first { 0 } else { 3 });
            }
        }

        #[test]
        fn lists_are_counted(lists in proptest::collection::vec(proptest::collection::vec(any::<bool>(), 0..150), 0..20), base in 0i32..9) {
            let mut bits = Vec::new();
            words::collect(&mut bits, lists.iter().flatten().copied());
            let mut offsets = vec![base];
            lists.iter().for_each(|list| offsets.push(offsets[offsets.len() - 1] + list.len() as i32));
            let mut out = Vec::new();
            counts(Level::new(), &bits, (&offsets, base), &mut Vec::new(), &mut out);
            let expected: Vec<i64> = lists.iter().map(|list| list.iter().filter(|set| **set).count() as i64).collect();
            prop_assert_eq!(out, expected);
        }

        #[test]
        fn ranges_hold_their_ends(values in proptest::collection::vec(any::<u8>(), 1..200), ends in proptest::collection::vec((any::<u8>(), any::<u8>()), 0..4)) {
            let ranges: Vec<(u8, u8)> = ends.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            let mut words = Vec::new();
            within(Level::new(), &values, &ranges, &mut words);
            for (row, value) in values.iter().enumerate() {
                let inside = ranges.iter().any(|(first, last)| (*first..=*last).contains(value));
                prop_assert_eq!(words::get(&words, row), inside);
            }
        }
    }
}
