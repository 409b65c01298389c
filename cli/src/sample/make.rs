//! Making records.

use super::dice::Dice;
use super::hints::{Field, Hints, Span};
use chrono::{Days, Months, NaiveDate};
use qingce_files::reference_date::day_of;
use qingce_runtime::program::{CellType, RecordId, Slot, SlotId, SlotType, UnitKind};
use qingce_runtime::{Program, Record, Value};

/// One field in so many is missing.
const MISSING: u64 = 14;
/// Lists have at most so many members.
const MEMBERS: [usize; 8] = [0, 1, 1, 2, 2, 3, 3, 5];

/// Makes records of one type.
pub struct Maker<'p> {
    program: &'p Program,
    hints: Hints,
    dice: Dice,
    record: RecordId,
    made: u64,
}

impl<'p> Maker<'p> {
    /// A maker of records of this type.
    pub fn new(program: &'p Program, record: RecordId, seed: u64) -> Self {
        Self { program, hints: Hints::of(program), dice: Dice::new(seed), record, made: 0 }
    }

    /// The next record.
    pub fn make(&mut self) -> Record {
        self.made += 1;
        let (first, last) = self.in_force();
        let reference = match self.dice.below(20) {
            0 => first - 1,
            1 => first,
            2 => last,
            3 => last + 1,
            _ => self.dice.between(first, last),
        };
        let key = format!("{:06}", self.made);
        self.fill(self.record, reference, &key, 0)
    }

    /// The first and the last day of the policy; of one that stays open, ten years on.
    fn in_force(&self) -> (i64, i64) {
        let first = i64::from(self.program.effective.from);
        (first, self.program.effective.to.map_or(first + 3650, i64::from))
    }

    fn fill(&mut self, record: RecordId, reference: i64, key: &str, depth: usize) -> Record {
        let Some(ty) = self.program.record(record) else { return Record { ty: record, values: Vec::new() } };
        let mut values = vec![Value::Missing; ty.slots.len()];
        // Days that end a span follow from the days that begin it.
        let slots: Vec<(SlotId, &Slot)> = (0..=u16::MAX).map(SlotId).zip(&ty.slots).collect();
        let (ends, others): (Vec<_>, Vec<_>) = slots.into_iter().partition(|(id, _)| {
            let spans = self.hints.spans.get(&(record, *id));
            spans.is_some_and(|spans| spans.iter().any(|span| span.other.is_some()))
        });
        for (id, slot) in others.into_iter().chain(ends) {
            let value = match slot.ty {
                _ if ty.key == Some(id) => self.key(slot, key),
                SlotType::List(member) => self.list(member, reference, key, depth),
                _ if self.dice.chance(1, MISSING) => Value::Missing,
                _ if ty.reference_date == Some(id) => Value::Cell(i128::from(reference)),
                _ => self.value((record, id), slot, &values, reference),
            };
            if let Some(place) = values.get_mut(id.index()) {
                *place = value;
            }
        }
        Record { ty: record, values }
    }

    fn value(&mut self, field: Field, slot: &Slot, values: &[Value], reference: i64) -> Value {
        match &slot.ty {
            SlotType::Text => Value::Text(self.text(field, slot).into()),
            SlotType::Cell(CellType::Truth) => Value::Cell(i128::from(self.dice.chance(4, 5))),
            SlotType::Cell(CellType::Date) => Value::Cell(i128::from(self.day(field, values, reference))),
            SlotType::Cell(CellType::Option(list)) => {
                let count = self.program.lists.get(list.index()).map_or(1, |list| list.options.len().max(1));
                Value::Cell(i128::from(self.dice.below(count as u64)))
            }
            SlotType::Cell(CellType::Options(list)) => {
                let count =
                    self.program.lists.get(list.index()).map_or(1, |list| list.options.len().clamp(1, 127));
                // At least one: a blank cell of a table could not tell none from not known.
                let first = self.dice.below(count as u64);
                let second = self.dice.below(count as u64);
                Value::Cell(1 << first | if self.dice.chance(1, 3) { 1 << second } else { 0 })
            }
            SlotType::Cell(CellType::Number { decimals, kind, .. }) => {
                Value::Cell(self.number(field, *decimals, *kind))
            }
            SlotType::List(_) => Value::Missing,
        }
    }

    /// A key that no other record has; where keys are no texts, the record's number.
    fn key(&mut self, slot: &Slot, key: &str) -> Value {
        match slot.ty {
            SlotType::Text => Value::Text(key.into()),
            _ => Value::Cell(i128::from(self.made)),
        }
    }

    fn list(&mut self, member: RecordId, reference: i64, key: &str, depth: usize) -> Value {
        let count = if depth >= 3 { 0 } else { self.dice.pick(&MEMBERS).copied().unwrap_or(0) };
        let members = (1..=count).map(|n| {
            // Now and then someone turns up a second time, as in one-off grants people do.
            let again = self.made > 1 && self.dice.chance(1, 40);
            let key = if again {
                format!("{:06}-1", self.dice.between(1, self.made as i64 - 1))
            } else {
                format!("{key}-{n}")
            };
            self.fill(member, reference, &key, depth + 1)
        });
        Value::List(members.collect())
    }

    fn text(&mut self, field: Field, slot: &Slot) -> String {
        let known: Vec<String> = self.hints.texts.get(&field).into_iter().flatten().cloned().collect();
        if !known.is_empty() && self.dice.chance(2, 3) {
            return self.dice.pick(&known).cloned().unwrap_or_default();
        }
        let name = slot.path.last().map_or("", String::as_str);
        format!("{name}{}", self.dice.between(1, 999))
    }

    fn day(&mut self, field: Field, values: &[Value], reference: i64) -> i64 {
        let spans: Vec<Span> = self.hints.spans.get(&field).into_iter().flatten().copied().collect();
        if let Some(span) = self.dice.pick(&spans).copied() {
            let other = match span.other {
                None => Some(reference),
                Some(slot) => match values.get(slot.index()) {
                    Some(Value::Cell(day)) => i64::try_from(*day).ok(),
                    _ => None,
                },
            };
            if let Some(other) = other {
                // Around the day on which the period is full: the days on which decisions turn.
                let full = moved(other, span).unwrap_or(other);
                let slack = if self.dice.chance(1, 2) {
                    self.dice.between(-1, 1)
                } else {
                    self.dice.between(-40, 40)
                };
                let day = full + slack;
                return if span.begins { day.min(other) } else { day.max(other) };
            }
        }
        let known: Vec<i128> = self.hints.cells.get(&field).into_iter().flatten().copied().collect();
        match self.dice.pick(&known).and_then(|day| i64::try_from(*day).ok()) {
            Some(day) => day + self.dice.between(-1, 1),
            None => reference - self.dice.between(0, 900),
        }
    }

    fn number(&mut self, field: Field, decimals: u8, kind: UnitKind) -> i128 {
        let one = 10_i64.checked_pow(u32::from(decimals)).unwrap_or(1);
        let known: Vec<i128> = self.hints.cells.get(&field).into_iter().flatten().copied().collect();
        let near = self.dice.pick(&known).and_then(|cell| i64::try_from(*cell).ok());
        let cell = match near {
            Some(near) if self.dice.chance(2, 3) => {
                near + self.dice.between(-1, 1) * if self.dice.chance(1, 2) { one } else { 1 }
            }
            Some(near) => self.dice.between(0, near.saturating_mul(2).max(one)),
            None => {
                let most = match kind {
                    UnitKind::Money => 50_000,
                    UnitKind::Rate => 1,
                    UnitKind::Age => 80,
                    UnitKind::Months => 60,
                    UnitKind::Days => 400,
                    UnitKind::Count | UnitKind::Other => 200,
                };
                let whole = kind != UnitKind::Rate;
                let cell = self.dice.between(0, one.saturating_mul(most));
                if whole { cell / one * one } else { cell }
            }
        };
        i128::from(cell.max(0))
    }
}

/// The other end of a span that is just as long as the period.
fn moved(day: i64, span: Span) -> Option<i64> {
    let date = day_of(i128::from(day))?;
    let count = u32::try_from(span.count).ok()?;
    let moved = match (span.days, span.begins) {
        (true, false) => date.checked_add_days(Days::new(count.into()))?,
        (true, true) => date.checked_sub_days(Days::new(count.into()))?,
        (false, false) => date.checked_add_months(Months::new(count))?,
        (false, true) => date.checked_sub_months(Months::new(count))?,
    };
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(moved.signed_duration_since(epoch).num_days())
}
