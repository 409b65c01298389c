//! The loops that time is spent in, in copies for each instruction set; which one runs is chosen when a machine is made.
//!
//! Slices may have any length. Rows are worked on 64 at a time, so that each comparison gives whole words.

mod compare;
mod counts;
mod numbers;
mod write;

pub(super) use compare::{compare, compare_pairs, within};
pub(super) use counts::counts;
pub(super) use numbers::{Operation, extremes, of_pairs, widen, with_one};
pub(super) use write::{Source, blend, mark};

use fearless_simd::{i32x16, i64x8, prelude::*, u8x64, u16x32};

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

/// Numbers of 64 bits in a vector.
const EIGHT: usize = 8;

/// The last rows, with zeros after them.
#[inline(always)]
fn padded<T: Copy + Default, const N: usize>(rest: &[T]) -> [T; N] {
    let mut chunk = [T::default(); N];
    for (to, from) in chunk.iter_mut().zip(rest) {
        *to = *from;
    }
    chunk
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;
    use crate::machine::run;
    use crate::program::Compare;
    use fearless_simd::Level;
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
