//! What the names in a paragraph mean: definitions and the rule's own names.

use crate::condition::Condition;
use crate::passage::Passage;
use crate::phrases::{Named, Phrases, Speaker};
use qingce_compiler::model::{Body, Definition, DefinitionId, Expr, ExprKind, Rule, Type};

/// A name and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The name.
    pub name: String,
    /// `“合格采摘人员”，指…`.
    pub meaning: Passage,
}

impl<'m> Phrases<'m> {
    /// What a definition means.
    pub fn definition(&self, id: DefinitionId) -> Option<Term> {
        let definition = self.model.definitions.get(id.0)?;
        let speaker = self.speaker(definition.subject, &[]);
        Some(Term { name: definition.name.clone(), meaning: speaker.defined(definition) })
    }
}

impl Speaker<'_> {
    /// The names that were used, and those used in telling them, each told once: what is used first stands first.
    pub fn terms(&self, rule: Option<&Rule>) -> Vec<Term> {
        let mut terms = Vec::new();
        let mut at = 0;
        loop {
            let next = self.used.borrow().get(at).copied();
            let Some(name) = next else { return terms };
            at += 1;
            match name {
                Named::Let(id) => terms.extend(rule.and_then(|rule| rule.lets.get(id.0)).map(|one| Term {
                    name: one.name.clone(),
                    meaning: self.meaning(&one.name, &one.value),
                })),
                Named::Definition(id) => {
                    let definition = self.model().definitions.get(id.0);
                    terms.extend(
                        definition.map(|one| Term { name: one.name.clone(), meaning: self.defined(one) }),
                    );
                }
                Named::Standard(_) | Named::Scale(_) => {}
            }
        }
    }

    fn defined(&self, definition: &Definition) -> Passage {
        let own = Speaker { frames: vec![definition.subject], lets: &[], ..self.clone() };
        match &definition.body {
            Body::One(value) => own.meaning(&definition.name, value),
            Body::Cases { cases, otherwise } => {
                let name = self.phrases.quoted(&definition.name);
                let mut items: Vec<Passage> =
                    cases.iter().map(|case| own.case(&case.guard, &own.result(&case.result))).collect();
                items.extend(otherwise.iter().map(|rest| {
                    let rest = own.result(rest);
                    Passage::plain(own.say(format!("其他情形，{rest}"), format!("in all other cases {rest}")))
                }));
                Passage::list(
                    self.say(format!("{name}按下列情形确定："), format!("{name} is, by case:")),
                    items,
                )
            }
        }
    }

    fn result(&self, value: &Expr) -> String {
        let value = self.truth_or_value(value);
        self.say(format!("为{value}"), value)
    }

    fn truth_or_value(&self, value: &Expr) -> String {
        match (&value.kind, &value.ty) {
            (ExprKind::Truth(_), _) | (_, Type::Number(_) | Type::Date | Type::Text | Type::Option(_)) => {
                self.value(value)
            }
            (_, Type::Truth) => {
                let condition = self.inline(&Condition::of(self, value, true));
                self.say(format!("是否{condition}"), format!("whether {condition}"))
            }
            _ => self.value(value),
        }
    }

    /// One case: `…的，…`.
    pub fn case(&self, guard: &Expr, result: &str) -> Passage {
        let condition = Condition::of(self, guard, true);
        match self.short(&condition) {
            Some(words) => {
                Passage::plain(self.say(format!("{words}的，{result}"), format!("where {words}: {result}")))
            }
            None => {
                let (all, items) = self.listed(&condition);
                let lead = match all {
                    true => self.say("同时符合下列条件的：", "where all of the following hold:"),
                    false => self.say("符合下列条件之一的：", "where one of the following holds:"),
                };
                Passage::list(lead, items).then(result)
            }
        }
    }

    fn meaning(&self, name: &str, value: &Expr) -> Passage {
        let name = self.phrases.quoted(name);
        match &value.kind {
            ExprKind::Where(list, condition) => {
                let inner = self.inside(list);
                let list = self.list(list);
                let condition = Condition::of(&inner, condition, true);
                match inner.short(&condition) {
                    Some(words) => Passage::plain(self.say(
                        format!("{name}，指{list}中{words}的成员。"),
                        format!("{name} are those of {list} for which {words}."),
                    )),
                    None => {
                        let (all, items) = inner.listed(&condition);
                        Passage::list(
                            match all {
                                true => self.say(
                                    format!("{name}，指{list}中同时符合下列条件的成员："),
                                    format!(
                                        "{name} are those of {list} for which all of the following hold:"
                                    ),
                                ),
                                false => self.say(
                                    format!("{name}，指{list}中符合下列条件之一的成员："),
                                    format!(
                                        "{name} are those of {list} for which one of the following holds:"
                                    ),
                                ),
                            },
                            items,
                        )
                    }
                }
            }
            _ if value.ty == Type::Truth => {
                let condition = Condition::of(self, value, true);
                match self.short(&condition) {
                    Some(words) => Passage::plain(
                        self.say(format!("{name}，指{words}。"), format!("{name} means that {words}.")),
                    ),
                    None => {
                        let (all, items) = self.listed(&condition);
                        Passage::list(
                            match all {
                                true => self.say(
                                    format!("{name}，指同时符合下列条件："),
                                    format!("{name} means that all of the following hold:"),
                                ),
                                false => self.say(
                                    format!("{name}，指符合下列条件之一："),
                                    format!("{name} means that one of the following holds:"),
                                ),
                            },
                            items,
                        )
                    }
                }
            }
            _ => {
                let value = self.value(value);
                Passage::plain(self.say(format!("{name}，指{value}。"), format!("{name} is {value}.")))
            }
        }
    }
}
