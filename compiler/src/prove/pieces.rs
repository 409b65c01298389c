//! Numbers in pieces: a sum of variables under each of some conditions.

use crate::numerals::Ratio;
use qingce_grammar::tree::Comparison;

use super::fact::Fact;
use super::linear::Linear;

/// A value under a condition. Of several together exactly one condition holds.
pub(super) type Piece = (Fact, Linear);

/// A constant.
pub(super) fn constant(value: Ratio) -> Vec<Piece> {
    vec![(Fact::Fixed(true), Linear::constant(value))]
}

/// Every piece of one with every piece of the other.
pub(super) fn both(
    a: &[Piece],
    b: &[Piece],
    with: impl Fn(&Linear, &Linear) -> Option<Linear>,
) -> Option<Vec<Piece>> {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    pairs.map(|((f, x), (g, y))| Some((f.clone().and(g.clone()), with(x, y)?))).collect()
}

/// The least or the greatest of some numbers.
pub(super) fn extreme(parts: Vec<Vec<Piece>>, least: bool) -> Option<Vec<Piece>> {
    let how = if least { Comparison::LessOrEqual } else { Comparison::GreaterOrEqual };
    let mut parts = parts.into_iter();
    let mut out = parts.next()?;
    for next in parts {
        let mut both = Vec::new();
        for (f, x) in &out {
            for (g, y) in &next {
                let first = compare(x, how, y)?;
                let together = f.clone().and(g.clone());
                both.push((together.clone().and(first.clone()), x.clone()));
                both.push((together.and(first.not()), y.clone()));
            }
        }
        out = both;
    }
    Some(out)
}

/// One sum against another.
pub(super) fn compare(left: &Linear, how: Comparison, right: &Linear) -> Option<Fact> {
    let (below, above) = (left.minus(right)?, right.minus(left)?);
    Some(match how {
        Comparison::Less => settled(Fact::Negative(below)),
        Comparison::LessOrEqual => settled(Fact::NotPositive(below)),
        Comparison::Greater => settled(Fact::Negative(above)),
        Comparison::GreaterOrEqual => settled(Fact::NotPositive(above)),
        Comparison::Equal => settled(Fact::NotPositive(below)).and(settled(Fact::NotPositive(above))),
        Comparison::NotEqual => settled(Fact::Negative(below)).or(settled(Fact::Negative(above))),
    })
}

/// A comparison of constants is true or false.
fn settled(fact: Fact) -> Fact {
    match &fact {
        Fact::Negative(line) => line.as_constant().map(|value| Fact::Fixed(value < Ratio::ZERO)),
        Fact::NotPositive(line) => line.as_constant().map(|value| Fact::Fixed(value <= Ratio::ZERO)),
        _ => None,
    }
    .unwrap_or(fact)
}
