//! How rules relate: of one subject, never to themselves, and stacking and exception without circles.

use super::context::{Analyser, Home, Placed};
use super::declare::Declarations;
use crate::index::Symbol;
use crate::model::{Effect, Relation, Rule, RuleId};
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
            self.amounts_known(*id, *placed);
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

    /// What hangs on amounts needs rules that state one.
    fn amounts_known(&mut self, id: RuleId, placed: Placed<'t, tree::Rule>) {
        for (relation, name) in &placed.decl.relations {
            let other = self.names.rules.get(&name.text).copied();
            let about_amounts = matches!(relation, Relation::OnlyHigher | Relation::Within);
            let unknown = [Some(id), other].into_iter().flatten().find(|id| {
                let broken = self.broken.contains(&Symbol::Rule(*id));
                about_amounts && !broken && !self.model.rules.get(id.0).is_some_and(states_amounts)
            });
            let Some(unknown) = unknown.and_then(|id| self.model.rules.get(id.0)) else { continue };
            let fault = error(
                Code::BadRelation,
                placed.home.place(name.span),
                format!("规则「{}」没有写明的数额，不能比较高低，也不能合计", unknown.name),
                format!("the rule 「{}」 states no amount to compare or to add up", unknown.name),
            );
            self.report(fault.help(
                "「就高不重复」「连同 … 合计不高于」只能用于「给予」数额的规则",
                "`only the higher with` and `together with` are for rules that grant an amount",
            ));
        }
    }

    /// What is mutual holds both ways.
    fn relate(&mut self, id: RuleId, relation: Relation, other: RuleId) {
        let mut enter = |of: RuleId, with: RuleId| {
            if let Some(rule) = self.model.rules.get_mut(of.0)
                && !rule.relations.contains(&(relation, with))
            {
                rule.relations.push((relation, with));
            }
        };
        enter(id, other);
        if relation.is_mutual() {
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
            format!("「叠加于」「除外」「连同」绕成了一圈：{round}"),
            format!("stacking, exception and joint ceilings go in a circle: {round}"),
        );
        self.report(fault.help("请删去其中一个关系", "delete one of these relations"));
    }

    /// The rules on a way from the end of `path` back to `start`.
    fn way_back(&self, start: RuleId, path: &mut Vec<RuleId>) -> Option<Vec<RuleId>> {
        let last = path.last()?;
        for next in self.model.read_by(*last) {
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

/// Whether every result of a rule is an amount, or an amount at most.
fn states_amounts(rule: &Rule) -> bool {
    rule.body.results().iter().all(|effect| matches!(effect, Effect::Grant(..) | Effect::Ceiling(..)))
}
