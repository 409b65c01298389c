//! 属于 and 含: options and texts in sets.

use super::{Checker, made};
use crate::model::{Expr, ExprKind, ListId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

impl Checker<'_, '_> {
    /// `身份 属于 {农民、牧民}`.
    pub(super) fn membership(
        &mut self,
        value: &tree::Expr,
        set: &tree::Expr,
        negated: bool,
        place: Place,
    ) -> Option<Expr> {
        let typed = self.expression(value, None)?;
        match typed.ty {
            Type::Option(list) | Type::Options(list) => {
                let set = self.options_of(set, list)?;
                let (value, set) = (Box::new(typed), Box::new(set));
                Some(made(ExprKind::InOptions { value, set, negated }, Type::Truth, place))
            }
            Type::Text => {
                let texts = self.texts_of(set)?;
                let kind = ExprKind::InTexts { value: Box::new(typed), texts, negated };
                Some(made(kind, Type::Truth, place))
            }
            Type::Truth | Type::Date | Type::Number(_) | Type::Range | Type::Record(_) | Type::List(_) => {
                self.wrong_type(&typed, ("选项或者文字", "an option or a text"));
                None
            }
        }
    }

    /// `类别 含 退役军人`.
    pub(super) fn contains(&mut self, set: &tree::Expr, value: &tree::Expr, place: Place) -> Option<Expr> {
        let typed = self.expression(set, None)?;
        let Type::Options(list) = typed.ty else {
            self.not_a_set(&typed);
            return None;
        };
        let value = self.expression(value, Some(list))?;
        if value.ty != Type::Option(list) {
            let name = self.cx.list_name(list);
            let (zh, en) = (format!("「{name}」的一个选项"), format!("an option of 「{name}」"));
            self.wrong_type(&value, (&zh, &en));
            return None;
        }
        let (value, set) = match value.kind {
            ExprKind::Option(at) => {
                (typed, made(ExprKind::Options(vec![at]), Type::Options(list), value.place))
            }
            _ => (value, typed),
        };
        let (value, set) = (Box::new(value), Box::new(set));
        Some(made(ExprKind::InOptions { value, set, negated: false }, Type::Truth, place))
    }

    fn not_a_set(&mut self, found: &Expr) {
        let (zh, en) = self.cx.type_words(&found.ty);
        let fault = error(
            Code::WrongType,
            found.place,
            format!("「含」前面要的是若干选项，写的却是{zh}"),
            format!("before `contains` stands a set of options, and this is {en}"),
        );
        self.cx.report(fault.help(
            "一个选项用「=」或者「属于」；文字只能比较是否相同",
            "a single option is compared with `=` or `in`; texts are only equal or not",
        ));
    }

    /// `{农民、牧民}` by itself: options of the list that is expected.
    pub(super) fn set(&mut self, members: &[tree::Expr], hint: Option<ListId>, place: Place) -> Option<Expr> {
        let Some(list) = hint else {
            let fault = error(
                Code::WrongType,
                place,
                "看不出这些选项属于哪个选项表",
                "nothing here tells of which list these options are",
            );
            self.cx.report(fault.help("请写「字段 属于 {选项、选项}」", "write `FIELD in {OPTION, OPTION}`"));
            return None;
        };
        self.options(members, list, place)
    }

    /// The right side of 属于: written options, one option, or a field that holds a set.
    fn options_of(&mut self, set: &tree::Expr, list: ListId) -> Option<Expr> {
        let place = self.place(set.span);
        if let tree::ExprKind::Set(members) = &set.kind {
            return self.options(members, list, place);
        }
        let typed = self.expression(set, Some(list))?;
        match (&typed.ty, &typed.kind) {
            (Type::Options(of), _) if *of == list => Some(typed),
            (Type::Option(of), ExprKind::Option(at)) if *of == list => {
                Some(made(ExprKind::Options(vec![*at]), Type::Options(list), place))
            }
            _ => {
                let name = self.cx.list_name(list);
                let (zh, en) = (format!("「{name}」的若干选项"), format!("options of 「{name}」"));
                self.wrong_type(&typed, (&zh, &en));
                None
            }
        }
    }

    fn options(&mut self, members: &[tree::Expr], list: ListId, place: Place) -> Option<Expr> {
        let mut found: Vec<usize> = Vec::new();
        let mut whole = true;
        for member in members {
            match self.expression(member, Some(list)) {
                Some(Expr { kind: ExprKind::Option(at), ty, .. }) if ty == Type::Option(list) => {
                    if !found.contains(&at) {
                        found.push(at);
                    }
                }
                Some(other) => {
                    let name = self.cx.list_name(list);
                    let (zh, en) = (format!("「{name}」的一个选项"), format!("an option of 「{name}」"));
                    self.wrong_type(&other, (&zh, &en));
                    whole = false;
                }
                None => whole = false,
            }
        }
        whole.then(|| made(ExprKind::Options(found), Type::Options(list), place))
    }

    fn texts_of(&mut self, set: &tree::Expr) -> Option<Vec<Expr>> {
        let members = match &set.kind {
            tree::ExprKind::Set(members) => members.as_slice(),
            _ => std::slice::from_ref(set),
        };
        let mut texts = Vec::new();
        for member in members {
            if self.unquoted(member) {
                return None;
            }
            let typed = self.expression(member, None)?;
            if typed.ty != Type::Text {
                self.wrong_type(&typed, ("文字", "a text"));
                return None;
            }
            texts.push(typed);
        }
        Some(texts)
    }
}
