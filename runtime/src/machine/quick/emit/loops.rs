//! Loops over lists: one that only holds tests against its members, or gathers their slots, joins the walk over its list; the
//! others take turns.

use super::Emitter;
use crate::machine::quick::code::{Ask, At, Condition, Folded, List, Loop, Op, Test, What};
use crate::machine::quick::tests::merged;
use crate::program::{Fold, Instr, Reg, Selection, SlotType};

/// What a loop does with each member, leaving out the loops within it.
#[derive(Default)]
struct Roots {
    keeps: Vec<Reg>,
    /// Accumulator, value, how.
    gathers: Vec<(Reg, Reg, Fold)>,
}

/// What a loop that joins a walk asks.
struct Plain {
    tests: Vec<Test>,
    folds: Vec<(Reg, Fold, Value)>,
}

/// What it gathers.
enum Value {
    Slot(At),
    Tests(Vec<Test>),
}

impl Emitter<'_, '_> {
    /// Where the members of a selection are counted; they are looked at if they weren't yet.
    pub(super) fn selection(&mut self, selection: Selection) -> Option<At> {
        let begin = (*self.selections.get(selection.index())?)?;
        self.make(begin)
    }

    /// Where the members of a selection are counted if they were looked at.
    pub(super) fn made(&self, selection: Selection) -> Option<At> {
        let begin = (*self.selections.get(selection.index())?)?;
        self.to.scope.loops.get(&begin).copied()
    }

    /// Runs the loop that begins with this instruction, unless it was run. Where it counts those that are in.
    pub(super) fn make(&mut self, begin: usize) -> Option<At> {
        if let Some(count) = self.to.scope.loops.get(&begin) {
            return Some(*count);
        }
        // A loop runs where it stands, or its members would take another frame.
        if self.depths.get(&begin) != Some(&(self.types.len() - 1)) {
            return None;
        }
        self.deeper()?;
        let list = self.list(begin)?;
        let count = match self.plain(begin, list) {
            Some(plain) => self.ask(begin, list, plain)?,
            None => self.turns(begin, list)?,
        };
        self.depth -= 1;
        self.to.scope.made(begin, count);
        Some(count)
    }

    fn list(&self, begin: usize) -> Option<List> {
        let Instr::Each { frame, slot, .. } = *self.rule.code.get(begin)? else { return None };
        let record = *self.types.get(usize::from(frame))?;
        let SlotType::List(member) = self.program.slot(record, slot)?.ty else { return None };
        let width = self.program.record(member)?.slots.len();
        Some(List { cell: self.slot(frame, slot)?, member, width })
    }

    /// The selections that a loop stands on and makes, and its end.
    fn ends(&self, begin: usize) -> Option<(Option<Selection>, Option<Selection>, usize)> {
        match *self.rule.code.get(begin)? {
            Instr::Each { within, into, end, .. } => Some((within, into, usize::try_from(end).ok()?)),
            _ => None,
        }
    }

    /// `None` where one member is narrowed down after it was gathered.
    fn roots(&self, begin: usize, end: usize) -> Option<Roots> {
        let mut depth = 0usize;
        let mut roots = Roots::default();
        for instr in self.rule.code.get(begin + 1..end)? {
            match *instr {
                Instr::Each { .. } => depth += 1,
                Instr::Next { .. } => depth = depth.saturating_sub(1),
                Instr::Keep { member } if depth == 0 => {
                    roots.gathers.is_empty().then(|| roots.keeps.push(member))?;
                }
                Instr::Gather { acc, value, how } if depth == 0 => roots.gathers.push((acc, value, how)),
                _ => {}
            }
        }
        Some(roots)
    }

    /// What a loop asks, if it can join a walk: no more than tests and slots of the members at hand.
    fn plain(&self, begin: usize, list: List) -> Option<Plain> {
        let (within, _, end) = self.ends(begin)?;
        let roots = self.roots(begin, end)?;
        let mut tests = match within {
            Some(within) => {
                let outer = (*self.selections.get(within.index())?)?;
                self.plain(outer, list).filter(|_| self.list(outer) == Some(list))?.tests
            }
            None => Vec::new(),
        };
        for keep in &roots.keeps {
            tests.extend(self.tests_of_member(*keep, list)?);
        }
        let fold = |(acc, value, how): (Reg, Reg, Fold)| {
            let value = match how {
                Fold::Any | Fold::All => Value::Tests(self.tests_of_member(value, list)?),
                Fold::Sum | Fold::Largest | Fold::Smallest => match self.writer(value)? {
                    Instr::Load { frame, slot, .. } if usize::from(frame) == self.types.len() => {
                        Value::Slot(At::from(slot.0))
                    }
                    _ => return None,
                },
            };
            Some((acc, how, value))
        };
        let folds = roots.gathers.into_iter().map(fold).collect::<Option<_>>()?;
        Some(Plain { tests: merged(tests), folds })
    }

    /// The tests of a condition, counting cells from the member's first one; `None` if it asks for anything else.
    fn tests_of_member(&self, condition: Reg, list: List) -> Option<Vec<Test>> {
        let frame = self.frame(u8::try_from(self.types.len()).ok()?)?;
        let of_member = |test: Test| {
            let cell = test.cell.checked_sub(frame)?;
            (usize::try_from(cell).ok()? < list.width).then_some(Test { cell, ..test })
        };
        self.all_tests(condition)?.into_iter().map(of_member).collect()
    }

    /// Asks something of the walk over a list. Where those that are in are counted.
    fn ask(&mut self, begin: usize, list: List, plain: Plain) -> Option<At> {
        let (store, (_, into, _)) = (self.store(begin)?, self.ends(begin)?);
        let room = |value: &Value| if let Value::Tests(tests) = value { tests.len() } else { 0 };
        let room = plain.tests.len() + plain.folds.iter().map(|(_, _, value)| room(value)).sum::<usize>();
        let at = self.to.walk(list, room)?;
        let bits = self.to.bits(at, &plain.tests)?;
        let mut folds = Vec::new();
        for (acc, how, value) in plain.folds {
            let what = match value {
                Value::Slot(slot) => What::Slot(slot),
                Value::Tests(tests) => What::All(self.to.bits(at, &tests)?),
            };
            folds.push((acc, Folded { how, what, acc: self.to.fresh()? }));
        }
        let count = self.to.fresh()?;
        let asks = &mut self.to.sheet.walks.get_mut(at)?.asks;
        let place = asks.iter().position(|ask| ask.bits == bits).unwrap_or(asks.len());
        if place == asks.len() {
            asks.push(Ask { bits, count, store: None, folds: Vec::new() });
        }
        let ask = asks.get_mut(place)?;
        if let Some(store) = store {
            // Two rules that stand on the same members remember them in the same place.
            let store = *ask.store.get_or_insert(store);
            self.stores.insert(into?, store);
        }
        for (acc, fold) in folds {
            let known = ask.folds.iter().find(|known| known.how == fold.how && known.what == fold.what);
            let at = known.map_or(fold.acc, |known| known.acc);
            if at == fold.acc {
                ask.folds.push(fold);
            }
            self.to.scope.note(acc, at);
        }
        Some(ask.count)
    }

    /// Where it is remembered who is in, if another loop takes turns on them.
    fn store(&mut self, begin: usize) -> Option<Option<u32>> {
        let (_, into, _) = self.ends(begin)?;
        let stands =
            |instr: &Instr| matches!(instr, Instr::Each { within: Some(one), .. } if into == Some(*one));
        let Some(into) = into.filter(|_| self.rule.code.iter().any(stands)) else { return Some(None) };
        let store = self.to.sheet.stores;
        self.to.sheet.stores = store.checked_add(1)?;
        self.stores.insert(into, store);
        Some(Some(store))
    }

    /// A loop that takes turns.
    fn turns(&mut self, begin: usize, list: List) -> Option<At> {
        let (within, _, end) = self.ends(begin)?;
        let roots = self.roots(begin, end)?;
        let within = match within {
            Some(within) => {
                let count = self.selection(within)?;
                Some((*self.stores.get(&within)?, count))
            }
            None => None,
        };
        self.outer(begin, end)?;
        let store = self.store(begin)?;
        let (count, inside) = (self.to.fresh()?, self.to.fresh()?);
        let mut accs = Vec::new();
        for (acc, _, how) in &roots.gathers {
            let at = self.to.fresh()?;
            accs.push((*acc, *how, at));
        }
        let place = self.to.sheet.loops.len();
        let at = u32::try_from(place).ok()?;
        let of = Loop {
            list,
            frame: self.frame(u8::try_from(self.types.len()).ok()?)?,
            within,
            store,
            count,
            keep: Condition::default(),
            inside,
            accs: accs.iter().map(|(_, how, at)| (*how, *at)).collect(),
            body: 0,
        };
        self.to.sheet.loops.push(of);
        let before = self.to.scope.mark();
        self.to.push(Op::Each(at));
        let first = self.to.sheet.ops.len();
        self.types.push(list.member);
        let (keep, values) = self.under(&roots.keeps, &mut |emitter| {
            roots.gathers.iter().map(|(_, value, _)| emitter.value(*value)).collect::<Option<Vec<At>>>()
        })?;
        self.types.pop();
        let keep = self.to.condition(&keep)?;
        self.to.push(Op::In(at));
        for ((_, how, acc), value) in accs.iter().zip(values) {
            self.to.push(Op::Gather { how: *how, acc: *acc, value, within: inside });
        }
        let body = u32::try_from(self.to.sheet.ops.len() - first).ok()?;
        self.to.push(Op::Next(at));
        self.to.scope.back_to(before);
        let of = self.to.sheet.loops.get_mut(place)?;
        (of.keep, of.body) = (keep, body);
        for (acc, _, at) in accs {
            self.to.scope.note(acc, at);
        }
        Some(count)
    }

    /// Works out what a loop reads from outside of it, so that it isn't worked out again every turn.
    fn outer(&mut self, begin: usize, end: usize) -> Option<()> {
        let body = self.rule.code.get(begin + 1..end)?;
        for instr in body {
            if let Instr::Count { selection, .. }
            | Instr::Empty { selection, .. }
            | Instr::Each { within: Some(selection), .. } = *instr
            {
                let other = (*self.selections.get(selection.index())?)?;
                if other <= begin || other >= end {
                    self.make(other)?;
                }
            }
            for reg in instr.operands().into_iter().flatten() {
                let writer = (*self.writers.get(reg.index())?)?;
                if writer < begin || writer > end {
                    self.value(reg)?;
                }
            }
        }
        Some(())
    }
}
