//! Exact fractions: a third of an amount has no decimal spelling, yet sentences say 三分之一.

use crate::model::Exact;
use std::cmp::Ordering;

/// A fraction in lowest terms; the denominator is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Ratio {
    top: i128,
    bottom: i128,
}

impl Ratio {
    /// 0.
    pub(crate) const ZERO: Self = Self { top: 0, bottom: 1 };
    /// 1.
    pub(crate) const ONE: Self = Self { top: 1, bottom: 1 };
    /// A half.
    pub(crate) const HALF: Self = Self { top: 1, bottom: 2 };

    /// A whole number.
    pub(crate) const fn whole(value: i128) -> Self {
        Self { top: value, bottom: 1 }
    }

    /// `top / bottom` in lowest terms; `None` where `bottom` is 0 or the numbers are too large.
    pub(crate) fn new(top: i128, bottom: i128) -> Option<Self> {
        let divisor = common_divisor(top.checked_abs()?, bottom.checked_abs()?);
        if bottom == 0 || divisor == 0 {
            return None;
        }
        let divisor = if bottom < 0 { -divisor } else { divisor };
        Some(Self { top: top.checked_div(divisor)?, bottom: bottom.checked_div(divisor)? })
    }

    /// A decimal as a fraction; `None` with more decimals than any amount has.
    pub(crate) fn exact(value: Exact) -> Option<Self> {
        Self::new(value.digits, 10_i128.checked_pow(value.decimals)?)
    }

    /// Numerator and denominator; the denominator is positive.
    pub(crate) fn parts(self) -> (i128, i128) {
        (self.top, self.bottom)
    }

    /// The sum, unless it is too large.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let left = self.top.checked_mul(other.bottom)?;
        let right = other.top.checked_mul(self.bottom)?;
        Self::new(left.checked_add(right)?, self.bottom.checked_mul(other.bottom)?)
    }

    /// The negative.
    pub(crate) fn negated(self) -> Option<Self> {
        Self::new(self.top.checked_neg()?, self.bottom)
    }

    /// The product, unless it is too large.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        Self::new(self.top.checked_mul(other.top)?, self.bottom.checked_mul(other.bottom)?)
    }

    /// The quotient; `None` for a division by 0.
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        Self::new(self.top.checked_mul(other.bottom)?, self.bottom.checked_mul(other.top)?)
    }

    /// The greatest whole number that is not above it.
    pub(crate) fn floor(self) -> i128 {
        self.top.div_euclid(self.bottom)
    }

    /// Whether it is 0.
    pub(crate) fn is_zero(self) -> bool {
        self.top == 0
    }

    /// Whether it has no part after the point.
    pub(crate) fn is_whole(self) -> bool {
        self.bottom == 1
    }

    /// Its decimal spelling, shortened after six places.
    pub(crate) fn spelled(self) -> String {
        let whole = self.top / self.bottom;
        let mut rest = (self.top % self.bottom).unsigned_abs();
        let bottom = self.bottom.unsigned_abs();
        let mut out = if self.top < 0 && whole == 0 { "-0".to_owned() } else { whole.to_string() };
        let mut places = 0;
        while rest != 0 && places < 6 {
            if places == 0 {
                out.push('.');
            }
            rest = rest.saturating_mul(10);
            out.push_str(&(rest / bottom).to_string());
            rest %= bottom;
            places += 1;
        }
        out
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    /// Exact as long as the cross products fit; beyond that the whole parts decide.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.top.checked_mul(other.bottom), other.top.checked_mul(self.bottom)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => self.floor().cmp(&other.floor()),
        }
    }
}

fn common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
