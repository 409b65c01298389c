//! What a register's or slot's number means to people: its unit in the policy's words and its kind.

use crate::model::{self, Dimension, Model, Type};
use qingce_runtime::program::{CellType, OptionListId, UnitKind};

/// A unit as shown to people, with its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub unit: String,
    pub kind: UnitKind,
}

impl Shape {
    /// A number that is only a step of the way (numerators, counts of rounding steps).
    pub fn plain() -> Self {
        Self { unit: String::new(), kind: UnitKind::Other }
    }

    /// The cell type of a number of this unit.
    pub fn cell(&self, decimals: u8) -> CellType {
        CellType::Number { decimals, unit: self.unit.clone(), kind: self.kind }
    }
}

/// The unit of a number type.
pub(super) fn shape(model: &Model, ty: &Type) -> Shape {
    match ty {
        Type::Number(number) if number.rate && number.dimension.is_empty() => {
            Shape { unit: "%".to_owned(), kind: UnitKind::Rate }
        }
        Type::Number(number) => {
            Shape { unit: words(model, &number.dimension), kind: kind(model, &number.dimension) }
        }
        _ => Shape::plain(),
    }
}

/// The unit of money.
pub(super) fn money(model: &Model) -> Shape {
    let name =
        model.units.iter().find(|unit| unit.kind == model::UnitKind::Money).map(|unit| unit.name.clone());
    Shape { unit: name.unwrap_or_else(|| "元".to_owned()), kind: UnitKind::Money }
}

/// The cell type of a scalar that is no number.
pub(super) fn scalar(ty: &Type) -> Option<CellType> {
    match ty {
        Type::Truth => Some(CellType::Truth),
        Type::Date => Some(CellType::Date),
        Type::Option(list) => Some(CellType::Option(OptionListId(u16::try_from(list.0).ok()?))),
        Type::Options(list) => Some(CellType::Options(OptionListId(u16::try_from(list.0).ok()?))),
        Type::Number(_) | Type::Text | Type::Range | Type::Record(_) | Type::List(_) => None,
    }
}

/// `元/人`; `1/人` where nothing stands above the line.
fn words(model: &Model, dimension: &Dimension) -> String {
    let side = |above: bool| -> Vec<&str> {
        let powers = dimension.iter().filter(|(_, power)| (**power > 0) == above);
        powers
            .flat_map(|(unit, power)| {
                let name = model.units.get(unit.0).map_or("", |unit| unit.name.as_str());
                std::iter::repeat_n(name, usize::try_from(power.unsigned_abs()).unwrap_or(0))
            })
            .collect()
    };
    let (over, under) = (side(true), side(false));
    if dimension.is_empty() {
        return String::new();
    }
    let top = if over.is_empty() { "1".to_owned() } else { over.join("·") };
    std::iter::once(top).chain(under.into_iter().map(str::to_owned)).collect::<Vec<_>>().join("/")
}

fn kind(model: &Model, dimension: &Dimension) -> UnitKind {
    let mut powers = dimension.iter();
    let (Some((unit, 1)), None) = (powers.next(), powers.next()) else { return UnitKind::Other };
    match model.units.get(unit.0).map(|unit| unit.kind) {
        Some(model::UnitKind::Money) => UnitKind::Money,
        Some(model::UnitKind::Months) => UnitKind::Months,
        Some(model::UnitKind::Days) => UnitKind::Days,
        Some(model::UnitKind::Age) => UnitKind::Age,
        Some(model::UnitKind::Declared) => UnitKind::Count,
        Some(model::UnitKind::Years) | None => UnitKind::Other,
    }
}
