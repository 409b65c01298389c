//! The numbers of sentences that were looked at before.

use super::{Numeral, numerals};
use crate::memo::Memo;
use std::sync::Arc;

/// The numbers in sentences, each read once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numerals {
    /// The names of units that they were read with.
    units: Vec<String>,
    known: Memo<String, Arc<[Numeral]>>,
}

impl Numerals {
    /// Takes the names of units beyond the usual ones. Others than before make all that is known void.
    pub fn take_units(&mut self, units: Vec<String>) {
        if self.units != units {
            *self = Self { units, known: Memo::default() };
        }
    }

    /// Everything in a sentence that reads as a number or a date, in order.
    pub fn of(&self, sentence: &str) -> Arc<[Numeral]> {
        self.known.get(sentence, || numerals(sentence, &self.units).into())
    }

    /// Forgets the sentences that were not asked for since this was called before.
    pub fn forget(&mut self) {
        self.known.forget();
    }
}
