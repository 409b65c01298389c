//! What a name by itself stands for.
//!
//! Looked up in this order: an option of the list that is expected here; the fields of the member at hand, innermost first;
//! local names; fields of the subject and definitions; standards; an option of any list.

use super::inline::Of;
use super::{Checker, Local, made};
use crate::index::Symbol;
use crate::model::{DefinitionId, Expr, ExprKind, ListId, RecordId, StandardId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, tree};

impl Checker<'_, '_> {
    pub(super) fn name(&mut self, name: &tree::Name, hint: Option<ListId>) -> Option<Expr> {
        if let Some(found) = hint.and_then(|list| self.option_in(list, name)) {
            return Some(found);
        }
        for frame in (1..self.frames.len()).rev() {
            if let Some(found) = self.field_in(frame, name) {
                return found;
            }
        }
        if let Some(found) = self.local(name) {
            return found;
        }
        if let Some(found) = self.field_in(0, name) {
            return found;
        }
        if let Some(id) = self.cx.names.definitions.get(&name.text).copied() {
            return self.definition(id, name);
        }
        if let Some(id) = self.cx.names.standards.get(&name.text).copied() {
            return self.plain_standard(id, name);
        }
        if let Some(found) = self.outcome(name) {
            return found;
        }
        if self.cx.names.scales.contains_key(&name.text) {
            self.scale_without_value(name);
            return None;
        }
        self.option_anywhere(name, hint)
    }

    /// An option of one list.
    pub(super) fn option_in(&mut self, list: ListId, name: &tree::Name) -> Option<Expr> {
        let options = self.cx.names.options.get(&name.text)?;
        let (_, at) = options.iter().copied().find(|(of, _)| *of == list)?;
        let place = self.place(name.span);
        self.cx.used(place, Symbol::Option(list, at));
        Some(made(ExprKind::Option(at), Type::Option(list), place))
    }

    /// A field of the record in a frame; the outer `None`: it has no such field.
    fn field_in(&mut self, frame: usize, name: &tree::Name) -> Option<Option<Expr>> {
        let record = self.frames.get(frame).copied()?;
        let field = self.cx.field_named(record, &name.text)?;
        let place = self.place(name.span);
        self.cx.used(place, Symbol::Field(record, field));
        let ty = self.cx.field_type_of(record, field);
        Some(ty.map(|ty| made(ExprKind::Field { frame, path: vec![field] }, ty, place)))
    }

    fn local(&mut self, name: &tree::Name) -> Option<Option<Expr>> {
        let local = self.locals.iter().find(|local| local.name == name.text)?;
        let place = self.place(name.span);
        match local.meaning.clone() {
            Local::Let(id, ty) => {
                if let Some(rule) = self.rule {
                    self.cx.used(place, Symbol::Let(rule, id));
                }
                Some(Some(made(ExprKind::Let(id), ty, place)))
            }
            Local::Range(..) => Some(self.bare_range(place)),
            Local::Broken => Some(None),
        }
    }

    /// A definition, which must speak of the subject or of a member at hand.
    pub(super) fn definition(&mut self, id: DefinitionId, name: &tree::Name) -> Option<Expr> {
        let place = self.place(name.span);
        self.cx.used(place, Symbol::Definition(id));
        let (subject, ty) = self.cx.definition_type(id, place)?;
        let own = self.frames.first().copied()?;
        if let Some(frame) = self.frames.iter().rposition(|record| *record == subject).filter(|at| *at > 0) {
            return self.definition_of(id, name, &Of { frame, path: Vec::new() });
        }
        if subject != own {
            self.other_subject(name, subject, own);
            return None;
        }
        Some(made(ExprKind::Definition(id), ty, place))
    }

    fn other_subject(&mut self, name: &tree::Name, subject: RecordId, own: RecordId) {
        let (theirs, own) = (self.cx.record_name(subject), self.cx.record_name(own));
        let fault = error(
            Code::WrongType,
            self.place(name.span),
            format!("定义「{}」的对象是「{theirs}」，这里的对象是「{own}」", name.text),
            format!("the definition 「{}」 is of 「{theirs}」, and the subject here is 「{own}」", name.text),
        );
        self.cx.report(fault.help(
            format!("请为「{own}」另写一个定义，或者把条件直接写在这里"),
            format!("define it for 「{own}」 as well, or write the condition out here"),
        ));
    }

    fn plain_standard(&mut self, id: StandardId, name: &tree::Name) -> Option<Expr> {
        let place = self.place(name.span);
        self.cx.used(place, Symbol::Standard(id));
        if self.cx.broken.contains(&Symbol::Standard(id)) {
            return None;
        }
        let (by, ty) = self.cx.model.standards.get(id.0).map(|s| (s.by, s.ty.clone()))?;
        if let Some(list) = by {
            self.standard_without_option(name, list);
            return None;
        }
        Some(made(ExprKind::Standard(id), Type::Number(ty), place))
    }

    /// An option that is named without a list being expected: it must be the only one of its name.
    fn option_anywhere(&mut self, name: &tree::Name, hint: Option<ListId>) -> Option<Expr> {
        if hint.is_some_and(|list| self.cx.broken.contains(&Symbol::List(list))) {
            return None;
        }
        let found = self.cx.names.options.get(&name.text).cloned().unwrap_or_default();
        match (found.as_slice(), hint) {
            ([(list, at)], None) => {
                let place = self.place(name.span);
                self.cx.used(place, Symbol::Option(*list, *at));
                Some(made(ExprKind::Option(*at), Type::Option(*list), place))
            }
            ([], _) => {
                self.unknown_value(name, hint);
                None
            }
            (_, Some(list)) => {
                self.cx.option_of_other_list(self.home, name, list);
                None
            }
            (several, None) => {
                let lists: Vec<ListId> = several.iter().map(|(list, _)| *list).collect();
                self.ambiguous(name, &lists);
                None
            }
        }
    }

    pub fn ambiguous(&mut self, name: &tree::Name, lists: &[ListId]) {
        let names: Vec<String> = lists.iter().map(|list| self.cx.list_name(*list)).collect();
        let fault = error(
            Code::AmbiguousName,
            self.place(name.span),
            format!("「{}」在选项表「{}」里都有，看不出指哪一个", name.text, names.join("」「")),
            format!(
                "「{}」 is an option of 「{}」, and nothing here tells which is meant",
                name.text,
                names.join("」 and of 「")
            ),
        );
        self.cx.report(fault.help(
            "与字段直接相比时由字段决定；也可以给两个选项起不同的名称",
            "compared directly with a field, the field decides; or give the two options different names",
        ));
    }

    /// A name that stands for nothing that can have a value here.
    fn unknown_value(&mut self, name: &tree::Name, hint: Option<ListId>) {
        if let Some(symbol) = self.named_otherwise(&name.text) {
            self.not_a_value(name, symbol);
            return;
        }
        if let Some(list) = hint {
            let of = self.cx.list_name(list);
            let (zh, en) = (format!("「{of}」的选项"), format!("option of 「{of}」"));
            let candidates = self.names_in_scope();
            self.cx.unknown(self.home, name, (&zh, &en), candidates);
            return;
        }
        let candidates = self.names_in_scope();
        self.cx.unknown(self.home, name, ("名称", "name"), candidates);
    }

    /// What a name stands for that has no value: a rule, a record, a list, a unit.
    fn named_otherwise(&self, name: &str) -> Option<Symbol> {
        let names = &self.cx.names;
        names.type_named(name).or_else(|| names.rules.get(name).map(|id| Symbol::Rule(*id)))
    }

    fn not_a_value(&mut self, name: &tree::Name, symbol: Symbol) {
        let (zh, en) = symbol.kind();
        let fault = error(
            Code::WrongType,
            self.place(name.span),
            format!("「{}」是{zh}，不是一个值", name.text),
            format!("「{}」 is a {en}, not a value", name.text),
        );
        let own = self.frames.first().copied();
        let (zh, en) = match symbol {
            Symbol::Rule(_) => (
                "要看另一条规则是否适用，请用「叠加于」或者「除外」",
                "whether another rule applies is asked with `stacks on` or `except`",
            ),
            Symbol::Record(record) if Some(record) == own => (
                "指本规则的对象时写「对象」，或者直接写它的字段",
                "write `subject` for the rule's record, or just its field",
            ),
            Symbol::List(_) => ("请写这个选项表里的一个选项", "write one of its options"),
            _ => ("请写字段、标准、定义或者数", "write a field, a standard, a definition or a number"),
        };
        self.cx.report(fault.help(zh, en));
    }

    /// Every name that could stand here.
    pub(super) fn names_in_scope(&self) -> Vec<String> {
        let mut names: Vec<String> = self.frames.iter().flat_map(|r| self.cx.field_names(*r)).collect();
        names.extend(self.locals.iter().map(|local| local.name.clone()));
        names.extend(self.cx.names.in_expressions().map(str::to_owned));
        names
    }

    /// Reports a name that stands for nothing where a text is expected: its quotation marks are missing.
    pub(super) fn unquoted(&mut self, e: &tree::Expr) -> bool {
        let tree::ExprKind::Name(name) = &e.kind else {
            return false;
        };
        let known = self.names_in_scope().contains(&name.text) || self.named_otherwise(&name.text).is_some();
        if known || self.cx.base_missing() {
            return false;
        }
        let place = self.place(name.span);
        let written = self.cx.words(place);
        let text = match self.cx.is_english(self.home.file) {
            true => format!("\"{written}\""),
            false => format!("「{written}」"),
        };
        let fault = error(
            Code::UnknownName,
            place,
            format!("没有名为「{}」的名称；文字要加引号", name.text),
            format!("there is no name 「{}」; a text stands in quotation marks", name.text),
        );
        let help = (format!("请写{text}"), format!("write {text}"));
        self.cx.report(fault.help(help.0, help.1).replace(place, text));
        true
    }

    /// Whether an expression is a name that only options have, so that the other side must say which list is meant.
    pub(super) fn only_an_option(&self, e: &tree::Expr) -> bool {
        let tree::ExprKind::Name(name) = &e.kind else {
            return matches!(e.kind, tree::ExprKind::Set(_));
        };
        let text = &name.text;
        self.cx.names.options.contains_key(text)
            && self.cx.names.value_named(text).is_none()
            && !self.locals.iter().any(|local| local.name == *text)
            && !self.frames.iter().any(|record| self.cx.field_named(*record, text).is_some())
    }
}
