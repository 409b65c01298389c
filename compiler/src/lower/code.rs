//! Writing the code of one rule: registers, labels, loops and skips.
//!
//! - A register is written once. One written in a skipped part or a loop is not read outside of it: what was computed is
//!   remembered in a scope a part, and forgotten at its end.
//! - An instruction without effect whose operands come from outside of a loop is moved in front of that loop.
//! - An instruction that was already made in a scope that is open is not made again.

use super::fault::{Fault, FaultKind};
use super::pools::numbered;
use qingce_grammar::Place;
use qingce_runtime::program::{CellType, Instr, Reg, Selection, SlotId, TextOperand};

/// The most loops inside one another that the machine can run.
const MOST_LOOPS: usize = 4;

/// A place in the code that is not yet numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label(u32);

#[derive(Debug, Clone, Copy)]
enum Item {
    Mark(Label),
    /// Targets of skips and loops still are labels.
    Op(Instr, Place),
}

#[derive(Debug, Default)]
struct Scope {
    made: Vec<(Instr, CellType, Reg)>,
    whole_lists: Vec<(u8, SlotId, Selection)>,
}

#[derive(Debug, Clone, Copy)]
struct OpenLoop {
    /// Where its head stands in the items; what is moved in front of the loop is put there.
    at: usize,
    /// The scope around it.
    scope: usize,
    begin: Label,
    end: Label,
}

/// The code of a rule while it is being written.
#[derive(Debug)]
pub(super) struct Code {
    items: Vec<Item>,
    /// Types of the registers so far.
    pub registers: Vec<CellType>,
    /// How many loops stood around each register's (selection's) writing.
    levels: Vec<usize>,
    selections: Vec<usize>,
    loops: Vec<OpenLoop>,
    scopes: Vec<Scope>,
    labels: u32,
}

/// Code that is ready.
#[derive(Debug)]
pub(super) struct Finished {
    pub registers: Vec<CellType>,
    pub selections: u16,
    pub code: Vec<(Instr, Place)>,
}

impl Code {
    pub fn new() -> Self {
        Self {
            items: Vec::new(),
            registers: Vec::new(),
            levels: Vec::new(),
            selections: Vec::new(),
            loops: Vec::new(),
            scopes: vec![Scope::default()],
            labels: 0,
        }
    }

    /// How many loops are open: the frame of the innermost member.
    pub fn depth(&self) -> usize {
        self.loops.len()
    }

    /// Whether what is written now is part of no loop and no skip.
    pub fn at_top(&self) -> bool {
        self.scopes.len() == 1
    }

    /// A register for something that is written in place.
    pub fn register(&mut self, ty: CellType, place: Place) -> Result<Reg, Fault> {
        self.register_at(ty, self.loops.len(), place)
    }

    /// Gives a register its type once that is known.
    pub fn set_type(&mut self, reg: Reg, ty: CellType) {
        if let Some(register) = self.registers.get_mut(reg.index()) {
            *register = ty;
        }
    }

    fn register_at(&mut self, ty: CellType, level: usize, place: Place) -> Result<Reg, Fault> {
        let reg = Reg(numbered(self.registers.len(), place)?);
        self.registers.push(ty);
        self.levels.push(level);
        Ok(reg)
    }

    /// An instruction in place.
    pub fn push(&mut self, instr: Instr, place: Place) {
        self.items.push(Item::Op(instr, place));
    }

    /// The register that holds the result of an instruction without effect; `make` is given the register to write.
    pub fn emit(&mut self, ty: CellType, place: Place, make: impl Fn(Reg) -> Instr) -> Result<Reg, Fault> {
        let key = make(Reg(0));
        let known = |scope: &Scope| {
            scope.made.iter().find(|(instr, made, _)| *instr == key && *made == ty).map(|(_, _, reg)| *reg)
        };
        if let Some(reg) = self.scopes.iter().rev().find_map(known) {
            return Ok(reg);
        }
        let level = self.level(&key).unwrap_or(self.loops.len());
        let reg = self.register_at(ty.clone(), level, place)?;
        let scope = match self.loops.get(level).copied() {
            Some(outer) => {
                self.items.insert(outer.at, Item::Op(make(reg), place));
                for moved in self.loops.iter_mut().skip(level) {
                    moved.at += 1;
                }
                outer.scope
            }
            None => {
                self.push(make(reg), place);
                self.scopes.len() - 1
            }
        };
        if let Some(scope) = self.scopes.get_mut(scope) {
            scope.made.push((key, ty, reg));
        }
        Ok(reg)
    }

    /// A fresh selection.
    pub fn selection(&mut self, place: Place) -> Result<Selection, Fault> {
        let selection = Selection(numbered(self.selections.len(), place)?);
        self.selections.push(self.loops.len());
        Ok(selection)
    }

    /// The selection of all members of a list, if one was made where it can be used.
    pub fn whole_list(&self, frame: u8, slot: SlotId) -> Option<Selection> {
        let found = |scope: &Scope| {
            scope.whole_lists.iter().find(|(f, s, _)| (*f, *s) == (frame, slot)).map(|(_, _, made)| *made)
        };
        self.scopes.iter().rev().find_map(found)
    }

    /// Remembers the selection of all members of a list.
    pub fn keep_whole_list(&mut self, frame: u8, slot: SlotId, selection: Selection) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.whole_lists.push((frame, slot, selection));
        }
    }

    /// Opens a part that may be left out; `make` is given the label of its end.
    pub fn open_skip(&mut self, place: Place, make: impl Fn(u32) -> Instr) -> Label {
        let label = self.label();
        self.push(make(label.0), place);
        self.scopes.push(Scope::default());
        label
    }

    /// Ends the part that [`Code::open_skip`] opened.
    pub fn close_skip(&mut self, label: Label) {
        self.scopes.pop();
        self.items.push(Item::Mark(label));
    }

    /// Opens a loop over a list; the member is frame [`Code::depth`] from here on.
    pub fn open_loop(
        &mut self,
        (frame, slot): (u8, SlotId),
        within: Option<Selection>,
        into: Option<Selection>,
        place: Place,
    ) -> Result<(), Fault> {
        if self.loops.len() >= MOST_LOOPS {
            return Err(FaultKind::TooDeep.at(place));
        }
        let (begin, end) = (self.label(), self.label());
        let at = self.items.len();
        self.items.push(Item::Mark(begin));
        self.push(Instr::Each { frame, slot, within, into, end: end.0 }, place);
        self.loops.push(OpenLoop { at, scope: self.scopes.len() - 1, begin, end });
        self.scopes.push(Scope::default());
        Ok(())
    }

    /// Ends the innermost loop.
    pub fn close_loop(&mut self, place: Place) {
        self.scopes.pop();
        if let Some(open) = self.loops.pop() {
            self.items.push(Item::Mark(open.end));
            self.push(Instr::Next { begin: open.begin.0 }, place);
        }
    }

    /// Numbers the labels.
    pub fn finish(self, place: Place) -> Result<Finished, Fault> {
        let mut targets = vec![0u32; usize::try_from(self.labels).unwrap_or(0)];
        let mut position = 0u32;
        for item in &self.items {
            match item {
                Item::Mark(label) => {
                    if let Some(target) = targets.get_mut(label.index()) {
                        *target = position;
                    }
                }
                Item::Op(..) => position += 1,
            }
        }
        let target = |label: u32| targets.get(Label(label).index()).copied().unwrap_or(0);
        let code = self.items.iter().filter_map(|item| match *item {
            Item::Mark(_) => None,
            Item::Op(instr, place) => Some((aim(instr, target), place)),
        });
        Ok(Finished {
            code: code.collect(),
            selections: numbered(self.selections.len(), place)?,
            registers: self.registers,
        })
    }

    fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    fn reg(&self, reg: Reg) -> usize {
        self.levels.get(reg.index()).copied().unwrap_or(self.loops.len())
    }

    fn text(&self, operand: TextOperand) -> usize {
        match operand {
            TextOperand::Slot { frame, .. } => usize::from(frame),
            TextOperand::Text(_) => 0,
        }
    }

    /// The number of loops that must stand around an instruction; `None` if it can't be moved.
    fn level(&self, instr: &Instr) -> Option<usize> {
        let two = |a: Reg, b: Reg| self.reg(a).max(self.reg(b));
        Some(match *instr {
            Instr::Const { .. }
            | Instr::ReferenceDate { .. }
            | Instr::Standard { .. }
            | Instr::Applies { .. } => 0,
            Instr::Load { frame, .. } => usize::from(frame),
            Instr::StandardBy { option: a, .. }
            | Instr::Scale { x: a, .. }
            | Instr::Negate { a, .. }
            | Instr::Widen { a, .. }
            | Instr::Round { a, .. }
            | Instr::NonZero { a, .. }
            | Instr::Not { a, .. }
            | Instr::Surely { a, .. } => self.reg(a),
            Instr::Add { a, b, .. }
            | Instr::Subtract { a, b, .. }
            | Instr::Multiply { a, b, .. }
            | Instr::Divide { a, b, .. }
            | Instr::Min { a, b, .. }
            | Instr::Max { a, b, .. }
            | Instr::Compare { a, b, .. }
            | Instr::And { a, b, .. }
            | Instr::Or { a, b, .. }
            | Instr::Contains { set: a, option: b, .. }
            | Instr::Overlaps { a, b, .. }
            | Instr::Shift { day: a, n: b, .. }
            | Instr::PeriodFull { from: a, n: b, .. }
            | Instr::SpanEnd { from: a, to: b, .. }
            | Instr::Whole { from: a, to: b, .. } => two(a, b),
            Instr::Choose { guard, yes, no, .. } => self.reg(guard).max(two(yes, no)),
            Instr::SameText { a, b, .. } => self.text(a).max(self.text(b)),
            Instr::Count { selection, .. } | Instr::Empty { selection, .. } => {
                self.selections.get(usize::from(selection.0)).copied()?
            }
            Instr::Each { .. }
            | Instr::Keep { .. }
            | Instr::Gather { .. }
            | Instr::Start { .. }
            | Instr::Finish { .. }
            | Instr::Next { .. }
            | Instr::Claim { .. }
            | Instr::SkipIfFalse { .. }
            | Instr::SkipIfTrue { .. }
            | Instr::Decide { .. }
            | Instr::Effect { .. }
            | Instr::End => return None,
        })
    }
}

impl Label {
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The instruction with its label replaced by a place in the code.
fn aim(instr: Instr, target: impl Fn(u32) -> u32) -> Instr {
    match instr {
        Instr::Each { frame, slot, within, into, end } => {
            Instr::Each { frame, slot, within, into, end: target(end) }
        }
        Instr::Next { begin } => Instr::Next { begin: target(begin) },
        Instr::SkipIfFalse { test, dst, to } => Instr::SkipIfFalse { test, dst, to: target(to) },
        Instr::SkipIfTrue { test, dst, to } => Instr::SkipIfTrue { test, dst, to: target(to) },
        other => other,
    }
}
