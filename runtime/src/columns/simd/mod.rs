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
pub(super) use write::{Part, Source, write};

use super::bitmap::WORD;
use fearless_simd::{i32x16, i64x8, prelude::*, u8x64, u16x32};

/// Numbers that vectors are made of.
pub(super) trait Lane: SimdElement + Copy + Default + Ord {
    type Vector<S: Simd>: SimdBase<S, Element = Self>;

    /// Of the rows of a word those of one of the vectors that they fill, by its place.
    #[inline(always)]
    fn mask<S: Simd>(simd: S, word: u64, at: usize) -> Mask<S, Self> {
        let before = u32::try_from(at * Self::Vector::<S>::LEN).unwrap_or(u64::BITS);
        Mask::<S, Self>::from_bitmask(simd, word.unbounded_shr(before))
    }
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

    /// Each row's bit is looked for where it stands, which takes less than to bring it down first.
    #[inline(always)]
    fn mask<S: Simd>(simd: S, word: u64, at: usize) -> Mask<S, Self> {
        let bit = i64x8::load_array_ref(simd, BITS.get(at).unwrap_or(&[0; EIGHT]));
        (i64x8::splat(simd, word.cast_signed()) & bit).simd_eq(bit)
    }
}

/// The bits of a word, by row.
static BITS: [[i64; EIGHT]; WORD / EIGHT] =
    [bits(0), bits(8), bits(16), bits(24), bits(32), bits(40), bits(48), bits(56)];

const fn bits(from: u32) -> [i64; EIGHT] {
    const fn bit(at: u32) -> i64 {
        1_u64.wrapping_shl(at).cast_signed()
    }
    [
        bit(from),
        bit(from + 1),
        bit(from + 2),
        bit(from + 3),
        bit(from + 4),
        bit(from + 5),
        bit(from + 6),
        bit(from + 7),
    ]
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
        fn rows_get_what_their_parts_give(
            rows in proptest::collection::vec((0usize..8, any::<i64>()), 1..300),
            constant in proptest::collection::vec(any::<bool>(), 0..8),
        ) {
            let numbers: Vec<i64> = rows.iter().map(|(_, value)| *value).collect();
            let narrow: Vec<u8> = numbers.iter().map(|value| *value as u8).collect();
            let masks: Vec<Vec<u64>> = (0..constant.len()).map(|part| {
                let mut mask = Vec::new();
                words::collect(&mut mask, rows.iter().map(|(of, _)| *of == part));
                mask
            }).collect();
            let mut out = vec![3; rows.len()];
            let source = |constant| if constant { Source::One(7) } else { Source::Each(&numbers) };
            let parts = masks.iter().zip(&constant);
            write(Level::new(), parts.map(|(mask, constant)| (mask.as_slice(), source(*constant))), &mut out);
            let mut out_narrow = vec![3; rows.len()];
            let source = |constant| if constant { Source::One(7) } else { Source::Each(&narrow) };
            let parts = masks.iter().zip(&constant);
            write(Level::new(), parts.map(|(mask, constant)| (mask.as_slice(), source(*constant))), &mut out_narrow);
            for ((of, value), (out, out_narrow)) in rows.iter().zip(out.iter().zip(&out_narrow)) {
                let expected = constant.get(*of).map_or(0, |constant| if *constant { 7 } else { *value });
                prop_assert_eq!(*out, expected);
                prop_assert_eq!(*out_narrow, expected as u8);
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
