//! Numbers, units and days in words.

use chrono::{Datelike, NaiveDate};
use qingce_compiler::model::{Dimension, Exact, Model, NumberType, Unit, UnitId, UnitKind};
use qingce_runtime::Language;

/// `digits / 10^decimals` without superfluous zeros, `shift` places to the left: `1.5`.
pub(crate) fn plain(exact: Exact, shift: u32) -> String {
    let mut digits = exact.digits.unsigned_abs().to_string();
    if exact.digits != 0 {
        digits.extend(std::iter::repeat_n(
            '0',
            usize::try_from(shift.saturating_sub(exact.decimals)).unwrap_or(0),
        ));
    }
    let decimals = usize::try_from(exact.decimals.saturating_sub(shift)).unwrap_or(0);
    if digits.len() <= decimals {
        digits.insert_str(0, &"0".repeat(decimals + 1 - digits.len()));
    }
    let (whole, fraction) = digits.split_at_checked(digits.len() - decimals).unwrap_or((&digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let sign = if exact.digits < 0 { "-" } else { "" };
    match fraction {
        "" => format!("{sign}{whole}"),
        fraction => format!("{sign}{whole}.{fraction}"),
    }
}

/// A number with its unit: `50元/人`, `20万元`, `10%`, `2个月`; `50 yuan per person`.
pub(crate) fn amount(model: &Model, exact: Exact, ty: &NumberType, language: Language) -> String {
    if ty.rate {
        return format!("{}%", plain(exact, 2));
    }
    if let Some(years) = years(model, exact, &ty.dimension) {
        let en = if years == 1 { "1 year".to_owned() } else { format!("{years} years") };
        return language.pick(format!("{years}年"), en);
    }
    let one = exact.digits == 10_i128.checked_pow(exact.decimals).unwrap_or(0);
    let unit = unit(model, &ty.dimension, one, language);
    match language {
        Language::Chinese => chinese(exact, &unit),
        Language::English => {
            let digits = grouped(&plain(exact, 0));
            if unit.is_empty() { digits } else { format!("{digits} {unit}") }
        }
    }
}

/// The years in a period of months, if they are whole.
fn years(model: &Model, exact: Exact, dimension: &Dimension) -> Option<i128> {
    let months = dimension.iter().all(|(unit, power)| {
        *power == 1 && model.units.get(unit.0).is_some_and(|unit| unit.kind == UnitKind::Months)
    });
    let year = 12 * 10_i128.checked_pow(exact.decimals)?;
    (months && dimension.len() == 1 && exact.digits >= year && exact.digits % year == 0)
        .then(|| exact.digits / year)
}

/// Amounts from one 万 up in 万 and 亿 where that is as short.
fn chinese(exact: Exact, unit: &str) -> String {
    let by = |power: u32| plain(Exact { decimals: exact.decimals + power, ..exact }, 0);
    let short = |text: &str| text.rsplit_once('.').is_none_or(|(_, fraction)| fraction.len() <= 2);
    let size = exact.digits.unsigned_abs() / 10_u128.checked_pow(exact.decimals).unwrap_or(u128::MAX);
    if !unit.is_empty() && size >= 100_000_000 && short(&by(8)) {
        return format!("{}亿{unit}", by(8));
    }
    if !unit.is_empty() && size >= 10_000 && short(&by(4)) {
        return format!("{}万{unit}", by(4));
    }
    let blank = if unit.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{}{blank}{unit}", plain(exact, 0))
}

/// Digits in groups of three.
fn grouped(text: &str) -> String {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A dimension as people write it: `元/人`, `yuan per person`. `one`: the number before it is 1.
pub(crate) fn unit(model: &Model, dimension: &Dimension, one: bool, language: Language) -> String {
    let name = |id: &UnitId, single: bool| model.units.get(id.0).map(|unit| of_one(unit, single, language));
    let spell = |over: bool| -> Vec<String> {
        let wanted = dimension.iter().filter(|(_, power)| (**power > 0) == over);
        let each = wanted.flat_map(|(id, power)| {
            std::iter::repeat_n(id, usize::try_from(power.unsigned_abs()).unwrap_or(0))
        });
        each.filter_map(|id| name(id, !over || one)).collect()
    };
    let (over, under) = (spell(true), spell(false));
    let joint = language.pick("·", " ");
    match (over.is_empty(), under.is_empty()) {
        (_, true) => over.join(joint),
        (_, false) => {
            let per = language.pick("/", " per ");
            format!("{}{per}{}", over.join(joint), under.join(per)).trim().to_owned()
        }
    }
}

fn of_one(unit: &Unit, single: bool, language: Language) -> String {
    let (zh, one, more) = match unit.kind {
        UnitKind::Money => ("元", "yuan", "yuan"),
        UnitKind::Months => ("个月", "month", "months"),
        UnitKind::Years => ("年", "year", "years"),
        UnitKind::Days => ("天", "day", "days"),
        UnitKind::Age => ("周岁", "year of age", "years of age"),
        UnitKind::Declared => {
            let plural = unit.plural.as_ref().unwrap_or(&unit.name);
            return if single || language == Language::Chinese { unit.name.clone() } else { plural.clone() };
        }
    };
    match language {
        Language::Chinese => zh.to_owned(),
        Language::English => if single { one } else { more }.to_owned(),
    }
}

/// A day: `2022年6月1日`, `1 June 2022`.
pub(crate) fn day(day: NaiveDate, language: Language) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (y, m, d) = (day.year(), day.month(), day.day());
    match language {
        Language::Chinese => format!("{y}年{m}月{d}日"),
        Language::English => {
            let month = usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).unwrap_or(&"");
            format!("{d} {month} {y}")
        }
    }
}

/// A period of days: `自…起`, `自…至…`.
pub(crate) fn period(from: NaiveDate, to: Option<NaiveDate>, language: Language) -> String {
    let from = day(from, language);
    match (to.map(|to| day(to, language)), language) {
        (None, Language::Chinese) => format!("自{from}起"),
        (Some(to), Language::Chinese) => format!("自{from}至{to}"),
        (None, Language::English) => format!("from {from}"),
        (Some(to), Language::English) => format!("from {from} to {to}"),
    }
}
