//! Small changes of expressions.

use super::{Edit, Kind};
use crate::model::{Aggregate, Comparison, Exact, Expr, ExprKind, Model, Rounding, Type};
use chrono::NaiveDate;
use qingce_grammar::Message;

/// The expression with each small change of it or of a part, one at a time.
pub(super) fn changes(model: &Model, expr: &Expr) -> Vec<(Edit, Expr)> {
    let mut found: Vec<(Edit, Expr)> = alternatives(model, expr)
        .into_iter()
        .map(|(kind, change, new)| (Edit { kind, place: expr.place, change }, new))
        .collect();
    for (nth, (part, _)) in expr.children().into_iter().enumerate() {
        for (edit, new) in changes(model, part) {
            let mut whole = expr.clone();
            if let Some((own, _)) = whole.children_mut().into_iter().nth(nth) {
                *own = new;
                found.push((edit, whole));
            }
        }
    }
    found
}

type Alternative = (Kind, Message, Expr);

/// What could stand in the place of an expression, its parts left as they are.
fn alternatives(model: &Model, expr: &Expr) -> Vec<Alternative> {
    let mut found = literals(model, expr);
    found.extend(conditions(expr));
    found.extend(arithmetic(expr));
    found
}

fn with(expr: &Expr, kind: ExprKind) -> Expr {
    Expr { kind, ty: expr.ty.clone(), place: expr.place }
}

fn same(text: impl Into<String>) -> Message {
    let text = text.into();
    Message::new(text.clone(), text)
}

/// A number in digits.
pub(super) fn digits(exact: Exact) -> String {
    rust_decimal::Decimal::try_from_i128_with_scale(exact.digits, exact.decimals)
        .map_or_else(|_| exact.digits.to_string(), |number| number.normalize().to_string())
}

/// One more and one less in the last place.
pub(super) fn beside(exact: Exact) -> [Exact; 2] {
    [1, -1].map(|step| Exact { digits: exact.digits.saturating_add(step), ..exact })
}

/// The day after and the day before.
pub(super) fn days_beside(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    [day.succ_opt(), day.pred_opt()].into_iter().flatten()
}

fn literals(model: &Model, expr: &Expr) -> Vec<Alternative> {
    match &expr.kind {
        ExprKind::Number(exact) => beside(*exact)
            .into_iter()
            .map(|new| {
                let change = same(format!("{} → {}", digits(*exact), digits(new)));
                (Kind::Literal, change, with(expr, ExprKind::Number(new)))
            })
            .collect(),
        ExprKind::Date(day) => days_beside(*day)
            .map(|new| (Kind::Literal, same(format!("{day} → {new}")), with(expr, ExprKind::Date(new))))
            .collect(),
        ExprKind::Text(text) => {
            let new = format!("{text}'");
            let change = Message::new(format!("「{text}」 → 别的文字"), format!("「{text}」 → another text"));
            vec![(Kind::Literal, change, with(expr, ExprKind::Text(new)))]
        }
        ExprKind::Truth(truth) => {
            let change = Message::new("是 ↔ 否", "yes ↔ no");
            vec![(Kind::Condition, change, with(expr, ExprKind::Truth(!truth)))]
        }
        ExprKind::Option(option) => options(model, expr)
            .filter(|(other, _)| other != option)
            .take(1)
            .map(|(other, name)| {
                let change = Message::new(format!("→ {name}"), format!("→ {name}"));
                (Kind::Option, change, with(expr, ExprKind::Option(other)))
            })
            .collect(),
        ExprKind::Options(set) => sets(model, expr, set),
        _ => Vec::new(),
    }
}

/// The options of the list that an expression chooses from, those after its own one first.
fn options<'m>(model: &'m Model, expr: &Expr) -> impl Iterator<Item = (usize, &'m str)> {
    let list = match expr.ty {
        Type::Option(list) | Type::Options(list) => model.lists.get(list.0),
        _ => None,
    };
    let all = list.map(|list| list.options.as_slice()).unwrap_or_default();
    let first = match expr.kind {
        ExprKind::Option(own) => own.saturating_add(1).min(all.len()),
        _ => 0,
    };
    let (before, after) = all.split_at(first);
    let number =
        |at: usize| move |(n, option): (usize, &'m crate::model::OptionItem)| (n + at, option.name.as_str());
    after.iter().enumerate().map(number(first)).chain(before.iter().enumerate().map(number(0)))
}

fn sets(model: &Model, expr: &Expr, set: &[usize]) -> Vec<Alternative> {
    let changed = |(option, name): (usize, &str)| {
        let had = set.contains(&option);
        let (new, change) = if had {
            let rest = set.iter().copied().filter(|one| *one != option).collect();
            (rest, Message::new(format!("去掉 {name}"), format!("without {name}")))
        } else {
            let more = set.iter().copied().chain([option]).collect();
            (more, Message::new(format!("加上 {name}"), format!("with {name} added")))
        };
        (Kind::Option, change, with(expr, ExprKind::Options(new)))
    };
    options(model, expr).map(changed).collect()
}

fn conditions(expr: &Expr) -> Vec<Alternative> {
    let turned = || Message::new("改成相反的", "turned round");
    let part = |kind| (Kind::Condition, turned(), with(expr, kind));
    match &expr.kind {
        ExprKind::And(a, b) => {
            joined(expr, a, b, ("且 → 或", "and → or"), ExprKind::Or(a.clone(), b.clone()))
        }
        ExprKind::Or(a, b) => {
            joined(expr, a, b, ("或 → 且", "or → and"), ExprKind::And(a.clone(), b.clone()))
        }
        ExprKind::Not(inner) => vec![(Kind::Condition, turned(), Expr::clone(inner))],
        ExprKind::Empty { list, negated } => {
            vec![part(ExprKind::Empty { list: list.clone(), negated: !negated })]
        }
        ExprKind::InOptions { value, set, negated } => {
            vec![part(ExprKind::InOptions { value: value.clone(), set: set.clone(), negated: !negated })]
        }
        ExprKind::InTexts { value, texts, negated } => {
            vec![part(ExprKind::InTexts { value: value.clone(), texts: texts.clone(), negated: !negated })]
        }
        ExprKind::Compare(a, how, b) => {
            let new = ExprKind::Compare(a.clone(), beside_boundary(*how), b.clone());
            compared(expr, *how, new)
        }
        ExprKind::CompareRange { from, to, how, period, unit } => {
            let (from, to, period) = (from.clone(), to.clone(), period.clone());
            let new = ExprKind::CompareRange { from, to, how: beside_boundary(*how), period, unit: *unit };
            compared(expr, *how, new)
        }
        ExprKind::Where(list, _) => {
            let change = Message::new("去掉「其中」的条件", "the condition on members left out");
            vec![(Kind::Condition, change, Expr::clone(list))]
        }
        // Turned round where it is written.
        ExprKind::Truth(_) | ExprKind::DefinitionOf { .. } => Vec::new(),
        _ if expr.ty == Type::Truth => vec![part(ExprKind::Not(Box::new(expr.clone())))],
        _ => Vec::new(),
    }
}

fn joined(expr: &Expr, a: &Expr, b: &Expr, (zh, en): (&str, &str), other: ExprKind) -> Vec<Alternative> {
    let first = Message::new("去掉前一部分", "the first part left out");
    let second = Message::new("去掉后一部分", "the second part left out");
    vec![
        (Kind::Condition, Message::new(zh, en), with(expr, other)),
        (Kind::Condition, first, b.clone()),
        (Kind::Condition, second, a.clone()),
    ]
}

fn beside_boundary(how: Comparison) -> Comparison {
    match how {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::LessOrEqual,
        Comparison::LessOrEqual => Comparison::Less,
        Comparison::Greater => Comparison::GreaterOrEqual,
        Comparison::GreaterOrEqual => Comparison::Greater,
    }
}

fn sign(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => "≥",
    }
}

/// Comparisons beside their boundary; those that have one are turned round too.
fn compared(expr: &Expr, how: Comparison, new: ExprKind) -> Vec<Alternative> {
    let change = same(format!("{} → {}", sign(how), sign(beside_boundary(how))));
    if matches!(how, Comparison::Equal | Comparison::NotEqual) {
        return vec![(Kind::Condition, change, with(expr, new))];
    }
    let turned = Message::new("改成相反的", "turned round");
    vec![
        (Kind::Boundary, change, with(expr, new)),
        (Kind::Condition, turned, with(expr, ExprKind::Not(Box::new(expr.clone())))),
    ]
}

fn arithmetic(expr: &Expr) -> Vec<Alternative> {
    let one = |change: Message, kind| vec![(Kind::Arithmetic, change, with(expr, kind))];
    match &expr.kind {
        ExprKind::Add(a, b) => one(same("+ → −"), ExprKind::Subtract(a.clone(), b.clone())),
        ExprKind::Subtract(a, b) => one(same("− → +"), ExprKind::Add(a.clone(), b.clone())),
        ExprKind::Shift { date, period, unit, back } => {
            let (date, period) = (date.clone(), period.clone());
            let change = Message::new("前 ↔ 后", "before ↔ after");
            one(change, ExprKind::Shift { date, period, unit: *unit, back: !back })
        }
        ExprKind::Min(parts) => bounds(expr, parts, ("最小 → 最大", "least → greatest"), ExprKind::Max),
        ExprKind::Max(parts) => bounds(expr, parts, ("最大 → 最小", "greatest → least"), ExprKind::Min),
        ExprKind::Round { value, rounding, step } => {
            let others = [Rounding::Nearest, Rounding::Down, Rounding::Up].into_iter();
            let change = |new| {
                let kind = ExprKind::Round { value: value.clone(), rounding: new, step: *step };
                (Kind::Arithmetic, Message::new("换一种取整", "rounded another way"), with(expr, kind))
            };
            let mut found: Vec<Alternative> = others.filter(|other| other != rounding).map(change).collect();
            let coarser = Exact { digits: step.digits.saturating_mul(10), ..*step };
            let change = same(format!("{} → {}", digits(*step), digits(coarser)));
            let kind = ExprKind::Round { value: value.clone(), rounding: *rounding, step: coarser };
            found.push((Kind::Arithmetic, change, with(expr, kind)));
            found
        }
        ExprKind::Aggregate(list, how, of) => {
            let other = match how {
                Aggregate::Any => Aggregate::All,
                Aggregate::All => Aggregate::Any,
                Aggregate::Largest => Aggregate::Smallest,
                Aggregate::Smallest | Aggregate::Sum => Aggregate::Largest,
                Aggregate::Count => return Vec::new(),
            };
            let kind = match other {
                Aggregate::Any | Aggregate::All => Kind::Condition,
                _ => Kind::Arithmetic,
            };
            let change = match other {
                Aggregate::Any => Message::new("全部 → 至少一个", "all → any"),
                Aggregate::All => Message::new("至少一个 → 全部", "any → all"),
                Aggregate::Smallest => Message::new("最大 → 最小", "greatest → least"),
                _ => Message::new("→ 最大的一个", "→ the greatest"),
            };
            vec![(kind, change, with(expr, ExprKind::Aggregate(list.clone(), other, of.clone())))]
        }
        _ => Vec::new(),
    }
}

/// The other bound, and each part left out.
fn bounds(
    expr: &Expr,
    parts: &[Expr],
    (zh, en): (&str, &str),
    other: fn(Vec<Expr>) -> ExprKind,
) -> Vec<Alternative> {
    let mut found = vec![(Kind::Arithmetic, Message::new(zh, en), with(expr, other(parts.to_vec())))];
    for (nth, _) in parts.iter().enumerate().filter(|_| parts.len() > 1) {
        let rest: Vec<Expr> = parts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != nth)
            .map(|(_, part)| part.clone())
            .collect();
        let change = Message::new(format!("去掉第 {} 项", nth + 1), format!("part {} left out", nth + 1));
        let kind = match expr.kind {
            ExprKind::Min(_) => ExprKind::Min(rest),
            _ => ExprKind::Max(rest),
        };
        found.push((Kind::Arithmetic, change, with(expr, kind)));
    }
    found
}
