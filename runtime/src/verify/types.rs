//! Types of cells: what they may hold and which go together.

use super::fault::Fault;
use crate::calendar::{FIRST_DAY, LAST_DAY};
use crate::program::{CellType, Effective, OptionList, Program};

/// The most decimals of a register. A product's decimals add up, so this is more than a slot may have.
pub(super) const MAX_DECIMALS: u8 = 38;
/// The most decimals of data, standards and rounded numbers: as many as a [`rust_decimal::Decimal`] has.
pub(super) const MAX_DATA_DECIMALS: u8 = 28;
/// The most options of a list: a set of them fits a cell that isn't negative.
pub(super) const MAX_OPTIONS: usize = 127;

/// Checks that a type's ids and decimals are in order.
pub(super) fn well_formed(program: &Program, ty: &CellType, decimals: u8) -> Result<(), Fault> {
    match ty {
        CellType::Truth | CellType::Date => Ok(()),
        CellType::Option(list) | CellType::Options(list) => {
            program.lists.get(list.index()).map(|_| ()).ok_or(Fault::UnknownId)
        }
        CellType::Number { decimals: found, .. } => {
            if *found <= decimals {
                Ok(())
            } else {
                Err(Fault::Decimals)
            }
        }
    }
}

/// The least and the greatest cell of a type.
pub(crate) fn bounds(lists: &[OptionList], ty: &CellType) -> (i128, i128) {
    let count = |list: usize| lists.get(list).map_or(0, |list| list.options.len().min(MAX_OPTIONS));
    match ty {
        CellType::Truth => (0, 1),
        CellType::Date => (i128::from(FIRST_DAY), i128::from(LAST_DAY)),
        // Of an empty list nothing is a member: the bounds are crossed.
        CellType::Option(list) => (0, i128::try_from(count(list.index())).unwrap_or(0) - 1),
        CellType::Options(list) => {
            let bits = u32::try_from(count(list.index())).unwrap_or(0);
            (0, 1i128.checked_shl(bits).map_or(i128::MAX, |beyond| beyond.wrapping_sub(1)))
        }
        CellType::Number { .. } => (i128::MIN, i128::MAX),
    }
}

/// Checks that a cell lies within its type.
pub(super) fn holds(program: &Program, ty: &CellType, cell: i128) -> Result<(), Fault> {
    let (least, greatest) = bounds(&program.lists, ty);
    if (least..=greatest).contains(&cell) { Ok(()) } else { Err(Fault::OutsideType) }
}

/// Whether cells of the two types may be compared, chosen between or folded together. Units are the compiler's concern; for the
/// machine numbers only need the same decimals.
pub(super) fn alike(a: &CellType, b: &CellType) -> bool {
    match (a, b) {
        (CellType::Number { decimals: a, .. }, CellType::Number { decimals: b, .. }) => a == b,
        (CellType::Truth, CellType::Truth) | (CellType::Date, CellType::Date) => true,
        (CellType::Option(a), CellType::Option(b)) | (CellType::Options(a), CellType::Options(b)) => a == b,
        _ => false,
    }
}

/// Checks a period: within the calendar and not reversed.
pub(super) fn period(effective: &Effective) -> Result<(), Fault> {
    let days = FIRST_DAY..=LAST_DAY;
    let ends = effective.to.is_none_or(|to| days.contains(&to) && effective.from <= to);
    if days.contains(&effective.from) && ends { Ok(()) } else { Err(Fault::Period) }
}

/// Checks that dated values are in order and don't overlap.
pub(super) fn in_order<'a>(periods: impl Iterator<Item = &'a Effective>) -> Result<(), Fault> {
    let mut before: Option<&Effective> = None;
    for effective in periods {
        period(effective)?;
        if before.is_some_and(|before| before.to.is_none_or(|to| to >= effective.from)) {
            return Err(Fault::Order);
        }
        before = Some(effective);
    }
    Ok(())
}
