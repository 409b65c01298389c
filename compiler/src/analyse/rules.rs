//! 规则: what it rests on, its period, its local names, condition and effect.

use super::context::{Analyser, Placed};
use super::declare::Declarations;
use super::expression::{Checker, Local, LocalName};
use super::standards::readings;
use crate::index::Symbol;
use crate::model::{Body, Effect, Expr, Let, LetId, Once, RecordId, RuleId, Type};
use qingce_grammar::tree;

/// What of a rule is typed.
struct Typed {
    lets: Vec<Let>,
    condition: Option<Expr>,
    body: Body<Effect>,
    joint_ceiling: Option<Expr>,
    once: Option<Once>,
}

impl<'t> Analyser<'t> {
    /// Fills in all rules: first what others ask of them, then what they decide.
    pub fn rules(&mut self, all: &Declarations<'t>) {
        for (id, placed) in &all.rules {
            self.rule_head(*id, *placed);
        }
        for (id, placed) in &all.rules {
            if self.broken.contains(&Symbol::Rule(*id)) {
                continue;
            }
            match self.rule_body(*id, *placed) {
                Some(typed) => {
                    if let Some(rule) = self.model.rules.get_mut(id.0) {
                        rule.lets = typed.lets;
                        rule.condition = typed.condition;
                        rule.body = typed.body;
                        rule.joint_ceiling = typed.joint_ceiling;
                        rule.once = typed.once;
                    }
                }
                None => {
                    self.broken.insert(Symbol::Rule(*id));
                }
            }
        }
    }

    /// Subject, period, citations, departments, readings.
    fn rule_head(&mut self, id: RuleId, placed: Placed<'t, tree::Rule>) {
        let Placed { home, decl } = placed;
        let subject = self.subject(home, &decl.subject);
        if subject.is_none() {
            self.broken.insert(Symbol::Rule(id));
        }
        let period = decl.effective.filter(|period| {
            let inside = self.in_period(home, period.from);
            let ends_inside = period.to.is_none_or(|to| self.in_period(home, to));
            self.ordered(home, period) && inside && ends_inside
        });
        let mut cited = self.citations(home, &decl.cited);
        let departments = match &decl.departments {
            Some(responsible) => {
                let (departments, printed) = self.responsible(home, responsible);
                cited.extend(printed);
                departments
            }
            None => {
                let clause = home.clause.and_then(|clause| self.model.clauses.get(clause.0));
                clause.map(|clause| clause.departments.clone()).unwrap_or_default()
            }
        };
        let Some(rule) = self.model.rules.get_mut(id.0) else {
            return;
        };
        rule.subject = subject.unwrap_or(rule.subject);
        if let Some(period) = period {
            rule.from = period.from.value;
            rule.to = period.to.map(|to| to.value).or(rule.to);
        }
        rule.cited = cited;
        rule.departments = departments;
        rule.readings = readings(&decl.readings);
    }

    fn rule_body(&mut self, id: RuleId, placed: Placed<'t, tree::Rule>) -> Option<Typed> {
        let Placed { home, decl } = placed;
        let subject = self.model.rules.get(id.0)?.subject;
        let mut checker = Checker::new(self, home, subject);
        checker.rule = Some(id);
        let mut lets = Vec::new();
        if let Some(key) = &decl.once {
            checker.select_all_members(key, decl, &mut lets);
        }
        for (name, value) in &decl.lets {
            checker.local_name(id, subject, name, value, &mut lets);
        }
        let condition = decl.condition.as_ref().map(|condition| checker.condition(condition));
        let body = checker.body(&decl.body, |checker, effect| checker.effect(effect));
        let joint_ceiling = decl.joint_ceiling.as_ref().map(|limit| checker.joint_ceiling(limit));
        let once = decl.once.as_ref().map(|key| checker.once(key));
        if checker.locals.iter().any(|local| matches!(local.meaning, Local::Broken)) {
            return None;
        }
        let condition = lift(condition)?;
        let joint_ceiling = lift(joint_ceiling)?;
        Some(Typed { lets, condition, body: body?, joint_ceiling, once: lift(once)? })
    }
}

/// An optional part that may have had a fault: the fault wins.
fn lift<T>(part: Option<Option<T>>) -> Option<Option<T>> {
    match part {
        Some(found) => found.map(Some),
        None => Some(None),
    }
}

impl Checker<'_, '_> {
    /// 设 NAME = VALUE.
    fn local_name(
        &mut self,
        rule: RuleId,
        subject: RecordId,
        name: &tree::Name,
        value: &tree::Expr,
        lets: &mut Vec<Let>,
    ) {
        let place = self.place(name.span);
        let free = self.free_local_name(subject, name);
        let meaning = match self.range_of(value) {
            Some(Some((from, to))) => Local::Range(Box::new(from), Box::new(to)),
            Some(None) => Local::Broken,
            None => match self.result(value) {
                Some(value) => {
                    let id = LetId(lets.len());
                    self.cx.index.define(place, Symbol::Let(rule, id));
                    let ty = value.ty.clone();
                    lets.push(Let { name: name.text.clone(), value, place });
                    Local::Let(id, ty)
                }
                None => Local::Broken,
            },
        };
        let meaning = if free { meaning } else { Local::Broken };
        self.locals.push(LocalName { name: name.text.clone(), place, meaning });
    }

    /// A local name must not stand for something else in the rule already.
    fn free_local_name(&mut self, subject: RecordId, name: &tree::Name) -> bool {
        let place = self.place(name.span);
        let text = &name.text;
        if let Some(earlier) = self.locals.iter().find(|local| local.name == *text) {
            let at = earlier.place;
            self.cx.duplicate_at(place, text, ("设的名称", "local name"), Some(at));
            return false;
        }
        if let Some(field) = self.cx.field_named(subject, text) {
            self.cx.duplicate(place, text, ("字段", "field"), Symbol::Field(subject, field));
            return false;
        }
        let value = self.cx.names.value_named(text);
        let other_subject = |id| self.cx.definition_subject(id).is_some_and(|of| of != subject);
        match value {
            None => true,
            Some(Symbol::Definition(id)) if other_subject(id) => true,
            Some(symbol) => {
                let kind = symbol.kind();
                self.cx.duplicate(place, text, kind, symbol);
                false
            }
        }
    }
}

impl Analyser<'_> {
    /// The subject that a definition says it has.
    fn definition_subject(&self, id: crate::model::DefinitionId) -> Option<RecordId> {
        let written = self.definitions.written.get(&id)?;
        self.names.records.get(&written.decl.subject.text).copied()
    }
}

/// The type of a selection of records.
pub(crate) fn members(ty: &Type) -> Option<RecordId> {
    match ty {
        Type::List(record) => Some(*record),
        _ => None,
    }
}
