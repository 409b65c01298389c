//! Exact fractions of decimals.

use super::TooBig;
use crate::model::Rounding;
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// `over / under`; `under` is above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    over: Decimal,
    under: Decimal,
}

type Exactly<T> = Result<T, TooBig>;

/// A product, or nothing if it needs more digits than there are.
fn times(a: Decimal, b: Decimal) -> Exactly<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let fits = a.mantissa().checked_mul(b.mantissa()).filter(|digits| digits.unsigned_abs() < 1u128 << 96);
    match fits {
        Some(_) if a.scale() + b.scale() <= Decimal::MAX_SCALE => a.checked_mul(b).ok_or(TooBig),
        _ => Err(TooBig),
    }
}

/// A sum, likewise.
fn plus(a: Decimal, b: Decimal) -> Exactly<Decimal> {
    let scale = a.scale().max(b.scale());
    let aligned = |x: Decimal| {
        let factor = 10i128.checked_pow(scale - x.scale()).ok_or(TooBig)?;
        x.mantissa().checked_mul(factor).ok_or(TooBig)
    };
    let digits = aligned(a)?.checked_add(aligned(b)?).ok_or(TooBig)?;
    Decimal::try_from_i128_with_scale(digits, scale).map_err(|_| TooBig)
}

impl Fraction {
    pub fn whole(number: Decimal) -> Self {
        Self { over: number, under: Decimal::ONE }
    }

    /// The number, if it needs no denominator.
    pub fn exact(self) -> Option<Decimal> {
        let quotient = self.over.checked_div(self.under)?;
        (times(quotient, self.under) == Ok(self.over.normalize())).then_some(quotient)
    }

    pub fn add(self, other: Self) -> Exactly<Self> {
        let over = plus(times(self.over, other.under)?, times(other.over, self.under)?)?;
        Ok(Self { over, under: times(self.under, other.under)? }.simpler())
    }

    pub fn negate(self) -> Self {
        Self { over: -self.over, under: self.under }
    }

    pub fn multiply(self, other: Self) -> Exactly<Self> {
        let over = times(self.over, other.over)?;
        Ok(Self { over, under: times(self.under, other.under)? }.simpler())
    }

    /// `None` if `other` is zero.
    pub fn divide(self, other: Self) -> Exactly<Option<Self>> {
        if other.over.is_zero() {
            return Ok(None);
        }
        let turned = if other.over.is_sign_negative() { other.negate() } else { other };
        let flipped = Self { over: turned.under, under: turned.over };
        let quotient = self.multiply(flipped)?;
        Ok(Some(if other.over.is_sign_negative() { quotient.negate() } else { quotient }))
    }

    pub fn compare(self, other: Self) -> Exactly<Ordering> {
        Ok(times(self.over, other.under)?.cmp(&times(other.over, self.under)?))
    }

    /// To a multiple of `step` (> 0): a half away from zero, down towards zero, up away from it.
    pub fn round(self, rounding: Rounding, step: Decimal) -> Exactly<Self> {
        let size = self.over.abs();
        let unit = times(self.under, step)?;
        let mut steps = size.checked_div(unit).ok_or(TooBig)?.trunc();
        // The quotient itself may have been rounded; settle it by exact products.
        while times(steps, unit)? > size {
            steps -= Decimal::ONE;
        }
        while times(steps + Decimal::ONE, unit)? <= size {
            steps += Decimal::ONE;
        }
        let rest = plus(size, -times(steps, unit)?)?;
        let up = match rounding {
            Rounding::Nearest => times(rest, Decimal::TWO)? >= unit,
            Rounding::Down => false,
            Rounding::Up => !rest.is_zero(),
        };
        let steps = if up { steps + Decimal::ONE } else { steps };
        let rounded = times(steps, step)?;
        Ok(Self::whole(if self.over.is_sign_negative() { -rounded } else { rounded }))
    }

    /// The same number with a denominator of one where that is exact, to keep digits few.
    fn simpler(self) -> Self {
        self.exact().map_or(self, Self::whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: i64) -> Fraction {
        Fraction::whole(number.into())
    }

    fn part(over: i64, under: i64) -> Fraction {
        whole(over).divide(whole(under)).unwrap().unwrap()
    }

    #[test]
    fn quotients_are_exact() {
        let third = part(1, 3);
        assert_eq!(third.exact(), None);
        assert_eq!(third.multiply(whole(3)).unwrap().exact(), Some(Decimal::ONE));
        assert_eq!(third.add(third).unwrap().compare(part(2, 3)), Ok(Ordering::Equal));
        assert_eq!(part(-1, 3).compare(part(1, -3)), Ok(Ordering::Equal));
        assert_eq!(part(1, -3).compare(part(-1, 4)), Ok(Ordering::Less));
        assert_eq!(whole(1).divide(whole(0)), Ok(None));
    }

    #[test]
    fn a_half_goes_away_from_zero() {
        let step = Decimal::new(1, 1);
        for (over, nearest, down, up) in
            [(25, 3, 2, 3), (-25, -3, -2, -3), (24, 2, 2, 3), (20, 2, 2, 2), (0, 0, 0, 0)]
        {
            let rounded = |how| part(over, 100).round(how, step).unwrap().exact().unwrap();
            assert_eq!(rounded(Rounding::Nearest), Decimal::new(nearest, 1));
            assert_eq!(rounded(Rounding::Down), Decimal::new(down, 1));
            assert_eq!(rounded(Rounding::Up), Decimal::new(up, 1));
        }
        assert_eq!(
            part(2, 3).round(Rounding::Nearest, Decimal::new(1, 2)).unwrap().exact(),
            Some(Decimal::new(67, 2))
        );
    }

    #[test]
    fn what_does_not_fit_is_given_up() {
        let large = Fraction::whole(Decimal::MAX);
        assert_eq!(large.multiply(whole(2)), Err(TooBig));
        assert_eq!(large.add(whole(1)), Err(TooBig));
        let small = Fraction::whole(Decimal::new(1, 20));
        assert_eq!(small.multiply(small), Err(TooBig));
    }
}
