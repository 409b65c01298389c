//! The smallest parts of a condition: a thing and what is said of it.

use crate::condition::Condition;
use crate::phrases::Speaker;
use qingce_compiler::model::{Aggregate, Comparison, Expr, ExprKind, PeriodUnit, Type};

/// `thing` and what is said of it: 采摘开始 | 不早于 | 2022年6月1日. An empty thing: the statement says it all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    thing: String,
    said: Vec<String>,
}

impl Leaf {
    fn new(thing: String, said: String) -> Self {
        Self { thing, said: vec![said] }
    }

    fn whole(said: String) -> Self {
        Self::new(String::new(), said)
    }

    /// Whether both speak of one thing.
    pub fn can_join(&self, other: &Self) -> bool {
        !self.thing.is_empty() && self.thing == other.thing
    }

    /// Says what another one says too.
    pub fn join(&mut self, other: Self) {
        self.said.extend(other.said);
    }

    /// What a set includes, where nothing else is said of it: 包括甲、包括乙 is 包括甲、乙.
    fn included(&self) -> Option<Vec<&str>> {
        let each =
            self.said.iter().map(|said| said.strip_prefix("包括").filter(|rest| !rest.contains("中的")));
        each.collect()
    }

    /// In words.
    pub fn words(&self, speaker: &Speaker<'_>) -> String {
        let said = match self.included() {
            Some(included) => format!("包括{}", included.join("、")),
            None => self.said.join(speaker.phrases.language.pick("、", " and ")),
        };
        match (self.thing.as_str(), speaker.is_chinese()) {
            ("", _) => said,
            (thing, true) => format!("{thing}{said}"),
            (thing, false) => format!("{thing} {said}"),
        }
    }
}

/// A field's name that begins so says no when it begins so instead.
const CONTRARY: &[(&str, &str)] = &[
    ("有", "没有"),
    ("属", "不属"),
    ("具有", "不具有"),
    ("能", "不能"),
    ("已", "尚未"),
    ("在", "不在"),
    ("符合", "不符合"),
    ("是", "不是"),
    ("拟", "不拟"),
];

/// Words by which a name says no already.
const NEGATIONS: &[char] = &['不', '未', '没', '无', '非'];

impl Speaker<'_> {
    /// What an expression that isn't 且, 或 or 非 states, or its contrary.
    pub fn leaf(&self, e: &Expr, positive: bool) -> Leaf {
        match &e.kind {
            ExprKind::Truth(truth) => Leaf::whole(match *truth == positive {
                true => self.say("在任何情况下", "in every case"),
                false => self.say("在任何情况下都不", "in no case"),
            }),
            ExprKind::Field { frame, path } => self.stated(self.field(*frame, path), positive),
            ExprKind::Let(_) | ExprKind::Definition(_) | ExprKind::DefinitionOf { .. } => {
                let name = self.value(e);
                if self.is_chinese() && CONTRARY.iter().any(|(yes, _)| name.starts_with(yes)) {
                    return self.stated(name, positive);
                }
                let (zh, en) = if positive {
                    ("符合", "the conditions for")
                } else {
                    ("不符合", "not all conditions for")
                };
                let name = if self.is_chinese() && !name.starts_with('“') {
                    format!("“{name}”")
                } else {
                    name
                };
                Leaf::whole(self.say(format!("{zh}{name}的规定"), format!("{en} {name} are met")))
            }
            ExprKind::Empty { list, negated } => self.empty(list, *negated == positive),
            ExprKind::Aggregate(list, Aggregate::Any, Some(of)) => self.some(list, of, positive),
            ExprKind::Aggregate(list, Aggregate::All, Some(of)) => self.every(list, of, positive),
            ExprKind::Compare(a, how, b) => self.compared(a, if positive { *how } else { contrary(*how) }, b),
            ExprKind::CompareRange { from, to, how, period, unit } => {
                let how = if positive { *how } else { contrary(*how) };
                self.ranged((from, to), how, period, *unit)
            }
            ExprKind::InOptions { value, set, negated } => {
                self.among_options(value, set, *negated != positive)
            }
            ExprKind::InTexts { value, texts, negated } => {
                let texts: Vec<String> = texts.iter().map(|text| self.value(text)).collect();
                let said = match (*negated != positive, texts.as_slice()) {
                    (true, [one]) => self.say(format!("为{one}"), format!("is {one}")),
                    (false, [one]) => self.say(format!("不是{one}"), format!("is not {one}")),
                    (true, all) => {
                        self.say(format!("为{}之一", all.concat()), format!("is one of {}", all.join(", ")))
                    }
                    (false, all) => self.say(
                        format!("不是{}中的任何一个", all.concat()),
                        format!("is none of {}", all.join(", ")),
                    ),
                };
                Leaf::new(self.value(value), said)
            }
            _ => self.stated(self.value(e), positive),
        }
    }

    /// A truth field: its name says it, or says that it isn't so.
    fn stated(&self, name: String, positive: bool) -> Leaf {
        let quoted = name.starts_with('“');
        if !self.is_chinese() {
            let (answer, name) =
                (if positive { "yes" } else { "no" }, if quoted { name } else { format!("“{name}”") });
            return Leaf::whole(format!("the answer to {name} is {answer}"));
        }
        if quoted {
            return Leaf::new(name, if positive { "一项为“是”" } else { "一项为“否”" }.to_owned());
        }
        if positive {
            return Leaf::whole(name);
        }
        let (before, last) =
            name.rsplit_once('的').map_or(("", name.as_str()), |(before, last)| (before, last));
        let turned = CONTRARY.iter().filter(|_| !last.contains(NEGATIONS)).find_map(|(yes, no)| {
            let rest = last.strip_prefix(yes)?;
            Some(format!("{no}{rest}"))
        });
        match turned {
            Some(turned) if before.is_empty() => Leaf::whole(turned),
            Some(turned) => Leaf::whole(format!("{before}{turned}")),
            None if last.contains(NEGATIONS) => Leaf::new(format!("“{name}”"), "一项为“否”".to_owned()),
            None => Leaf::whole(format!("不具备“{name}”")),
        }
    }

    fn empty(&self, list: &Expr, occupied: bool) -> Leaf {
        if !matches!(list.ty, Type::List(_)) {
            let thing = self.value(list);
            return match occupied {
                true => Leaf::new(thing, self.say("已填写", "is filled in")),
                false => Leaf::new(thing, self.say("为空", "is empty")),
            };
        }
        if let ExprKind::Where(within, condition) = &list.kind {
            return self.some(within, condition, occupied);
        }
        let list = self.list(list);
        Leaf::whole(match occupied {
            true => self.say(format!("有{list}"), format!("there is at least one of {list}")),
            false => self.say(format!("没有{list}"), format!("there is none of {list}")),
        })
    }

    /// That some member fulfils a condition, or that none does.
    fn some(&self, list: &Expr, of: &Expr, positive: bool) -> Leaf {
        let inner = self.inside(list);
        let condition = inner.inline(&Condition::of(&inner, of, true));
        let list = self.list(list);
        Leaf::whole(match positive {
            true => self.say(
                format!("{list}中至少有一个{condition}"),
                format!("there is at least one of {list} for which {condition}"),
            ),
            false => self.say(
                format!("{list}中没有一个{condition}"),
                format!("there is none of {list} for which {condition}"),
            ),
        })
    }

    /// That every member fulfils a condition, or that some one doesn't.
    fn every(&self, list: &Expr, of: &Expr, positive: bool) -> Leaf {
        let inner = self.inside(list);
        let condition = inner.inline(&Condition::of(&inner, of, positive));
        let list = self.list(list);
        Leaf::whole(match positive {
            true => {
                self.say(format!("{list}全部{condition}"), format!("for every one of {list}, {condition}"))
            }
            false => self.say(
                format!("{list}中至少有一个{condition}"),
                format!("there is at least one of {list} for which {condition}"),
            ),
        })
    }

    fn compared(&self, a: &Expr, how: Comparison, b: &Expr) -> Leaf {
        // What is known stands behind: 3个月 ≤ 时长 reads 时长不低于3个月.
        let known = |e: &Expr| {
            matches!(
                e.kind,
                ExprKind::Number(_)
                    | ExprKind::Date(_)
                    | ExprKind::Text(_)
                    | ExprKind::Option(_)
                    | ExprKind::Standard(_)
            )
        };
        let (a, how, b) = if known(a) && !known(b) { (b, turned(how), a) } else { (a, how, b) };
        let value = self.value(b);
        let (zh, en) = match (&a.ty, how) {
            (Type::Date, Comparison::Less) => ("早于", "is before"),
            (Type::Date, Comparison::LessOrEqual) => ("不晚于", "is on or before"),
            (Type::Date, Comparison::Greater) => ("晚于", "is after"),
            (Type::Date, Comparison::GreaterOrEqual) => ("不早于", "is on or after"),
            (_, Comparison::Equal) => ("为", "is"),
            (_, Comparison::NotEqual) => ("不是", "is not"),
            (_, Comparison::Less) => ("低于", "is less than"),
            (_, Comparison::LessOrEqual) => ("不超过", "is at most"),
            (_, Comparison::Greater) => ("超过", "is more than"),
            (_, Comparison::GreaterOrEqual) => ("不低于", "is at least"),
        };
        Leaf::new(self.value(a), self.say(format!("{zh}{value}"), format!("{en} {value}")))
    }

    /// A span of time, or an age.
    fn ranged(&self, (from, to): (&Expr, &Expr), how: Comparison, period: &Expr, unit: PeriodUnit) -> Leaf {
        let (from, to, period) = (self.value(from), self.value(to), self.span(period, unit));
        if unit == PeriodUnit::Years {
            let (zh, en) = match how {
                Comparison::GreaterOrEqual => ("年满", "has been reached"),
                Comparison::Less => ("不满", "has not been reached"),
                Comparison::Greater => ("已超过", "has been passed"),
                Comparison::LessOrEqual => ("不超过", "has not been passed"),
                Comparison::Equal => ("正好", "is the age in whole years"),
                Comparison::NotEqual => ("不是", "is not the age in whole years"),
            };
            return Leaf::new(
                self.say(format!("从{from}算到{to}"), format!("counted from {from} to {to}")),
                self.say(format!("{zh}{period}"), format!("{period} {en}")),
            );
        }
        let (zh, en) = match how {
            Comparison::GreaterOrEqual => ("满", "at least"),
            Comparison::Less => ("不满", "less than"),
            Comparison::Greater => ("超过", "more than"),
            Comparison::LessOrEqual => ("不超过", "at most"),
            Comparison::Equal => ("正好", "exactly"),
            Comparison::NotEqual => ("不是正好", "anything but"),
        };
        Leaf::new(
            self.say(format!("从{from}到{to}"), format!("the time from {from} to {to} is")),
            self.say(format!("{zh}{period}"), format!("{en} {period}")),
        )
    }

    fn among_options(&self, value: &Expr, set: &Expr, positive: bool) -> Leaf {
        let named = |e: &Expr| match &e.kind {
            ExprKind::Option(_) => Some(1),
            ExprKind::Options(options) => Some(options.len()),
            _ => None,
        };
        // 「类别 含 青绣」: the set that a record has, and what is in it.
        let (thing, wanted) =
            if named(value).is_some() && named(set).is_none() { (set, value) } else { (value, set) };
        let many = matches!(thing.ty, Type::Options(_));
        let words = self.value(wanted);
        let (zh, en) = match (many, named(wanted), positive) {
            (true, Some(1), true) => (format!("包括{words}"), format!("includes {words}")),
            (true, Some(1), false) => (format!("不包括{words}"), format!("does not include {words}")),
            (true, _, true) => {
                (format!("包括{words}中的至少一项"), format!("includes at least one of {words}"))
            }
            (true, _, false) => (format!("不包括{words}中的任何一项"), format!("includes none of {words}")),
            (false, Some(1), true) => (format!("为{words}"), format!("is {words}")),
            (false, Some(1), false) => (format!("不是{words}"), format!("is not {words}")),
            (false, _, true) => (format!("属于{words}之一"), format!("is one of {words}")),
            (false, _, false) => (format!("不属于{words}中的任何一项"), format!("is none of {words}")),
        };
        Leaf::new(self.value(thing), self.say(zh, en))
    }
}

/// What holds exactly where the other doesn't.
fn contrary(how: Comparison) -> Comparison {
    match how {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
    }
}

/// The same with its sides exchanged.
fn turned(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::Greater,
        Comparison::Greater => Comparison::Less,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        same => same,
    }
}
