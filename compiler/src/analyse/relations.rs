//! How rules relate: of one subject, never to themselves, and stacking and exception without circles.

use super::context::{Analyser, Home, Placed};
use super::declare::Declarations;
use crate::index::Symbol;
use crate::model::{Relation, RuleId};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

impl<'t> Analyser<'t> {
    /// Fills in the relations of all rules.
    pub fn relations(&mut self, all: &Declarations<'t>) {
        for (id, placed) in &all.rules {
            for (relation, name) in &placed.decl.relations {
                if let Some(other) = self.related(*id, placed.home, name) {
                    self.relate(*id, *relation, other);
                }
            }
        }
        for (id, placed) in &all.rules {
            self.circle_of_rules(*id, *placed);
        }
    }

    /// A rule by name.
    pub fn rule_named(&mut self, home: Home, name: &tree::Name) -> Option<RuleId> {
        let Some(id) = self.names.rules.get(&name.text).copied() else {
            let candidates = self.names.rules.keys().cloned().collect();
            self.unknown(home, name, ("规则", "rule"), candidates);
            return None;
        };
        self.used(home.place(name.span), Symbol::Rule(id));
        Some(id)
    }

    fn related(&mut self, id: RuleId, home: Home, name: &tree::Name) -> Option<RuleId> {
        let other = self.rule_named(home, name)?;
        let place = home.place(name.span);
        if other == id {
            let fault = error(
                Code::BadRelation,
                place,
                format!("规则「{}」不能与自己发生关系", name.text),
                format!("the rule 「{}」 cannot be related to itself", name.text),
            );
            self.report(
                fault.help("请写另一条规则的名称，或者删去这一行", "name another rule, or delete this line"),
            );
            return None;
        }
        let subject = |id: RuleId| self.model.rules.get(id.0).map(|rule| rule.subject);
        let (own, theirs) = (subject(id)?, subject(other)?);
        let broken = [id, other].iter().any(|id| self.broken.contains(&Symbol::Rule(*id)));
        if own != theirs && !broken {
            self.subjects_differ(place, name, self.record_name(own), self.record_name(theirs));
            return None;
        }
        Some(other)
    }

    fn subjects_differ(&mut self, place: Place, name: &tree::Name, own: String, theirs: String) {
        let fault = error(
            Code::BadRelation,
            place,
            format!("规则「{}」的对象是「{theirs}」，这条规则的对象是「{own}」", name.text),
            format!("the rule 「{}」 is about 「{theirs}」, and this one about 「{own}」", name.text),
        );
        self.report(fault.help(
            "只有对象相同的规则才能相互叠加、除外或者排斥",
            "only rules about the same subject can stack on, except or exclude one another",
        ));
    }

    /// Exclusion and unstated combination hold both ways.
    fn relate(&mut self, id: RuleId, relation: Relation, other: RuleId) {
        let mut enter = |of: RuleId, with: RuleId| {
            if let Some(rule) = self.model.rules.get_mut(of.0)
                && !rule.relations.contains(&(relation, with))
            {
                rule.relations.push((relation, with));
            }
        };
        enter(id, other);
        if matches!(relation, Relation::Excludes | Relation::Unstated) {
            enter(other, id);
        }
    }

    /// Reports a circle of stacking and exception once, at its lowest rule.
    fn circle_of_rules(&mut self, start: RuleId, placed: Placed<'t, tree::Rule>) {
        let mut path = vec![start];
        let Some(circle) = self.way_back(start, &mut path) else {
            return;
        };
        if circle.iter().any(|id| *id < start) {
            return;
        }
        let name = |id: &RuleId| self.model.rules.get(id.0).map(|r| r.name.clone()).unwrap_or_default();
        let round: Vec<String> = circle.iter().chain([&start]).map(name).collect();
        let round = round.join(" → ");
        let place = placed.home.place(placed.decl.name.span);
        let fault = error(
            Code::BadRelation,
            place,
            format!("「叠加于」「除外」绕成了一圈：{round}"),
            format!("stacking and exception go in a circle: {round}"),
        );
        self.report(fault.help("请删去其中一个关系", "delete one of these relations"));
    }

    /// The rules on a way from the end of `path` back to `start`.
    fn way_back(&self, start: RuleId, path: &mut Vec<RuleId>) -> Option<Vec<RuleId>> {
        let last = path.last()?;
        let relations = self.model.rules.get(last.0)?.relations.iter();
        let onward = relations.filter(|(how, _)| matches!(how, Relation::StacksOn | Relation::Except));
        for next in onward.flat_map(|(_, other)| self.model.with_successors(*other)) {
            if next == start {
                return Some(path.clone());
            }
            if path.contains(&next) {
                continue;
            }
            path.push(next);
            let found = self.way_back(start, path);
            path.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }
}
