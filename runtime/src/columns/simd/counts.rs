//! Bits set in each list.

use crate::columns::bitmap::WORD;
use fearless_simd::{Level, dispatch};

/// How many rows have their bit set in each list: the rows from one offset (less `base`) to before the next. `ranks` is room.
pub(in crate::columns) fn counts(
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
