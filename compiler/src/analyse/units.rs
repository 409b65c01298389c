//! Units: what a unit word or a compound unit measures, and by how much.
//!
//! Several spellings share one base unit (1元 = 10角 = 100分; 1年 = 12个月; 1周 = 7天), and magnitudes are part of the word
//! (万元, 万人次). Under the line `年` is a unit of its own (元/年): a year there is a count of years, not of months.

use super::context::{Analyser, Home};
use crate::index::Symbol;
use crate::model::{Dimension, Exact, NumberType, Unit, UnitId, UnitKind};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree, vocabulary};

/// The built-in base units, in the order in which they stand in the model.
pub(crate) const MONEY: UnitId = UnitId(0);
pub(crate) const MONTHS: UnitId = UnitId(1);
pub(crate) const YEARS: UnitId = UnitId(2);
pub(crate) const DAYS: UnitId = UnitId(3);
pub(crate) const AGE: UnitId = UnitId(4);

/// What one unit word stands for: `times / 10^decimals` base units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnitWord {
    /// `None` for plain numbers (数, 比例).
    pub unit: Option<UnitId>,
    pub rate: bool,
    pub times: i128,
    pub decimals: u32,
}

/// What a unit expression measures: one of it is `times / 10^decimals` base units of the dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measure {
    pub dimension: Dimension,
    pub rate: bool,
    pub times: i128,
    pub decimals: u32,
}

/// What the vocabulary's built-in units mean, by their ids.
const BUILT_IN: [(&str, UnitWord); 10] = [
    ("yuan", of(MONEY, 1, 0)),
    ("jiao", of(MONEY, 1, 1)),
    ("fen", of(MONEY, 1, 2)),
    ("months", of(MONTHS, 1, 0)),
    ("years", of(YEARS, 1, 0)),
    ("days", of(DAYS, 1, 0)),
    ("weeks", of(DAYS, 7, 0)),
    ("years_old", of(AGE, 1, 0)),
    ("plain", UnitWord { unit: None, rate: false, times: 1, decimals: 0 }),
    ("rate", UnitWord { unit: None, rate: true, times: 1, decimals: 0 }),
];

const fn of(unit: UnitId, times: i128, decimals: u32) -> UnitWord {
    UnitWord { unit: Some(unit), rate: false, times, decimals }
}

/// The base units that every policy has, named in its language.
pub(crate) fn built_in_units(english: bool) -> Vec<Unit> {
    let kinds = [
        (MONEY, UnitKind::Money, 2),
        (MONTHS, UnitKind::Months, 0),
        (YEARS, UnitKind::Years, 0),
        (DAYS, UnitKind::Days, 0),
        (AGE, UnitKind::Age, 0),
    ];
    let unit = |(id, kind, decimals)| {
        let (zh, en) = built_in_name(id);
        let name = if english { en } else { zh };
        Unit { name: name.to_owned(), plural: None, kind, counting: None, decimals, place: None }
    };
    kinds.into_iter().map(unit).collect()
}

/// The built-in unit words in every spelling, with what they mean.
pub(crate) fn built_in_words() -> impl Iterator<Item = (&'static str, UnitWord)> {
    BUILT_IN
        .iter()
        .filter_map(|(id, word)| Some((vocabulary::entry(id)?, *word)))
        .flat_map(|(entry, word)| entry.spellings().map(move |spelling| (spelling, word)))
}

fn built_in_name(id: UnitId) -> (&'static str, &'static str) {
    let one = |word: &UnitWord| word.unit == Some(id) && word.times == 1 && word.decimals == 0;
    let id = BUILT_IN.iter().find(|(_, word)| one(word)).map_or("plain", |(id, _)| *id);
    vocabulary::entry(id).map_or(("", ""), |entry| (entry.zh, entry.en))
}

/// The dimension of one unit.
pub(crate) fn of_unit(unit: UnitId) -> Dimension {
    Dimension::from([(unit, 1)])
}

/// The product (`sign` 1) or quotient (-1) of two dimensions.
pub(crate) fn combined(left: &Dimension, right: &Dimension, sign: i32) -> Dimension {
    let mut result = left.clone();
    for (unit, power) in right {
        *result.entry(*unit).or_insert(0) += sign * power;
    }
    result.retain(|_, power| *power != 0);
    result
}

impl Analyser<'_> {
    /// What a unit word means, magnitude included; `None` if it is no unit. A magnitude by itself is a plain number.
    pub fn unit_word(&self, word: &str) -> Option<UnitWord> {
        if let Some(found) = self.names.units.get(word) {
            return Some(*found);
        }
        let (magnitude, rest) = vocabulary::split_magnitude(word)?;
        let plain = UnitWord { unit: None, rate: false, times: 1, decimals: 0 };
        let base = if rest.is_empty() { plain } else { *self.names.units.get(rest)? };
        Some(UnitWord { times: base.times.checked_mul(10i128.checked_pow(magnitude.power)?)?, ..base })
    }

    /// What a unit expression measures; reports what is wrong with it. Alone or over others `年` is twelve months.
    pub fn measure(&mut self, home: Home, unit: &tree::UnitExpr) -> Option<Measure> {
        let over = self.unit_of(home, &unit.over)?;
        let mut times = over.times;
        let mut base = over.unit;
        if base == Some(YEARS) {
            base = Some(MONTHS);
            times *= 12;
        }
        let dimension = base.map(of_unit).unwrap_or_default();
        let mut measure = Measure { dimension, rate: over.rate, times, decimals: over.decimals };
        for name in &unit.under {
            let under = self.unit_of(home, name)?;
            self.put_under(home, name, under, &mut measure)?;
        }
        Some(measure)
    }

    /// Divides a measure by a unit word; only by powers of ten, since 元/周 has no exact value a day.
    fn put_under(
        &mut self,
        home: Home,
        name: &tree::Name,
        under: UnitWord,
        measure: &mut Measure,
    ) -> Option<()> {
        let power = (0..=12).find(|p| 10i128.pow(*p) == under.times);
        let (Some(power), Some(unit)) = (power, under.unit) else {
            let (zh, en) = (
                format!("「{}」不能作分母", name.text),
                format!("「{}」cannot stand after the stroke of a unit", name.text),
            );
            let fault = error(Code::WrongUnit, home.place(name.span), zh, en);
            let help = (
                "请用天、个月、年或者自己声明的单位作分母",
                "use days, months, years or a unit that you declare",
            );
            self.report(fault.help(help.0, help.1));
            return None;
        };
        measure.dimension = combined(&measure.dimension, &of_unit(unit), -1);
        measure.decimals += power;
        measure.times = measure.times.checked_mul(10i128.pow(under.decimals))?;
        measure.rate = false;
        Some(())
    }

    /// A unit word that must be known.
    pub fn unit_of(&mut self, home: Home, name: &tree::Name) -> Option<UnitWord> {
        let Some(word) = self.unit_word(&name.text) else {
            let candidates = self.names.units.keys().cloned().collect();
            self.unknown(home, name, ("单位", "unit"), candidates);
            return None;
        };
        if let Some(unit) = word.unit {
            self.used(home.place(name.span), Symbol::Unit(unit));
        }
        Some(word)
    }

    /// The number that a literal stands for, in base units, with its type.
    pub fn quantity(&mut self, home: Home, number: &tree::Number) -> Option<(Exact, NumberType)> {
        let measure = match &number.unit {
            Some(unit) => self.measure(home, unit)?,
            None => Measure { dimension: Dimension::new(), rate: number.percent, times: 1, decimals: 0 },
        };
        let percent = if number.percent { 2 } else { 0 };
        let digits = number.digits.checked_mul(measure.times);
        let value = digits.and_then(|d| Exact::new(d, number.decimals + measure.decimals + percent));
        let Some(value) = value else {
            self.too_large(home, number);
            return None;
        };
        let ty =
            NumberType { dimension: measure.dimension, decimals: Some(value.decimals), rate: measure.rate };
        Some((value, ty))
    }

    fn too_large(&mut self, home: Home, number: &tree::Number) {
        let fault = error(
            Code::TooLarge,
            home.place(number.span),
            "这个数太大，无法精确计算",
            "this number is too large to be computed exactly",
        );
        self.report(
            fault.help("最多28位数字，请核对零的个数", "a number has at most 28 digits: count the zeros"),
        );
    }

    /// A dimension as people write it, in Chinese and in English: `元/人`. Empty for a plain number.
    pub fn unit_text(&self, dimension: &Dimension) -> (String, String) {
        let name = |id: &UnitId, english: bool| -> String {
            let unit = self.model.units.get(id.0);
            match unit {
                Some(unit) if unit.kind == UnitKind::Declared => unit.name.clone(),
                _ if english => built_in_name(*id).1.to_owned(),
                _ => built_in_name(*id).0.to_owned(),
            }
        };
        let text = |english: bool| {
            let of_sign = |sign: i32| -> Vec<String> {
                let words = dimension.iter().filter(|(_, power)| power.signum() == sign);
                words.flat_map(|(id, power)| vec![name(id, english); power.unsigned_abs() as usize]).collect()
            };
            let (over, under) = (of_sign(1), of_sign(-1));
            let over = if over.is_empty() && !under.is_empty() { "1".to_owned() } else { over.join("×") };
            std::iter::once(over).chain(under).collect::<Vec<_>>().join("/")
        };
        (text(false), text(true))
    }

    /// How many decimals an amount of this dimension has where nothing else is said: those of the unit over the line.
    pub fn usual_decimals(&self, ty: &NumberType) -> u32 {
        if ty.rate {
            return 4;
        }
        let over = ty.dimension.iter().find(|(_, power)| **power > 0);
        over.and_then(|(id, _)| self.model.units.get(id.0)).map_or(0, |unit| unit.decimals)
    }
}
