//! A whole rule in prose: what it says, what its names mean, its amounts, who answers for it, and where it stands in the source.

use crate::amounts::Amounts;
use crate::condition::Condition;
use crate::passage::Passage;
use crate::phrases::{Named, Phrases, Speaker};
use crate::term::Term;
use qingce_compiler::model::{Body, Citation, Effect, Let, LetId, Once, Reading, Relation, Rule, RuleId};

/// A rule in prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Which rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// What it says, sentence by sentence.
    pub text: Vec<Passage>,
    /// Its cases as a grid: each with what results. Empty where it has none.
    pub grid: Vec<(String, String)>,
    /// What the names in it mean.
    pub terms: Vec<Term>,
    /// The amounts and scales in it.
    pub amounts: Vec<Amounts>,
    /// Who answers for it.
    pub departments: Vec<String>,
    /// The sentences and documents that it rests on.
    pub basis: Vec<Basis>,
    /// How unclear words were read.
    pub notes: Vec<Note>,
}

/// What a rule or amount rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Basis {
    /// A sentence of a layer's source text, with the words that are quoted from it.
    Sentence { layer: usize, id: String, phrases: Vec<String> },
    /// Another document.
    Document(String),
}

/// A note of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The reading that was chosen.
    pub chosen: String,
    /// The one that was not.
    pub rejected: Option<String>,
}

impl<'m> Phrases<'m> {
    /// A rule in prose; `None` if there is no such rule.
    pub fn paragraph(&self, id: RuleId) -> Option<Paragraph> {
        let rule = self.model.rules.get(id.0)?;
        let speaker = self.speaker_of(rule);
        let mut text = speaker.main(rule);
        text.extend(speaker.around(rule));
        let grid = speaker.grid(&rule.body);
        let terms = speaker.terms(Some(rule));
        let used = speaker.used.borrow().clone();
        let amounts = used.into_iter().filter_map(|name| match name {
            Named::Standard(id) => self.standard(id),
            Named::Scale(id) => self.scale(id),
            Named::Let(_) | Named::Definition(_) => None,
        });
        Some(Paragraph {
            rule: id,
            name: self.name(&rule.name),
            text,
            grid,
            terms,
            amounts: amounts.collect(),
            departments: self.departments(rule),
            basis: rule.cited.iter().map(basis).collect(),
            notes: rule.readings.iter().map(note).collect(),
        })
    }

    /// What a rule results in, one phrase a case.
    pub fn results(&self, rule: &Rule) -> Vec<String> {
        let speaker = self.speaker_of(rule);
        match &rule.body {
            Body::One(effect) => vec![speaker.effect(effect)],
            Body::Cases { .. } => {
                let grid = speaker.grid(&rule.body);
                grid.into_iter()
                    .map(|(case, result)| {
                        self.say(format!("{case}的，{result}"), format!("where {case}: {result}"))
                    })
                    .collect()
            }
        }
    }

    /// How a rule stands to others, how often it can be had, and when it is in force where that is a matter of its own.
    pub fn relations(&self, rule: &Rule) -> Vec<String> {
        self.speaker_of(rule).around(rule).into_iter().map(|passage| passage.lead).collect()
    }

    /// Who answers for a rule: its own departments, or its clause's.
    pub fn departments(&self, rule: &Rule) -> Vec<String> {
        let own = match rule.departments.is_empty() {
            true => rule
                .clause
                .and_then(|id| self.model.clauses.get(id.0))
                .map(|clause| clause.departments.as_slice()),
            false => Some(rule.departments.as_slice()),
        };
        let names = own.unwrap_or_default().iter().filter_map(|id| self.model.departments.get(id.0));
        names.map(|department| self.name(&department.name)).collect()
    }

    pub(crate) fn say(&self, zh: String, en: String) -> String {
        self.language.pick(zh, en)
    }

    /// What something rests on: `6.4「…」`.
    pub fn basis(&self, basis: &Basis) -> String {
        match basis {
            Basis::Sentence { id, phrases, .. } => {
                let phrases: Vec<String> = phrases.iter().map(|phrase| format!("“{phrase}”")).collect();
                match phrases.is_empty() {
                    true => id.clone(),
                    false => {
                        self.say(format!("{id}{}", phrases.concat()), format!("{id} {}", phrases.join(", ")))
                    }
                }
            }
            Basis::Document(name) => self.say(format!("《{name}》"), format!("“{name}”")),
        }
    }
}

pub(crate) fn basis(citation: &Citation) -> Basis {
    match citation {
        Citation::Sentence { layer, id, phrases, .. } => {
            Basis::Sentence { layer: *layer, id: id.clone(), phrases: phrases.clone() }
        }
        Citation::Document { name, .. } => Basis::Document(name.clone()),
    }
}

fn note(reading: &Reading) -> Note {
    Note { chosen: reading.chosen.clone(), rejected: reading.rejected.clone() }
}

impl Speaker<'_> {
    /// Who, under which conditions, gets or must do what.
    fn main(&self, rule: &Rule) -> Vec<Passage> {
        let subject = self.phrases.record_name(rule.subject);
        let condition = rule.condition.as_ref().map(|condition| Condition::of(self, condition, true));
        let mut text = Vec::new();
        match &rule.body {
            Body::One(effect) => text.push(self.sentence(&subject, condition.as_ref(), &self.effect(effect))),
            Body::Cases { cases, otherwise } => {
                let by = self.say("按下列情形分别办理：", "as follows, by case:");
                let mut items: Vec<Passage> =
                    cases.iter().map(|case| self.case(&case.guard, &self.effect(&case.result))).collect();
                items.extend(otherwise.iter().map(|rest| {
                    let rest = self.effect(rest);
                    Passage::plain(
                        self.say(format!("其他情形，{rest}"), format!("in all other cases: {rest}")),
                    )
                }));
                match condition {
                    None => text.push(Passage::list(
                        self.say(format!("对{subject}，{by}"), format!("For every {subject}, {by}")),
                        items,
                    )),
                    Some(condition) => match self.short(&condition) {
                        Some(words) => text.push(Passage::list(
                            self.say(
                                format!("对{words}的{subject}，{by}"),
                                format!("For a {subject} where {words}, {by}"),
                            ),
                            items,
                        )),
                        None => {
                            let below = self.say("按后列各情形办理", "the cases below apply");
                            text.push(self.sentence(&subject, Some(&condition), &below));
                            text.push(Passage::list(self.say("各情形是：", "The cases are:"), items));
                        }
                    },
                }
            }
        }
        let effects: Vec<&Effect> = effects(&rule.body);
        text.extend(effects.iter().filter_map(|effect| self.shown(effect)));
        let mut weights: Vec<String> = Vec::new();
        for weight in effects.iter().filter_map(|effect| self.weight(effect)) {
            if !weights.contains(&weight) {
                weights.push(weight);
            }
        }
        text.extend(weights.into_iter().map(Passage::plain));
        text
    }

    fn grid(&self, body: &Body<Effect>) -> Vec<(String, String)> {
        let Body::Cases { cases, otherwise } = body else { return Vec::new() };
        let each = cases.iter().map(|case| {
            let guard = self.inline(&Condition::of(self, &case.guard, true));
            (guard, self.effect(&case.result))
        });
        let rest = otherwise.iter().map(|rest| (self.say("其他情形", "all other cases"), self.effect(rest)));
        each.chain(rest).collect()
    }

    /// `对…的…，…。`, or with a numbered list of conditions.
    fn sentence(&self, subject: &str, condition: Option<&Condition>, result: &str) -> Passage {
        let Some(condition) = condition else {
            return Passage::plain(
                self.say(format!("对{subject}，{result}。"), format!("For every {subject}: {result}.")),
            );
        };
        match self.short(condition) {
            Some(words) => Passage::plain(self.say(
                format!("对{words}的{subject}，{result}。"),
                format!("For a {subject} where {words}: {result}."),
            )),
            None => {
                let (all, items) = self.listed(condition);
                let lead = match all {
                    true => self.say(
                        format!("对同时符合下列条件的{subject}，{result}："),
                        format!("For a {subject}, {result}, where all of the following hold:"),
                    ),
                    false => self.say(
                        format!("对符合下列条件之一的{subject}，{result}："),
                        format!("For a {subject}, {result}, where one of the following holds:"),
                    ),
                };
                Passage::list(lead, items)
            }
        }
    }

    /// How the rule stands to others, how often it can be had, when it is in force.
    fn around(&self, rule: &Rule) -> Vec<Passage> {
        let mut text = self.relations_of(rule);
        text.extend(rule.replaces.map(|old| {
            let old = self.phrases.rule_name(old);
            self.say(format!("自施行之日起取代{old}。"), format!("From its first day it replaces {old}."))
        }));
        let given = |effect: &&Effect| {
            matches!(effect, Effect::Grant(..) | Effect::Ceiling(..) | Effect::Delegated(_))
        };
        text.extend(match &rule.once {
            Some(once) => Some(self.once(once)),
            None if effects(&rule.body).iter().any(given) => {
                Some(self.say("没有限定享受次数。", "How often it can be had is not limited."))
            }
            None => None,
        });
        let policy = self.model().policy.as_ref();
        if policy.is_none_or(|policy| policy.from != rule.from || policy.to != rule.to) {
            let period = self.phrases.period(rule.from, rule.to);
            text.push(
                self.say(format!("本规定{period}施行。"), format!("This provision is in force {period}.")),
            );
        }
        text.into_iter().map(Passage::plain).collect()
    }

    /// A sentence for each relation; what can be had together, and a joint ceiling, name all their rules at once.
    fn relations_of(&self, rule: &Rule) -> Vec<String> {
        let mut text = Vec::new();
        let mut told = Vec::new();
        for (how, other) in &rule.relations {
            if !matches!(how, Relation::Combines | Relation::Within) {
                text.push(self.relation(rule, *how, &[*other]));
            } else if !told.contains(how) {
                told.push(*how);
                let all = rule.relations.iter().filter(|(one, _)| one == how).map(|(_, other)| *other);
                text.push(self.relation(rule, *how, &all.collect::<Vec<_>>()));
            }
        }
        text
    }

    fn relation(&self, rule: &Rule, how: Relation, others: &[RuleId]) -> String {
        let others: Vec<String> = others.iter().map(|other| self.phrases.rule_name(*other)).collect();
        let other = others.join(&self.say("、", " and "));
        let limit = rule.joint_ceiling.as_ref().map(|limit| self.amount(limit)).unwrap_or_default();
        let (zh, en) = match how {
            Relation::StacksOn => (
                format!("以已享受{other}为前提，在其基础上另外给予，两项分别计算。"),
                format!(
                    "It is given on top of {other}, only where that applies; the two are reckoned apart."
                ),
            ),
            Relation::Except => {
                (format!("已享受{other}的除外。"), format!("It is not given where {other} applies."))
            }
            Relation::Excludes => (
                format!("与{other}不得重复享受，只能选择其中一项。"),
                format!("It cannot be had together with {other}: one of the two must be chosen."),
            ),
            Relation::Combines => (
                format!("可与{other}同时享受，分别给予。"),
                format!("It can be had together with {other}; each is given."),
            ),
            Relation::OnlyHigher => (
                format!("与{other}就高不重复，只享受数额高的一项。"),
                format!("Of this and {other} only the one with the greater amount is given."),
            ),
            Relation::Within => (
                format!("连同{other}，合计不高于{limit}；超过的，本项减至合计的上限为止。"),
                format!(
                    "Together with {other} it is in all at most {limit}; above that, it is cut to what is left."
                ),
            ),
            Relation::Unstated => (
                format!("能否与{other}同时享受，原文没有规定；两项分别列出，不相加。"),
                format!(
                    "Whether it can be had together with {other} is not stated; both are listed and not added up."
                ),
            ),
        };
        self.say(zh, en)
    }

    fn once(&self, once: &Once) -> String {
        match once {
            Once::Subject(path) => {
                let key = self.field(0, path);
                self.say(format!("同一{key}只享受一次。"), format!("It is given once for each {key}."))
            }
            Once::Member(list, path) => {
                let (list, key) = self.of_member(*list, path);
                self.say(
                    format!("按{list}中每一成员的{key}计算，每一{key}只计一次。"),
                    format!("Each member of {list} counts once, by {key}."),
                )
            }
        }
    }

    fn of_member(&self, list: LetId, path: &[qingce_compiler::model::FieldId]) -> (String, String) {
        self.note(Named::Let(list));
        let local: Option<&Let> = self.lets.get(list.0);
        let name = local.map(|one| self.term(&one.name)).unwrap_or_default();
        let key = local
            .map(|one: &Let| self.inside(&one.value))
            .map(|inner| inner.field(1, path))
            .unwrap_or_default();
        (name, key)
    }
}

/// Every effect of a body.
pub(crate) fn effects(body: &Body<Effect>) -> Vec<&Effect> {
    match body {
        Body::One(effect) => vec![effect],
        Body::Cases { cases, otherwise } => cases.iter().map(|case| &case.result).chain(otherwise).collect(),
    }
}
