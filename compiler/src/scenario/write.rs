//! A scenario as text, in the policy's own words, from a record's data.

use crate::model::{
    Data, Datum, Dimension, Exact, Field, FieldId, Model, NumberType, RecordId, Type, UnitId, UnitKind,
};
use chrono::{Datelike, NaiveDate};
use qingce_grammar::{Language, vocabulary};
use qingce_runtime::{Decision, Effect, Outcome};
use rust_decimal::Decimal;

/// A scenario to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft<'a> {
    /// Its name.
    pub name: &'a str,
    /// What kind of record it has.
    pub subject: RecordId,
    /// The record.
    pub record: &'a Data,
    /// The reference date, for a record that carries none.
    pub reference_date: Option<NaiveDate>,
    /// What follows: lines that give earlier grants or say what is expected.
    pub lines: &'a [String],
}

/// Words for one policy.
struct Writer<'m> {
    model: &'m Model,
    language: Language,
}

/// The text of a scenario, ready to be put into a file of the policy.
pub fn draft_text(model: &Model, draft: &Draft<'_>) -> String {
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    let language = if english { Language::English } else { Language::Chinese };
    let writer = Writer { model, language };
    let fields = writer.fields(draft.subject);
    let own_date = fields.iter().position(|field| field.reference_date).map(FieldId);
    let dated = own_date.is_some_and(|field| draft.record.values.contains_key(&field));
    let mut out = format!("{} {}\n", writer.word("scenario"), draft.name);
    if let Some(date) = draft.reference_date.filter(|_| !dated) {
        out.push_str(&format!("  {} {}\n", writer.word("reference_date"), writer.day(date)));
    }
    let name = model.records.get(draft.subject.0).map(|record| record.name.as_str()).unwrap_or_default();
    let given = format!("{} {name}", writer.word("given"));
    writer.record(&mut out, &given, draft.subject, draft.record, &[]);
    for line in draft.lines {
        out.push_str(&format!("  {line}\n"));
    }
    out
}

/// What was decided, as a scenario would expect it, marked as not confirmed by anybody; `None` for an outcome that a scenario has
/// no line for.
pub fn expectation_text(model: &Model, decision: &Decision) -> Option<String> {
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    let language = if english { Language::English } else { Language::Chinese };
    let writer = Writer { model, language };
    let rule = decision.rule.as_str();
    let status = |id: &str| format!("{} {rule}", writer.word(id));
    let money =
        |amount: &Decimal| money_text(model, Exact { digits: amount.mantissa(), decimals: amount.scale() });
    let amount = |sign: &str, amount: &Decimal| {
        let words = [writer.word("expect"), rule, sign, &money(amount)];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    };
    if !decision.choose_one_of.is_empty() {
        return None;
    }
    let line = match &decision.outcome {
        Outcome::Applies { effect, .. } => match effect {
            Effect::Grant { amount: granted, .. } => amount("", granted),
            Effect::Ceiling { at_most, .. } => amount(writer.word("at_most"), at_most),
            Effect::Delegated { .. } => {
                format!("{} {rule} {}", writer.word("expect"), writer.word("as_regulated"))
            }
            Effect::Class { option, .. } => format!("{} {rule} {option}", writer.word("expect_class")),
            Effect::Duty { done: Some(true), .. } | Effect::Target { met: Some(true), .. } => status("done"),
            Effect::Duty { done: Some(false), .. } | Effect::Target { met: Some(false), .. } => {
                status("not_done")
            }
            Effect::Duty { .. } | Effect::Target { .. } | Effect::Said { .. } => status("applies"),
        },
        Outcome::DoesNotApply => status("not_applicable"),
        Outcome::NotInForce { .. } => status("not_in_force"),
        Outcome::AlreadyGranted { .. } => status("already_granted"),
        Outcome::Failed { .. } => status("fails"),
        Outcome::Undetermined { .. } => return None,
    };
    Some(format!("{line} {}", writer.word("unconfirmed")))
}

/// An amount of money as a scenario states it.
fn money_text(model: &Model, amount: Exact) -> String {
    let english = model.policy.as_ref().is_some_and(|policy| policy.english);
    let language = if english { Language::English } else { Language::Chinese };
    let writer = Writer { model, language };
    let money = model.units.iter().position(|unit| unit.kind == UnitKind::Money).map(UnitId);
    let dimension: Dimension = money.into_iter().map(|unit| (unit, 1)).collect();
    writer.number(amount, &NumberType { dimension, decimals: Some(2), rate: false })
}

impl Writer<'_> {
    fn word(&self, id: &str) -> &'static str {
        vocabulary::entry(id).map_or("", |entry| entry.spelling(self.language))
    }

    fn pick<'s>(&self, zh: &'s str, en: &'s str) -> &'s str {
        match self.language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    fn fields(&self, record: RecordId) -> &[Field] {
        self.model.records.get(record.0).map(|record| record.fields.as_slice()).unwrap_or_default()
    }

    fn day(&self, date: NaiveDate) -> String {
        match self.language {
            Language::Chinese => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Language::English => date.to_string(),
        }
    }

    /// One line for the record itself, and one each for its members and nested records.
    fn record(&self, out: &mut String, head: &str, record: RecordId, data: &Data, path: &[&str]) {
        let fields = self.fields(record);
        let plain = fields.iter().enumerate().filter_map(|(at, field)| {
            let value = self.value(&field.ty, data.values.get(&FieldId(at))?)?;
            Some(format!("{} {value}", field.name))
        });
        let plain: Vec<String> = plain.collect();
        let (colon, comma) = (self.pick("：", ": "), self.pick("，", ", "));
        let line = match plain.is_empty() {
            true => format!("  {head}{}", colon.trim_end()),
            false => format!("  {head}{colon}{}", plain.join(comma)),
        };
        out.push_str(&line);
        out.push('\n');
        for (at, field) in fields.iter().enumerate() {
            let inner: Vec<&str> = path.iter().copied().chain([field.name.as_str()]).collect();
            let its = format!("{} {}", self.word("its"), inner.join(self.pick(" 的 ", "'s ")));
            match (&field.ty, data.values.get(&FieldId(at))) {
                (Type::Record(of), Some(Datum::Record(nested))) => {
                    self.record(out, &its, *of, nested, &inner)
                }
                (Type::List(of), Some(Datum::List(members))) => {
                    members.iter().for_each(|member| self.record(out, &its, *of, member, &inner));
                }
                _ => {}
            }
        }
    }

    /// A value on the record's own line; `None` for what has lines of its own.
    fn value(&self, ty: &Type, datum: &Datum) -> Option<String> {
        Some(match datum {
            Datum::Truth(true) => self.word("yes").to_owned(),
            Datum::Truth(false) => self.word("no").to_owned(),
            Datum::Text(text) => match self.language {
                Language::Chinese => format!("「{text}」"),
                Language::English => format!("\"{text}\""),
            },
            Datum::Date(date) => self.day(*date),
            Datum::Number(exact) => match ty {
                Type::Number(ty) => self.number(*exact, ty),
                _ => return None,
            },
            Datum::Option(option) => self.option(ty, *option)?,
            Datum::Options(options) => {
                let names = options.iter().map(|option| self.option(ty, *option));
                format!("{{{}}}", names.collect::<Option<Vec<_>>>()?.join(self.pick("、", ", ")))
            }
            Datum::List(members) if members.is_empty() => "{}".to_owned(),
            Datum::List(_) | Datum::Record(_) => return None,
        })
    }

    fn option(&self, ty: &Type, option: usize) -> Option<String> {
        let (Type::Option(list) | Type::Options(list)) = ty else { return None };
        Some(self.model.lists.get(list.0)?.options.get(option)?.name.clone())
    }

    /// `50元/人`, `10%`, `3 months`.
    fn number(&self, exact: Exact, ty: &NumberType) -> String {
        let Exact { mut digits, mut decimals } = exact;
        if ty.rate {
            // A hundredth is a percent.
            match decimals.checked_sub(2) {
                Some(fewer) => decimals = fewer,
                None => {
                    digits = digits.saturating_mul(10_i128.saturating_pow(2 - decimals));
                    decimals = 0;
                }
            }
        }
        while decimals > 0 && digits % 10 == 0 {
            (digits, decimals) = (digits / 10, decimals - 1);
        }
        let sign = if digits < 0 { "-" } else { "" };
        let all = format!("{:0>width$}", digits.unsigned_abs(), width = decimals as usize + 1);
        let (whole, part) = all.split_at(all.len() - decimals as usize);
        let point = if part.is_empty() { "" } else { "." };
        let number = format!("{sign}{whole}{point}{part}");
        if ty.rate {
            return format!("{number}%");
        }
        let unit = self.unit(&ty.dimension, digits == 1 && decimals == 0);
        match (unit.is_empty(), self.language) {
            (true, _) => number,
            (false, Language::Chinese) => format!("{number}{unit}"),
            (false, Language::English) => format!("{number} {unit}"),
        }
    }

    fn unit(&self, dimension: &Dimension, one: bool) -> String {
        let named = |(id, power): (&UnitId, &i32), under: bool| {
            let unit = self.model.units.get(id.0)?;
            let name = vocabulary::unit_in(&unit.name, self.language, under, one).map(str::to_owned);
            let plural = unit.plural.clone().filter(|_| !one && !under);
            let name = name.or(plural).unwrap_or_else(|| unit.name.clone());
            Some(std::iter::repeat_n(name, power.unsigned_abs() as usize))
        };
        let above = dimension.iter().filter(|(_, power)| **power > 0).filter_map(|one| named(one, false));
        let below = dimension.iter().filter(|(_, power)| **power < 0).filter_map(|one| named(one, true));
        above.flatten().chain(below.flatten()).collect::<Vec<_>>().join("/")
    }
}
