//! Random numbers that are the same everywhere and always for the same seed: splitmix64 (Steele, Lea and Flood, "Fast
//! splittable pseudorandom number generators", 2014).

/// A generator.
#[derive(Debug, Clone)]
pub struct Dice {
    state: u64,
}

impl Dice {
    /// The generator of a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `bound`; 0 if there is none.
    pub fn below(&mut self, bound: u64) -> u64 {
        // The product's upper half is as evenly spread as the roll, to one part in 2^64 / bound.
        u64::try_from((u128::from(self.roll()) * u128::from(bound)) >> 64).unwrap_or(0)
    }

    /// A number from `from` to `to`, both included; `from` if `to` is smaller.
    pub fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(i128::from(to) - i128::from(from)).unwrap_or(0);
        let above = self.below(span.saturating_add(1));
        from.saturating_add(i64::try_from(above).unwrap_or(0))
    }

    /// True in `part` of `whole` rolls.
    pub fn chance(&mut self, part: u64, whole: u64) -> bool {
        self.below(whole) < part
    }

    /// One of the items; `None` of none.
    pub fn pick<'t, T>(&mut self, items: &'t [T]) -> Option<&'t T> {
        let at = self.below(u64::try_from(items.len()).unwrap_or(u64::MAX));
        items.get(usize::try_from(at).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference_implementation() {
        let mut dice = Dice::new(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423];
        assert_eq!([dice.roll(), dice.roll(), dice.roll()], expected);
    }

    #[test]
    fn numbers_stay_in_their_bounds() {
        let mut dice = Dice::new(7);
        assert!((0..1000).all(|_| (-3..=3).contains(&dice.between(-3, 3))));
        assert_eq!(dice.below(0), 0);
    }
}
