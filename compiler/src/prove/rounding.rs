//! Rounding: a multiple of a step near a value.

use crate::model::Expr;
use crate::numerals::Ratio;
use qingce_grammar::tree::Rounding;

use super::fact::Fact;
use super::linear::Linear;
use super::pieces::Piece;
use super::terms::Translator;
use super::variables::{Key, Kind};

impl Translator<'_> {
    /// A multiple of `step` near the value, of a whole expression that rounds it so.
    pub(super) fn rounded(
        &mut self,
        whole: &Expr,
        value: &Expr,
        rounding: Rounding,
        step: Ratio,
    ) -> Option<Vec<Piece>> {
        let again = self.growth.as_ref().is_some_and(|growth| growth.again);
        let plain = self.plain(whole);
        let pieces = self.number(value);
        let [(_, only)] = pieces.as_slice() else { return None };
        if let Some(constant) = only.as_constant() {
            return Some(vec![(Fact::Fixed(true), Linear::constant(round(constant, rounding, step)?))]);
        }
        let kind = Kind::Number { step: Some(step), least: None, greatest: None };
        let result = Linear::variable(self.variables.of(Key::Steps(plain, again), || kind));
        // Whichever way it is rounded, it lies less than a step from the value, and half goes away from 0.
        let above = result.minus(only)?;
        let half = Linear::constant(step.times(Ratio::HALF)?);
        let one = Linear::constant(step);
        let below = above.negated()?;
        let not_negative = Fact::NotPositive(only.negated()?);
        let (near, towards) = match rounding {
            Rounding::Nearest => (
                Fact::NotPositive(above.minus(&half)?).and(Fact::NotPositive(below.minus(&half)?)),
                not_negative
                    .clone()
                    .implies(Fact::Negative(below.minus(&half)?))
                    .and(not_negative.or(Fact::Negative(above.minus(&half)?))),
            ),
            Rounding::Down | Rounding::Up => {
                let near = Fact::Negative(above.minus(&one)?).and(Fact::Negative(below.minus(&one)?));
                let (up, down) = (Fact::NotPositive(below), Fact::NotPositive(above));
                let (away, back) = if rounding == Rounding::Up { (up, down) } else { (down, up) };
                (near, not_negative.clone().implies(away).and(not_negative.or(back)))
            }
        };
        self.variables.always(near.and(towards));
        Some(vec![(Fact::Fixed(true), result)])
    }
}

/// A constant to a multiple of `step`; half goes away from 0.
fn round(value: Ratio, rounding: Rounding, step: Ratio) -> Option<Ratio> {
    if value < Ratio::ZERO {
        return round(value.negated()?, rounding, step)?.negated();
    }
    let steps = value.over(step)?;
    let whole = match rounding {
        Rounding::Down => steps.floor(),
        Rounding::Up => steps.negated()?.floor().checked_neg()?,
        Rounding::Nearest => steps.plus(Ratio::HALF)?.floor(),
    };
    Ratio::whole(whole).times(step)
}
