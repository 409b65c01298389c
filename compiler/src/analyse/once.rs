//! 一次性: the key by which a grant is remembered.
//!
//! Either a text field of the subject, or one of each member of a selection (设 … 其中 …). Where the key names a list field
//! directly, the selection is the whole list.

use super::expression::{Checker, Local, LocalName, made};
use super::rules::members;
use crate::index::Symbol;
use crate::model::{ExprKind, FieldId, Let, LetId, Once, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Span, tree};

impl Checker<'_, '_> {
    /// Gives the list field that a key names a place among the lets, under its own name, so that it is selected once and
    /// everything in the rule speaks of that selection.
    pub fn select_all_members(&mut self, key: &tree::Expr, rule: &tree::Rule, lets: &mut Vec<Let>) {
        let Some(first) = steps(key).and_then(|steps| steps.first().copied()) else {
            return;
        };
        let Some(subject) = self.frames.first().copied() else {
            return;
        };
        if rule.lets.iter().any(|(name, _)| name.text == first.text) {
            return;
        }
        let Some(field) = self.cx.field_named(subject, &first.text) else {
            return;
        };
        let Some(ty) = self.cx.field_type_of(subject, field).filter(|ty| members(ty).is_some()) else {
            return;
        };
        let place = self.place(first.span);
        self.cx.used(place, Symbol::Field(subject, field));
        let value = made(ExprKind::Field { frame: 0, path: vec![field] }, ty.clone(), place);
        let id = LetId(lets.len());
        lets.push(Let { name: first.text.clone(), value, place });
        let meaning = Local::Let(id, ty);
        self.locals.push(LocalName { name: first.text.clone(), place, meaning });
    }

    /// The key.
    pub fn once(&mut self, key: &tree::Expr) -> Option<Once> {
        let Some(names) = steps(key) else {
            self.not_a_key(key.span);
            return None;
        };
        let (first, rest) = names.split_first()?;
        let local = self.locals.iter().find(|local| local.name == first.text).map(|l| l.meaning.clone());
        match local {
            Some(Local::Let(id, ty)) => {
                if let Some(rule) = self.rule {
                    let place = self.place(first.span);
                    self.cx.used(place, Symbol::Let(rule, id));
                }
                let Some(record) = members(&ty).filter(|_| !rest.is_empty()) else {
                    self.not_a_key(key.span);
                    return None;
                };
                self.key_path(record, rest, key.span).map(|path| Once::Member(id, path))
            }
            Some(Local::Range(..)) => {
                self.not_a_key(key.span);
                None
            }
            Some(Local::Broken) => None,
            None => {
                let subject = self.frames.first().copied()?;
                self.key_path(subject, &names, key.span).map(Once::Subject)
            }
        }
    }

    /// A path through nested records to a text.
    fn key_path(&mut self, record: RecordId, names: &[&tree::Name], span: Span) -> Option<Vec<FieldId>> {
        let mut at = record;
        let mut path = Vec::new();
        for (step, name) in names.iter().enumerate() {
            let Some(field) = self.cx.field_named(at, &name.text) else {
                self.unknown_field(at, name);
                return None;
            };
            let place = self.place(name.span);
            self.cx.used(place, Symbol::Field(at, field));
            path.push(field);
            let last = step + 1 == names.len();
            match self.cx.field_type_of(at, field)? {
                Type::Text if last => return Some(path),
                Type::Record(inner) if !last => at = inner,
                _ => {
                    self.not_a_key(span);
                    return None;
                }
            }
        }
        None
    }

    pub fn not_a_key(&mut self, span: Span) {
        let fault = error(
            Code::WrongType,
            self.place(span),
            "「一次性 按」后面要的是能认出领取人的文字字段",
            "after `once by` comes a text field that tells beneficiaries apart",
        );
        self.cx.report(fault.help(
            "例如「一次性 按 身份证号」，或者按名单里每个人「一次性 按 合格人员 的 身份证号」",
            "`once by id`, or for each member of a list `once by crew's id`",
        ));
    }
}

/// `甲 的 乙 的 丙` as names from the outside in; 对象 in front is left out.
pub(super) fn steps(key: &tree::Expr) -> Option<Vec<&tree::Name>> {
    match &key.kind {
        tree::ExprKind::Name(name) => Some(vec![name]),
        tree::ExprKind::Subject => Some(Vec::new()),
        tree::ExprKind::Member(base, name) => {
            let mut names = steps(base)?;
            names.push(name);
            Some(names)
        }
        _ => None,
    }
}
