//! Writing the code of a rule. Every instruction stands on a line of its own: the line of its place is its number, from 1.

use super::tables::{day, money};
use qingce_runtime::program::{
    Case, CellType, Cited, Compare, ConstId, Effect, Fold, Instr, PeriodUnit, Place, Program, Reason,
    ReasonKind, RecordId, Reg, Rounding, Rule, RuleId, ScaleId, Selection, SlotId, SlotType, StandardId,
    TextId, TextOperand,
};

pub struct Code<'p> {
    pub program: &'p mut Program,
    pub rule: Rule,
    /// Types of the records in the open frames.
    pub frames: Vec<RecordId>,
}

impl<'p> Code<'p> {
    pub fn new(program: &'p mut Program, name: &str, subject: &str) -> Self {
        let subject = program.record_named(subject).unwrap();
        let rule = Rule {
            name: name.to_owned(),
            subject,
            effective: program.effective,
            clause: None,
            cited: vec![Cited { sentence: "6.4".to_owned(), phrases: vec!["给予补贴".to_owned()] }],
            departments: Vec::new(),
            readings: Vec::new(),
            cases: Vec::new(),
            relations: Vec::new(),
            joint_limit: None,
            once: None,
            registers: Vec::new(),
            selections: 0,
            code: Vec::new(),
            places: Vec::new(),
            reasoning: Vec::new(),
        };
        Self { program, rule, frames: vec![subject] }
    }

    /// Ends the code and adds the rule to the program.
    pub fn finish(mut self) {
        self.push(Instr::End);
        self.program.rules.push(self.rule);
    }

    pub fn push(&mut self, instr: Instr) -> usize {
        self.rule.code.push(instr);
        let line = u32::try_from(self.rule.code.len()).unwrap();
        self.rule.places.push(Place { file: 0, start: 0, end: 0, line });
        self.rule.code.len() - 1
    }

    fn here(&self) -> u32 {
        u32::try_from(self.rule.code.len()).unwrap()
    }

    pub fn reg(&mut self, ty: CellType) -> Reg {
        self.rule.registers.push(ty);
        Reg(u16::try_from(self.rule.registers.len() - 1).unwrap())
    }

    pub fn ty(&self, reg: Reg) -> CellType {
        self.rule.registers[reg.index()].clone()
    }

    pub fn decimals(&self, reg: Reg) -> u8 {
        match self.ty(reg) {
            CellType::Number { decimals, .. } => decimals,
            other => panic!("{other:?} has no decimals"),
        }
    }

    /// A register of this type, written by the instruction.
    pub fn emit(&mut self, ty: CellType, make: impl FnOnce(Reg) -> Instr) -> Reg {
        let dst = self.reg(ty);
        self.push(make(dst));
        dst
    }

    fn truth(&mut self, make: impl FnOnce(Reg) -> Instr) -> Reg {
        self.emit(CellType::Truth, make)
    }

    fn constant_id(&mut self, cell: i128) -> ConstId {
        self.program.constants.push(cell);
        ConstId(u16::try_from(self.program.constants.len() - 1).unwrap())
    }

    pub fn constant(&mut self, ty: CellType, cell: i128) -> Reg {
        let constant = self.constant_id(cell);
        self.emit(ty, |dst| Instr::Const { dst, constant })
    }

    /// An amount of money in fen.
    pub fn fen(&mut self, fen: i128) -> Reg {
        self.constant(money(), fen)
    }

    pub fn number(&mut self, cell: i128, decimals: u8) -> Reg {
        self.constant(super::tables::number(decimals), cell)
    }

    pub fn day(&mut self, text: &str) -> Reg {
        self.constant(CellType::Date, i128::from(day(text)))
    }

    pub fn yes_no(&mut self, truth: bool) -> Reg {
        self.constant(CellType::Truth, i128::from(truth))
    }

    /// A slot of the record in a frame, by its title.
    pub fn slot(&self, frame: usize, name: &str) -> (SlotId, SlotType) {
        let record = self.program.record(self.frames[frame]).unwrap();
        let id = record.slot_named(name).unwrap_or_else(|| panic!("no slot {name}"));
        (id, record.slots[id.index()].ty.clone())
    }

    pub fn load(&mut self, frame: usize, name: &str) -> Reg {
        let (slot, SlotType::Cell(ty)) = self.slot(frame, name) else { panic!("{name} is no cell") };
        let frame = u8::try_from(frame).unwrap();
        self.emit(ty, |dst| Instr::Load { dst, frame, slot })
    }

    pub fn standard(&mut self, name: &str) -> Reg {
        let standard = self.program.standard_named(name).unwrap();
        let ty = self.program.standards[standard.index()].ty.clone();
        self.emit(ty, |dst| Instr::Standard { dst, standard })
    }

    pub fn standard_by(&mut self, name: &str, option: Reg) -> Reg {
        let standard = self.program.standard_named(name).unwrap();
        let ty = self.program.standards[standard.index()].ty.clone();
        self.emit(ty, |dst| Instr::StandardBy { dst, standard, option })
    }

    pub fn scale(&mut self, place: u16, x: Reg) -> Reg {
        let ty = self.program.scales[usize::from(place)].to.clone();
        self.emit(ty, |dst| Instr::Scale { dst, scale: ScaleId(place), x })
    }

    pub fn reference_date(&mut self) -> Reg {
        self.emit(CellType::Date, |dst| Instr::ReferenceDate { dst })
    }

    pub fn add(&mut self, a: Reg, b: Reg) -> Reg {
        self.emit(self.ty(a), |dst| Instr::Add { dst, a, b })
    }

    pub fn subtract(&mut self, a: Reg, b: Reg) -> Reg {
        self.emit(self.ty(a), |dst| Instr::Subtract { dst, a, b })
    }

    pub fn multiply(&mut self, a: Reg, b: Reg) -> Reg {
        let decimals = self.decimals(a) + self.decimals(b);
        let mut ty = self.ty(a);
        if let CellType::Number { decimals: has, .. } = &mut ty {
            *has = decimals;
        }
        self.emit(ty, |dst| Instr::Multiply { dst, a, b })
    }

    pub fn negate(&mut self, a: Reg) -> Reg {
        self.emit(self.ty(a), |dst| Instr::Negate { dst, a })
    }

    pub fn widen(&mut self, a: Reg, by: u8) -> Reg {
        let decimals = self.decimals(a) + by;
        self.emit(super::tables::number(decimals), |dst| Instr::Widen { dst, a, by })
    }

    pub fn round(&mut self, a: Reg, step: i128, ty: CellType, rounding: Rounding) -> Reg {
        let step = self.constant_id(step);
        self.emit(ty, |dst| Instr::Round { dst, a, step, rounding })
    }

    pub fn divide(&mut self, a: Reg, times: i128, b: Reg, ty: CellType, rounding: Rounding) -> Reg {
        let times = self.constant_id(times);
        self.emit(ty, |dst| Instr::Divide { dst, a, b, times, rounding })
    }

    pub fn non_zero(&mut self, a: Reg) -> Reg {
        self.emit(self.ty(a), |dst| Instr::NonZero { dst, a })
    }

    pub fn min(&mut self, a: Reg, b: Reg) -> Reg {
        self.emit(self.ty(a), |dst| Instr::Min { dst, a, b })
    }

    pub fn max(&mut self, a: Reg, b: Reg) -> Reg {
        self.emit(self.ty(a), |dst| Instr::Max { dst, a, b })
    }

    pub fn compare(&mut self, a: Reg, how: Compare, b: Reg) -> Reg {
        self.truth(|dst| Instr::Compare { dst, a, b, how })
    }

    pub fn not(&mut self, a: Reg) -> Reg {
        self.truth(|dst| Instr::Not { dst, a })
    }

    pub fn and(&mut self, a: Reg, b: Reg) -> Reg {
        self.truth(|dst| Instr::And { dst, a, b })
    }

    pub fn or(&mut self, a: Reg, b: Reg) -> Reg {
        self.truth(|dst| Instr::Or { dst, a, b })
    }

    pub fn choose(&mut self, guard: Reg, yes: Reg, no: Reg) -> Reg {
        self.emit(self.ty(yes), |dst| Instr::Choose { dst, guard, yes, no })
    }

    pub fn surely(&mut self, a: Reg) -> Reg {
        self.truth(|dst| Instr::Surely { dst, a })
    }

    pub fn contains(&mut self, set: Reg, option: Reg) -> Reg {
        self.truth(|dst| Instr::Contains { dst, set, option })
    }

    pub fn overlaps(&mut self, a: Reg, b: Reg) -> Reg {
        self.truth(|dst| Instr::Overlaps { dst, a, b })
    }

    pub fn text_is(&mut self, frame: usize, name: &str, text: &str) -> Reg {
        let (slot, _) = self.slot(frame, name);
        self.program.texts.push(text.to_owned());
        let text = TextId(u16::try_from(self.program.texts.len() - 1).unwrap());
        let a = TextOperand::Slot { frame: u8::try_from(frame).unwrap(), slot };
        self.truth(|dst| Instr::SameText { dst, a, b: TextOperand::Text(text) })
    }

    pub fn shift(&mut self, day: Reg, n: Reg, unit: PeriodUnit) -> Reg {
        self.emit(CellType::Date, |dst| Instr::Shift { dst, day, n, unit })
    }

    pub fn period_full(&mut self, from: Reg, n: Reg, unit: PeriodUnit) -> Reg {
        self.emit(CellType::Date, |dst| Instr::PeriodFull { dst, from, n, unit })
    }

    pub fn span_end(&mut self, from: Reg, to: Reg) -> Reg {
        self.emit(CellType::Date, |dst| Instr::SpanEnd { dst, from, to })
    }

    pub fn whole(&mut self, from: Reg, to: Reg, unit: PeriodUnit) -> Reg {
        self.emit(super::tables::number(0), |dst| Instr::Whole { dst, from, to, unit })
    }

    pub fn applies(&mut self, rule: u16) -> Reg {
        self.truth(|dst| Instr::Applies { dst, rule: RuleId(rule) })
    }

    /// `test` and, unless it is false, what the closure works out.
    pub fn and_then(&mut self, test: Reg, rest: impl FnOnce(&mut Self) -> Reg) -> Reg {
        let dst = self.reg(CellType::Truth);
        let at = self.push(Instr::SkipIfFalse { test, dst, to: 0 });
        let b = rest(self);
        self.push(Instr::And { dst, a: test, b });
        self.rule.code[at] = Instr::SkipIfFalse { test, dst, to: self.here() };
        dst
    }

    /// `test` or, unless it is true, what the closure works out.
    pub fn or_else(&mut self, test: Reg, rest: impl FnOnce(&mut Self) -> Reg) -> Reg {
        let dst = self.reg(CellType::Truth);
        let at = self.push(Instr::SkipIfTrue { test, dst, to: 0 });
        let b = rest(self);
        self.push(Instr::Or { dst, a: test, b });
        self.rule.code[at] = Instr::SkipIfTrue { test, dst, to: self.here() };
        dst
    }

    /// A loop over a list of the record in a frame.
    pub fn each(
        &mut self,
        (frame, list): (usize, &str),
        within: Option<Selection>,
        into: Option<Selection>,
        body: impl FnOnce(&mut Self),
    ) {
        let (slot, SlotType::List(member)) = self.slot(frame, list) else { panic!("{list} is no list") };
        let frame = u8::try_from(frame).unwrap();
        let begin = self.push(Instr::Each { frame, slot, within, into, end: 0 });
        self.frames.push(member);
        body(self);
        self.frames.pop();
        let end = self.here();
        self.rule.code[begin] = Instr::Each { frame, slot, within, into, end };
        self.push(Instr::Next { begin: u32::try_from(begin).unwrap() });
    }

    pub fn selection(&mut self) -> Selection {
        self.rule.selections += 1;
        Selection(self.rule.selections - 1)
    }

    /// The members for which the closure's condition holds.
    pub fn filter(&mut self, list: (usize, &str), condition: impl FnOnce(&mut Self) -> Reg) -> Selection {
        self.filter_within(list, None, condition)
    }

    pub fn filter_within(
        &mut self,
        list: (usize, &str),
        within: Option<Selection>,
        condition: impl FnOnce(&mut Self) -> Reg,
    ) -> Selection {
        let into = self.selection();
        self.each(list, within, Some(into), |code| {
            let member = condition(code);
            code.push(Instr::Keep { member });
        });
        into
    }

    pub fn count(&mut self, selection: Selection) -> Reg {
        self.emit(super::tables::number(0), |dst| Instr::Count { dst, selection })
    }

    pub fn empty(&mut self, selection: Selection) -> Reg {
        self.truth(|dst| Instr::Empty { dst, selection })
    }

    /// A fold over the members of a list (or of a selection) of a value of this type.
    pub fn fold(
        &mut self,
        list: (usize, &str),
        within: Option<Selection>,
        (how, ty): (Fold, CellType),
        value: impl FnOnce(&mut Self) -> Reg,
    ) -> Reg {
        let acc = self.reg(ty.clone());
        self.push(Instr::Start { acc, how });
        self.each(list, within, None, |code| {
            let value = value(code);
            code.push(Instr::Gather { acc, value, how });
        });
        self.emit(ty, |dst| Instr::Finish { dst, acc, how })
    }

    pub fn claim(&mut self, member: Reg, key: &str) -> Reg {
        let frame = self.frames.len() - 1;
        let (key, _) = self.slot(frame, key);
        let frame = u8::try_from(frame).unwrap();
        self.truth(|dst| Instr::Claim { dst, member, frame, key })
    }

    pub fn decide(&mut self, condition: Reg) {
        self.push(Instr::Decide { condition });
    }

    pub fn case(&mut self, guard: Option<Reg>, value: Option<Reg>, effect: Effect) {
        let case = u16::try_from(self.rule.cases.len()).unwrap();
        self.rule.cases.push(Case { title: String::new(), effect });
        self.push(Instr::Effect { case, guard, value });
    }

    pub fn grant(&mut self, amount: Reg) {
        self.case(None, Some(amount), Effect::Grant { label: None });
    }

    /// Results in a target of this condition, so that its value shows in the outcome.
    pub fn target(&mut self, condition: Reg) {
        self.case(None, Some(condition), Effect::Target { label: None });
    }

    pub fn reason(&mut self, text: &str, value: Reg, kind: ReasonKind, parts: Vec<Reason>) -> Reason {
        Reason { text: text.to_owned(), value, kind, parts }
    }
}

/// A standard that the tables have.
pub fn standard_id(program: &Program, name: &str) -> StandardId {
    program.standard_named(name).unwrap()
}
