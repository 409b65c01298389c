//! Records as zen's values, and its amounts back.

use peers::texts::json;
use peers::words::yyyymmdd;
use qingce_bench::records::{Case, day};
use rust_decimal::Decimal;
use serde_json::from_str;
use zen_expression::variable::Variable;

/// A value from JSON.
pub fn read(json: &str) -> Variable {
    from_str::<serde_json::Value>(json).expect("JSON").into()
}

/// A case with exact decimals.
pub fn variable(case: &Case) -> Variable {
    let variable = read(&json(case));
    variable.dot_insert("months", Variable::Number(Decimal::new(case.months.into(), 1)));
    variable.dot_insert("requested", Variable::Number(Decimal::new(case.requested, 2)));
    variable
}

/// Its days as numbers like 20240229.
pub fn numbered(variable: &Variable, case: &Case) -> Variable {
    variable.dot_insert("since", Variable::Number(yyyymmdd(case.since).into()));
    variable.dot_insert("today", Variable::Number(yyyymmdd(day()).into()));
    variable.shallow_clone()
}

/// An amount in yuan as fen.
pub fn fen(value: &Variable) -> Option<i64> {
    let mut yuan = value.as_number()?;
    yuan.rescale(2);
    i64::try_from(yuan.mantissa()).ok()
}
