//! Values in words: formulas with signs, names and amounts.

use crate::condition::Condition;
use crate::number;
use crate::phrases::{Named, Speaker};
use qingce_compiler::model::{
    Aggregate, Dated, DefinitionId, Exact, Expr, ExprKind, FieldId, NumberType, PeriodUnit, Rounding,
    StandardId, Type, UnitKind,
};

/// How tightly the words of a value hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Phrase,
    Sum,
    Product,
    Atom,
}

impl Speaker<'_> {
    /// A value in words.
    pub fn value(&self, e: &Expr) -> String {
        self.leveled(e).0
    }

    /// The same as the end of a sentence: of several standards only the names, since their values are told below.
    pub fn amount(&self, e: &Expr) -> String {
        let quiet = Self { with_values: standards(e) < 2, ..self.clone() };
        quiet.value(e)
    }

    /// The same, in brackets if it holds together more loosely than `least`.
    fn at(&self, e: &Expr, least: Level) -> String {
        let (words, level) = self.leveled(e);
        match level < least {
            true => self.say(format!("（{words}）"), format!("({words})")),
            false => words,
        }
    }

    fn leveled(&self, e: &Expr) -> (String, Level) {
        let atom = |words: String| (words, Level::Atom);
        match &e.kind {
            ExprKind::Number(exact) => atom(self.number(*exact, &e.ty)),
            ExprKind::Truth(truth) => {
                atom(self.say(if *truth { "是" } else { "否" }, if *truth { "yes" } else { "no" }))
            }
            ExprKind::Date(date) => atom(self.phrases.day(*date)),
            ExprKind::Text(text) => atom(format!("“{text}”")),
            ExprKind::Option(option) => atom(self.options(&e.ty, &[*option])),
            ExprKind::Options(options) => atom(self.options(&e.ty, options)),
            ExprKind::Outcome(rule) => {
                let name =
                    self.phrases.model.rules.get(rule.0).map(|rule| rule.name.as_str()).unwrap_or_default();
                atom(match e.ty {
                    Type::Truth => self.say(format!("享受“{name}”"), format!("“{name}” is had")),
                    _ => self.say(format!("“{name}”的数额"), format!("the amount of “{name}”")),
                })
            }
            ExprKind::ReferenceDate => atom(self.say("基准日", "the reference date")),
            ExprKind::Field { frame, path } => atom(self.field(*frame, path)),
            ExprKind::Let(id) => {
                self.note(Named::Let(*id));
                atom(self.lets.get(id.0).map(|one| self.term(&one.name)).unwrap_or_default())
            }
            ExprKind::Definition(id) => {
                atom(self.definition(*id, (self.frames.len() > 1).then_some((0, &[][..]))))
            }
            ExprKind::DefinitionOf { definition, frame, path, .. } => {
                let elsewhere = frame + 1 != self.frames.len() || !path.is_empty();
                atom(self.definition(*definition, elsewhere.then_some((*frame, path.as_slice()))))
            }
            ExprKind::Standard(id) => atom(self.standard(*id)),
            ExprKind::StandardBy(id, option) => {
                let (name, option) = (self.standard(*id), self.value(option));
                atom(self.say(format!("{name}（按{option}对应的一档）"), format!("{name} for the {option}")))
            }
            ExprKind::Scale(id, at) => {
                self.note(Named::Scale(*id));
                let name = self
                    .model()
                    .scales
                    .get(id.0)
                    .map(|one| self.phrases.quoted(&one.name))
                    .unwrap_or_default();
                let at = self.value(at);
                atom(self.say(format!("按{name}对应于{at}的数额"), format!("what {name} gives for {at}")))
            }
            ExprKind::Where(..) => (self.list(e), Level::Phrase),
            ExprKind::Aggregate(list, how, of) => self.aggregate(e, list, *how, of.as_deref()),
            ExprKind::Empty { .. }
            | ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::Compare(..)
            | ExprKind::CompareRange { .. }
            | ExprKind::InOptions { .. }
            | ExprKind::InTexts { .. } => {
                let condition = self.inline(&Condition::of(self, e, true));
                (self.say(format!("是否{condition}"), format!("whether {condition}")), Level::Phrase)
            }
            ExprKind::Add(a, b) => self.signed(a, "＋", " + ", b, (Level::Sum, Level::Sum, Level::Product)),
            ExprKind::Subtract(a, b) => {
                self.signed(a, "－", " − ", b, (Level::Sum, Level::Sum, Level::Product))
            }
            ExprKind::Multiply(a, b) => match years(e) {
                Some(years) => atom(years_words(self, years)),
                None => self.signed(a, "×", " × ", b, (Level::Product, Level::Product, Level::Product)),
            },
            ExprKind::Divide(a, b) => {
                self.signed(a, "÷", " ÷ ", b, (Level::Product, Level::Product, Level::Atom))
            }
            ExprKind::Negate(a) => (format!("−{}", self.at(a, Level::Atom)), Level::Product),
            ExprKind::Shift { date, period, back, .. } => {
                let (date, period) = (self.at(date, Level::Atom), self.at(period, Level::Atom));
                let zh = if *back {
                    format!("{date}之前{period}的那一天")
                } else {
                    format!("{date}之后{period}的那一天")
                };
                let en =
                    if *back { format!("{period} before {date}") } else { format!("{period} after {date}") };
                (self.say(zh, en), Level::Phrase)
            }
            ExprKind::Round { value, rounding, step } => self.rounded(e, value, *rounding, *step),
            ExprKind::Min(parts) => self.extreme(parts, ("较低", "最低"), ("lower", "lowest")),
            ExprKind::Max(parts) => self.extreme(parts, ("较高", "最高"), ("higher", "highest")),
            ExprKind::Whole { from, to, unit } => {
                let (from, to) = (self.value(from), self.value(to));
                let (zh, en) = match unit {
                    PeriodUnit::Months => ("整月数", "whole months"),
                    PeriodUnit::Days => ("天数", "days"),
                    PeriodUnit::Years => ("整年数", "whole years"),
                };
                atom(
                    self.say(
                        format!("从{from}到{to}的{zh}"),
                        format!("the number of {en} from {from} to {to}"),
                    ),
                )
            }
        }
    }

    /// A definition by name, with whose it is if that isn't the record at hand.
    fn definition(&self, id: DefinitionId, of: Option<(usize, &[FieldId])>) -> String {
        self.note(Named::Definition(id));
        let name = self.model().definitions.get(id.0).map(|one| self.term(&one.name)).unwrap_or_default();
        let Some((frame, path)) = of else { return name };
        let whose = match path {
            [] => {
                let record = self.frames.get(frame).map(|record| self.phrases.record_name(*record));
                let record = record.unwrap_or_default();
                self.say(format!("该{record}"), format!("the {record}"))
            }
            path => self.field(frame, path),
        };
        self.say(format!("{whose}的{name}"), format!("{name} of {whose}"))
    }

    fn number(&self, exact: Exact, ty: &Type) -> String {
        match ty {
            Type::Number(ty) => self.phrases.amount(exact, ty),
            _ => number::plain(exact, 0),
        }
    }

    fn options(&self, ty: &Type, options: &[usize]) -> String {
        let (Type::Option(list) | Type::Options(list)) = ty else { return String::new() };
        let names: Vec<String> = options.iter().map(|option| self.option(*list, *option)).collect();
        self.joined(&names)
    }

    /// A standard by name; with its value where it has but one, or the one that is in force on the day asked for.
    fn standard(&self, id: StandardId) -> String {
        self.note(Named::Standard(id));
        let Some(standard) = self.model().standards.get(id.0) else { return String::new() };
        let name = self.term(&standard.name);
        let amount = |dated: &Dated<Vec<Exact>>| match dated.value.as_slice() {
            [one] => Some(self.phrases.amount(*one, &standard.ty)),
            _ => None,
        };
        if !self.with_values {
            return name;
        }
        let value = match (self.phrases.as_of, standard.values.as_slice()) {
            (None, [only]) if only.to.is_none() => {
                amount(only).map(|value| self.say(format!("（{value}）"), format!(" ({value})")))
            }
            (Some(day), values) => {
                let now =
                    values.iter().find(|dated| dated.from <= day && dated.to.is_none_or(|to| day <= to));
                now.and_then(amount)
                    .map(|value| self.say(format!("（现行{value}）"), format!(" (now {value})")))
            }
            _ => None,
        };
        name + &value.unwrap_or_default()
    }

    fn signed(
        &self,
        a: &Expr,
        zh: &str,
        en: &str,
        b: &Expr,
        (level, left, right): (Level, Level, Level),
    ) -> (String, Level) {
        let sign = self.phrases.language.pick(zh, en);
        (format!("{}{sign}{}", self.at(a, left), self.at(b, right)), level)
    }

    fn extreme(&self, parts: &[Expr], zh: (&str, &str), en: (&str, &str)) -> (String, Level) {
        let words: Vec<String> = parts.iter().map(|part| self.at(part, Level::Sum)).collect();
        let two = words.len() == 2;
        let (zh, en) = if two { (zh.0, en.0) } else { (zh.1, en.1) };
        let all = match two {
            true => words.join(self.phrases.language.pick("与", " and ")),
            false => self.joined(&words),
        };
        (self.say(format!("{all}中{zh}的一个"), format!("the {en} of {all}")), Level::Phrase)
    }

    fn rounded(&self, e: &Expr, value: &Expr, rounding: Rounding, step: Exact) -> (String, Level) {
        let value = self.at(value, Level::Sum);
        let to = self.step(e, step);
        let (zh, en) = match rounding {
            Rounding::Nearest => ("四舍五入", "rounded"),
            Rounding::Down => ("舍去尾数", "rounded down"),
            Rounding::Up => ("尾数进位", "rounded up"),
        };
        (self.say(format!("{value}，{zh}到{to}"), format!("{value}, {en} to {to}")), Level::Phrase)
    }

    /// What is rounded to: `元`, `分`, `0.5亩的整数倍`.
    fn step(&self, e: &Expr, step: Exact) -> String {
        let Type::Number(ty) = &e.ty else { return number::plain(step, 0) };
        let dimension: Vec<_> = ty.dimension.iter().collect();
        let money = match dimension.as_slice() {
            [(unit, 1)] => self.model().units.get(unit.0).is_some_and(|unit| unit.kind == UnitKind::Money),
            _ => false,
        };
        match (money, number::plain(step, 0).as_str()) {
            (true, "1") => self.say("元", "the yuan"),
            (true, "0.1") => self.say("角", "a tenth of a yuan"),
            (true, "0.01") => self.say("分", "a hundredth of a yuan"),
            _ => {
                let step = self.number(step, &e.ty);
                self.say(format!("{step}的整数倍"), format!("a multiple of {step}"))
            }
        }
    }

    fn aggregate(&self, e: &Expr, list: &Expr, how: Aggregate, of: Option<&Expr>) -> (String, Level) {
        let members = self.list(list);
        let of = of.map(|of| self.inside(list).at(of, Level::Atom)).unwrap_or_default();
        let (zh, en) = match how {
            Aggregate::Count => {
                let word = self.counting(e).unwrap_or("个数");
                (format!("{members}的{word}"), format!("the number of {members}"))
            }
            Aggregate::Sum => (format!("{members}各自{of}的合计"), format!("the sum of {of} over {members}")),
            Aggregate::Largest => {
                (format!("{members}的{of}中最大的一个"), format!("the largest {of} among {members}"))
            }
            Aggregate::Smallest => {
                (format!("{members}的{of}中最小的一个"), format!("the smallest {of} among {members}"))
            }
            Aggregate::Any | Aggregate::All => {
                let condition = self.inline(&Condition::of(self, e, true));
                (format!("是否{condition}"), format!("whether {condition}"))
            }
        };
        (self.say(zh, en), Level::Atom)
    }

    /// The word that counts a list in this unit.
    fn counting(&self, e: &Expr) -> Option<&str> {
        let Type::Number(NumberType { dimension, .. }) = &e.ty else { return None };
        let unit = dimension.keys().next()?;
        self.model().units.get(unit.0)?.counting.as_deref().filter(|word| !word.is_ascii())
    }

    /// A list as a noun.
    pub fn list(&self, e: &Expr) -> String {
        match &e.kind {
            ExprKind::Where(list, condition) => {
                let inner = self.inside(list);
                let condition = inner.inline(&Condition::of(&inner, condition, true));
                let list = self.list(list);
                self.say(
                    format!("{list}中{condition}的成员"),
                    format!("those of {list} for which {condition}"),
                )
            }
            _ => self.value(e),
        }
    }

    /// A period of time in the unit that it was written in.
    pub fn span(&self, e: &Expr, unit: PeriodUnit) -> String {
        match (&e.kind, unit, years(e)) {
            (_, _, Some(years)) => years_words(self, years),
            (ExprKind::Number(exact), PeriodUnit::Years, _) => {
                let years = number::plain(*exact, 0);
                self.say(format!("{years}周岁"), format!("{years} years of age"))
            }
            _ => self.value(e),
        }
    }
}

/// The years of a period that was written in years: months are counted, and the twelve stands where the number does.
fn years(e: &Expr) -> Option<Exact> {
    match &e.kind {
        ExprKind::Multiply(number, twelve) if number.place == twelve.place => match number.kind {
            ExprKind::Number(years) => Some(years),
            _ => None,
        },
        _ => None,
    }
}

fn years_words(speaker: &Speaker<'_>, years: Exact) -> String {
    let words = number::plain(years, 0);
    let en = if words == "1" { "1 year".to_owned() } else { format!("{words} years") };
    speaker.say(format!("{words}年"), en)
}

/// How often standards are named in an expression.
fn standards(e: &Expr) -> usize {
    let own = usize::from(matches!(e.kind, ExprKind::Standard(_) | ExprKind::StandardBy(..)));
    e.children().into_iter().fold(own, |sum, (part, _)| sum + standards(part))
}
