//! 宗旨: sentences with nothing to decide.

use super::context::{Analyser, Placed};
use crate::model::Aim;
use qingce_grammar::tree;

impl Analyser<'_> {
    /// Puts an aim into the model.
    pub fn aim(&mut self, placed: Placed<'_, tree::Aim>) {
        let Placed { home, decl } = placed;
        let cited = self.citations(home, &decl.cited);
        let span = decl.cited.first().map(|citation| match citation {
            tree::Citation::Sentence { id, phrases } => phrases.iter().fold(id.span, |all, p| all.to(p.span)),
            tree::Citation::Document(name) => name.span,
        });
        let place = home.place(span.unwrap_or_default());
        self.model.aims.push(Aim {
            cited,
            note: decl.note.as_ref().map(|note| note.text.clone()),
            clause: home.clause,
            layer: home.layer,
            place,
        });
    }
}
