//! The sentences that a part of the policy cites, with the numbers in them.

use super::context::{LintContext, definition_expressions, rule_expressions};
use crate::model::{Citation, DefinitionId, Expr, ExprKind};
use crate::numerals::Numeral;
use std::sync::Arc;

/// One cited sentence.
pub(super) struct Cited<'a> {
    /// `6.4`.
    pub id: &'a str,
    /// What it says.
    pub sentence: &'a str,
    /// The numbers in it.
    pub numerals: Arc<[Numeral]>,
}

impl<'a> LintContext<'a> {
    /// The cited sentences that the sources have, each once.
    pub(super) fn cited<'c>(&self, citations: impl IntoIterator<Item = &'c Citation>) -> Vec<Cited<'a>>
    where
        'a: 'c,
        'c: 'a,
    {
        let mut seen: Vec<(usize, &str)> = Vec::new();
        let mut out = Vec::new();
        for citation in citations {
            let Citation::Sentence { layer, id, .. } = citation else { continue };
            let sentence = self.model.sources.get(*layer).and_then(|source| source.sentence(id));
            let Some(sentence) = sentence.filter(|_| !seen.contains(&(*layer, id))) else { continue };
            seen.push((*layer, id));
            out.push(Cited { id, sentence, numerals: self.numerals.of(sentence) });
        }
        out
    }

    /// What a definition cites, or where it cites nothing, what the rules cite that use it.
    pub(super) fn definition_citations(&self, id: DefinitionId) -> Vec<&'a Citation> {
        let own = self.model.definitions.get(id.0).map(|d| d.cited.as_slice()).unwrap_or_default();
        if !own.is_empty() {
            return own.iter().collect();
        }
        let mut through = vec![id];
        let mut next = 0;
        while let Some(used) = through.get(next).copied() {
            next += 1;
            for (user, definition) in self.model.definitions.iter().enumerate() {
                let user = DefinitionId(user);
                let uses = || definition_expressions(definition).into_iter().any(|e| names(e, used));
                if definition.cited.is_empty() && !through.contains(&user) && uses() {
                    through.push(user);
                }
            }
        }
        let named = |expr: &Expr| through.iter().any(|id| names(expr, *id));
        let definitions = self.model.definitions.iter().filter(|d| !d.cited.is_empty());
        let users =
            definitions.filter(|d| definition_expressions(d).into_iter().any(named)).flat_map(|d| &d.cited);
        let rules = self.model.rules.iter().filter(|r| rule_expressions(r).into_iter().any(named));
        rules.flat_map(|r| &r.cited).chain(users).collect()
    }

    /// The quoted words with the numbers in them.
    pub(super) fn quoted<'c>(&self, citations: &[&'c Citation]) -> Vec<(&'c str, Arc<[Numeral]>)> {
        let phrases = citations.iter().flat_map(|citation| match citation {
            Citation::Sentence { phrases, .. } => phrases.as_slice(),
            Citation::Document { .. } => &[],
        });
        phrases.map(|phrase| (phrase.as_str(), self.numerals.of(phrase))).collect()
    }
}

/// Whether an expression uses a definition.
fn names(expr: &Expr, id: DefinitionId) -> bool {
    matches!(&expr.kind, ExprKind::Definition(used) | ExprKind::DefinitionOf { definition: used, .. } if *used == id)
        || expr.children().into_iter().any(|(child, _)| names(child, id))
}
