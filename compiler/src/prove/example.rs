//! From values of variables to a whole record that has them. Whether it really shows what it should is seen by deciding it.

use crate::model::{
    Aggregate, Data, Datum, Exact, Expr, ExprKind, FieldId, Model, OptionList, PeriodUnit, RecordId, Type,
};
use crate::numerals::Ratio;
use crate::regions::{day, days};
use chrono::{Datelike, Days, Months, NaiveDate};

use super::lists::Lists;
use super::reach::selection;
use super::solve::Values;
use super::variables::{Key, Variables, YES};

/// A record, with the same one where something has grown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Example {
    pub record: Data,
    pub again: Data,
    pub reference_date: NaiveDate,
}

/// Makes records from values.
pub(super) struct Maker<'a> {
    pub model: &'a Model,
    pub subject: RecordId,
    pub lists: &'a Lists,
    pub variables: &'a Variables,
    /// The number field that grows, if one does.
    pub grows: Option<&'a Expr>,
    /// A day of the period that is asked about.
    pub inside: NaiveDate,
    /// So many days are added to the spans that are asked for: whether their first day counts is seen by trying.
    pub longer: i64,
}

impl Maker<'_> {
    /// The records; `None` where the values are none of a record.
    pub fn example(&self, values: &Values) -> Option<Example> {
        let own = self.variables.all.iter().position(|variable| variable.key == Key::ReferenceDate);
        let own = own.and_then(|at| values.numbers.get(&at)).and_then(|number| day(*number));
        let reference_date = own.unwrap_or(self.inside);
        let record = self.record(values, reference_date, false)?;
        let again = self.record(values, reference_date, true)?;
        Some(Example { record, again, reference_date })
    }

    fn record(&self, values: &Values, reference_date: NaiveDate, again: bool) -> Option<Data> {
        let mut data = Data::default();
        self.fill(&mut data, self.variables, values, 0, reference_date)?;
        if again && let Some(grows) = self.grows {
            self.grow(&mut data, grows, values)?;
        }
        for list in self.variables.all.iter().filter_map(|variable| match &variable.key {
            Key::Members { list, .. } => Some(list),
            _ => None,
        }) {
            let members = self.members(list, values, reference_date, again)?;
            if let ExprKind::Field { path, .. } = &list.kind {
                put(&mut data, path, Datum::List(members));
            }
        }
        self.complete(&mut data, self.subject, reference_date, "1");
        Some(data)
    }

    fn grow(&self, data: &mut Data, grows: &Expr, values: &Values) -> Option<()> {
        let place = |key: &Key| self.variables.all.iter().position(|variable| variable.key == *key);
        let number =
            |key: &Key| place(key).and_then(|at| values.numbers.get(&at)).copied().unwrap_or(Ratio::ZERO);
        let (ExprKind::Field { path, .. }, Type::Number(_)) = (&grows.kind, &grows.ty) else {
            return Some(());
        };
        let total = number(&Key::Value(grows.clone())).plus(number(&Key::Growth))?;
        put(data, path, Datum::Number(exact(total, &grows.ty)?));
        Some(())
    }

    /// The members of a list, kind by kind.
    fn members(&self, list: &Expr, values: &Values, date: NaiveDate, again: bool) -> Option<Vec<Data>> {
        const MOST: i128 = 10_000;
        let Type::List(record) = list.ty else { return None };
        let known = self.lists.list(list)?;
        let count = |key: Key| {
            let at = self.variables.all.iter().position(|variable| variable.key == key);
            at.and_then(|at| values.numbers.get(&at)).map_or(0, |number| number.floor())
        };
        let mut members = Vec::new();
        let mut sums = self.sums(list, values);
        for (number, kind) in known.kinds.iter().enumerate() {
            let mut wanted = count(Key::Members { list: list.clone(), kind: number });
            if again {
                wanted += count(Key::Joining { list: list.clone(), kind: number });
            }
            if wanted > MOST {
                return None;
            }
            for _ in 0..wanted {
                let mut member = Data::default();
                self.fill(&mut member, &kind.variables, kind.example.as_ref()?, 1, date)?;
                // The first member of those that are added up has the whole sum, and the others nothing.
                sums.retain(|(conditions, path, sum)| {
                    let own = known.has(number, conditions);
                    if own {
                        put(&mut member, path, Datum::Number(*sum));
                    }
                    !own
                });
                let place = (members.len() + 1).to_string();
                self.complete(&mut member, record, date, &place);
                members.push(member);
            }
        }
        Some(members)
    }

    /// What fields of a list's members add up to: by which conditions they are selected, which field, and the sum.
    fn sums<'s>(&'s self, list: &Expr, values: &Values) -> Vec<(Vec<&'s Expr>, &'s [FieldId], Exact)> {
        let sum = |(at, variable): (usize, &'s super::variables::Variable)| {
            let Key::Value(Expr { kind: ExprKind::Aggregate(of, Aggregate::Sum, Some(each)), .. }) =
                &variable.key
            else {
                return None;
            };
            let (base, conditions) = selection(of)?;
            let sum = exact(*values.numbers.get(&at)?, &each.ty)?;
            (base == list).then_some((conditions, path_in(each, 1)?, sum))
        };
        self.variables.all.iter().enumerate().filter_map(sum).collect()
    }

    /// The fields that the variables speak of; `frame`: which record it is.
    fn fill(
        &self,
        data: &mut Data,
        variables: &Variables,
        values: &Values,
        frame: usize,
        reference_date: NaiveDate,
    ) -> Option<()> {
        for (at, variable) in variables.all.iter().enumerate() {
            match &variable.key {
                Key::Value(term) => {
                    let Some(path) = path_in(term, frame) else { continue };
                    let choice = values.choices.get(&at).copied();
                    let number = values.numbers.get(&at).copied();
                    let datum = match &term.ty {
                        Type::Truth => choice.map(|choice| Datum::Truth(choice == YES)),
                        Type::Option(_) => choice.map(Datum::Option),
                        Type::Text => choice.and_then(|choice| {
                            variable.texts.get(choice.checked_sub(1)?).cloned().map(Datum::Text)
                        }),
                        Type::Date => number.and_then(day).map(Datum::Date),
                        Type::Number(_) => match number {
                            Some(number) => Some(Datum::Number(exact(number, &term.ty)?)),
                            None => None,
                        },
                        _ => None,
                    };
                    datum.into_iter().for_each(|datum| put(data, path, datum));
                }
                Key::Member(set, option) => {
                    let Some(path) = path_in(set, frame) else { continue };
                    let mut options = match get(data, path) {
                        Some(Datum::Options(options)) => options.clone(),
                        _ => Vec::new(),
                    };
                    if values.choices.get(&at) == Some(&YES) && !options.contains(option) {
                        options.push(*option);
                    }
                    put(data, path, Datum::Options(options));
                }
                _ => {}
            }
        }
        for (at, variable) in variables.all.iter().enumerate() {
            if let Key::Span(from, to, unit) = &variable.key
                && let Some(length) = values.numbers.get(&at)
            {
                self.span(data, (from, to), *unit, *length, frame, reference_date);
            }
        }
        Some(())
    }

    /// Gives the two ends of a span days that lie so far apart.
    fn span(
        &self,
        data: &mut Data,
        ends: (&Expr, &Expr),
        unit: PeriodUnit,
        length: Ratio,
        frame: usize,
        reference_date: NaiveDate,
    ) {
        let known = |data: &Data, end: &Expr| match (&end.kind, path_in(end, frame)) {
            (ExprKind::Date(date), _) => Some(*date),
            (ExprKind::ReferenceDate, _) => Some(reference_date),
            (_, Some(path)) => match get(data, path) {
                Some(Datum::Date(date)) => Some(*date),
                _ => None,
            },
            _ => None,
        };
        let (from, to) = ends;
        match (known(data, from), known(data, to)) {
            (Some(first), None) => {
                let last = moved(first, unit, length, self.longer, false);
                if let (Some(last), Some(path)) = (last, path_in(to, frame)) {
                    put(data, path, Datum::Date(last));
                }
            }
            (_, last) => {
                let last = last.unwrap_or(reference_date);
                if let Some(path) = path_in(to, frame) {
                    put(data, path, Datum::Date(last));
                }
                let first = moved(last, unit, length, self.longer, true);
                if let (Some(first), Some(path)) = (first, path_in(from, frame)) {
                    put(data, path, Datum::Date(first));
                }
            }
        }
    }

    /// Fills in what doesn't matter, so that nothing is missing.
    fn complete(&self, data: &mut Data, record: RecordId, date: NaiveDate, place: &str) {
        let Some(record) = self.model.records.get(record.0) else { return };
        for (at, field) in record.fields.iter().enumerate() {
            let id = FieldId(at);
            if let Type::Record(inner) = field.ty {
                let entry = data.values.entry(id).or_insert_with(|| Datum::Record(Data::default()));
                if let Datum::Record(nested) = entry {
                    self.complete(nested, inner, date, place);
                }
                continue;
            }
            let datum = match &field.ty {
                _ if field.reference_date => Datum::Date(date),
                Type::Truth => Datum::Truth(false),
                Type::Text => Datum::Text(format!("{}{place}", field.name)),
                Type::Date => Datum::Date(date),
                Type::Number(_) => Datum::Number(Exact { digits: 0, decimals: 0 }),
                Type::Option(list) => Datum::Option(last(self.model.lists.get(list.0))),
                Type::Options(_) => Datum::Options(Vec::new()),
                Type::List(_) => Datum::List(Vec::new()),
                Type::Range | Type::Record(_) => continue,
            };
            if field.reference_date {
                data.values.insert(id, datum);
            } else {
                data.values.entry(id).or_insert(datum);
            }
        }
    }
}

fn last(list: Option<&OptionList>) -> usize {
    list.map_or(0, |list| list.options.len().saturating_sub(1))
}

/// The way to a field of the record in a frame.
fn path_in(term: &Expr, wanted: usize) -> Option<&[FieldId]> {
    match &term.kind {
        ExprKind::Field { frame, path } if *frame == wanted => Some(path),
        _ => None,
    }
}

fn put(data: &mut Data, path: &[FieldId], datum: Datum) {
    match path {
        [] => {}
        [last] => {
            data.values.insert(*last, datum);
        }
        [first, rest @ ..] => {
            let inner = data.values.entry(*first).or_insert_with(|| Datum::Record(Data::default()));
            if let Datum::Record(inner) = inner {
                put(inner, rest, datum);
            }
        }
    }
}

fn get<'d>(data: &'d Data, path: &[FieldId]) -> Option<&'d Datum> {
    let (first, rest) = path.split_first()?;
    match (data.values.get(first)?, rest) {
        (found, []) => Some(found),
        (Datum::Record(inner), rest) => get(inner, rest),
        _ => None,
    }
}

/// A number with the decimals of its type.
fn exact(value: Ratio, ty: &Type) -> Option<Exact> {
    let Type::Number(ty) = ty else { return None };
    let decimals = ty.decimals?;
    let digits = value.times(Ratio::whole(10_i128.checked_pow(decimals)?))?;
    digits.is_whole().then(|| Exact { digits: digits.floor(), decimals })
}

/// A day moved by a length that may have a part after the point.
fn moved(from: NaiveDate, unit: PeriodUnit, length: Ratio, longer: i64, back: bool) -> Option<NaiveDate> {
    let whole = u32::try_from(length.floor()).ok()?;
    let part = if length.is_whole() { 0 } else { 1 };
    let by_days = |date: NaiveDate, by: i64| {
        let by = if back { -by } else { by };
        if by < 0 {
            date.checked_sub_days(Days::new(by.unsigned_abs()))
        } else {
            date.checked_add_days(Days::new(by.unsigned_abs()))
        }
    };
    let far = match unit {
        PeriodUnit::Days => by_days(from, i64::from(whole))?,
        PeriodUnit::Months | PeriodUnit::Years => {
            let months = Months::new(if unit == PeriodUnit::Years { whole.checked_mul(12)? } else { whole });
            if back { from.checked_sub_months(months)? } else { from.checked_add_months(months)? }
        }
    };
    let far = by_days(far, part + longer)?;
    (1..=9999).contains(&far.year()).then_some(far).filter(|_| days(far) > Ratio::ZERO)
}
