//! Timing a way, comparing what came out with what should, and printing the line of it.

use crate::line::{Line, Ran};
use qingce_bench::timer::nanoseconds;

/// What no rule pays: where a peer gives no amount, it differs.
pub const NOTHING: i64 = i64::MIN;

/// Who does what, and how.
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    /// Who.
    pub peer: &'a str,
    /// What: W2, W3, or what is read.
    pub work: &'a str,
    /// How.
    pub way: &'a str,
}

impl Way<'_> {
    /// Times what fills in the amounts that each rule pays each record.
    pub fn rows<const RULES: usize>(&self, pays: &[[i64; RULES]], mut run: impl FnMut(&mut [[i64; RULES]])) {
        let mut paid = vec![[NOTHING; RULES]; pays.len()];
        let times = nanoseconds(pays.len(), || run(&mut paid));
        self.print(times, pays.iter().copied(), paid.iter().copied());
    }

    /// Times what fills in the amounts that each rule pays, a column each.
    pub fn columns<const RULES: usize>(
        &self,
        pays: &[[i64; RULES]],
        mut run: impl FnMut(&mut [Vec<i64>; RULES]),
    ) {
        let mut paid = std::array::from_fn(|_| vec![NOTHING; pays.len()]);
        let times = nanoseconds(pays.len(), || run(&mut paid));
        let row = |at| paid.each_ref().map(|column: &Vec<i64>| column.get(at).copied().unwrap_or(NOTHING));
        self.print(times, pays.iter().copied(), (0..pays.len()).map(row));
    }

    /// Times what reads these records.
    pub fn read<T: PartialEq>(&self, records: &[T], mut run: impl FnMut(&mut Vec<T>)) {
        let mut read = Vec::with_capacity(records.len());
        let times = nanoseconds(records.len(), || {
            read.clear();
            run(&mut read);
        });
        let same = |at| [i64::from(records.get(at) == read.get(at))];
        self.print(times, records.iter().map(|_| [1]), (0..records.len()).map(same));
    }

    /// Prints the line of a measurement: of the least and the median nanoseconds, and how many answers are as they should be.
    pub fn print<const RULES: usize>(
        &self,
        (least, median): (f64, f64),
        should: impl Iterator<Item = [i64; RULES]>,
        are: impl Iterator<Item = [i64; RULES]>,
    ) {
        let (mut records, mut differ) = (0, [0; RULES]);
        for (should, is) in should.zip(are) {
            records += 1;
            for (differ, (should, is)) in differ.iter_mut().zip(should.iter().zip(&is)) {
                *differ += usize::from(should != is);
            }
        }
        let line = Line::Ran(Ran {
            peer: self.peer.to_owned(),
            work: self.work.to_owned(),
            way: self.way.to_owned(),
            records,
            median,
            least,
            agree: records * RULES - differ.iter().sum::<usize>(),
            differ: differ.to_vec(),
        });
        println!("{line}");
    }
}
