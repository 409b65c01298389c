//! 应得, 适用, 待定 …: what a scenario expects, as far as the rule can decide so at all.

use super::super::context::{Analyser, Home};
use crate::index::Symbol;
use crate::model::{Body, Effect, Expectation, Expected, Origin, RecordId, Relation, RuleId};
use crate::report::{Details, error};
use qingce_grammar::{Code, Place, tree};

impl Analyser<'_> {
    /// The expectations of a scenario, one a rule; wrong ones are left out.
    pub fn expectations(
        &mut self,
        home: Home,
        subject: RecordId,
        written: &[tree::Expectation],
    ) -> Vec<Expectation> {
        let mut found = Vec::new();
        for expectation in written {
            let place = home.place(expectation.span);
            let origin = match &expectation.origin {
                None => Origin::Stated,
                Some(tree::Origin::Unconfirmed) => Origin::Unconfirmed,
                Some(tree::Origin::Program) => Origin::Program,
                Some(tree::Origin::Cited(cited)) => Origin::Cited(self.citations(home, cited)),
            };
            let mut rules: Vec<(RuleId, Place)> = Vec::new();
            for name in &expectation.rules {
                if let Some(rule) = self.expected_rule(home, subject, name) {
                    rules.push((rule, home.place(name.span)));
                }
            }
            let between = match expectation.outcome {
                tree::Expected::OneOf => Some(Relation::Excludes),
                tree::Expected::CombinationUnstated => Some(Relation::Unstated),
                _ => None,
            };
            if let Some(relation) = between {
                let first = found.len();
                self.between(&rules, relation, place, &mut found);
                found.iter_mut().skip(first).for_each(|one| one.origin = origin.clone());
                continue;
            }
            for (rule, at) in &rules {
                let outcome = self.outcome(home, subject, *rule, *at, &expectation.outcome);
                let origin = origin.clone();
                found.extend(outcome.map(|outcome| Expectation { rule: *rule, outcome, origin, place }));
            }
        }
        found
    }

    fn expected_rule(&mut self, home: Home, subject: RecordId, name: &tree::Name) -> Option<RuleId> {
        let id = self.rule_named(home, name)?;
        if self.broken.contains(&Symbol::Rule(id)) {
            return None;
        }
        let theirs = self.model.rules.get(id.0)?.subject;
        if theirs == subject {
            return Some(id);
        }
        let (own, theirs) = (self.record_name(subject), self.record_name(theirs));
        let fault = error(
            Code::BadScenario,
            home.place(name.span),
            format!("规则「{}」的对象是「{theirs}」，这个案例已知的是「{own}」", name.text),
            format!("the rule 「{}」 is about 「{theirs}」, and this scenario gives 「{own}」", name.text),
        );
        self.report(
            fault.help("请换一条规则，或者另写一个案例", "name another rule, or write another scenario"),
        );
        None
    }

    fn outcome(
        &mut self,
        home: Home,
        subject: RecordId,
        rule: RuleId,
        place: Place,
        outcome: &tree::Expected,
    ) -> Option<Expected> {
        use tree::Expected as Tree;
        match outcome {
            Tree::Grant(amount) => {
                let amount = self.amount(home, amount)?;
                self.can(
                    rule,
                    place,
                    |e| matches!(e, Effect::Grant(..)),
                    ("给予确定的金额", "grants an exact amount"),
                )?;
                Some(Expected::Grant(amount))
            }
            Tree::Ceiling(amount) => {
                let amount = self.amount(home, amount)?;
                self.can(
                    rule,
                    place,
                    |e| matches!(e, Effect::Ceiling(..)),
                    ("给予不高于某数的金额", "grants up to a ceiling"),
                )?;
                Some(Expected::Ceiling(amount))
            }
            Tree::Delegated => {
                let by_standard = self.model.standards.iter().any(|s| s.delegated.is_some());
                let delegated = |e: &Effect| match e {
                    Effect::Delegated(_) => true,
                    Effect::Grant(..) | Effect::Ceiling(..) => by_standard,
                    Effect::Classify(..) | Effect::Duty(..) | Effect::Target(..) | Effect::Said(..) => false,
                };
                self.can(rule, place, delegated, ("按规定给予", "grants as regulated elsewhere"))?;
                Some(Expected::Delegated)
            }
            Tree::Class(name) => self.expected_class(home, rule, place, name),
            Tree::Applies => Some(Expected::Applies),
            Tree::NotApplicable => Some(Expected::NotApplicable),
            Tree::NotInForce => Some(Expected::NotInForce),
            Tree::AlreadyGranted => self.expected_again(rule, place),
            Tree::Undetermined(paths) => {
                let found: Vec<_> = paths.iter().map(|path| self.field_path(home, subject, path)).collect();
                Some(Expected::Undetermined(found.into_iter().collect::<Option<_>>()?))
            }
            Tree::Done => self.shown(rule, place).map(|()| Expected::Done),
            Tree::NotDone => self.shown(rule, place).map(|()| Expected::NotDone),
            Tree::OneOf | Tree::CombinationUnstated => None,
            Tree::Fails => Some(Expected::Fails),
        }
    }

    /// Reports a rule none of whose effects is of the expected kind.
    fn can(
        &mut self,
        rule: RuleId,
        place: Place,
        fits: impl Fn(&Effect) -> bool,
        what: (&str, &str),
    ) -> Option<()> {
        let rule = self.model.rules.get(rule.0)?;
        if effects(&rule.body).any(fits) {
            return Some(());
        }
        let kinds: Vec<(&str, &str)> = effects(&rule.body).map(effect_words).collect();
        let (name, at) = (rule.name.clone(), rule.place);
        let mut zh: Vec<&str> = kinds.iter().map(|(zh, _)| *zh).collect();
        let mut en: Vec<&str> = kinds.iter().map(|(_, en)| *en).collect();
        zh.dedup();
        en.dedup();
        let fault = error(
            Code::BadScenario,
            place,
            format!("规则「{name}」不会{}", what.0),
            format!("the rule 「{name}」 never {}", what.1),
        );
        let fault = fault.label(at, format!("它的结果是{}", zh.join("、")), format!("it {}", en.join(", ")));
        self.report(fault.help(
            "请按规则的结果来写期望，或者改正规则",
            "expect what the rule can result in, or mend the rule",
        ));
        None
    }

    /// 应认定: an option of the list that the rule classifies by.
    fn expected_class(
        &mut self,
        home: Home,
        rule: RuleId,
        place: Place,
        name: &tree::Name,
    ) -> Option<Expected> {
        self.can(rule, place, |e| matches!(e, Effect::Classify(..)), ("作出认定", "classifies anything"))?;
        let body = &self.model.rules.get(rule.0)?.body;
        let list = effects(body).find_map(|effect| match effect {
            Effect::Classify(list, _) => Some(*list),
            _ => None,
        })?;
        self.option_of(home, list, name).map(Expected::Class)
    }

    /// 已享受: only of a rule that is once.
    fn expected_again(&mut self, rule: RuleId, place: Place) -> Option<Expected> {
        let rule = self.model.rules.get(rule.0)?;
        if rule.once.is_some() {
            return Some(Expected::AlreadyGranted);
        }
        let fault = error(
            Code::BadScenario,
            place,
            format!("规则「{}」不是一次性的，不会已享受", rule.name),
            format!("the rule 「{}」 is not once only and is never already granted", rule.name),
        )
        .label(rule.place, "没有写「一次性 按 …」", "it has no `once by …`");
        self.report(fault);
        None
    }

    fn shown(&mut self, rule: RuleId, place: Place) -> Option<()> {
        let fits = |e: &Effect| matches!(e, Effect::Duty(..) | Effect::Target(..));
        self.can(rule, place, fits, ("有「已完成」「未完成」之分", "is done or not done"))
    }

    /// 择一, 并享未明: rules that relate to one another in this way, one expectation each.
    fn between(
        &mut self,
        rules: &[(RuleId, Place)],
        relation: Relation,
        place: Place,
        found: &mut Vec<Expectation>,
    ) {
        for (rule, at) in rules {
            let others: Vec<RuleId> = rules.iter().map(|(r, _)| *r).filter(|r| r != rule).collect();
            let Some(own) = self.model.rules.get(rule.0) else {
                continue;
            };
            let says = |a, b| self.model.says(a, relation, b);
            let related = |other: &RuleId| says(*rule, *other) || says(*other, *rule);
            if others.is_empty() || !others.iter().all(related) {
                let (zh, en) = match relation {
                    Relation::Unstated => ("并享未明", "combination-unstated"),
                    _ => ("不得重复享受", "excludes"),
                };
                let fault = error(
                    Code::BadScenario,
                    *at,
                    format!("规则「{}」与这里的其他规则没有写明{zh}", own.name),
                    format!("the rule 「{}」 doesn't say `{en}` of the other rules named here", own.name),
                );
                self.report(fault.help(
                    format!("这里要写两条以上互相写了「{zh}」的规则"),
                    format!("name two or more rules that say `{en}` of one another"),
                ));
                return;
            }
            let outcome = match relation {
                Relation::Unstated => Expected::CombinationUnstated(others),
                _ => Expected::OneOf(others),
            };
            found.push(Expectation { rule: *rule, outcome, origin: Origin::Stated, place });
        }
    }
}

/// Every effect that a body may result in.
pub(crate) fn effects(body: &Body<Effect>) -> impl Iterator<Item = &Effect> {
    let (one, cases, otherwise) = match body {
        Body::One(one) => (Some(one), [].as_slice(), None),
        Body::Cases { cases, otherwise } => (None, cases.as_slice(), otherwise.as_ref()),
    };
    one.into_iter().chain(cases.iter().map(|case| &case.result)).chain(otherwise)
}

fn effect_words(effect: &Effect) -> (&'static str, &'static str) {
    match effect {
        Effect::Grant(..) => ("给予确定的金额", "grants an exact amount"),
        Effect::Ceiling(..) => ("给予不高于某数的金额", "grants up to a ceiling"),
        Effect::Delegated(_) => ("按规定给予", "grants as regulated elsewhere"),
        Effect::Classify(..) => ("认定", "classifies"),
        Effect::Duty(..) => ("应当做的事", "lays down a duty"),
        Effect::Target(..) => ("目标", "sets a target"),
        Effect::Said(..) => {
            ("支持、鼓励等，不涉及金额", "supports, encourages or the like, without an amount")
        }
    }
}
