//! Three-valued logic, word by word.

use super::block::Block;
use super::kernel::{Operand, Slot};
use super::plan::Unsupported;
use super::register::{Place, Truth};
use super::simd;
use super::words;

impl Block<'_, '_> {
    pub fn not(&mut self, dst: Slot, a: Slot) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let a = self.truth(a)?;
        words::combine(&mut out.yes, a.maybe(), a.maybe(), |maybe, _| !maybe);
        out.settled = a.settled;
        if !a.settled {
            words::combine(&mut out.perhaps, &a.yes, &a.yes, |yes, _| !yes);
        }
        self.put_truth(dst, out);
        Ok(())
    }

    /// 且 and 或: the same of what is surely and of what is perhaps true.
    pub fn both(
        &mut self,
        dst: Slot,
        (a, b): (Slot, Slot),
        f: impl Fn(u64, u64) -> u64,
    ) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let (a, b) = (self.truth(a)?, self.truth(b)?);
        words::combine(&mut out.yes, &a.yes, &b.yes, &f);
        out.settled = a.settled && b.settled;
        if !out.settled {
            words::combine(&mut out.perhaps, a.maybe(), b.maybe(), f);
        }
        self.put_truth(dst, out);
        Ok(())
    }

    pub fn surely(&mut self, dst: Slot, a: Slot) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        words::copy(&mut out.yes, &self.truth(a)?.yes);
        out.settled = true;
        self.put_truth(dst, out);
        Ok(())
    }

    pub fn choose_truth(&mut self, dst: Slot, guard: Slot, [yes, no]: [Slot; 2]) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let (guard, a, b) = (self.truth(guard)?, self.truth(yes)?, self.truth(no)?);
        // Surely true: the guard is known and what it picks is. Perhaps: it is unknown, or what it picks may be.
        choose(&mut out.yes, guard, (&a.yes, &b.yes), false);
        out.settled = guard.settled && a.settled && b.settled;
        if !out.settled {
            choose(&mut out.perhaps, guard, (a.maybe(), b.maybe()), true);
        }
        self.put_truth(dst, out);
        Ok(())
    }

    pub fn choose_number(
        &mut self,
        dst: Slot,
        guard: Slot,
        [yes, no]: [Operand; 2],
        depth: usize,
    ) -> Result<(), Unsupported> {
        let (len, level) = (self.len(depth), self.level);
        let mut out = self.take_number(dst);
        let [mut left, mut right] = std::mem::take(&mut self.space.room);
        let all = {
            let all = &mut self.space.bits[0];
            words::fill(all, len, true);
            std::mem::take(all)
        };
        let guard = self.truth(guard)?;
        let ((a, a_known), (b, b_known)) = (self.operand(yes)?, self.operand(no)?);
        out.wide.resize(len, 0);
        out.place = Place::Wide;
        let (a, b) = (a.source(level, len, &mut left), b.source(level, len, &mut right));
        simd::write(level, [(all.as_slice(), b), (guard.yes.as_slice(), a)], &mut out.wide);
        out.settled = guard.settled && a_known.is_none() && b_known.is_none();
        if !out.settled {
            choose(&mut out.known, guard, (a_known.unwrap_or(&all), b_known.unwrap_or(&all)), false);
        }
        self.space.bits[0] = all;
        self.space.room = [left, right];
        self.put_number(dst, out);
        Ok(())
    }
}

/// Of each row what the guard picks; where it is unknown, `unknown`.
fn choose(out: &mut Vec<u64>, guard: &Truth, (a, b): (&[u64], &[u64]), unknown: bool) {
    let unknown = if unknown { u64::MAX } else { 0 };
    out.clear();
    let guards = guard.yes.iter().zip(guard.maybe());
    out.extend(
        guards
            .zip(a.iter().zip(b))
            .map(|((yes, maybe), (a, b))| yes & a | !maybe & b | maybe & !yes & unknown),
    );
}
