//! A rule's run with everything that it saw, for telling the reasoning.

use super::Machine;
use super::causes::{Cause, Wanting};
use super::cell::Cell;
use super::claims::Claims;
use super::mode::{Snapshot, Traced};
use super::run::{Run, Setting};
use crate::decision::Ledger;
use crate::program::{Day, Once, Reg, Rule, RuleId, Selection};
use crate::record::Record;

/// What a traced run left behind.
pub(crate) struct Trace<'m> {
    pub rule: &'m Rule,
    machine: &'m Machine<'m>,
    turns: Vec<Snapshot>,
}

impl Trace<'_> {
    /// What a register held at the end of the run.
    pub fn register(&self, reg: Reg) -> Cell<Cause> {
        self.machine.tracked.get(reg)
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
    pub fn wanting(&self, cell: Cell<Cause>) -> Wanting {
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
        record: &Record,
        day: Day,
        ledger: &dyn Ledger,
    ) -> Option<Trace<'m>> {
        let program = self.program;
        let rule = program.rule(id)?;
        let setting = Setting { program, rule, record, day, standings: &self.standings };
        let claims = matches!(rule.once, Some(Once::Member)).then(|| Claims::new(Some(ledger), &rule.name));
        self.causes.clear();
        self.tracked.clear();
        let mut mode = Traced { causes: &mut self.causes, turns: Vec::new() };
        Run::new(setting, &mut mode, &mut self.tracked, claims).run();
        let turns = mode.turns;
        Some(Trace { rule, machine: self, turns })
    }
}
