//! Rounding: to a unit of what is rounded, or to a number of decimals.

use super::{Checker, made};
use crate::model::{Exact, Expr, ExprKind, NumberType, Rounding, Type};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

use super::super::units::of_unit;

impl Checker<'_, '_> {
    pub(super) fn round(
        &mut self,
        value: &tree::Expr,
        rounding: Rounding,
        to: &tree::RoundTo,
        place: Place,
    ) -> Option<Expr> {
        let (value, ty) = self.number_of(value)?;
        let step = match to {
            tree::RoundTo::Decimals(decimals) => Exact { digits: 1, decimals: *decimals },
            tree::RoundTo::Unit(name) => self.unit_step(&ty, name, place)?,
        };
        let ty = NumberType { decimals: Some(step.decimals), ..ty };
        let kind = ExprKind::Round { value: Box::new(value), rounding, step };
        Some(made(kind, Type::Number(ty), place))
    }

    /// One of the unit, which must be what is rounded, or what it has over the stroke (元 of 元/人).
    fn unit_step(&mut self, ty: &NumberType, name: &tree::Name, place: Place) -> Option<Exact> {
        let word = self.cx.unit_of(self.home, name)?;
        let wanted = word.unit.map(of_unit).unwrap_or_default();
        let mut over = ty.dimension.clone();
        over.retain(|_, power| *power > 0);
        if wanted != ty.dimension && wanted != over {
            let (zh, en) = self.cx.number_words(ty);
            let fault = error(
                Code::WrongUnit,
                place,
                format!("{zh}不能取整到「{}」", name.text),
                format!("{en} cannot be rounded to 「{}」", name.text),
            );
            self.cx.report(fault.help(
                "请写与被取整的数相同的单位，或者写「整数」「2位小数」",
                "round to a unit of the number itself, to `whole` or to `2 decimals`",
            ));
            return None;
        }
        Exact::new(word.times, word.decimals)
    }
}
