//! Finds the differences, part by part.

use super::parts::{
    change_of, detail, earlier, histories_differ, matched, one, periods_differ, plain, type_form,
};
use super::touched::{Touched, touched};
use super::words::Words;
use super::{Change, Difference, Matter};
use crate::canon::{Canon, shortest};
use chrono::NaiveDate;
use qingce_compiler::model::{Definition, Model, Rule, Scale, Standard};
use qingce_grammar::Message;
use std::collections::BTreeSet;

pub(super) struct Finder<'m> {
    old: &'m Model,
    new: &'m Model,
}

impl<'m> Finder<'m> {
    pub fn new(old: &'m Model, new: &'m Model) -> Self {
        Self { old, new }
    }

    pub fn all(&self) -> Vec<Difference> {
        let mut all = Vec::new();
        all.extend(self.head());
        all.extend(self.options());
        all.extend(self.records());
        all.extend(self.clauses());
        all.extend(self.standards());
        all.extend(self.scales());
        all.extend(self.definitions());
        all.extend(self.rules());
        all
    }

    fn words(&self) -> Words<'m> {
        Words { old: self.old, new: self.new }
    }

    /// The first day on which either policy decides anything.
    fn start(&self) -> Option<NaiveDate> {
        let rules = self.old.rules.iter().chain(&self.new.rules).map(|rule| rule.from);
        let heads = [self.old, self.new].into_iter().filter_map(|model| Some(model.policy.as_ref()?.from));
        rules.chain(heads).min()
    }

    fn head(&self) -> Vec<Difference> {
        let (Some(old), Some(new)) = (&self.old.policy, &self.new.policy) else { return Vec::new() };
        let mut details = Vec::new();
        let mut from = None;
        if old.name != new.name {
            details.push(detail(("名称", "name"), old.name.clone(), new.name.clone()));
        }
        if old.number != new.number {
            details.push(detail(("文号", "number"), old.number.clone(), new.number.clone()));
        }
        if (old.from, old.to) != (new.from, new.to) {
            let words = self.words();
            details.push((
                Message::new("施行", "in force"),
                words.period(old.from, old.to),
                words.period(new.from, new.to),
            ));
            from = earlier(from, periods_differ((old.from, old.to), (new.from, new.to)));
        }
        let conventions = [
            (
                ("期间首日", "first day of a period"),
                old.first_day_counts,
                new.first_day_counts,
                ("计入", "counts"),
                ("不计入", "does not count"),
            ),
            (
                ("周岁", "age reached"),
                old.age_next_day,
                new.age_next_day,
                ("生日次日", "the day after the birthday"),
                ("生日当日", "on the birthday"),
            ),
        ];
        for (what, before, after, yes, no) in conventions {
            if before != after {
                let told = |side: Option<bool>| {
                    side.map_or(Message::new("没有写", "not said"), |side| {
                        let (zh, en) = if side { yes } else { no };
                        Message::new(zh, en)
                    })
                };
                details.push((Message::new(what.0, what.1), told(before), told(after)));
                from = earlier(from, self.start());
            }
        }
        one(Matter::Head, &new.name, Change::Changed, from, details, Vec::new())
    }

    fn options(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in matched(&self.old.lists, &self.new.lists, |list| &list.name) {
            match (old, new) {
                (Some(old), Some(new)) => {
                    let names = |list: &qingce_compiler::model::OptionList| -> Vec<String> {
                        list.options.iter().map(|option| option.name.clone()).collect()
                    };
                    let (before, after) = (names(old), names(new));
                    let lost = before.iter().any(|name| !after.contains(name));
                    let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
                    if set(&before) != set(&after) {
                        let details = vec![detail(("选项", "options"), before.join("、"), after.join("、"))];
                        // A further option changes no decision of a record that had none of it.
                        let from = lost.then(|| self.start()).flatten();
                        found.extend(one(
                            Matter::Options,
                            &new.name,
                            Change::Changed,
                            from,
                            details,
                            Vec::new(),
                        ));
                    }
                }
                (Some(old), None) => found.extend(one(
                    Matter::Options,
                    &old.name,
                    Change::Removed,
                    None,
                    Vec::new(),
                    Vec::new(),
                )),
                (None, Some(new)) => {
                    found.extend(one(Matter::Options, &new.name, Change::Added, None, Vec::new(), Vec::new()))
                }
                (None, None) => {}
            }
        }
        found
    }

    fn records(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in matched(&self.old.records, &self.new.records, |record| &record.name) {
            let (Some(old), Some(new)) = (old, new) else {
                let (one_side, change) = if let Some(old) = old {
                    (old, Change::Removed)
                } else if let Some(new) = new {
                    (new, Change::Added)
                } else {
                    continue;
                };
                found.extend(one(Matter::Record, &one_side.name, change, None, Vec::new(), Vec::new()));
                continue;
            };
            let (mut details, mut from) = (Vec::new(), None);
            for (before, after) in matched(&old.fields, &new.fields, |field| &field.name) {
                let told = |model: &Model, field: Option<&qingce_compiler::model::Field>| {
                    field.map(|field| {
                        format!(
                            "{}{}{}",
                            type_form(model, &field.ty),
                            if field.key { " key" } else { "" },
                            if field.reference_date { " reference-date" } else { "" }
                        )
                    })
                };
                let (a, b) = (told(self.old, before), told(self.new, after));
                if a != b {
                    let name = before.or(after).map(|field| field.name.clone()).unwrap_or_default();
                    details.push((
                        Message::new(format!("字段「{name}」"), format!("field 「{name}」")),
                        plain(a.clone().unwrap_or_default()),
                        plain(b.unwrap_or_default()),
                    ));
                    // A field that is new was read by nothing before.
                    if a.is_some() {
                        from = earlier(from, self.start());
                    }
                }
            }
            if !details.is_empty() {
                found.extend(one(Matter::Record, &new.name, Change::Changed, from, details, Vec::new()));
            }
        }
        found
    }

    fn clauses(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        let title = |clause: &qingce_compiler::model::Clause| format!("{} {}", clause.layer, clause.title);
        let keyed =
            |model: &'m Model| model.clauses.iter().map(|clause| (title(clause), clause)).collect::<Vec<_>>();
        let (old, new) = (keyed(self.old), keyed(self.new));
        for (before, after) in matched(&old, &new, |(key, _)| key) {
            let told = |model: &Model, clause: Option<&(String, &qingce_compiler::model::Clause)>| {
                clause.map(|(_, clause)| {
                    let names = clause.departments.iter().filter_map(|id| model.departments.get(id.0));
                    (clause.heading.clone(), names.map(|one| one.name.clone()).collect::<Vec<_>>().join("、"))
                })
            };
            let (a, b) = (told(self.old, before), told(self.new, after));
            if a == b {
                continue;
            }
            let name = before.or(after).map(|(_, clause)| clause.title.clone()).unwrap_or_default();
            let change = change_of(before.is_some(), after.is_some());
            let ((h1, d1), (h2, d2)) = (a.unwrap_or_default(), b.unwrap_or_default());
            let mut details = Vec::new();
            if h1 != h2 {
                details.push(detail(("标题", "heading"), h1, h2));
            }
            if d1 != d2 {
                details.push(detail(("责任部门", "departments in charge"), d1, d2));
            }
            found.extend(one(Matter::Clause, &name, change, None, details, Vec::new()));
        }
        found
    }

    fn standards(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in matched(&self.old.standards, &self.new.standards, |standard| &standard.name) {
            let form = |value: &Vec<qingce_compiler::model::Exact>| {
                value.iter().map(|one| shortest(*one)).collect::<Vec<_>>().join(" ")
            };
            let head = |model: &Model, s: Option<&Standard>| {
                s.map(|s| {
                    (
                        s.unit.clone(),
                        s.by.and_then(|id| model.lists.get(id.0)).map(|list| list.name.clone()),
                        s.delegated.clone(),
                    )
                })
            };
            let unlike = head(self.old, old) != head(self.new, new);
            let dated = |s: Option<&'m Standard>| s.map(|s| s.values.as_slice()).unwrap_or_default();
            let (before, after) = (dated(old), dated(new));
            let mut from = histories_differ(before, after, form);
            if unlike && old.is_some() && new.is_some() {
                from = earlier(from, self.start());
            }
            let words = self.words();
            let (a, b) = (words.standard(self.old, old), words.standard(self.new, new));
            if from.is_none() && a == b && !unlike {
                continue;
            }
            let name = old.or(new).map(|s| s.name.clone()).unwrap_or_default();
            let rules = self.rules_using(|touched| touched.standards.contains(&name));
            // What no rule uses decides nothing.
            let from = from.filter(|_| !rules.is_empty());
            let details = words.histories(&a, &b);
            found.extend(one(
                Matter::Standard,
                &name,
                change_of(old.is_some(), new.is_some()),
                from,
                details,
                rules,
            ));
        }
        found
    }

    fn scales(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in matched(&self.old.scales, &self.new.scales, |scale| &scale.name) {
            let form = |value: &Vec<(qingce_compiler::model::Exact, qingce_compiler::model::Exact)>| {
                value
                    .iter()
                    .map(|(a, b)| format!("{}:{}", shortest(*a), shortest(*b)))
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let head = |s: Option<&Scale>| s.map(|s| (s.marginal, s.from_unit.clone(), s.to_unit.clone()));
            let dated = |s: Option<&'m Scale>| s.map(|s| s.values.as_slice()).unwrap_or_default();
            let mut from = histories_differ(dated(old), dated(new), form);
            if head(old) != head(new) && old.is_some() && new.is_some() {
                from = earlier(from, self.start());
            }
            let words = self.words();
            let (a, b) = (words.scale(self.old, old), words.scale(self.new, new));
            if from.is_none() && a == b {
                continue;
            }
            let name = old.or(new).map(|s| s.name.clone()).unwrap_or_default();
            let rules = self.rules_using(|touched| touched.scales.contains(&name));
            let from = from.filter(|_| !rules.is_empty());
            found.extend(one(
                Matter::Scale,
                &name,
                change_of(old.is_some(), new.is_some()),
                from,
                words.histories(&a, &b),
                rules,
            ));
        }
        found
    }

    fn definitions(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in matched(&self.old.definitions, &self.new.definitions, |definition| &definition.name)
        {
            let form = |model: &'m Model, d: Option<&'m Definition>| {
                d.map(|d| {
                    let canon = Canon::new(model).about(d.subject, &[]);
                    let subject = model.records.get(d.subject.0).map_or("", |record| record.name.as_str());
                    format!("{subject} {}", canon.body(&d.body, |value| canon.expr(value)))
                })
            };
            if form(self.old, old) == form(self.new, new) {
                continue;
            }
            let name = old.or(new).map(|d| d.name.clone()).unwrap_or_default();
            let rules = self.rules_using(|touched| touched.definitions.contains(&name));
            let from = self.first_of(&rules);
            let words = self.words();
            let details = vec![(
                Message::new("含义", "meaning"),
                words.definition(self.old, old),
                words.definition(self.new, new),
            )];
            found.extend(one(
                Matter::Definition,
                &name,
                change_of(old.is_some(), new.is_some()),
                from,
                details,
                rules,
            ));
        }
        found
    }

    /// The first day on which one of these rules is in force in either policy.
    fn first_of(&self, rules: &[String]) -> Option<NaiveDate> {
        let named = self.old.rules.iter().chain(&self.new.rules).filter(|rule| rules.contains(&rule.name));
        named.map(|rule| rule.from).min()
    }

    fn rules(&self) -> Vec<Difference> {
        let mut found = Vec::new();
        for (old, new) in matched(&self.old.rules, &self.new.rules, |rule| &rule.name) {
            let words = self.words();
            let (details, from) = match (old, new) {
                (Some(old), Some(new)) => self.rule(old, new),
                (Some(old), None) => (words.rule_details(Some(old), None), Some(old.from)),
                (None, Some(new)) => (words.rule_details(None, Some(new)), Some(new.from)),
                (None, None) => continue,
            };
            if details.is_empty() {
                continue;
            }
            let name = old.or(new).map(|rule| rule.name.clone()).unwrap_or_default();
            let related = from.map(|_| self.related(&name)).unwrap_or_default();
            found.extend(one(
                Matter::Rule,
                &name,
                change_of(old.is_some(), new.is_some()),
                from,
                details,
                related,
            ));
        }
        found
    }

    /// The rules that stand on a rule or are excepted by it, which its decisions can change.
    fn related(&self, name: &str) -> Vec<String> {
        let mut all = vec![name.to_owned()];
        for model in [self.old, self.new] {
            for rule in &model.rules {
                let names = rule.relations.iter().filter_map(|(_, id)| model.rules.get(id.0));
                if names.map(|other| &other.name).any(|other| other == name) && !all.contains(&rule.name) {
                    all.push(rule.name.clone());
                }
            }
        }
        all
    }

    fn rule(&self, old: &'m Rule, new: &'m Rule) -> (Vec<(Message, Message, Message)>, Option<NaiveDate>) {
        let (a, b) = (Canon::new(self.old), Canon::new(self.new));
        let words = self.words();
        let mut details = Vec::new();
        let mut from = None;
        let both = Some(old.from.min(new.from));
        let subject = |model: &Model, rule: &Rule| {
            model.records.get(rule.subject.0).map(|record| record.name.clone()).unwrap_or_default()
        };
        if subject(self.old, old) != subject(self.new, new) {
            details.push(detail(("对象", "subject"), subject(self.old, old), subject(self.new, new)));
            from = earlier(from, both);
        }
        if a.condition(old) != b.condition(new) {
            details.push((
                Message::new("条件", "condition"),
                words.condition(self.old, old),
                words.condition(self.new, new),
            ));
            from = earlier(from, both);
        }
        if a.result(old) != b.result(new) {
            details.push((
                Message::new("结果", "result"),
                words.result(self.old, old),
                words.result(self.new, new),
            ));
            from = earlier(from, both);
        }
        if a.once(old) != b.once(new) || a.relations(old) != b.relations(new) {
            details.push((
                Message::new("与其他规定的关系和次数", "relations and how often"),
                words.around(self.old, old),
                words.around(self.new, new),
            ));
            from = earlier(from, both);
        }
        if (old.from, old.to) != (new.from, new.to) {
            details.push((
                Message::new("施行", "in force"),
                words.period(old.from, old.to),
                words.period(new.from, new.to),
            ));
            from = earlier(from, periods_differ((old.from, old.to), (new.from, new.to)));
        }
        let (before, after) = (words.departments(self.old, old), words.departments(self.new, new));
        if before != after {
            details.push((Message::new("责任部门", "departments in charge"), before, after));
        }
        let (before, after) = (words.basis(self.old, old), words.basis(self.new, new));
        if before != after {
            details.push((Message::new("依据", "citation"), before, after));
        }
        (details, from)
    }

    /// The rules of either policy that touch something, themselves or through definitions.
    fn rules_using(&self, wanted: impl Fn(&Touched) -> bool) -> Vec<String> {
        let mut names = Vec::new();
        for model in [self.old, self.new] {
            for rule in &model.rules {
                if wanted(&touched(model, rule)) && !names.contains(&rule.name) {
                    names.push(rule.name.clone());
                }
            }
        }
        names
    }
}
