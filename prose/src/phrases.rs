//! Where words are chosen: the policy, the language, the records in view, and which names were used.

use crate::condition::Condition;
use crate::number;
use chrono::NaiveDate;
use qingce_compiler::model::{
    DefinitionId, Dimension, Exact, Expr, FieldId, Let, LetId, Model, NumberType, RecordId, Rule, RuleId,
    ScaleId, StandardId, Type,
};
use qingce_runtime::Language;
use std::cell::RefCell;
use std::rc::Rc;

/// Words for one policy in one language.
#[derive(Debug, Clone, Copy)]
pub struct Phrases<'m> {
    pub(crate) model: &'m Model,
    pub(crate) language: Language,
    pub(crate) as_of: Option<NaiveDate>,
}

impl<'m> Phrases<'m> {
    /// Words in a language. Where `as_of` is given, amounts say which value is in force on that day.
    pub fn new(model: &'m Model, language: Language, as_of: Option<NaiveDate>) -> Self {
        Self { model, language, as_of }
    }

    /// A condition of a rule or definition about `subject`, in one line; `lets` are the rule's local names.
    pub fn condition(&self, subject: RecordId, lets: &'m [Let], condition: &Expr) -> String {
        let speaker = self.speaker(subject, lets);
        speaker.inline(&Condition::of(&speaker, condition, true))
    }

    /// A value of a rule or definition about `subject`, in one line.
    pub fn value(&self, subject: RecordId, lets: &'m [Let], value: &Expr) -> String {
        self.speaker(subject, lets).value(value)
    }

    /// The language of the words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A number of a type with its unit: `50元/人`, `20万元`, `50 yuan per person`.
    pub fn amount(&self, exact: Exact, ty: &NumberType) -> String {
        number::amount(self.model, exact, ty, self.language)
    }

    /// A unit as people write it: `元/人`, `yuan per person`; empty for plain numbers.
    pub fn unit(&self, dimension: &Dimension) -> String {
        number::unit(self.model, dimension, false, self.language)
    }

    /// A day as official texts write it.
    pub fn day(&self, day: NaiveDate) -> String {
        number::day(day, self.language)
    }

    /// A period of days as official texts write it.
    pub fn period(&self, from: NaiveDate, to: Option<NaiveDate>) -> String {
        number::period(from, to, self.language)
    }

    /// A name as prose writes it: the hyphens of English names become blanks.
    pub fn name(&self, name: &str) -> String {
        match name.is_ascii() {
            true => name.replace('-', " "),
            false => name.to_owned(),
        }
    }

    /// A name in quotation marks.
    pub fn quoted(&self, name: &str) -> String {
        format!("“{}”", self.name(name))
    }

    /// The name of a rule, in quotation marks.
    pub fn rule_name(&self, rule: RuleId) -> String {
        self.model.rules.get(rule.0).map(|rule| self.quoted(&rule.name)).unwrap_or_default()
    }

    /// The name of a record type.
    pub fn record_name(&self, record: RecordId) -> String {
        self.model.records.get(record.0).map(|record| self.name(&record.name)).unwrap_or_default()
    }

    pub(crate) fn speaker(&self, subject: RecordId, lets: &'m [Let]) -> Speaker<'m> {
        Speaker { phrases: *self, lets, frames: vec![subject], with_values: true, used: Rc::default() }
    }

    pub(crate) fn speaker_of<'r>(&self, rule: &'r Rule) -> Speaker<'r>
    where
        'm: 'r,
    {
        self.speaker(rule.subject, &rule.lets)
    }
}

/// A name that was used and has a meaning to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    Let(LetId),
    Definition(DefinitionId),
    Standard(StandardId),
    Scale(ScaleId),
}

/// Words at one place: the subject, and the members of the lists around.
#[derive(Debug, Clone)]
pub(crate) struct Speaker<'m> {
    pub phrases: Phrases<'m>,
    pub lets: &'m [Let],
    pub frames: Vec<RecordId>,
    /// Whether names of standards are followed by their values.
    pub with_values: bool,
    /// The names used so far, in the order of their first use.
    pub used: Rc<RefCell<Vec<Named>>>,
}

impl<'m> Speaker<'m> {
    pub fn model(&self) -> &'m Model {
        self.phrases.model
    }

    /// The first words in Chinese, the second ones in English.
    pub fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        self.phrases.language.pick(zh.into(), en.into())
    }

    pub fn is_chinese(&self) -> bool {
        self.phrases.language == Language::Chinese
    }

    /// Words joined: `甲、乙`, `a, b`.
    pub fn joined(&self, words: &[String]) -> String {
        words.join(self.phrases.language.pick("、", ", "))
    }

    /// Inside a list of such members.
    pub fn inside(&self, list: &Expr) -> Self {
        let mut inner = self.clone();
        if let Type::List(record) = list.ty {
            inner.frames.push(record);
        }
        inner
    }

    pub fn note(&self, name: Named) {
        let mut used = self.used.borrow_mut();
        if !used.contains(&name) {
            used.push(name);
        }
    }

    /// A name of the policy inside a sentence: quoted where the sentence is English.
    pub fn term(&self, name: &str) -> String {
        match self.is_chinese() && !name.is_ascii() {
            true => name.to_owned(),
            false => self.phrases.quoted(name),
        }
    }

    /// A field by its way from the record in a frame.
    pub fn field(&self, frame: usize, path: &[FieldId]) -> String {
        let mut words = Vec::new();
        let mut record = self.frames.get(frame).copied();
        for step in path {
            let field = record.and_then(|at| self.model().records.get(at.0)?.fields.get(step.0));
            let Some(field) = field else { break };
            words.push(field.name.as_str());
            record = match field.ty {
                Type::Record(inner) => Some(inner),
                _ => None,
            };
        }
        let own = frame + 1 == self.frames.len();
        let whose = self.frames.get(frame).filter(|_| !own).map(|at| self.phrases.record_name(*at));
        self.path(whose, &words)
    }

    fn path(&self, whose: Option<String>, words: &[&str]) -> String {
        let ascii = words.iter().all(|word| word.is_ascii());
        if self.is_chinese() {
            let joint = if ascii { " 的 " } else { "的" };
            let path = words.join(joint);
            let path = if ascii { self.phrases.quoted(&path) } else { path };
            return whose.map_or(path.clone(), |whose| format!("该{whose}的{path}"));
        }
        let path = self.phrases.quoted(&words.join("'s "));
        whose.map_or(path.clone(), |whose| format!("{path} of the {whose}"))
    }

    /// The option of a list.
    pub fn option(&self, list: qingce_compiler::model::ListId, option: usize) -> String {
        let option = self.model().lists.get(list.0).and_then(|list| list.options.get(option));
        option.map(|option| self.phrases.name(&option.name)).unwrap_or_default()
    }
}
