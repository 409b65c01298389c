//! Numbers and texts used by the code of all rules, each kept once.

use super::fault::{Fault, FaultKind};
use qingce_grammar::Place;
use qingce_runtime::program::{ConstId, TextId};
use std::collections::HashMap;

/// The constant tables of a program.
#[derive(Debug, Default)]
pub(super) struct Pools {
    /// The numbers.
    pub constants: Vec<i128>,
    /// The texts.
    pub texts: Vec<String>,
    numbers: HashMap<i128, ConstId>,
    words: HashMap<String, TextId>,
}

impl Pools {
    /// The id of a number.
    pub fn number(&mut self, value: i128, place: Place) -> Result<ConstId, Fault> {
        if let Some(id) = self.numbers.get(&value) {
            return Ok(*id);
        }
        let id = ConstId(numbered(self.constants.len(), place)?);
        self.constants.push(value);
        self.numbers.insert(value, id);
        Ok(id)
    }

    /// The id of a text.
    pub fn text(&mut self, text: &str, place: Place) -> Result<TextId, Fault> {
        if let Some(id) = self.words.get(text) {
            return Ok(*id);
        }
        let id = TextId(numbered(self.texts.len(), place)?);
        self.texts.push(text.to_owned());
        self.words.insert(text.to_owned(), id);
        Ok(id)
    }
}

/// A place in a table as the program numbers it.
pub(super) fn numbered(place_in_table: usize, place: Place) -> Result<u16, Fault> {
    u16::try_from(place_in_table).map_err(|_| FaultKind::TooMany.at(place))
}
