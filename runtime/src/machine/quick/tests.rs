//! Tests: made from comparisons, and held against cells.

use super::code::{At, Test};
use crate::program::Compare;
use crate::row::{LEAST, MISSING};
use std::collections::BTreeMap;

/// Which of up to 64 tests fail, and which are of something unknown, by bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word {
    pub failed: u64,
    pub unknown: u64,
}

/// What some tests come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    /// Whether all hold.
    pub all: bool,
    /// Whether that can't be told: none surely fails, but a cell is unknown.
    pub unknown: bool,
}

impl Held {
    /// The cell of it.
    #[inline]
    pub fn cell(self) -> i64 {
        if self.unknown { MISSING } else { i64::from(self.all) }
    }
}

impl Word {
    /// Makes one test, which has this bit.
    #[inline(never)]
    pub fn make(&mut self, test: &Test, bit: u64, cells: &[i64]) {
        let cell = cell_of(test.cell, cells);
        let only = |which: bool| if which { bit } else { 0 };
        self.unknown = self.unknown & !bit | only(cell < LEAST);
        self.failed = self.failed & !bit | only(cell >= LEAST && fails(test, cell));
    }

    /// What the tests of some bits come to.
    #[inline]
    pub fn held(self, bits: u64) -> Held {
        let (fails, unknown) = (self.failed & bits != 0, self.unknown & bits != 0);
        Held { all: !fails & !unknown, unknown: unknown & !fails }
    }
}

/// The values of a cell whose tests are looked up: from 0 on, so many.
pub(super) const FEW: usize = 64;

/// Up to 64 tests, of which the first one has the lowest bit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tests {
    /// Of cells with few values, all their tests at once.
    looked_up: Vec<LookedUp>,
    /// The others, and their bits.
    rest: Vec<(Test, u64)>,
}

/// The tests of a cell with few values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LookedUp {
    cell: At,
    /// Their bits.
    bits: u64,
    /// By value: the bits of those that fail.
    failing: [u64; FEW],
}

impl Tests {
    /// Brings tests into order. `few` says whether a cell has no values but from 0 to 63.
    pub fn of(tests: &[Test], few: impl Fn(At) -> bool) -> Self {
        let mut ordered = Self::default();
        let mut by_cell: BTreeMap<At, Vec<(Test, u64)>> = BTreeMap::new();
        for (place, test) in (0..64u32).zip(tests) {
            if few(test.cell) {
                by_cell.entry(test.cell).or_default().push((*test, 1 << place));
            } else {
                ordered.rest.push((*test, 1 << place));
            }
        }
        let all = |tests: &mut dyn Iterator<Item = &(Test, u64)>| tests.fold(0, |bits, (_, bit)| bits | bit);
        for (cell, tests) in by_cell {
            let mut failing = [0; FEW];
            for (value, failing) in (0..).zip(&mut failing) {
                *failing = all(&mut tests.iter().filter(|(test, _)| fails(test, value)));
            }
            ordered.looked_up.push(LookedUp { cell, bits: all(&mut tests.iter()), failing });
        }
        ordered
    }

    /// Holds all tests against each of so many records of one type, whose cells stand one after the other.
    #[inline(never)]
    pub(super) fn held_by_each(&self, records: &[i64], width: usize, count: usize, words: &mut Vec<Word>) {
        words.clear();
        match width {
            0 => words.resize(count, self.held(&[])),
            _ => words.extend(records.chunks_exact(width).map(|record| self.held(record))),
        }
    }

    /// Holds all tests against cells.
    #[inline]
    pub(super) fn held(&self, cells: &[i64]) -> Word {
        let mut word = Word::default();
        for of in &self.looked_up {
            let value = usize::try_from(cell_of(of.cell, cells)).ok();
            match value.and_then(|value| of.failing.get(value)) {
                Some(failing) => word.failed |= failing,
                None => word.unknown |= of.bits,
            }
        }
        for (test, bit) in &self.rest {
            word.failed |= bit & u64::from(fails(test, cell_of(test.cell, cells))).wrapping_neg();
            word.unknown |= bit & u64::from(cell_of(test.cell, cells) < LEAST).wrapping_neg();
        }
        Word { failed: word.failed & !word.unknown, ..word }
    }
}

#[inline(always)]
fn fails(test: &Test, cell: i64) -> bool {
    let outside = u64::from(cell.wrapping_sub(test.least).cast_unsigned() > test.span);
    let among = test.set >> (cell.cast_unsigned() & 63);
    ((outside | !among) ^ u64::from(test.not)) & 1 != 0
}

#[inline(always)]
fn cell_of(at: At, cells: &[i64]) -> i64 {
    usize::try_from(at).ok().and_then(|at| cells.get(at)).copied().unwrap_or(MISSING)
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

    /// What tests come to on cells, whichever way they are held against them.
    fn held(tests: &[Test], cells: &[i64]) -> Held {
        let one_by_one = Tests::of(tests, |_| false).held(cells);
        let few =
            |at: At| cells.get(at as usize).is_none_or(|cell| *cell == MISSING || (0..64).contains(cell));
        let looked_up = Tests::of(tests, few).held(cells);
        assert_eq!(one_by_one, looked_up);
        let mut made = Word { failed: u64::MAX, unknown: u64::MAX };
        for (place, test) in tests.iter().enumerate() {
            made.make(test, 1 << place, cells);
        }
        let bits = u64::MAX >> (64 - tests.len());
        assert_eq!(Word { failed: made.failed & bits, unknown: made.unknown & bits }, one_by_one);
        one_by_one.held(bits)
    }

    fn holds(tests: &[Test], cell: i64) -> bool {
        let held = held(tests, &[cell]);
        assert!(!held.unknown);
        held.all
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
    fn what_is_missing_is_unknown_unless_another_test_fails() {
        let cells = [MISSING, 1, 0];
        let (fails, unknown) = (Held { all: false, unknown: false }, Held { all: false, unknown: true });
        let tests = [of_truth(0), of_truth(1), of_truth(2)];
        assert_eq!(held(&tests, &cells), fails);
        assert_eq!(held(&tests[..2], &cells), unknown);
        assert_eq!(held(&[flipped(of_truth(0))], &cells), unknown);
        assert_eq!(held(&[of_truth(7)], &[]), unknown);
        assert_eq!(held(&tests[1..2], &cells), Held { all: true, unknown: false });
    }

    #[test]
    fn many_tests_are_all_looked_at() {
        for (count, place) in (1..=64).flat_map(|count| (0..count).map(move |place| (count, place))) {
            let tests: Vec<Test> = (0..count).map(|at| of_truth(u32::try_from(at).unwrap())).collect();
            for (cell, all, unknown) in [(1, true, false), (0, false, false), (MISSING, false, true)] {
                let mut cells = vec![1; count];
                cells[place] = cell;
                assert_eq!(held(&tests, &cells), Held { all, unknown });
            }
        }
    }
}
