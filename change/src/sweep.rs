//! One amount varied: the programs that pay more and more, to see what each would cost.
//!
//! The value is changed in the compiled program, where a standard is a number counted in fixed decimals: exact, and without
//! compiling the policy once for each value.

use qingce_grammar::Message;
use qingce_runtime::Program;
use qingce_runtime::program::CellType;
use rust_decimal::Decimal;

/// `STANDARD=FROM..TO:STEP`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sweep {
    /// The standard's name.
    pub standard: String,
    /// The values, in order.
    pub values: Vec<Decimal>,
}

/// What is wrong with a sweep.
pub type SweepFault = Message;

/// More values are not tried in one go.
const MOST: usize = 200;

impl Sweep {
    /// Reads `STANDARD=FROM..TO:STEP`, the values in the standard's own unit.
    ///
    /// # Errors
    /// What is written otherwise, a step that leads nowhere, or too many values.
    pub fn read(text: &str) -> Result<Self, SweepFault> {
        let wrong = || {
            Message::new(
                format!("「{text}」要写成 标准=起..止:步长，例如 吸纳就业奖励标准=1000..2000:100"),
                format!("「{text}」 should read STANDARD=FROM..TO:STEP, as reward=1000..2000:100"),
            )
        };
        let (standard, rest) = text.split_once('=').ok_or_else(wrong)?;
        let (range, step) = rest.rsplit_once(':').ok_or_else(wrong)?;
        let (from, to) = range.split_once("..").ok_or_else(wrong)?;
        let number = |text: &str| text.trim().parse::<Decimal>().map_err(|_| wrong());
        let (from, to, step) = (number(from)?, number(to)?, number(step)?);
        if step <= Decimal::ZERO || to < from || from < Decimal::ZERO {
            return Err(wrong());
        }
        let mut values = Vec::new();
        let mut value = from;
        while value <= to {
            if values.len() == MOST {
                return Err(Message::new(
                    format!("一次最多试 {MOST} 个数值，请加大步长"),
                    format!("at most {MOST} values are tried at once; take a larger step"),
                ));
            }
            values.push(value);
            value += step;
        }
        Ok(Self { standard: standard.trim().to_owned(), values })
    }

    /// The program with one value of the standard in the place of all its values, for each value.
    ///
    /// # Errors
    /// No such standard, one by option, or a value with more decimals than the standard has.
    pub fn programs(&self, program: &Program) -> Result<Vec<(Decimal, Program)>, SweepFault> {
        let name = &self.standard;
        let Some(at) = program.standards.iter().position(|standard| standard.name == *name) else {
            return Err(Message::new(
                format!("没有标准「{name}」"),
                format!("there is no standard 「{name}」"),
            ));
        };
        self.values.iter().map(|value| Ok((*value, self.with(program, at, *value)?))).collect()
    }

    fn with(&self, program: &Program, at: usize, value: Decimal) -> Result<Program, SweepFault> {
        let name = &self.standard;
        let mut program = program.clone();
        let Some(standard) = program.standards.get_mut(at) else { return Ok(program) };
        if standard.by.is_some() {
            return Err(Message::new(
                format!("标准「{name}」按选项分列，不能只试一个数值"),
                format!("the standard 「{name}」 has a value for each option; one can't stand for all"),
            ));
        }
        let decimals = match standard.ty {
            CellType::Number { decimals, .. } => u32::from(decimals),
            _ => 0,
        };
        let cell = value.normalize();
        let cell = (cell.scale() <= decimals)
            .then(|| cell.mantissa().checked_mul(10_i128.checked_pow(decimals - cell.scale())?))
            .flatten();
        let Some(cell) = cell else {
            return Err(Message::new(
                format!("「{name}」最多 {decimals} 位小数，「{value}」写不下"),
                format!("「{name}」 has at most {decimals} decimals, and 「{value}」 more"),
            ));
        };
        for dated in &mut standard.values {
            dated.cells = vec![cell];
        }
        Ok(program)
    }
}
