//! Tests: made from comparisons, and held against cells.

use super::code::{At, Test};
use crate::program::Compare;
use crate::row::LEAST;

/// What some tests come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// Whether the test of a known cell came out as asked for.
    pub settled: bool,
    /// Whether a cell was unknown.
    pub unknown: bool,
}

/// Every second bit, the lowest one among them.
const EVEN: u64 = u64::MAX / 3;

/// Holds tests against cells, all of them, so that nothing hangs on a branch. Settled: one came out as `ON`.
#[inline(always)]
pub(super) fn held<const ON: bool>(tests: &[Test], cells: &[i64]) -> Found {
    // Two bits a test, moved on by two places for the next one. So each test hangs on the one before and the compiler doesn't
    // make vectors of them, which are slow at 64 bits on processors that it may not take more of for granted.
    let mut found = 0u64;
    for test in tests {
        let cell = usize::try_from(test.cell).ok().and_then(|at| cells.get(at)).copied().unwrap_or(i64::MIN);
        let missing = u64::from(cell < LEAST);
        let outside = u64::from(cell.wrapping_sub(test.least).cast_unsigned() > test.span);
        let among = test.set >> (cell.cast_unsigned() & 63);
        let came_out = (outside | !among) ^ u64::from(test.not) ^ u64::from(ON);
        found = found.rotate_left(2) | (missing << 1) | (came_out & (missing ^ 1));
    }
    Found { settled: found & EVEN != 0, unknown: found & !EVEN != 0 }
}

fn range(cell: At, least: i64, greatest: i64) -> Test {
    let span = greatest.wrapping_sub(least).cast_unsigned();
    Test { cell, not: 0, least, span, set: u64::MAX }
}

/// Whether a cell compares so with a number; `None` where no known cell or every one does.
pub(super) fn of_compare(cell: At, how: Compare, number: i64) -> Option<Test> {
    Some(match how {
        Compare::Equal => range(cell, number, number),
        Compare::NotEqual => flipped(range(cell, number, number)),
        Compare::Less => range(cell, LEAST, number.checked_sub(1).filter(|greatest| *greatest >= LEAST)?),
        Compare::LessOrEqual => range(cell, LEAST, number),
        Compare::Greater => range(cell, number.checked_add(1)?, i64::MAX),
        Compare::GreaterOrEqual => range(cell, number, i64::MAX),
    })
}

/// Whether a cell of 0 to 63 is in a set.
pub(super) fn of_set(cell: At, set: u64) -> Test {
    Test { set, ..range(cell, 0, 63) }
}

/// Whether a truth value is true.
pub(super) fn of_truth(cell: At) -> Test {
    of_set(cell, 0b10)
}

/// The opposite.
pub(super) fn flipped(test: Test) -> Test {
    Test { not: 1 - test.not.min(1), ..test }
}

/// As few tests as hold together where all of these do.
pub(super) fn merged(tests: Vec<Test>) -> Vec<Test> {
    let mut out: Vec<Test> = Vec::with_capacity(tests.len());
    for test in tests {
        let same = out.iter_mut().find(|known| known.cell == test.cell && known.not + test.not == 0);
        match same {
            Some(known) => *known = both(*known, test),
            None => out.push(test),
        }
    }
    out
}

fn both(a: Test, b: Test) -> Test {
    let greatest = |test: Test| test.least.wrapping_add(test.span.cast_signed());
    let (least, greatest) = (a.least.max(b.least), greatest(a).min(greatest(b)));
    let none = least > greatest;
    let range = range(a.cell, least, greatest.max(least));
    Test { set: if none { 0 } else { a.set & b.set }, ..range }
}

#[cfg(test)]
mod unit {
    use super::*;

    const HOW: [Compare; 6] = [
        Compare::Equal,
        Compare::NotEqual,
        Compare::Less,
        Compare::LessOrEqual,
        Compare::Greater,
        Compare::GreaterOrEqual,
    ];
    const NUMBERS: [i64; 9] = [LEAST, LEAST + 1, -64, -1, 0, 1, 63, 64, i64::MAX];

    fn holds(tests: &[Test], cell: i64) -> bool {
        let (failed, held) = (held::<false>(tests, &[cell]), held::<true>(tests, &[cell]));
        assert!(!failed.unknown && !held.unknown);
        assert!(tests.len() > 1 || failed.settled != held.settled);
        !failed.settled
    }

    #[test]
    fn a_test_says_what_the_comparison_says() {
        for how in HOW {
            for (number, cell) in NUMBERS.iter().flat_map(|number| NUMBERS.map(|cell| (*number, cell))) {
                let says = crate::machine::run::compare(i128::from(cell), how, i128::from(number));
                if let Some(test) = of_compare(0, how, number) {
                    assert_eq!(holds(&[test], cell), says, "{cell} {how:?} {number}");
                    assert_eq!(holds(&[flipped(test)], cell), !says, "not {cell} {how:?} {number}");
                }
            }
        }
    }

    #[test]
    fn merged_tests_hold_where_all_do() {
        let tests: Vec<Test> = NUMBERS
            .iter()
            .flat_map(|number| HOW.iter().filter_map(|how| of_compare(0, *how, *number)))
            .chain([of_set(0, 0b1011), of_truth(0), flipped(of_set(0, 0b100))])
            .collect();
        for (a, b) in tests.iter().flat_map(|a| tests.iter().map(move |b| (*a, *b))) {
            for cell in NUMBERS {
                let merged = merged(vec![a, b]);
                assert_eq!(holds(&merged, cell), holds(&[a, b], cell), "{a:?} and {b:?} of {cell}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_unknown() {
        let cells = [i64::MIN, 1, 0];
        let both = Found { settled: true, unknown: true };
        let tests = [of_truth(0), of_truth(1), of_truth(2)];
        assert_eq!((held::<false>(&tests, &cells), held::<true>(&tests, &cells)), (both, both));
        let unknown = Found { settled: false, unknown: true };
        assert_eq!(held::<false>(&tests[..2], &cells), unknown);
        assert_eq!(held::<true>(&[of_truth(0), of_truth(2)], &cells), unknown);
        assert!(held::<false>(&[of_truth(7)], &[]).unknown);
    }

    #[test]
    fn many_tests_are_all_looked_at() {
        for (count, place) in (1..100).flat_map(|count| (0..count).map(move |place| (count, place))) {
            let mut cells = vec![1; count];
            cells[place] = 0;
            let tests: Vec<Test> = (0..count).map(|at| of_truth(u32::try_from(at).unwrap())).collect();
            assert_eq!(held::<false>(&tests, &cells), Found { settled: true, unknown: false });
            cells[place] = i64::MIN;
            assert_eq!(held::<false>(&tests, &cells), Found { settled: false, unknown: true });
        }
    }
}
