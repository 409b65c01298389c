//! Which missing fields a row's outcome hangs on, found by going back from what is unknown to the fields that it was worked out
//! from. Only rows are looked at that hang on missing fields and on nothing else.

use super::bitmap::WORD;
use super::block::{Block, Lists};
use super::kernel::{EffectValue, Kernel, LoopId, Operand, Slot, Step};
use super::words;
use crate::program::{Program, RecordId, SlotId, SlotType};

/// The most values to look at for one row; a row that needs more is decided by the machine.
const MOST: usize = 4096;

/// The fields of records of a type, of their lists' members too: slots from the outside in, in the order of the bits that
/// [`RuleColumn::missing`](super::RuleColumn::missing) has for them. A list's own place is before those of its members' fields.
pub fn fields(program: &Program, ty: RecordId) -> Vec<Vec<SlotId>> {
    let mut all = Vec::new();
    gather(program, ty, &mut Vec::new(), &mut all);
    all
}

fn gather(program: &Program, ty: RecordId, path: &mut Vec<SlotId>, all: &mut Vec<Vec<SlotId>>) {
    let slots = program.record(ty).map(|record| record.slots.as_slice()).unwrap_or_default();
    for (id, slot) in (0..=u16::MAX).map(SlotId).zip(slots) {
        path.push(id);
        all.push(path.clone());
        // Lists don't lead back to their record, so this ends; past the last bit nothing is looked for.
        if let SlotType::List(member) = slot.ty
            && all.len() <= WORD
        {
            gather(program, member, path, all);
        }
        path.pop();
    }
}

/// What is unknown: a register's value or a member's being in, by the row.
#[derive(Debug, Clone, Copy)]
enum Unknown {
    Truth(Slot, usize),
    Number(Slot, usize),
    Member(LoopId, usize),
}

/// The way back for one row.
pub(super) struct Walk<'w, 'c> {
    block: &'w Block<'w, 'c>,
    steps: &'w [Step],
    /// The step that writes each register.
    writers: &'w [usize],
    open: Vec<Unknown>,
    fields: u64,
    left: usize,
}

impl<'w, 'c> Walk<'w, 'c> {
    pub fn new(block: &'w Block<'w, 'c>, steps: &'w [Step], writers: &'w [usize]) -> Self {
        Self { block, steps, writers, open: Vec::new(), fields: 0, left: 0 }
    }

    /// The fields that an undetermined row hangs on, a bit each; `None` if they are too many steps away.
    pub fn fields(&mut self, row: usize) -> Option<u64> {
        (self.fields, self.left) = (0, MOST);
        self.open.clear();
        self.ends(row);
        while let Some(unknown) = self.open.pop() {
            self.left = self.left.checked_sub(1)?;
            match unknown {
                Unknown::Truth(slot, row) => self.truth(slot, row),
                Unknown::Number(slot, row) => self.number(slot, row),
                Unknown::Member(lists, member) => self.member(lists, member),
            }
        }
        Some(self.fields)
    }

    /// What left the row undetermined: its condition, guards that are unknown, or the value of its case.
    fn ends(&mut self, row: usize) {
        for step in self.steps {
            match step.kernel {
                Kernel::Decide { condition } if self.hides_truth(condition, row) => {
                    return self.open.push(Unknown::Truth(condition, row));
                }
                Kernel::Effect { guard: Some(guard), .. } if self.hides_truth(guard, row) => {
                    self.open.push(Unknown::Truth(guard, row));
                }
                Kernel::Effect { guard, value, .. } => {
                    let taken = guard.is_none_or(|guard| self.is_true(guard, row));
                    if !taken {
                        continue;
                    }
                    // After a guard that is unknown it hangs on that one; a case whose guard is true ends it.
                    if guard.is_none() && !self.open.is_empty() {
                        return;
                    }
                    self.open.clear();
                    match value {
                        EffectValue::Nothing | EffectValue::Number(Operand::Same(_)) => {}
                        EffectValue::Truth(slot) => self.push_truth(slot, row),
                        EffectValue::Number(Operand::In(slot)) => self.push_number(Operand::In(slot), row),
                    }
                    return;
                }
                _ => {}
            }
        }
    }

    fn is_true(&self, slot: Slot, row: usize) -> bool {
        self.block.truth(slot).is_ok_and(|truth| words::get(&truth.yes, row))
    }

    fn may_be_true(&self, slot: Slot, row: usize) -> bool {
        self.block.truth(slot).is_ok_and(|truth| words::get(truth.maybe(), row))
    }

    fn hides_truth(&self, slot: Slot, row: usize) -> bool {
        self.may_be_true(slot, row) && !self.is_true(slot, row)
    }

    fn push_truth(&mut self, slot: Slot, row: usize) {
        if self.hides_truth(slot, row) {
            self.open.push(Unknown::Truth(slot, row));
        }
    }

    fn push_number(&mut self, operand: Operand, row: usize) {
        let Operand::In(slot) = operand else { return };
        let number = self.block.space.numbers.get(slot);
        if number.and_then(|number| number.known()).is_some_and(|known| !words::get(known, row)) {
            self.open.push(Unknown::Number(slot, row));
        }
    }

    fn field(&mut self, field: u8) {
        self.fields |= 1u64.unbounded_shl(u32::from(field));
    }

    fn writer(&self, slot: Slot) -> Option<&'w Kernel> {
        let step = self.writers.get(slot).and_then(|step| self.steps.get(*step));
        step.map(|step| &step.kernel)
    }

    fn lists(&self, lists: LoopId) -> Lists<'c> {
        self.block.lists.get(lists).copied().unwrap_or_default()
    }

    fn truth(&mut self, slot: Slot, row: usize) {
        match self.writer(slot) {
            Some(Kernel::LoadTruth { field, .. }) => self.field(*field),
            Some(
                Kernel::Compare { a, b, .. }
                | Kernel::CompareMoved { day: a, with: b, .. }
                | Kernel::Contains { set: a, option: b, .. }
                | Kernel::Overlaps { a, b, .. },
            ) => {
                self.push_number(*a, row);
                self.push_number(*b, row);
            }
            Some(Kernel::OneOf { option, .. }) => self.push_number(Operand::In(*option), row),
            Some(Kernel::Not { a, .. }) => self.push_truth(*a, row),
            Some(Kernel::And { a, b, .. } | Kernel::Or { a, b, .. }) => {
                self.push_truth(*a, row);
                self.push_truth(*b, row);
            }
            Some(Kernel::ChooseTruth { guard, yes, no, .. }) => {
                let picked = if self.is_true(*guard, row) { *yes } else { *no };
                let hidden = self.hides_truth(*guard, row);
                self.push_truth(if hidden { *guard } else { picked }, row);
            }
            Some(Kernel::Applies { rule, .. }) => {
                let standing = self.block.standings.get(rule.index());
                self.fields |= standing.and_then(|standing| standing.missing.get(row)).copied().unwrap_or(0);
            }
            Some(Kernel::SpreadTruth { src, lists, .. }) => {
                let row = self.lists(*lists).of(row);
                self.push_truth(*src, row);
            }
            Some(Kernel::FinishTruth { acc, .. }) => self.folded(*acc, row),
            Some(Kernel::Empty { lists, .. }) => self.members(*lists, row, |_, _| true, None),
            _ => {}
        }
    }

    fn number(&mut self, slot: Slot, row: usize) {
        match self.writer(slot) {
            Some(Kernel::LoadNumber { field, .. }) => self.field(*field),
            Some(
                Kernel::Arithmetic { a, b, .. }
                | Kernel::Exact { a, b, .. }
                | Kernel::Moved { day: a, n: b, .. }
                | Kernel::SpanEnd { from: a, to: b, .. },
            ) => {
                self.push_number(*a, row);
                self.push_number(*b, row);
            }
            Some(Kernel::StandardBy { option: x, .. } | Kernel::Scale { x, .. }) => self.push_number(*x, row),
            Some(Kernel::ChooseNumber { guard, yes, no, .. }) => {
                if self.hides_truth(*guard, row) {
                    self.push_truth(*guard, row);
                } else {
                    self.push_number(if self.is_true(*guard, row) { *yes } else { *no }, row);
                }
            }
            Some(Kernel::SpreadNumber { src, lists, .. }) => {
                let row = self.lists(*lists).of(row);
                self.push_number(Operand::In(*src), row);
            }
            Some(Kernel::FinishNumber { acc, .. }) => self.folded(*acc, row),
            Some(Kernel::Count { lists, .. }) => self.members(*lists, row, |_, _| true, None),
            _ => {}
        }
    }

    /// What a fold hangs on: members that may be in with a value that may matter.
    fn folded(&mut self, acc: Slot, row: usize) {
        for step in self.steps {
            match step.kernel {
                Kernel::GatherTruth { acc: of, value, all, lists } if of == acc => {
                    let matters = move |walk: &Self, member| match all {
                        true => !walk.is_true(value, member),
                        false => walk.may_be_true(value, member),
                    };
                    self.members(lists, row, matters, Some(Value::Truth(value)));
                }
                Kernel::GatherNumber { acc: of, value, lists, .. } if of == acc => {
                    self.members(lists, row, |_, _| true, Some(Value::Number(value)));
                }
                _ => {}
            }
        }
    }

    /// Members of a row's list that may be in and for which it matters; the list itself if it is missing.
    fn members(
        &mut self,
        lists: LoopId,
        row: usize,
        matters: impl Fn(&Self, usize) -> bool,
        value: Option<Value>,
    ) {
        let Some(found) = self.block.space.members.get(lists) else { return };
        if !found.listed && !words::get(&found.known, row) {
            let each = self.steps.iter().find_map(|step| match step.kernel {
                Kernel::Each { lists: of, field, .. } if of == lists => Some(field),
                _ => None,
            });
            return each.into_iter().for_each(|field| self.field(field));
        }
        let (from, to) = self.lists(lists).range(row);
        for member in from..to {
            let (surely, maybe) =
                (words::get(&found.chosen.yes, member), words::get(found.chosen.maybe(), member));
            if !maybe || !matters(self, member) {
                continue;
            }
            if !surely {
                self.open.push(Unknown::Member(lists, member));
            }
            match value {
                Some(Value::Truth(slot)) => self.push_truth(slot, member),
                Some(Value::Number(operand)) => self.push_number(operand, member),
                None => {}
            }
        }
        self.left = self.left.saturating_sub(to.saturating_sub(from));
    }

    /// Why it is unknown whether a member is in.
    fn member(&mut self, lists: LoopId, member: usize) {
        for step in self.steps {
            match step.kernel {
                Kernel::Each { lists: of, within: Some(within), .. } if of == lists => {
                    let chosen = self.block.space.members.get(within).map(|found| &found.chosen);
                    let hidden = chosen.is_some_and(|chosen| {
                        words::get(chosen.maybe(), member) && !words::get(&chosen.yes, member)
                    });
                    if hidden {
                        self.open.push(Unknown::Member(within, member));
                    }
                }
                Kernel::Keep { lists: of, member: kept } if of == lists => self.push_truth(kept, member),
                _ => {}
            }
        }
    }
}

/// What is folded.
#[derive(Debug, Clone, Copy)]
enum Value {
    Truth(Slot),
    Number(Operand),
}
