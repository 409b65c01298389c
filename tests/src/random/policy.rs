//! Random policies: definitions and rules over the fixed words.

use super::condition::truth;
use super::number::{amount, day, list, number};
use super::piece::Level;
use super::rng::Rng;
use super::scope::{Made, Scope};
use super::vocabulary::{CLASSES, GRADES, HEAD, Kind, SOURCE, STANDARDS, TEXTS, Unit, WORDS};
use qingce_compiler::{Layer, PolicyText, SourceFile};

/// A policy whose rules and definitions can be left out one by one.
#[derive(Debug, Clone)]
pub struct RandomPolicy {
    /// Conventions, vocabulary and standards.
    pub head: String,
    /// Definitions and rules, in order.
    pub parts: Vec<String>,
}

impl RandomPolicy {
    /// The policy that follows from these choices.
    pub fn new(rng: &mut Rng) -> Self {
        let first_day = rng.one(&["计入", "不计入"]);
        let reached = rng.one(&["生日当日", "生日次日"]);
        let head = format!(
            "{HEAD}  期间首日 {first_day}\n  周岁 {reached}\n\n{WORDS}\n第一条 「总则」\n\n{STANDARDS}"
        );
        let fuel = rng.between(1, 4);
        let mut names = Vec::new();
        let mut of_members = Vec::new();
        let mut parts = Vec::new();
        for place in 0..rng.below(3) {
            let name = format!("成员定义{}", place + 1);
            let (text, made) = of_member(rng, &name, &Scope::of_member(of_members.clone(), fuel.min(2)));
            parts.push(text);
            of_members.push((name, made));
        }
        for place in 0..rng.below(4) {
            let name = format!("定义{}", place + 1);
            let scope = Scope { of_members: of_members.clone(), ..Scope::of_subject(names.clone(), fuel) };
            let (text, made) = definition(rng, &name, &scope);
            parts.push(text);
            names.push((name, made));
        }
        let count = rng.between(1, 4);
        let scope = Scope { of_members, ..Scope::of_subject(names, fuel) };
        let mut amounts = Vec::new();
        for place in 0..count {
            let written = rule(rng, place, &scope, &amounts);
            amounts.push(!OF_NO_AMOUNT.iter().any(|word| written.contains(word)));
            parts.push(written);
        }
        Self { head, parts }
    }

    /// The policies with one declaration or one of its lines fewer.
    pub fn smaller(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for place in 0..self.parts.len() {
            let mut fewer = self.clone();
            fewer.parts.remove(place);
            all.push(fewer);
        }
        for (place, part) in self.parts.iter().enumerate() {
            let lines: Vec<&str> = part.lines().collect();
            for line in 2..lines.len() {
                let mut fewer = self.clone();
                let kept = lines
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| *at != line)
                    .map(|(_, line)| format!("{line}\n"));
                fewer.parts[place] = kept.collect();
                all.push(fewer);
            }
        }
        all
    }

    /// Its text.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.head, self.parts.join("\n"))
    }

    /// Its text as the compiler takes it.
    pub fn source(&self) -> PolicyText {
        let file = |path: &str, text: String| SourceFile { path: path.to_owned(), text };
        PolicyText {
            layers: vec![Layer {
                folder: "随机".to_owned(),
                files: vec![file("政策.ce", self.text())],
                sources: vec![file("原文.tsv", SOURCE.to_owned())],
            }],
        }
    }
}

/// Writes a value.
type Writer = Box<dyn Fn(&mut Rng, &Scope) -> String>;

/// One of 类别, by a field or by name.
fn class(rng: &mut Rng, _: &Scope) -> String {
    (*rng.one(&["类型", "甲类", "乙类"])).to_owned()
}

/// What a name may stand for, with what writes such values.
fn value(rng: &mut Rng, scope: &Scope) -> (Made, Writer) {
    let unit = *rng.one(&[Unit::Money, Unit::Money, Unit::Persons, Unit::Plain, Unit::Rate, Unit::PerPerson]);
    match rng.below(9) {
        0..=2 => (Made::Truth, Box::new(|rng, scope| truth(rng, scope).at(Level::Where))),
        3..=5 => (Made::Number(unit), Box::new(move |rng, scope| number(rng, scope, unit).at(Level::Where))),
        6 => (Made::Day, Box::new(|rng, scope| day(rng, scope).at(Level::Where))),
        7 if rng.percent(50) => (Made::Class, Box::new(class)),
        7 => (Made::Grade, Box::new(|rng, _| (*rng.one(&["企业 的 评级", "一等", "二等"])).to_owned())),
        _ if scope.names.len().is_multiple_of(2) => (
            Made::Text,
            Box::new(|rng, _| {
                if rng.percent(60) {
                    (*rng.one(Kind::Applicant.texts())).to_owned()
                } else {
                    format!("「{}」", rng.one(TEXTS))
                }
            }),
        ),
        _ => (Made::Truth, Box::new(|rng, scope| truth(rng, scope).at(Level::Where))),
    }
}

/// A definition of a member, which rules use of each member of a list.
fn of_member(rng: &mut Rng, name: &str, scope: &Scope) -> (String, Made) {
    let unit = *rng.one(&[Unit::Money, Unit::Months]);
    let (value, made) = match rng.percent(60) {
        true => (truth(rng, scope), Made::Truth),
        false => (number(rng, scope, unit), Made::Number(unit)),
    };
    let value = value.at(Level::Where);
    (format!("定义 {name}\n  对象 成员\n  取值 {value}\n  依据 1.1\n  理由 「测试」\n"), made)
}

fn definition(rng: &mut Rng, name: &str, scope: &Scope) -> (String, Made) {
    let mut text = format!("定义 {name}\n  对象 申请人\n");
    if rng.percent(15) {
        let (list, member) = list(rng, scope);
        text.push_str(&format!("  取值 {}\n  依据 1.1\n  理由 「测试」\n", list.at(Level::Where)));
        return (text, Made::List(member));
    }
    let (mut made, mut write) = value(rng, scope);
    // A bare option could be one of several lists; a field settles which.
    if matches!(made, Made::Class | Made::Grade) {
        (made, write) = (Made::Class, Box::new(class));
    }
    if rng.percent(50) {
        text.push_str(&format!("  取值 {}\n", write(rng, scope)));
    } else {
        for _ in 0..rng.between(1, 3) {
            let guard = truth(rng, &Scope { fuel: scope.fuel.min(2), ..scope.clone() });
            text.push_str(&format!("  情形 {}：{}\n", guard.at(Level::Or), write(rng, scope)));
        }
        text.push_str(&format!("  其余：{}\n", write(rng, scope)));
    }
    text.push_str("  依据 1.1\n  理由 「测试」\n");
    (text, made)
}

/// Words of effects that state no amount.
const OF_NO_AMOUNT: [&str; 8] = ["按规定给予", "认定为", "应当", "目标", "支持", "鼓励", "优先", "可以"];

/// `amounts`: whether each rule before this one states an amount.
fn rule(rng: &mut Rng, place: usize, around: &Scope, amounts: &[bool]) -> String {
    let mut names = around.names.clone();
    let mut text = format!("规则 规则{}\n  对象 申请人\n", place + 1);
    let mut claimed = None;
    for number in 0..rng.below(4) {
        let name = format!("局部{}{}", place + 1, number + 1);
        let scope = Scope { names: names.clone(), ..around.clone() };
        let made = if rng.percent(40) {
            let (list, member) = list(rng, &scope);
            text.push_str(&format!("  设 {name} ＝ {}\n", list.at(Level::Where)));
            if member == Kind::Member {
                claimed = Some(name.clone());
            }
            Made::List(member)
        } else {
            let (made, write) = value(rng, &scope);
            text.push_str(&format!("  设 {name} ＝ {}\n", write(rng, &scope)));
            made
        };
        names.push((name, made));
    }
    let scope = Scope { names, ..around.clone() };
    if rng.percent(80) {
        text.push_str(&format!("  当 {}\n", truth(rng, &scope).at(Level::Or)));
    }
    text.push_str(&body(rng, &scope));
    let stated = !OF_NO_AMOUNT.iter().any(|word| text.contains(word));
    let line = relations(rng, stated, amounts);
    text.push_str(&line);
    text.push_str(&once(rng, claimed));
    if rng.percent(15) {
        text.push_str("  施行 2023年1月1日 至 2025年6月30日\n");
    }
    text.push_str("  依据 1.1\n  理由 「测试」\n");
    text
}

fn body(rng: &mut Rng, scope: &Scope) -> String {
    if rng.percent(60) {
        return format!("  {}\n", effect(rng, scope));
    }
    let mut text = String::new();
    if rng.percent(35) {
        let classes = rng.percent(60);
        text.push_str(if classes { "  按 类型\n" } else { "  按 企业 的 评级\n" });
        let mut left: Vec<&str> = if classes { CLASSES.to_vec() } else { GRADES.to_vec() };
        while !left.is_empty() {
            let taken = rng.some(&left);
            left.retain(|option| !taken.contains(option));
            text.push_str(&format!("  情形 {}：{}\n", taken.join("、"), effect(rng, scope)));
        }
        return text;
    }
    for _ in 0..rng.between(1, 3) {
        let guard = truth(rng, &Scope { fuel: scope.fuel.min(2), ..scope.clone() });
        text.push_str(&format!("  情形 {}：{}\n", guard.at(Level::Or), effect(rng, scope)));
    }
    if rng.percent(50) {
        text.push_str(&format!("  其余：{}\n", effect(rng, scope)));
    }
    text
}

fn effect(rng: &mut Rng, scope: &Scope) -> String {
    match rng.below(10) {
        0..=3 => format!("给予 {}", amount(rng, scope).at(Level::Or)),
        4 => format!("给予 不高于 {} 「名目」", amount(rng, scope).at(Level::Or)),
        5 => "按规定给予 「补贴」".to_owned(),
        6 => format!("认定为 {}", rng.one(CLASSES)),
        7 => format!("应当 「办理」 完成标志 {}", truth(rng, scope).at(Level::Or)),
        8 => format!("目标 {} 「指标」", truth(rng, scope).at(Level::Or)),
        _ => {
            (*rng.one(&["支持 「发展」", "鼓励 「发展」", "优先 「安排」", "可以 「设立」", "应当 「报告」"]))
                .to_owned()
        }
    }
}

fn relations(rng: &mut Rng, stated: bool, amounts: &[bool]) -> String {
    if amounts.is_empty() || rng.percent(40) {
        return String::new();
    }
    let other = rng.between(1, amounts.len());
    if stated && amounts[other - 1] && rng.percent(60) {
        return match rng.below(5) {
            0..=2 => format!("  就高不重复 规则{other}\n"),
            3 => format!("  连同 规则{other} 合计不高于 {}元\n", rng.between(0, 3000)),
            _ => format!("  连同 规则{other} 合计不高于 {}\n", rng.one(&["最高额", "临时额"])),
        };
    }
    let word = rng.one(&["叠加于", "叠加于", "除外", "不得重复享受", "并享未明", "可同时享受"]);
    format!("  {word} 规则{other}\n")
}

fn once(rng: &mut Rng, claimed: Option<String>) -> String {
    match claimed {
        Some(name) if rng.percent(45) => format!("  一次性 按 {name} 的 编号\n"),
        _ if rng.percent(15) => format!("  一次性 按 {}\n", rng.one(&["申请号", "企业 的 机构名"])),
        _ => String::new(),
    }
}
