//! Sums of variables with exact factors.

use crate::numerals::Ratio;
use std::collections::BTreeMap;

/// `constant + Σ factor × variable`; no factor is 0. Every operation gives `None` where numbers outgrow 38 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Linear {
    pub factors: BTreeMap<usize, Ratio>,
    pub constant: Ratio,
}

impl Linear {
    /// A number.
    pub fn constant(constant: Ratio) -> Self {
        Self { factors: BTreeMap::new(), constant }
    }

    /// A variable.
    pub fn variable(variable: usize) -> Self {
        Self { factors: [(variable, Ratio::ONE)].into(), constant: Ratio::ZERO }
    }

    /// The number, if there is no variable in it.
    pub fn as_constant(&self) -> Option<Ratio> {
        self.factors.is_empty().then_some(self.constant)
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let mut sum = self.clone();
        sum.constant = sum.constant.plus(other.constant)?;
        for (variable, factor) in &other.factors {
            let whole = sum.factors.get(variable).copied().unwrap_or(Ratio::ZERO).plus(*factor)?;
            if whole.is_zero() {
                sum.factors.remove(variable);
            } else {
                sum.factors.insert(*variable, whole);
            }
        }
        Some(sum)
    }

    /// The multiple.
    pub fn times(&self, by: Ratio) -> Option<Self> {
        if by.is_zero() {
            return Some(Self::constant(Ratio::ZERO));
        }
        let factors = self.factors.iter().map(|(variable, factor)| Some((*variable, factor.times(by)?)));
        Some(Self { factors: factors.collect::<Option<_>>()?, constant: self.constant.times(by)? })
    }

    /// The negative.
    pub fn negated(&self) -> Option<Self> {
        self.times(Ratio::whole(-1))
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Option<Self> {
        self.plus(&other.negated()?)
    }

    /// Its value; a variable without one counts as 0.
    pub fn value(&self, of: &BTreeMap<usize, Ratio>) -> Option<Ratio> {
        self.factors.iter().try_fold(self.constant, |sum, (variable, factor)| {
            sum.plus(of.get(variable).copied().unwrap_or(Ratio::ZERO).times(*factor)?)
        })
    }
}
