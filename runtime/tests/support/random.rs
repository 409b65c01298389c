//! Random programs and records, from a seed: any instruction, over values that may be missing, delegated, lapsed or failed.

use super::Code;
use super::tables::{REGION, STATUS, money, number};
use qingce_runtime::program::{
    CellType, Compare, Effect, Fold, Instr, Once, PeriodUnit, Program, Reason, ReasonKind, RecordId, Reg,
    Rounding, Selection, SlotId, SlotType,
};
use qingce_runtime::{Record, Value};

/// A small generator of numbers (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, but not including, `n`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// What a random program may hold.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Conditions of which more knowledge can change the outcome even if it is known: `Surely`, claims, several cases.
    pub beyond_kleene: bool,
    /// Standards that are delegated or lapsed, and rules that ask for other rules.
    pub unknown_standards: bool,
}

/// A program of up to three rules of an agent.
pub fn program(seed: u64, kind: Kind) -> Program {
    let mut dice = Dice(seed);
    let mut program = super::tables();
    let rules = if kind.beyond_kleene { 1 + dice.below(3) } else { 1 };
    for rule in 0..rules {
        let name = ["甲", "乙", "丙"][rule];
        let code = Code::new(&mut program, name, "经纪人");
        let mut writer = Writer { code, dice: &mut dice, kind, rule, loops: 0, claims: false };
        writer.rule();
        let (claims, code) = (writer.claims, writer.code);
        let mut code = code;
        code.rule.once = match claims {
            true => Some(Once::Member),
            false if kind.beyond_kleene && dice.one_in(4) => Some(Once::Subject(SlotId(0))),
            false => None,
        };
        code.finish();
    }
    program
}

/// A record of this type; about one value in five is missing.
pub fn record(program: &Program, ty: RecordId, dice: &mut Dice) -> Record {
    let slots = &program.records[ty.index()].slots;
    let values =
        slots.iter().map(|slot| if dice.one_in(5) { Value::Missing } else { value(program, &slot.ty, dice) });
    Record { ty, values: values.collect() }
}

/// A known value of this type.
pub fn value(program: &Program, ty: &SlotType, dice: &mut Dice) -> Value {
    match ty {
        SlotType::Text => Value::Text(dice.pick(&["甲", "乙", "丙丁戊"]).into()),
        SlotType::List(member) => {
            let count = dice.below(4);
            Value::List((0..count).map(|_| record(program, *member, dice)).collect())
        }
        SlotType::Cell(ty) => Value::Cell(cell(program, ty, dice)),
    }
}

fn cell(program: &Program, ty: &CellType, dice: &mut Dice) -> i128 {
    let small = i128::try_from(dice.below(7)).unwrap();
    match ty {
        CellType::Truth => small & 1,
        CellType::Date => {
            i128::from(super::tables::day("2023-01-28")) + i128::try_from(dice.below(400)).unwrap()
        }
        CellType::Option(list) => small % i128::try_from(program.lists[list.index()].options.len()).unwrap(),
        CellType::Options(list) => small & ((1 << program.lists[list.index()].options.len()) - 1),
        CellType::Number { .. } => match dice.below(12) {
            0 => i128::MAX / 3,
            1 => -small,
            2 => 0,
            _ => small * 50,
        },
    }
}

struct Writer<'c, 'd> {
    code: Code<'c>,
    dice: &'d mut Dice,
    kind: Kind,
    rule: usize,
    /// Loops written so far; they make programs long.
    loops: usize,
    claims: bool,
}

const HOWS: [Compare; 6] = [
    Compare::Equal,
    Compare::NotEqual,
    Compare::Less,
    Compare::LessOrEqual,
    Compare::Greater,
    Compare::GreaterOrEqual,
];
const ROUNDINGS: [Rounding; 3] = [Rounding::Nearest, Rounding::Down, Rounding::Up];
const UNITS: [PeriodUnit; 3] = [PeriodUnit::Months, PeriodUnit::Days, PeriodUnit::Age];

impl Writer<'_, '_> {
    fn rule(&mut self) {
        if self.kind.beyond_kleene && self.dice.one_in(4) {
            let selection = self.claimed();
            let empty = self.code.empty(selection);
            let some = self.code.not(empty);
            self.code.decide(some);
        } else if !self.dice.one_in(5) {
            let condition = self.truth(4);
            let reason = Reason {
                text: "条件".to_owned(),
                value: condition,
                kind: ReasonKind::Condition,
                parts: Vec::new(),
            };
            self.code.rule.reasoning.push(reason);
            self.code.decide(condition);
        }
        if !self.kind.beyond_kleene {
            return match self.dice.one_in(2) {
                true => {
                    let amount = self.amount();
                    self.code.grant(amount);
                }
                false => self.code.case(None, None, Effect::Delegated { what: "办法".to_owned() }),
            };
        }
        for _ in 0..self.dice.below(3) {
            let guard = self.truth(3);
            if self.dice.one_in(2) {
                let dst = self.code.reg(CellType::Truth);
                let at = self.code.push(Instr::SkipIfFalse { test: guard, dst, to: 0 });
                let amount = self.amount();
                self.code.case(Some(guard), Some(amount), Effect::Ceiling { label: None });
                let to = u32::try_from(self.code.rule.code.len()).unwrap();
                self.code.rule.code[at] = Instr::SkipIfFalse { test: guard, dst, to };
            } else {
                let met = self.truth(2);
                self.code.case(Some(guard), Some(met), Effect::Target { label: None });
            }
        }
        if self.dice.one_in(2) {
            let amount = self.amount();
            self.code.grant(amount);
        }
    }

    /// The workers for whom a condition holds, claimed by their keys.
    fn claimed(&mut self) -> Selection {
        self.claims = true;
        self.loops += 1;
        let into = self.code.selection();
        self.in_loop((0, "人员"), None, Some(into), |writer| {
            let member = writer.truth(2);
            let member = writer.code.claim(member, "身份证号");
            writer.code.push(Instr::Keep { member });
        });
        into
    }

    fn in_loop(
        &mut self,
        list: (usize, &str),
        within: Option<Selection>,
        into: Option<Selection>,
        body: impl FnOnce(&mut Self),
    ) {
        let (slot, SlotType::List(member)) = self.code.slot(list.0, list.1) else { unreachable!() };
        let frame = u8::try_from(list.0).unwrap();
        let begin = self.code.push(Instr::Each { frame, slot, within, into, end: 0 });
        self.code.frames.push(member);
        body(self);
        self.code.frames.pop();
        let end = u32::try_from(self.code.rule.code.len()).unwrap();
        self.code.rule.code[begin] = Instr::Each { frame, slot, within, into, end };
        self.code.push(Instr::Next { begin: u32::try_from(begin).unwrap() });
    }

    /// A list that can be gone through here.
    fn list(&mut self) -> Option<(usize, &'static str)> {
        let depth = self.code.frames.len() - 1;
        if depth >= 3 || self.loops >= 4 {
            return None;
        }
        self.loops += 1;
        let workers = (0..=depth).rfind(|frame| self.code.frames[*frame] == RecordId(1));
        match workers {
            Some(frame) if self.dice.one_in(2) => Some((frame, "证书")),
            _ => Some((0, "人员")),
        }
    }

    fn selection(&mut self, list: (usize, &'static str), effort: usize) -> Selection {
        let within = if self.dice.one_in(3) && self.loops < 4 {
            self.loops += 1;
            Some(self.selection(list, effort.saturating_sub(1)))
        } else {
            None
        };
        let into = self.code.selection();
        let keeps = !self.dice.one_in(4);
        self.in_loop(list, within, Some(into), |writer| {
            if keeps {
                let member = writer.truth(effort.saturating_sub(1));
                writer.code.push(Instr::Keep { member });
            }
        });
        into
    }

    fn fold(&mut self, how: Fold, ty: CellType, effort: usize) -> Option<Reg> {
        let list = self.list()?;
        let within = if self.dice.one_in(2) { Some(self.selection(list, effort - 1)) } else { None };
        let acc = self.code.reg(ty.clone());
        self.code.push(Instr::Start { acc, how });
        self.in_loop(list, within, None, |writer| {
            let value = match ty {
                CellType::Truth => writer.truth(effort - 1),
                CellType::Date => writer.date(effort - 1),
                _ => writer.number(effort - 1),
            };
            writer.code.push(Instr::Gather { acc, value, how });
        });
        Some(self.code.emit(ty, |dst| Instr::Finish { dst, acc, how }))
    }

    /// A field of some open frame of a type like this.
    fn field(&mut self, names: [&[&str]; 3]) -> Option<Reg> {
        let frame = self.dice.below(self.code.frames.len());
        let names = match self.code.frames[frame] {
            RecordId(0) => names[0],
            RecordId(1) => names[1],
            _ => names[2],
        };
        if names.is_empty() {
            return None;
        }
        let name = self.dice.pick(names);
        Some(self.code.load(frame, name))
    }

    fn truth(&mut self, effort: usize) -> Reg {
        if effort == 0 {
            let field = self.field([&["有效"], &[], &["签合同", "备案"]]);
            return field.unwrap_or_else(|| {
                let truth = self.dice.one_in(2);
                self.code.yes_no(truth)
            });
        }
        match self.dice.below(15) {
            0 => {
                let (a, b) = (self.truth(effort - 1), self.truth(effort - 1));
                self.code.and(a, b)
            }
            1 => {
                let (a, b) = (self.truth(effort - 1), self.truth(effort - 1));
                self.code.or(a, b)
            }
            2 | 3 => self.skipped(effort, true),
            4 | 5 => self.skipped(effort, false),
            6 => {
                let a = self.truth(effort - 1);
                self.code.not(a)
            }
            7 => {
                let (a, b) = (self.number(effort - 1), self.number(effort - 1));
                let how = self.dice.pick(&HOWS);
                self.code.compare(a, how, b)
            }
            8 => {
                let (a, b) = (self.date(effort - 1), self.date(effort - 1));
                let how = self.dice.pick(&HOWS);
                self.code.compare(a, how, b)
            }
            9 => self.options(),
            10 => {
                let names = [&["证号"][..], &["身份证号"], &["编号", "企业.名称"]];
                let frame = self.dice.below(self.code.frames.len());
                let name = self.dice.pick(names[self.code.frames[frame].index()]);
                self.code.text_is(frame, name, "甲")
            }
            11 => match self.list() {
                Some(list) => {
                    let selection = self.selection(list, effort - 1);
                    self.code.empty(selection)
                }
                None => self.truth(effort - 1),
            },
            12 => {
                let how = self.dice.pick(&[Fold::Any, Fold::All]);
                self.fold(how, CellType::Truth, effort).unwrap_or_else(|| self.code.yes_no(true))
            }
            13 => {
                let (guard, a, b) = (self.truth(effort - 1), self.truth(effort - 1), self.truth(effort - 1));
                self.code.choose(guard, a, b)
            }
            _ if self.kind.beyond_kleene && self.rule > 0 && self.dice.one_in(2) => {
                let other = self.dice.below(self.rule);
                self.code.applies(u16::try_from(other).unwrap())
            }
            _ if self.kind.beyond_kleene => {
                let a = self.truth(effort - 1);
                self.code.surely(a)
            }
            _ => self.truth(0),
        }
    }

    /// `and` or `or` with a skip over the second operand, sometimes a chain of them with one end.
    fn skipped(&mut self, effort: usize, and: bool) -> Reg {
        let test = self.truth(effort - 1);
        let dst = self.code.reg(CellType::Truth);
        let skip =
            |to| if and { Instr::SkipIfFalse { test, dst, to } } else { Instr::SkipIfTrue { test, dst, to } };
        let at = self.code.push(skip(0));
        let mut so_far = test;
        let mut inner = None;
        if self.dice.one_in(3) {
            let b = self.truth(effort - 1);
            so_far = if and { self.code.and(test, b) } else { self.code.or(test, b) };
            inner = Some((so_far, self.code.push(Instr::End)));
        }
        let b = self.truth(effort - 1);
        let last = if and { Instr::And { dst, a: so_far, b } } else { Instr::Or { dst, a: so_far, b } };
        self.code.push(last);
        let to = u32::try_from(self.code.rule.code.len()).unwrap();
        self.code.rule.code[at] = skip(to);
        if let Some((test, at)) = inner {
            let skip =
                if and { Instr::SkipIfFalse { test, dst, to } } else { Instr::SkipIfTrue { test, dst, to } };
            self.code.rule.code[at] = skip;
        }
        dst
    }

    fn options(&mut self) -> Reg {
        let option = match self.field([&[], &["身份"], &[]]) {
            Some(option) => option,
            None => self.code.constant(CellType::Option(STATUS), 1),
        };
        let set = self.code.load(0, "类别");
        if self.dice.one_in(2) {
            return self.code.contains(set, option);
        }
        let two = self.code.constant(CellType::Options(STATUS), 0b101);
        self.code.overlaps(set, two)
    }

    /// A number without decimals.
    fn number(&mut self, effort: usize) -> Reg {
        if effort == 0 {
            let field = self.field([&[], &[], &["企业.人数"]]);
            return field.unwrap_or_else(|| {
                let number = i128::try_from(self.dice.below(5)).unwrap();
                self.code.number(number, 0)
            });
        }
        let plain = number(0);
        match self.dice.below(13) {
            0 => {
                let (a, b) = (self.number(effort - 1), self.number(effort - 1));
                self.code.add(a, b)
            }
            1 => {
                let (a, b) = (self.number(effort - 1), self.number(effort - 1));
                self.code.subtract(a, b)
            }
            2 => {
                let (a, b) = (self.number(effort - 1), self.number(effort - 1));
                self.code.multiply(a, b)
            }
            3 => {
                let a = self.number(effort - 1);
                self.code.negate(a)
            }
            4 => {
                let (a, b) = (self.number(effort - 1), self.number(effort - 1));
                if self.dice.one_in(2) { self.code.min(a, b) } else { self.code.max(a, b) }
            }
            5 => {
                let (a, b) = (self.number(effort - 1), self.number(effort - 1));
                let rounding = self.dice.pick(&ROUNDINGS);
                self.code.divide(a, 100, b, plain, rounding)
            }
            6 => {
                let a = self.number(effort - 1);
                let (a, rounding) = (self.code.widen(a, 2), self.dice.pick(&ROUNDINGS));
                self.code.round(a, 7, plain, rounding)
            }
            7 => {
                let a = self.number(effort - 1);
                self.code.non_zero(a)
            }
            8 => {
                let (from, to) = (self.date(effort - 1), self.date(effort - 1));
                let unit = self.dice.pick(&UNITS);
                self.code.whole(from, to, unit)
            }
            9 => match self.list() {
                Some(list) => {
                    let selection = self.selection(list, effort - 1);
                    self.code.count(selection)
                }
                None => self.number(0),
            },
            10 => {
                let how = self.dice.pick(&[Fold::Sum, Fold::Largest, Fold::Smallest]);
                self.fold(how, plain, effort).unwrap_or_else(|| self.code.number(1, 0))
            }
            11 => {
                let (guard, a, b) =
                    (self.truth(effort - 1), self.number(effort - 1), self.number(effort - 1));
                self.code.choose(guard, a, b)
            }
            _ => self.number(0),
        }
    }

    fn date(&mut self, effort: usize) -> Reg {
        if effort == 0 {
            let field = self.field([&[], &["开始", "结束"], &["成立"]]);
            return field.unwrap_or_else(|| self.code.day("2023-05-31"));
        }
        match self.dice.below(6) {
            0 => {
                let (day, n) = (self.date(effort - 1), self.number(effort - 1));
                let unit = self.dice.pick(&UNITS);
                self.code.shift(day, n, unit)
            }
            1 => {
                let (day, n) = (self.date(effort - 1), self.number(effort - 1));
                let unit = self.dice.pick(&UNITS);
                self.code.period_full(day, n, unit)
            }
            2 => {
                let (from, to) = (self.date(effort - 1), self.date(effort - 1));
                self.code.span_end(from, to)
            }
            3 => self.code.reference_date(),
            4 => {
                self.fold(Fold::Largest, CellType::Date, effort).unwrap_or_else(|| self.code.reference_date())
            }
            _ => self.date(0),
        }
    }

    /// An amount of money.
    fn amount(&mut self) -> Reg {
        let choices = if self.kind.unknown_standards { 6 } else { 4 };
        match self.dice.below(choices) {
            0 => self.code.load(0, "借款"),
            1 => {
                let n = self.number(3);
                let one = self.code.fen(100);
                self.code.multiply(one, n)
            }
            2 => {
                let region = self.code.load(0, "地区");
                assert_eq!(self.code.ty(region), CellType::Option(REGION));
                self.code.standard_by("地区补贴", region)
            }
            3 => {
                let x = self.code.load(0, "企业.人数");
                let scale = u16::try_from(self.dice.below(2)).unwrap();
                self.code.scale(scale, x)
            }
            4 => self.code.standard("授权补贴"),
            _ => {
                let (a, b) = (self.code.standard("已止"), self.code.load(0, "借款"));
                assert_eq!(self.code.ty(b), money());
                self.code.add(a, b)
            }
        }
    }
}
