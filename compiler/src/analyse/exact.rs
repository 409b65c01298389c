//! Arithmetic on exact decimals, as far as the analysis itself needs it.

use crate::model::Exact;

/// The most digits that a number may have: what a decimal of the runtime holds without loss.
const MOST_DIGITS: u32 = 28;

impl Exact {
    /// `digits / 10^decimals` without needless zeros at the end; `None` beyond 28 digits.
    pub(crate) fn new(digits: i128, decimals: u32) -> Option<Exact> {
        let (mut digits, mut decimals) = (digits, decimals);
        while decimals > 0 && digits % 10 == 0 {
            digits /= 10;
            decimals -= 1;
        }
        let fits = digits.unsigned_abs() < 10u128.pow(MOST_DIGITS) && decimals <= MOST_DIGITS;
        fits.then_some(Exact { digits, decimals })
    }

    /// The same number with exactly so many decimals; `None` if it has more or grows too large.
    pub(crate) fn with_decimals(self, decimals: u32) -> Option<Exact> {
        if decimals < self.decimals {
            let shorter = Exact::new(self.digits, self.decimals)?;
            return (shorter.decimals <= decimals).then(|| shorter.with_decimals(decimals)).flatten();
        }
        let factor = 10i128.checked_pow(decimals - self.decimals)?;
        Some(Exact { digits: self.digits.checked_mul(factor)?, decimals })
    }

    /// How the two numbers compare; `None` beyond what can be computed.
    pub(crate) fn compare(self, other: Exact) -> Option<std::cmp::Ordering> {
        let decimals = self.decimals.max(other.decimals);
        Some(self.with_decimals(decimals)?.digits.cmp(&other.with_decimals(decimals)?.digits))
    }

    /// The number with the other sign.
    pub(crate) fn negated(self) -> Exact {
        Exact { digits: -self.digits, decimals: self.decimals }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needless_zeros_go_and_come_back() {
        let half = Exact::new(50, 2).unwrap();
        assert_eq!(half, Exact { digits: 5, decimals: 1 });
        assert_eq!(half.with_decimals(3), Some(Exact { digits: 500, decimals: 3 }));
        assert_eq!(half.with_decimals(0), None);
        assert_eq!(half.negated(), Exact { digits: -5, decimals: 1 });
    }

    #[test]
    fn more_than_28_digits_are_refused() {
        assert!(Exact::new(10i128.pow(28) - 1, 0).is_some());
        assert!(Exact::new(10i128.pow(28), 0).is_none());
    }
}
