//! Checks of a rule's code, instruction by instruction.

use super::fault::Fault;
use super::flow::{Flow, Kind, LoopHead};
use super::types::{MAX_DATA_DECIMALS, MAX_DECIMALS, alike, holds, well_formed};
use crate::program::{
    CellType, Compare, Effect, Fold, Instr, Once, OptionListId, Program, RecordId, Reg, Rule, RuleId, SlotId,
    SlotType, TextOperand,
};

/// The most instructions of a rule.
const MAX_CODE: usize = 1 << 16;

/// Where in the code, if there, and what is wrong.
type At = (Option<usize>, Fault);

/// Checks the code of the rule with this number.
pub(super) fn check(program: &Program, number: usize, rule: &Rule) -> Result<(), At> {
    sizes(program, rule).map_err(|fault| (None, fault))?;
    let mut walk =
        Walk { program, rule, number, flow: Flow::new(rule), claims: false, decided: false, at: 0 };
    for (at, instr) in rule.code.iter().enumerate() {
        walk.at = at;
        walk.step(*instr).map_err(|fault| (Some(at), fault))?;
    }
    if walk.claims != matches!(rule.once, Some(Once::Member)) {
        return Err((None, Fault::Once));
    }
    Ok(())
}

fn sizes(program: &Program, rule: &Rule) -> Result<(), Fault> {
    let sized =
        rule.code.len() <= MAX_CODE && rule.registers.len() <= MAX_CODE && rule.cases.len() <= MAX_CODE;
    if !sized || usize::from(rule.selections) > rule.code.len() {
        return Err(Fault::TooLarge);
    }
    if rule.code.len() != rule.places.len() || !matches!(rule.code.last(), Some(Instr::End)) {
        return Err(Fault::End);
    }
    if rule.places.iter().any(|place| usize::from(place.file) >= program.files.len()) {
        return Err(Fault::UnknownId);
    }
    rule.registers.iter().try_for_each(|ty| well_formed(program, ty, MAX_DECIMALS))?;
    for case in &rule.cases {
        if let Effect::Classify { list, option } = &case.effect {
            let list = program.lists.get(list.index()).ok_or(Fault::UnknownId)?;
            list.options.get(usize::from(*option)).ok_or(Fault::UnknownId)?;
        }
    }
    if let Some(Once::Subject(slot)) = rule.once {
        let slot = program.slot(rule.subject, slot).ok_or(Fault::UnknownId)?;
        if slot.ty != SlotType::Text {
            return Err(Fault::Once);
        }
    }
    Ok(())
}

struct Walk<'p> {
    program: &'p Program,
    rule: &'p Rule,
    number: usize,
    flow: Flow,
    claims: bool,
    decided: bool,
    at: usize,
}

impl<'p> Walk<'p> {
    fn ty(&self, reg: Reg) -> Result<&'p CellType, Fault> {
        self.rule.registers.get(reg.index()).ok_or(Fault::UnknownId)
    }

    /// The type of a register that is read.
    fn read(&mut self, reg: Reg) -> Result<&'p CellType, Fault> {
        self.flow.read(reg)?;
        self.ty(reg)
    }

    /// A register is written with a cell of a type like this.
    fn write(&mut self, reg: Reg, like: &CellType) -> Result<(), Fault> {
        if !alike(self.ty(reg)?, like) {
            return Err(Fault::Type);
        }
        self.flow.write(reg, self.at)
    }

    /// A register is written with a number of so many decimals.
    fn write_number(&mut self, reg: Reg, decimals: u8) -> Result<(), Fault> {
        match self.ty(reg)? {
            CellType::Number { decimals: found, .. } if *found == decimals => self.flow.write(reg, self.at),
            CellType::Number { .. } => Err(Fault::Decimals),
            _ => Err(Fault::Type),
        }
    }

    /// A register is written with a number that is rounded to the decimals it has.
    fn write_rounded(&mut self, reg: Reg) -> Result<(), Fault> {
        match self.ty(reg)? {
            CellType::Number { decimals, .. } if *decimals <= MAX_DATA_DECIMALS => {
                self.flow.write(reg, self.at)
            }
            CellType::Number { .. } => Err(Fault::Decimals),
            _ => Err(Fault::Type),
        }
    }

    /// The decimals of a number that is read.
    fn number(&mut self, reg: Reg) -> Result<u8, Fault> {
        match self.read(reg)? {
            CellType::Number { decimals, .. } => Ok(*decimals),
            _ => Err(Fault::Type),
        }
    }

    /// Reads a count: a number without decimals.
    fn count(&mut self, reg: Reg) -> Result<(), Fault> {
        if self.number(reg)? == 0 { Ok(()) } else { Err(Fault::Decimals) }
    }

    fn truth(&mut self, reg: Reg) -> Result<(), Fault> {
        if *self.read(reg)? == CellType::Truth { Ok(()) } else { Err(Fault::Type) }
    }

    fn date(&mut self, reg: Reg) -> Result<(), Fault> {
        if *self.read(reg)? == CellType::Date { Ok(()) } else { Err(Fault::Type) }
    }

    fn option(&mut self, reg: Reg) -> Result<OptionListId, Fault> {
        match self.read(reg)? {
            CellType::Option(list) => Ok(*list),
            _ => Err(Fault::Type),
        }
    }

    fn options(&mut self, reg: Reg) -> Result<OptionListId, Fault> {
        match self.read(reg)? {
            CellType::Options(list) => Ok(*list),
            _ => Err(Fault::Type),
        }
    }

    /// Reads two cells that can be compared.
    fn pair(&mut self, a: Reg, b: Reg) -> Result<&'p CellType, Fault> {
        let (a, b) = (self.read(a)?, self.read(b)?);
        if alike(a, b) { Ok(a) } else { Err(Fault::Type) }
    }

    /// Reads two numbers of the same decimals.
    fn numbers(&mut self, a: Reg, b: Reg) -> Result<u8, Fault> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        if a == b { Ok(a) } else { Err(Fault::Decimals) }
    }

    /// Reads two numbers or two days.
    fn ordered(&mut self, a: Reg, b: Reg) -> Result<&'p CellType, Fault> {
        match self.pair(a, b)? {
            ty @ (CellType::Number { .. } | CellType::Date) => Ok(ty),
            _ => Err(Fault::Type),
        }
    }

    /// The record type in a frame that is open.
    fn frame(&self, frame: u8) -> Result<RecordId, Fault> {
        self.flow.frames.get(usize::from(frame)).copied().ok_or(Fault::Frame)
    }

    fn slot(&self, frame: u8, slot: SlotId) -> Result<&'p SlotType, Fault> {
        let slot = self.program.slot(self.frame(frame)?, slot).ok_or(Fault::UnknownId)?;
        Ok(&slot.ty)
    }

    fn text(&self, operand: TextOperand) -> Result<(), Fault> {
        match operand {
            TextOperand::Slot { frame, slot } => match self.slot(frame, slot)? {
                SlotType::Text => Ok(()),
                SlotType::Cell(_) | SlotType::List(_) => Err(Fault::Type),
            },
            TextOperand::Text(text) => {
                self.program.texts.get(text.index()).map(|_| ()).ok_or(Fault::UnknownId)
            }
        }
    }

    /// A fold's values: numbers, days where they are only compared, truth values for any and all.
    fn folded(&self, ty: &CellType, how: Fold) -> Result<(), Fault> {
        let fits = match how {
            Fold::Sum => matches!(ty, CellType::Number { .. }),
            Fold::Largest | Fold::Smallest => matches!(ty, CellType::Number { .. } | CellType::Date),
            Fold::Any | Fold::All => *ty == CellType::Truth,
        };
        if fits { Ok(()) } else { Err(Fault::Type) }
    }

    fn step(&mut self, instr: Instr) -> Result<(), Fault> {
        self.flow.close_skips(self.at, &self.rule.code)?;
        if let Some(region) = self.flow.regions.last() {
            let next = matches!(instr, Instr::Next { .. });
            if region.end <= self.at && !next {
                return Err(Fault::Nesting);
            }
        }
        match instr {
            Instr::Const { dst, constant } => {
                let cell = *self.program.constants.get(constant.index()).ok_or(Fault::UnknownId)?;
                holds(self.program, self.ty(dst)?, cell)?;
                self.flow.write(dst, self.at)
            }
            Instr::Load { dst, frame, slot } => match self.slot(frame, slot)? {
                SlotType::Cell(ty) => self.write(dst, ty),
                SlotType::Text | SlotType::List(_) => Err(Fault::Type),
            },
            Instr::ReferenceDate { dst } => self.write(dst, &CellType::Date),
            Instr::Standard { dst, standard } => {
                let standard = self.program.standards.get(standard.index()).ok_or(Fault::UnknownId)?;
                if standard.by.is_some() {
                    return Err(Fault::Type);
                }
                self.write(dst, &standard.ty)
            }
            Instr::StandardBy { dst, standard, option } => {
                let standard = self.program.standards.get(standard.index()).ok_or(Fault::UnknownId)?;
                if standard.by != Some(self.option(option)?) {
                    return Err(Fault::Type);
                }
                self.write(dst, &standard.ty)
            }
            Instr::Scale { dst, scale, x } => {
                let scale = self.program.scales.get(scale.index()).ok_or(Fault::UnknownId)?;
                if !alike(self.read(x)?, &scale.from) {
                    return Err(Fault::Type);
                }
                self.write(dst, &scale.to)
            }
            Instr::Add { dst, a, b } | Instr::Subtract { dst, a, b } => {
                let decimals = self.numbers(a, b)?;
                self.write_number(dst, decimals)
            }
            Instr::Multiply { dst, a, b } => {
                let decimals = self.number(a)?.checked_add(self.number(b)?).ok_or(Fault::Decimals)?;
                self.write_number(dst, decimals)
            }
            Instr::Negate { dst, a } | Instr::NonZero { dst, a } => {
                let decimals = self.number(a)?;
                self.write_number(dst, decimals)
            }
            Instr::Widen { dst, a, by } => {
                let decimals = self.number(a)?.checked_add(by).ok_or(Fault::Decimals)?;
                self.write_number(dst, decimals)
            }
            Instr::Round { dst, a, step, rounding: _ } => {
                self.number(a)?;
                let step = *self.program.constants.get(step.index()).ok_or(Fault::UnknownId)?;
                if step <= 0 {
                    return Err(Fault::Step);
                }
                self.write_rounded(dst)
            }
            Instr::Divide { dst, a, b, times, rounding: _ } => {
                self.number(a)?;
                self.number(b)?;
                self.program.constants.get(times.index()).ok_or(Fault::UnknownId)?;
                self.write_rounded(dst)
            }
            Instr::Min { dst, a, b } | Instr::Max { dst, a, b } => {
                let ty = self.ordered(a, b)?;
                self.write(dst, ty)
            }
            Instr::Compare { dst, a, b, how } => {
                match how {
                    Compare::Equal | Compare::NotEqual => self.pair(a, b)?,
                    Compare::Less | Compare::LessOrEqual | Compare::Greater | Compare::GreaterOrEqual => {
                        self.ordered(a, b)?
                    }
                };
                self.write(dst, &CellType::Truth)
            }
            Instr::Not { dst, a } | Instr::Surely { dst, a } => {
                self.truth(a)?;
                self.write(dst, &CellType::Truth)
            }
            Instr::And { dst, a, b } | Instr::Or { dst, a, b } => {
                self.truth(a)?;
                self.truth(b)?;
                self.write(dst, &CellType::Truth)
            }
            Instr::Choose { dst, guard, yes, no } => {
                self.truth(guard)?;
                let ty = self.pair(yes, no)?;
                self.write(dst, ty)
            }
            Instr::Contains { dst, set, option } => {
                if self.options(set)? != self.option(option)? {
                    return Err(Fault::Type);
                }
                self.write(dst, &CellType::Truth)
            }
            Instr::Overlaps { dst, a, b } => {
                if self.options(a)? != self.options(b)? {
                    return Err(Fault::Type);
                }
                self.write(dst, &CellType::Truth)
            }
            Instr::SameText { dst, a, b } => {
                self.text(a)?;
                self.text(b)?;
                self.write(dst, &CellType::Truth)
            }
            Instr::Shift { dst, day, n, unit: _ } | Instr::PeriodFull { dst, from: day, n, unit: _ } => {
                self.date(day)?;
                self.count(n)?;
                self.write(dst, &CellType::Date)
            }
            Instr::SpanEnd { dst, from, to } => {
                self.date(from)?;
                self.date(to)?;
                self.write(dst, &CellType::Date)
            }
            Instr::Whole { dst, from, to, unit: _ } => {
                self.date(from)?;
                self.date(to)?;
                self.write_number(dst, 0)
            }
            Instr::Each { frame, slot, within, into, end } => {
                let SlotType::List(member) = *self.slot(frame, slot)? else { return Err(Fault::Type) };
                let end = target(end)?;
                self.flow.open_loop(self.at, LoopHead { frame, slot, within, into, end }, member)
            }
            Instr::Keep { member } => {
                self.truth(member)?;
                self.flow.keep()
            }
            Instr::Gather { acc, value, how } => {
                let (ty, value) = (self.ty(acc)?, self.read(value)?);
                if !alike(ty, value) {
                    return Err(Fault::Type);
                }
                self.flow.gather(acc, how)
            }
            Instr::Start { acc, how } => {
                self.folded(self.ty(acc)?, how)?;
                self.flow.start(acc, how)
            }
            Instr::Finish { dst, acc, how } => {
                let ty = self.ty(acc)?;
                self.flow.finish(acc, how)?;
                self.write(dst, ty)
            }
            Instr::Next { begin } => self.flow.close_loop(self.at, target(begin)?),
            Instr::Count { dst, selection } => {
                self.flow.selected(selection)?;
                self.write_number(dst, 0)
            }
            Instr::Empty { dst, selection } => {
                self.flow.selected(selection)?;
                self.write(dst, &CellType::Truth)
            }
            Instr::Applies { dst, rule } => {
                self.earlier(rule)?;
                self.write(dst, &CellType::Truth)
            }
            Instr::Claim { dst, member, frame, key } => {
                self.truth(member)?;
                self.claim(frame, key)?;
                self.write(dst, &CellType::Truth)
            }
            Instr::SkipIfFalse { test, dst, to } => self.skip(test, dst, to, false),
            Instr::SkipIfTrue { test, dst, to } => self.skip(test, dst, to, true),
            Instr::Decide { condition } => {
                self.truth(condition)?;
                if !self.flow.regions.is_empty() || std::mem::replace(&mut self.decided, true) {
                    return Err(Fault::Misplaced);
                }
                Ok(())
            }
            Instr::Effect { case, guard, value } => self.effect(case, guard, value),
            Instr::End => {
                let last = self.at + 1 == self.rule.code.len();
                if last && self.flow.regions.is_empty() { Ok(()) } else { Err(Fault::End) }
            }
        }
    }

    fn earlier(&self, rule: RuleId) -> Result<(), Fault> {
        let other = self.program.rules.get(rule.index()).ok_or(Fault::UnknownId)?;
        let related = rule.index() < self.number && other.subject == self.rule.subject;
        if related { Ok(()) } else { Err(Fault::Relation) }
    }

    fn claim(&mut self, frame: u8, key: SlotId) -> Result<(), Fault> {
        self.flow.in_loop()?;
        self.flow.never_skipped()?;
        if usize::from(frame) + 1 != self.flow.frames.len() {
            return Err(Fault::Frame);
        }
        if *self.slot(frame, key)? != SlotType::Text {
            return Err(Fault::Once);
        }
        self.claims = true;
        Ok(())
    }

    fn skip(&mut self, test: Reg, dst: Reg, to: u32, on: bool) -> Result<(), Fault> {
        self.truth(test)?;
        if *self.ty(dst)? != CellType::Truth {
            return Err(Fault::Type);
        }
        self.flow.open_skip(self.at, (test, dst, on), target(to)?)
    }

    fn effect(&mut self, case: u16, guard: Option<Reg>, value: Option<Reg>) -> Result<(), Fault> {
        let stands = match self.flow.regions.as_slice() {
            [] => true,
            // Where the guard is known to be false the effect is nothing, so leaving it out changes nothing.
            [region] => {
                matches!(region.kind, Kind::Skip { test, on: false, .. } if Some(test) == guard)
            }
            _ => false,
        };
        if !stands {
            return Err(Fault::Misplaced);
        }
        if let Some(guard) = guard {
            self.truth(guard)?;
        }
        let case = self.rule.cases.get(usize::from(case)).ok_or(Fault::UnknownId)?;
        match (&case.effect, value) {
            (Effect::Grant { .. } | Effect::Ceiling { .. }, Some(value)) => {
                if self.number(value)? == 2 {
                    Ok(())
                } else {
                    Err(Fault::Decimals)
                }
            }
            (Effect::Duty { shown: true, .. } | Effect::Target { .. }, Some(value)) => self.truth(value),
            (Effect::Duty { shown: false, .. }, None)
            | (Effect::Delegated { .. } | Effect::Classify { .. } | Effect::Said { .. }, None) => Ok(()),
            _ => Err(Fault::Effect),
        }
    }
}

/// A place in the code.
fn target(at: u32) -> Result<usize, Fault> {
    usize::try_from(at).map_err(|_| Fault::Nesting)
}
