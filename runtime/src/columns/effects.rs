//! What rows come to: conditions, guards, and the values of the cases that apply.

use super::block::Block;
use super::kernel::{EffectValue, Slot};
use super::plan::Unsupported;
use super::words;

impl Block<'_, '_> {
    /// Leaves the rows where the condition is true. Whether there are any.
    pub fn decide(&mut self, condition: Slot) -> Result<bool, Unsupported> {
        let space = &mut *self.space;
        let condition = space.truths.get(condition).ok_or(Unsupported)?;
        let found = &mut space.found;
        if !condition.settled {
            let unknown = &mut space.bits[0];
            words::combine(unknown, condition.maybe(), &condition.yes, |maybe, yes| maybe & !yes);
            words::merge(unknown, &found.undecided, |unknown, undecided| unknown & undecided);
            words::merge(&mut found.unsettled, unknown, |unsettled, unknown| unsettled | unknown);
        }
        words::merge(&mut found.undecided, &condition.yes, |undecided, yes| undecided & yes);
        Ok(words::any(&found.undecided))
    }

    /// Ends the rows where the guard is true in a case. Whether any are left.
    pub fn effect(
        &mut self,
        (case, guard): (u16, Option<Slot>),
        (value, shown): (EffectValue, bool),
    ) -> Result<bool, Unsupported> {
        let mut end = self.space.ends.spare();
        let [mut unknown, mut lost] = std::mem::take(&mut self.space.bits);
        self.taken(guard, (&mut end.rows, &mut unknown))?;
        let known = match value {
            EffectValue::Nothing => None,
            EffectValue::Truth(truth) => {
                let truth = self.truth(truth)?;
                words::combine(&mut unknown, truth.maybe(), &truth.yes, |maybe, yes| !maybe | yes);
                (!truth.settled).then_some(unknown.as_slice())
            }
            EffectValue::Number(number) => self.operand(number)?.1,
        };
        if let Some(known) = known {
            words::combine(&mut lost, &end.rows, known, |taken, known| taken & !known);
            words::merge(&mut end.rows, &lost, |taken, lost| taken & !lost);
            let found = &mut self.space.found;
            // What is only shown applies all the same; the machine tells why it isn't known.
            let set = if shown { &mut found.redo } else { &mut found.unsettled };
            words::merge(set, &lost, |set, lost| set | lost);
        }
        self.space.bits = [unknown, lost];
        words::merge(&mut self.space.found.applies, &end.rows, |applies, taken| applies | taken);
        (end.case, end.value) = (case, value);
        self.space.ends.push(end);
        Ok(words::any(&self.space.found.undecided))
    }

    /// The rows that a case takes.
    fn taken(
        &mut self,
        guard: Option<Slot>,
        (taken, unknown): (&mut Vec<u64>, &mut Vec<u64>),
    ) -> Result<(), Unsupported> {
        let found = &mut self.space.found;
        match guard {
            Some(guard) => {
                let guard = self.space.truths.get(guard).ok_or(Unsupported)?;
                words::combine(taken, &found.undecided, &guard.yes, |undecided, yes| undecided & yes);
                if !guard.settled {
                    words::combine(unknown, guard.maybe(), &guard.yes, |maybe, yes| maybe & !yes);
                    words::merge(&mut found.pending, unknown, |pending, unknown| pending | unknown);
                }
                words::merge(&mut found.undecided, taken, |undecided, taken| undecided & !taken);
            }
            // After a guard that is unknown the outcome hangs on that one.
            None => {
                words::combine(taken, &found.undecided, &found.pending, |undecided, pending| {
                    undecided & !pending
                });
                self.finish();
                self.space.found.undecided.fill(0);
            }
        }
        Ok(())
    }

    /// No case was true; where a guard was unknown the outcome hangs on it.
    pub fn finish(&mut self) {
        let found = &mut self.space.found;
        words::merge(&mut found.pending, &found.undecided, |pending, undecided| pending & undecided);
        words::merge(&mut found.unsettled, &found.pending, |unsettled, pending| unsettled | pending);
    }
}
