//! Judging one record under one rule.

use super::Machine;
use super::causes::{FieldKey, Wanting};
use super::cell::{Cell, State};
use super::claims::Claims;
use super::outcome;
use super::run::{Run, Setting, Standing, Verdict};
use crate::decision::{Grant, Ledger, Outcome};
use crate::mask::mask;
use crate::program::{Day, Effect, Once, RecordId, Rule};
use crate::row::Row;

/// What a rule is judged on.
#[derive(Clone, Copy)]
pub(super) struct Sitting<'a> {
    pub rule: &'a Rule,
    pub row: &'a Row,
    /// The reference date; `None` if it is missing.
    pub day: Option<Day>,
    pub ledger: &'a dyn Ledger,
}

/// What came of it.
pub(super) struct Judged {
    pub outcome: Outcome,
    pub standing: Standing,
    /// What an undetermined outcome hangs on.
    pub wanting: Wanting,
    /// Keys of the members granted now.
    pub claimed: Vec<String>,
}

impl Judged {
    pub fn new(outcome: Outcome, standing: Standing) -> Self {
        Self { outcome, standing, wanting: Wanting::default(), claimed: Vec::new() }
    }
}

impl Machine<'_> {
    /// Judges a record under a rule that is in force. What became of the rules before is known.
    pub(super) fn judge(&mut self, sitting: Sitting<'_>) -> Judged {
        let rule = sitting.rule;
        let Some(day) = sitting.day else {
            let slot = self.program.record(rule.subject).and_then(|ty| ty.reference_date);
            return self.undetermined(rule.subject, slot.map(FieldKey::of_subject), Wanting::default());
        };
        self.causes.clear();
        let (verdict, claimed, dropped) = self.run(sitting, day, Some(sitting.ledger));
        if let Some(first) = dropped.filter(|_| lacks(&verdict)) {
            // It failed for lack of members if it would apply with those that dropped out.
            let (without, _, _) = self.run(sitting, day, None);
            if matches!(without, Verdict::Applies { .. }) && !lacks(&without) {
                return self.already_granted(sitting, first);
            }
        }
        if let Some(judged) = self.once_a_subject(sitting, &verdict) {
            return judged;
        }
        let judged = self.settle(sitting, verdict);
        match judged.outcome {
            Outcome::Applies { .. } => Judged { claimed, ..judged },
            _ => judged,
        }
    }

    fn run(
        &mut self,
        sitting: Sitting<'_>,
        day: Day,
        ledger: Option<&dyn Ledger>,
    ) -> (Verdict, Vec<String>, Option<Grant>) {
        let Sitting { rule, row, .. } = sitting;
        let setting = Setting { program: self.program, rule, row, day, standings: &self.standings };
        let claims = matches!(rule.once, Some(Once::Member)).then(|| Claims::new(ledger, &rule.name));
        let mut run = Run::new(setting, &mut self.causes, &mut self.room, claims);
        let verdict = run.run();
        let (keys, dropped) = run.claims.map(Claims::finish).unwrap_or_default();
        (verdict, keys, dropped)
    }

    /// What a cell of the last run hangs on.
    fn wanting(&self, cell: Cell) -> Wanting {
        let earlier = |rule| self.wanting.iter().find(|(id, _)| *id == rule).map(|(_, wanting)| wanting);
        self.causes.gather(cell.cause, earlier)
    }

    /// 一次性 by a key of the subject: whether it was granted before, or can't be told because the key is missing.
    fn once_a_subject(&self, sitting: Sitting<'_>, verdict: &Verdict) -> Option<Judged> {
        let Some(Once::Subject(slot)) = sitting.rule.once else { return None };
        let Verdict::Applies { value, .. } = verdict else { return None };
        if value.is_some_and(|value| matches!(value.state, State::Failed | State::Lapsed)) {
            return None;
        }
        match sitting.row.subject().and_then(|subject| sitting.row.text(subject, slot)) {
            Some(key) => {
                let first = sitting.ledger.first(&sitting.rule.name, key)?;
                Some(self.already_granted(sitting, first))
            }
            None => {
                let unknown = value.filter(|value| value.state == State::Missing);
                let wanting = unknown.map(|value| self.wanting(value)).unwrap_or_default();
                Some(self.undetermined(sitting.rule.subject, Some(FieldKey::of_subject(slot)), wanting))
            }
        }
    }

    /// The outcome that a verdict comes to.
    fn settle(&self, sitting: Sitting<'_>, verdict: Verdict) -> Judged {
        let (case, value, at) = match verdict {
            Verdict::DoesNotApply => return Judged::new(Outcome::DoesNotApply, Standing::DoesNot),
            Verdict::Unsettled(cell) => return self.unsettled(sitting, cell),
            Verdict::Applies { case, value, at } => (case, value, at),
        };
        let Some(effect) = sitting.rule.cases.get(usize::from(case)).map(|case| &case.effect) else {
            return Judged::new(Outcome::DoesNotApply, Standing::DoesNot);
        };
        let shown = matches!(effect, Effect::Duty { .. } | Effect::Target { .. });
        let missing = match value.map(|value| (value.state, value)) {
            None | Some((State::Known, _)) => Vec::new(),
            Some((State::Missing | State::Delegated, cell)) if shown => {
                let wanting = self.wanting(cell);
                wanting.fields.iter().map(|key| key.named(self.program, sitting.rule.subject)).collect()
            }
            Some((State::Delegated, _)) => Vec::new(),
            Some((State::Missing | State::Lapsed | State::Failed | State::Unset, cell)) => {
                return self.unsettled(sitting, cell);
            }
        };
        match outcome::applied(self.program, effect, value, missing) {
            Some(effect) => {
                Judged::new(Outcome::Applies { case: usize::from(case), effect }, Standing::Applies)
            }
            None => Judged::new(outcome::too_large(self.program, sitting.rule, at), Standing::Failed),
        }
    }

    fn unsettled(&self, sitting: Sitting<'_>, cell: Cell) -> Judged {
        match cell.state {
            State::Lapsed => {
                let standard = Some(outcome::lapsed(self.program, cell.lapsed_of()));
                Judged::new(Outcome::NotInForce { standard }, Standing::DoesNot)
            }
            State::Failed => {
                let reason = outcome::failure(self.program, sitting.rule, cell.failed_of());
                Judged::new(Outcome::Failed { reason }, Standing::Failed)
            }
            State::Missing | State::Delegated | State::Known | State::Unset => {
                let judged = self.undetermined(sitting.rule.subject, None, self.wanting(cell));
                match cell.state {
                    State::Delegated => {
                        Judged { standing: Standing::Delegated(cell.delegated_of()), ..judged }
                    }
                    _ => judged,
                }
            }
        }
    }

    fn undetermined(&self, subject: RecordId, field: Option<FieldKey>, mut wanting: Wanting) -> Judged {
        wanting.fields.extend(field);
        let outcome = outcome::undetermined(self.program, subject, &wanting);
        Judged { wanting, ..Judged::new(outcome, Standing::Missing) }
    }

    /// The key of an earlier grant is masked where the field that it stands in is sensitive.
    fn already_granted(&self, sitting: Sitting<'_>, first: Grant) -> Judged {
        let sensitive = outcome::key_slots(self.program, sitting.rule).any(|slot| slot.sensitive);
        let key = if sensitive { mask(&first.key) } else { first.key };
        Judged::new(Outcome::AlreadyGranted { first: Grant { key, ..first } }, Standing::Applies)
    }
}

/// Whether a verdict may have come about for lack of members: the condition or every guard is false, or there was nothing to
/// take the largest of.
fn lacks(verdict: &Verdict) -> bool {
    match verdict {
        Verdict::DoesNotApply => true,
        Verdict::Unsettled(cell) => cell.state == State::Failed,
        Verdict::Applies { value, .. } => value.is_some_and(|value| value.state == State::Failed),
    }
}
