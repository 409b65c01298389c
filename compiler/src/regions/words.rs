//! A combination in words.

use crate::model::{Dimension, Model, PeriodUnit, Type, UnitKind};
use crate::numerals::Ratio;
use chrono::Datelike;
use qingce_grammar::{Message, Place};
use std::cmp::Ordering;

use super::build::Space;
use super::cells::{Cell, Kind, Line, Shown, Term, Variable};
use super::lines::day;
use super::search::Finding;

impl Space<'_> {
    /// `年限 超过 2年 不足 5年（例如 3年）`, joined by 且. `text` gives the words at a place.
    pub(crate) fn words(&self, finding: &Finding, text: &impl Fn(Place) -> String) -> Message {
        let parts: Vec<Message> = finding
            .cells
            .iter()
            .filter_map(|(variable, cell)| Some(self.part(self.variables.get(*variable)?, cell, text)))
            .collect();
        if parts.is_empty() {
            return Message::new("任何情况", "any record");
        }
        let zh: Vec<&str> = parts.iter().map(|p| p.zh.as_str()).collect();
        let en: Vec<&str> = parts.iter().map(|p| p.en.as_str()).collect();
        Message::new(zh.join("，且 "), en.join(" and "))
    }

    fn part(&self, variable: &Variable, cell: &Cell, text: &impl Fn(Place) -> String) -> Message {
        let name = named(variable, &one_line(&text(variable.place)));
        match (cell, &variable.kind) {
            (Cell::Line { sample, .. }, Kind::Line(Line { shown: Shown::Relation, .. })) => {
                relation(variable, &name, variable.second.map(|place| one_line(&text(place))), *sample)
            }
            (Cell::Line { above, below, sample }, Kind::Line(line)) => {
                self.point(&name, line, *above, *below, *sample)
            }
            (Cell::Truth(value), _) => self.truth(&name, variable, *value),
            (Cell::Option(option), Kind::Option { list, .. }) => {
                let option = option_name(self.view.model, list.0, *option);
                Message::new(format!("{name} 为 {option}"), format!("{name} is {option}"))
            }
            (Cell::Option(number), Kind::Text { named }) => {
                let word = named.get(*number).map(String::as_str).unwrap_or_default();
                Message::new(format!("{name} 为「{word}」"), format!("{name} is \"{word}\""))
            }
            (Cell::Other(Some(option)), Kind::Option { list, .. }) => {
                let option = option_name(self.view.model, list.0, *option);
                Message::new(
                    format!("{name} 为其他选项（例如 {option}）"),
                    format!("{name} is another option (for example {option})"),
                )
            }
            _ => Message::new(format!("{name} 为其他内容"), format!("{name} is anything else")),
        }
    }

    fn truth(&self, name: &str, variable: &Variable, value: bool) -> Message {
        if let Term::Member(set, option) = &variable.term {
            let list = match set.ty {
                Type::Options(list) => list.0,
                _ => usize::MAX,
            };
            let option = option_name(self.view.model, list, *option);
            return if value {
                Message::new(format!("{name} 含 {option}"), format!("{name} contains {option}"))
            } else {
                Message::new(format!("{name} 不含 {option}"), format!("{name} does not contain {option}"))
            };
        }
        if value {
            Message::new(format!("{name} 成立"), format!("{name} holds"))
        } else {
            Message::new(format!("{name} 不成立"), format!("{name} does not hold"))
        }
    }

    fn point(
        &self,
        name: &str,
        line: &Line,
        above: Option<Ratio>,
        below: Option<Ratio>,
        sample: Ratio,
    ) -> Message {
        match &line.shown {
            Shown::Members if sample.is_zero() => {
                return Message::new(format!("{name} 为空"), format!("{name} is empty"));
            }
            Shown::Members => return Message::new(format!("{name} 不为空"), format!("{name} is not empty")),
            Shown::Number(_) | Shown::Rate | Shown::Date | Shown::Period(_) | Shown::Relation => {}
        }
        let spelled = |value: Ratio| spelled(self.view.model, &line.shown, value);
        let example = |words: Message| {
            let sample = spelled(sample);
            Message::new(
                format!("{}（例如 {}）", words.zh, sample.zh),
                format!("{} (for example {})", words.en, sample.en),
            )
        };
        let date = line.shown == Shown::Date;
        match (above, below) {
            (Some(a), Some(b)) if a == b => {
                let value = spelled(a);
                let zh = if matches!(line.shown, Shown::Period(_)) { "正好满" } else { "为" };
                Message::new(format!("{name} {zh} {}", value.zh), format!("{name} is exactly {}", value.en))
            }
            (above, below) => {
                let zh = |words: &str, value: Option<Ratio>| {
                    value.map(|v| format!(" {words} {}", spelled(v).zh)).unwrap_or_default()
                };
                let en =
                    |words: &str, value: Option<Ratio>| value.map(|v| format!("{words} {}", spelled(v).en));
                let (zh_above, zh_below) = if date { ("晚于", "早于") } else { ("超过", "不足") };
                let (en_above, en_below) =
                    if date { ("after", "before") } else { ("more than", "less than") };
                let bounds: Vec<String> =
                    [en(en_above, above), en(en_below, below)].into_iter().flatten().collect();
                example(Message::new(
                    format!("{name}{}{}", zh(zh_above, above), zh(zh_below, below)),
                    format!("{name} is {}", bounds.join(" and ")),
                ))
            }
        }
    }
}

/// One thing against another: `name` is the first, or the whole comparison where the second has no words of its own.
fn relation(variable: &Variable, name: &str, second: Option<String>, sample: Ratio) -> Message {
    let dates = matches!(&variable.term, Term::Relation(first, _) if first.ty == Type::Date);
    let Some(second) = second else {
        let (zh, en) = match sample.cmp(&Ratio::ZERO) {
            Ordering::Less => ("没有到期限", "the period is not reached"),
            Ordering::Equal => ("正好到期限", "the period is just reached"),
            Ordering::Greater => ("超过期限", "the period is over"),
        };
        return Message::new(format!("{name} 中{zh}"), format!("in {name}, {en}"));
    };
    let (zh, en) = match (sample.cmp(&Ratio::ZERO), dates) {
        (Ordering::Less, false) => ("小于", "is less than"),
        (Ordering::Less, true) => ("早于", "is before"),
        (Ordering::Equal, _) => ("等于", "equals"),
        (Ordering::Greater, false) => ("大于", "is more than"),
        (Ordering::Greater, true) => ("晚于", "is after"),
    };
    Message::new(format!("{name} {zh} {second}"), format!("{name} {en} {second}"))
}

/// A value with its unit.
fn spelled(model: &Model, shown: &Shown, value: Ratio) -> Message {
    let number = value.spelled();
    match shown {
        Shown::Date => match day(value) {
            Some(d) => Message::new(format!("{}年{}月{}日", d.year(), d.month(), d.day()), d.to_string()),
            None => Message::new(number.clone(), number),
        },
        Shown::Rate => {
            let hundredths = value.times(Ratio::whole(100)).unwrap_or(value).spelled();
            Message::new(format!("{hundredths}%"), format!("{hundredths}%"))
        }
        Shown::Period(unit) => {
            let (zh, en) = match unit {
                PeriodUnit::Months => ("个月", "month"),
                PeriodUnit::Days => ("天", "day"),
                PeriodUnit::Years => ("周岁", "year"),
            };
            let plural = if value == Ratio::ONE { "" } else { "s" };
            Message::new(format!("{number}{zh}"), format!("{number} {en}{plural}"))
        }
        Shown::Number(dimension) => with_unit(model, dimension, &number),
        Shown::Relation | Shown::Members => Message::new(number.clone(), number),
    }
}

/// A number with the unit of its dimension: `50元/人`, `50 yuan/person`.
fn with_unit(model: &Model, dimension: &Dimension, number: &str) -> Message {
    let names = |under: bool| {
        dimension.iter().filter(move |(_, power)| (**power < 0) == under).filter_map(|(id, _)| {
            let unit = model.units.get(id.0)?;
            Some(match unit.kind {
                UnitKind::Money => Message::new("元", "yuan"),
                UnitKind::Months => Message::new("个月", "months"),
                UnitKind::Years => Message::new("年", "year"),
                UnitKind::Days => Message::new("天", "days"),
                UnitKind::Age => Message::new("周岁", "years-old"),
                UnitKind::Declared => Message::new(unit.name.clone(), unit.name.clone()),
            })
        })
    };
    let (mut zh, mut en) = (number.to_owned(), number.to_owned());
    for (place, name) in names(false).enumerate() {
        zh = format!("{zh}{}", name.zh);
        en = format!("{en}{}{}", if place == 0 { " " } else { "·" }, name.en);
    }
    for name in names(true) {
        zh = format!("{zh}/{}", name.zh);
        en = format!("{en}/{}", name.en);
    }
    Message::new(zh, en)
}

fn option_name(model: &Model, list: usize, option: usize) -> String {
    let option = model.lists.get(list).and_then(|list| list.options.get(option));
    option.map(|o| o.name.clone()).unwrap_or_default()
}

/// The words of a span are those of its two days; 自 stands before them.
fn named(variable: &Variable, words: &str) -> String {
    match &variable.term {
        Term::Span(..) if words.contains('至') => format!("自 {words}"),
        Term::Span(..) if words.contains(" to ") => format!("from {words}"),
        _ => words.to_owned(),
    }
}

/// Words from the source without line ends, so that a message stays one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
