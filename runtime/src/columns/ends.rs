//! The cases that rows of a block end in, written together once the rule is done.

use super::block::Block;
use super::kernel::EffectValue;
use super::outcome::Status;
use super::simd::{self, Part, Source};
use super::words;

/// The rows that end in one case.
#[derive(Debug)]
pub(super) struct End {
    pub rows: Vec<u64>,
    pub case: u16,
    pub value: EffectValue,
    /// Of a truth value the rows where it is true.
    shown: Vec<u64>,
    /// Room for a value that must be made wider.
    room: Vec<i64>,
}

/// The ends of a rule in a block, kept from one block to the next so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Ends {
    met: Vec<End>,
    spare: Vec<End>,
}

impl Ends {
    /// None is met yet.
    pub fn begin(&mut self) {
        self.spare.append(&mut self.met);
    }

    /// One to be filled.
    pub fn spare(&mut self) -> End {
        self.spare.pop().unwrap_or_else(|| End {
            rows: Vec::new(),
            case: 0,
            value: EffectValue::Nothing,
            shown: Vec::new(),
            room: Vec::new(),
        })
    }

    /// One that is met, if rows end in it.
    pub fn push(&mut self, end: End) {
        match words::any(&end.rows) {
            true => self.met.push(end),
            false => self.spare.push(end),
        }
    }
}

/// The rows of a block in a rule's column.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub status: &'a mut [u8],
    /// Nothing where there is but one case.
    pub case: &'a mut [u16],
    pub value: &'a mut [i64],
}

impl Block<'_, '_> {
    /// Writes what every row came to. `closed`: where the rule isn't in force.
    pub fn write(&mut self, closed: &[u64], out: Target<'_>) {
        let mut ends = std::mem::take(&mut self.space.ends);
        for end in &mut ends.met {
            if let EffectValue::Truth(truth) = end.value
                && let Ok(truth) = self.truth(truth)
            {
                words::combine(&mut end.shown, &end.rows, &truth.yes, |rows, yes| rows & yes);
            }
        }
        if !out.case.is_empty() {
            let later = ends.met.iter().filter(|end| end.case > 0);
            simd::write(self.level, later.map(|end| (&*end.rows, Source::One(end.case))), out.case);
        }
        let len = self.len(0);
        // Every end was met with registers that are there.
        let values = ends.met.iter_mut().filter_map(|end| -> Option<Part<'_, i64>> {
            match end.value {
                EffectValue::Nothing => None,
                EffectValue::Truth(_) => Some((&end.shown, Source::One(1))),
                EffectValue::Number(number) => {
                    let values = self.operand(number).ok()?.0;
                    Some((&end.rows, values.source(self.level, len, &mut end.room)))
                }
            }
        });
        simd::write(self.level, values, out.value);
        let found = &self.space.found;
        let kinds = [
            (&*found.applies, Status::Applies),
            (&found.wanting, Status::Undetermined),
            (closed, Status::NotInForce),
        ];
        let kinds = kinds.into_iter().filter(|(rows, _)| words::any(rows));
        simd::write(self.level, kinds.map(|(rows, kind)| (rows, Source::One(kind.code()))), out.status);
        self.space.ends = ends;
    }
}
