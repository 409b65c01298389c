//! Numbers, texts and scales used by the code of all rules, each kept once.

use super::fault::{Fault, FaultKind};
use crate::model;
use qingce_grammar::Place;
use qingce_runtime::program::{ConstId, ScaleId, TextId};
use std::collections::HashMap;

/// The constant tables of a program.
#[derive(Debug, Default)]
pub(super) struct Pools {
    /// The numbers.
    pub constants: Vec<i128>,
    /// The texts.
    pub texts: Vec<String>,
    /// The scales, each with the decimals of what goes in: first those of the model as they are, then those read at
    /// numbers with more decimals than their bounds have.
    pub scales: Vec<(model::ScaleId, u8)>,
    numbers: HashMap<i128, ConstId>,
    words: HashMap<String, TextId>,
}

impl Pools {
    /// Pools with the scales of a model.
    pub fn new(scales: Vec<(model::ScaleId, u8)>) -> Self {
        Self { scales, ..Self::default() }
    }

    /// The id of a scale read at numbers with so many decimals, and the decimals that it takes: no fewer than its bounds have.
    pub fn scale(
        &mut self,
        scale: model::ScaleId,
        decimals: u8,
        place: Place,
    ) -> Result<(ScaleId, u8), Fault> {
        let own = self.scales.get(scale.0).map_or(0, |(_, own)| *own);
        let wanted = (scale, decimals.max(own));
        let known = self.scales.iter().position(|made| *made == wanted);
        let id = match known {
            Some(id) => id,
            None => {
                self.scales.push(wanted);
                self.scales.len() - 1
            }
        };
        Ok((ScaleId(numbered(id, place)?), wanted.1))
    }

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
