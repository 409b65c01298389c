//! What the names at a place stand for: the record at hand, the members of the lists around the place, and local names.

use crate::queries::View;
use qingce_compiler::model::{
    Dimension, FieldId, ListId, Model, NumberType, RecordId, Type, UnitId, UnitKind,
};
use qingce_grammar::lexer::TokenKind;
use qingce_grammar::place::{Before, Said};
use qingce_grammar::{fold, vocabulary};

/// The names at a place.
#[derive(Debug)]
pub struct Scope<'a> {
    /// The policy.
    pub model: &'a Model,
    /// The record that the declaration is about.
    pub subject: Option<RecordId>,
    /// The records of the lists around the place, the innermost last.
    pub members: Vec<RecordId>,
    /// Local names; the type is `None` where it can't be told.
    pub lets: Vec<(String, Option<Type>)>,
}

/// A list around a place: how deep in brackets it was opened, and its record.
type Frame = (usize, RecordId);

impl<'a> Scope<'a> {
    /// The names at the end of what was said.
    pub fn new(view: &View<'a>, before: &Before<'_>) -> Self {
        let model = &view.analysis.model;
        let mut scope =
            Self { model, subject: subject(model, before), members: Vec::new(), lets: Vec::new() };
        scope.walk(before);
        scope
    }

    /// Follows the declaration's words up to the place.
    fn walk(&mut self, before: &Before<'_>) {
        let parts: Vec<&str> = before.parts().map(|entry| entry.id).collect();
        let mut frames: Vec<Frame> = Vec::new();
        let mut depth = 0;
        let mut local: Option<(String, usize)> = None;
        for (at, said) in before.said.iter().enumerate() {
            let id = said.entry.map_or("", |entry| entry.id);
            if parts.contains(&id) {
                (frames, depth) = (Vec::new(), 0);
                self.members = Vec::new();
                if let Some((name, from)) = local.take() {
                    let ty = self.whole(before, from, at);
                    self.lets.push((name, ty));
                }
            }
            match id {
                "let" => local = before.said.get(at + 1).map(|name| (fold(before.text(name)), at + 3)),
                "open" => {
                    depth += 1;
                    let aggregate =
                        at.checked_sub(2).and_then(|of| before.said.get(of)).is_some_and(|of| of.is("of"));
                    let list = aggregate.then(|| self.operand(before, at - 2)).flatten();
                    frames.extend(list.and_then(record_of).map(|record| (depth, record)));
                }
                "close" => {
                    frames.retain(|(opened, _)| *opened < depth);
                    depth = depth.saturating_sub(1);
                }
                // A second 其中 sifts the same list once more.
                "colon" if depth == 0 => frames.clear(),
                "where" if frames.last().is_none_or(|(opened, _)| *opened != depth) => {
                    let list = self.operand(before, at);
                    frames.extend(list.and_then(record_of).map(|record| (depth, record)));
                }
                _ => {}
            }
            self.members = frames.iter().map(|(_, record)| *record).collect();
        }
    }

    /// The type of the operand that ends right before a token; `None` where it can't be told.
    pub fn operand(&self, before: &Before<'_>, end: usize) -> Option<Type> {
        let last = before.said.get(end.checked_sub(1)?)?;
        if last.is("close") {
            return self.bracketed(before, end - 1);
        }
        let start = path_start(before, end);
        let first = before.said.get(start)?;
        let mut ty = self.single(before, start, first)?;
        let mut at = start + 1;
        while at + 1 < end {
            ty = self.member(&ty, before.said.get(at + 1)?, before)?;
            at += 2;
        }
        Some(ty)
    }

    /// The type of an expression between two tokens: of `名单 其中 …` the list's, else that of its last operand.
    fn whole(&self, before: &Before<'_>, from: usize, end: usize) -> Option<Type> {
        let mut depth = 0_usize;
        for at in from..end {
            let said = before.said.get(at)?;
            match said.entry.map_or("", |entry| entry.id) {
                "open" => depth += 1,
                "close" => depth = depth.saturating_sub(1),
                "where" if depth == 0 => return self.operand(before, at),
                _ => {}
            }
        }
        self.operand(before, end)
    }

    /// The type of what ends with a bracket: of a group its last operand's, of an aggregate or call what it gives.
    fn bracketed(&self, before: &Before<'_>, close: usize) -> Option<Type> {
        let open = opening(before, close)?;
        let head = open.checked_sub(1).and_then(|at| before.said.get(at));
        match head.and_then(|head| head.entry).map(|entry| entry.id) {
            Some("any" | "all") => Some(Type::Truth),
            Some("whole_months" | "whole_years" | "days_between") => Some(Type::Number(plain())),
            Some("sum" | "largest" | "smallest" | "min" | "max") => self.operand(before, close),
            Some(_) => self.whole(before, open + 1, close),
            None => match head.filter(|head| head.kind == TokenKind::Word) {
                Some(name) => self.called(&fold(before.text(name))),
                None => self.whole(before, open + 1, close),
            },
        }
    }

    /// What a standard by option or a scale gives.
    fn called(&self, name: &str) -> Option<Type> {
        let standard = self.model.standards.iter().find(|standard| standard.name == name);
        let scale = || self.model.scales.iter().find(|scale| scale.name == name);
        standard.map(|standard| standard.ty.clone()).or_else(|| Some(scale()?.to.clone())).map(Type::Number)
    }

    fn single(&self, before: &Before<'_>, at: usize, said: &Said) -> Option<Type> {
        match said.kind {
            TokenKind::Date => return Some(Type::Date),
            TokenKind::Quoted => return Some(Type::Text),
            TokenKind::Number => return Some(Type::Number(plain())),
            _ => {}
        }
        match said.entry.map(|entry| entry.id) {
            Some("yes" | "no") => Some(Type::Truth),
            Some("reference_date") => Some(Type::Date),
            Some("subject") => self.subject.map(Type::Record),
            Some("percent") => Some(Type::Number(NumberType { rate: true, ..plain() })),
            Some(_) if said.kind != TokenKind::Word => None,
            _ => {
                let number = at.checked_sub(1).and_then(|at| before.said.get(at));
                if number.is_some_and(|number| number.kind == TokenKind::Number) {
                    return self.dimension(&fold(before.text(said))).map(number_of);
                }
                self.named(&fold(before.text(said)))
            }
        }
    }

    /// What a name stands for, looked up as the analysis does.
    pub fn named(&self, name: &str) -> Option<Type> {
        let field = |record: &RecordId| self.field(*record, name);
        if let Some(ty) = self.members.iter().rev().find_map(field) {
            return Some(ty);
        }
        if let Some((_, ty)) = self.lets.iter().find(|(own, _)| own == name) {
            return ty.clone();
        }
        if let Some(ty) = self.subject.as_ref().and_then(field) {
            return Some(ty);
        }
        if let Some(definition) = self.model.definitions.iter().find(|definition| definition.name == name) {
            return Some(definition.ty.clone());
        }
        let option = || {
            let list =
                self.model.lists.iter().position(|list| list.options.iter().any(|o| o.name == name))?;
            Some(Type::Option(ListId(list)))
        };
        self.called(name).or_else(option).or_else(|| self.amount(name))
    }

    /// In a guarantee a rule's name stands for the amount that the rule gives.
    fn amount(&self, name: &str) -> Option<Type> {
        self.model.rules.iter().find(|rule| rule.name == name)?;
        let money = self.model.units.iter().position(|unit| unit.kind == UnitKind::Money)?;
        Some(number_of(Dimension::from([(UnitId(money), 1)])))
    }

    /// The type of a record's field.
    fn field(&self, record: RecordId, name: &str) -> Option<Type> {
        let record = self.model.records.get(record.0)?;
        record.fields.iter().find(|field| field.name == name).map(|field| field.ty.clone())
    }

    /// The type of a member: a nested record's field, a count, an aggregate.
    fn member(&self, of: &Type, said: &Said, before: &Before<'_>) -> Option<Type> {
        let name = fold(before.text(said));
        let counting = |unit: &qingce_compiler::model::Unit| unit.counting.as_deref() == Some(&name);
        let counted = || {
            let unit = self.model.units.iter().position(counting)?;
            Some(number_of(Dimension::from([(UnitId(unit), 1)])))
        };
        let known = match of {
            Type::Record(record) | Type::List(record) => self.field(*record, &name).or_else(counted),
            _ => None,
        };
        known.or_else(|| said.is("count").then(|| Type::Number(plain())))
    }

    /// What a unit word measures; magnitudes are left aside.
    pub fn dimension(&self, word: &str) -> Option<Dimension> {
        let word = vocabulary::split_magnitude(word).map_or(word, |(_, rest)| rest);
        let of = |unit: usize| Some(Dimension::from([(UnitId(unit), 1)]));
        let declared = self.model.units.iter().position(|unit| {
            unit.kind == UnitKind::Declared && (unit.name == word || unit.plural.as_deref() == Some(word))
        });
        if let Some(unit) = declared {
            return of(unit);
        }
        let kind = match vocabulary::unit(word)?.id {
            "yuan" | "jiao" | "fen" => UnitKind::Money,
            "months" | "years" => UnitKind::Months,
            "days" | "weeks" => UnitKind::Days,
            "years_old" => UnitKind::Age,
            _ => return Some(Dimension::new()),
        };
        self.model.units.iter().position(|unit| unit.kind == kind).and_then(of)
    }

    /// The fields of a record.
    pub fn fields(
        &self,
        record: RecordId,
    ) -> impl Iterator<Item = (FieldId, &'a qingce_compiler::model::Field)> {
        let fields = self.model.records.get(record.0).map(|record| record.fields.as_slice());
        fields.unwrap_or_default().iter().enumerate().map(|(at, field)| (FieldId(at), field))
    }
}

/// The first token of the path `甲 的 乙` that ends before a token.
fn path_start(before: &Before<'_>, end: usize) -> usize {
    let mut start = end.saturating_sub(1);
    while let Some(of) = start.checked_sub(1) {
        if of == 0 || !before.said.get(of).is_some_and(|said| said.is("of")) {
            break;
        }
        start = of - 1;
    }
    start
}

/// The bracket that a closing one belongs to.
fn opening(before: &Before<'_>, close: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for at in (0..=close).rev() {
        let said = before.said.get(at)?;
        if said.is("close") {
            depth += 1;
        } else if said.is("open") {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The record that a declaration is about: the one named by 对象 or 已知; a scenario may take over another one's.
fn subject(model: &Model, before: &Before<'_>) -> Option<RecordId> {
    let named = |id: &str| {
        let at = before.said.iter().position(|said| said.is(id))?;
        Some(fold(before.text(before.said.get(at + 1)?)))
    };
    let record = |name: String| model.records.iter().position(|record| record.name == name).map(RecordId);
    let given = named("subject").or_else(|| named("given")).and_then(record);
    given.or_else(|| {
        let like = named("like")?;
        model.scenarios.iter().find(|scenario| scenario.name == like).map(|scenario| scenario.subject)
    })
}

/// The record that a value of this type leads to.
pub fn record_of(ty: Type) -> Option<RecordId> {
    match ty {
        Type::Record(record) | Type::List(record) => Some(record),
        Type::Truth | Type::Text | Type::Date | Type::Number(_) | Type::Range => None,
        Type::Option(_) | Type::Options(_) => None,
    }
}

fn plain() -> NumberType {
    NumberType { dimension: Dimension::new(), decimals: Some(0), rate: false }
}

fn number_of(dimension: Dimension) -> Type {
    Type::Number(NumberType { dimension, ..plain() })
}
