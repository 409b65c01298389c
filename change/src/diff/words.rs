//! Differences in words, in both languages.

use chrono::NaiveDate;
use qingce_compiler::model::{
    Definition, DefinitionId, Model, Rule, RuleId, Scale, ScaleId, Standard, StandardId,
};
use qingce_grammar::Message;
use qingce_prose::{Paragraph, Phrases};
use qingce_runtime::Language;

pub(super) struct Words<'m> {
    pub old: &'m Model,
    pub new: &'m Model,
}

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// The same thing said in both languages.
fn both(model: &Model, said: impl Fn(&Phrases<'_>) -> String) -> Message {
    let [zh, en] = LANGUAGES.map(|language| said(&Phrases::new(model, language, None)));
    Message::new(zh, en)
}

impl<'m> Words<'m> {
    pub fn period(&self, from: NaiveDate, to: Option<NaiveDate>) -> Message {
        both(self.new, |phrases| phrases.period(from, to))
    }

    /// Every value of a standard in words.
    pub fn standard(&self, model: &Model, standard: Option<&Standard>) -> Vec<Message> {
        let id = standard
            .and_then(|one| model.standards.iter().position(|other| other.name == one.name))
            .map(StandardId);
        let Some(id) = id else { return Vec::new() };
        self.history(model, |phrases| phrases.standard(id))
    }

    /// Every value of a scale in words.
    pub fn scale(&self, model: &Model, scale: Option<&Scale>) -> Vec<Message> {
        let id =
            scale.and_then(|one| model.scales.iter().position(|other| other.name == one.name)).map(ScaleId);
        let Some(id) = id else { return Vec::new() };
        self.history(model, |phrases| phrases.scale(id))
    }

    fn history(
        &self,
        model: &Model,
        amounts: impl Fn(&Phrases<'_>) -> Option<qingce_prose::Amounts>,
    ) -> Vec<Message> {
        let [zh, en] = LANGUAGES.map(|language| {
            let phrases = Phrases::new(model, language, None);
            amounts(&phrases).map(|amounts| phrases.values(&amounts)).unwrap_or_default()
        });
        zh.into_iter().zip(en).map(|(zh, en)| Message::new(zh, en)).collect()
    }

    /// What two histories don't share.
    pub fn histories(&self, old: &[Message], new: &[Message]) -> Vec<(Message, Message, Message)> {
        let what = || Message::new("数值", "value");
        let nothing = || Message::new("", "");
        let gone = old.iter().filter(|value| !new.contains(value));
        let come = new.iter().filter(|value| !old.contains(value));
        let gone = gone.map(|value| (what(), value.clone(), nothing()));
        gone.chain(come.map(|value| (what(), nothing(), value.clone()))).collect()
    }

    pub fn definition(&self, model: &Model, definition: Option<&Definition>) -> Message {
        let id = definition.and_then(|one| model.definitions.iter().position(|other| other.name == one.name));
        let Some(id) = id.map(DefinitionId) else { return Message::new("", "") };
        both(model, |phrases| {
            phrases.definition(id).map(|term| term.meaning.line(phrases.language())).unwrap_or_default()
        })
    }

    fn paragraph(
        &self,
        model: &Model,
        rule: &Rule,
        said: impl Fn(&Phrases<'_>, &Paragraph) -> String,
    ) -> Message {
        let id = model.rules.iter().position(|other| other.name == rule.name).map(RuleId);
        both(model, |phrases| {
            id.and_then(|id| phrases.paragraph(id))
                .map(|paragraph| said(phrases, &paragraph))
                .unwrap_or_default()
        })
    }

    pub fn condition(&self, model: &Model, rule: &Rule) -> Message {
        let none = ("没有条件", "no condition");
        both(model, |phrases| match &rule.condition {
            Some(condition) => phrases.condition(rule.subject, &rule.lets, condition),
            None => phrases.language().pick(none.0, none.1).to_owned(),
        })
    }

    pub fn result(&self, model: &Model, rule: &Rule) -> Message {
        both(model, |phrases| phrases.results(rule).join(phrases.language().pick("；", "; ")))
    }

    /// The sentences behind the main one: relations, how often, period.
    pub fn around(&self, model: &Model, rule: &Rule) -> Message {
        both(model, |phrases| phrases.relations(rule).join(phrases.language().pick("", " ")))
    }

    pub fn departments(&self, model: &Model, rule: &Rule) -> Message {
        both(model, |phrases| phrases.departments(rule).join(phrases.language().pick("、", ", ")))
    }

    pub fn basis(&self, model: &Model, rule: &Rule) -> Message {
        self.paragraph(model, rule, |phrases, paragraph| {
            let basis: Vec<String> = paragraph.basis.iter().map(|basis| phrases.basis(basis)).collect();
            basis.join(phrases.language().pick("、", ", "))
        })
    }

    /// A rule that only one side has.
    pub fn rule_details(&self, old: Option<&Rule>, new: Option<&Rule>) -> Vec<(Message, Message, Message)> {
        let told = |model: &Model, rule: Option<&Rule>| {
            rule.map_or(Message::new("", ""), |rule| {
                self.paragraph(model, rule, |phrases, paragraph| {
                    let lines = paragraph.text.iter().map(|text| text.line(phrases.language()));
                    lines.collect::<Vec<_>>().join(phrases.language().pick("", " "))
                })
            })
        };
        vec![(Message::new("规定", "provision"), told(self.old, old), told(self.new, new))]
    }
}
