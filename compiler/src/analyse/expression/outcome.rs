//! In a guarantee: what comes of a rule, by its name.

use super::{Checker, made};
use crate::index::Symbol;
use crate::model::{Effect, Expr, ExprKind, NumberType, RuleId, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

use super::super::types::most;

impl Checker<'_, '_> {
    /// The amount of a rule that is named; the outer `None`: no rule is called so, or none may be named here.
    pub(super) fn outcome(&mut self, name: &tree::Name) -> Option<Option<Expr>> {
        let id = self.cx.names.rules.get(&name.text).copied().filter(|_| self.outcomes)?;
        let place = self.place(name.span);
        Some(self.rule_at_hand(id, name).and_then(|id| {
            let ty = self.amount_type(id, place)?;
            Some(made(ExprKind::Outcome(id), Type::Number(ty), place))
        }))
    }

    /// 享受 R.
    pub(super) fn receives(&mut self, name: &tree::Name, place: Place) -> Option<Expr> {
        if !self.outcomes {
            let fault = error(
                Code::WrongType,
                place,
                "「享受 规则」只能写在保证里",
                "`receives RULE` can stand in a guarantee only",
            );
            self.cx.report(fault.help(
                "在规则里，用「叠加于」「除外」「不得重复享受」写明与另一条规则的关系",
                "in a rule, `stacks on`, `except` and `excludes` say how it relates to another one",
            ));
            return None;
        }
        let id = self.cx.rule_named(self.home, name)?;
        let id = self.rule_at_hand(id, name)?;
        Some(made(ExprKind::Outcome(id), Type::Truth, place))
    }

    /// A rule about the subject of the guarantee, whose body could be read.
    pub(in super::super) fn rule_at_hand(&mut self, id: RuleId, name: &tree::Name) -> Option<RuleId> {
        let place = self.place(name.span);
        self.cx.used(place, Symbol::Rule(id));
        if self.cx.broken.contains(&Symbol::Rule(id)) {
            return None;
        }
        let (own, theirs) = (self.frames.first().copied()?, self.cx.model.rules.get(id.0)?.subject);
        if own != theirs {
            let (own, theirs) = (self.cx.record_name(own), self.cx.record_name(theirs));
            let fault = error(
                Code::BadRelation,
                place,
                format!("规则「{}」的对象是「{theirs}」，这个保证的对象是「{own}」", name.text),
                format!(
                    "the rule 「{}」 is about 「{theirs}」, and this guarantee about 「{own}」",
                    name.text
                ),
            );
            self.cx.report(fault.help(
                "一个保证只能说同一类对象的规则，请分写成几个保证",
                "a guarantee speaks of rules about one kind of subject: write one guarantee for each",
            ));
            return None;
        }
        Some(id)
    }

    /// The type of the amounts that a rule grants or allows.
    fn amount_type(&mut self, id: RuleId, place: Place) -> Option<NumberType> {
        let rule = self.cx.model.rules.get(id.0)?;
        let amounts = rule.body.results().into_iter().filter_map(|effect| match effect {
            Effect::Grant(amount, _) | Effect::Ceiling(amount, _) => match &amount.ty {
                Type::Number(ty) => Some(ty.clone()),
                _ => None,
            },
            _ => None,
        });
        let joined = amounts.reduce(|a, b| NumberType { decimals: most(a.decimals, b.decimals), ..a });
        if joined.is_none() {
            let name = rule.name.clone();
            let fault = error(
                Code::WrongType,
                place,
                format!("规则「{name}」不给付写明的数额"),
                format!("the rule 「{name}」 grants no stated amount"),
            );
            self.cx.report(fault.help(
                format!("只说它适用不适用，请写「享受 {name}」"),
                format!("to say whether it applies, write `receives {name}`"),
            ));
        }
        joined
    }
}
