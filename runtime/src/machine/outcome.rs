//! From cells to outcomes in words and decimals.

use super::causes::Wanting;
use super::cell::{Cell, Failed, Lapsed, State, Trouble};
use crate::decision::{Effect, Failure, FieldRef, Outcome};
use crate::program::{self, Instr, Once, Program, RecordId, Rule, Slot};
use rust_decimal::Decimal;

/// Decimals of an amount of money.
const MONEY_DECIMALS: u32 = 2;

/// What hangs on something missing.
pub(super) fn undetermined(program: &Program, subject: RecordId, wanting: &Wanting) -> Outcome {
    Outcome::Undetermined {
        missing: wanting.fields.iter().map(|key| key.named(program, subject)).collect(),
        delegated: wanting
            .standards
            .iter()
            .filter_map(|id| Some(program.standards.get(id.index())?.name.clone()))
            .collect(),
    }
}

/// The name of what has no value on the reference date.
pub(crate) fn lapsed(program: &Program, lapsed: Lapsed) -> String {
    let name = match lapsed {
        Lapsed::Standard(id) => program.standards.get(id.index()).map(|standard| &standard.name),
        Lapsed::Scale(id) => program.scales.get(id.index()).map(|scale| &scale.name),
    };
    name.cloned().unwrap_or_default()
}

/// Why a rule failed.
pub(crate) fn failure(program: &Program, rule: &Rule, failed: Failed) -> Failure {
    let (at, trouble) = match failed {
        Failed::At(at, trouble) => (at, trouble),
        Failed::Rule(id) => {
            return Failure::OtherRule {
                rule: program.rule(id).map(|rule| rule.name.clone()).unwrap_or_default(),
            };
        }
    };
    let place = rule.places.get(at);
    let line = place.map_or(0, |place| place.line);
    let file =
        place.and_then(|place| program.files.get(usize::from(place.file))).cloned().unwrap_or_default();
    match trouble {
        Trouble::Overflow => Failure::Overflow { line, file },
        Trouble::DivisionByZero => Failure::DivisionByZero { line, file },
        Trouble::SpanReversed => Failure::SpanReversed { line, file },
        Trouble::NoMembers => Failure::NoMembers { line, file },
        Trouble::BelowScale => Failure::BelowScale { line, file },
        Trouble::DateOutOfRange => Failure::DateOutOfRange { line, file },
    }
}

/// The failure of an amount that a decimal can't hold.
pub(super) fn too_large(program: &Program, rule: &Rule, at: usize) -> Outcome {
    Outcome::Failed { reason: failure(program, rule, Failed::At(at, Trouble::Overflow)) }
}

/// The effect of a case with its value, known, delegated, or (of what is only shown) missing. `None` if the amount is too large.
pub(super) fn applied(
    program: &Program,
    effect: &program::Effect,
    value: Option<Cell>,
    missing: Vec<FieldRef>,
) -> Option<Effect> {
    let known = value.filter(|value| value.is_known());
    let amount = || Decimal::try_from_i128_with_scale(known?.value, MONEY_DECIMALS).ok();
    let document = value.filter(|value| value.state == State::Delegated).map(|value| {
        let standard = program.standards.get(value.delegated_of().index());
        standard.and_then(|standard| standard.delegated.clone()).unwrap_or_default()
    });
    Some(match (effect, document) {
        (program::Effect::Grant { .. } | program::Effect::Ceiling { .. }, Some(what)) => {
            Effect::Delegated { what }
        }
        (program::Effect::Grant { label }, None) => Effect::Grant { amount: amount()?, label: label.clone() },
        (program::Effect::Ceiling { label }, None) => {
            Effect::Ceiling { at_most: amount()?, label: label.clone() }
        }
        (program::Effect::Delegated { what }, _) => Effect::Delegated { what: what.clone() },
        (program::Effect::Classify { list, option }, _) => {
            let list = program.lists.get(list.index());
            let option = list.and_then(|list| list.options.get(usize::from(*option)));
            Effect::Class {
                list: list.map(|list| list.name.clone()).unwrap_or_default(),
                option: option.map(|(name, _)| name.clone()).unwrap_or_default(),
            }
        }
        (program::Effect::Duty { what, .. }, _) => {
            Effect::Duty { what: what.clone(), done: known.map(Cell::is_true), missing }
        }
        (program::Effect::Target { label }, _) => {
            Effect::Target { met: known.map(Cell::is_true), label: label.clone(), missing }
        }
        (program::Effect::Said { modality, what }, _) => {
            Effect::Said { modality: *modality, what: what.clone() }
        }
    })
}

/// The effect of a case whose value, if it has one, is known.
pub(crate) fn settled(program: &Program, effect: &program::Effect, value: Option<i64>) -> Option<Effect> {
    applied(program, effect, value.map(|value| Cell::known(i128::from(value))), Vec::new())
}

/// The slots that hold the keys by which a one-off rule's grants are remembered.
pub(super) fn key_slots<'p>(program: &'p Program, rule: &'p Rule) -> impl Iterator<Item = &'p Slot> {
    let subject = match rule.once {
        Some(Once::Subject(slot)) => program.slot(rule.subject, slot),
        Some(Once::Member) | None => None,
    };
    subject.into_iter().chain(claimed_slots(program, rule))
}

/// The key slots of the members that a rule claims grants for. The code tells of which list each loop is.
fn claimed_slots<'p>(program: &'p Program, rule: &'p Rule) -> impl Iterator<Item = &'p Slot> {
    let mut frames = vec![rule.subject];
    rule.code.iter().filter_map(move |instr| match *instr {
        Instr::Each { frame, slot, .. } => {
            let member = frames.get(usize::from(frame)).and_then(|record| program.slot(*record, slot));
            if let Some(program::SlotType::List(member)) = member.map(|slot| &slot.ty) {
                frames.push(*member);
            }
            None
        }
        Instr::Next { .. } => {
            frames.pop();
            None
        }
        Instr::Claim { frame, key, .. } => program.slot(*frames.get(usize::from(frame))?, key),
        _ => None,
    })
}
