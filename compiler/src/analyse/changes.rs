//! What an amendment does to the rules of its base: 停止 and 取代 give them an end.

use super::context::{Analyser, Home};
use super::declare::Declarations;
use crate::model::{Ending, RuleId};
use crate::report::{Details, error};
use chrono::NaiveDate;
use qingce_grammar::tree::{self, Building};
use qingce_grammar::{Code, Place};

use super::head::{day_en, day_zh};

impl<'t> Analyser<'t> {
    /// Ends the rules that later layers discontinue or replace.
    pub fn changes(&mut self, all: &Declarations<'t>) {
        for placed in &all.discontinues {
            let (home, decl) = (placed.home, placed.decl);
            let place = home.place(decl.name.span);
            self.must_cite(place, &decl.cited, "这个停止", "this end of a rule");
            let cited = self.citations(home, &decl.cited);
            let inside = self.in_period(home, decl.from);
            if let Some(rule) = self.changed_rule(home, &decl.name, ("停止", "discontinue"))
                && inside
            {
                let from = decl.from.value;
                self.end_rule(rule, from, home.place(decl.from.span));
                self.model.endings.push(Ending { rule, from, cited });
            }
        }
        for (id, placed) in &all.rules {
            let Some(name) = &placed.decl.replaces else {
                continue;
            };
            let place = placed.home.place(name.span);
            let old = self.changed_rule(placed.home, name, ("取代", "replaces"));
            let begins = self.model.rules.get(id.0).map(|rule| rule.from);
            if let (Some(old), Some(begins)) = (old.filter(|old| old != id), begins) {
                self.end_rule(old, begins, place);
                if let Some(rule) = self.model.rules.get_mut(id.0) {
                    rule.replaces = Some(old);
                }
            }
        }
    }

    /// The rule of an earlier layer that this layer may change.
    fn changed_rule(&mut self, home: Home, name: &tree::Name, word: (&str, &str)) -> Option<RuleId> {
        let place = home.place(name.span);
        if !self.may_change_base(home, place, word) {
            return None;
        }
        let building = self.layers.get(home.layer).and_then(|layer| layer.building);
        let old = self.rule_named(home, name)?;
        if building == Some(Building::Supplement) {
            let fault = error(
                Code::ForbiddenInSupplement,
                place,
                format!("补充规定不能用「{}」改动原政策的规则", word.0),
                format!("a supplement cannot change a rule of its base with `{}`", word.1),
            );
            self.report(
                fault.help("要停止或者取代规则，请用「修订」", "to end or replace a rule, amend the policy"),
            );
            return None;
        }
        let layer = self.model.rules.get(old.0).map(|rule| rule.layer)?;
        if layer >= home.layer {
            let fault = error(
                Code::BadRelation,
                place,
                format!("「{}」是本文件自己的规则，只能{}原政策的规则", name.text, word.0),
                format!(
                    "「{}」 is a rule of this very policy; `{}` is for rules of its base",
                    name.text, word.1
                ),
            );
            self.report(fault);
            return None;
        }
        Some(old)
    }

    /// A rule ends on the day before `from`.
    fn end_rule(&mut self, id: RuleId, from: NaiveDate, place: Place) {
        let Some(rule) = self.model.rules.get_mut(id.0) else {
            return;
        };
        let Some(last) = from.pred_opt() else {
            return;
        };
        if last < rule.from {
            let (name, begins, at) = (rule.name.clone(), rule.from, rule.place);
            let fault = error(
                Code::DateOutsidePeriod,
                place,
                format!("规则「{name}」自{}起施行，不能更早停止", day_zh(begins)),
                format!("the rule 「{name}」 begins on {} and cannot end before", day_en(begins)),
            );
            self.report(fault.label(at, "原政策的规则", "the rule of the base"));
            return;
        }
        rule.to = Some(rule.to.map_or(last, |to| to.min(last)));
    }
}
