//! Random conditions.

use super::number::{day, list, number, range};
use super::piece::{Level, Piece};
use super::rng::Rng;
use super::scope::{Made, Scope};
use super::vocabulary::{CLASSES, GRADES, Kind, TEXTS, Unit};

/// Units whose numbers are compared.
const COMPARED: &[Unit] = &[
    Unit::Money,
    Unit::Money,
    Unit::Persons,
    Unit::Area,
    Unit::Plain,
    Unit::Rate,
    Unit::Months,
    Unit::Days,
    Unit::PerPerson,
    Unit::PerArea,
];

/// A condition.
pub fn truth(rng: &mut Rng, scope: &Scope) -> Piece {
    let inner = scope.deeper();
    if scope.fuel > 0 && rng.percent(45) {
        return match rng.below(5) {
            0 | 1 => joined(rng, &inner, Level::And, "且"),
            2 => joined(rng, &inner, Level::Or, "或"),
            3 => Piece::new(format!("非 {}", truth(rng, &inner).at(Level::Not)), Level::Not),
            _ => of_list(rng, &inner),
        };
    }
    match rng.below(12) {
        0 => fact(rng, scope),
        1 | 2 => compare(rng, &inner),
        3 => chain(rng, &inner),
        4 => option(rng, scope),
        5 => set(rng, scope),
        6 => text(rng, scope),
        7 => days(rng, &inner),
        8 | 9 => span(rng, &inner),
        10 => age(rng, &inner),
        _ => of_list(rng, &inner),
    }
}

fn joined(rng: &mut Rng, scope: &Scope, level: Level, word: &str) -> Piece {
    let other = if level == Level::And { Level::Or } else { Level::And };
    let part = |rng: &mut Rng| {
        let part = truth(rng, scope);
        // 且 beside 或 needs brackets either way.
        if part.is(other) { part.at(Level::Primary) } else { part.at(level) }
    };
    let (a, b) = (part(rng), part(rng));
    Piece::new(format!("{a} {word} {b}"), level)
}

fn fact(rng: &mut Rng, scope: &Scope) -> Piece {
    if rng.percent(50)
        && let Some(name) = scope.named(rng, Made::Truth)
    {
        return Piece::primary(name);
    }
    match scope.pick(rng, Kind::truths) {
        Some(field) if rng.percent(25) => Piece::new(
            format!("{field} {} {}", rng.one(&["＝", "≠"]), rng.one(&["是", "否"])),
            Level::Compare,
        ),
        Some(field) => Piece::primary(field),
        None => Piece::primary("是"),
    }
}

fn compare(rng: &mut Rng, scope: &Scope) -> Piece {
    let unit = *rng.one(COMPARED);
    let (a, b) = (number(rng, scope, unit), number(rng, scope, unit));
    let how = rng.one(&[
        "＝",
        "≠",
        "＞",
        "＜",
        "≥",
        "≤",
        "超过",
        "不足",
        "不低于",
        "不高于",
        "等于",
        "不等于",
        "不超过",
    ]);
    Piece::new(format!("{} {how} {}", a.at(Level::Round), b.at(Level::Round)), Level::Compare)
}

fn chain(rng: &mut Rng, scope: &Scope) -> Piece {
    let unit = *rng.one(COMPARED);
    let parts: Vec<String> = (0..3).map(|_| number(rng, scope, unit).at(Level::Round)).collect();
    let (low, high) = (rng.one(&["不低于", "超过"]), rng.one(&["不足", "不高于"]));
    Piece::new(format!("{} {low} {} {high} {}", parts[0], parts[1], parts[2]), Level::Compare)
}

fn braced(words: &[&str]) -> String {
    format!("{{{}}}", words.join("、"))
}

fn option(rng: &mut Rng, scope: &Scope) -> Piece {
    let classes = rng.percent(60);
    let names: &[&str] = if classes { CLASSES } else { GRADES };
    let made = if classes { Made::Class } else { Made::Grade };
    let field = scope.pick(rng, |kind| if classes { kind.options().0 } else { kind.options().1 });
    let name = scope.named(rng, made).filter(|_| rng.percent(30));
    let Some(value) = name.or(field.map(str::to_owned)) else { return fact(rng, scope) };
    let text = match rng.below(4) {
        0 => format!("{value} ＝ {}", rng.one(names)),
        1 => format!("{value} ≠ {}", rng.one(names)),
        2 => format!("{value} 属于 {}", braced(&rng.some(names))),
        _ => format!("{value} 不属于 {}", braced(&rng.some(names))),
    };
    Piece::new(text, Level::Compare)
}

fn set(rng: &mut Rng, scope: &Scope) -> Piece {
    let Some(set) = scope.pick(rng, |kind| kind.options().2) else { return fact(rng, scope) };
    let text = match rng.below(4) {
        0 => format!("{set} 含 {}", rng.one(CLASSES)),
        1 => format!("{set} 属于 {}", braced(&rng.some(CLASSES))),
        2 => match scope.pick(rng, |kind| kind.options().0) {
            Some(option) => format!("{set} 含 {option}"),
            None => format!("{set} 含 {}", rng.one(CLASSES)),
        },
        _ => format!("{set} 不属于 {}", braced(&rng.some(CLASSES))),
    };
    Piece::new(text, Level::Compare)
}

fn text(rng: &mut Rng, scope: &Scope) -> Piece {
    let field = scope.pick(rng, Kind::texts);
    let name = scope.named(rng, Made::Text).filter(|_| rng.percent(40));
    let Some(value) = name.or(field.map(str::to_owned)) else { return fact(rng, scope) };
    let quoted: Vec<String> = TEXTS.iter().map(|text| format!("「{text}」")).collect();
    let text = match rng.below(4) {
        0 => format!("{value} ＝ {}", rng.one(&quoted)),
        1 => format!("{value} ≠ {}", rng.one(&quoted)),
        2 => match scope.pick(rng, Kind::texts) {
            Some(other) => format!("{value} ＝ {other}"),
            None => format!("{value} ＝ {}", rng.one(&quoted)),
        },
        _ => {
            let some = rng.some(&quoted);
            let some: Vec<&str> = some.iter().map(String::as_str).collect();
            format!("{value} 属于 {}", braced(&some))
        }
    };
    Piece::new(text, Level::Compare)
}

fn days(rng: &mut Rng, scope: &Scope) -> Piece {
    let (a, b) = (day(rng, scope), day(rng, scope));
    let how = rng.one(&["＝", "≠", "＞", "＜", "≥", "≤"]);
    Piece::new(format!("{} {how} {}", a.at(Level::Round), b.at(Level::Round)), Level::Compare)
}

fn span(rng: &mut Rng, scope: &Scope) -> Piece {
    let unit = *rng.one(&[Unit::Months, Unit::Months, Unit::Days]);
    let inner = scope.whole();
    let period = number(rng, &inner, unit).at(Level::Round);
    let how = rng.one(&["满", "不足", "不满", "超过", "不超过"]);
    let mut text = format!("{} {how} {period}", range(rng, scope));
    if rng.percent(30) {
        text = format!("{text} 不足 {}", number(rng, &inner, unit).at(Level::Round));
    }
    Piece::new(text, Level::Compare)
}

fn age(rng: &mut Rng, scope: &Scope) -> Piece {
    let Some(born) = scope.pick(rng, Kind::days) else { return fact(rng, scope) };
    let age = number(rng, &Scope { fuel: 0, ..scope.whole() }, Unit::Age).at(Level::Primary);
    let how = rng.one(&["满", "不满"]);
    match rng.percent(50) {
        true => Piece::new(format!("{born} {how} {age}"), Level::Compare),
        false => {
            Piece::new(format!("自 {born} 至 {} {how} {age}", day(rng, scope).at(Level::Sum)), Level::Compare)
        }
    }
}

fn of_list(rng: &mut Rng, scope: &Scope) -> Piece {
    let (list, member) = list(rng, scope);
    let list = list.at(Level::Postfix);
    match rng.below(4) {
        0 => Piece::new(format!("{list} 为空"), Level::Compare),
        1 => Piece::new(format!("{list} 不为空"), Level::Compare),
        // The machine runs four loops inside one another.
        _ if scope.frames.len() >= 4 => Piece::new(format!("{list} 不为空"), Level::Compare),
        which => {
            let word = if which == 2 { "任一" } else { "全部" };
            let condition = truth(rng, &scope.inside(member));
            Piece::new(format!("{list} 的 {word}（{}）", condition.at(Level::Where)), Level::Postfix)
        }
    }
}
