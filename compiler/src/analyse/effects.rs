//! Effects: money where money is granted, options where something is classified.

use super::expression::Checker;
use super::units::{MONEY, of_unit};
use crate::index::Symbol;
use crate::model::{Effect, Expr, ExprKind, ListId, NumberType};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

/// Money is paid in whole fen.
const MONEY_DECIMALS: u32 = 2;

impl Checker<'_, '_> {
    /// What a rule results in.
    pub fn effect(&mut self, effect: &tree::Effect) -> Option<Effect> {
        use tree::EffectKind as Tree;
        match &effect.kind {
            Tree::Grant(amount, label) => Some(Effect::Grant(self.money(amount)?, text(label.as_ref()))),
            Tree::Ceiling(amount, label) => Some(Effect::Ceiling(self.money(amount)?, text(label.as_ref()))),
            Tree::Delegated(what) => Some(Effect::Delegated(what.text.clone())),
            Tree::Classify(name) => self.class(name).map(|(list, at)| Effect::Classify(list, at)),
            Tree::Duty(what, shown_by) => {
                let shown_by = match shown_by {
                    Some(condition) => Some(self.condition(condition)?),
                    None => None,
                };
                Some(Effect::Duty(what.text.clone(), shown_by))
            }
            Tree::Target(condition, label) => {
                Some(Effect::Target(self.condition(condition)?, text(label.as_ref())))
            }
            Tree::Said(modality, what) => Some(Effect::Said(*modality, what.text.clone())),
        }
    }

    /// A joint ceiling: an amount, or a standard that has one value at a time.
    pub(super) fn joint_ceiling(&mut self, limit: &tree::Expr) -> Option<Expr> {
        let typed = self.money(limit)?;
        if matches!(typed.kind, ExprKind::Number(_) | ExprKind::Standard(_)) {
            return Some(typed);
        }
        let fault = error(
            Code::WrongType,
            typed.place,
            "合计的上限要写成一个金额，或者一个标准的名称",
            "a joint ceiling is an amount or the name of a standard",
        );
        self.cx.report(
            fault.help("请把它写成标准，再用标准的名称", "declare it as a standard and write its name here"),
        );
        None
    }

    /// An amount of money that can be paid.
    fn money(&mut self, amount: &tree::Expr) -> Option<Expr> {
        let typed = self.expression(amount, None)?;
        let crate::model::Type::Number(ty) = &typed.ty else {
            self.wrong_amount(&typed);
            return None;
        };
        if !ty.is(MONEY) {
            let ty = ty.clone();
            self.not_a_total(&typed, amount, &ty);
            return None;
        }
        if ty.decimals.is_none_or(|decimals| decimals > MONEY_DECIMALS) {
            self.not_rounded(typed.place, ty.decimals);
            return None;
        }
        Some(typed)
    }

    fn wrong_amount(&mut self, found: &Expr) {
        let (zh, en) = self.cx.type_words(&found.ty);
        let fault = error(
            Code::WrongType,
            found.place,
            format!("给予的必须是钱数，这里是{zh}"),
            format!("what is granted must be an amount of money, and this is {en}"),
        );
        self.cx.report(fault.help("请写以「元」计的数", "write a number of 「yuan」"));
    }

    /// Says what is lacking between this unit and a sum of money.
    fn not_a_total(&mut self, found: &Expr, written: &tree::Expr, ty: &NumberType) {
        let (zh, en) = self.cx.number_words(ty);
        let fault = error(
            Code::WrongUnit,
            found.place,
            format!("给予的必须是以「元」计的总额，这里是{zh}"),
            format!("what is granted must be a total in 「yuan」, and this is {en}"),
        );
        let per_unit = ty.dimension.get(&MONEY) == Some(&1) && ty.dimension.values().any(|p| *p < 0);
        if per_unit {
            let mut lacking = ty.dimension.clone();
            lacking.remove(&MONEY);
            lacking.retain(|_, power| *power < 0);
            lacking.values_mut().for_each(|power| *power = -*power);
            let (zh, en) = self.cx.unit_text(&lacking);
            self.cx.report(fault.help(
                format!("单价要乘以数量才是总额，请乘以以「{zh}」计的数"),
                format!("a rate becomes a total when it is multiplied: by a number of 「{en}」"),
            ));
            return;
        }
        let bare = matches!(&written.kind, tree::ExprKind::Number(n) if n.unit.is_none() && !n.percent);
        if bare {
            let wanted = NumberType { dimension: of_unit(MONEY), ..NumberType::plain() };
            let fault = self.add_unit(fault, written.span, &wanted);
            self.cx.report(fault);
            return;
        }
        self.cx.report(
            fault.help("请核对算式里每个数的单位", "check the unit of each number that goes into it"),
        );
    }

    fn not_rounded(&mut self, place: Place, decimals: Option<u32>) {
        let (zh, en) = match decimals {
            Some(decimals) => (
                format!("这个金额可能有{decimals}位小数，没有写明怎样取整"),
                format!("this amount may have {decimals} decimals, and how it is rounded is not stated"),
            ),
            None => (
                "这个金额是除出来的，可能除不尽，没有写明怎样取整".to_owned(),
                "this amount is a quotient that may not come out even, and how it is rounded is not stated"
                    .to_owned(),
            ),
        };
        let fault = error(Code::NotRounded, place, zh, en);
        self.cx.report(fault.help(
            "请在算式后面写「四舍五入至 元」「舍尾至 分」或者「进位至 元」",
            "write `rounded to yuan`, `rounded down to fen` or `rounded up to yuan` after it",
        ));
    }

    /// An option by itself: the only one of its name.
    fn class(&mut self, name: &tree::Name) -> Option<(ListId, usize)> {
        let found = self.cx.names.options.get(&name.text).cloned().unwrap_or_default();
        match found.as_slice() {
            [(list, at)] => {
                let place = self.place(name.span);
                self.cx.used(place, Symbol::Option(*list, *at));
                Some((*list, *at))
            }
            [] => {
                let options = self.cx.names.options.keys().cloned().collect();
                self.cx.unknown(self.home, name, ("选项", "option"), options);
                None
            }
            several => {
                let lists: Vec<ListId> = several.iter().map(|(list, _)| *list).collect();
                self.ambiguous(name, &lists);
                None
            }
        }
    }
}

fn text(quoted: Option<&tree::Quoted>) -> Option<String> {
    quoted.map(|q| q.text.clone())
}
