//! A rule's run with everything that it saw, for telling the reasoning.

use super::Machine;
use super::causes::{MAX_DEPTH, Wanting};
use super::cell::Cell;
use super::claims::Claims;
use super::run::{Run, Setting};
use crate::decision::Ledger;
use crate::program::{Day, Once, Reg, Rule, RuleId, Selection};
use crate::row::Row;

/// A turn of a loop, as a trace keeps it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    /// The selection that the loop makes.
    pub into: Option<Selection>,
    /// The members that the open loops stand on, from the outside in; the last one is this loop's.
    pub members: [u32; MAX_DEPTH],
    /// How many of them.
    pub depth: usize,
    /// Whether the member is in.
    pub membership: Cell,
}

/// A turn with what its registers held.
#[derive(Debug)]
pub(crate) struct Snapshot {
    pub turn: Turn,
    pub registers: Vec<(Reg, Cell)>,
}

/// What a traced run left behind.
pub(crate) struct Trace<'m> {
    pub rule: &'m Rule,
    machine: &'m Machine<'m>,
    turns: Vec<Snapshot>,
}

impl Trace<'_> {
    /// What a register held at the end of the run.
    pub fn register(&self, reg: Reg) -> Cell {
        self.machine.room.get(reg)
    }

    /// The turns of the loop that made a selection, under these members of the loops around it.
    pub fn turns(&self, selection: Selection, outer: &[u32]) -> impl Iterator<Item = &Snapshot> {
        self.turns.iter().filter(move |snapshot| {
            let turn = &snapshot.turn;
            let places = turn.depth.checked_sub(1).and_then(|depth| turn.members.get(..depth));
            turn.into == Some(selection) && places == Some(outer)
        })
    }

    /// What a cell hangs on.
    pub fn wanting(&self, cell: Cell) -> Wanting {
        let earlier = &self.machine.wanting;
        let rule = |rule: RuleId| earlier.iter().find(|(id, _)| *id == rule).map(|(_, wanting)| wanting);
        self.machine.causes.gather(cell.cause, rule)
    }
}

impl Machine<'_> {
    /// Runs a rule once more, right after the record was decided, and keeps everything.
    pub(super) fn trace<'m>(
        &'m mut self,
        id: RuleId,
        row: &Row,
        day: Day,
        ledger: &dyn Ledger,
    ) -> Option<Trace<'m>> {
        let program = self.program;
        let rule = program.rule(id)?;
        let setting = Setting { program, rule, row, day, standings: &self.standings };
        let claims = matches!(rule.once, Some(Once::Member)).then(|| Claims::new(Some(ledger), &rule.name));
        self.causes.clear();
        self.room.clear();
        let mut run = Run::new(setting, &mut self.causes, &mut self.room, claims);
        run.trace = Some(Vec::new());
        run.run();
        let turns = run.trace.unwrap_or_default();
        Some(Trace { rule, machine: self, turns })
    }
}
