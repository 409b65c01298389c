//! The readable listing of a program.

use crate::program::{
    CellType, Instr, OptionListId, Program, RecordId, Reg, Rule, Selection, SlotId, SlotType, TextOperand,
};
use crate::show::show_plain;
use std::fmt::Write;

impl Program {
    /// The program as readable assembly: every rule with its instructions, in which constants, names and targets are resolved,
    /// the type of what each writes, and the file and line that it comes from.
    pub fn listing(&self) -> String {
        let mut text = format!("policy {} ({})\n", self.name, self.number);
        for (number, rule) in self.rules.iter().enumerate() {
            Lister { program: self, rule, frames: vec![rule.subject] }.rule(number, &mut text);
        }
        text
    }
}

struct Lister<'p> {
    program: &'p Program,
    rule: &'p Rule,
    /// Types of the records in the open frames.
    frames: Vec<RecordId>,
}

impl Lister<'_> {
    fn rule(&mut self, number: usize, text: &mut String) {
        let rule = self.rule;
        let subject = self.program.record(rule.subject).map_or("?", |record| record.name.as_str());
        let (registers, selections) = (rule.registers.len(), rule.selections);
        // Writing to a string can't fail.
        let _ = writeln!(
            text,
            "\nrule {number} {} of {subject}, {registers} registers, {selections} selections",
            rule.name
        );
        for (at, instr) in rule.code.iter().enumerate() {
            if matches!(instr, Instr::Next { .. }) {
                self.frames.pop();
            }
            let indent = "  ".repeat(self.frames.len());
            let line = format!("{at:>5}{indent}{}", self.instr(instr));
            let ty = instr.dst().map(|dst| self.ty(dst)).unwrap_or_default();
            let place = rule.places.get(at).map(|place| {
                let file = self.program.files.get(usize::from(place.file)).map_or("?", String::as_str);
                format!("{file}:{}", place.line)
            });
            let notes: Vec<String> =
                [ty, place.unwrap_or_default()].into_iter().filter(|note| !note.is_empty()).collect();
            let _ = writeln!(text, "{line}  ; {}", notes.join("  "));
            if let Instr::Each { frame, slot, .. } = *instr {
                let member = self.slot_type(frame, slot).and_then(|ty| match ty {
                    SlotType::List(member) => Some(*member),
                    SlotType::Text | SlotType::Cell(_) => None,
                });
                self.frames.push(member.unwrap_or(rule.subject));
            }
        }
    }

    fn slot_type(&self, frame: u8, slot: SlotId) -> Option<&SlotType> {
        let record = self.frames.get(usize::from(frame))?;
        Some(&self.program.slot(*record, slot)?.ty)
    }

    fn slot(&self, frame: u8, slot: SlotId) -> String {
        let record = self.frames.get(usize::from(frame)).copied();
        let slot = record.and_then(|record| self.program.slot(record, slot));
        format!("f{frame}.{}", slot.map_or("?".to_owned(), |slot| slot.path.join(".")))
    }

    fn list(&self, id: OptionListId) -> &str {
        self.program.lists.get(id.index()).map_or("?", |list| list.name.as_str())
    }

    fn ty(&self, reg: Reg) -> String {
        match self.rule.registers.get(reg.index()) {
            None => "?".to_owned(),
            Some(CellType::Truth) => "truth".to_owned(),
            Some(CellType::Date) => "date".to_owned(),
            Some(CellType::Option(list)) => format!("option {}", self.list(*list)),
            Some(CellType::Options(list)) => format!("options {}", self.list(*list)),
            Some(CellType::Number { decimals, unit, .. }) => match unit.as_str() {
                "" => format!("number.{decimals}"),
                unit => format!("number.{decimals} {unit}"),
            },
        }
    }

    /// A constant as a number of the register that it goes to, or as it is.
    fn constant(&self, id: crate::program::ConstId, reg: Option<Reg>) -> String {
        let Some(cell) = self.program.constants.get(id.index()) else { return "?".to_owned() };
        let ty = reg.and_then(|reg| self.rule.registers.get(reg.index()));
        ty.map_or_else(|| cell.to_string(), |ty| show_plain(self.program, ty, *cell))
    }

    fn operand(&self, operand: TextOperand) -> String {
        match operand {
            TextOperand::Slot { frame, slot } => self.slot(frame, slot),
            TextOperand::Text(text) => {
                format!("「{}」", self.program.texts.get(text.index()).map_or("?", String::as_str))
            }
        }
    }

    fn instr(&self, instr: &Instr) -> String {
        let r = |reg: Reg| format!("r{}", reg.0);
        let s = |selection: Selection| format!("s{}", selection.0);
        let name = |name: Option<&String>| name.map_or("?", String::as_str).to_owned();
        let standard = |at: usize| name(self.program.standards.get(at).map(|standard| &standard.name));
        let two = |dst: Reg, word: &str, a: Reg, b: Reg| format!("{} = {word} {} {}", r(dst), r(a), r(b));
        match *instr {
            Instr::Const { dst, constant } => {
                format!("{} = const {}", r(dst), self.constant(constant, Some(dst)))
            }
            Instr::Load { dst, frame, slot } => format!("{} = load {}", r(dst), self.slot(frame, slot)),
            Instr::ReferenceDate { dst } => format!("{} = reference-date", r(dst)),
            Instr::Standard { dst, standard: id } => {
                format!("{} = standard {}", r(dst), standard(id.index()))
            }
            Instr::StandardBy { dst, standard: id, option } => {
                format!("{} = standard {} by {}", r(dst), standard(id.index()), r(option))
            }
            Instr::Scale { dst, scale, x } => {
                let scale = name(self.program.scales.get(scale.index()).map(|scale| &scale.name));
                format!("{} = scale {scale} at {}", r(dst), r(x))
            }
            Instr::Add { dst, a, b } => two(dst, "add", a, b),
            Instr::Subtract { dst, a, b } => two(dst, "subtract", a, b),
            Instr::Multiply { dst, a, b } => two(dst, "multiply", a, b),
            Instr::Negate { dst, a } => format!("{} = negate {}", r(dst), r(a)),
            Instr::Widen { dst, a, by } => format!("{} = widen {} by {by} decimals", r(dst), r(a)),
            Instr::Round { dst, a, step, rounding } => {
                let step = self.constant(step, None);
                format!("{} = round {rounding:?} {} / {step}", r(dst), r(a))
            }
            Instr::Divide { dst, a, b, times, rounding } => {
                let times = self.constant(times, None);
                format!("{} = round {rounding:?} {} * {times} / {}", r(dst), r(a), r(b))
            }
            Instr::NonZero { dst, a } => format!("{} = non-zero {}", r(dst), r(a)),
            Instr::Min { dst, a, b } => two(dst, "min", a, b),
            Instr::Max { dst, a, b } => two(dst, "max", a, b),
            Instr::Compare { dst, a, b, how } => format!("{} = {} {how:?} {}", r(dst), r(a), r(b)),
            Instr::Not { dst, a } => format!("{} = not {}", r(dst), r(a)),
            Instr::And { dst, a, b } => two(dst, "and", a, b),
            Instr::Or { dst, a, b } => two(dst, "or", a, b),
            Instr::Contains { dst, set, option } => two(dst, "contains", set, option),
            Instr::Overlaps { dst, a, b } => two(dst, "overlaps", a, b),
            Instr::Choose { dst, guard, yes, no } => {
                format!("{} = if {} then {} else {}", r(dst), r(guard), r(yes), r(no))
            }
            Instr::Surely { dst, a } => format!("{} = surely {}", r(dst), r(a)),
            Instr::SameText { dst, a, b } => {
                format!("{} = same-text {} {}", r(dst), self.operand(a), self.operand(b))
            }
            Instr::Shift { dst, day, n, unit } => {
                format!("{} = shift {} by {} {unit:?}", r(dst), r(day), r(n))
            }
            Instr::PeriodFull { dst, from, n, unit } => {
                format!("{} = period-full {} after {} {unit:?}", r(dst), r(from), r(n))
            }
            Instr::SpanEnd { dst, from, to } => two(dst, "span-end", from, to),
            Instr::Whole { dst, from, to, unit } => {
                format!("{} = whole {unit:?} {} {}", r(dst), r(from), r(to))
            }
            Instr::Each { frame, slot, within, into, end } => {
                let within = within.map(|selection| format!(" within {}", s(selection))).unwrap_or_default();
                let into = into.map(|selection| format!(" into {}", s(selection))).unwrap_or_default();
                format!("each {}{within}{into} to {end}", self.slot(frame, slot))
            }
            Instr::Keep { member } => format!("keep {}", r(member)),
            Instr::Gather { acc, value, how } => format!("gather {how:?} {} {}", r(acc), r(value)),
            Instr::Start { acc, how } => format!("{} = start {how:?}", r(acc)),
            Instr::Finish { dst, acc, how } => format!("{} = finish {how:?} {}", r(dst), r(acc)),
            Instr::Next { begin } => format!("next {begin}"),
            Instr::Count { dst, selection } => format!("{} = count {}", r(dst), s(selection)),
            Instr::Empty { dst, selection } => format!("{} = empty {}", r(dst), s(selection)),
            Instr::Applies { dst, rule } => {
                format!("{} = applies {}", r(dst), name(self.program.rule(rule).map(|rule| &rule.name)))
            }
            Instr::Claim { dst, member, frame, key } => {
                format!("{} = claim {} for {}", r(dst), r(member), self.slot(frame, key))
            }
            Instr::SkipIfFalse { test, dst, to } => format!("{} = skip-if-false {} to {to}", r(dst), r(test)),
            Instr::SkipIfTrue { test, dst, to } => format!("{} = skip-if-true {} to {to}", r(dst), r(test)),
            Instr::Decide { condition } => format!("decide {}", r(condition)),
            Instr::Effect { case, guard, value } => {
                let guard = guard.map(|guard| format!(" if {}", r(guard))).unwrap_or_default();
                let value = value.map(|value| format!(" value {}", r(value))).unwrap_or_default();
                format!("effect {case}{guard}{value}")
            }
            Instr::End => "end".to_owned(),
        }
    }
}
