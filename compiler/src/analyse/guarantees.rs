//! 保证: what must hold of every record.

use super::context::{Analyser, Placed};
use super::declare::Declarations;
use super::expression::Checker;
use super::standards::readings;
use crate::index::Symbol;
use crate::model::{ExprKind, FieldId, GuaranteeId, Property, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

impl<'t> Analyser<'t> {
    /// Fills in all guarantees. What rules decide is known by now.
    pub fn guarantees(&mut self, all: &Declarations<'t>) {
        for (id, placed) in &all.guarantees {
            self.guarantee(*id, *placed);
        }
    }

    fn guarantee(&mut self, id: GuaranteeId, placed: Placed<'t, tree::Guarantee>) {
        let Placed { home, decl } = placed;
        let cited = self.citations(home, &decl.cited);
        let subject = self.subject(home, &decl.subject);
        if let Some(guarantee) = self.model.guarantees.get_mut(id.0) {
            guarantee.cited = cited;
            guarantee.readings = readings(&decl.readings);
            guarantee.subject = subject.unwrap_or(guarantee.subject);
        }
        let Some(subject) = subject else {
            self.broken.insert(Symbol::Guarantee(id));
            return;
        };
        let mut checker = Checker::new(self, home, subject);
        checker.outcomes = true;
        let condition = decl.condition.as_ref().map(|condition| checker.condition(condition));
        let property = checker.property(&decl.property);
        let understood = property.filter(|_| !matches!(condition, Some(None)));
        if let Some(guarantee) = self.model.guarantees.get_mut(id.0) {
            guarantee.condition = condition.flatten();
            guarantee.property = understood;
        }
    }
}

impl Checker<'_, '_> {
    fn property(&mut self, stated: &tree::Property) -> Option<Property> {
        match stated {
            tree::Property::Always(condition) => self.condition(condition).map(Property::Always),
            tree::Property::Rising { grows, amount } => {
                let (grows, amount) = (self.expression(grows, None), self.expression(amount, None));
                let (grows, amount) = (grows?, amount?);
                let field = matches!(&grows.kind, ExprKind::Field { frame: 0, path } if !path.is_empty());
                if !field || !matches!(grows.ty, Type::Number(_) | Type::List(_)) {
                    self.cannot_grow(grows.place);
                    return None;
                }
                if !matches!(amount.ty, Type::Number(_)) {
                    self.not_an_amount(amount.place);
                    return None;
                }
                Some(Property::Rising { grows, amount })
            }
            tree::Property::Once { rule, key } => {
                let id = self.cx.rule_named(self.home, rule)?;
                let rule = self.rule_at_hand(id, rule)?;
                Some(Property::Once { rule, key: self.beneficiary(key)? })
            }
        }
    }

    /// What tells beneficiaries apart: a text field of the subject, or of each member of one of its lists.
    fn beneficiary(&mut self, key: &tree::Expr) -> Option<Vec<FieldId>> {
        let names = super::once::steps(key).unwrap_or_default();
        let mut at = self.frames.first().copied();
        let mut path = Vec::new();
        for (step, name) in names.iter().enumerate() {
            let record = at?;
            let Some(field) = self.cx.field_named(record, &name.text) else {
                self.unknown_field(record, name);
                return None;
            };
            let place = self.place(name.span);
            self.cx.used(place, Symbol::Field(record, field));
            path.push(field);
            at = match self.cx.field_type_of(record, field)? {
                Type::Text if step + 1 == names.len() => return Some(path),
                Type::Record(inner) | Type::List(inner) => Some(inner),
                _ => None,
            };
        }
        self.not_a_key(key.span);
        None
    }

    fn cannot_grow(&mut self, place: Place) {
        let fault = error(
            Code::WrongType,
            place,
            "「随」后面要的是对象的一个数字段或者名单字段",
            "after `as` comes a number field or a list field of the subject",
        );
        self.cx.report(fault.help("例如「随 带领人员 增加」", "for example `as crew grows`"));
    }

    fn not_an_amount(&mut self, place: Place) {
        let fault =
            error(Code::WrongType, place, "「不减少」的必须是一个数", "what never falls must be a number");
        self.cx.report(fault.help("请写规则的名称或者算式", "write a rule's name or an expression"));
    }
}
