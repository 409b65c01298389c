//! Arithmetic: decimals are aligned, quotients carried exactly.
//!
//! A number is `over / under`. Denominators are above zero, so that comparing two quotients is comparing their cross products.

use super::fault::{Fault, FaultKind};
use super::rule::RuleCode;
use super::units::Shape;
use super::value::{Number, Whole};
use crate::model::{Comparison, Exact};
use qingce_grammar::Place;
use qingce_runtime::program::{CellType, Compare, Instr, Reg, Rounding};

/// The most decimals that a register may have. Decimals of factors add up, so these are more than data may have.
const MOST_DECIMALS: u8 = 38;

/// 10^`power`.
pub(super) fn ten(power: u8, place: Place) -> Result<i128, Fault> {
    10i128.checked_pow(u32::from(power)).ok_or(FaultKind::TooManyDigits.at(place))
}

impl RuleCode<'_, '_> {
    /// A literal with its superfluous zeros after the point left out.
    pub(super) fn literal(&mut self, exact: Exact, shape: Shape, place: Place) -> Result<Number, Fault> {
        let Exact { mut digits, mut decimals } = exact;
        while decimals > 0 && digits % 10 == 0 {
            (digits, decimals) = (digits / 10, decimals - 1);
        }
        let decimals = u8::try_from(decimals).map_err(|_| FaultKind::TooManyDecimals.at(place))?;
        Ok(self.constant(digits, decimals, shape, place)?.into())
    }

    pub(super) fn constant(
        &mut self,
        cell: i128,
        decimals: u8,
        shape: Shape,
        place: Place,
    ) -> Result<Whole, Fault> {
        let constant = self.pools.number(cell, place)?;
        let ty = number_type(&shape, decimals, place)?;
        let reg = self.code.emit(ty, place, |dst| Instr::Const { dst, constant })?;
        Ok(Whole { reg, decimals, constant: Some(cell), nonnegative: cell >= 0, shape })
    }

    fn whole(
        &mut self,
        (shape, decimals, nonnegative): (&Shape, u8, bool),
        place: Place,
        make: impl Fn(Reg) -> Instr,
    ) -> Result<Whole, Fault> {
        let reg = self.code.emit(number_type(shape, decimals, place)?, place, make)?;
        Ok(Whole { reg, decimals, constant: None, nonnegative, shape: shape.clone() })
    }

    /// The same number with (at least) so many decimals.
    pub(super) fn widen(&mut self, number: Whole, decimals: u8, place: Place) -> Result<Whole, Fault> {
        let by = decimals.saturating_sub(number.decimals);
        match number.constant {
            _ if by == 0 => Ok(number),
            Some(cell) => {
                let cell = cell.checked_mul(ten(by, place)?).ok_or(FaultKind::TooManyDigits.at(place))?;
                self.constant(cell, decimals, number.shape, place)
            }
            None => {
                let kept = (&number.shape, decimals, number.nonnegative);
                self.whole(kept, place, |dst| Instr::Widen { dst, a: number.reg, by })
            }
        }
    }

    fn aligned(&mut self, a: Whole, b: Whole, place: Place) -> Result<(Whole, Whole), Fault> {
        let decimals = a.decimals.max(b.decimals);
        Ok((self.widen(a, decimals, place)?, self.widen(b, decimals, place)?))
    }

    fn times(&mut self, a: &Whole, b: &Whole, shape: &Shape, place: Place) -> Result<Whole, Fault> {
        let decimals = a.decimals.checked_add(b.decimals).ok_or(FaultKind::TooManyDecimals.at(place))?;
        if let (Some(x), Some(y)) = (a.constant, b.constant) {
            let cell = x.checked_mul(y).ok_or(FaultKind::TooManyDigits.at(place))?;
            return self.constant(cell, decimals, shape.clone(), place);
        }
        if is_one(b) {
            return Ok(Whole { shape: shape.clone(), ..a.clone() });
        }
        let nonnegative = a.nonnegative && b.nonnegative;
        self.whole((shape, decimals, nonnegative), place, |dst| Instr::Multiply { dst, a: a.reg, b: b.reg })
    }

    fn minus(&mut self, a: Whole, place: Place) -> Result<Whole, Fault> {
        match a.constant {
            Some(cell) => {
                let cell = cell.checked_neg().ok_or(FaultKind::TooManyDigits.at(place))?;
                self.constant(cell, a.decimals, a.shape, place)
            }
            None => self.whole((&a.shape, a.decimals, false), place, |dst| Instr::Negate { dst, a: a.reg }),
        }
    }

    /// Numerators of two numbers over one denominator.
    fn common(&mut self, a: Number, b: Number, place: Place) -> Result<(Whole, Whole, Option<Whole>), Fault> {
        let shape = a.over.shape.clone();
        let (x, y, under) = match (a.under, b.under) {
            (None, None) => (a.over, b.over, None),
            (Some(u), Some(v)) if u == v => (a.over, b.over, Some(u)),
            (None, Some(v)) => (self.times(&a.over, &v, &shape, place)?, b.over, Some(v)),
            (Some(u), None) => (a.over, self.times(&b.over, &u, &shape, place)?, Some(u)),
            (Some(u), Some(v)) => {
                let x = self.times(&a.over, &v, &shape, place)?;
                let y = self.times(&b.over, &u, &shape, place)?;
                (x, y, Some(self.times(&u, &v, &Shape::plain(), place)?))
            }
        };
        let (x, y) = self.aligned(x, y, place)?;
        Ok((x, y, under))
    }

    pub(super) fn add(&mut self, a: Number, b: Number, place: Place) -> Result<Number, Fault> {
        let (x, y, under) = self.common(a, b, place)?;
        if let (Some(p), Some(q)) = (x.constant, y.constant) {
            let cell = p.checked_add(q).ok_or(FaultKind::TooManyDigits.at(place))?;
            return Ok(Number { over: self.constant(cell, x.decimals, x.shape, place)?, under });
        }
        let kept = (&x.shape, x.decimals, x.nonnegative && y.nonnegative);
        Ok(Number { over: self.whole(kept, place, |dst| Instr::Add { dst, a: x.reg, b: y.reg })?, under })
    }

    pub(super) fn subtract(&mut self, a: Number, b: Number, place: Place) -> Result<Number, Fault> {
        let (x, y, under) = self.common(a, b, place)?;
        if let (Some(p), Some(q)) = (x.constant, y.constant) {
            let cell = p.checked_sub(q).ok_or(FaultKind::TooManyDigits.at(place))?;
            return Ok(Number { over: self.constant(cell, x.decimals, x.shape, place)?, under });
        }
        let kept = (&x.shape, x.decimals, false);
        Ok(Number {
            over: self.whole(kept, place, |dst| Instr::Subtract { dst, a: x.reg, b: y.reg })?,
            under,
        })
    }

    pub(super) fn negate(&mut self, a: Number, place: Place) -> Result<Number, Fault> {
        Ok(Number { over: self.minus(a.over, place)?, under: a.under })
    }

    pub(super) fn multiply(
        &mut self,
        a: Number,
        b: Number,
        shape: &Shape,
        place: Place,
    ) -> Result<Number, Fault> {
        let over = self.times(&a.over, &b.over, shape, place)?;
        let under = match (a.under, b.under) {
            (Some(u), Some(v)) => Some(self.times(&u, &v, &Shape::plain(), place)?),
            (u, v) => u.or(v),
        };
        Ok(Number { over, under })
    }

    /// The smaller (or larger) of two.
    pub(super) fn extreme(
        &mut self,
        a: Number,
        b: Number,
        larger: bool,
        place: Place,
    ) -> Result<Number, Fault> {
        let (x, y, under) = self.common(a, b, place)?;
        let nonnegative =
            if larger { x.nonnegative || y.nonnegative } else { x.nonnegative && y.nonnegative };
        let kept = (&x.shape, x.decimals, nonnegative);
        let over = self.whole(kept, place, |dst| match larger {
            true => Instr::Max { dst, a: x.reg, b: y.reg },
            false => Instr::Min { dst, a: x.reg, b: y.reg },
        })?;
        Ok(Number { over, under })
    }

    /// A divisor that is an error if it is zero, whatever is divided by it.
    fn not_zero(&mut self, b: Number, place: Place) -> Result<Number, Fault> {
        // One that is itself a quotient may be unknown for its denominator; it is zero only if that is known too. Above and
        // below are multiplied by the denominator, so that what is looked at hangs on both.
        let b = match b.under {
            Some(under) if under.constant.is_none() => {
                let plain = Shape::plain();
                let over = self.times(&b.over, &under, &plain, place)?;
                Number { over, under: Some(self.times(&under, &under, &plain, place)?) }
            }
            _ => b,
        };
        match b.over.constant {
            Some(cell) if cell != 0 => Ok(b),
            _ => {
                let kept = (&b.over.shape, b.over.decimals, b.over.nonnegative);
                let over = self.whole(kept, place, |dst| Instr::NonZero { dst, a: b.over.reg })?;
                Ok(Number { over, under: b.under })
            }
        }
    }

    /// `a / b`, the denominator perhaps below zero: only to be rounded at once.
    pub(super) fn raw_quotient(
        &mut self,
        a: Number,
        b: Number,
        shape: &Shape,
        place: Place,
    ) -> Result<Number, Fault> {
        let b = self.not_zero(b, place)?;
        self.quotient(a, b, shape, place)
    }

    /// `a / b` with both parts brought together.
    fn quotient(&mut self, a: Number, b: Number, shape: &Shape, place: Place) -> Result<Number, Fault> {
        let over = match &b.under {
            Some(v) => self.times(&a.over, v, shape, place)?,
            None => Whole { shape: shape.clone(), ..a.over },
        };
        let under = match &a.under {
            Some(u) => self.times(&b.over, u, &Shape::plain(), place)?,
            None => b.over,
        };
        Ok(Number { over, under: Some(under) })
    }

    /// `a / b`; an error if `b` is zero.
    pub(super) fn divide(
        &mut self,
        a: Number,
        b: Number,
        shape: &Shape,
        place: Place,
    ) -> Result<Number, Fault> {
        let b = self.not_zero(b, place)?;
        let checked = b.over.clone();
        if checked.nonnegative {
            return self.quotient(a, b, shape, place);
        }
        // Both sides times the denominator's sign. It is multiplied and not chosen, so that what is missing on
        // either side is kept.
        let plain = Shape::plain();
        let zero = self.constant(0, checked.decimals, plain.clone(), place)?;
        let below = self.compare_cells(checked.reg, Compare::Less, zero.reg, place)?;
        let (minus, plus) =
            (self.constant(-1, 0, plain.clone(), place)?, self.constant(1, 0, plain.clone(), place)?);
        let sign = self.whole((&plain, 0, false), place, |dst| Instr::Choose {
            dst,
            guard: below,
            yes: minus.reg,
            no: plus.reg,
        })?;
        let turned = self.times(&a.over, &sign, &a.over.shape.clone(), place)?;
        let mut size = self.times(&checked, &sign, &checked.shape.clone(), place)?;
        size.nonnegative = true;
        self.quotient(
            Number { over: turned, under: a.under },
            Number { over: size, under: b.under },
            shape,
            place,
        )
    }

    /// Rounds to a multiple of `step`. The denominator need not be checked.
    pub(super) fn round(
        &mut self,
        value: Number,
        rounding: Rounding,
        step: Exact,
        shape: &Shape,
        place: Place,
    ) -> Result<Whole, Fault> {
        let decimals = u8::try_from(step.decimals).map_err(|_| FaultKind::TooManyDecimals.at(place))?;
        let plain = Shape::plain();
        let counted = if step.digits == 1 { shape } else { &plain };
        let steps = match value.under {
            None => {
                let wide = self.widen(value.over, decimals, place)?;
                let finer = ten(wide.decimals.saturating_sub(decimals), place)?;
                let size = step.digits.checked_mul(finer).ok_or(FaultKind::TooManyDigits.at(place))?;
                if size == 1 {
                    return Ok(Whole { shape: shape.clone(), ..wide });
                }
                let size = self.pools.number(size, place)?;
                let kept = (counted, decimals, wide.nonnegative);
                self.whole(kept, place, |dst| Instr::Round { dst, a: wide.reg, step: size, rounding })?
            }
            Some(under) => {
                self.round_quotient((value.over, under), rounding, (step.digits, decimals), counted, place)?
            }
        };
        let size = self.constant(step.digits, 0, plain, place)?;
        self.times(&steps, &size, shape, place)
    }

    fn round_quotient(
        &mut self,
        (over, under): (Whole, Whole),
        rounding: Rounding,
        (step, decimals): (i128, u8),
        shape: &Shape,
        place: Place,
    ) -> Result<Whole, Fault> {
        let step = self.constant(step, 0, Shape::plain(), place)?;
        let mut under = self.times(&under, &step, &Shape::plain(), place)?;
        let wanted = decimals.checked_add(under.decimals).ok_or(FaultKind::TooManyDecimals.at(place))?;
        // round(over × 10^(wanted - over.decimals) / under); a negative power goes to the other side.
        let times = ten(wanted.saturating_sub(over.decimals), place)?;
        if over.decimals > wanted {
            let more = under.decimals + (over.decimals - wanted);
            under = self.widen(under, more, place)?;
        }
        let times = self.pools.number(times, place)?;
        let kept = (shape, decimals, over.nonnegative && under.nonnegative);
        self.whole(kept, place, |dst| Instr::Divide { dst, a: over.reg, b: under.reg, times, rounding })
    }

    /// Compares by cross products: with denominators above zero that is the quotients' own order.
    pub(super) fn compare_numbers(
        &mut self,
        a: Number,
        how: Comparison,
        b: Number,
        place: Place,
    ) -> Result<Reg, Fault> {
        // Even a denominator that both share is multiplied in, so that the result is as unknown as it is.
        let shape = Shape::plain();
        let x = match &b.under {
            Some(under) => self.times(&a.over, under, &shape, place)?,
            None => a.over.clone(),
        };
        let y = match &a.under {
            Some(under) => self.times(&b.over, under, &shape, place)?,
            None => b.over,
        };
        let (x, y) = self.aligned(x, y, place)?;
        self.compare_cells(x.reg, comparison(how), y.reg, place)
    }

    pub(super) fn compare_cells(&mut self, a: Reg, how: Compare, b: Reg, place: Place) -> Result<Reg, Fault> {
        self.code.emit(CellType::Truth, place, |dst| Instr::Compare { dst, a, b, how })
    }

    /// `yes` if the guard is true, else `no`.
    pub(super) fn choose_number(
        &mut self,
        guard: Reg,
        yes: Number,
        no: Number,
        place: Place,
    ) -> Result<Number, Fault> {
        let under = match (yes.under, no.under) {
            (None, None) => None,
            (u, v) => {
                let one = self.constant(1, 0, Shape::plain(), place)?;
                let (u, v) = (u.unwrap_or(one.clone()), v.unwrap_or(one));
                let mut under = self.choose_whole(guard, u, v, place)?;
                under.nonnegative = true;
                Some(under)
            }
        };
        Ok(Number { over: self.choose_whole(guard, yes.over, no.over, place)?, under })
    }

    fn choose_whole(&mut self, guard: Reg, yes: Whole, no: Whole, place: Place) -> Result<Whole, Fault> {
        let (yes, no) = self.aligned(yes, no, place)?;
        let kept = (&yes.shape, yes.decimals, yes.nonnegative && no.nonnegative);
        self.whole(kept, place, |dst| Instr::Choose { dst, guard, yes: yes.reg, no: no.reg })
    }
}

fn is_one(number: &Whole) -> bool {
    number.constant == Some(1) && number.decimals == 0
}

fn number_type(shape: &Shape, decimals: u8, place: Place) -> Result<CellType, Fault> {
    match decimals <= MOST_DECIMALS {
        true => Ok(shape.cell(decimals)),
        false => Err(FaultKind::TooManyDecimals.at(place)),
    }
}

/// The program's word for a comparison.
pub(super) fn comparison(how: Comparison) -> Compare {
    match how {
        Comparison::Equal => Compare::Equal,
        Comparison::NotEqual => Compare::NotEqual,
        Comparison::Less => Compare::Less,
        Comparison::LessOrEqual => Compare::LessOrEqual,
        Comparison::Greater => Compare::Greater,
        Comparison::GreaterOrEqual => Compare::GreaterOrEqual,
    }
}
