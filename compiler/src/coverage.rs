//! Which sentences of the source texts a policy carries out.

use crate::model::{Citation, Model};
use std::collections::BTreeSet;

/// How much of the source texts is covered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Clauses declared.
    pub clauses: usize,
    /// Sentences that the source texts have.
    pub sentences: usize,
    /// Those that something cites.
    pub covered: usize,
    /// Those that nothing cites: layer (0 is the base) and id, in the order of the texts.
    pub uncovered: Vec<(usize, String)>,
}

/// Counts the sentences that rules, their ends, standards, scales, definitions, aims, or lists of departments cite; the heading
/// `6.0` is covered by the declaration of clause 6.
pub fn coverage(model: &Model) -> Coverage {
    let covered = covered(model);
    let mut counted = Coverage { clauses: model.clauses.len(), ..Coverage::default() };
    for (layer, source) in model.sources.iter().enumerate() {
        for (id, _) in &source.sentences {
            counted.sentences += 1;
            if covered.contains(&(layer, id.as_str())) {
                counted.covered += 1;
            } else {
                counted.uncovered.push((layer, id.clone()));
            }
        }
    }
    counted
}

fn covered(model: &Model) -> BTreeSet<(usize, &str)> {
    let standards =
        model.standards.iter().flat_map(|s| s.cited.iter().chain(s.values.iter().flat_map(|d| &d.cited)));
    let scales = model.scales.iter().flat_map(|s| s.values.iter().flat_map(|d| &d.cited));
    let definitions = model.definitions.iter().flat_map(|d| &d.cited);
    let rules = model.rules.iter().flat_map(|r| &r.cited);
    let aims = model.aims.iter().flat_map(|a| &a.cited);
    let departments = model.clauses.iter().flat_map(|c| &c.cited);
    let cited = standards
        .chain(scales)
        .chain(definitions)
        .chain(rules)
        .chain(aims)
        .chain(departments)
        .chain(model.endings.iter().flat_map(|ending| &ending.cited));
    let sentences = cited.filter_map(|citation| match citation {
        Citation::Sentence { layer, id, .. } => Some((*layer, id.as_str())),
        Citation::Document { .. } => None,
    });
    let headings = model.clauses.iter().filter_map(|clause| {
        let source = model.sources.get(clause.layer)?;
        let heading = format!("{}.0", clause.number);
        source.sentences.iter().find(|(id, _)| *id == heading).map(|(id, _)| (clause.layer, id.as_str()))
    });
    sentences.chain(headings).collect()
}
