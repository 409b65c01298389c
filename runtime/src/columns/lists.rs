//! Lists: all members of the block's records at once, folded list by list.

use super::bits::Bits;
use super::block::{Block, Selected, Unsupported};
use super::register::{Lane, Register};
use crate::program::{Fold, Reg, Selection};

/// A loop that is open.
#[derive(Debug)]
pub(super) struct Turn {
    into: Option<Selection>,
    /// Which members are in, and which surely aren't.
    yes: Bits,
    no: Bits,
}

impl Block<'_, '_> {
    pub fn begin(
        &mut self,
        frame: usize,
        slot: usize,
        within: Option<Selection>,
        into: Option<Selection>,
    ) -> Result<Turn, Unsupported> {
        self.open(frame, slot)?;
        let mut turn = Turn { into, yes: Bits::default(), no: Bits::default() };
        turn.yes.fill(self.len(), true);
        turn.no.fill(self.len(), false);
        if let Some(within) = within {
            let from = self.space.selections.get(within.index()).ok_or(Unsupported)?;
            if from.frame != self.depth() || from.yes.len() != self.len() {
                return Err(Unsupported);
            }
            turn.yes.copy(&from.yes);
            turn.no.copy(&from.no);
        }
        Ok(turn)
    }

    pub fn keep(&mut self, member: Reg, turn: &mut Turn) {
        let register = self.take(member);
        turn.yes.join(&register.0.yes, |a, b| a & b);
        turn.no.join(&register.0.no, |a, b| a | b);
        self.give(member, register);
    }

    pub fn end(&mut self, turn: Turn) -> Result<(), Unsupported> {
        let depth = self.depth();
        let frame = self.frames.pop().ok_or(Unsupported)?;
        if let Some(place) = turn.into.and_then(|into| self.space.selections.get_mut(into.index())) {
            let mut selected = Selected { frame: depth, yes: turn.yes, no: turn.no, ..std::mem::take(place) };
            let mut unknown = std::mem::take(&mut self.space.bits);
            unknown.both(&selected.yes, &selected.no, |yes, no| !(yes | no));
            let lists = || frame.offsets.windows(2).map(|ends| (ends.first(), ends.last()));
            let count = |bits: &Bits, ends: (Option<&usize>, Option<&usize>)| match ends {
                (Some(from), Some(to)) => bits.count(*from, *to),
                _ => 0,
            };
            selected.counts.clear();
            let counts = lists().map(|ends| i64::try_from(count(&selected.yes, ends)).unwrap_or(0));
            selected.counts.extend(counts);
            selected.settled.copy(&frame.listed);
            if unknown.any() {
                let mut sure = Bits::default();
                sure.collect(lists().map(|ends| count(&unknown, ends) == 0));
                selected.settled.join(&sure, |listed, sure| listed & sure);
            }
            self.space.bits = unknown;
            *place = selected;
        }
        Ok(())
    }

    pub fn start(&mut self, acc: Reg, how: Fold) {
        let len = self.len();
        let mut out = self.fresh(acc);
        match how {
            Fold::Any | Fold::All => {
                out.yes.fill(len, how == Fold::All);
                out.no.fill(len, how == Fold::Any);
            }
            Fold::Sum | Fold::Largest | Fold::Smallest => {
                out.numbers.clear();
                out.numbers.resize(len, 0);
                out.known.fill(len, how == Fold::Sum);
                // Here: that nothing was folded so far.
                out.yes.fill(len, how != Fold::Sum);
            }
        }
        self.put(acc, out);
    }

    pub fn finish(&mut self, dst: Reg, acc: Reg) {
        let folded = self.take(acc);
        let mut out = self.fresh(dst);
        out.clone_from(&folded.0);
        self.give(acc, folded);
        self.put(dst, out);
    }

    pub fn gather(&mut self, acc: Reg, value: Reg, how: Fold, turn: &Turn) -> Result<(), Unsupported> {
        let value_back = self.take(value);
        let place = self.space.registers.get_mut(acc.index()).ok_or(Unsupported)?;
        let mut folded = std::mem::take(place);
        if folded.frame + 1 != self.depth() || folded.lane != Lane::Own {
            return Err(Unsupported);
        }
        match how {
            Fold::Any | Fold::All => self.fold_truths(&mut folded, &value_back.0, how, turn),
            Fold::Sum | Fold::Largest | Fold::Smallest => {
                self.fold_numbers(&mut folded, &value_back.0, how, turn);
            }
        }
        self.give(value, value_back);
        self.put(acc, folded);
        Ok(())
    }

    /// The lists of the innermost frame: where each begins and ends, and whether it is known.
    fn lists(&self) -> impl Iterator<Item = (usize, usize, bool)> {
        let frame = self.frames.last();
        let offsets = frame.map(|frame| frame.offsets.as_slice()).unwrap_or_default();
        let ends = offsets.windows(2).enumerate();
        ends.map(move |(row, ends)| match ends {
            [from, to] => (*from, *to, frame.is_some_and(|frame| frame.listed.get(row))),
            _ => (0, 0, false),
        })
    }

    fn fold_truths(&self, folded: &mut Register, value: &Register, how: Fold, turn: &Turn) {
        let (mut decisive, mut harmless) = (Bits::default(), Bits::default());
        match how {
            // A member that is in and has it decides for yes; one that is out or hasn't it doesn't matter.
            Fold::Any => {
                decisive.both(&turn.yes, &value.yes, |a, b| a & b);
                harmless.both(&turn.no, &value.no, |a, b| a | b);
            }
            _ => {
                decisive.both(&turn.yes, &value.no, |a, b| a & b);
                harmless.both(&turn.no, &value.yes, |a, b| a | b);
            }
        }
        let (mut decided, mut open) = (Bits::default(), Bits::default());
        decided.collect(self.lists().map(|(from, to, _)| decisive.count(from, to) > 0));
        open.collect(self.lists().map(|(from, to, known)| known && harmless.count(from, to) == to - from));
        let (towards, against) = match how {
            Fold::Any => (&mut folded.yes, &mut folded.no),
            _ => (&mut folded.no, &mut folded.yes),
        };
        towards.join(&decided, |a, b| a | b);
        against.join(&open, |a, b| a & b);
    }

    fn fold_numbers(&mut self, folded: &mut Register, value: &Register, how: Fold, turn: &Turn) {
        let view = self.view(value);
        let (mut known, mut unset) = (Bits::default(), Bits::default());
        let mut outgrown = Vec::new();
        for (row, (from, to, listed)) in self.lists().enumerate() {
            let mut sum = folded.numbers.get(row).copied().unwrap_or(0);
            let mut sure = folded.known.get(row);
            let mut none = folded.yes.get(row);
            if !listed {
                (sure, none) = (false, false);
            }
            for member in (from..to).filter(|member| !turn.no.get(*member)) {
                let of_member = view.get(member);
                let known = turn.yes.get(member) && value.known.get(member);
                if none {
                    (sum, sure, none) = (of_member, known, false);
                    continue;
                }
                sure &= known;
                let next = match how {
                    Fold::Largest => Some(sum.max(of_member)),
                    Fold::Smallest => Some(sum.min(of_member)),
                    _ => sum.checked_add(of_member),
                };
                match next {
                    Some(next) => sum = next,
                    None => outgrown.push(row),
                }
            }
            known.push(sure);
            unset.push(none);
            if let Some(place) = folded.numbers.get_mut(row) {
                *place = sum;
            }
        }
        (folded.known, folded.yes) = (known, unset);
        // Any member of the list leads to its subject.
        let firsts: Vec<usize> = outgrown
            .into_iter()
            .filter_map(|row| self.frames.last().and_then(|frame| frame.offsets.get(row)).copied())
            .collect();
        firsts.into_iter().for_each(|member| self.again(member));
    }

    pub fn count(&mut self, dst: Reg, selection: Selection) -> Result<(), Unsupported> {
        let mut out = self.fresh(dst);
        let selected = self.space.selections.get(selection.index()).ok_or(Unsupported)?;
        out.frame = selected.frame.checked_sub(1).ok_or(Unsupported)?;
        out.numbers.clone_from(&selected.counts);
        out.known.copy(&selected.settled);
        self.put(dst, out);
        Ok(())
    }

    /// Whether nobody is in: known to be false as soon as one surely is.
    pub fn empty(&mut self, dst: Reg, selection: Selection) -> Result<(), Unsupported> {
        let mut out = self.fresh(dst);
        let selected = self.space.selections.get(selection.index()).ok_or(Unsupported)?;
        out.frame = selected.frame.checked_sub(1).ok_or(Unsupported)?;
        out.no.test(&selected.counts, |count| count > 0);
        out.yes.both(&out.no, &selected.settled, |some, settled| !some & settled);
        self.put(dst, out);
        Ok(())
    }
}
