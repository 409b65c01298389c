//! Loops over lists.

use super::Emitter;
use crate::machine::quick::code::{At, Join, Loop, Op, Test, Tests};
use crate::program::{Fold, Instr, Reg, Selection, SlotType};
use crate::row::MISSING;

/// The part of a loop.
enum Root {
    Keep(Reg),
    Gather(Reg, Reg, Fold),
}

impl Emitter<'_> {
    /// Where the members of a selection are counted; they are looked at if they weren't yet.
    pub(super) fn selection(&mut self, selection: Selection) -> Option<At> {
        let (begin, count) = (*self.selections.get(selection.index())?)?;
        self.make(begin)?;
        Some(count)
    }

    /// Where the members of a selection are counted if they were looked at.
    pub(super) fn made(&self, selection: Selection) -> Option<At> {
        let (begin, count) = (*self.selections.get(selection.index())?)?;
        self.scope.loops.get(begin).is_some_and(|made| *made).then_some(count)
    }

    /// Runs the loop that begins with this instruction, unless it was run.
    pub(super) fn make(&mut self, begin: usize) -> Option<()> {
        if *self.scope.loops.get(begin)? {
            return Some(());
        }
        let Instr::Each { frame, slot, within, into, end } = *self.rule.code.get(begin)? else { return None };
        // A loop runs where it stands, or its members would take another frame.
        if self.depths.get(&begin) != Some(&(self.types.len() - 1)) {
            return None;
        }
        self.deeper()?;
        let end = usize::try_from(end).ok()?;
        let record = *self.types.get(usize::from(frame))?;
        let SlotType::List(member) = self.program.slot(record, slot)?.ty else { return None };
        within.map(|within| self.selection(within)).unwrap_or(Some(0))?;
        self.outer(begin, end)?;
        let roots = self.roots(begin, end);
        self.start(&roots)?;
        let inside = u8::try_from(self.types.len()).ok()?;
        let counted = into.and_then(|into| self.selections.get(into.index()).copied().flatten());
        let of = Loop {
            list: self.slot(frame, slot)?,
            member,
            width: self.program.record(member)?.slots.len(),
            frame: self.frame(inside)?,
            within: within.map(|within| u32::from(within.0)),
            into: into.filter(|into| self.stood_in(*into)).map(|into| u32::from(into.0)),
            count: counted.map(|(_, count)| count),
            tests: Tests { first: 0, count: 0 },
            begin: 0,
            end: 0,
        };
        let before = self.scope.mark();
        self.types.push(member);
        match self.tested(&roots, &of) {
            Some(tests) => self.select(of, &tests)?,
            None => self.turns(of, &roots)?,
        }
        self.types.pop();
        self.scope.back_to(before);
        self.depth -= 1;
        self.scope.made(begin)
    }

    /// Works out what a loop reads from outside of it, so that it isn't worked out again every turn.
    fn outer(&mut self, begin: usize, end: usize) -> Option<()> {
        let body = self.rule.code.get(begin + 1..end)?;
        for instr in body {
            if let Instr::Count { selection, .. }
            | Instr::Empty { selection, .. }
            | Instr::Each { within: Some(selection), .. } = *instr
            {
                let (other, _) = (*self.selections.get(selection.index())?)?;
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

    /// What a loop does with each member, leaving out the loops within it.
    fn roots(&self, begin: usize, end: usize) -> Vec<Root> {
        let mut depth = 0usize;
        let mut roots = Vec::new();
        for instr in self.rule.code.get(begin + 1..end).unwrap_or_default() {
            match *instr {
                Instr::Each { .. } => depth += 1,
                Instr::Next { .. } => depth = depth.saturating_sub(1),
                Instr::Keep { member } if depth == 0 => roots.push(Root::Keep(member)),
                Instr::Gather { acc, value, how } if depth == 0 => {
                    roots.push(Root::Gather(acc, value, how));
                }
                _ => {}
            }
        }
        roots
    }

    /// Makes ready what is gathered.
    fn start(&mut self, roots: &[Root]) -> Option<()> {
        for root in roots {
            let Root::Gather(acc, _, how) = *root else { continue };
            let (dst, a) = (
                self.fresh(MISSING)?,
                self.constant(match how {
                    Fold::Sum | Fold::Any => 0,
                    Fold::All => 1,
                    Fold::Largest | Fold::Smallest => MISSING,
                })?,
            );
            self.push(Op::Set { dst, a });
            self.scope.note(acc, dst)?;
        }
        Some(())
    }

    /// Whether another loop stands within a selection.
    fn stood_in(&self, selection: Selection) -> bool {
        let stands =
            |instr: &Instr| matches!(instr, Instr::Each { within: Some(one), .. } if *one == selection);
        self.rule.code.iter().any(stands)
    }

    /// The tests of a loop that does nothing but hold tests against the slots of its members.
    fn tested(&self, roots: &[Root], of: &Loop) -> Option<Vec<Test>> {
        let tests = match roots {
            [] => Vec::new(),
            [Root::Keep(member)] => self.all_tests(*member)?,
            _ => return None,
        };
        let of_member = |test: Test| {
            let cell = test.cell.checked_sub(of.frame)?;
            (usize::try_from(cell).ok()? < of.width).then_some(Test { cell, ..test })
        };
        tests.into_iter().map(of_member).collect()
    }

    fn select(&mut self, of: Loop, tests: &[Test]) -> Option<()> {
        let tests = self.tests(tests)?;
        let at = u32::try_from(self.code.loops.len()).ok()?;
        self.code.loops.push(Loop { tests, ..of });
        self.push(Op::Select(at));
        Some(())
    }

    fn turns(&mut self, of: Loop, roots: &[Root]) -> Option<()> {
        let place = self.code.loops.len();
        let at = u32::try_from(place).ok()?;
        self.code.loops.push(of);
        self.push(Op::Each(at));
        let begin = self.here()?;
        let mut exits = Vec::new();
        for root in roots {
            match *root {
                Root::Keep(member) => self.unless(member, &mut exits)?,
                Root::Gather(acc, value, how) => {
                    let (acc, value) = (self.known(acc)?, self.value(value)?);
                    self.push(Op::Join { how: joined(how), acc, value });
                }
            }
        }
        self.push(Op::In(at));
        self.land(&exits)?;
        self.push(Op::Next(at));
        let end = self.here()?;
        let of = self.code.loops.get_mut(place)?;
        (of.begin, of.end) = (begin, end);
        Some(())
    }
}

fn joined(how: Fold) -> Join {
    match how {
        Fold::Sum => Join::Sum,
        Fold::Largest => Join::Largest,
        Fold::Smallest => Join::Smallest,
        Fold::Any => Join::Any,
        Fold::All => Join::All,
    }
}
