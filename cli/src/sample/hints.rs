//! What the rules compare fields with, read off the program: values near these decide most.

use qingce_runtime::Program;
use qingce_runtime::program::{Instr, PeriodUnit, RecordId, Reg, Rule, SlotId, SlotType, TextOperand};
use std::collections::{BTreeMap, BTreeSet};

/// A field: a slot of a record type.
pub type Field = (RecordId, SlotId);

/// What the rules compare fields with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Cells that a field is compared with.
    pub cells: BTreeMap<Field, BTreeSet<i128>>,
    /// Texts that a field is compared with.
    pub texts: BTreeMap<Field, BTreeSet<String>>,
    /// For the last day of a span: its first day and the periods that it is compared with.
    pub spans: BTreeMap<Field, BTreeSet<Span>>,
}

/// A span that ends on a field of the same record (or, for its first day, on the reference date) and a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The other end; `None`: the reference date.
    pub other: Option<SlotId>,
    /// How many.
    pub count: i128,
    /// Days; otherwise months.
    pub days: bool,
    /// The field is the first day and the other end the last one.
    pub begins: bool,
}

/// What is known of a register.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fact {
    /// A field in a frame, with so many more decimals.
    Field {
        frame: usize,
        field: Field,
        widened: u8,
    },
    /// One of these cells.
    Cells(Vec<i128>),
    ReferenceDate,
    /// The day on which a period that begins on a field is full.
    Full {
        from: Option<(usize, Field)>,
        counts: Vec<i128>,
        days: bool,
        months: i128,
    },
}

impl Hints {
    /// The hints of all rules.
    pub fn of(program: &Program) -> Self {
        let mut hints = Self::default();
        for rule in &program.rules {
            Reader { program, facts: BTreeMap::new(), frames: vec![rule.subject], hints: &mut hints }
                .read(rule);
        }
        hints
    }
}

struct Reader<'p, 'h> {
    program: &'p Program,
    facts: BTreeMap<Reg, Fact>,
    /// The record types of the frames that are open.
    frames: Vec<RecordId>,
    hints: &'h mut Hints,
}

impl Reader<'_, '_> {
    fn read(mut self, rule: &Rule) {
        for instr in &rule.code {
            self.instruction(*instr);
        }
    }

    fn instruction(&mut self, instr: Instr) {
        match instr {
            Instr::Const { dst, constant } => {
                let cells = self.program.constants.get(constant.index()).copied().into_iter().collect();
                self.facts.insert(dst, Fact::Cells(cells));
            }
            Instr::Load { dst, frame, slot } => {
                if let Some(field) = self.field(frame, slot) {
                    self.facts.insert(dst, Fact::Field { frame: usize::from(frame), field, widened: 0 });
                }
            }
            Instr::ReferenceDate { dst } => {
                self.facts.insert(dst, Fact::ReferenceDate);
            }
            Instr::Standard { dst, standard } | Instr::StandardBy { dst, standard, .. } => {
                let values =
                    self.program.standards.get(standard.index()).map(|standard| standard.values.iter());
                let cells = values.into_iter().flatten().flat_map(|value| value.cells.iter().copied());
                self.facts.insert(dst, Fact::Cells(cells.collect()));
            }
            Instr::Widen { dst, a, by } => self.widen(dst, a, by),
            Instr::PeriodFull { dst, from, n, unit } => self.period(dst, from, n, unit),
            Instr::SpanEnd { dst, to, .. } => {
                if let Some(fact) = self.facts.get(&to).cloned() {
                    self.facts.insert(dst, fact);
                }
            }
            Instr::Compare { a, b, .. } => {
                self.compare(a, b);
                self.compare(b, a);
            }
            Instr::SameText { a, b, .. } => {
                self.same_text(a, b);
                self.same_text(b, a);
            }
            Instr::Each { frame, slot, .. } => {
                let list = self.field(frame, slot).and_then(|(record, slot)| self.program.slot(record, slot));
                let member = match list.map(|slot| &slot.ty) {
                    Some(SlotType::List(member)) => *member,
                    _ => RecordId(u16::MAX),
                };
                self.frames.push(member);
            }
            Instr::Next { .. } => {
                self.frames.pop();
            }
            _ => {}
        }
    }

    fn field(&self, frame: u8, slot: SlotId) -> Option<Field> {
        self.frames.get(usize::from(frame)).map(|record| (*record, slot))
    }

    fn widen(&mut self, dst: Reg, a: Reg, by: u8) {
        let fact = match self.facts.get(&a).cloned() {
            Some(Fact::Field { frame, field, widened }) => {
                Fact::Field { frame, field, widened: widened + by }
            }
            Some(Fact::Cells(cells)) => {
                let times = 10_i128.checked_pow(u32::from(by)).unwrap_or(1);
                Fact::Cells(cells.iter().filter_map(|cell| cell.checked_mul(times)).collect())
            }
            Some(other) => other,
            None => return,
        };
        self.facts.insert(dst, fact);
    }

    fn period(&mut self, dst: Reg, from: Reg, n: Reg, unit: PeriodUnit) {
        let Some(Fact::Cells(counts)) = self.facts.get(&n).cloned() else { return };
        let from = match self.facts.get(&from) {
            Some(Fact::Field { frame, field, widened: 0 }) => Some((*frame, *field)),
            Some(Fact::ReferenceDate) => None,
            _ => return,
        };
        let months = if unit == PeriodUnit::Age { 12 } else { 1 };
        self.facts.insert(dst, Fact::Full { from, counts, days: unit == PeriodUnit::Days, months });
    }

    /// What `a` is compared with, seen from `a`.
    fn compare(&mut self, a: Reg, b: Reg) {
        match (self.facts.get(&a), self.facts.get(&b)) {
            (Some(Fact::Field { field, widened, .. }), Some(Fact::Cells(cells))) => {
                let by = 10_i128.checked_pow(u32::from(*widened)).unwrap_or(1);
                self.hints.cells.entry(*field).or_default().extend(cells.iter().map(|cell| cell / by));
            }
            // The last day is a field of the record that the first day is a field of.
            (
                Some(Fact::Field { frame, field, .. }),
                Some(Fact::Full { from: Some((other, from)), counts, days, months }),
            ) if frame == other => {
                let spans = counts.iter().map(|count| Span {
                    other: Some(from.1),
                    count: count * months,
                    days: *days,
                    begins: false,
                });
                self.hints.spans.entry(*field).or_default().extend(spans);
            }
            (Some(Fact::ReferenceDate), Some(Fact::Full { from: Some((_, from)), counts, days, months })) => {
                let spans = counts.iter().map(|count| Span {
                    other: None,
                    count: count * months,
                    days: *days,
                    begins: true,
                });
                self.hints.spans.entry(*from).or_default().extend(spans);
            }
            _ => {}
        }
    }

    fn same_text(&mut self, a: TextOperand, b: TextOperand) {
        let (TextOperand::Slot { frame, slot }, TextOperand::Text(text)) = (a, b) else { return };
        if let Some(field) = self.field(frame, slot)
            && let Some(text) = self.program.texts.get(text.index())
        {
            self.hints.texts.entry(field).or_default().insert(text.clone());
        }
    }
}
