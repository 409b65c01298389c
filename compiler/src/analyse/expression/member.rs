//! `甲 的 乙`: a field of a nested record or of the subject, or how many members a list has.

use super::inline::Of;
use super::{Checker, made};
use crate::index::Symbol;
use crate::model::{Expr, ExprKind, RecordId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

impl Checker<'_, '_> {
    pub(super) fn member(&mut self, base: &tree::Expr, name: &tree::Name, place: Place) -> Option<Expr> {
        let base = self.expression(base, None)?;
        match base.ty {
            Type::Record(record) => self.field_of(base, record, name, place),
            Type::List(record) => self.count(base, record, name, place),
            Type::Truth | Type::Text | Type::Date | Type::Number(_) | Type::Range => {
                self.no_parts(&base, name)
            }
            Type::Option(_) | Type::Options(_) => self.no_parts(&base, name),
        }
    }

    /// A field or a definition of a nested record or, behind 对象, of the subject.
    fn field_of(&mut self, base: Expr, record: RecordId, name: &tree::Name, place: Place) -> Option<Expr> {
        let at = self.place(name.span);
        let ExprKind::Field { frame, mut path } = base.kind else {
            return None;
        };
        if let Some(field) = self.cx.field_named(record, &name.text) {
            self.cx.used(at, Symbol::Field(record, field));
            let ty = self.cx.field_type_of(record, field)?;
            path.push(field);
            return Some(made(ExprKind::Field { frame, path }, ty, place));
        }
        let definition = self.cx.names.definitions.get(&name.text).copied();
        match definition {
            Some(id) if frame == 0 && path.is_empty() => self.definition(id, name),
            Some(id) if self.cx.definition_type(id, at)?.0 == record => {
                self.cx.used(at, Symbol::Definition(id));
                self.definition_of(id, name, &Of { frame, path })
            }
            _ => {
                self.unknown_field(record, name);
                None
            }
        }
    }

    /// Says that a record has no such field.
    pub fn unknown_field(&mut self, record: RecordId, name: &tree::Name) {
        if self.cx.broken.contains(&Symbol::Record(record)) {
            return;
        }
        let of = self.cx.record_name(record);
        let (zh, en) = (format!("「{of}」的字段"), format!("field of 「{of}」"));
        let candidates = self.cx.field_names(record);
        self.cx.unknown(self.home, name, (&zh, &en), candidates);
    }

    /// `名单 的 人数`.
    fn count(&mut self, list: Expr, record: RecordId, word: &tree::Name, place: Place) -> Option<Expr> {
        let at = self.place(word.span);
        if let Some(unit) = self.cx.names.counting.get(&word.text).copied() {
            self.cx.used(at, Symbol::Unit(unit));
            let kind = ExprKind::Aggregate(Box::new(list), tree::Aggregate::Count, None);
            return Some(made(kind, Type::count_of(unit), place));
        }
        if let Some(field) = self.cx.field_named(record, &word.text) {
            self.cx.used(at, Symbol::Field(record, field));
            self.field_of_many(record, word);
            return None;
        }
        let counting = self.cx.names.counting.keys().cloned().collect();
        let of = self.cx.record_name(record);
        let (zh, en) = (format!("「{of}」的计数词"), format!("counting word of 「{of}」"));
        self.cx.unknown(self.home, word, (&zh, &en), counting);
        None
    }

    fn field_of_many(&mut self, record: RecordId, name: &tree::Name) {
        let of = self.cx.record_name(record);
        let fault = error(
            Code::WrongType,
            self.place(name.span),
            format!("这里有若干「{of}」，看不出是哪一份的「{}」", name.text),
            format!("there are several 「{of}」 here, and 「{}」 is a field of each", name.text),
        );
        self.cx.report(fault.help(
            format!("请写「合计（{0}）」「最大（{0}）」「任一（{0} …）」或者用「其中」挑选", name.text),
            format!("write `sum({0})`, `largest({0})`, `any({0} …)`, or choose with `where`", name.text),
        ));
    }

    fn no_parts(&mut self, base: &Expr, name: &tree::Name) -> Option<Expr> {
        let (zh, en) = self.cx.type_words(&base.ty);
        let fault = error(
            Code::WrongType,
            base.place,
            format!("「的」前面要的是档案或者若干档案，这是{zh}，没有「{}」", name.text),
            format!("this is {en} and has no 「{}」; only records and lists have parts", name.text),
        );
        self.cx.report(fault);
        None
    }
}
