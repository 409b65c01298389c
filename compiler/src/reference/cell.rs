//! Values that may be unknown, with everything that makes them so.

use qingce_runtime::FieldRef;
use std::collections::BTreeSet;

/// Kinds of arithmetic error on a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Error {
    DivisionByZero,
    SpanReversed,
    NoMembers,
    BelowScale,
    DateOutOfRange,
    OtherRule,
    EarlierAmountUnknown,
}

/// Why a value is unknown. At least one set isn't empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Why {
    /// Worst: errors.
    pub errors: BTreeSet<Error>,
    /// Next: standards without a value on the day.
    pub lapsed: BTreeSet<String>,
    /// Next: standards that another document sets.
    pub delegated: BTreeSet<String>,
    /// Least: fields that are missing.
    pub missing: BTreeSet<FieldRef>,
}

impl Why {
    pub fn error(error: Error) -> Self {
        Self { errors: BTreeSet::from([error]), ..Self::default() }
    }

    pub fn missing(field: FieldRef) -> Self {
        Self { missing: BTreeSet::from([field]), ..Self::default() }
    }

    /// Everything that either says.
    pub fn and(mut self, other: Self) -> Self {
        self.errors.extend(other.errors);
        self.lapsed.extend(other.lapsed);
        self.delegated.extend(other.delegated);
        self.missing.extend(other.missing);
        self
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// A value or why there is none.
pub type Cell<V> = Result<V, Why>;

/// Both, or everything that is wrong with either.
pub fn both<A, B>(a: Cell<A>, b: Cell<B>) -> Cell<(A, B)> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(a), Err(b)) => Err(a.and(b)),
        (Err(why), Ok(_)) | (Ok(_), Err(why)) => Err(why),
    }
}

/// 且 of any number: false if one is known to be.
pub fn all(parts: impl IntoIterator<Item = Cell<bool>>) -> Cell<bool> {
    settled(parts, false)
}

/// 或 of any number: true if one is known to be.
pub fn any(parts: impl IntoIterator<Item = Cell<bool>>) -> Cell<bool> {
    settled(parts, true)
}

fn settled(parts: impl IntoIterator<Item = Cell<bool>>, settling: bool) -> Cell<bool> {
    let mut unknown = Why::default();
    for part in parts {
        match part {
            Ok(truth) if truth == settling => return Ok(settling),
            Ok(_) => {}
            Err(why) => unknown = unknown.and(why),
        }
    }
    if unknown.is_nothing() { Ok(!settling) } else { Err(unknown) }
}

/// 非.
pub fn not(part: Cell<bool>) -> Cell<bool> {
    part.map(|truth| !truth)
}
