//! From a trace to steps.

use super::frames::{Frames, gives_away, made};
use super::text::{failure_text, list_of};
use super::{Ask, ExplainedMember, ExplainedStep, StepKind, Verdict};
use crate::calendar;
use crate::decision::StandardUse;
use crate::language::Language;
use crate::machine::{self, Cell, State, Trace, in_force};
use crate::mask::mask;
use crate::program::{
    CellType, Day, Effective, Program, Reason, ReasonKind, Selection, SlotType, StandardId,
};
use crate::record::{Record, Value};
use crate::show::{show_cell, show_value};

/// The steps of a rule's reasoning.
pub(crate) fn steps(
    program: &Program,
    trace: &Trace<'_>,
    record: &Record,
    day: Day,
    ask: Ask,
) -> Vec<ExplainedStep> {
    let teller = Teller { program, trace, day, ask, subject: record };
    teller.all(&trace.rule.reasoning, &Frames::subject(record))
}

struct Teller<'a> {
    program: &'a Program,
    trace: &'a Trace<'a>,
    day: Day,
    ask: Ask,
    subject: &'a Record,
}

impl<'a> Teller<'a> {
    fn all(&self, reasons: &[Reason], frames: &Frames<'a>) -> Vec<ExplainedStep> {
        reasons.iter().map(|reason| self.step(reason, frames)).collect()
    }

    fn step(&self, reason: &Reason, frames: &Frames<'a>) -> ExplainedStep {
        match reason.kind {
            ReasonKind::Field { frame, slot } => {
                let found = frames.field(self.program, frame, slot);
                let (verdict, value) = match found {
                    None => (Verdict::NotReached, String::new()),
                    Some((slot, value)) => {
                        let shown = show_value(self.program, slot, value, self.ask.language, self.ask.reveal);
                        (field_verdict(&slot.ty, value), shown)
                    }
                };
                ExplainedStep { verdict, value, ..bare(reason, StepKind::Field) }
            }
            ReasonKind::Members(selection) => self.members(reason, selection, frames),
            ReasonKind::Standard(id) => {
                let standard = self.program.standards.get(id.index());
                let used = standard.and_then(|one| {
                    let value = in_force(&one.values, self.day, |value| &value.effective)?;
                    Some(used(id, &one.name, &value.effective, &value.authority))
                });
                ExplainedStep { standard: used.flatten(), ..self.plain(reason, StepKind::Standard, frames) }
            }
            ReasonKind::Scale(id) => {
                let scale = self.program.scales.get(id.index());
                let used = scale.and_then(|one| {
                    let table = in_force(&one.tables, self.day, |table| &table.effective)?;
                    Some(used(StandardId(id.0), &one.name, &table.effective, &table.authority))
                });
                ExplainedStep { standard: used.flatten(), ..self.plain(reason, StepKind::Scale, frames) }
            }
            ReasonKind::And => self.plain(reason, StepKind::And, frames),
            ReasonKind::Or => self.plain(reason, StepKind::Or, frames),
            ReasonKind::Not => self.plain(reason, StepKind::Not, frames),
            ReasonKind::Condition => self.plain(reason, StepKind::Condition, frames),
            ReasonKind::Rule(_) => self.plain(reason, StepKind::Rule, frames),
            ReasonKind::Value => self.plain(reason, StepKind::Value, frames),
            ReasonKind::Named => self.plain(reason, StepKind::Named, frames),
            ReasonKind::Case(_) => self.plain(reason, StepKind::Case, frames),
        }
    }

    /// A step that is told from its register.
    fn plain(&self, reason: &Reason, kind: StepKind, frames: &Frames<'a>) -> ExplainedStep {
        let cell = frames.register(self.trace, reason.value);
        let Some(ty) = self.trace.rule.registers.get(reason.value.index()) else { return bare(reason, kind) };
        let verdict = verdict(ty, cell);
        if verdict == Verdict::NotReached {
            return bare(reason, kind);
        }
        let value = match cell.state {
            State::Known => self.known(reason, ty, cell, frames),
            _ => self.unknown(cell),
        };
        let mut parts = self.all(&reason.parts, frames);
        // A part written in the very same words says all that this step would say.
        if let [only] = parts.as_slice()
            && only.text == reason.text
            && only.value == value
        {
            return parts.remove(0);
        }
        ExplainedStep { verdict, value, parts, ..bare(reason, kind) }
    }

    fn known(&self, reason: &Reason, ty: &CellType, cell: Cell, frames: &Frames<'a>) -> String {
        let shown = show_cell(self.program, ty, cell.value, self.ask.language);
        let hidden = !self.ask.reveal && *ty != CellType::Truth && self.hides(reason, ty, cell, frames);
        if hidden { mask(&shown) } else { shown }
    }

    /// Whether one of the fields that a value comes from is sensitive and could be read off it.
    fn hides(&self, reason: &Reason, ty: &CellType, cell: Cell, frames: &Frames<'a>) -> bool {
        reason.parts.iter().any(|part| match part.kind {
            ReasonKind::Field { frame, slot } => frames
                .field(self.program, frame, slot)
                .is_some_and(|(slot, value)| gives_away(ty, cell, slot, value)),
            _ => self.hides(part, ty, cell, frames),
        })
    }

    /// What an unknown cell hangs on, in words.
    fn unknown(&self, cell: Cell) -> String {
        let language = self.ask.language;
        match cell.state {
            State::Known | State::Unset => String::new(),
            State::Failed => {
                failure_text(&machine::failure(self.program, self.trace.rule, cell.failed_of()), language)
            }
            State::Lapsed => {
                let name = machine::lapsed(self.program, cell.lapsed_of());
                language.pick(
                    format!("「{name}」在基准日没有值"),
                    format!("「{name}」 has no value on the reference date"),
                )
            }
            State::Missing | State::Delegated => {
                let wanting = self.trace.wanting(cell);
                let fields =
                    wanting.fields.iter().map(|key| key.named(self.program, self.subject.ty).to_string());
                let fields = list_of(fields, language);
                let standards =
                    wanting.standards.iter().filter_map(|id| self.program.standards.get(id.index()));
                let standards = list_of(standards.map(|one| one.name.clone()), language);
                match (fields.is_empty(), standards.is_empty()) {
                    (false, true) => language.pick(format!("缺 {fields}"), format!("missing {fields}")),
                    (true, _) => language.pick(
                        format!("「{standards}」另有规定"),
                        format!("「{standards}」 is set elsewhere"),
                    ),
                    (false, false) => language.pick(
                        format!("缺 {fields}；「{standards}」另有规定"),
                        format!("missing {fields}; 「{standards}」 is set elsewhere"),
                    ),
                }
            }
        }
    }

    /// A selection with its members.
    fn members(&self, reason: &Reason, selection: Selection, frames: &Frames<'a>) -> ExplainedStep {
        let step = bare(reason, StepKind::Members);
        let Some(made) = made(self.trace.rule, selection).filter(|made| made.depth == frames.members.len())
        else {
            return step;
        };
        let members = match frames.field(self.program, made.frame, made.slot) {
            Some((_, Value::List(members))) => members,
            Some((slot, _)) => {
                let name = slot.title(self.program.english);
                let value = self.ask.language.pick(format!("缺 {name}"), format!("missing {name}"));
                return ExplainedStep { verdict: Verdict::Missing, value, ..step };
            }
            None => return step,
        };
        let mut turns = self.trace.turns(selection, &frames.members).peekable();
        if turns.peek().is_none() && !members.is_empty() && !made.within {
            return step;
        }
        let mut told = Vec::with_capacity(members.len());
        for (place, member) in (0u32..).zip(members) {
            let turn = turns.next_if(|snapshot| snapshot.turn.members.get(made.depth) == Some(&place));
            let (verdict, parts) = match turn {
                Some(turn) => {
                    let inside = frames.member(member, place, turn);
                    (verdict(&CellType::Truth, turn.turn.membership), self.all(&reason.parts, &inside))
                }
                None => (Verdict::False, Vec::new()),
            };
            told.push(ExplainedMember { place: told.len() + 1, key: self.key(member), verdict, parts });
        }
        let value = tally(&told, self.ask.language);
        ExplainedStep { verdict: Verdict::Known, value, members: told, ..step }
    }

    /// What a member is known by.
    fn key(&self, member: &Record) -> Option<String> {
        let slot = self.program.record(member.ty)?.key?;
        let value = member.values.get(slot.index()).filter(|value| **value != Value::Missing)?;
        let slot = self.program.slot(member.ty, slot)?;
        Some(show_value(self.program, slot, value, self.ask.language, self.ask.reveal))
    }
}

/// A step that wasn't reached.
fn bare(reason: &Reason, kind: StepKind) -> ExplainedStep {
    ExplainedStep {
        text: reason.text.clone(),
        kind,
        verdict: Verdict::NotReached,
        value: String::new(),
        standard: None,
        members: Vec::new(),
        parts: Vec::new(),
    }
}

fn used(id: StandardId, name: &str, effective: &Effective, authority: &str) -> Option<StandardUse> {
    let (from, to) = calendar::to_dates(effective);
    Some(StandardUse { id, name: name.to_owned(), from: from?, to, authority: authority.to_owned() })
}

fn verdict(ty: &CellType, cell: Cell) -> Verdict {
    match (cell.state, ty) {
        (State::Known, CellType::Truth) if cell.is_true() => Verdict::True,
        (State::Known, CellType::Truth) => Verdict::False,
        (State::Known, _) => Verdict::Known,
        (State::Missing, _) => Verdict::Missing,
        (State::Delegated, _) => Verdict::Delegated,
        (State::Lapsed, _) => Verdict::Lapsed,
        (State::Failed, _) => Verdict::Failed,
        (State::Unset, _) => Verdict::NotReached,
    }
}

fn field_verdict(ty: &SlotType, value: &Value) -> Verdict {
    match (ty, value) {
        (_, Value::Missing) => Verdict::Missing,
        (SlotType::Cell(CellType::Truth), Value::Cell(0)) => Verdict::False,
        (SlotType::Cell(CellType::Truth), Value::Cell(_)) => Verdict::True,
        _ => Verdict::Known,
    }
}

/// How many members are in.
fn tally(members: &[ExplainedMember], language: Language) -> String {
    let count = |wanted: &[Verdict]| members.iter().filter(|member| wanted.contains(&member.verdict)).count();
    let (all, inside, outside) = (members.len(), count(&[Verdict::True]), count(&[Verdict::False]));
    match all - inside - outside {
        0 => language.pick(format!("共{all}项，计入{inside}项"), format!("{inside} of {all} count")),
        open => language.pick(
            format!("共{all}项，计入{inside}项，待定{open}项"),
            format!("{inside} of {all} count, {open} undetermined"),
        ),
    }
}
