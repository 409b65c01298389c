//! Random numbers, days and lists.

use super::condition::truth;
use super::piece::{Level, Piece};
use super::rng::Rng;
use super::scope::{Made, Scope};
use super::vocabulary::{Kind, Unit, literals, standards};

/// A number of a unit.
pub fn number(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    if scope.fuel == 0 || rng.percent(25) {
        return leaf(rng, scope, unit);
    }
    let inner = scope.deeper();
    match rng.below(11) {
        0 | 1 => sum(rng, &inner, unit),
        2 | 3 => product(rng, &inner, unit),
        4 if !scope.whole => quotient(rng, &inner, unit),
        5 => extremes(rng, &inner, unit),
        6 => rounded(rng, &inner, unit),
        7 | 8 => aggregate(rng, &inner, unit),
        9 => built_in(rng, &inner, unit),
        10 if rng.percent(20) => {
            Piece::new(format!("-{}", number(rng, &inner, unit).at(Level::Postfix)), Level::Minus)
        }
        _ => leaf(rng, scope, unit),
    }
}

/// A field, literal, standard or name.
fn leaf(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    if rng.percent(25)
        && !scope.whole
        && let Some(name) = scope.named(rng, Made::Number(unit))
    {
        return Piece::primary(name);
    }
    let standards = standards(unit);
    if !standards.is_empty() && rng.percent(35) {
        return Piece::primary(*rng.one(standards));
    }
    if unit == Unit::PerPerson
        && rng.percent(40)
        && let Some(grade) = scope.pick(rng, |kind| kind.options().1)
    {
        return Piece::new(format!("分等额（{grade}）"), Level::Primary);
    }
    if rng.percent(70)
        && let Some(field) = scope.pick(rng, |kind| kind.numbers(unit))
    {
        return Piece::new(field, Level::Postfix);
    }
    Piece::primary(*rng.one(literals(unit)))
}

fn sum(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let (a, b) = (number(rng, scope, unit), number(rng, scope, unit));
    let sign = if rng.percent(65) { "＋" } else { "－" };
    Piece::new(format!("{} {sign} {}", a.at(Level::Sum), b.at(Level::Product)), Level::Sum)
}

fn product(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let (left, right) = match unit {
        Unit::Money => *rng.one(&[
            (Unit::PerPerson, Unit::Persons),
            (Unit::PerPerson, Unit::Persons),
            (Unit::PerArea, Unit::Area),
            (Unit::Money, Unit::Rate),
            (Unit::Plain, Unit::Money),
        ]),
        Unit::Rate | Unit::Plain => (Unit::Plain, Unit::Rate),
        Unit::Months | Unit::Days | Unit::Age => return leaf(rng, scope, unit),
        other => (other, Unit::Plain),
    };
    let (a, b) = (number(rng, scope, left), number(rng, scope, right));
    Piece::new(format!("{} × {}", a.at(Level::Product), b.at(Level::Minus)), Level::Product)
}

fn quotient(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let (left, right) = match unit {
        Unit::Rate | Unit::Plain => *rng.one(&[
            (Unit::Money, Unit::Money),
            (Unit::Persons, Unit::Persons),
            (Unit::Plain, Unit::Plain),
            (Unit::Months, Unit::Months),
        ]),
        Unit::PerPerson => (Unit::Money, Unit::Persons),
        Unit::PerArea => (Unit::Money, Unit::Area),
        Unit::Months | Unit::Days | Unit::Age => return leaf(rng, scope, unit),
        other => (other, Unit::Plain),
    };
    let (a, b) = (number(rng, scope, left), number(rng, scope, right));
    Piece::new(format!("{} ÷ {}", a.at(Level::Product), b.at(Level::Minus)), Level::Product)
}

fn extremes(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let word = rng.one(&["取小", "取大"]);
    let count = rng.between(2, 3);
    let parts: Vec<String> = (0..count).map(|_| number(rng, scope, unit).at(Level::Where)).collect();
    Piece::primary(format!("{word}（{}）", parts.join("，")))
}

fn rounded(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let to: &[&str] = match unit {
        Unit::Money => &["元", "角", "分", "万元", "2位小数", "整数"],
        Unit::Persons => &["人", "整数"],
        Unit::Plain | Unit::Rate => &["整数", "1位小数", "3位小数"],
        _ => return leaf(rng, scope, unit),
    };
    let quotients = Scope { whole: false, ..scope.clone() };
    let value = match rng.percent(50) {
        true => quotient(rng, &quotients, unit),
        false => number(rng, &quotients, unit),
    };
    round(rng, &value, to)
}

fn round(rng: &mut Rng, value: &Piece, to: &[&str]) -> Piece {
    let word = rng.one(&["四舍五入至", "舍尾至", "进位至"]);
    Piece::new(format!("{} {word} {}", value.at(Level::Sum), rng.one(to)), Level::Round)
}

/// An amount of money that may be granted.
pub fn amount(rng: &mut Rng, scope: &Scope) -> Piece {
    let value = number(rng, scope, Unit::Money);
    round(rng, &value, &["元", "角", "分", "2位小数"])
}

/// Counts and folds of lists.
fn aggregate(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let (list, member) = list(rng, scope);
    let list = list.at(Level::Postfix);
    let counting = match unit {
        Unit::Persons => Some("人数"),
        Unit::Plain => Some("个数"),
        _ => None,
    };
    if let Some(word) = counting.filter(|_| rng.percent(70)) {
        return Piece::new(format!("{list} 的 {word}"), Level::Postfix);
    }
    let inner = Scope { whole: true, ..scope.inside(member) };
    let argument = number(rng, &inner, unit);
    let word = rng.one(&["合计", "合计", "最大", "最小"]);
    Piece::new(format!("{list} 的 {word}（{}）", argument.at(Level::Where)), Level::Postfix)
}

/// Scales, and counts of months and days.
fn built_in(rng: &mut Rng, scope: &Scope, unit: Unit) -> Piece {
    let inner = scope.whole();
    match unit {
        Unit::Money => match rng.below(3) {
            0 => {
                let persons = counted(rng, &inner);
                Piece::primary(format!("人头奖（{}）", persons.at(Level::Where)))
            }
            1 => Piece::primary(format!("比例奖（{}）", amount(rng, &inner).at(Level::Where))),
            _ => Piece::primary(format!("定额奖（{}）", amount(rng, &inner).at(Level::Where))),
        },
        Unit::Months => Piece::primary(format!("整月数（{}）", range(rng, &inner))),
        Unit::Days => Piece::primary(format!("天数（{}）", range(rng, &inner))),
        _ => leaf(rng, scope, unit),
    }
}

/// A whole number of persons.
fn counted(rng: &mut Rng, scope: &Scope) -> Piece {
    if rng.percent(50) {
        let (list, _) = list(rng, scope);
        return Piece::new(format!("{} 的 人数", list.at(Level::Postfix)), Level::Postfix);
    }
    let value = number(rng, scope, Unit::Persons);
    Piece::new(format!("{} 舍尾至 人", value.at(Level::Sum)), Level::Round)
}

/// A span: 自 A 至 B. Mostly from an earlier to a later field.
pub fn range(rng: &mut Rng, scope: &Scope) -> String {
    if rng.percent(60) {
        let usual: &[&str] = match scope.frames.last() {
            Some(Kind::Applicant) => &["自 开始日 至 结束日", "自 企业 的 成立日 至 基准日"],
            Some(Kind::Member) => &["自 进场日 至 离场日", "自 进场日 至 基准日"],
            _ => &["自 取得日 至 基准日"],
        };
        return (*rng.one(usual)).to_owned();
    }
    let (from, to) = (day(rng, scope), day(rng, scope));
    format!("自 {} 至 {}", from.at(Level::Sum), to.at(Level::Sum))
}

/// A day.
pub fn day(rng: &mut Rng, scope: &Scope) -> Piece {
    if scope.fuel > 0 && rng.percent(20) {
        let inner = scope.deeper();
        let date = day(rng, &inner);
        let unit = *rng.one(&[Unit::Months, Unit::Days]);
        let period = number(rng, &inner.whole(), unit);
        let sign = rng.one(&["＋", "－"]);
        return Piece::new(
            format!("{} {sign} {}", date.at(Level::Sum), period.at(Level::Product)),
            Level::Sum,
        );
    }
    match rng.below(6) {
        0 => {
            let (year, month, day) = rng.one(super::vocabulary::DAYS);
            Piece::primary(format!("{year}年{month}月{day}日"))
        }
        1 => Piece::primary("基准日"),
        2 => scope.named(rng, Made::Day).map_or(Piece::primary("基准日"), Piece::primary),
        _ => scope
            .pick(rng, Kind::days)
            .map_or(Piece::primary("基准日"), |field| Piece::new(field, Level::Postfix)),
    }
}

/// A list, with what its members are.
pub fn list(rng: &mut Rng, scope: &Scope) -> (Piece, Kind) {
    let kinds: Vec<(&str, Kind)> = scope.visible().flat_map(Kind::lists).copied().collect();
    let innermost: Vec<(&str, Kind)> =
        scope.frames.last().map(|kind| kind.lists().to_vec()).unwrap_or_default();
    let kinds = if !innermost.is_empty() && rng.percent(75) { innermost } else { kinds };
    let (field, mut member) = *rng.one(&kinds);
    let mut piece = Piece::new(field, Level::Postfix);
    if rng.percent(30) {
        let kind = *rng.one(&[Kind::Member, Kind::Certificate]);
        if let Some(name) = scope.named(rng, Made::List(kind)) {
            (piece, member) = (Piece::primary(name), kind);
        }
    }
    // The machine runs four loops inside one another; the condition of this list may hold one more.
    if scope.fuel > 0 && scope.frames.len() < 4 && rng.percent(60) {
        let condition = truth(rng, &scope.inside(member));
        let filtered = format!("{} 其中 {}", piece.at(Level::Or), condition.at(Level::Or));
        piece = Piece::new(filtered, Level::Where);
    }
    (piece, member)
}
