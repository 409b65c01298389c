//! Running the code of one rule on one record: one instruction after the other, over cells that may be unknown.

use super::arithmetic;
use super::causes::{Causes, FieldKey, MAX_DEPTH};
use super::cell::{Cell, Failed, Lapsed, State, Trouble, and, not, or, worst};
use super::claims::Claims;
use super::room::{Loops, Room};
use super::trace::Snapshot;
use crate::calendar;
use crate::program::{
    Compare, Conventions, DatedValue, Day, Effective, Fold, Instr, PeriodUnit, RecordId, Reg, Rule, RuleId,
    ScaleId, SlotId, SlotType, StandardId, TextOperand,
};
use crate::row::{Member, Members, Row};
use crate::verify::Verified;

/// What a run looks things up in.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a, 'r> {
    pub program: &'a Verified,
    pub rule: &'a Rule,
    pub row: &'r Row,
    /// The reference date.
    pub day: Day,
    /// What became of the rules before this one, by rule id.
    pub standings: &'a [Standing],
}

/// What became of a rule, as far as other rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Standing {
    /// It applies, or applied before.
    Applies,
    /// It doesn't apply or isn't in force.
    #[default]
    DoesNot,
    /// It hangs on missing fields.
    Missing,
    /// It hangs on a delegated standard, and perhaps on missing fields.
    Delegated(StandardId),
    /// It failed.
    Failed,
}

/// What a run comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    /// The condition and a guard are true. `at` is the place of the effect; the value may yet be unknown.
    Applies { case: u16, value: Option<Cell>, at: usize },
    /// The condition or every guard is false.
    DoesNotApply,
    /// The condition or a guard is unknown; this is the worst cell.
    Unsettled(Cell),
}

/// A run.
pub(super) struct Run<'a, 'r> {
    pub(super) setting: Setting<'a, 'r>,
    pub(super) causes: &'a mut Causes,
    pub(super) room: &'a mut Room,
    /// Every turn of every loop, if they are to be told. Then no skip is taken, so that every register is written.
    pub(super) trace: Option<Vec<Snapshot>>,
    /// Only for rules that are once a member.
    pub(super) claims: Option<Claims<'a, 'r>>,
    pub(super) frames: [Member; MAX_DEPTH + 1],
    pub(super) loops: Loops,
    /// The place of the instruction at hand.
    pub(super) at: usize,
}

impl<'a, 'r> Run<'a, 'r> {
    pub fn new(
        setting: Setting<'a, 'r>,
        causes: &'a mut Causes,
        room: &'a mut Room,
        claims: Option<Claims<'a, 'r>>,
    ) -> Self {
        let subject = setting.row.subject().unwrap_or(Member { ty: setting.rule.subject, start: 0 });
        let frames = [subject; MAX_DEPTH + 1];
        Self { setting, causes, room, trace: None, claims, frames, loops: Loops::new(), at: 0 }
    }

    #[inline]
    pub(super) fn get(&self, reg: Reg) -> Cell {
        self.room.get(reg)
    }

    #[inline]
    pub(super) fn set(&mut self, reg: Reg, cell: Cell) {
        self.room.set(reg, cell);
    }

    pub(super) fn trouble(&self, trouble: Trouble) -> Cell {
        Cell::failed(Failed::At(self.at, trouble))
    }

    /// `f` of two known cells, else the worse of them.
    #[inline]
    fn lift(&mut self, dst: Reg, a: Reg, b: Reg, f: impl FnOnce(i128, i128) -> Result<i128, Trouble>) {
        let (a, b) = (self.get(a), self.get(b));
        let cell = self.lifted(a, b, f);
        self.set(dst, cell);
    }

    #[inline]
    pub(super) fn lifted(
        &mut self,
        a: Cell,
        b: Cell,
        f: impl FnOnce(i128, i128) -> Result<i128, Trouble>,
    ) -> Cell {
        if a.is_known() && b.is_known() {
            match f(a.value, b.value) {
                Ok(value) => Cell::known(value),
                Err(trouble) => self.trouble(trouble),
            }
        } else {
            worst(self.causes, a, b)
        }
    }

    /// `f` of a known cell, else the cell.
    #[inline]
    fn map(&mut self, dst: Reg, a: Reg, f: impl FnOnce(i128) -> Result<i128, Trouble>) {
        let a = self.get(a);
        let cell = self.mapped(a, f);
        self.set(dst, cell);
    }

    #[inline]
    fn mapped(&self, a: Cell, f: impl FnOnce(i128) -> Result<i128, Trouble>) -> Cell {
        if !a.is_known() {
            return a;
        }
        match f(a.value) {
            Ok(value) => Cell::known(value),
            Err(trouble) => self.trouble(trouble),
        }
    }

    /// Runs the code.
    pub fn run(&mut self) -> Verdict {
        let rule = self.setting.rule;
        let code = rule.code.as_slice();
        let mut pending: Option<Cell> = None;
        let mut next = 0usize;
        let skips = self.trace.is_none();
        while let Some(instr) = code.get(next) {
            self.at = next;
            next += 1;
            match *instr {
                Instr::Const { dst, constant } => {
                    let value = self.setting.program.constants.get(constant.index()).copied().unwrap_or(0);
                    self.set(dst, Cell::known(value));
                }
                Instr::Load { dst, frame, slot } => {
                    let cell = self.load(frame, slot);
                    self.set(dst, cell);
                }
                Instr::ReferenceDate { dst } => self.set(dst, Cell::known(i128::from(self.setting.day))),
                Instr::Standard { dst, standard } => {
                    let cell = match self.standard(standard) {
                        Ok(value) => Cell::known(value.cells.first().copied().unwrap_or(0)),
                        Err(unknown) => unknown,
                    };
                    self.set(dst, cell);
                }
                Instr::StandardBy { dst, standard, option } => {
                    let cell = self.standard_by(standard, option);
                    self.set(dst, cell);
                }
                Instr::Scale { dst, scale, x } => {
                    let cell = self.scale(scale, x);
                    self.set(dst, cell);
                }
                Instr::Add { dst, a, b } => {
                    self.lift(dst, a, b, |a, b| a.checked_add(b).ok_or(Trouble::Overflow))
                }
                Instr::Subtract { dst, a, b } => {
                    self.lift(dst, a, b, |a, b| a.checked_sub(b).ok_or(Trouble::Overflow))
                }
                Instr::Multiply { dst, a, b } => {
                    self.lift(dst, a, b, |a, b| a.checked_mul(b).ok_or(Trouble::Overflow))
                }
                Instr::Negate { dst, a } => self.map(dst, a, |a| a.checked_neg().ok_or(Trouble::Overflow)),
                Instr::Widen { dst, a, by } => self.map(dst, a, |a| {
                    let power = 10i128.checked_pow(u32::from(by)).ok_or(Trouble::Overflow)?;
                    a.checked_mul(power).ok_or(Trouble::Overflow)
                }),
                Instr::Round { dst, a, step, rounding } => {
                    let step = self.setting.program.constants.get(step.index()).copied().unwrap_or(1);
                    self.map(dst, a, |a| arithmetic::round(a, step, rounding).ok_or(Trouble::Overflow));
                }
                Instr::Divide { dst, a, b, times, rounding } => {
                    let times = self.setting.program.constants.get(times.index()).copied().unwrap_or(1);
                    self.lift(dst, a, b, |a, b| arithmetic::divide(a, times, b, rounding));
                }
                Instr::NonZero { dst, a } => {
                    self.map(dst, a, |a| if a == 0 { Err(Trouble::DivisionByZero) } else { Ok(a) });
                }
                Instr::Min { dst, a, b } => self.lift(dst, a, b, |a, b| Ok(a.min(b))),
                Instr::Max { dst, a, b } => self.lift(dst, a, b, |a, b| Ok(a.max(b))),
                Instr::Compare { dst, a, b, how } => {
                    self.lift(dst, a, b, |a, b| Ok(i128::from(compare(a, how, b))));
                }
                Instr::Not { dst, a } => self.set(dst, not(self.get(a))),
                Instr::And { dst, a, b } => {
                    let cell = and(self.causes, self.room.get(a), self.room.get(b));
                    self.set(dst, cell);
                }
                Instr::Or { dst, a, b } => {
                    let cell = or(self.causes, self.room.get(a), self.room.get(b));
                    self.set(dst, cell);
                }
                Instr::Contains { dst, set, option } => {
                    self.lift(dst, set, option, |set, option| {
                        let bit = u32::try_from(option).ok().and_then(|option| set.checked_shr(option));
                        Ok(bit.unwrap_or(0) & 1)
                    });
                }
                Instr::Overlaps { dst, a, b } => self.lift(dst, a, b, |a, b| Ok(i128::from(a & b != 0))),
                Instr::Choose { dst, guard, yes, no } => {
                    let guard = self.get(guard);
                    let cell = match guard.is_known() {
                        true => self.get(if guard.is_true() { yes } else { no }),
                        false => guard,
                    };
                    self.set(dst, cell);
                }
                Instr::Surely { dst, a } => self.set(dst, Cell::truth(self.get(a).is_true())),
                Instr::SameText { dst, a, b } => {
                    let cell = self.same_text(a, b);
                    self.set(dst, cell);
                }
                Instr::Shift { dst, day, n, unit } => {
                    self.lift(dst, day, n, |day, n| dated(day, n, |day, n| calendar::shift(day, n, unit)));
                }
                Instr::PeriodFull { dst, from, n, unit } => {
                    let conventions = self.setting.program.conventions;
                    self.lift(dst, from, n, |from, n| {
                        dated(from, n, |from, n| calendar::period_full(from, n, unit, conventions))
                    });
                }
                Instr::SpanEnd { dst, from, to } => {
                    self.lift(dst, from, to, span_end);
                }
                Instr::Whole { dst, from, to, unit } => {
                    let conventions = self.setting.program.conventions;
                    self.lift(dst, from, to, |from, to| whole(from, to, unit, conventions));
                }
                Instr::Each { frame, slot, within, into, end } => {
                    let end = usize::try_from(end).unwrap_or(usize::MAX);
                    if !self.begin_loop((frame, slot), within, into, end) {
                        next = end.saturating_add(1);
                    }
                }
                Instr::Keep { member } => self.keep(member),
                Instr::Gather { acc, value, how } => {
                    let membership = self.membership();
                    self.gather(acc, membership, self.get(value), how);
                }
                Instr::Start { acc, how } => self.set(acc, start(how)),
                Instr::Finish { dst, acc, how: _ } => {
                    let acc = self.get(acc);
                    let none = acc.state == State::Unset;
                    let cell = if none { self.trouble(Trouble::NoMembers) } else { acc };
                    self.set(dst, cell);
                }
                Instr::Next { begin } => {
                    if self.next_turn() {
                        next = usize::try_from(begin).unwrap_or(usize::MAX).saturating_add(1);
                    }
                }
                Instr::Count { dst, selection } => {
                    let cell = self.count(selection);
                    self.set(dst, cell);
                }
                Instr::Empty { dst, selection } => {
                    let cell = self.empty(selection);
                    self.set(dst, cell);
                }
                Instr::Applies { dst, rule } => {
                    let cell = self.applies(rule);
                    self.set(dst, cell);
                }
                Instr::Claim { dst, member, frame, key } => {
                    let cell = self.claim(self.get(member), frame, key);
                    self.set(dst, cell);
                }
                Instr::SkipIfFalse { test, dst, to } => {
                    if skips && self.get(test).is_false() {
                        self.set(dst, Cell::truth(false));
                        next = usize::try_from(to).unwrap_or(usize::MAX);
                    }
                }
                Instr::SkipIfTrue { test, dst, to } => {
                    if skips && self.get(test).is_true() {
                        self.set(dst, Cell::truth(true));
                        next = usize::try_from(to).unwrap_or(usize::MAX);
                    }
                }
                Instr::Decide { condition } => {
                    let condition = self.get(condition);
                    if condition.is_false() {
                        return Verdict::DoesNotApply;
                    }
                    if !condition.is_known() {
                        return Verdict::Unsettled(condition);
                    }
                }
                Instr::Effect { case, guard, value } => {
                    let guard = guard.map(|guard| self.get(guard));
                    let unknown = guard.filter(|guard| !guard.is_known());
                    match (guard, pending) {
                        (None, Some(pending)) => return Verdict::Unsettled(pending),
                        (Some(guard), _) if !guard.is_true() => {
                            pending = match (pending, unknown) {
                                (Some(a), Some(b)) => Some(worst(self.causes, a, b)),
                                (a, b) => a.or(b),
                            };
                        }
                        _ => {
                            let value = value.map(|value| self.get(value));
                            return Verdict::Applies { case, value, at: self.at };
                        }
                    }
                }
                Instr::End => break,
            }
        }
        pending.map_or(Verdict::DoesNotApply, Verdict::Unsettled)
    }

    fn frame(&self, frame: u8) -> Option<Member> {
        self.frames.get(usize::from(frame)).copied()
    }

    /// The text in a slot.
    pub(super) fn text_in(&self, frame: u8, slot: SlotId) -> Option<&'r str> {
        self.setting.row.text(self.frame(frame)?, slot)
    }

    /// The members in a slot.
    pub(super) fn members(&self, frame: u8, slot: SlotId) -> Option<Members> {
        self.setting.row.members(self.frame(frame)?, slot)
    }

    /// The type of the members in a slot.
    pub(super) fn list(&self, frame: u8, slot: SlotId) -> Option<RecordId> {
        match self.setting.program.slot(self.frame(frame)?.ty, slot)?.ty {
            SlotType::List(ty) => Some(ty),
            SlotType::Text | SlotType::Cell(_) => None,
        }
    }

    /// The cell of a field that is missing.
    #[cold]
    pub(super) fn missing(&mut self, frame: u8, slot: SlotId) -> Cell {
        let loops = &self.loops;
        Cell::missing(self.causes.field(FieldKey::new(&loops.path(frame), slot)))
    }

    #[inline]
    fn load(&mut self, frame: u8, slot: SlotId) -> Cell {
        let number = self.frame(frame).and_then(|member| self.setting.row.number(member, slot));
        number.map_or_else(|| self.missing(frame, slot), Cell::known)
    }

    fn text<'t>(&mut self, operand: TextOperand) -> Result<&'t str, Cell>
    where
        'a: 't,
        'r: 't,
    {
        match operand {
            TextOperand::Text(text) => {
                Ok(self.setting.program.texts.get(text.index()).map_or("", String::as_str))
            }
            TextOperand::Slot { frame, slot } => {
                self.text_in(frame, slot).ok_or_else(|| self.missing(frame, slot))
            }
        }
    }

    fn same_text(&mut self, a: TextOperand, b: TextOperand) -> Cell {
        match (self.text(a), self.text(b)) {
            (Ok(a), Ok(b)) => Cell::truth(a == b),
            (Err(unknown), Ok(_)) | (Ok(_), Err(unknown)) => unknown,
            (Err(a), Err(b)) => worst(self.causes, a, b),
        }
    }

    /// The values of a standard in force on the reference date.
    fn standard(&mut self, id: StandardId) -> Result<&'a DatedValue, Cell> {
        let standard = self.setting.program.standards.get(id.index());
        let found = standard
            .and_then(|standard| in_force(&standard.values, self.setting.day, |value| &value.effective));
        match found {
            Some(value) => Ok(value),
            None if standard.is_some_and(|standard| standard.delegated.is_some()) => {
                Err(Cell::delegated(id, self.causes.standard(id)))
            }
            None => Err(Cell::lapsed(Lapsed::Standard(id))),
        }
    }

    fn standard_by(&mut self, id: StandardId, option: Reg) -> Cell {
        let option = self.get(option);
        match self.standard(id) {
            Ok(_) if !option.is_known() => option,
            Ok(value) => {
                let place = usize::try_from(option.value).unwrap_or(usize::MAX);
                Cell::known(value.cells.get(place).copied().unwrap_or(0))
            }
            Err(unknown) => worst(self.causes, option, unknown),
        }
    }

    fn scale(&mut self, id: ScaleId, x: Reg) -> Cell {
        let x = self.get(x);
        let scale = self.setting.program.scales.get(id.index());
        let found = scale.and_then(|scale| {
            Some((in_force(&scale.tables, self.setting.day, |table| &table.effective)?, scale.marginal))
        });
        match found {
            Some((table, marginal)) => self.mapped(x, |x| arithmetic::scale(&table.brackets, marginal, x)),
            None => worst(self.causes, x, Cell::lapsed(Lapsed::Scale(id))),
        }
    }

    fn applies(&mut self, rule: RuleId) -> Cell {
        match self.setting.standings.get(rule.index()).copied().unwrap_or_default() {
            Standing::Applies => Cell::truth(true),
            Standing::DoesNot => Cell::truth(false),
            Standing::Missing => Cell::missing(self.causes.rule(rule)),
            Standing::Delegated(standard) => Cell::delegated(standard, self.causes.rule(rule)),
            Standing::Failed => Cell::failed(Failed::Rule(rule)),
        }
    }
}

/// The entry in force on a day.
pub(crate) fn in_force<T>(entries: &[T], day: Day, effective: impl Fn(&T) -> &Effective) -> Option<&T> {
    entries.iter().find(|entry| effective(entry).holds(day))
}

pub(crate) fn compare(a: i128, how: Compare, b: i128) -> bool {
    match how {
        Compare::Equal => a == b,
        Compare::NotEqual => a != b,
        Compare::Less => a < b,
        Compare::LessOrEqual => a <= b,
        Compare::Greater => a > b,
        Compare::GreaterOrEqual => a >= b,
    }
}

/// A day worked out from a day and a number.
pub(crate) fn dated(day: i128, n: i128, f: impl FnOnce(Day, i64) -> Option<Day>) -> Result<i128, Trouble> {
    let (Ok(day), Ok(n)) = (Day::try_from(day), i64::try_from(n)) else {
        return Err(Trouble::DateOutOfRange);
    };
    f(day, n).map(i128::from).ok_or(Trouble::DateOutOfRange)
}

/// The last day of a span, which isn't before its first one.
pub(crate) fn span_end(from: i128, to: i128) -> Result<i128, Trouble> {
    if to < from { Err(Trouble::SpanReversed) } else { Ok(to) }
}

pub(crate) fn whole(
    from: i128,
    to: i128,
    unit: PeriodUnit,
    conventions: Conventions,
) -> Result<i128, Trouble> {
    let (Ok(from), Ok(to)) = (Day::try_from(from), Day::try_from(to)) else {
        return Err(Trouble::DateOutOfRange);
    };
    if to < from {
        return Err(Trouble::SpanReversed);
    }
    Ok(i128::from(calendar::whole(from, to, unit, conventions)))
}

/// What a fold begins with.
fn start(how: Fold) -> Cell {
    match how {
        Fold::Sum => Cell::known(0),
        Fold::Any => Cell::truth(false),
        Fold::All => Cell::truth(true),
        Fold::Largest | Fold::Smallest => Cell::unset(),
    }
}
