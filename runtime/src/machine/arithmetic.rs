//! Exact arithmetic on cells: rounding, quotients, scales. Everything is checked; what outgrows 38 digits is trouble, never a
//! wrong number.

use super::cell::Trouble;
use crate::program::Rounding;

/// `a / step` rounded; `step` above zero. A half goes away from zero; down is towards zero, up away from it.
pub(crate) fn round(a: i128, step: i128, rounding: Rounding) -> Option<i128> {
    let quotient = a.checked_div(step)?;
    let rest = a.checked_rem(step)?.unsigned_abs();
    adjust(quotient, rest, step.unsigned_abs(), a < 0, rounding)
}

/// `a × times / b` rounded.
pub(crate) fn divide(a: i128, times: i128, b: i128, rounding: Rounding) -> Result<i128, Trouble> {
    if b == 0 {
        return Err(Trouble::DivisionByZero);
    }
    let over = a.checked_mul(times).ok_or(Trouble::Overflow)?;
    let quotient = over.checked_div(b).ok_or(Trouble::Overflow)?;
    let rest = over.checked_rem(b).ok_or(Trouble::Overflow)?.unsigned_abs();
    adjust(quotient, rest, b.unsigned_abs(), (over < 0) != (b < 0), rounding).ok_or(Trouble::Overflow)
}

/// A quotient that was cut off, made one larger in size where the rest asks for it.
fn adjust(quotient: i128, rest: u128, divisor: u128, negative: bool, rounding: Rounding) -> Option<i128> {
    let away = match rounding {
        Rounding::Down => false,
        Rounding::Up => rest > 0,
        // rest < divisor, so nothing wraps: twice the rest reaches the divisor.
        Rounding::Nearest => rest > 0 && rest >= divisor - rest,
    };
    match (away, negative) {
        (false, _) => Some(quotient),
        (true, false) => quotient.checked_add(1),
        (true, true) => quotient.checked_sub(1),
    }
}

/// The value of a scale at `x`: of the bracket that it falls in, or of all parts in their brackets.
pub(crate) fn scale(brackets: &[(i128, i128)], marginal: bool, x: i128) -> Result<i128, Trouble> {
    if brackets.first().is_none_or(|(bound, _)| x < *bound) {
        return Err(Trouble::BelowScale);
    }
    if !marginal {
        let reached = brackets.iter().take_while(|(bound, _)| *bound <= x).last();
        return reached.map(|(_, value)| *value).ok_or(Trouble::BelowScale);
    }
    let next = brackets.iter().skip(1).map(|(bound, _)| *bound).chain([i128::MAX]);
    let mut total = 0i128;
    for ((bound, rate), next) in brackets.iter().zip(next).take_while(|((bound, _), _)| *bound < x) {
        let part = x.min(next).checked_sub(*bound).ok_or(Trouble::Overflow)?;
        let value = part.checked_mul(*rate).ok_or(Trouble::Overflow)?;
        total = total.checked_add(value).ok_or(Trouble::Overflow)?;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (a, nearest, down, up) in [
            (149, 1, 1, 2),
            (150, 2, 1, 2),
            (-149, -1, -1, -2),
            (-150, -2, -1, -2),
            (200, 2, 2, 2),
            (0, 0, 0, 0),
        ] {
            assert_eq!(round(a, 100, Rounding::Nearest), Some(nearest));
            assert_eq!(round(a, 100, Rounding::Down), Some(down));
            assert_eq!(round(a, 100, Rounding::Up), Some(up));
        }
        assert_eq!(round(i128::MIN, 1, Rounding::Nearest), Some(i128::MIN));
        assert_eq!(round(i128::MAX, i128::MAX, Rounding::Up), Some(1));
    }

    #[test]
    fn quotients() {
        assert_eq!(divide(1, 100, 3, Rounding::Nearest), Ok(33));
        assert_eq!(divide(2, 100, 3, Rounding::Nearest), Ok(67));
        assert_eq!(divide(-1, 1, 2, Rounding::Nearest), Ok(-1));
        assert_eq!(divide(1, 1, -2, Rounding::Down), Ok(0));
        assert_eq!(divide(1, 1, -2, Rounding::Up), Ok(-1));
        assert_eq!(divide(1, 1, 0, Rounding::Up), Err(Trouble::DivisionByZero));
        assert_eq!(divide(i128::MAX, 2, 2, Rounding::Up), Err(Trouble::Overflow));
        assert_eq!(divide(i128::MIN, 1, -1, Rounding::Up), Err(Trouble::Overflow));
        assert_eq!(divide(1, 1, i128::MIN, Rounding::Up), Ok(-1));
        assert_eq!(divide(1, 1, i128::MIN, Rounding::Nearest), Ok(0));
    }

    #[test]
    fn scales() {
        let brackets = [(0, 100), (50, 120), (100, 150)];
        for (x, flat, marginal) in
            [(0, 100, 0), (49, 100, 4_900), (50, 120, 5_000), (51, 120, 5_120), (120, 150, 14_000)]
        {
            assert_eq!(scale(&brackets, false, x), Ok(flat));
            assert_eq!(scale(&brackets, true, x), Ok(marginal));
        }
        assert_eq!(scale(&brackets, true, -1), Err(Trouble::BelowScale));
        assert_eq!(scale(&[(i128::MIN, 1)], true, 1), Err(Trouble::Overflow));
        assert_eq!(scale(&[], false, 1), Err(Trouble::BelowScale));
    }
}
