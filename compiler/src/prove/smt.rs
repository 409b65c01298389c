//! The same question for a solver that speaks SMT-LIB 2, and what it answers.

use crate::numerals::Ratio;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::fact::Fact;
use super::linear::Linear;
use super::solve::{Answer, Values};
use super::variables::{Kind, Variables};

/// The question as a script that ends by asking for the values. What can't be written makes it `None`.
pub(super) fn script(variables: &Variables, fact: &Fact) -> Option<String> {
    let mut out = String::from("(set-option :produce-models true)\n");
    for (at, variable) in variables.all.iter().enumerate() {
        match &variable.kind {
            Kind::Choice(size) => {
                writeln!(out, "(declare-const v{at} Int)\n(assert (and (<= 0 v{at}) (< v{at} {size})))")
                    .ok()?;
            }
            numbers => {
                match numbers.step() {
                    // A whole number of steps.
                    Some(step) => {
                        writeln!(out, "(declare-const s{at} Int)").ok()?;
                        let number = number(step);
                        writeln!(out, "(define-fun v{at} () Real (* {number} (to_real s{at})))").ok()?;
                    }
                    None => writeln!(out, "(declare-const v{at} Real)").ok()?,
                }
                let (least, greatest) = numbers.limits();
                if let Some(least) = least {
                    writeln!(out, "(assert (<= {} v{at}))", number(least)).ok()?;
                }
                if let Some(greatest) = greatest {
                    writeln!(out, "(assert (<= v{at} {}))", number(greatest)).ok()?;
                }
            }
        }
    }
    for (product, a, b) in &variables.products {
        writeln!(out, "(assert (= v{product} (* {} {})))", sum(a), sum(b)).ok()?;
    }
    for fact in variables.given.iter().chain([fact]) {
        writeln!(out, "(assert {})", written(fact)).ok()?;
    }
    out.push_str("(check-sat)\n(get-model)\n");
    Some(out)
}

fn number(value: Ratio) -> String {
    let (top, bottom) = value.parts();
    let whole = |n: i128| if n < 0 { format!("(- {}.0)", n.unsigned_abs()) } else { format!("{n}.0") };
    if bottom == 1 { whole(top) } else { format!("(/ {} {bottom}.0)", whole(top)) }
}

fn sum(line: &Linear) -> String {
    let mut out = format!("(+ {}", number(line.constant));
    for (variable, factor) in &line.factors {
        out.push_str(&format!(" (* {} v{variable})", number(*factor)));
    }
    out.push(')');
    out
}

fn written(fact: &Fact) -> String {
    let joined = |word: &str, parts: &[Fact], none: &str| match parts {
        [] => none.to_owned(),
        parts => format!("({word} {})", parts.iter().map(written).collect::<Vec<_>>().join(" ")),
    };
    match fact {
        Fact::Fixed(value) => value.to_string(),
        Fact::Is(variable, among) => {
            let each: Vec<String> = among.iter().map(|value| format!("(= v{variable} {value})")).collect();
            if each.is_empty() { "false".to_owned() } else { format!("(or {} false)", each.join(" ")) }
        }
        Fact::Negative(line) => format!("(< {} 0.0)", sum(line)),
        Fact::NotPositive(line) => format!("(<= {} 0.0)", sum(line)),
        Fact::Not(inner) => format!("(not {})", written(inner)),
        Fact::And(parts) => joined("and", parts, "true"),
        Fact::Or(parts) => joined("or", parts, "false"),
    }
}

/// What the solver printed, read.
pub(super) fn answer(variables: &Variables, printed: &str) -> Answer {
    match printed.split_whitespace().next() {
        Some("unsat") => Answer::Never,
        Some("sat") => values(variables, printed).map_or(Answer::Unknown, Answer::Found),
        _ => Answer::Unknown,
    }
}

fn values(variables: &Variables, printed: &str) -> Option<Values> {
    let tokens = tokens(printed);
    let mut defined: BTreeMap<&str, Ratio> = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if *token == "define-fun" {
            // define-fun NAME ( ) SORT VALUE
            let name = tokens.get(at + 1)?;
            if let Some((value, _)) = tokens.get(at + 5..).and_then(read) {
                defined.insert(name, value);
            }
        }
    }
    let mut values = Values::default();
    for (at, variable) in variables.all.iter().enumerate() {
        let own = |letter: char| defined.get(format!("{letter}{at}").as_str()).copied();
        match &variable.kind {
            Kind::Choice(_) => {
                let choice = own('v').and_then(|value| usize::try_from(value.floor()).ok());
                values.choices.extend(choice.map(|choice| (at, choice)));
            }
            numbers => match numbers.step() {
                Some(step) => {
                    values.numbers.extend(own('s').and_then(|steps| Some((at, steps.times(step)?))));
                }
                None => values.numbers.extend(own('v').map(|value| (at, value))),
            },
        }
    }
    Some(values)
}

fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return out };
        let end = match first {
            '(' | ')' => 1,
            _ => rest.find(|c: char| c == '(' || c == ')' || c.is_whitespace()).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        out.push(token);
        rest = after;
    }
}

/// A number: `5`, `5.0`, `(- 5)`, `(/ 1.0 2.0)`; with how many tokens it takes.
fn read(tokens: &[&str]) -> Option<(Ratio, usize)> {
    let first = tokens.first()?;
    if *first != "(" {
        return Some((decimal(first)?, 1));
    }
    let sign = *tokens.get(1)?;
    let (a, taken) = read(tokens.get(2..)?)?;
    if sign == "-" {
        return Some((a.negated()?, taken + 3));
    }
    let (b, also) = read(tokens.get(2 + taken..)?)?;
    (sign == "/").then_some((a.over(b)?, taken + also + 3))
}

fn decimal(token: &str) -> Option<Ratio> {
    let (whole, after) = token.split_once('.').unwrap_or((token, ""));
    let digits: i128 = format!("{whole}{after}").parse().ok()?;
    Ratio::new(digits, 10_i128.checked_pow(u32::try_from(after.len()).ok()?)?).or(Some(Ratio::ZERO))
}
