//! Lists: all members of the block's records at once, folded list by list.

use super::batch::Values;
use super::block::{Block, Frame, Lists, Members};
use super::kernel::{LoopId, Operand, Slot};
use super::plan::Unsupported;
use super::register::{Lanes, Number, Place};
use super::simd;
use super::words;
use crate::program::{Compare, Fold};

impl<'c> Block<'_, 'c> {
    /// The members of lists become the rows of the next depth.
    pub fn each(
        &mut self,
        lists: LoopId,
        column: usize,
        within: Option<LoopId>,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let (outer, column) = self.column(depth, column)?;
        let Values::Lists { offsets, members } = &column.values else { return Err(Unsupported) };
        let offsets: &'c [i32] = offsets.get(outer.from..=outer.from + outer.len).ok_or(Unsupported)?;
        let (base, end) = (*offsets.first().ok_or(Unsupported)?, *offsets.last().ok_or(Unsupported)?);
        let row = |offset: i32| usize::try_from(offset).map_err(|_| Unsupported);
        let frame = Frame { batch: members, from: row(base)?, len: row(end - base)?, lists: Some(lists) };
        *self.frames.get_mut(depth + 1).ok_or(Unsupported)? = Some(frame);
        *self.lists.get_mut(lists).ok_or(Unsupported)? = Lists { offsets, base };
        let mut found = self.take_members(lists);
        found.listed = column.validity.is_none();
        if let Some(validity) = column.validity {
            validity.copy(outer.from, outer.len, &mut found.known);
        }
        match within.and_then(|within| self.space.members.get(within)) {
            Some(within) => {
                words::copy(&mut found.chosen.yes, &within.chosen.yes);
                words::copy(&mut found.chosen.perhaps, within.chosen.maybe());
                found.chosen.settled = within.chosen.settled;
            }
            None => {
                words::fill(&mut found.chosen.yes, frame.len, true);
                found.chosen.settled = true;
            }
        }
        self.put_members(lists, found);
        Ok(())
    }

    /// Back to the rows of a depth.
    pub fn close(&mut self, depth: usize) {
        self.frames.iter_mut().skip(depth + 1).for_each(|frame| *frame = None);
    }

    fn take_members(&mut self, lists: LoopId) -> Members {
        self.space.members.get_mut(lists).map(std::mem::take).unwrap_or_default()
    }

    fn put_members(&mut self, lists: LoopId, members: Members) {
        if let Some(place) = self.space.members.get_mut(lists) {
            *place = members;
        }
    }

    fn members(&self, lists: LoopId) -> Result<(&Members, Lists<'c>), Unsupported> {
        let members = self.space.members.get(lists).ok_or(Unsupported)?;
        Ok((members, *self.lists.get(lists).ok_or(Unsupported)?))
    }

    /// Leaves those in for whom it holds.
    pub fn keep(&mut self, lists: LoopId, member: Slot) -> Result<(), Unsupported> {
        let mut found = self.take_members(lists);
        let member = self.truth(member)?;
        let chosen = &mut found.chosen;
        if !member.settled {
            if chosen.settled {
                words::copy(&mut chosen.perhaps, &chosen.yes);
            }
            chosen.settled = false;
        }
        words::merge(&mut chosen.yes, &member.yes, |a, b| a & b);
        if !chosen.settled {
            words::merge(&mut chosen.perhaps, member.maybe(), |a, b| a & b);
        }
        self.put_members(lists, found);
        Ok(())
    }

    /// Of each list, how many bits are set.
    fn counts(&mut self, bits: &[u64], lists: LoopId, out: &mut Vec<i64>) -> Result<(), Unsupported> {
        let lists = *self.lists.get(lists).ok_or(Unsupported)?;
        simd::counts(self.level, bits, (lists.offsets, lists.base), &mut self.space.ranks, out);
        Ok(())
    }

    /// Which lists have a bit set.
    fn some(&mut self, bits: &[u64], lists: LoopId, out: &mut Vec<u64>) -> Result<(), Unsupported> {
        let mut counts = std::mem::take(&mut self.space.room[0]);
        self.counts(bits, lists, &mut counts)?;
        simd::compare(self.level, &counts, Compare::Greater, 0, out);
        self.space.room[0] = counts;
        Ok(())
    }

    pub fn count(&mut self, dst: Slot, lists: LoopId) -> Result<(), Unsupported> {
        let mut out = self.take_number(dst);
        let found = self.take_members(lists);
        out.place = Place::Wide;
        self.counts(&found.chosen.yes, lists, &mut out.wide)?;
        let known = (!found.listed).then_some(found.known.as_slice());
        out.where_known(known, None);
        if !found.chosen.settled {
            // As many may be in as surely are.
            let mut most = std::mem::take(&mut self.space.room[0]);
            self.counts(&found.chosen.perhaps, lists, &mut most)?;
            let mut settled = std::mem::take(&mut self.space.bits[0]);
            simd::compare_pairs(self.level, (&most, &out.wide), Compare::Equal, &mut settled);
            out.where_known(known, Some(&settled));
            self.space.bits[0] = settled;
            self.space.room[0] = most;
        }
        self.put_members(lists, found);
        self.put_number(dst, out);
        Ok(())
    }

    /// Whether nobody is in: known to be false as soon as one surely is.
    pub fn empty(&mut self, dst: Slot, lists: LoopId) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let found = self.take_members(lists);
        out.settled = found.listed && found.chosen.settled;
        self.some(&found.chosen.yes, lists, &mut out.perhaps)?;
        out.perhaps.iter_mut().for_each(|word| *word = !*word);
        if out.settled {
            std::mem::swap(&mut out.yes, &mut out.perhaps);
        } else {
            self.some(found.chosen.maybe(), lists, &mut out.yes)?;
            out.yes.iter_mut().for_each(|word| *word = !*word);
            if !found.listed {
                words::merge(&mut out.yes, &found.known, |empty, known| empty & known);
            }
        }
        self.put_members(lists, found);
        self.put_truth(dst, out);
        Ok(())
    }

    /// Whether any or all members have something.
    pub fn gather_truth(
        &mut self,
        acc: Slot,
        value: Slot,
        all: bool,
        lists: LoopId,
    ) -> Result<(), Unsupported> {
        let mut out = self.take_truth(acc);
        let [mut members, mut of_list] = std::mem::take(&mut self.space.bits);
        let found = self.take_members(lists);
        let settled = found.listed && found.chosen.settled && self.truth(value)?.settled;
        if out.settled && !settled {
            words::copy(&mut out.perhaps, &out.yes);
        }
        out.settled &= settled;
        // Any: one that surely is in and has it makes it true, one that may be and may have it makes it possible. All: the
        // same, of members that are in and don't have it, turned round.
        for surely in [true, false] {
            if !surely && out.settled {
                break;
            }
            let value = self.truth(value)?;
            let of_chosen = if surely { found.chosen.yes.as_slice() } else { found.chosen.maybe() };
            match (all, surely) {
                (false, true) => words::combine(&mut members, of_chosen, &value.yes, |a, b| a & b),
                (false, false) => words::combine(&mut members, of_chosen, value.maybe(), |a, b| a & b),
                (true, true) => words::combine(&mut members, of_chosen, value.maybe(), |a, b| a & !b),
                (true, false) => words::combine(&mut members, of_chosen, &value.yes, |a, b| a & !b),
            }
            self.some(&members, lists, &mut of_list)?;
            if !surely && !found.listed {
                words::merge(&mut of_list, &found.known, |some, known| some | !known);
            }
            match (all, surely) {
                (false, true) => words::merge(&mut out.yes, &of_list, |yes, some| yes | some),
                (false, false) => words::merge(&mut out.perhaps, &of_list, |maybe, some| maybe | some),
                (true, true) if out.settled => words::merge(&mut out.yes, &of_list, |yes, some| yes & !some),
                (true, true) => words::merge(&mut out.perhaps, &of_list, |maybe, some| maybe & !some),
                (true, false) => words::merge(&mut out.yes, &of_list, |yes, some| yes & !some),
            }
        }
        self.put_members(lists, found);
        self.space.bits = [members, of_list];
        self.put_truth(acc, out);
        Ok(())
    }

    pub fn start_number(&mut self, acc: Slot, how: Fold, depth: usize) {
        let len = self.len(depth);
        let mut out = self.take_number(acc);
        out.place = Place::Wide;
        out.wide.clear();
        out.wide.resize(len, 0);
        words::fill(&mut out.known, len, true);
        out.settled = false;
        words::fill(&mut out.none, len, how != Fold::Sum);
        self.put_number(acc, out);
    }

    pub fn gather_number(
        &mut self,
        acc: Slot,
        value: Operand,
        how: Fold,
        (lists, depth): (LoopId, usize),
    ) -> Result<(), Unsupported> {
        let mut out = self.take_number(acc);
        let [mut outgrown, spare] = std::mem::take(&mut self.space.bits);
        words::fill(&mut outgrown, self.len(depth), false);
        let (found, ranges) = self.members(lists)?;
        let (lanes, known) = self.operand(value)?;
        let (yes, maybe) = (&found.chosen.yes, found.chosen.maybe());
        for (row, (from, to)) in ranges.ranges().enumerate() {
            let Some(place) = out.wide.get_mut(row) else { continue };
            let mut none = words::get(&out.none, row);
            let mut sure = words::get(&out.known, row);
            if !found.listed && !words::get(&found.known, row) {
                (sure, none) = (false, false);
            }
            for member in (from..to).filter(|member| words::get(maybe, *member)) {
                let of_member = lanes.get(member);
                let known = words::get(yes, member) && known.is_none_or(|known| words::get(known, member));
                if none {
                    (*place, sure, none) = (of_member, known, false);
                    continue;
                }
                sure &= known;
                *place = match how {
                    Fold::Largest => (*place).max(of_member),
                    Fold::Smallest => (*place).min(of_member),
                    _ => {
                        let (sum, over) = place.overflowing_add(of_member);
                        if over && sure {
                            words::set(&mut outgrown, row);
                        }
                        sum
                    }
                };
            }
            write(&mut out.known, row, sure);
            write(&mut out.none, row, none);
        }
        self.again(depth, &outgrown);
        self.space.bits = [outgrown, spare];
        self.put_number(acc, out);
        Ok(())
    }

    pub fn finish_truth(&mut self, dst: Slot, acc: Slot) -> Result<(), Unsupported> {
        let mut out = self.take_truth(dst);
        let acc = self.truth(acc)?;
        words::copy(&mut out.yes, &acc.yes);
        words::copy(&mut out.perhaps, acc.maybe());
        out.settled = acc.settled;
        self.put_truth(dst, out);
        Ok(())
    }

    /// The end of a fold; the largest or smallest of none is an error.
    pub fn finish_number(&mut self, dst: Slot, acc: Slot, depth: usize) -> Result<(), Unsupported> {
        let mut out = self.take_number(dst);
        let acc = self.space.numbers.get(acc).ok_or(Unsupported)?;
        out.place = Place::Wide;
        out.wide.clone_from(&acc.wide);
        words::combine(&mut out.known, &acc.known, &acc.none, |known, none| known & !none);
        out.settled = false;
        if words::any(&acc.none) {
            let mut none = std::mem::take(&mut self.space.bits[0]);
            words::copy(&mut none, &acc.none);
            self.trouble(depth, &none);
            self.space.bits[0] = none;
        }
        self.put_number(dst, out);
        Ok(())
    }

    pub fn spread_truth(
        &mut self,
        dst: Slot,
        src: Slot,
        lists: LoopId,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let len = self.len(depth);
        let mut out = self.take_truth(dst);
        let (_, ranges) = self.members(lists)?;
        let src = self.truth(src)?;
        spread(&mut out.yes, &src.yes, ranges, len);
        out.settled = src.settled;
        if !src.settled {
            spread(&mut out.perhaps, &src.perhaps, ranges, len);
        }
        self.put_truth(dst, out);
        Ok(())
    }

    pub fn spread_number(
        &mut self,
        dst: Slot,
        src: Slot,
        lists: LoopId,
        depth: usize,
    ) -> Result<(), Unsupported> {
        let len = self.len(depth);
        let mut out = self.take_number(dst);
        let (_, ranges) = self.members(lists)?;
        let src: &Number = self.space.numbers.get(src).ok_or(Unsupported)?;
        out.settled = src.settled;
        if !src.settled {
            spread(&mut out.known, &src.known, ranges, len);
        }
        match self.lanes_of(src) {
            Lanes::Same(value) => out.place = Place::Same(value),
            Lanes::I32(days) => {
                out.place = Place::Days;
                repeat(&mut out.days, |row| days.get(row).copied().unwrap_or(0), ranges);
            }
            lanes => {
                out.place = Place::Wide;
                repeat(&mut out.wide, |row| lanes.get(row), ranges);
            }
        }
        self.put_number(dst, out);
        Ok(())
    }
}

fn write(words: &mut [u64], row: usize, set: bool) {
    if let Some(word) = words.get_mut(row / super::bitmap::WORD) {
        let bit = 1 << (row % super::bitmap::WORD);
        *word = if set { *word | bit } else { *word & !bit };
    }
}

/// The bit of each row, as often as its list has members.
fn spread(out: &mut Vec<u64>, of: &[u64], lists: Lists<'_>, len: usize) {
    words::fill(out, len, false);
    for (row, (from, to)) in lists.ranges().enumerate() {
        if words::get(of, row) {
            words::set_range(out, from, to);
        }
    }
}

/// The value of each row, as often as its list has members.
fn repeat<T: Copy>(out: &mut Vec<T>, of: impl Fn(usize) -> T, lists: Lists<'_>) {
    out.clear();
    for (row, (_, to)) in lists.ranges().enumerate() {
        out.resize(to, of(row));
    }
}
