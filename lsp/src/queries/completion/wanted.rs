//! Which type of value a place wants, by the words before it.

use super::scope::Scope;
use qingce_compiler::model::{Dimension, ListId, Model, NumberType, Type, UnitKind};
use qingce_grammar::fold;
use qingce_grammar::lexer::TokenKind;
use qingce_grammar::place::{Before, Said};

/// Which type of value a place wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing is known of it.
    Any,
    /// A condition: a truth, or what a test begins with.
    Condition,
    /// An amount of money, or what multiplied gives one.
    Money,
    /// Any number.
    Number,
    /// A number of exactly this dimension.
    Measure(Dimension),
    /// A span's or an age's length.
    Period,
    /// A day.
    Date,
    /// A text.
    Text,
    /// An option of a list.
    Options(ListId),
    /// A span of time.
    Range,
    /// What a record or a list has.
    Member(Type),
    /// The options or the number that a standard or scale is asked for.
    Of(Type),
}

impl Wanted {
    /// What is wanted after what was said.
    pub fn after(scope: &Scope<'_>, before: &Before<'_>) -> Self {
        Self::at(scope, before, before.said.len())
    }

    /// What is wanted in place of a token.
    pub fn before(scope: &Scope<'_>, before: &Before<'_>, end: usize) -> Self {
        Self::at(scope, before, end)
    }

    /// What is wanted in place of the token `end`.
    fn at(scope: &Scope<'_>, before: &Before<'_>, end: usize) -> Self {
        let Some(last) = end.checked_sub(1).and_then(|at| before.said.get(at)) else { return Self::Any };
        let Some(entry) = last.entry else { return Self::Any };
        let left = |at: usize| scope.operand(before, at);
        match entry.id {
            "at_most" if end.checked_sub(2).is_some_and(|at| says(before, at, "grant")) => Self::Money,
            "grant" | "in_all_at_most" => Self::Money,
            "in" | "not_in" | "contains" => options(left(end - 1)),
            "open_set" | "listed" => membership(scope, before, end - 1),
            "of" => left(end - 1).map_or(Self::Any, Self::Member),
            "and" | "or" | "not" | "when" | "where" | "always" | "shown_by" | "target" => Self::Condition,
            "case" => cased(scope, before, end - 1),
            "times" | "over" | "slash" => Self::Number,
            "plus" | "minus" => match left(end - 1) {
                Some(Type::Date) => Self::Period,
                ty => Self::like(scope.model, ty),
            },
            "from" | "to" => Self::Date,
            "by" => Self::Any,
            "open" => Self::bracket(scope, before, end - 1),
            "comma" => match unclosed(before, end - 1) {
                Some(open) => Self::bracket(scope, before, open),
                None => Self::Any,
            },
            _ if entry.level == 5 || is_comparison(entry.id) => Self::like(scope.model, left(end - 1)),
            _ => Self::Any,
        }
    }

    /// What is wanted where a multiplication or division follows that is to give this dimension.
    pub fn factor(model: &Model, dimension: &Dimension) -> Self {
        match kinds(model, dimension).contains(&(UnitKind::Money, 1)) {
            true => Self::Money,
            false => Self::Number,
        }
    }

    /// The same type again, as the other side of a comparison is.
    fn like(model: &Model, ty: Option<Type>) -> Self {
        match ty {
            Some(Type::Number(number)) if is_period(model, &number) => Self::Period,
            Some(Type::Number(number)) => Self::Measure(number.dimension),
            Some(Type::Date) => Self::Period,
            Some(Type::Text) => Self::Text,
            Some(Type::Option(list) | Type::Options(list)) => Self::Options(list),
            Some(Type::Range) => Self::Period,
            Some(Type::Truth | Type::Record(_) | Type::List(_)) | None => Self::Any,
        }
    }

    /// What is wanted inside a bracket.
    fn bracket(scope: &Scope<'_>, before: &Before<'_>, open: usize) -> Self {
        let Some(head) = open.checked_sub(1).and_then(|at| before.said.get(at)) else { return Self::Any };
        match head.entry.map(|entry| entry.id) {
            Some("whole_months" | "whole_years" | "days_between") => Self::Range,
            Some("any" | "all") => Self::Condition,
            Some("sum" | "largest" | "smallest") => Self::Number,
            Some("min" | "max") => Self::at(scope, before, open - 1),
            None if head.kind == TokenKind::Word => asked(scope.model, &fold(before.text(head))),
            _ => Self::at(scope, before, open),
        }
    }

    /// How well a type fits, 0 being best; `None` if it doesn't.
    pub fn fits(&self, model: &Model, ty: &Type) -> Option<u8> {
        let number = match ty {
            Type::Number(number) => Some(number),
            _ => None,
        };
        // A record or list may lead on, to a field or a count.
        let leads = matches!(ty, Type::Record(_) | Type::List(_)).then_some(3);
        match self {
            Self::Any => Some(1),
            Self::Condition => match ty {
                Type::Truth => Some(0),
                Type::Range => None,
                _ => Some(1),
            },
            Self::Money => match number {
                Some(number) => money(model, number),
                None => leads,
            },
            Self::Number => number.map(|_| 0).or(leads),
            Self::Measure(dimension) => match number {
                Some(number) => (number.dimension == *dimension).then_some(0),
                None => leads.filter(|_| matches!(ty, Type::Record(_)) || counts(model, dimension)),
            },
            Self::Period => match number {
                Some(number) => is_period(model, number).then_some(0),
                None => (*ty == Type::Date).then_some(2),
            },
            Self::Date => {
                if *ty == Type::Date {
                    Some(0)
                } else {
                    leads.filter(|_| matches!(ty, Type::Record(_)))
                }
            }
            Self::Text => {
                if *ty == Type::Text {
                    Some(0)
                } else {
                    leads.filter(|_| matches!(ty, Type::Record(_)))
                }
            }
            Self::Options(list) => {
                matches!(ty, Type::Option(own) | Type::Options(own) if own == list).then_some(0)
            }
            Self::Range => (*ty == Type::Range).then_some(0),
            Self::Of(wanted) => same_kind(wanted, ty).then_some(0).or(leads),
            Self::Member(_) => None,
        }
    }

    /// Whether a number of one unit alone may be written here, and it fits.
    pub fn measures(&self, model: &Model, dimension: &Dimension) -> Option<u8> {
        let ty = Type::Number(NumberType { dimension: dimension.clone(), decimals: None, rate: false });
        match self {
            Self::Options(_) | Self::Text | Self::Date | Self::Range | Self::Member(_) => None,
            _ => self.fits(model, &ty),
        }
    }
}

fn says(before: &Before<'_>, at: usize, id: &str) -> bool {
    before.said.get(at).is_some_and(|said: &Said| said.is(id))
}

fn is_comparison(id: &str) -> bool {
    matches!(id, "eq" | "ne" | "lt" | "gt" | "le" | "ge")
}

fn options(ty: Option<Type>) -> Wanted {
    match ty {
        Some(Type::Option(list) | Type::Options(list)) => Wanted::Options(list),
        Some(Type::Text) => Wanted::Text,
        _ => Wanted::Any,
    }
}

/// Inside `属于 {甲、‸` and `情形 甲、‸`: the list of what is tested.
fn membership(scope: &Scope<'_>, before: &Before<'_>, end: usize) -> Wanted {
    let tests = |at: &usize| {
        ["in", "not_in", "eq", "ne", "is", "is_not", "case"].iter().any(|id| says(before, *at, id))
    };
    match (0..end).rev().find(tests) {
        Some(test) if says(before, test, "case") => cased(scope, before, test),
        Some(test) => options(scope.operand(before, test)),
        None => Wanted::Any,
    }
}

/// After `情形`: an option of what stands after `按`, or a condition.
fn cased(scope: &Scope<'_>, before: &Before<'_>, case: usize) -> Wanted {
    let first = |at: usize| before.said.get(at).is_some_and(|said| said.first);
    let by = (0..case).rev().find(|at| first(*at) && says(before, *at, "by"));
    let end = by.and_then(|by| (by + 1..=case).find(|at| first(*at)));
    match end.map(|end| options(scope.operand(before, end))) {
        Some(wanted @ Wanted::Options(_)) => wanted,
        _ => Wanted::Condition,
    }
}

/// The bracket around a place that isn't closed before it.
fn unclosed(before: &Before<'_>, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (0..end).rev().find(|at| {
        if says(before, *at, "close") {
            depth += 1;
        } else if says(before, *at, "open") {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        }
        false
    })
}

/// What a standard by option or a scale is asked for.
fn asked(model: &Model, name: &str) -> Wanted {
    if let Some(list) = model.standards.iter().find(|standard| standard.name == name).and_then(|s| s.by) {
        return Wanted::Of(Type::Option(list));
    }
    let scale = model.scales.iter().find(|scale| scale.name == name);
    scale.map_or(Wanted::Any, |scale| Wanted::Measure(scale.from.dimension.clone()))
}

fn same_kind(wanted: &Type, ty: &Type) -> bool {
    match (wanted, ty) {
        (Type::Option(a), Type::Option(b)) => a == b,
        _ => wanted == ty,
    }
}

fn kinds(model: &Model, dimension: &Dimension) -> Vec<(UnitKind, i32)> {
    dimension.iter().filter_map(|(unit, power)| Some((model.units.get(unit.0)?.kind, *power))).collect()
}

fn money(model: &Model, number: &NumberType) -> Option<u8> {
    let kinds = kinds(model, &number.dimension);
    if !kinds.contains(&(UnitKind::Money, 1)) {
        return None;
    }
    Some(u8::from(kinds.len() > 1))
}

fn is_period(model: &Model, number: &NumberType) -> bool {
    let periods = [UnitKind::Months, UnitKind::Years, UnitKind::Days, UnitKind::Age];
    matches!(kinds(model, &number.dimension).as_slice(), [(kind, 1)] if periods.contains(kind))
}

/// Whether a list may be counted in this dimension.
fn counts(model: &Model, dimension: &Dimension) -> bool {
    dimension.is_empty() || matches!(kinds(model, dimension).as_slice(), [(UnitKind::Declared, 1)])
}
