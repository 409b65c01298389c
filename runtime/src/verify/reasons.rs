//! Checks of a rule's reasoning. Telling it reads whatever it finds; here its ids and its size are bounded.

use super::fault::Fault;
use crate::program::{Program, Reason, ReasonKind, Rule};
use crate::reasoning::MAX_DEPTH;

/// Checks the reasoning of a rule.
pub(super) fn check(program: &Program, rule: &Rule) -> Result<(), Fault> {
    rule.reasoning.iter().try_for_each(|reason| one(program, rule, reason, 1))
}

fn one(program: &Program, rule: &Rule, reason: &Reason, depth: usize) -> Result<(), Fault> {
    if depth > MAX_DEPTH {
        return Err(Fault::TooLarge);
    }
    let known = |found: bool| if found { Ok(()) } else { Err(Fault::UnknownId) };
    known(reason.value.index() < rule.registers.len())?;
    match reason.kind {
        ReasonKind::Standard(standard) => known(standard.index() < program.standards.len())?,
        ReasonKind::Scale(scale) => known(scale.index() < program.scales.len())?,
        ReasonKind::Rule(other) => known(other.index() < program.rules.len())?,
        ReasonKind::Members(selection) => known(selection.0 < rule.selections)?,
        ReasonKind::Case(case) => known(usize::from(case) < rule.cases.len())?,
        // Which record a frame is depends on the selections around it; telling looks the field up.
        ReasonKind::Field { .. } => {}
        ReasonKind::And | ReasonKind::Or | ReasonKind::Not => {}
        ReasonKind::Condition | ReasonKind::Value | ReasonKind::Named => {}
    }
    reason.parts.iter().try_for_each(|part| one(program, rule, part, depth + 1))
}
