//! Values as people read them.

use crate::language::Language;
use crate::program::{CellType, Program, Slot};
use crate::record::Value;

/// A known cell as people read it: `1000.00元` / `1,000.00 yuan`, `2023年7月1日` / `2023-07-01`, `是` / `yes`.
pub fn show_cell(_program: &Program, _ty: &CellType, _cell: i128, _language: Language) -> String {
    String::new()
}

/// A slot's value as people read it, masked if the slot is sensitive and not `reveal`.
pub fn show_value(
    _program: &Program,
    _slot: &Slot,
    _value: &Value,
    _language: Language,
    _reveal: bool,
) -> String {
    String::new()
}
