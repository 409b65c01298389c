//! How the rules of a model relate to one another.

use super::{Model, Relation, RuleId};

impl Model {
    /// The number of the outermost layer: the policy itself, after everything that it builds on.
    pub fn outermost(&self) -> usize {
        self.sources.len().saturating_sub(1)
    }

    /// Whether `a` says so of `b`, or of a rule that `b` stands in for.
    pub fn says(&self, a: RuleId, relation: Relation, b: RuleId) -> bool {
        let relations = self.rules.get(a.0).map(|rule| rule.relations.as_slice()).unwrap_or_default();
        relations.iter().any(|(how, of)| *how == relation && self.with_successors(*of).contains(&b))
    }

    /// The rules that relate to a rule in this way, whichever of the two says so.
    pub fn mutual(&self, id: RuleId, relation: Relation) -> Vec<RuleId> {
        let others = (0..self.rules.len()).map(RuleId).filter(|other| *other != id);
        others.filter(|other| self.says(id, relation, *other) || self.says(*other, relation, id)).collect()
    }

    /// The rules whose outcome a rule's own hangs on: what it stands on, is excepted by and shares a joint ceiling with, each
    /// with those of which only the higher is given besides it.
    pub fn read_by(&self, id: RuleId) -> Vec<RuleId> {
        let relations = self.rules.get(id.0).map(|rule| rule.relations.as_slice()).unwrap_or_default();
        let reads = |how: Relation| matches!(how, Relation::StacksOn | Relation::Except | Relation::Within);
        let mut read: Vec<RuleId> = Vec::new();
        for (_, other) in relations.iter().filter(|(how, _)| reads(*how)) {
            for other in self.with_successors(*other) {
                let group = self.mutual(other, Relation::OnlyHigher);
                let new = std::iter::once(other).chain(group).filter(|one| !read.contains(one));
                read.extend(new.collect::<Vec<_>>());
            }
        }
        read
    }

    /// A rule and the rules that replace it (取代), one after the other: what is said of the first in a relation is said of
    /// whichever of them is in force.
    pub fn with_successors(&self, rule: RuleId) -> Vec<RuleId> {
        let mut line = vec![rule];
        let mut at = 0;
        while let Some(old) = line.get(at).copied() {
            at += 1;
            for (id, new) in self.rules.iter().enumerate() {
                if new.replaces == Some(old) && !line.contains(&RuleId(id)) {
                    line.push(RuleId(id));
                }
            }
        }
        line
    }
}
