//! A number or date of the policy, to be found again in a sentence.

use super::context::LintContext;
use crate::model::{Dimension, Exact, Expr, ExprKind, NumberType, Type, Unit, UnitId, UnitKind};
use crate::numerals::{Measure, Numeral, Ratio, Reading};
use chrono::NaiveDate;

/// What is looked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Quantity {
    /// A number of something.
    Number(Ratio, Counted),
    /// A day.
    Date(NaiveDate),
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Counted {
    /// 元, also under 人, 月 or anything else: sentences say 每人 in many ways.
    Money,
    /// 个月.
    Months,
    /// 天.
    Days,
    /// 周岁.
    Age,
    /// A plain number or rate.
    Nothing,
    /// A declared unit, by all its names.
    Things(Vec<String>),
    /// A compound of which no sentence has one word.
    Anything,
}

impl LintContext<'_> {
    /// What a literal says; `None` for anything else, and for the 12 by which years become months.
    pub(super) fn literal(&self, expr: &Expr) -> Option<Quantity> {
        match (&expr.kind, &expr.ty) {
            (ExprKind::Number(exact), Type::Number(ty)) if !self.is_months_per_year(&ty.dimension) => {
                self.quantity(*exact, ty)
            }
            (ExprKind::Date(date), _) => Some(Quantity::Date(*date)),
            _ => None,
        }
    }

    /// A value of a standard or scale.
    pub(super) fn quantity(&self, exact: Exact, ty: &NumberType) -> Option<Quantity> {
        let value = Ratio::exact(exact)?;
        let over: Vec<UnitId> =
            ty.dimension.iter().filter(|(_, power)| **power > 0).map(|(id, _)| *id).collect();
        let counted = match over.as_slice() {
            [] if ty.dimension.is_empty() => Counted::Nothing,
            [one] => match self.kind_of(*one)? {
                UnitKind::Money => Counted::Money,
                UnitKind::Months => Counted::Months,
                UnitKind::Years => {
                    return Some(Quantity::Number(value.times(Ratio::whole(12))?, Counted::Months));
                }
                UnitKind::Days => Counted::Days,
                UnitKind::Age => Counted::Age,
                UnitKind::Declared => {
                    Counted::Things(self.model.units.get(one.0).into_iter().flat_map(names_of_unit).collect())
                }
            },
            _ => Counted::Anything,
        };
        Some(Quantity::Number(value, counted))
    }

    fn kind_of(&self, id: UnitId) -> Option<UnitKind> {
        self.model.units.get(id.0).map(|unit| unit.kind)
    }

    fn is_months_per_year(&self, dimension: &Dimension) -> bool {
        let kinds: Vec<(Option<UnitKind>, i32)> =
            dimension.iter().map(|(id, p)| (self.kind_of(*id), *p)).collect();
        kinds == [(Some(UnitKind::Months), 1), (Some(UnitKind::Years), -1)]
    }
}

/// A declared unit's name and its other forms, in lower case; none for those built in.
fn names_of_unit(unit: &Unit) -> impl Iterator<Item = String> + use<> {
    let declared = unit.kind == UnitKind::Declared;
    let names =
        declared.then(|| [Some(unit.name.to_lowercase()), unit.plural.as_ref().map(|p| p.to_lowercase())]);
    names.into_iter().flatten().flatten()
}

/// The names of all declared units, with their other forms.
pub(crate) fn unit_names(units: &[Unit]) -> Vec<String> {
    units.iter().flat_map(names_of_unit).collect()
}

impl Quantity {
    /// Whether it needs no source: nothing at all of anything, or a plain 1.
    pub(super) fn is_trivial(&self) -> bool {
        match self {
            Self::Number(value, Counted::Nothing) => value.is_zero() || *value == Ratio::ONE,
            Self::Number(value, _) => value.is_zero(),
            Self::Date(_) => false,
        }
    }

    /// Whether a numeral of a sentence says the same.
    pub(super) fn is_said_by(&self, numeral: &Numeral) -> bool {
        numeral.readings.iter().any(|reading| match (self, reading) {
            (Self::Number(value, counted), Reading::Number(said, measure)) => {
                value == said && counted.fits(measure)
            }
            (Self::Date(date), Reading::Date(said)) => said.admits(*date),
            _ => false,
        })
    }
}

impl Quantity {
    /// Whether a numeral is of the same kind, be its value the same or not.
    pub(super) fn is_like(&self, numeral: &Numeral) -> bool {
        numeral.readings.iter().any(|reading| match (self, reading) {
            (Self::Number(_, counted), Reading::Number(_, measure)) => {
                counted.fits(measure) && *measure != Measure::Unsaid
            }
            (Self::Date(_), Reading::Date(_)) => true,
            _ => false,
        })
    }
}

impl Counted {
    fn fits(&self, measure: &Measure) -> bool {
        match self {
            Self::Money => matches!(measure, Measure::Money | Measure::Unsaid),
            Self::Months => matches!(measure, Measure::Months | Measure::Unsaid),
            Self::Days => matches!(measure, Measure::Days | Measure::Unsaid),
            Self::Age => matches!(measure, Measure::Age | Measure::Unsaid),
            Self::Nothing => {
                !matches!(measure, Measure::Money | Measure::Months | Measure::Days | Measure::Age)
            }
            Self::Things(names) => match measure {
                Measure::Count(name) => names.contains(name),
                Measure::Things | Measure::Unsaid => true,
                Measure::Money
                | Measure::Months
                | Measure::Days
                | Measure::Age
                | Measure::Rate
                | Measure::Times => false,
            },
            Self::Anything => true,
        }
    }
}
